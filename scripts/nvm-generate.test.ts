import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { RULES, ruleName } from "../src/nvm/rules.ts";
import { generated, isRare } from "./nvm/generate.ts";

describe("the generated switches", () => {
  test("are what `npm run nvm:generate` writes from the rules", () => {
    for (const [name, text] of generated()) expect(readFileSync(`src/nvm/step/generated/${name}`, "utf8"), name).toBe(text);
  });

  test("have one case for each rule, together", () => {
    const cases = [...generated().values()].map((text) =>
      [...text.matchAll(/^ {6}case \d+: \{ \/\/ (.+)$/gm)].map(([, name]) => name),
    );
    const rules = (rare: boolean) => RULES.filter((rule) => isRare(rule) === rare).map(ruleName);
    expect(cases).toEqual([
      ["the entry of a block", ...rules(false)],
      ["the entry of a block", ...rules(true)],
    ]);
  });
});
