import { expect, test } from "vitest";
import { counts, specOf } from "../../compiler/testing-specs.ts";
import { operationsOver } from "../../values/operations.ts";
import { Universe } from "../../values/universe.ts";
import { flatNames, isOfLibrary, standardModules } from "../names.ts";
import { Libraries } from "./index.ts";

const model = (value: string, extended: string, units = "") =>
  `---- MODULE Root ----\nEXTENDS Integers${extended}\nVARIABLE only\n${units}\nInit == only = 1\nNext == UNCHANGED only\nValue == ${value}\n====`;

function textOfValue(modules: readonly string[], cfg = ""): string {
  const spec = specOf(modules, `INIT Init\nNEXT Next\n${cfg}`);
  return spec.text(spec.evaluate(spec.state({ only: 1 }), "Value"));
}

const USER = "---- MODULE User ----\nEXTENDS FiniteSetsExt, Integers\nHighest(S) == Max(S)\n====";

test("a module's library and the root's own operator of the same name stay apart", () => {
  const root = model("<<Max({1, 2}), U!Highest({1, 2})>>", "", "Max(S) == 99\nU == INSTANCE User");
  expect(textOfValue([USER, root])).toBe("<<99, 2>>");
});

test("two libraries that share names stay apart", () => {
  const graph = "[node |-> {1, 2}, edge |-> {{1, 2}}]";
  const root = model(
    `<<U!IsUndirectedGraph(${graph}), D!IsUndirectedGraph([node |-> {1}, edge |-> {<<1, 1>>}])>>`,
    "",
    "U == INSTANCE UndirectedGraphs\nD == INSTANCE Graphs",
  );
  expect(textOfValue([root])).toBe("<<TRUE, TRUE>>");
});

test("a file of the name of a community module takes its place", () => {
  const own = "---- MODULE Folds ----\nMapThenFoldSet(a, b, c, d, e) == 7\n====";
  expect(textOfValue([own, model("MapThenFoldSet(1, 2, 3, 4, 5)", ", Folds")])).toBe("7");
});

test("a cfg replaces an operator of a library, everywhere or in one module", () => {
  const root = model("<<Max({1, 2}), U!Highest({1, 2})>>", ", FiniteSetsExt", "Least(S) == 0\nU == INSTANCE User");
  expect(textOfValue([USER, root], "CONSTANT Max <- Least")).toBe("<<0, 0>>");
  expect(textOfValue([USER, root], "CONSTANT Max <- [User]Least")).toBe("<<2, 0>>");
});

test("a cfg gives a value to what an instantiated module defines, and to nothing else", () => {
  const used = "---- MODULE Used ----\nNone == CHOOSE v : v \\notin {1}\nIts == None\n====";
  const root = model("<<U!Its, None>>", "", "None == 3\nU == INSTANCE Used");
  expect(textOfValue([used, root], "CONSTANT None = [Used]nothing")).toBe("<<nothing, 3>>");
});

test("a cfg may put an action in the place of an operator of actions, as TLC does", () => {
  const root = `---- MODULE Root ----
EXTENDS Integers
CONSTANT Grows(_, _)
VARIABLE only
Larger(a, b) == b = a + 1 /\\ only' = b
Init == only = 0
Next == only < 3 /\\ Grows(only, only + 1)
====`;
  expect(counts(specOf([root], "INIT Init\nNEXT Next\nCONSTANT Grows <- Larger"))).toEqual({ distinct: 4, generated: 4 });
});

test("a cfg may name an operator of a library", () => {
  const root = model("Seq2({1}, 1)", ", SequencesExt", "CONSTANT Seq2(_, _)");
  expect(textOfValue([root], "CONSTANT Seq2 <- BoundedSeq")).toBe("{<<>>, <<1>>}");
});

test("every operator that a library makes is in the table of names", () => {
  const universe = new Universe();
  const libraries = new Libraries(universe, operationsOver(universe));
  const flat = [...standardModules.keys()].flatMap((module) => [...flatNames(module).values()]).filter(isOfLibrary);
  expect(flat.filter((name) => libraries.operator(name) !== undefined).length).toBeGreaterThan(250);
  expect(libraries.operator("TLC!toString")).toBeUndefined();
  expect(libraries.operator("constructor!Max")).toBeUndefined();
});

test("what is no part of a library is an operation of the evaluator", () => {
  const { standard } = operationsOver(new Universe());
  const core = [...standardModules.keys()]
    .flatMap((module) => [...flatNames(module).values()])
    .filter((name) => !isOfLibrary(name));
  const missing = [...new Set(core)].filter((name) => standard[name] === undefined);
  // Reals has no values: TLC evaluates none either.
  expect(missing).toEqual(["Real", "/", "Infinity"]);
});
