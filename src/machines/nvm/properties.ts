/** Invariants and witnesses of the NVM's models, under their TLA+ names. */

import { isSameData } from "../../lib/same-data.ts";
import { TRAPS } from "../../nvm/rules/ir.ts";
import { least } from "../../nvm/step/immutable/words.ts";
import { ACTIVATION_BYTES, Field, FUNC } from "../../nvm/step/machine.ts";
import { localsOf } from "./abstraction.ts";
import { nvm } from "./protocol.ts";
import { deployedOf } from "./rule.ts";
import type { Constants, Place, Registers, State, Store, Valtype } from "./types.ts";
import type { Closed, Setting } from "./world.ts";

type Property = (setting: Setting, closed: Closed) => boolean;

const ACTIVE = ["running", "host", "trapped", "out of gas"];
const STATUSES = [...ACTIVE, "returned", "idle", "committed", "rolled back", "exited"];

/** @spec Nvm!TypeOK */
const TypeOK: Property = ({ constants, stackBytes, invocations }, { machine: s, world: w }) =>
  STATUSES.includes(s.status) &&
  TRAPS.includes(s.trap) &&
  (s.status === "host") === (s.callee !== -1) &&
  s.callee < constants.shell.hosts.length &&
  s.gas >= 0 &&
  s.gas <= s.checkpoint.gas &&
  s.stackBytes >= 0 &&
  s.stackBytes <= stackBytes &&
  w.invocations >= 0 &&
  w.invocations <= invocations &&
  (s.frames === null || ACTIVE.includes(s.status));

const isWord = ({ width }: Constants, word: number): boolean => word >= least(width) && word < -least(width);

/** A reference as the stepper has it: null is 0. */
const isReference = ({ shell }: Constants, word: number): boolean =>
  word >= 0 && word <= shell.hosts.length + 1 + shell.funcs.length;

/** The words are values of these types: each takes two, of which the high one is 0. */
function haveTypes(c: Constants, words: readonly number[], types: readonly Valtype[]): boolean {
  if (words.length !== 2 * types.length) return false;
  return types.every((type, i) => {
    const word = words[2 * i] as number;
    return words[2 * i + 1] === 0 && (type === "i32" ? isWord(c, word) : isReference(c, word));
  });
}

/** The activations of a state, each with its words: a callee's arguments are its own. */
function activations({ callers, pc, base, func, values }: Registers) {
  const all = [...callers, { pc, base, func }];
  return all.map((frame, i) => ({ ...frame, words: values.slice(frame.base, all[i + 1]?.base ?? values.length) }));
}

const resultsOf = ({ shell }: Constants, func: number): readonly Valtype[] => {
  const { hosts, main, funcs, types } = shell;
  const shape = func === hosts.length ? main : funcs[func - hosts.length - 1];
  return types[shape?.type ?? 0]?.results ?? [];
};

/**
 * What validation says of a place is so whenever it is reached.
 * @spec Nvm!TypesPreserved
 */
const TypesPreserved: Property = ({ constants: c }, { machine: s }) => {
  const { places } = deployedOf(c, s);
  const results = resultsOf(c, c.shell.hosts.length);
  if ((s.status === "returned" || s.status === "committed") && !haveTypes(c, s.results, results)) return false;
  const all = s.frames === null ? [] : activations(s.frames);
  return all.every(({ pc, func, words }, i) => {
    const { operands } = places.get(pc) as Place;
    const callee = all[i + 1];
    const given = callee === undefined ? 0 : resultsOf(c, callee.func).length;
    return haveTypes(c, words, [...localsOf(c, func), ...operands.slice(0, operands.length - given)]);
  });
};

/**
 * No activation holds more than was counted when it was called.
 * @spec Nvm!StackDiscipline
 */
const StackDiscipline: Property = ({ constants: c, stackBytes }, { machine: s }) => {
  const { code, places } = deployedOf(c, s);
  const all = s.frames === null ? [] : activations(s.frames);
  const bytes = all.map(({ func }) => code.funcs[FUNC * func + Field.stackBytes] as number);
  return (
    s.stackBytes === bytes.reduce((sum, each) => sum + each, 0) &&
    all.length * ACTIVATION_BYTES <= stackBytes &&
    all.every(({ pc, func, words }, i) => {
      const { labels } = places.get(pc) as Place;
      const locals = (code.funcs[FUNC * func + Field.localWords] as number) / 2;
      return (
        ACTIVATION_BYTES + 4 * words.length <= (bytes[i] as number) &&
        labels.every(({ height }) => locals + height <= words.length / 2)
      );
    })
  );
};

/**
 * Nothing was read where nothing is, and nothing was written there.
 * @spec Nvm!InBounds
 */
