import { expect, test } from "vitest";
import { hotBytecode, MOST_BYTECODE } from "./bytecode.ts";

test("the hot switch is small enough for V8 to optimise it", () => {
  const bytes = hotBytecode();
  expect(bytes).toBeGreaterThan(5_000);
  expect(bytes).toBeLessThan(0.8 * MOST_BYTECODE);
});
