/**
 * The step over immutable states: the rules of `rules/`, interpreted. Slow and plain; the machine over typed arrays is compared with it
 * after every step, and the checker runs it with words of a few bits.
 */

import { applied } from "../../alu/applied.ts";
import { NAN32, NAN64_HIGH, viewsOf } from "../../alu/views.ts";
import { DYNAMIC_CHARGES, type Float, type Rule, type Statement, TRAPS, type Trap, type Word } from "../../rules/ir.ts";
import { ENTER, RULES } from "../../rules.ts";
import { CELL, Field, FUNC, TABLE_BRANCH } from "../machine.ts";
import type { Frame } from "../registers.ts";
import { areaStep, replaced } from "./areas.ts";
import { cellsOf, floatOf, type Site, slotOf, wordOf } from "./evaluate.ts";
import { memorySize, writeCells } from "./memory.ts";
import type { Code, MemoryState, State } from "./state.ts";
import { unsigned, WIDTH_32, type Width } from "./words.ts";

/** Words that a function of `alu/` may read or write: three vectors. */
const APPLIED_WORDS = 12;
const scratch = viewsOf(APPLIED_WORDS);

/** The unit by which `keep` of a branch counts the height; see `lower.ts`. */
const KEEP = 1024;

/** The next state. A state that is not running has none and stays. `rules` are other ones where a test says what a wrong rule does. */
export function step(code: Code, s: State, w: Width = WIDTH_32, rules: readonly Rule[] = RULES): State {
  if (s.status !== "running") return s;
  const entered = enterBlocks(code, s);
  if (entered.status !== "running") return entered;
  return new RuleStep(code, entered, w).take(rules[ruleAt(code, entered.pc)] as Rule);
}

/** The position among the rules of the instruction that comes next from `pc` on, past the entries of blocks. */
export function ruleAt(code: Code, pc: number): number {
  let at = pc;
  while (code.cells[at] === ENTER) at += CELL;
  const number = code.cells[at] ?? 0;
  if (number < 1 || number > RULES.length) throw new Error(`cell ${at} is no instruction`);
  return number - 1;
}

/** The charges of blocks, which belong to the step of the next instruction. A block may have none: the locals' price before a `loop`. */
function enterBlocks(code: Code, s: State): State {
  let [pc, gas] = [s.pc, s.gas];
  while (code.cells[pc] === ENTER) {
    const cost = code.cells[pc + 2] as number;
    if (gas < cost) return { ...s, pc, gas, status: "out of gas" };
    gas -= cost;
    pc += CELL;
  }
  return { ...s, pc, gas };
}

class RuleStep {
  private readonly code: Code;
  private readonly w: Width;
  private site: Site;
  /** The state as far as the rule has come. */
  private s: State;
  /** Whether the rule has set where to go on. */
  private gone = false;

  constructor(code: Code, s: State, w: Width) {
    this.code = code;
    this.w = w;
    this.s = s;
    this.site = this.siteAt(s);
  }

  take(rule: Rule): State {
    for (const statement of rule.body) {
      this.statement(statement);
      if (this.s.status !== "running") return this.s;
      this.site = { ...this.siteAt(this.s, this.site), at: this.site.at };
      if (this.gone) return this.cut();
    }
    this.s = { ...this.s, pc: this.s.pc + CELL };
    return this.cut();
  }

  /** The operands of a rule stay where they were before it, wherever `pc` has gone. */
  private siteAt(s: State, before?: Site): Site {
    const { code, w } = this;
    const [d, a, b] = [1, 2, 3].map((i) => code.cells[s.pc + i] as number) as [number, number, number];
    const memory = s.mems[code.funcs[FUNC * s.func + Field.memory] as number];
    if (before !== undefined) return { ...before, s, memory };
    return { w, code, s, t: s.base + d, a, b, memory, at: 0 };
  }

  /** Only the words in use are part of the state. */
  private cut(): State {
    const { s, code } = this;
    if (s.status !== "running") return s;
    const length = s.base + (code.tops[s.pc / CELL] as number);
    const values = s.values.length === length ? s.values : Array.from({ length }, (_, i) => s.values[i] ?? 0);
    return { ...s, values };
  }

  private word(word: Word): number {
    return wordOf(this.site, word);
  }

  private set(change: Partial<State>): void {
    this.s = { ...this.s, ...change };
  }

  private push(words: readonly number[]): void {
    this.set({ values: replaced(this.s.values, this.site.t, words) });
  }

  private trap(trap: Trap): void {
    this.set({ status: "trapped", trap });
  }

  private go(pc: number): void {
    this.set({ pc });
    this.gone = true;
  }

  private statement(statement: Statement): void {
    const { site, s } = this;
    switch (statement.k) {
      case "trap":
        if (this.word(statement.when) !== 0) this.trap(statement.trap);
        break;
      case "access":
        this.access(statement.bytes);
        break;
      case "push":
        this.push(statement.words.map((word) => this.word(word)));
        break;
      case "push32":
        this.push32(statement.x);
        break;
      case "push64":
        this.push64(statement.x);
        break;
      case "setLocal":
        this.set({
          values: replaced(
            s.values,
            s.base + site.a,
            statement.words.map((word) => this.word(word)),
          ),
        });
        break;
      case "setGlobal":
        this.set({
          globals: replaced(
            s.globals,
            site.a,
            statement.words.map((word) => this.word(word)),
          ),
        });
        break;
      case "store":
        this.store(statement.bytes, statement.skip, this.word(statement.value));
        break;
      case "setElement":
        this.setElement(unsigned(this.w, this.word(statement.index)), this.word(statement.value));
        break;
      case "apply":
        this.apply(statement.name);
        break;
      default:
        this.control(statement);
    }
  }

