import { expect, test } from "vitest";
import { subsets } from "./subsets.ts";

test("all subsets of a size, in lexicographic order", () => {
  expect(subsets([1, 2, 3, 4], 2)).toEqual([
    [1, 2],
    [1, 3],
    [1, 4],
    [2, 3],
    [2, 4],
    [3, 4],
  ]);
  expect(subsets([1, 2], 0)).toEqual([[]]);
  expect(subsets([1, 2], 3)).toEqual([]);
  expect(subsets([1, 2, 3, 4, 5, 6], 3)).toHaveLength(20);
});
