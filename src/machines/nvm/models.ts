/** The finite models of `Nvm.tla`; each has a cfg of the same name in `spec/tla/`. */

import type { System } from "../../lib/model.ts";
import { SCHEDULE, type Schedule } from "../../nvm/gas/schedule.ts";
import { RULES } from "../../nvm/rules.ts";
import type { Width } from "../../nvm/step/immutable/words.ts";
import { programsOf } from "./grammar.ts";
import { nvmSystem } from "./model.ts";
import type { Grammar } from "./shells.ts";
import * as grammars from "./shells.ts";
import type { Constants, Shell, Store } from "./types.ts";
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
  readonly grammar: Grammar;
  readonly maxLength: number;
  readonly gas: readonly number[];
  readonly stackBytes?: number;
  readonly arguments?: readonly (readonly number[])[];
  readonly answers?: readonly number[];
  readonly costs?: readonly number[];
  readonly codes?: readonly number[];
  readonly invocations?: number;
  /** Whether the model is for the nightly run alone. */
  readonly full?: true;
  /** Whether each state is asked how many rules apply. */
  readonly oneRule?: true;
}

/** The store as the programs find it. Globals take four words, of which one is used; references are one more than functions. */
function storeOf({ globals, memory: { cells, max }, tables, datas, elems }: Shell): Store {
  const { page, chunk } = THREE_BITS;
  const chunks = Array.from({ length: cells.length / chunk }, (_, i) => cells.slice(chunk * i, chunk * (i + 1)));
  return {
    globals: globals.flatMap((word) => [word, 0, 0, 0]),
    mems: [{ pages: cells.length / page, maxPages: max, chunks }],
    tables: tables.map((table) => ({ elements: table.elements.map((func) => func + 1), maxSize: table.max })),
    droppedDatas: datas.map(() => false),
    droppedElems: elems.map(() => false),
  };
}

export function settingOf(scope: Scope): Setting {
  const { grammar, maxLength, gas, stackBytes = 64 } = scope;
  const { shell, alphabet } = grammar;
  const constants: Constants = {
    shell,
    programs: programsOf({ shell, schedule: SMALL, stackBytes }, alphabet, maxLength),
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

const pairs = (xs: readonly number[], ys: readonly number[]) => xs.flatMap((x) => ys.map((y) => [x, y]));

const WORDS = [-4, -3, -2, -1, 0, 1, 2, 3];

const numericScope = { grammar: grammars.numeric, maxLength: 3, gas: [9] };
const callScope = { grammar: grammars.calling, stackBytes: 72, answers: [-1, 2], costs: [0, 1], codes: [0, 1] };

/** The scopes of the models by name. */
export const scopes: { readonly [name: string]: Scope } = {
  MCNvmControl: { grammar: grammars.control, maxLength: 3, gas: [0, 1, 2, 3, 6] },
  MCNvmNesting: { grammar: grammars.nesting, maxLength: 5, gas: [2, 7] },
  MCNvmOperands: { grammar: grammars.operands, maxLength: 5, gas: [9] },
  MCNvmNumeric: { ...numericScope, arguments: pairs([-4, -1, 3], [-1, 0, 2]) },
  MCNvmVariables: { grammar: grammars.variables, maxLength: 3, gas: [3, 6], arguments: [[-1], [2]], invocations: 2 },
  MCNvmCalls: { ...callScope, maxLength: 3, gas: [4, 6, 12] },
  MCNvmMemory: { grammar: grammars.memory, maxLength: 4, gas: [5, 12] },
  MCNvmTables: { grammar: grammars.tables, maxLength: 4, gas: [5, 13] },
  MCNvmFirst: { grammar: grammars.first, maxLength: 3, gas: [5, 10], stackBytes: 104, oneRule: true },
  MCNvmNesting6: { grammar: grammars.nesting, maxLength: 6, gas: [2, 9], full: true },
  MCNvmOperands6: { grammar: grammars.operands, maxLength: 6, gas: [4, 11], full: true },
  MCNvmNumericAll: { ...numericScope, arguments: pairs(WORDS, WORDS), full: true },
};

/** Models by name, built on demand. */
export const nvmModels: { readonly [name: string]: () => System<Closed> } = Object.fromEntries(
  Object.entries(scopes).map(([name, scope]) => [name, () => nvmSystem(name, settingOf(scope), scope.oneRule)]),
);