  private control(statement: Statement): void {
    const { site, s } = this;
    switch (statement.k) {
      case "jump":
        if (this.word(statement.when) !== 0) this.go(site.a);
        break;
      case "branch":
        if (this.word(statement.when) !== 0) this.branch(site.a, site.b);
        break;
      case "branchTable":
        this.branchTable(unsigned(this.w, this.word(statement.index)));
        break;
      case "checkType":
        if (this.code.funcs[FUNC * this.word(statement.func) + Field.type] !== site.b) this.trap("indirect call type mismatch");
        break;
      case "call":
        this.call(this.word(statement.func));
        break;
      case "return":
        this.leave();
        break;
      case "charge":
        if (s.pending === 0) this.charge(DYNAMIC_CHARGES.indexOf(statement.charge), unsigned(this.w, this.word(statement.units)));
        break;
      case "area": {
        const result = areaStep(site, statement.op);
        if (typeof result === "string") this.trap(result);
        else this.set(result);
        if (this.s.pending === 1) this.go(s.pc);
        break;
      }
    }
  }

  private access(bytes: number): void {
    const { site, w } = this;
    const at = unsigned(w, slotOf(site, 0)) + site.a;
    if (at + cellsOf(w, bytes) > memorySize(w, site.memory as MemoryState)) this.trap("out of bounds memory access");
    site.at = at;
  }

  private push32(x: Float): void {
    scratch.f32[0] = floatOf(this.site, x);
    this.push([Number.isNaN(scratch.f32[0]) ? NAN32 : (scratch.i32[0] as number), 0]);
  }

  private push64(x: Float): void {
    const value = floatOf(this.site, x);
    scratch.f64[0] = value;
    this.push(Number.isNaN(value) ? [0, NAN64_HIGH] : [scratch.i32[0] as number, scratch.i32[1] as number]);
  }

  private store(bytes: 1 | 2 | 4, skip: number, value: number): void {
    const { w, s, site } = this;
    const address = this.code.funcs[FUNC * s.func + Field.memory] as number;
    const bits = Array.from({ length: bytes }, (_, i) => (value >> (8 * i)) & 0xff);
    const memory = writeCells(w, s.mems[address] as MemoryState, site.at + cellsOf(w, skip), w.cells === 1 ? [value] : bits);
    this.set({ mems: s.mems.with(address, memory) });
  }

  private setElement(index: number, value: number): void {
    const { s, site } = this;
    const table = s.tables[site.a] as State["tables"][number];
    this.set({ tables: s.tables.with(site.a, { ...table, elements: table.elements.with(index, value) }) });
  }

  private apply(name: string): void {
    const { site, code } = this;
    for (let i = 0; i < APPLIED_WORDS; i++) scratch.i32[i] = slotOf(site, i);
    const trap = TRAPS[applied(name)(scratch, 0, site.a, code.constants)] as Trap;
    if (trap === "none") this.push([...scratch.i32]);
    else this.trap(trap);
  }

  private branch(target: number, keep: number): void {
    const { s, site } = this;
    if (keep !== 0) {
      const words = s.values.slice(site.t - (keep % KEEP), site.t);
      this.set({ values: replaced(s.values, s.base + Math.floor(keep / KEEP), words) });
    }
    this.go(target);
  }

  private branchTable(index: number): void {
    const { a, b } = this.site;
    const entry = a + TABLE_BRANCH * Math.min(index, b);
    this.branch(this.code.branches[entry] as number, this.code.branches[entry + 1] as number);
  }

  private call(callee: number): void {
    const { code, s, site } = this;
    const field = (name: keyof typeof Field): number => code.funcs[FUNC * callee + Field[name]] as number;
    if (field("entry") < 0) {
      const { hostCall } = code.schedule;
      this.set(s.gas < hostCall ? { status: "out of gas", callee } : { status: "host", gas: s.gas - hostCall, callee });
      return;
    }
    const stackBytes = s.stackBytes + field("stackBytes");
    if (stackBytes > code.limits.stackBytes) {
      this.trap("call stack exhausted");
      return;
    }
    const frame: Frame = { pc: s.pc + CELL, base: s.base, func: s.func };
    const base = site.t - field("paramWords");
    const locals = new Array<number>(field("localWords") - field("paramWords")).fill(0);
    const values = replaced(s.values, site.t, locals);
    this.set({ stackBytes, frames: [...s.frames, frame], base, func: callee, values });
    this.go(field("entry"));
  }

  private leave(): void {
    const { code, s, site } = this;
    const values = replaced(s.values, s.base, s.values.slice(site.t - site.a, site.t));
    const stackBytes = s.stackBytes - (code.funcs[FUNC * s.func + Field.stackBytes] as number);
    const frame = s.frames.at(-1);
    if (frame === undefined) {
      this.set({ status: "returned", stackBytes, values: values.slice(0, site.a) });
      return;
    }
    this.set({ stackBytes, values, base: frame.base, func: frame.func, frames: s.frames.slice(0, -1) });
    this.go(frame.pc);
  }

  private charge(price: number, units: number): void {
    const cost = (this.code.prices[price] as number) * units;
    if (this.s.gas < cost) this.set({ status: "out of gas" });
    else this.set({ gas: this.s.gas - cost });
  }
}
