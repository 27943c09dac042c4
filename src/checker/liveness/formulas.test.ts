import { describe, expect, test } from "vitest";
import { loadSpec } from "../../tla/index.ts";
import { checked } from "./testing-gallery.ts";

/** A counter modulo 4 that may also be set back, with a specification and a property. */
function counter(fairness: string, property: string, subscript = "vars") {
  const source = `---- MODULE Counter ----
EXTENDS Naturals
VARIABLES x, y
vars == <<x, y>>
Init == x = 0 /\\ y = 0
Up == x' = (x + 1) % 4 /\\ UNCHANGED y
Back == x # 0 /\\ x' = 0 /\\ UNCHANGED y
Fair(A) == WF_vars(A)
Next == Up \\/ Back
Spec == Init /\\ [][Next]_${subscript} ${fairness}
Prop == ${property}
====`;
  return loadSpec({
    module: "Counter",
    config: { file: "Counter.cfg", source: "SPECIFICATION Spec\nPROPERTY Prop" },
    resolve: (name) => (name === "Counter" ? { file: "Counter.tla", source } : undefined),
  });
}

const up = "/\\ WF_vars(Up)";

describe("temporal formulas", () => {
  test.each([
    ["", "x = 0", "ok"],
    ["", "x = 1", "violated"],
    [up, "<>(x = 1) /\\ <>(x = 0)", "ok"],
    [up, "<>(x = 1) /\\ <>(x = 2)", "violated"],
    [up, "<>(x = 2) \\/ []<>(x = 1)", "ok"],
    [up, "IF x = 0 THEN <>(x = 1) ELSE <>(x = 2)", "ok"],
    [up, "LET One == x = 1 IN []<>One", "ok"],
    [up, "[](x = 0 => <>(x = 1))", "ok"],
    [up, "[](x = 1 => []<>(x = 1))", "ok"],
    [up, "[](x = 1 => [](x = 1))", "violated"],
    [up, "[]<>(x = 3) <=> []<>(x = 3)", "ok"],
    [up, "~<>[](x = 0)", "ok"],
    [up, "~[]<>(x = 2)", "violated"],
    [up, "\\A k \\in {0, 1} : []<>(x = k)", "ok"],
    [up, "\\A k, l \\in {0, 1} : (x = k) ~> (x = l)", "ok"],
    [up, "\\E k \\in {2, 3} : []<>(x = k)", "violated"],
    [up, "WF_vars(Up)", "ok"],
    // From 3, the step of Up is one of Back as well: what a step is, its states say and not its name.
    [up, "SF_vars(Back)", "ok"],
    [up, "SF_vars(x = 2 /\\ Back)", "violated"],
    [`${up} /\\ SF_vars(x = 2 /\\ Back)`, "SF_vars(x = 2 /\\ Back)", "ok"],
    [up, "[]<>(ENABLED Back)", "ok"],
    [up, "[](ENABLED <<Back>>_vars => x > 0)", "ok"],
    [up, "[][Up]_vars", "violated"],
    [up, "<>[][Up]_vars", "violated"],
    [up, "<>[][Up]_vars => []<>(x = 3)", "ok"],
    [up, "<><<Back>>_vars", "ok"],
    [up, "<><<x = 2 /\\ Back>>_vars", "violated"],
    [`${up} /\\ []<>(x = 3)`, "[]<>(x = 2)", "ok"],
    [`${up} /\\ <>[][Up]_vars`, "[]<>(x = 2)", "ok"],
    ["/\\ \\A k \\in {1} : WF_vars(Up /\\ k = 1)", "<>(x = 1)", "ok"],
    ["/\\ Fair(Up)", "<>(x = 1)", "ok"],
    ["/\\ (WF_vars(Back) /\\ (WF_vars(Up)))", "<>(x = 1)", "ok"],
    ["/\\ WF_vars(Next)", "<>(x = 1)", "ok"],
    ["/\\ WF_y(Up)", "<>(x = 1)", "violated"],
  ])("%s: %s is %s", (fairness, property, verdict) => {
    const found = checked(counter(fairness, property));
    expect(found.error).toBeUndefined();
    expect(found.verdict).toBe(verdict);
  });

  test.each([
    ["<>(x = 1 /\\ <>(x = 2))", /\[\] of this disjunction/, 11],
    ["\\A k \\in 0..x : <>(x = k)", /whose set depends on the state/, 11],
    ["\\EE z : <>(z = x)", /temporal/, 11],
  ])("%s is refused with its position", (property, message, line) => {
    let error: unknown;
    try {
      counter("", property).liveness();
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({ code: "tla-unsupported", message: expect.stringMatching(message), at: { start: { line } } });
  });

  test("a subscript of Next that leaves variables free is refused", () => {
    expect(() => counter("", "<>(x = 1)", "x").liveness()).toThrow(/may change y at any time/);
  });

  test("fairness is listed as it is written, with the values of quantified names", () => {
    const { fairness } = counter("/\\ \\A k \\in {1, 2} : SF_vars(Up /\\ k = 1)", "<>(x = 1)").liveness();
    expect(fairness.map(({ text, strength }) => `${strength}: ${text}`)).toEqual([
      "strong: SF_vars(Up /\\ k = 1) with k = 1",
      "strong: SF_vars(Up /\\ k = 1) with k = 2",
    ]);
  });
});
