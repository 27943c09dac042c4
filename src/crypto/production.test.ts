import { expect, test } from "vitest";
import { assertProduction, suitesAmong } from "./production.ts";
import { SUITES } from "./testing-suites.ts";

test.each(SUITES)("a real node's view of %s", (name, { suite }) => {
  expect(suitesAmong({ members: 4, name, none: null, algebra: suite })).toEqual([suite]);
  if (name === "bls12-381") expect(() => assertProduction(suite)).not.toThrow();
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
