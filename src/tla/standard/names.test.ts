import { describe, expect, it } from "vitest";
import { canonicalOperatorNames } from "../parser/operators.ts";
import { standardModules } from "./names.ts";

describe("the table of standard modules", () => {
  it("extends only modules that it holds", () => {
    for (const module of standardModules.values()) {
      for (const extended of module.extends)
        expect(standardModules.has(extended), `${module.name} extends ${extended}`).toBe(true);
    }
  });

  it("names operators as the parser does", () => {
    for (const module of standardModules.values()) {
      for (const name of module.operators.keys()) {
        if (!/^\w+$/.test(name)) expect(canonicalOperatorNames.get(name), `${module.name}!${name}`).toBe(name);
      }
    }
  });

  it.each([
    ["Naturals", "+", [0, 0]],
    ["Naturals", "..", [0, 0]],
    ["Reals", "/", [0, 0]],
    ["Integers", "-.", [0]],
    ["Sequences", "SelectSeq", [0, 1]],
    ["TLC", "SortSeq", [0, 2]],
    ["TLC", "Any", []],
    ["Bags", "\\sqsubseteq", [0, 0]],
    ["FiniteSetsExt", "FoldSet", [2, 0, 0]],
  ])("%s has %s", (module, operator, params) => {
    expect(standardModules.get(module)?.operators.get(operator)?.params).toEqual(params);
  });
});
