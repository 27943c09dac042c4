import { expect, test } from "vitest";
import { assertProduction } from "./production.ts";
import { SUITES } from "./testing-suites.ts";

test.each(SUITES)("a real node's view of %s", (name, { suite }) => {
  if (name === "bls12-381") expect(assertProduction(suite)).toBe(suite);
  else
    expect(() => assertProduction(suite)).toThrow(
      expect.objectContaining({
        name: "NexusError",
        code: "suite-without-security",
        exit: 2,
        hint: expect.stringContaining("bls12-381"),
      }),
    );
});
