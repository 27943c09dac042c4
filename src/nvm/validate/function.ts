/** Functions and their bodies: the validation algorithm, instruction by instruction, in the order of the chapter on validation. */

import {
  BLOCK,
  BR,
  BR_IF,
  BR_TABLE,
  CALL,
  CALL_INDIRECT,
  DROP,
  ELSE,
  END,
  GLOBAL_GET,
  GLOBAL_SET,
  IF,
  LOCAL_GET,
  LOCAL_SET,
  LOCAL_TEE,
  LOOP,
  REF_IS_NULL,
  REF_NULL,
  RETURN,
  SELECT,
  SELECT_T,
  TABLE_FILL,
  TABLE_GET,
  TABLE_GROW,
  TABLE_SET,
  UNREACHABLE,
} from "../instructions/ops.ts";
import { exceeded } from "../limits.ts";
import { CELLS, type Func } from "../types.ts";
import { checkAccess } from "./access.ts";
import { Blocks, NO_TYPES } from "./blocks.ts";
import { CHECKED, codeOf, codeOfImmediate, FIXED, I32, isRef, nameOf, UNKNOWN } from "./codes.ts";
import { type Context, invalid, unknown } from "./context.ts";
import type { Types } from "./stacks.ts";

export class FunctionValidator extends Blocks {
  private readonly globals: Types;
  private readonly tables: Types;
  private locals: Uint8Array = NO_TYPES;
  private localCount = 0;

  constructor(c: Context) {
    super(c);
    this.globals = Uint8Array.from(c.globals, ({ valtype }) => codeOf(valtype));
    this.tables = Uint8Array.from(c.tables, ({ reftype }) => codeOf(reftype));
  }

  /** Validates a function and gives the largest height of its operand stack. */
  func(func: Func): number {
    this.setLocals(func);
    this.height = 0;
    this.maxHeight = 0;
    this.depth = -1;
    this.pc = func.body.start;
    this.pushCtrl(BLOCK, NO_TYPES, this.results[func.typeidx] as Types);
    const { cells } = this.code;
    const { heights } = this.side;
    for (let pc = func.body.start; pc < func.body.end; pc++) {
      this.pc = pc;
      heights[pc] = this.height;
      const op = cells[CELLS * pc] as number;
      const fixed = FIXED[op] as number;
      if (fixed === 0) this.special(op, cells[CELLS * pc + 1] as number, cells[CELLS * pc + 2] as number);
      else this.plain(op, fixed);
    }
    return this.maxHeight;
  }

  private setLocals({ typeidx, locals, offset }: Func): void {
    const params = this.params[typeidx] as Types;
    this.localCount = locals.reduce((sum, { count }) => sum + count, params.length);
    if (this.localCount > this.c.limits.locals) exceeded(this.c.limits, "locals", this.localCount, offset);
    if (this.locals.length < this.localCount) this.locals = new Uint8Array(2 * this.localCount);
    this.locals.set(params);
    let at = params.length;
    for (const { count, valtype } of locals) {
      this.locals.fill(codeOf(valtype), at, at + count);
      at += count;
    }
  }

  /** An instruction with a fixed type; some have immediates to be checked. */
  private plain(op: number, fixed: number): void {
    if ((fixed & CHECKED) !== 0) checkAccess(this.c, op, this.pc);
    if ((fixed & 0o70) !== 0) {
      this.popType((fixed >> 3) & 7);
      if ((fixed & 0o700) !== 0) {
        this.popType((fixed >> 6) & 7);
        if ((fixed & 0o7000) !== 0) this.popType((fixed >> 9) & 7);
      }
    }
    if ((fixed & 7) !== 0) this.pushVal(fixed & 7);
  }

