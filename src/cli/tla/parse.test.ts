import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NexusError } from "../../lib/errors.ts";
import { jsonText } from "./json.ts";
import { openModule } from "./open.ts";
import { summaryOf, summaryText } from "./summary.ts";
import { Scratch } from "./testing-files.ts";
import { schemaProblems } from "./testing-json-schema.ts";

let scratch: Scratch;
beforeAll(() => {
  scratch = new Scratch();
});
afterAll(() => scratch.remove());

const module = [
  "---- MODULE Parsed ----",
  "EXTENDS Integers, Sequences",
  "CONSTANTS N, Op(_, _)",
  "VARIABLES x, y",
  "ASSUME N \\in Nat",
  "I == INSTANCE Other WITH z <- x",
  "f[n \\in 1..N] == n + 1",
  "Plus(a, F(_)) == F(a) + x",
  "LOCAL Step(n) == x' = n /\\ y' = y",
  "Spec == x = 0 /\\ [][\\E n \\in 1..N : Step(n)]_<<x, y>>",
  "THEOREM Spec => []TRUE",
  "====",
].join("\n");

function summary() {
  scratch.write("Other.tla", "---- MODULE Other ----\nVARIABLE z\nOne == z\n====\n");
  return summaryOf(openModule({ file: scratch.write("Parsed.tla", module), libraries: [] }).analysis);
}

describe("nexus tla parse", () => {
  test("says what is declared and defined, with levels and positions", () => {
    const of = summary();
    expect(of).toMatchObject({
      module: "Parsed",
      extends: ["Integers", "Sequences"],
      constants: [
        { name: "N", arity: 0 },
        { name: "Op", arity: 2 },
      ],
      variables: [{ name: "x", at: { start: { line: 4, column: 11 } } }, { name: "y" }],
      instances: [{ name: "I", module: "Other" }],
      assumptions: 1,
      theorems: 1,
      modules: ["Other", "Parsed"],
    });
    expect(
      of.definitions.map(({ name, params, level, local }) => [name, params.map((param) => param.name), level, local]),
    ).toEqual([
      ["f", ["n"], "constant", false],
      ["Plus", ["a", "F"], "state", false],
      ["Step", ["n"], "action", true],
      ["Spec", [], "temporal", false],
    ]);
    const document = jsonText({ format: "nexus-tla-parse", version: 1, ...of });
    expect(schemaProblems("tla-parse-result.schema.json", document)).toEqual([]);
    expect(schemaProblems("tla-parse-result.schema.json", document.replace('"level": "state"', '"level": 1'))).not.toEqual([]);
  });

  test("as a few lines", () => {
    const lines = summaryText(summary()).split("\n");
    expect(lines[0]).toMatch(/^Parsed \(.*Parsed\.tla\)$/);
    expect(lines.slice(1)).toEqual([
      "  extends                     Integers, Sequences",
      "  constants                   N, Op(_, _)",
      "  variables                   x, y",
      "  constant-level definitions  f(n)",
      "  state-level definitions     Plus(a, F(_))",
      "  action-level definitions    Step(n)",
      "  temporal-level definitions  Spec",
      "  instances                   I of Other",
      "  assumptions                 1",
      "  theorems                    1",
      "  modules read                Other, Parsed",
    ]);
  });

  test("is as strict as SANY, with the position", () => {
    const file = scratch.write("Strict.tla", "---- MODULE Strict ----\nA == B\n====\n");
    expect(() => openModule({ file, libraries: [] })).toThrow(NexusError);
    try {
      openModule({ file, libraries: [] });
    } catch (error) {
      expect(error).toMatchObject({ code: "tla-name", at: { start: { line: 2, column: 6 } }, exit: 2 });
    }
  });
});
