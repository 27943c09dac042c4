import { describe, expect, test } from "vitest";
import { INSTRUCTIONS } from "./instructions.ts";
import { RULES, ruleName, ruleNumber } from "./rules.ts";

describe("the step rules", () => {
  test("follow the table of instructions in its order, but for those that are no steps", () => {
    const noSteps = ["block", "loop", "end"];
    const names = [...new Set(INSTRUCTIONS.map(({ mnemonic }) => mnemonic))].filter((name) => !noSteps.includes(name));
    expect([...new Set(RULES.map(({ mnemonic }) => mnemonic))]).toEqual(names);
  });

  test("have names that are numbered from 1 in their order", () => {
    expect(RULES.map((rule) => ruleNumber(ruleName(rule)))).toEqual(RULES.map((_, i) => i + 1));
    expect(() => ruleNumber("local.get")).toThrow("no rule is named local.get");
  });

  test("are data", () => {
    expect(JSON.parse(JSON.stringify(RULES))).toEqual(RULES);
  });
});
