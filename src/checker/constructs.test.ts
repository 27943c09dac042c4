import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { unreachable } from "../lib/errors.ts";
import { type CompiledSpec, loadSpec, parseConfig } from "../tla/index.ts";
import { explore } from "./explorer.ts";
import { checkSpecLiveness } from "./liveness/spec.ts";
import { exploreShared } from "./parallel/explore-shared.ts";
import { traceText } from "./trace-text.ts";

const folder = new URL("../tla/constructs/", import.meta.url);
const read = (file: string) => readFileSync(fileURLToPath(new URL(file, folder)), "utf8");

function specOf(module: string, cfg = read(`${module}.cfg`)): CompiledSpec {
  return loadSpec({
    module,
    config: { file: `${module}.cfg`, source: cfg },
    resolve: (name) => (name === module ? { file: `${name}.tla`, source: read(`${name}.tla`) } : undefined),
  });
}

/** Verdicts and counts are those of TLC; where one is violated, TLC counts states that it met before it stopped as well. */
const models: readonly (readonly [module: string, verdict: "ok" | "violated", distinct: number, generated: number])[] = [
  ["ActionConstraint", "ok", 24, 49],
  ["Alias", "violated", 4, 4],
  ["Composition", "ok", 18, 149],
  ["ConstantOperator", "ok", 11, 13],
  ["Enabled", "ok", 15, 43],
  ["ExceptForms", "ok", 180, 1081],
  ["InitialOutside", "violated", 4, 7],
  ["Levels", "ok", 6, 14],
  ["Libraries", "ok", 160, 577],
  ["OperatorForms", "ok", 21, 76],
  ["OutsideConstraint", "violated", 4, 9],
  ["ParametrisedInstance", "ok", 15, 63],
  ["Postcondition", "ok", 2, 3],
  ["SeveralModules", "ok", 16, 29],
  ["Subexpressions", "ok", 18, 28],
  ["SymmetryOneSet", "ok", 1463, 4040],
  ["SymmetryTwoSets", "ok", 154, 958],
  ["View", "ok", 7, 15],
  ["ViewOfInfinite", "ok", 3, 5],
  ["ViewOfLevel", "ok", 13, 23],
  ["ViewOfOrbits", "ok", 5, 16],
];

describe("constructs", () => {
  test("every module is in the table", () => {
    const modules = readdirSync(folder).flatMap((file) => (file.endsWith(".cfg") ? [file.slice(0, -4)] : []));
    expect(modules.sort()).toEqual(models.map(([module]) => module));
  });

  test.each(models)("%s: %s, %i distinct, %i generated", (module, verdict, distinct, generated) => {
    const spec = specOf(module);
    const { checkDeadlock } = parseConfig(`${module}.cfg`, read(`${module}.cfg`));
    const found = explore(spec.graph, { checkDeadlock });
    expect(found).toMatchObject({ verdict, distinct, generated });
    const shared = exploreShared(spec.graph, { checkDeadlock, threads: 1, hire: () => unreachable("one thread hires nobody") });
    expect(shared).toMatchObject({ verdict, ...(verdict === "ok" ? { distinct, generated } : {}) });
    expect(shared.trace).toEqual(found.trace);
  });
});

describe("names of subexpressions", () => {
  const loading = (part: string) => () => {
    const source = read("Subexpressions.tla").replace("Bounds(5)!low", part);
    const resolve = (name: string) => (name === "Subexpressions" ? { file: "S.tla", source } : undefined);
    return loadSpec({ module: "Subexpressions", config: { file: "S.cfg", source: read("Subexpressions.cfg") }, resolve });
  };
  test.each([
    ["Bounds(5)!4", { code: "tla-subexpression", message: "`4` selects no part of this expression of Bounds" }],
    ["Bounds(5)!high", { code: "tla-subexpression", message: "`high` selects no part of this expression of Bounds" }],
    ["Bounds(5)!1!()", { code: "tla-parse" }],
    ["Bounds!low", { code: "tla-name" }],
    ["Nothing!1", { code: "tla-name", message: "`Nothing` is not defined" }],
  ])("%s is refused", (part, error) => {
    expect(loading(part)).toThrow(expect.objectContaining(error));
  });
});

