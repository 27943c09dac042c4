import { describe, expect, test } from "vitest";
import { loadModule } from "../load.ts";
import { moduleOf, pushOf } from "../testing-modules.ts";
import type { Func, ValType } from "../types.ts";
import { BRANCH } from "./side-table.ts";

const [BLOCK, LOOP, IF, ELSE, END, BR, BR_IF, RETURN, DROP] = [0x02, 0x03, 0x04, 0x05, 0x0b, 0x0c, 0x0d, 0x0f, 0x1a];
const [EMPTY, I32] = [0x40, 0x7f];
const one = pushOf("i32");

/** The heights of a function's instructions, and its branches by instruction as [target, arity, height]. */
function tableOf(body: readonly number[], results: readonly ValType[] = []) {
  const { module, side, maxHeights } = loadModule(moduleOf(body, { results, locals: ["i32"] }));
  const { start, end } = (module.funcs[0] as Func).body;
  const branches: { [pc: number]: number[][] } = {};
  for (let pc = start; pc < end; pc++) {
    const first = side.branchOf[pc] as number;
    if (first < 0) continue;
    // A br_table has one more branch than labels; all others have one.
    const count = module.code.cells[4 * pc] === 0x0e ? (module.code.cells[4 * pc + 2] as number) + 1 : 1;
    branches[pc - start] = Array.from({ length: count }, (_, i) => {
      const [target, arity, height] = side.branches.subarray(BRANCH * (first + i), BRANCH * (first + i + 1));
      return [(target as number) - start, arity as number, height as number];
    });
  }
  return { heights: [...side.heights.subarray(start, end)], branches, maxHeight: maxHeights[0] };
}

describe("the side table", () => {
  test("out of a block: behind its end, with its results, at its height", () => {
    // 0 const, 1 const, 2 block, 3 const, 4 const, 5 br_if 0, 6 end, 7 drop, 8 drop, 9 drop, 10 end
    const found = tableOf([...one, ...one, BLOCK, I32, ...one, ...one, BR_IF, 0, END, DROP, DROP, DROP]);
    expect(found.branches).toEqual({ 5: [[7, 1, 2]] });
    expect(found.heights).toEqual([0, 1, 2, 2, 3, 4, 3, 3, 2, 1, 0]);
    expect(found.maxHeight).toBe(4);
  });

  test("to a loop: its own instruction, without results", () => {
    // 0 const, 1 loop, 2 const, 3 br_if 0, 4 end, 5 drop, 6 end
    const found = tableOf([...one, LOOP, EMPTY, ...one, BR_IF, 0, END, DROP]);
    expect(found.branches).toEqual({ 3: [[1, 0, 1]] });
  });

  test("out of the function: its last end", () => {
    // 0 const, 1 block, 2 const, 3 br 1, 4 end, 5 end
    const found = tableOf([...one, BLOCK, EMPTY, ...one, BR, 1, END], ["i32"]);
    expect(found.branches).toEqual({ 3: [[5, 1, 0]] });
    // What cannot be reached has the height of its block.
    expect(found.heights).toEqual([0, 1, 1, 2, 1, 1]);
  });

  test("if and else: to the other arm and behind the end, with branches out of both arms", () => {
    // 0 const, 1 if, 2 const, 3 br_if 0, 4 else, 5 const, 6 br_if 0, 7 end, 8 end
    const found = tableOf([...one, IF, EMPTY, ...one, BR_IF, 0, ELSE, ...one, BR_IF, 0, END]);
    expect(found.branches).toEqual({ 1: [[5, 0, 0]], 3: [[8, 0, 0]], 4: [[8, 0, 0]], 6: [[8, 0, 0]] });
  });

  test("an if without else goes behind its end", () => {
    // 0 const, 1 if, 2 nop, 3 end, 4 end
    expect(tableOf([...one, IF, EMPTY, 0x01, END]).branches).toEqual({ 1: [[4, 0, 0]] });
  });

  test("br_table has a branch for each label and one for the default; return has none", () => {
    // 0 block, 1 loop, 2 const, 3 br_table 0 1 1 2, 4 end, 5 end, 6 return, 7 end
    const found = tableOf([BLOCK, EMPTY, LOOP, EMPTY, ...one, 0x0e, 3, 0, 1, 1, 2, END, END, RETURN]);
    const behind = [6, 0, 0];
    expect(found.branches).toEqual({ 3: [[1, 0, 0], behind, behind, [7, 0, 0]] });
  });
});
