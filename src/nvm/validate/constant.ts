/** Constant expressions. */

import {
  END,
  F32_CONST,
  F64_CONST,
  GLOBAL_GET,
  I32_CONST,
  I64_CONST,
  REF_FUNC,
  REF_NULL,
  V128_CONST,
} from "../instructions/ops.ts";
import { instructionOf } from "../instructions.ts";
import { CELLS, type ValType } from "../types.ts";
import { codeOf, codeOfImmediate, nameOf } from "./codes.ts";
import { type Context, invalid, unknown } from "./context.ts";

/** The expression that starts with the instruction `start` is constant and of the type `expect`. Gives where it ends. */
export function constantExpr(c: Context, start: number, expect: ValType): number {
  const { cells } = c.module.code;
  let height = 0;
  let top = 0;
  let pc = start;
  for (; cells[CELLS * pc] !== END; pc++) {
    top = constantInstr(c, pc);
    height++;
  }
  const offset = cells[CELLS * pc + 3] as number;
  if (height !== 1) {
    invalid("type mismatch", offset, { detail: `a constant expression of type ${expect} leaves ${height} values` });
  }
  if (top !== codeOf(expect)) {
    invalid("type mismatch", offset, { detail: `a constant expression of type ${expect} has the type ${nameOf(top)}` });
  }
  return pc + 1;
}

/** The type of what a constant instruction pushes. */
function constantInstr(c: Context, pc: number): number {
  const { cells } = c.module.code;
  const op = cells[CELLS * pc] as number;
  const a = cells[CELLS * pc + 1] as number;
  const offset = cells[CELLS * pc + 3] as number;
  switch (op) {
    case I32_CONST:
      return codeOf("i32");
    case I64_CONST:
      return codeOf("i64");
    case F32_CONST:
      return codeOf("f32");
    case F64_CONST:
      return codeOf("f64");
    case V128_CONST:
      return codeOf("v128");
    case REF_NULL:
      return codeOfImmediate(a);
    case REF_FUNC:
      if (a >= c.funcs.length) unknown("function", a, c.funcs.length, offset);
      return codeOf("funcref");
    case GLOBAL_GET:
      return constantGlobal(c, a, offset);
    default:
      return invalid("constant expression required", offset, {
        detail: `${instructionOf(op)?.mnemonic} is not constant`,
        hint: "constant are const, ref.null, ref.func, and global.get of an immutable import",
      });
  }
}

function constantGlobal(c: Context, x: number, offset: number): number {
  const global = x < c.importedGlobals ? c.globals[x] : undefined;
  if (global === undefined) {
    return invalid(`unknown global ${x}`, offset, { detail: `constant expressions see the ${c.importedGlobals} imported ones` });
  }
  if (global.mut === "var") invalid("constant expression required", offset, { detail: `global ${x} is mutable` });
  return codeOf(global.valtype);
}
