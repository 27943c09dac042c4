/**
 * What a program does, by the host's WebAssembly: the rewritten program is instantiated and called, and its meter says what that costs. An
 * invocation that is rolled back leaves an instance that is made anew from those that were committed.
 */

import type { ValType } from "../../../nvm/index.ts";
import { type Emitted, emit } from "./emit.ts";
import { Meter, OutOfGas, StackExhausted, type TraceStep, vectorText } from "./meter.ts";
import type { Func, Plan } from "./plan.ts";
import { type FuncRef, refText, refWord } from "./references.ts";
import { callerOf, INIT, type Rewritten, readerOf, rewrite } from "./rewrite.ts";
import { rootOf } from "./roots.ts";
import { type HostInstance, type HostTable, webAssembly } from "./web-assembly.ts";
import { INITIAL } from "./weights.ts";

/** An invocation of an exported function. */
export interface Call {
  readonly function: string;
  readonly args: readonly string[];
  readonly gas: number;
}

/** The roots of the parts of a state that a module has. */
export interface Roots {
  readonly globals: string;
  readonly tables: readonly string[];
  readonly memory?: string;
}

/** How an invocation ends. */
export interface Ended {
  /** `returned`, `out of gas`, or the trap. */
  readonly end: string;
  readonly gas: number;
  readonly results?: readonly string[];
  readonly state?: Roots;
  readonly trace?: readonly TraceStep[];
}

/** More than any program uses. */
const PLENTY = Number.MAX_SAFE_INTEGER;

export class HostProgram {
  readonly emitted: Emitted;
  /** What each charge of the last invocation took. */
  charges: readonly number[] = [];
  private readonly plan: Plan;
  private readonly rewritten: Rewritten;
  private readonly module: object;
  private readonly committed: Call[] = [];
  private instance: HostInstance | null = null;
  private meter: Meter;

  constructor(plan: Plan) {
    this.plan = plan;
    this.emitted = emit(plan);
    if (!webAssembly.validate(this.emitted.bytes)) throw new Error("the host refuses a program");
    this.rewritten = rewrite(plan);
    this.module = new webAssembly.Module(emit(this.rewritten.plan).bytes);
    this.meter = this.metered(PLENTY);
  }

  /** Instantiates the module. */
  start(gas: number): Ended {
    const end = this.ends(gas, () => {
      this.instance = this.instantiated();
      const { tables, memory } = this.plan;
      this.meter.charge((memory?.min ?? 0) * INITIAL.page + tables.reduce((sum, { min }) => sum + min * INITIAL.element, 0));
      this.exported(INIT)();
    });
    if (end !== "returned") this.instance = null;
    return { end, gas: this.paid(end, gas), ...this.stateText() };
  }

  call(call: Call): Ended {
    const { sig } = this.plan.funcs.find(({ name }) => name === call.function) as Func;
    let results: readonly string[] = [];
    const end = this.ends(call.gas, () => {
      const given = this.exported(callerOf(call.function))(...argumentsOf(sig.params, call.args));
      results = textsOf(sig.results, given);
    });
    const trace = this.meter.steps;
    const gas = this.paid(end, call.gas);
    if (end === "returned") this.committed.push(call);
    else this.replay();
    return { end, gas, ...(end === "returned" ? { results } : {}), ...this.stateText(), trace };
  }

  private paid(end: string, gas: number): number {
    this.charges = this.meter.charges;
    return end === "returned" ? gas - this.meter.gas : gas;
  }

  private metered(gas: number): Meter {
    return new Meter(this.rewritten.sites, this.emitted.offsets, gas);
  }

  private instantiated(): HostInstance {
    return new webAssembly.Instance(this.module, { m: Meter.hooks(() => this.meter) });
  }

  private exported(name: string): FuncRef {
    return this.instance?.exports[name] as FuncRef;
  }

  private replay(): void {
    this.meter = this.metered(PLENTY);
    this.instance = this.instantiated();
    this.exported(INIT)();
    for (const { function: name, args } of this.committed) {
      const { sig } = this.plan.funcs.find((func) => func.name === name) as Func;
      this.exported(callerOf(name))(...argumentsOf(sig.params, args));
    }
  }

