/** The table of instructions against the host's WebAssembly, which is an implementation of its own. */

import { describe, expect, test } from "vitest";
import { opcodeBytes, vec } from "./encode.ts";
import { INSTRUCTIONS, type Instruction } from "./instructions.ts";
import { hostAccepts, moduleOf, pushOf, verdict } from "./testing-modules.ts";
import type { ValType } from "./types.ts";

const zeros = (count: number): readonly number[] => Array.from({ length: count }, () => 0);

/** Immediates that fit the module around the function. */
const immediateBytes: { readonly [immediate: string]: readonly number[] } = {
  i32: [0],
  i64: [0],
  f32: zeros(4),
  f64: zeros(8),
  v128: zeros(16),
  laneidx: [0],
  "laneidx^16": zeros(16),
  memarg: [0, 0],
  memidx: [0],
  funcidx: [0],
  tableidx: [0],
  elemidx: [0],
  dataidx: [0],
};

const instructionBytes = ({ opcode, immediates }: Instruction): readonly number[] => [
  ...opcodeBytes(opcode),
  ...immediates.flatMap((each) => immediateBytes[each] as readonly number[]),
];

const one = pushOf("i32");
const func = pushOf("funcref");
const [BLOCK, LOOP, IF, ELSE, END, DROP, EMPTY] = [0x02, 0x03, 0x04, 0x05, 0x0b, 0x1a, 0x40];

/** A body `[] -> []` around each instruction whose type is not fixed, in a function with one i32 local. */
const bodies: { readonly [mnemonic: string]: readonly number[] } = {
  "ref.null": [0xd0, 0x6f, DROP],
  "ref.is_null": [...func, 0xd1, DROP],
  drop: [...one, DROP],
  "local.get": [0x20, 0, DROP],
  "local.set": [...one, 0x21, 0],
  "local.tee": [...one, 0x22, 0, DROP],
  "global.get": [0x23, 0, DROP],
  "global.set": [...one, 0x24, 0],
  "table.get": [...one, 0x25, 0, DROP],
  "table.set": [...one, ...func, 0x26, 0],
  "table.grow": [...func, ...one, 0xfc, 15, 0, DROP],
  "table.fill": [...one, ...func, ...one, 0xfc, 17, 0],
  unreachable: [0x00],
  block: [BLOCK, EMPTY, END],
  loop: [LOOP, EMPTY, END],
  if: [...one, IF, EMPTY, END],
  else: [...one, IF, EMPTY, ELSE, END],
  end: [],
  br: [0x0c, 0],
  br_if: [...one, 0x0d, 0],
  br_table: [...one, 0x0e, ...vec([0], [0]), 0],
  return: [0x0f],
  call: [0x10, 0],
  call_indirect: [...one, 0x11, 0, 0],
};
const selects: { readonly [opcode: number]: readonly number[] } = {
  27: [...one, ...one, ...one, 0x1b, DROP],
  28: [...func, ...func, ...one, 0x1c, ...vec([0x70]), DROP],
};

function bodyOf(row: Instruction): readonly number[] {
  if (row.type === "special") return (bodies[row.mnemonic] ?? selects[row.opcode]) as readonly number[];
  return [...row.type.operands.flatMap(pushOf), ...instructionBytes(row), ...row.type.results.map(() => DROP)];
}

describe("instructions, here and in the host", () => {
  test("are accepted, each of them", () => {
    for (const row of INSTRUCTIONS) {
      const bytes = moduleOf(bodyOf(row), { locals: ["i32"] });
      expect([row.mnemonic, verdict(bytes), hostAccepts(bytes)]).toEqual([row.mnemonic, "accepted", true]);
    }
  });

  const wrong = (valtype: ValType): ValType => (valtype === "f32" ? "externref" : "f32");
  const typed = INSTRUCTIONS.filter(({ type }) => type !== "special" && type.operands.length + type.results.length > 0);

  test("are refused with an operand of another type, each operand in turn", () => {
    for (const row of typed) {
      if (row.type === "special") continue;
      for (const [i] of row.type.operands.entries()) {
        const operands = row.type.operands.map((each, j) => (i === j ? wrong(each) : each));
        const bytes = moduleOf([...operands.flatMap(pushOf), ...instructionBytes(row), ...row.type.results.map(() => DROP)]);
        expect([row.mnemonic, verdict(bytes), hostAccepts(bytes)]).toEqual([
          row.mnemonic,
          "invalid-module: type mismatch",
          false,
        ]);
      }
    }
  });

  test("leave a result of their type and no other", () => {
    for (const row of typed) {
      if (row.type === "special" || row.type.results[0] === undefined) continue;
      const [result] = row.type.results;
      const body = [...row.type.operands.flatMap(pushOf), ...instructionBytes(row)];
      const [right, other] = [moduleOf(body, { results: [result] }), moduleOf(body, { results: [wrong(result)] })];
      expect([row.mnemonic, verdict(right), hostAccepts(right)]).toEqual([row.mnemonic, "accepted", true]);
      expect([row.mnemonic, verdict(other), hostAccepts(other)]).toEqual([row.mnemonic, "invalid-module: type mismatch", false]);
    }
  });

  test("accept the natural alignment and the last lane, and nothing beyond", () => {
    for (const row of INSTRUCTIONS) {
      const { type, width, lanes, mnemonic } = row;
      if (type === "special" || (width === undefined && lanes === undefined)) continue;
      const natural = width === undefined ? [] : [Math.log2(width), 0];
      const last = mnemonic === "i8x16.shuffle" ? [...zeros(15), 31] : lanes === undefined ? [] : [lanes - 1];
      const build = (immediates: readonly number[]) =>
        moduleOf([...type.operands.flatMap(pushOf), ...opcodeBytes(row.opcode), ...immediates, ...type.results.map(() => DROP)]);
      const right = build([...natural, ...last]);
      expect([mnemonic, verdict(right), hostAccepts(right)]).toEqual([mnemonic, "accepted", true]);
      const beyond: (readonly [readonly number[], string])[] = [];
      if (width !== undefined) beyond.push([[Math.log2(width) + 1, 0, ...last], "alignment must not be larger than natural"]);
      if (lanes !== undefined) beyond.push([[...natural, ...last.slice(0, -1), lanes], "invalid lane index"]);
      for (const [immediates, rule] of beyond) {
        const bytes = build(immediates);
        expect([mnemonic, verdict(bytes), hostAccepts(bytes)]).toEqual([mnemonic, `invalid-module: ${rule}`, false]);
      }
    }
  });
});

describe("opcodes that are no instructions", () => {
  test("are malformed, every one of them", () => {
    const known = new Set(INSTRUCTIONS.map(({ opcode }) => opcode));
    const codes = [
      ...Array.from({ length: 0xfc }, (_, i) => i),
      0xfe,
      0xff,
      ...Array.from({ length: 256 }, (_, i) => 0xfc00 | i),
      ...Array.from({ length: 256 }, (_, i) => 0xfd00 | i),
    ].filter((opcode) => !known.has(opcode));
    expect(codes).toHaveLength(0xfc + 2 + 512 - 437);
    for (const opcode of codes) {
      expect([opcode, verdict(moduleOf([...opcodeBytes(opcode)]))]).toEqual([opcode, "malformed-module: illegal opcode"]);
    }
  });
});