describe("liveness under a VIEW that makes an infinite graph finite", () => {
  const checked = (property: string) => {
    const spec = specOf("ViewOfInfinite", read("ViewOfInfinite.cfg").replace("PROPERTY Returns", `PROPERTY ${property}`));
    return checkSpecLiveness(spec, explore(spec.graph));
  };
  test("finds a cycle of states", () => {
    const { verdict, trace } = checked("Returns");
    expect(verdict).toBe("violated");
    expect(trace?.states.slice(trace.loop).every((state) => state["turn"] === 1)).toBe(true);
  });
  test("says nothing where there is none among those that were explored", () => {
    expect(checked("Moves")).toMatchObject({ verdict: "inconclusive", limit: "constraint" });
  });
});

describe("SYMMETRY", () => {
  const cfg = (symmetry: string) => `CONSTANTS Node = {n1, n2, n3}\nValue = {v1, v2}\nINIT Init\nNEXT Next\n${symmetry}`;

  test("and VIEW leave the graph of all states as it is", () => {
    for (const module of ["SymmetryOneSet", "View"]) {
      const whole = specOf(module, read(`${module}.cfg`).replace(/SYMMETRY.*|VIEW.*/, ""));
      expect(whole.graph).toBe(whole.states);
      const found = explore(whole.graph, { checkInvariants: false, maxStates: 20_000 });
      expect(explore(specOf(module).states, { checkInvariants: false, maxStates: 20_000 })).toMatchObject({
        distinct: found.distinct,
        generated: found.generated,
      });
      expect(explore(specOf(module).graph).distinct).toBeLessThan(found.distinct);
    }
  });

  test.each([
    ["TypeOK", "SYMMETRY must be a set of permutations"],
    ["Values", "SYMMETRY has the element v1, no function"],
    ["Constant", "no permutation of model values"],
    ["Numbers", "no permutation of model values"],
  ])("by %s is refused: %s", (name, message) => {
    const more =
      "Values == Value\nConstant == {[n \\in Node |-> CHOOSE v \\in Node : TRUE]}\nNumbers == Permutations({1, 2})\n====";
    const source = read("SymmetryTwoSets.tla").replace(/^=+$/m, more).replace("TypeOK ==", "TypeOK == TRUE\nTyped ==");
    const compile = () =>
      loadSpec({
        module: "SymmetryTwoSets",
        config: { file: "S.cfg", source: cfg(`SYMMETRY ${name}`) },
        resolve: () => ({ file: "SymmetryTwoSets.tla", source }),
      });
    expect(compile).toThrow(expect.objectContaining({ code: "cfg-symmetry", message: expect.stringContaining(message) }));
  });
});

describe("a state that a constraint keeps out", () => {
  test("is the end of the trace", () => {
    const { trace } = explore(specOf("OutsideConstraint").graph);
    expect(trace?.states.map((state) => state["x"])).toEqual([0, 1, 3, 5]);
    expect(trace?.steps.map(({ action, args }) => [action, args])).toEqual([
      ["Up", { n: 1 }],
      ["Up", { n: 2 }],
      ["Up", { n: 2 }],
    ]);
    expect(explore(specOf("InitialOutside").graph).trace).toMatchObject({ states: [{ x: 6 }], steps: [] });
  });

  test("is not judged where invariants are not", () => {
    expect(explore(specOf("OutsideConstraint").graph, { checkInvariants: false, checkDeadlock: false }).verdict).toBe("ok");
  });
});

describe("ALIAS", () => {
  test("is what the text of a trace shows, and the variables stay", () => {
    const { trace } = explore(specOf("Alias").graph);
    expect(trace?.states.at(-1)).toEqual({ x: 3, y: 6 });
    expect(trace && traceText(trace)).toContain("/\\ next = 3\n/\\ sum = 9\n/\\ x = 2\n");
    expect(trace && traceText(trace)).toMatch(/next = 3\n\/\\ sum = 9\n\/\\ x = 3\n$/);
  });

  test("that cannot be evaluated shows the variables", () => {
    const source = read("Alias.tla").replace("next |-> x'", "next |-> <<>>[x]");
    const spec = loadSpec({
      module: "Alias",
      config: { file: "Alias.cfg", source: read("Alias.cfg") },
      resolve: () => ({ file: "Alias.tla", source }),
    });
    expect(explore(spec.graph).trace?.aliases?.at(-1)).toEqual({ x: 3, y: 6 });
  });
});

test("POSTCONDITION is what the caller asks for when the search is over", () => {
  expect(specOf("Postcondition").postcondition()).toBe(false);
  expect(specOf("Postcondition", read("Postcondition.cfg").replace("N = 2", "N = 3")).postcondition()).toBe(true);
  expect(specOf("View").postcondition()).toBe(true);
});
