import { describe, expect, test } from "vitest";
import { INSTRUCTIONS, instructionOf, loadModule, moduleNames, opOf } from "../../nvm/index.ts";
import { moduleOf, pushOf } from "../../nvm/testing-modules.ts";
import { instructionText } from "./disassemble.ts";

/** The texts of a function's instructions. */
function textsOf(body: readonly number[]): readonly string[] {
  const { module } = loadModule(moduleOf(body, { locals: ["i32", "f64"] }));
  const { start, end } = (module.funcs[0] as NonNullable<(typeof module.funcs)[0]>).body;
  return Array.from({ length: end - start }, (_, i) => instructionText(module, start + i, moduleNames(module)));
}

const DROP = 0x1a;
const one = pushOf("i32");

describe("instructions as text", () => {
  test.each<readonly [readonly number[], readonly string[]]>([
    [[0x41, 0x7f, DROP], ["i32.const -1"]],
    [[0x42, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x7f, DROP], ["i64.const -9223372036854775808"]],
    [[0x43, 0, 0, 0xc0, 0x3f, DROP], ["f32.const 1.5"]],
    [[0x43, 1, 0, 0xc0, 0xff, DROP], ["f32.const nan (; bits 0xffc00001 ;)"]],
    [[0x44, 0, 0, 0, 0, 0, 0, 0, 0x80, DROP], ["f64.const -0"]],
    [[0x44, 0, 0, 0, 0, 0, 0, 0xf0, 0xff, DROP], ["f64.const -inf"]],
    [[...pushOf("v128"), DROP], ["v128.const i8x16 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0"]],
    [
      [...one, 0x28, 2, 0, DROP],
      ["i32.const 1", "i32.load"],
    ],
    [
      [...one, 0x28, 0, 0xff, 0xff, 0xff, 0xff, 0x0f, DROP],
      ["i32.const 1", "i32.load offset=4294967295 align=1"],
    ],
    [
      [...one, ...pushOf("v128"), 0xfd, 84, 0, 3, 9, DROP],
      ["i32.const 1", expect.anything(), "v128.load8_lane offset=3 9"],
    ],
    [
      [...pushOf("v128"), 0xfd, 21, 15, DROP],
      [expect.anything(), "i8x16.extract_lane_s 15"],
    ],
    [
      [0x02, 0x7e, ...pushOf("i64"), 0x0b, DROP],
      ["block (result i64)", "i64.const 1", "end"],
    ],
    [
      [0x03, 1, 0x0b],
      ["loop (type 1)", "end"],
    ],
    [
      [0x02, 0x40, ...one, 0x0e, 2, 0, 1, 0, 0x0b],
      ["block", "i32.const 1", "br_table 0 1 0", "end"],
    ],
    [
      [...one, 0x11, 1, 0],
      ["i32.const 1", "call_indirect (type 1)"],
    ],
    [[0x10, 0], ["call 0"]],
    [[0xd0, 0x6f, DROP], ["ref.null extern"]],
    [
      [...pushOf("funcref"), ...pushOf("funcref"), ...one, 0x1c, 1, 0x70, DROP],
      ["ref.null func", "ref.null func", "i32.const 1", "select (result funcref)"],
    ],
    [
      [...one, ...one, ...one, 0xfc, 8, 0, 0],
      ["i32.const 1", "i32.const 1", "i32.const 1", "memory.init 0"],
    ],
    [
      [...one, ...one, ...one, 0xfc, 12, 0, 0],
      ["i32.const 1", "i32.const 1", "i32.const 1", "table.init 0 0"],
    ],
    [
      [...one, 0x40, 0, DROP],
      ["i32.const 1", "memory.grow"],
    ],
    [[0x20, 1, DROP], ["local.get 1"]],
  ])("%j", (body, texts) => {
    expect(textsOf(body).slice(0, texts.length)).toEqual(texts);
  });

  test("a text begins with the mnemonic, whatever the instruction", () => {
    const cells = (op: number) => Int32Array.of(op, 0, 0, 0);
    for (const { opcode, mnemonic } of INSTRUCTIONS) {
      const op = opOf(opcode);
      const code = { cells: cells(op), labels: Uint32Array.of(0), vectors: new Uint8Array(16) };
      const { module } = loadModule(moduleOf([]));
      expect(instructionText({ ...module, code }, 0, moduleNames(module)).split(" ")[0]).toBe(mnemonic);
      expect(instructionOf(op)?.mnemonic).toBe(mnemonic);
    }
  });
});