const InBounds: Property = ({ constants: c }, { machine: { store } }) =>
  store.mems.every(
    ({ pages, maxPages, chunks }) =>
      pages <= maxPages &&
      chunks.length * c.width.chunk === pages * c.width.page &&
      chunks.every((chunk) => chunk === null || (chunk.length === c.width.chunk && chunk.every((word) => isWord(c, word)))),
  ) &&
  store.tables.every(({ elements, maxSize }) => elements.length <= maxSize && elements.every((word) => isReference(c, word))) &&
  store.globals.every((word) => isWord(c, word));

/**
 * Everything that was done has been paid for.
 * @spec Nvm!Metered
 */
const Metered: Property = (_, { machine: s, world }) => world.work <= s.checkpoint.gas - s.gas;

/** @spec Nvm!RolledBack */
const RolledBack: Property = (_, { machine: s }) =>
  s.status !== "rolled back" || (s.gas === 0 && isSameData(s.store, s.checkpoint.store));

const NO_RULES = ["HostReturn", "HostExit", "Invoke", "Settle"];
const rules = Object.entries(nvm.actions).filter(([name]) => !NO_RULES.includes(name));

/**
 * A configuration that runs goes on, in one way.
 * @spec Nvm!ExactlyOneRule
 */
const ExactlyOneRule: Property = ({ constants }, { machine }) =>
  machine.status !== "running" ||
  rules.filter(([, act]) => typeof act(constants, machine, {} as never) !== "string").length === 1;

/** A witness that some invocation ends in a trap. */
const trapped =
  (trap: State["trap"]): Property =>
  (_, { machine }) =>
    machine.trap === trap;

/** @spec Nvm!HitsUnreachable */
const HitsUnreachable = trapped("unreachable");

/** @spec Nvm!DividesByZero */
const DividesByZero = trapped("integer divide by zero");

/** @spec Nvm!Overflows */
const Overflows = trapped("integer overflow");

/** @spec Nvm!LeavesMemory */
const LeavesMemory = trapped("out of bounds memory access");

/** @spec Nvm!LeavesTable */
const LeavesTable = trapped("out of bounds table access");

/** @spec Nvm!CallsUndefined */
const CallsUndefined = trapped("undefined element");

/** @spec Nvm!CallsNull */
const CallsNull = trapped("uninitialized element");

/** @spec Nvm!CallsOtherType */
const CallsOtherType = trapped("indirect call type mismatch");

/** @spec Nvm!ExhaustsStack */
const ExhaustsStack = trapped("call stack exhausted");

/** @spec Nvm!RunsOutOfGas */
const RunsOutOfGas: Property = (_, { machine }) => machine.status === "out of gas";

/** @spec Nvm!GrowsMemory */
const GrowsMemory: Property = ({ constants }, { machine: { store } }) =>
  store.mems.some(({ pages }) => pages > constants.shell.memory.cells.length / constants.width.page);

/** @spec Nvm!UnderWay */
const UnderWay: Property = (_, { machine }) => machine.pending;

const placeOf = ({ constants: c }: Setting, { machine: s }: Closed): Place | undefined =>
  s.frames === null ? undefined : deployedOf(c, s).places.get(s.frames.pc);

/** @spec Nvm!DeepInBlocks */
const DeepInBlocks: Property = (setting, closed) => (placeOf(setting, closed)?.labels.length ?? 0) > 1;

/** @spec Nvm!OwesTwoBlocks */
const OwesTwoBlocks: Property = (setting, closed) => (placeOf(setting, closed)?.due.length ?? 0) > 1;

/** @spec Nvm!UndoesWork */
const UndoesWork: Property = (_, { machine, world }) => machine.status === "rolled back" && world.work > 1;

const unlike = (one: Store, other: Store): boolean => !isSameData(one, other);

/** @spec Nvm!CommitsTwice */
const CommitsTwice: Property = (setting, { machine: { status, store, checkpoint } }) =>
  status === "committed" && unlike(store, checkpoint.store) && unlike(checkpoint.store, setting.store);

export const invariants = {
  TypeOK,
  TypesPreserved,
  StackDiscipline,
  InBounds,
  Metered,
  RolledBack,
  ExactlyOneRule,
};

export const witnesses = {
  HitsUnreachable,
  DividesByZero,
  Overflows,
  LeavesMemory,
  LeavesTable,
  CallsUndefined,
  CallsNull,
  CallsOtherType,
  ExhaustsStack,
  RunsOutOfGas,
  GrowsMemory,
  UnderWay,
  DeepInBlocks,
  OwesTwoBlocks,
  UndoesWork,
  CommitsTwice,
};
