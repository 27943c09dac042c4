import { describe, expect, test } from "vitest";
import { specOf } from "../../compiler/testing-specs.ts";
import { values } from "./testing-values.ts";

/** Whether TLA+ says that the two are equal, in a module that extends what the expression needs. */
function areEqual(module: string, expression: string, value: string): unknown {
  const base =
    module === "UndirectedGraphs" || module === "Graphs" ? "Integers, FiniteSets" : "Integers, Sequences, FiniteSets, TLC";
  const source = `---- MODULE M ----\nEXTENDS ${base}, ${module}\nVARIABLE only\nInit == only = 1\nNext == UNCHANGED only\nValue == (${expression}) = (${value})\n====`;
  const spec = specOf([source], "INIT Init\nNEXT Next");
  return spec.evaluate(spec.state({ only: 1 }), "Value");
}

describe.each(Object.entries(values))("%s", (module, rows) => {
  test.each(rows)("%s = %s", (expression, value) => {
    expect(areEqual(module, expression, value)).toBe(true);
  });
});
