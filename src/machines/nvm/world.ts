/** The world around the NVM in its models: who invokes programs and answers them, and a ledger of all that was done. */

import type { Schedule } from "../../nvm/gas/schedule.ts";
import type { MemoryState } from "../../nvm/step/immutable/state.ts";
import { unsigned } from "../../nvm/step/immutable/words.ts";
import { deployedOf, registersOf } from "./rule.ts";
import type { Constants, Instruction, State, Store } from "./types.ts";

export type World = {
  readonly invocations: number;
  /** What all that was done in the invocation costs, paid or not. */
  readonly work: number;
};

export type Closed = { readonly machine: State; readonly world: World };

/** What a model consists of. */
export type Setting = {
  readonly constants: Constants;
  /** What every program begins with. */
  readonly store: Store;
  readonly stackBytes: number;
  /** With what the program may be invoked, and with how much gas. */
  readonly arguments: readonly (readonly number[])[];
  readonly gas: readonly number[];
  /** What the host may answer, what it may ask for it, and with which codes it may end the program. */
  readonly answers: readonly number[];
  readonly costs: readonly number[];
  readonly codes: readonly number[];
  /** How often the program is invoked. */
  readonly invocations: number;
};

/** @spec Nvm!MayInvoke */
export const mayInvoke = ({ invocations }: Setting, world: World): boolean => world.invocations < invocations;

/**
 * Nothing more is asked of the program.
 * @spec Nvm!Done
 */
export function Done(setting: Setting, { machine, world }: Closed): string | null {
  if (!["idle", "committed", "rolled back", "exited"].includes(machine.status)) return "not-ended";
  return mayInvoke(setting, world) ? "may-be-invoked" : null;
}

/** What the world notes of a step of the machine: `action` is its name. */
export function noted({ constants }: Setting, world: World, action: string, before: State, after: State): World {
  if (action === "Invoke") return { invocations: world.invocations + 1, work: 0 };
  if (before.status !== "running" || action === "OutOfGas") return world;
  return { ...world, work: world.work + workOf(constants, before, after) };
}

/** The price of a step by its instruction and by what it did to the store. */
function workOf(c: Constants, before: State, after: State): number {
  const instruction = instructionAt(c, before);
  if (instruction === undefined) return 0;
  const own = before.pending ? 0 : weight(c.schedule, instruction.op);
  return after.status === "trapped" ? own : own + unitsOf(c, instruction.op, before, after);
}

/** The instruction that comes next, undefined at the end of a function. */
export function instructionAt(c: Constants, s: State): Instruction | undefined {
  const { text, places } = deployedOf(c, s);
  const place = places.get(registersOf(s).pc);
  if (place === undefined) throw new Error(`nothing is known of cell ${registersOf(s).pc}`);
  const { hosts, funcs } = c.shell;
  const body = place.func === hosts.length ? text : funcs[place.func - hosts.length - 1]?.body;
  return body?.[place.ip - 1];
}

function weight({ weights }: Schedule, op: string): number {
  if (["if", "br", "br_if", "br_table", "return"].includes(op)) return weights.branch;
  if (op === "call") return weights.call;
  if (op === "call_indirect") return weights.indirect;
  if (op === "table.get" || op === "table.set") return weights.table;
  if (op === "i32.load" || op === "i32.store") return weights.memory;
  if (op.startsWith("i32.div") || op.startsWith("i32.rem")) return weights.division;
  return AREA.test(op) ? weights.area : weights.simple;
}

const AREA = /^(memory|table)[.](grow|fill|copy|init)$|[.]drop$/;

/** What was grown, moved or asked of the host. */
function unitsOf(c: Constants, op: string, before: State, after: State): number {
  const { units, hostCall } = c.schedule;
  if (after.status === "host") return hostCall;
  if (op === "memory.grow") return units[op] * (pagesOf(after) - pagesOf(before));
  if (op === "table.grow") return units[op] * (elementsOf(after) - elementsOf(before));
  if (!(op in units)) return 0;
  const left = unsigned(c.width, registersOf(before).values.at(-2) as number);
  const { bytes, references } = c.width.piece;
  return units[op as keyof Schedule["units"]] * Math.min(left, op.startsWith("memory") ? bytes : references);
}

const pagesOf = ({ store }: State): number => (store.mems[0] as MemoryState).pages;
const elementsOf = ({ store }: State): number => store.tables.reduce((sum, { elements }) => sum + elements.length, 0);
