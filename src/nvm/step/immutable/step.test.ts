import { describe, expect, test } from "vitest";
import { SCHEDULE } from "../../gas/schedule.ts";
import { DYNAMIC_CHARGES } from "../../rules/ir.ts";
import { ENTER, ruleNumber } from "../../rules.ts";
import type { Code, State } from "./state.ts";
import { step } from "./step.ts";
import { binary, compare, unary, unsigned, WIDTH_32, type Width, wrap } from "./words.ts";

/** Words of three bits; a page has two cells, and a piece of an area is one. */
const W: Width = { bits: 3, cells: 1, page: 2, chunk: 2, piece: { bytes: 1, references: 1 } };
const WORDS = [-4, -3, -2, -1, 0, 1, 2, 3];

/** Cells from 1 on: the rule (a number is a block's cost), the height, the immediates, the words in use before it. */
type Line = readonly [rule: string | number, d: number, a: number, b: number, top: number];

function codeOf(lines: readonly Line[], more: Partial<Code> = {}): Code {
  const cells = lines.flatMap(([rule, d, a, b]) =>
    typeof rule === "number" ? [ENTER, 0, rule, 0] : [ruleNumber(rule), d, a, b],
  );
  return {
    cells: [0, 0, 0, 0, ...cells],
    tops: [0, ...lines.map(([, , , , top]) => top)],
    constants: new Uint8Array(0),
    branches: [],
    // One function: at cell 1, a parameter and a local of one word each, one result, 16 bytes of stack, memory 0, type 0.
    funcs: [4, 2, 2, 4, 16, 0, 0, 0],
    datas: [],
    elems: [],
    prices: DYNAMIC_CHARGES.map(() => 1),
    schedule: SCHEDULE,
    limits: { stackBytes: 64 },
    ...more,
  };
}

const start = (parameter: number, more: Partial<State> = {}): State => ({
  status: "running",
  trap: "none",
  pc: 4,
  base: 0,
  func: 0,
  callee: 0,
  frames: [],
  stackBytes: 16,
  gas: 1_000,
  pending: 0,
  values: [parameter, 0, 0, 0],
  globals: [0, 0, 0, 0],
  mems: [{ pages: 1, maxPages: 2, chunks: [null] }],
  tables: [{ elements: [0, 1], maxSize: 3 }],
  droppedDatas: [],
  droppedElems: [],
  ...more,
});

function states(code: Code, first: State): readonly State[] {
  const all = [first];
  while (all.at(-1)?.status === "running" && all.length < 500) all.push(step(code, all.at(-1) as State, W));
  return all;
}

const last = (code: Code, first: State): State => states(code, first).at(-1) as State;

/** Adds the parameter and everything below it. */
const SUM: readonly Line[] = [
  [8, 0, 0, 0, 4],
  ["local.get/1", 4, 2, 0, 4],
  ["local.get/1", 6, 0, 0, 6],
  ["i32.add", 4, 0, 0, 8],
  ["local.set/1", 4, 2, 0, 6],
  ["local.get/1", 4, 0, 0, 4],
  ["i32.const", 6, 1, 0, 6],
  ["i32.sub", 4, 0, 0, 8],
  ["local.tee/1", 4, 0, 0, 6],
  ["br_if", 4, 4, 0, 6],
  ["local.get/1", 4, 2, 0, 4],
  ["return", 6, 2, 0, 6],
];

