/** The finite models of `Nvm.tla`; each has a cfg of the same name in `spec/tla/`. */

import type { System } from "../../lib/model.ts";
import { type Schedule, SCHEDULE } from "../../nvm/gas/schedule.ts";
import { RULES } from "../../nvm/rules.ts";
import type { Width } from "../../nvm/step/immutable/words.ts";
import { grammar } from "./grammar.ts";
import { nvmSystem } from "./model.ts";
import { controlInstructions, controlShell } from "./shells.ts";
import type { Constants, Instruction, Shell, Store } from "./types.ts";
import type { Closed, Setting } from "./world.ts";

/** Words of three bits; a page has two of them. A step of an operation on an area moves one word or reference. */
const THREE_BITS: Width = { bits: 3, cells: 1, page: 2, chunk: 2, piece: { bytes: 1, references: 1 } };

/** Costs that tell the kinds of instructions apart, and are small. */
const SMALL: Schedule = {
  ...SCHEDULE,
  weights: {
    structure: 0,
    simple: 1,
    memory: 2,
    branch: 1,
    table: 2,
    call: 1,
    indirect: 2,
    division: 2,
    float: 1,
    vector: 1,
    area: 1,
  },
  local: 1,
  units: {
    "memory.grow": 2,
    "memory.fill": 1,
    "memory.copy": 1,
    "memory.init": 1,
    "table.grow": 2,
    "table.fill": 1,
    "table.copy": 1,
    "table.init": 1,
  },
  hostCall: 2,
};

/** What a model says of itself; the rest is the same in most of them. */
export interface Scope {
  readonly shell: Shell;
  readonly alphabet: readonly Instruction[];
  readonly maxLength: number;
  readonly gas: readonly number[];
  readonly stackBytes?: number;
  readonly arguments?: readonly (readonly number[])[];
  readonly answers?: readonly number[];
  readonly costs?: readonly number[];
  readonly codes?: readonly number[];
  readonly invocations?: number;
}

/** The store as the programs find it. Globals take four words, of which one is used; references are one more than functions. */
function storeOf({ globals, memory, tables, datas, elems }: Shell): Store {
  const chunks = (memory.pages * THREE_BITS.page) / THREE_BITS.chunk;
  return {
    globals: globals.flatMap((word) => [word, 0, 0, 0]),
    mems: [{ pages: memory.pages, maxPages: memory.max, chunks: new Array<null>(chunks).fill(null) }],
    tables: tables.map(({ elements, max }) => ({ elements: elements.map((func) => func + 1), maxSize: max })),
    droppedDatas: datas.map(() => false),
    droppedElems: elems.map(() => false),
  };
}

export function settingOf(scope: Scope): Setting {
  const { shell, alphabet, maxLength, gas, stackBytes = 64 } = scope;
  const loading = { shell, schedule: SMALL, stackBytes };
  const constants: Constants = {
    shell,
    programs: grammar(loading, alphabet, maxLength),
    width: THREE_BITS,
    schedule: SMALL,
    rules: RULES,
  };
  return {
    constants,
    store: storeOf(shell),
    stackBytes,
    gas,
    arguments: scope.arguments ?? [[]],
    answers: scope.answers ?? [0],
    costs: scope.costs ?? [0],
    codes: scope.codes ?? [0],
    invocations: scope.invocations ?? 1,
  };
}

const upTo = (last: number): readonly number[] => Array.from({ length: last + 1 }, (_, i) => i);

/** The scopes of the models by name. */
export const scopes: { readonly [name: string]: Scope } = {
  MCNvmControl: { shell: controlShell, alphabet: controlInstructions, maxLength: 4, gas: upTo(6) },
};

/** Models by name, built on demand. */
export const nvmModels: { readonly [name: string]: () => System<Closed> } = Object.fromEntries(
  Object.entries(scopes).map(([name, scope]) => [name, () => nvmSystem(name, settingOf(scope))]),
);