  private ends(gas: number, act: () => void): string {
    this.meter = this.metered(gas);
    try {
      act();
      return "returned";
    } catch (error) {
      if (error instanceof OutOfGas) return "out of gas";
      if (error instanceof StackExhausted) return "call stack exhausted";
      if (error instanceof webAssembly.RuntimeError) return this.trap();
      throw error;
    }
  }

  /** The trap that the instruction under way ended in, from the instruction and what was noted of its operands. */
  private trap(): string {
    const { site, noted } = this.meter;
    const { mnemonic = "", table = 0 } = site ?? {};
    if (mnemonic === "unreachable") return "unreachable";
    if (/\.(div|rem)_/.test(mnemonic)) return noted === 1 ? "integer divide by zero" : "integer overflow";
    if (/\.trunc_f/.test(mnemonic)) return noted === 1 ? "invalid conversion to integer" : "integer overflow";
    if (/^memory\.|\.(load|store)/.test(mnemonic)) return "out of bounds memory access";
    if (/^table\./.test(mnemonic)) return "out of bounds table access";
    if (mnemonic !== "call_indirect") throw new Error(`the host traps at ${mnemonic}`);
    const elements = this.instance?.exports[`table ${table}`] as HostTable;
    if (noted >= elements.length) return "undefined element";
    return elements.get(noted) === null ? "uninitialized element" : "indirect call type mismatch";
  }

  private stateText(): { readonly state?: Roots } {
    if (this.instance === null) return {};
    const { globals, tables, memory } = this.plan;
    const words = globals.flatMap(({ type }, i) => wordsOf(textsOf([type], this.exported(readerOf(i))())[0] as string));
    const references = tables.map((_, i) => {
      const elements = this.instance?.exports[`table ${i}`] as HostTable;
      return Array.from({ length: elements.length }, (_unused, at) => refWord(elements.get(at)));
    });
    const bytes = memory && new Uint8Array((this.instance.exports.memory as { readonly buffer: ArrayBuffer }).buffer);
    return {
      state: {
        globals: rootOf(littleEndian(words)),
        tables: references.map((each) => rootOf(littleEndian(each))),
        ...(bytes === undefined ? {} : { memory: rootOf(bytes) }),
      },
    };
  }
}

const littleEndian = (words: readonly number[]): Uint8Array => {
  const view = new DataView(new ArrayBuffer(4 * words.length));
  words.forEach((word, i) => {
    view.setUint32(4 * i, word, true);
  });
  return new Uint8Array(view.buffer);
};

/** The four words of a global. */
const wordsOf = (text: string): readonly number[] =>
  [0n, 32n, 64n, 96n].map((shift) => Number((BigInt(`0x${text}`) >> shift) & 0xffffffffn));

/** A value's bits in hexadecimal as the callers of the rewritten program take it. */
function argumentsOf(types: readonly ValType[], args: readonly string[]): readonly unknown[] {
  return types.flatMap((type, i): readonly unknown[] => {
    const bits = BigInt(`0x${args[i] as string}`);
    if (type === "i32" || type === "f32") return [Number(bits) | 0];
    if (type === "i64" || type === "f64") return [BigInt.asIntN(64, bits)];
    return type === "v128" ? [BigInt.asIntN(64, bits), BigInt.asIntN(64, bits >> 64n)] : [null];
  });
}

/** What callers and readers give, as values' bits. */
function textsOf(types: readonly ValType[], given: unknown): readonly string[] {
  const parts = (Array.isArray(given) ? given : [given]) as readonly (number | bigint | FuncRef | null)[];
  let at = 0;
  return types.map((type) => {
    const part = parts[at++];
    if (type === "v128") return vectorText(part as bigint, parts[at++] as bigint);
    if (type === "i32" || type === "f32") return ((part as number) >>> 0).toString(16);
    if (type === "i64" || type === "f64") return BigInt.asUintN(64, part as bigint).toString(16);
    return refText(part as FuncRef | null);
  });
}
