import { describe, expect, test } from "vitest";
import * as ops from "./instructions/ops.ts";
import { INSTRUCTIONS, instructionOf, opNamed, opOf } from "./instructions.ts";

describe("the table of instructions", () => {
  test("has every instruction of WebAssembly 2.0 once, and an opcode for each", () => {
    expect(INSTRUCTIONS).toHaveLength(437);
    expect(new Set(INSTRUCTIONS.map(({ opcode }) => opcode)).size).toBe(437);
    // `select` has two encodings.
    expect(new Set(INSTRUCTIONS.map(({ mnemonic }) => mnemonic)).size).toBe(436);
    expect(INSTRUCTIONS.filter(({ opcode }) => opcode >> 8 === 0xfd)).toHaveLength(236);
  });

  test("finds rows by the number that stands in decoded code, and by name", () => {
    for (const row of INSTRUCTIONS) expect(instructionOf(opOf(row.opcode))).toBe(row);
    expect(opNamed("memory.fill")).toBe(0x10b);
    expect(opNamed("i32x4.dot_i16x8_s")).toBe(0x2ba);
    expect(opNamed("select")).toBe(0x1b);
    expect(() => opNamed("i32.atomic.load")).toThrow("no instruction is named i32.atomic.load");
  });

  test("agrees with the constants for switches", () => {
    const named = Object.entries(ops).map(([name, op]) => [name, instructionOf(op)?.mnemonic.toUpperCase().replaceAll(".", "_")]);
    expect(named).toEqual(Object.keys(ops).map((name) => [name, name === "SELECT_T" ? "SELECT" : name]));
  });

  test("names what is accessed of memory, and how many lanes there are", () => {
    for (const { mnemonic, immediates, width, lanes } of INSTRUCTIONS) {
      expect([mnemonic, width !== undefined]).toEqual([mnemonic, immediates.includes("memarg")]);
      expect([mnemonic, lanes !== undefined]).toEqual([mnemonic, immediates.some((each) => each.startsWith("laneidx"))]);
    }
    expect(instructionOf(opNamed("v128.load16x4_u"))?.width).toBe(8);
    expect(instructionOf(opNamed("v128.store16_lane"))?.lanes).toBe(8);
  });
});
