/** The types of a valid program's operands before each of its instructions, for reading the stepper's words: it has no types. */

import { INSTRUCTIONS } from "../../nvm/instructions.ts";
import type { FunctionShape, FunctionType, Instruction, Program, Shell, Valtype } from "./types.ts";

const rows = new Map(INSTRUCTIONS.map((row) => [row.mnemonic, row]));

/** A block that is open: what it gives, and the operands below it. */
interface Open {
  readonly type: FunctionType;
  readonly below: readonly Valtype[];
}

/**
 * The types before each instruction and at the end; where code cannot be reached, anything. What is not reached is read over: the next
 * `else` or `end` says what the operands are.
 */
export function operandTypes(shell: Shell, shape: FunctionShape, body: Program): readonly (readonly Valtype[])[] {
  const type = shell.types[shape.type] as FunctionType;
  const locals = [...type.params, ...shape.locals];
  const open: Open[] = [];
  let operands: readonly Valtype[] = [];
  const before: (readonly Valtype[])[] = [];
  for (const i of body) {
    before.push(operands);
    operands = after(shell, locals, open, operands, i);
  }
  return [...before, type.results];
}

function after(
  shell: Shell,
  locals: readonly Valtype[],
  open: Open[],
  operands: readonly Valtype[],
  i: Instruction,
): readonly Valtype[] {
  const { op, a = 0 } = i;
  switch (op) {
    case "if":
    case "block":
    case "loop": {
      const type = shell.types[a] as FunctionType;
      const inside = op === "if" ? operands.slice(0, -1) : operands;
      open.push({ type, below: without(inside, type.params.length) });
      return inside;
    }
    case "else": {
      const { type, below } = open.at(-1) as Open;
      return [...below, ...type.params];
    }
    case "end": {
      const { type, below } = open.pop() as Open;
      return [...below, ...type.results];
    }
    default: {
      const [taken, given] = moved(shell, locals, operands, i);
      return [...without(operands, taken), ...given];
    }
  }
}

const without = (operands: readonly Valtype[], count: number): readonly Valtype[] =>
  operands.slice(0, Math.max(0, operands.length - count));

/** How many operands an instruction takes, and the types of those that it gives. */
function moved(
  shell: Shell,
  locals: readonly Valtype[],
  operands: readonly Valtype[],
  { op, a = 0 }: Instruction,
): readonly [number, readonly Valtype[]] {
  const typeOfCall = (index: number): FunctionType => shell.types[index] as FunctionType;
  switch (op) {
    case "drop":
    case "local.set":
    case "global.set":
    case "br_if":
      return [1, []];
    case "select":
    case "select_t":
      return [3, operands.slice(-2, -1)];
    case "local.get":
      return [0, [locals[a] as Valtype]];
    case "global.get":
      return [0, ["i32"]];
    case "ref.null":
      return [0, ["funcref"]];
    case "ref.is_null":
      return [1, ["i32"]];
    case "table.get":
      return [1, ["funcref"]];
    case "table.set":
      return [2, []];
    case "table.grow":
      return [2, ["i32"]];
    case "table.fill":
      return [3, []];
    case "call":
      return movedByCall(typeOfCall(typeIndexOf(shell, a)), 0);
    case "call_indirect":
      return movedByCall(typeOfCall(a), 1);
    default:
      return movedByRow(op);
  }
}

const movedByCall = ({ params, results }: FunctionType, more: number): readonly [number, readonly Valtype[]] => [
  params.length + more,
  results,
];

/** By the table of instructions, where the type is fixed. What branches for good is followed by nothing that is reached. */
function movedByRow(op: string): readonly [number, readonly Valtype[]] {
  const type = rows.get(op)?.type;
  if (type === undefined || type === "special") return [0, []];
  return [type.operands.length, type.results as readonly Valtype[]];
}

/** The index of a function's type. */
function typeIndexOf({ hosts, main, funcs }: Shell, func: number): number {
  if (func < hosts.length) return hosts[func] as number;
  return func === hosts.length ? main.type : (funcs[func - hosts.length - 1] as FunctionShape).type;
}
