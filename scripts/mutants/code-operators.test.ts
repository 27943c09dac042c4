import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { codeMutants } from "./code-operators.ts";
import { viewCode } from "./code-places.ts";
import type { CodeMutant } from "./mutant.ts";

const directory = mkdtempSync(join(tmpdir(), "nexus-code-operators-"));
afterAll(() => rmSync(directory, { recursive: true }));

const known = new Map<string, readonly CodeMutant[]>();

/** The mutants of a source; reading the library's types takes a while, so that each source is read once. */
function mutantsOf(source: string): readonly CodeMutant[] {
  const before = known.get(source);
  if (before !== undefined) return before;
  const path = join(directory, `fixture${known.size}.ts`);
  writeFileSync(path, source);
  const mutants = codeMutants(viewCode([path]), path, "fixture.ts", "code:fixture");
  known.set(source, mutants);
  return mutants;
}

/** The changed text, from the only line that differs. */
function changed(source: string, id: string): string {
  const mutant = mutantsOf(source).find((one) => one.id === `code:fixture/${id}`);
  if (mutant === undefined) throw new Error(`no mutant ${id}`);
  const before = source.split("\n");
  return mutant.source
    .split("\n")
    .filter((line, i) => line !== before[i])
    .map((line) => line.trim())
    .join("\n");
}

const idsOf = (source: string): readonly string[] => mutantsOf(source).map(({ id }) => id.replace("code:fixture/", ""));

const step = `
type S = { readonly x: number; readonly y: string };
export function Step(s: S, k: number) {
  if (s.y !== "idle") return "busy";
  if (k > s.x) return "late";
  return [{ ...s, x: s.x + 1, y: "done" }, [{ type: "A" }, { type: "B", at: k }]];
}`;

describe("an action", () => {
  test("its guards are dropped, negated, and refuse by the action's next refusal", () => {
    expect(changed(step, "Step/1/drop")).toBe("");
    expect(changed(step, "Step/1/negate")).toBe('if (s.y === "idle") return "busy";');
    expect(changed(step, "Step/2/negate")).toBe('if (!(k > s.x)) return "late";');
    expect(changed(step, "Step/1/refusal")).toBe('if (s.y !== "idle") return "late";');
    expect(changed(step, "Step/2/refusal")).toBe('if (k > s.x) return "busy";');
  });

  test("its fields keep their values, its effects go", () => {
    expect(changed(step, "Step/field:x/drop")).toContain('{ ...s,  y: "done" }');
    expect(changed(step, "Step/field:y/drop")).toContain("{ ...s, x: s.x + 1,  }");
    expect(changed(step, "Step/effect1/drop")).toContain('[ { type: "B", at: k }]');
    expect(changed(step, "Step/effect2/drop")).toContain('[{ type: "A" }, ]');
  });

  test("its numbers and the bounds of its comparisons shift", () => {
    expect(changed(step, "Step/literal1/+1")).toContain("x: s.x + 2");
    expect(changed(step, "Step/literal1/-1")).toContain("x: s.x + 0");
    expect(changed(step, "Step/compare1/+1")).toBe('if (k > s.x + 1) return "late";');
    expect(changed(step, "Step/compare1/-1")).toBe('if (k > s.x - 1) return "late";');
  });

  test("these are all, and strings are not shifted", () => {
    expect(idsOf(step)).toEqual([
      ...["1/drop", "1/negate", "1/refusal", "2/drop", "2/negate", "2/refusal", "effect1/drop", "effect2/drop"].map(
        (id) => `Step/${id}`,
      ),
      ...["compare1/+1", "compare1/-1", "field:x/drop", "field:y/drop", "literal1/+1", "literal1/-1"].map((id) => `Step/${id}`),
    ]);
  });

  test("a sole refusal has no other in its place", () => {
    const sole = 'export function Step(a: boolean) { if (a) return "no"; return [a, []]; }';
    expect(idsOf(sole)).toEqual(["Step/1/drop", "Step/1/negate"]);
  });
});

describe("a predicate", () => {
  test("its operands, negations, equalities and result change", () => {
    const source = `
export function holds(a: boolean, b: string, c: number): boolean {
  return (a && !(b === "x")) || c < 3;
}`;
    expect(changed(source, "holds/result1/negate")).toBe('return !((a && !(b === "x")) || c < 3);');
    expect(changed(source, "holds/operand1/drop")).toBe("return c < 3;");
    expect(changed(source, "holds/operand2/drop")).toBe('return (a && !(b === "x"));');
    expect(changed(source, "holds/operand3/drop")).toBe('return (!(b === "x")) || c < 3;');
    expect(changed(source, "holds/operand4/drop")).toBe("return (a) || c < 3;");
    expect(changed(source, "holds/not1/drop")).toBe('return (a && (b === "x")) || c < 3;');
    expect(changed(source, "holds/equals1/flip")).toBe('return (a && !(b !== "x")) || c < 3;');
    expect(changed(source, "holds/order1/negate")).toBe('return (a && !(b === "x")) || !(c < 3);');
    expect(changed(source, "holds/literal1/-1")).toBe('return (a && !(b === "x")) || c < 2;');
    expect(idsOf(source)).toHaveLength(10);
  });

  test("an equality of numbers shifts too", () => {
    const source = "export const same = (a: number, b: number) => a === b;";
    expect(idsOf(source)).toEqual(["same/result1/negate", "same/compare1/+1", "same/compare1/-1"]);
  });
});

test("functions in a record and numbers in a table are called by their paths", () => {
  const source = `
export const notes = { Vote: (n: number) => n + 1 };
export const table = { refusals: { Vote: { "no-member": 2, odd: "in:S" } } };`;
  expect(idsOf(source)).toEqual([
    "notes.Vote/literal1/+1",
    "notes.Vote/literal1/-1",
    "table/refusals.Vote.no-member/+1",
    "table/refusals.Vote.no-member/-1",
  ]);
});

test("a mutant says where it is and what it changes", () => {
  const [mutant] = mutantsOf("\nexport const f = (n: number) => n * 7;\n");
  expect(mutant).toMatchObject({
    world: "code",
    file: "fixture.ts",
    line: 2,
    change: "export const f = (n: number) => n * [7 → 8];",
  });
});

test("types and declarations without logic have no mutants", () => {
  expect(idsOf("export type T = { readonly n: 1 };\nexport const name = 'x';\nexport function f(a: 1 | 2): void {}")).toEqual([]);
});