describe("the stepper over words of three bits", () => {
  test("runs a loop with wrapping sums, and pays each round", () => {
    for (const n of WORDS) {
      const rounds = unsigned(W, n) === 0 ? 8 : unsigned(W, n);
      const end = last(codeOf(SUM), start(n));
      expect(end).toMatchObject({
        status: "returned",
        gas: 1_000 - 8 * rounds,
        values: [wrap(W, (rounds * (rounds + 1)) / 2 - (rounds === 8 ? 8 : 0)), 0],
      });
    }
  });

  test("never gains gas, never leaves its frame, and stops where gas runs out before the block's effect", () => {
    const all = states(codeOf(SUM), start(3, { gas: 20 }));
    expect(all.at(-1)).toMatchObject({ status: "out of gas", gas: 4, pc: 4, values: [1, 0, -3, 0] });
    all.slice(1).forEach((s, i) => {
      expect(s.gas).toBeLessThanOrEqual((all[i] as State).gas);
    });
    expect(step(codeOf(SUM), all.at(-1) as State, W)).toBe(all.at(-1));
  });

  test("reads, writes, grows and fills a memory of cells, piece by piece, and pays once", () => {
    const code = codeOf([
      [1, 0, 0, 0, 4],
      ["i32.const", 4, 1, 0, 4],
      ["memory.grow", 4, 0, 0, 6],
      ["i32.const", 4, 1, 0, 4],
      ["i32.const", 6, -2, 0, 6],
      ["i32.const", 8, 3, 0, 8],
      ["memory.fill", 4, 0, 0, 10],
      ["i32.const", 4, 0, 0, 4],
      ["i32.load", 4, 2, 0, 6],
      ["local.set/1", 4, 2, 0, 6],
      ["i32.const", 4, 2, 0, 4],
      ["i32.const", 6, 3, 0, 6],
      ["i32.store", 4, 2, 0, 8],
      ["unreachable", 4, 0, 0, 4],
    ]);
    const all = states(code, start(0));
    const filling = all.filter(({ pending }) => pending === 1);
    expect(filling.map(({ mems, values }) => [mems[0]?.chunks, values.slice(4)])).toEqual([
      [
        [[0, -2], null],
        [2, 0, -2, 0, 2, 0],
      ],
      [
        [
          [0, -2],
          [-2, 0],
        ],
        [3, 0, -2, 0, 1, 0],
      ],
    ]);
    // A block's 1, a page, and three cells.
    expect(all.at(-1)).toMatchObject({
      status: "trapped",
      trap: "out of bounds memory access",
      gas: 1_000 - 1 - 1 - 3,
      values: [0, 0, -2, 0, 2, 0, 3, 0],
    });
  });

  test("refuses growth beyond the maximum, and pays for the request", () => {
    const code = codeOf([
      [1, 0, 0, 0, 4],
      ["i32.const", 4, 2, 0, 4],
      ["memory.grow", 4, 0, 0, 6],
      ["return", 6, 2, 0, 6],
    ]);
    expect(last(code, start(0))).toMatchObject({ status: "returned", values: [-1, 0], gas: 997, mems: [{ pages: 1 }] });
  });

  test("calls through a table, and traps on null, on another type, out of bounds, and at the stack limit", () => {
    const lines: readonly Line[] = [
      [1, 0, 0, 0, 4],
      ["local.get/1", 4, 0, 0, 4],
      ["local.get/1", 6, 0, 0, 6],
      ["call_indirect", 6, 0, 0, 8],
      ["return", 6, 2, 0, 6],
    ];
    expect(last(codeOf(lines), start(0)).trap).toBe("uninitialized element");
    expect(last(codeOf(lines), start(2)).trap).toBe("undefined element");
    expect(last(codeOf(lines), start(-1)).trap).toBe("undefined element");
    expect(last(codeOf(lines, { funcs: [4, 2, 2, 4, 16, 0, 1, 0] }), start(1)).trap).toBe("indirect call type mismatch");
    const exhausted = last(codeOf(lines), start(1));
    expect(exhausted).toMatchObject({ trap: "call stack exhausted", stackBytes: 64 });
    expect(exhausted.frames).toHaveLength(3);
  });
});

describe("words", () => {
  const exact = (w: Width, x: bigint): number => Number(BigInt.asIntN(w.bits, x));
  const u = (w: Width, x: number): bigint => BigInt.asUintN(w.bits, BigInt(x));

  test.each([
    [W, WORDS],
    [WIDTH_32, [0, 1, -1, 2, 31, 32, 33, 0x7fffffff, -0x80000000, 0x12345678, -0x12345678, 0xffff, -65_536]],
  ] as const)("compute what integers of any size give, modulo their width", (w, words) => {
    for (const x of words) {
      const bits = BigInt(w.bits);
      const text = u(w, x).toString(2).padStart(w.bits, "0");
      expect(unary(w, "clz", x)).toBe(text.includes("1") ? text.indexOf("1") : w.bits);
      expect(unary(w, "ctz", x)).toBe(text.includes("1") ? w.bits - 1 - text.lastIndexOf("1") : w.bits);
      expect(unary(w, "popcnt", x)).toBe(text.replaceAll("0", "").length);
      for (const y of words) {
        const by = u(w, y) % bits;
        const back = (bits - by) % bits;
        const expected = {
          add: BigInt(x) + BigInt(y),
          sub: BigInt(x) - BigInt(y),
          mul: BigInt(x) * BigInt(y),
          and: BigInt(x) & BigInt(y),
          or: BigInt(x) | BigInt(y),
          xor: BigInt(x) ^ BigInt(y),
          shl: BigInt(x) << by,
          shr_s: BigInt(x) >> by,
          shr_u: u(w, x) >> by,
          rotl: (u(w, x) << by) | (u(w, x) >> back),
          rotr: (u(w, x) >> by) | (u(w, x) << back),
          ...(y === 0
            ? {}
            : {
                div_s: BigInt(x) / BigInt(y),
                div_u: u(w, x) / u(w, y),
                rem_s: BigInt(x) % BigInt(y),
                rem_u: u(w, x) % u(w, y),
              }),
        };
        for (const [op, value] of Object.entries(expected)) {
          const rotatesNothing = op.startsWith("rot") && by === 0n;
          expect(binary(w, op as "add", x, y), `${x} ${op} ${y}`).toBe(rotatesNothing ? x : exact(w, value));
        }
        expect(compare(w, "lt_u", x, y)).toBe(u(w, x) < u(w, y));
        expect(compare(w, "ge_s", x, y)).toBe(x >= y);
      }
    }
  });
});
