/** The NVM with something wrong in its lowered code or in its rules, each with the property that tells. */

import { ENTER, RULES, type Rule, ruleNumber } from "../../nvm/rules.ts";
import type { Code } from "../../nvm/step/immutable/state.ts";
import { CELL, Field, FUNC } from "../../nvm/step/machine.ts";
import type { Deployed } from "./types.ts";
import type { Setting } from "./world.ts";

type Change = (setting: Setting) => Setting;

/** All programs with something else in their code than what lowering has made. */
const inCode =
  (change: (deployed: Deployed) => Partial<Code>): Change =>
  (setting) => ({
    ...setting,
    constants: {
      ...setting.constants,
      programs: setting.constants.programs.map((deployed) => ({
        ...deployed,
        code: { ...deployed.code, ...change(deployed) },
      })),
    },
  });

/** The cells with those of some rules changed. */
const inCells = (change: (cell: readonly number[], pc: number, deployed: Deployed) => readonly number[]): Change =>
  inCode((deployed) => {
    const cells = Array.from(deployed.code.cells);
    const changed = Array.from({ length: cells.length / CELL }, (_, i) =>
      change(cells.slice(CELL * i, CELL * (i + 1)), CELL * i, deployed),
    );
    return { cells: changed.flat() };
  });

const inFunctions = (field: keyof typeof Field, change: (value: number) => number): Change =>
  inCode(({ code }) => ({
    funcs: Array.from(code.funcs, (value, i) => (i % FUNC === Field[field] && value > 0 ? change(value) : value)),
  }));

const inRule =
  (mnemonic: string, change: (rule: Rule) => Rule): Change =>
  (setting) => ({
    ...setting,
    constants: { ...setting.constants, rules: RULES.map((rule) => (rule.mnemonic === mnemonic ? change(rule) : rule)) },
  });

const without = (mnemonic: string, k: string): Change =>
  inRule(mnemonic, (rule) => ({ ...rule, body: rule.body.filter((statement) => statement.k !== k) }));

export interface Mutant {
  readonly what: string;
  readonly model: string;
  /** The lengths of programs at which it shows. */
  readonly maxLength: number;
  readonly change: Change;
  /** The invariant that the code alone violates, null where only the comparison tells. */
  readonly property: string | null;
}

const CALL_INDIRECT = ruleNumber("call_indirect");

export const mutants: readonly Mutant[] = [
  {
    what: "costs of blocks in two bits",
    model: "MCNvmMemory",
    maxLength: 3,
    change: inCells(([rule, d, a, b]) => [rule, d, rule === ENTER ? (a as number) % 4 : a, b] as number[]),
    property: "Metered",
  },
  {
    what: "a loop whose entry by a branch costs nothing",
    model: "MCNvmControl",
    maxLength: 3,
    change: inCells((cell, pc, { code }) => {
      const back = Array.from(code.cells).some(
        (target, i, all) => i % CELL === 2 && target === pc && (all[i - 2] ?? 0) > 0 && i > pc,
      );
      return cell[0] === ENTER && back && pc > CELL ? [ENTER, 0, 0, 0] : cell;
    }),
    property: "Metered",
  },
  {
    what: "an invocation that enters its first block for nothing",
    model: "MCNvmControl",
    maxLength: 3,
    change: inCells((cell, pc) => (pc === CELL && cell[0] === ENTER ? [ENTER, 0, 0, 0] : cell)),
    property: "Metered",
  },
  {
    what: "growth without a charge",
    model: "MCNvmMemory",
    maxLength: 3,
    change: without("memory.grow", "charge"),
    property: "Metered",
  },
  {
    what: "memory.grow before its charge",
    model: "MCNvmMemory",
    maxLength: 3,
    change: inRule("memory.grow", (rule) => ({ ...rule, body: rule.body.toReversed() })),
    property: null,
  },
  {
    what: "an activation that is not counted",
    model: "MCNvmCalls",
    maxLength: 2,
    change: inFunctions("stackBytes", (bytes) => bytes - 16),
    property: "StackDiscipline",
  },
  {
    what: "an index that call_indirect leaves on the stack",
    model: "MCNvmCalls",
    maxLength: 2,
    change: inCells(([rule, d, a, b]) => [rule, rule === CALL_INDIRECT ? (d as number) + 2 : d, a, b] as number[]),
    property: null,
  },
  {
    what: "an indirect call that asks for no type",
    model: "MCNvmCalls",
    maxLength: 2,
    change: without("call_indirect", "checkType"),
    property: null,
  },
  {
    what: "a store without bounds",
    model: "MCNvmMemory",
    maxLength: 3,
    change: without("i32.store", "access"),
    property: null,
  },
  {
    what: "a branch that cuts nothing away",
    model: "MCNvmOperands",
    maxLength: 5,
    change: inCells(([rule, d, a, b]) => [rule, d, a, rule === ruleNumber("br") ? 0 : b] as number[]),
    property: null,
  },
];