  private special(op: number, a: number, b: number): void {
    switch (op) {
      // Reference instructions
      case REF_NULL:
        this.pushVal(codeOfImmediate(a));
        break;
      case REF_IS_NULL:
        this.refIsNull();
        break;
      // Parametric instructions
      case DROP:
        this.popVal();
        break;
      case SELECT:
        this.select();
        break;
      case SELECT_T:
        this.selectTyped(a, b);
        break;
      // Variable instructions
      case LOCAL_GET:
        this.pushVal(this.local(a));
        break;
      case LOCAL_SET:
        this.popType(this.local(a));
        break;
      case LOCAL_TEE: {
        const t = this.local(a);
        this.popType(t);
        this.pushVal(t);
        break;
      }
      case GLOBAL_GET:
        this.pushVal(this.global(a));
        break;
      case GLOBAL_SET:
        this.globalSet(a);
        break;
      // Table instructions
      case TABLE_GET:
        this.popType(I32);
        this.pushVal(this.table(a));
        break;
      case TABLE_SET:
        this.popType(this.table(a));
        this.popType(I32);
        break;
      case TABLE_GROW:
        this.popType(I32);
        this.popType(this.table(a));
        this.pushVal(I32);
        break;
      case TABLE_FILL:
        this.popType(I32);
        this.popType(this.table(a));
        this.popType(I32);
        break;
      default:
        this.control(op, a, b);
    }
  }

  private control(op: number, a: number, b: number): void {
    switch (op) {
      case UNREACHABLE:
        this.unreachable();
        break;
      case BLOCK:
      case LOOP:
        this.block(op, a);
        break;
      case IF:
        this.popType(I32);
        this.block(op, a);
        this.falseBranches[this.depth] = this.side.add(this.pc, -1, (this.starts[this.depth] as Types).length, this.base);
        break;
      case ELSE:
        this.elseArm();
        break;
      case END:
        this.end();
        break;
      case BR:
        this.popVals(this.label(a));
        this.branch(a);
        this.unreachable();
        break;
      case BR_IF:
        this.popType(I32);
        this.popVals(this.label(a));
        this.pushVals(this.label(a));
        this.branch(a);
        break;
      case BR_TABLE:
        this.brTable(a, b);
        break;
      case RETURN:
        this.popVals(this.ends[0] as Types);
        this.unreachable();
        break;
      case CALL:
        this.call(a);
        break;
      case CALL_INDIRECT:
        this.callIndirect(a, b);
        break;
      default:
        throw new Error(`the instruction ${this.mnemonic} has no rule`);
    }
  }

  private refIsNull(): void {
    const t = this.popVal();
    if (t !== UNKNOWN && !isRef(t)) this.typeMismatch(`ref.is_null expects a reference, found ${nameOf(t)}`);
    this.pushVal(I32);
  }

  private select(): void {
    this.popType(I32);
    const t1 = this.popVal();
    const t2 = this.popVal();
    if (isRef(t1) || isRef(t2)) {
      this.typeMismatch("select without a type expects numbers or vectors, found a reference");
    }
    if (t1 !== t2 && t1 !== UNKNOWN && t2 !== UNKNOWN) {
      this.typeMismatch(`select expects two operands of one type, found ${nameOf(t2)} and ${nameOf(t1)}`);
    }
    this.pushVal(t1 === UNKNOWN ? t2 : t1);
  }

  private selectTyped(a: number, count: number): void {
    if (count !== 1) invalid("invalid result arity", this.offset, { detail: `select has ${count} types, expected 1` });
    const t = codeOfImmediate(a);
    this.popType(I32);
    this.popType(t);
    this.popType(t);
    this.pushVal(t);
  }

  private local(x: number): number {
    if (x >= this.localCount) unknown("local", x, this.localCount, this.offset);
    return this.locals[x] as number;
  }

  private global(x: number): number {
    return this.globals[x] ?? unknown("global", x, this.globals.length, this.offset);
  }

  private globalSet(x: number): void {
    const t = this.global(x);
    if (this.c.globals[x]?.mut === "const") invalid("global is immutable", this.offset, { detail: `global ${x}` });
    this.popType(t);
  }

  private table(x: number): number {
    return this.tables[x] ?? unknown("table", x, this.tables.length, this.offset);
  }

  private call(x: number): void {
    const { funcs } = this.c;
    const typeidx = funcs[x] ?? unknown("function", x, funcs.length, this.offset);
    this.popVals(this.params[typeidx] as Types);
    this.pushVals(this.results[typeidx] as Types);
  }

  private callIndirect(y: number, x: number): void {
    const table = this.table(x);
    if (table !== codeOf("funcref")) this.typeMismatch(`call_indirect expects a table of funcref, found ${nameOf(table)}`);
    const params = this.params[y] ?? unknown("type", y, this.params.length, this.offset);
    this.popType(I32);
    this.popVals(params);
    this.pushVals(this.results[y] as Types);
  }
}
