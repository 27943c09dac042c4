/**
 * Random programs, run as vectors are made and by our own NVM: two ways to count gas, to know where a block begins and what can be
 * reached. What they disagree on would be a wrong vector or a wrong machine.
 */

import { describe, expect, test } from "vitest";
import { caseOf } from "../../src/cli/vectors/nvm/suite.ts";
import { seededRandom } from "../../src/lib/random.ts";
import { ran } from "./nexus/nvm.mjs";

/** Functions of one type, with three parameters and two locals of i32. */
const FUNCTIONS = 3;
const LOCALS = 5;

class RandomProgram {
  private readonly random: () => number;

  constructor(seed: number) {
    this.random = seededRandom(seed);
  }

  below(n: number): number {
    return Math.floor(this.random() * n);
  }

  private pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)] as T;
  }

  body(): string {
    return `${this.statements(3, 0)} ${this.value(2, 0)}`;
  }

  /** Statements within `depth` labels, besides that of the function. */
  private statements(size: number, depth: number): string {
    return Array.from({ length: 1 + this.below(3) }, () => this.statement(size, depth)).join(" ");
  }

  private statement(size: number, depth: number): string {
    const value = () => this.value(size - 1, depth);
    const inner = () => this.statements(size - 1, depth + 1);
    const simple = [
      () => `${value()} local.set ${this.below(LOCALS)}`,
      () => `${value()} drop`,
      () => `${value()} ${value()} i32.store +${this.below(8)}`,
      () => "nop",
    ];
    const rare = [
      () => `${value()} ${value()} i32.const ${this.below(6000)} memory.fill`,
      () => `i32.const ${this.below(3)} memory.grow drop`,
      () => `${value()} ref.func ${this.below(FUNCTIONS)} table.set 0`,
      () => "unreachable",
      () => `${value()} return`,
    ];
    const branches = [
      () => `${value()} br_if ${this.label(depth)}`,
      () => `br ${this.label(depth)}`,
      () => `${value()} br_table ${this.label(depth)},${this.label(depth)} ${this.label(depth)}`,
    ];
    const blocks = [
      () => `block : ${inner()} end`,
      () => `loop : ${inner()} end`,
      () => `${value()} if : ${inner()} end`,
      () => `${value()} if : ${inner()} else ${inner()} end`,
    ];
    if (size <= 0) return this.pick(simple)();
    return this.pick([...simple, ...(this.below(4) === 0 ? rare : []), ...(depth > 0 ? branches : []), ...blocks, ...blocks])();
  }

  /** A label without operands: not the function's. */
  private label(depth: number): number {
    return this.below(depth);
  }

  private value(size: number, depth: number): string {
    const value = () => this.value(size - 1, depth);
    const leaves = [() => `i32.const ${this.below(9) - 2}`, () => `local.get ${this.below(LOCALS)}`];
    if (size <= 0) return this.pick(leaves)();
    const nodes = [
      () => `${value()} ${value()} i32.${this.pick(["add", "sub", "lt_s", "and", "div_s", "rem_u"])}`,
      () => `${value()} i32.eqz`,
      () => `${value()} local.tee ${this.below(LOCALS)}`,
      () => `${value()} ${value()} ${value()} select`,
      () => `${value()} i32.load8_u`,
      () => `${value()} f64.convert_i32_s f64.sqrt i32.trunc_sat_f64_s`,
      () => `${value()} ${value()} ${value()} call ${this.below(FUNCTIONS)}`,
      () => `${value()} ${value()} ${value()} ${value()} call_indirect i32,i32,i32:i32 0`,
      () => `block :i32 ${value()} ${value()} br_if 0 ${value()} i32.xor end`,
      () => `${value()} if :i32 ${value()} else ${value()} end`,
      () => `loop :i32 ${value()} end`,
    ];
    return this.pick([...leaves, ...nodes, ...nodes])();
  }
}

const hex = (value: number): string => (value >>> 0).toString(16);

function randomCase(seed: number) {
  const program = new RandomProgram(seed);
  const args = () => Array.from({ length: 3 }, () => hex(program.below(6) - 1));
  return caseOf({
    id: `seed-${seed}`,
    comment: "",
    flags: [],
    source: {
      memory: { min: 1, max: 3 },
      tables: [{ type: "funcref", min: FUNCTIONS + 1 }],
      elems: [{ items: [0, 1, 2] }],
      funcs: Array.from({ length: FUNCTIONS }, (_, i) => ({
        name: `f${i}`,
        sig: "i32,i32,i32:i32",
        locals: "i32,i32",
        body: program.body(),
      })),
    },
    calls: [0, 1, 2, 0].map((i, turn) => ({ function: `f${i}`, args: args(), gas: turn === 3 ? 150 : 2_000 })),
    parts: ["trace"],
  });
}

describe("random programs", () => {
  const cases = Array.from({ length: 150 }, (_, seed) => randomCase(seed));

  test("end in many ways", () => {
    const runs = cases.flatMap(({ output }) => ("runs" in output ? output.runs : []));
    const count = (wanted: string) => runs.filter(({ end }) => end === wanted).length;
    expect(count("returned")).toBeGreaterThan(200);
    expect(count("out of gas")).toBeGreaterThan(10);
    expect(count("integer divide by zero")).toBeGreaterThan(10);
    expect(count("indirect call type mismatch") + count("undefined element") + count("uninitialized element")).toBeGreaterThan(
      20,
    );
    expect(runs.flatMap(({ trace = [] }) => trace).length).toBeGreaterThan(5_000);
  });

  test("do the same, for the same gas, step by step", () => {
    for (const { id, input, output } of cases) expect(JSON.stringify(ran(input)), id).toBe(JSON.stringify(output));
  });
});
