/** The types on the operand stack before each instruction of a program, which rewriting it needs. The host validates the programs. */

import type { ValType } from "../../../nvm/index.ts";
import type { Func, Instr, Plan, Sig } from "./plan.ts";

/** An instruction that can be reached. */
export interface Typed {
  /** The topmost operands before it, the top first. */
  readonly top: readonly ValType[];
  /** What it puts there itself; a call puts nothing, its callee does. */
  readonly pushed: ValType | null;
}

export interface TypedBody {
  /** By instruction; null where it cannot be reached. */
  readonly instrs: readonly (Typed | null)[];
  /** The operand stack at its highest, in slots of 8 bytes: a vector takes two. */
  readonly maxSlots: number;
}

interface Frame {
  readonly op: string;
  readonly sig: Sig;
  readonly height: number;
  /** Whether its start is reached. */
  readonly isLive: boolean;
}

export const slotsOf = (types: readonly ValType[]): number => types.reduce((sum, type) => sum + (type === "v128" ? 2 : 1), 0);

export function typeBody(plan: Plan, func: Func): TypedBody {
  const walk = new Walk(plan, func);
  return { instrs: func.body.map((each) => walk.step(each)), maxSlots: walk.maxSlots };
}

class Walk {
  private readonly plan: Plan;
  private readonly func: Func;
  private readonly frames: Frame[];
  private stack: ValType[] = [];
  private live = true;
  maxSlots = 0;

  constructor(plan: Plan, func: Func) {
    this.plan = plan;
    this.func = func;
    this.frames = [{ op: "function", sig: { params: [], results: func.sig.results }, height: 0, isLive: true }];
  }

  step(instr: Instr): Typed | null {
    const { mnemonic } = instr.row;
    const reached = this.live;
    const top = this.stack.slice(-3).reverse();
    if (this.isStructure(instr)) return reached ? { top, pushed: null } : null;
    if (!reached) return null;
    const [takes, gives] = this.effect(instr);
    this.stack.length -= takes;
    this.stack.push(...gives);
    this.maxSlots = Math.max(this.maxSlots, slotsOf(this.stack));
    if (["br", "br_table", "return", "unreachable"].includes(mnemonic)) this.live = false;
    const isControl = mnemonic.startsWith("call") || mnemonic.startsWith("br");
    return { top, pushed: isControl ? null : (gives[0] ?? null) };
  }

  /** Opens and closes blocks, reached or not. */
  private isStructure({ row: { mnemonic }, immediates: [sig] }: Instr): boolean {
    switch (mnemonic) {
      case "block":
      case "loop":
      case "if": {
        if (mnemonic === "if" && this.live) this.stack.pop();
        const height = this.stack.length - (this.live ? (sig as Sig).params.length : 0);
        this.frames.push({ op: mnemonic, sig: sig as Sig, height, isLive: this.live });
        return true;
      }
      case "else": {
        const frame = this.frames.at(-1) as Frame;
        this.reset(frame, frame.sig.params);
        return true;
      }
      case "end": {
        const frame = this.frames.pop() as Frame;
        this.reset(frame, frame.sig.results);
        return true;
      }
      default:
        return false;
    }
  }

  private reset({ height, isLive }: Frame, types: readonly ValType[]): void {
    this.live = isLive;
    this.stack.length = Math.min(height, this.stack.length);
    if (!isLive) return;
    this.stack.push(...types);
    this.maxSlots = Math.max(this.maxSlots, slotsOf(this.stack));
  }

  /** How many operands it takes, and what it gives. */
  private effect({ row, immediates }: Instr): readonly [takes: number, gives: readonly ValType[]] {
    if (row.type !== "special") return [row.type.operands.length, row.type.results];
    const [first] = immediates;
    const { sig, locals } = this.func;
    const local = (): ValType => [...sig.params, ...locals][first as number] as ValType;
    const global = (): ValType => (this.plan.globals[first as number] as { type: ValType }).type;
    const table = (): ValType => (this.plan.tables[first as number] as { type: ValType }).type;
    switch (row.mnemonic) {
      case "ref.null":
        return [0, [`${first as string}ref` as ValType]];
      case "ref.is_null":
        return [1, ["i32"]];
      case "drop":
      case "local.set":
      case "global.set":
      case "br_if":
      case "br_table":
        return [1, []];
      case "select":
        return [3, [this.stack.at(-2) as ValType]];
      case "local.get":
        return [0, [local()]];
      case "local.tee":
        return [1, [local()]];
      case "global.get":
        return [0, [global()]];
      case "table.get":
        return [1, [table()]];
      case "table.set":
        return [2, []];
      case "table.grow":
        return [2, ["i32"]];
      case "table.fill":
        return [3, []];
      case "call": {
        const callee = (this.plan.funcs[first as number] as Func).sig;
        return [callee.params.length, callee.results];
      }
      case "call_indirect":
        return [(first as Sig).params.length + 1, (first as Sig).results];
      default:
        return [0, []];
    }
  }
}
