import { describe, expect, test } from "vitest";
import type { SourceRange } from "../../lib/source.ts";
import { loadSpec } from "../load.ts";
import { specOf } from "./testing-specs.ts";

/** The steps from the initial states, in the order in which they are taken. */
function steps(lines: readonly string[], labels: "disjuncts" | "definitions" = "definitions"): readonly string[] {
  const source = ["---- MODULE Steps ----", "EXTENDS Integers", "VARIABLES x, y", "Init == x = 0 /\\ y = {7}", ...lines, "===="];
  const { graph } = loadSpec({
    module: "Steps",
    config: { file: "Steps.cfg", source: "INIT Init\nNEXT Next" },
    resolve: () => ({ file: "Steps.tla", source: source.join("\n") }),
    labels,
  });
  const seen: string[] = [];
  for (const state of graph.initial()) {
    graph.successors(state, (action, next) => {
      // A visitor evaluates other states before it asks for the arguments.
      for (const { holds } of graph.invariants) holds(next);
      const args = Object.entries(graph.visitedArgs()).map(([name, value]) => `${name} = ${value}`);
      const at = graph.visitedAt?.();
      seen.push(`${graph.actions[action]}(${args.join(", ")})${at === undefined ? "" : ` ${rangeText(at)}`}`);
      return false;
    });
  }
  return seen;
}

const rangeText = ({ start, end }: SourceRange): string =>
  `line ${start.line}, col ${start.column} to line ${end.line}, col ${end.column}`;

describe("steps are called by the innermost definition that takes them", () => {
  test("through disjunctions, definitions, LET and choices, with its parameters and what it chose", () => {
    expect(
      steps([
        "Keep == y' = y",
        "Send(n) == /\\ x' = n",
        "           /\\ Keep",
        "Recv(n) == \\E m \\in y : x' = n + m /\\ Keep",
        "Proc(self) == LET two == 2 IN Send(self + two) \\/ Recv(self)",
        "Next == \\/ \\E p \\in {1, 2} : Proc(p)",
        "        \\/ x' = 9 /\\ Keep",
      ]),
    ).toEqual([
      "Send(n = 3) line 6, col 12 to line 7, col 18",
      "Recv(n = 1, m = 7) line 8, col 25 to line 8, col 42",
      "Send(n = 4) line 6, col 12 to line 7, col 18",
      "Recv(n = 2, m = 7) line 8, col 25 to line 8, col 42",
      "Next() line 11, col 12 to line 11, col 25",
    ]);
  });

  test("an action behind guards in Next has its own name, a helper of an action has not", () => {
    expect(
      steps([
        "Set(n) == x' = n /\\ y' = y",
        "Act(n) == x = 0 /\\ Set(n)",
        "Next == x < 3 /\\ IF x = 0 THEN \\E n \\in {4} : n > 0 /\\ Act(n) ELSE Set(5)",
      ]),
    ).toEqual(["Act(n = 4) line 6, col 11 to line 6, col 25"]);
  });

  test("an argument is evaluated in the state of the step, and left out where it has no value", () => {
    const lines = ["Set(n, unused) == x' = n /\\ y' = y", "Next == Set(x + 5, CHOOSE v \\in {} : TRUE)"];
    expect(steps(lines)).toEqual(["Set(n = 5) line 5, col 19 to line 5, col 34"]);
  });

  test("any number of arguments", () => {
    const names = Array.from({ length: 12 }, (_, i) => `a${i}`);
    const [step] = steps([`Many(${names}) == x' = a11 /\\ y' = y`, `Next == Many(${names.map((_, i) => i)})`]);
    expect(step).toMatch(/^Many\(a0 = 0, .*a11 = 11\)/);
  });

  test("operator parameters, recursion and bound names that hide definitions end the search", () => {
    expect(
      steps([
        "Apply(Op(_), n) == Op(n) /\\ y' = y",
        "Set(n) == x' = n",
        "Next == \\/ Apply(Set, 3)",
        "        \\/ LET Local(n) == x' = n IN Local(8) /\\ y' = y",
      ]),
    ).toEqual(["Apply(n = 3) line 5, col 20 to line 5, col 34", "Next() line 8, col 38 to line 8, col 55"]);
  });

  test("in the shape for lockstep, by the disjunct of Next", () => {
    const lines = ["A(p) == x' = p /\\ y' = y", "B(p) == A(p) \\/ A(5)", "Next == \\E q \\in {1} : B(q)"];
    expect(steps(lines, "disjuncts")).toEqual(["B(p = 1)", "B(p = 1)"]);
    expect(steps(lines)).toEqual(["A(p = 1) line 5, col 9 to line 5, col 24", "A(p = 5) line 5, col 9 to line 5, col 24"]);
  });

  test("names without a definition are called Action", () => {
    const spec = specOf(
      ["---- MODULE Inline ----\nVARIABLE x\nSpec == x = 0 /\\ [][x' = 1 - 1 \\/ x' = 0]_x\n===="].map((text) =>
        text.replace("VARIABLE", "EXTENDS Integers\nVARIABLE"),
      ),
      "SPECIFICATION Spec",
    );
    expect(spec.graph.actions).toEqual(["Action"]);
  });
});
