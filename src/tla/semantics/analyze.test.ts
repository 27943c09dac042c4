import { describe, expect, it } from "vitest";
import { Level } from "../ast.ts";
import { maximalNesting } from "../parser/state.ts";
import { type Analysis, analyze, loadModule } from "./index.ts";

function analysis(body: string, others: Readonly<Record<string, string>> = {}): Analysis {
  const sources: Record<string, string> = { ...others, T: body };
  return analyze(
    loadModule("T", (name) =>
      Object.hasOwn(sources, name)
        ? { file: `${name}.tla`, source: `---- MODULE ${name} ----\n${sources[name]}\n====` }
        : undefined,
    ),
  );
}

const levelOf = (body: string, name: string, others: Readonly<Record<string, string>> = {}) =>
  analysis(body, others).levels.get(name);

describe("the EXTENDS closure", () => {
  const base = "EXTENDS Naturals\nCONSTANT N\nVARIABLE a\nASSUME N > 0\nInit == a = 0\nLOCAL Hidden == 1";

  it("lists constants, variables, definitions, assumptions and standard modules, extended modules first", () => {
    const { constants, variables, definitions, assumes, standardModules, modules, root } = analysis(
      "EXTENDS Base, Sequences\nCONSTANT F(_)\nVARIABLE b\nNext == b' = a\nLOCAL Own == 2",
      { Base: base },
    );
    expect(constants).toMatchObject([
      { name: "N", arity: 0 },
      { name: "F", arity: 1 },
    ]);
    expect(variables.map(({ name }) => name)).toEqual(["a", "b"]);
    expect([...definitions.keys()]).toEqual(["Init", "Next", "Own"]);
    expect(assumes).toHaveLength(1);
    expect([...standardModules].sort()).toEqual(["Naturals", "Sequences"]);
    expect([...modules.keys()]).toEqual(["Base", "T"]);
    expect(root.name).toBe("T");
  });

  it("takes a module that is extended along two paths once", () => {
    const { variables } = analysis("EXTENDS Left, Right", { Base: base, Left: "EXTENDS Base", Right: "EXTENDS Base" });
    expect(variables.map(({ name }) => name)).toEqual(["a"]);
  });

  it("warns of a definition that an earlier one hides", () => {
    const { warnings, definitions } = analysis("EXTENDS One, Two", { One: "x == 1", Two: "x == 2" });
    expect(warnings).toMatchObject([
      { message: "`x` of module Two is hidden by an earlier `x`", at: { start: { line: 2, column: 14 } } },
    ]);
    expect(definitions.get("x")?.at.file).toBe("One.tla");
  });

  it("prefers a file to a community module but not to a module of TLC", () => {
    expect(() => analysis("EXTENDS Functions\nx == Mine", { Functions: "Mine == 1" })).not.toThrow();
    expect(() => analysis("EXTENDS Naturals\nx == Mine", { Naturals: "Mine == 1" })).toThrow("`Mine` is not defined");
    expect(() => analysis("EXTENDS FiniteSetsExt\nx == SumSet({1 + 1})")).not.toThrow();
  });
});

describe("levels", () => {
  it.each<[string, Level]>([
    ["x == N + 1", Level.constant],
    ["x == v + 1", Level.state],
    ["x == ENABLED (v' = 1)", Level.state],
    ["x == v' = 1", Level.action],
    ["x == UNCHANGED v", Level.action],
    ["x == N'", Level.action],
    ["x == [v' = 1]_v", Level.action],
    ["x == [][v' = 1]_v", Level.temporal],
    ["x == WF_v(v' = 1)", Level.temporal],
    ["x == (v = 1) ~> (v = 2)", Level.temporal],
    ["x == \\E i \\in S : i' = v", Level.action],
    ["x == {i \\in S : v = i}", Level.state],
    ["F(a) == a\nx == F(v')", Level.action],
    ["F(a) == 1\nx == F(v')", Level.constant],
    ["F(G(_)) == G(1)\nx == F(LAMBDA i : i = v')", Level.action],
    ["F(G(_), a) == G(a)\nx == F(LAMBDA i : i, v)", Level.state],
    ["x == LET y == v IN y'", Level.action],
    ["f[i \\in S] == v + f[i]\nx == f[1]", Level.state],
    ["RECURSIVE F(_)\nF(a) == IF a = 0 THEN v ELSE F(a - 1)\nx == F(1)", Level.state],
    ["RECURSIVE A(_), B(_)\nA(a) == B(a)\nB(a) == IF a = 0 THEN v' ELSE A(a - 1)\nx == A(1)", Level.action],
    ["x == [N EXCEPT ![v] = @ + 1]", Level.state],
    ["x == lab :: v", Level.state],
    ["y == lab :: v\nx == y!lab'", Level.action],
  ])("%s", (text, level) => {
    expect(levelOf(`EXTENDS Integers\nCONSTANT N, S\nVARIABLE v\n${text}`, "x")).toBe(level);
  });

  it("of a parameterised definition counts its parameters as constants", () => {
    expect(levelOf("F(a, b) == a = b", "F")).toBe(Level.constant);
  });
});

describe("instances", () => {
  const channel = "CONSTANT Data\nVARIABLE chan\nInit == chan = Data\nSend(d) == chan' = d\nInner == INSTANCE Deep";
  const others = { Channel: channel, Deep: "VARIABLE chan\nLast == chan" };

  it("replace constants and variables after WITH, else by name", () => {
    const body =
      "VARIABLE chan, other\nI == INSTANCE Channel WITH Data <- {1}\nJ(x) == INSTANCE Channel WITH Data <- x, chan <- other\nA == I!Init /\\ J({2})!Init\nB == I!Send(3) \\/ J({4})!Send(5)\nC == J(1)!Inner!Last'";
    const { levels, definitions } = analysis(body, others);
    expect([levels.get("A"), levels.get("B"), levels.get("C")]).toEqual([Level.state, Level.action, Level.action]);
    expect(definitions.get("I")).toMatchObject({ kind: "instance", module: "Channel" });
  });

  it("raise levels by what replaces the constants of a constant module", () => {
    expect(
      levelOf("VARIABLE v\nI == INSTANCE Sets WITH S <- v\nx == I!Twice", "x", { Sets: "CONSTANT S\nTwice == <<S, S>>" }),
    ).toBe(Level.state);
  });

  it("without a name bring their definitions, which then have an operator but no definition of the module", () => {
    const { operators, definitions } = analysis("CONSTANT Data\nVARIABLE chan\nINSTANCE Channel\nNext == Send(1)", others);
    expect(operators.get("Send")).toEqual({ arity: 1, level: Level.action });
    expect(definitions.has("Send")).toBe(false);
    expect(definitions.has("Next")).toBe(true);
  });

  it("of standard modules may be LOCAL, and are not exported then", () => {
    expect(() => analysis("EXTENDS M\nx == 1 + 1", { M: "LOCAL INSTANCE Naturals\ny == 1 + 1" })).toThrow("`+` is not defined");
    expect(() => analysis("EXTENDS M\nx == 1 + 1", { M: "INSTANCE Naturals\ny == 1 + 1" })).not.toThrow();
  });

  it("may be of modules nested in the module, which see what stands before them", () => {
    const body =
      "VARIABLE v\n---- MODULE Nested ----\nVARIABLE w\nEqual == v = w\n====\nI(w) == INSTANCE Nested\nx == \\E i \\in {1} : I(i)!Equal";
    expect(levelOf(body, "x")).toBe(Level.state);
  });

  it("give the closure of each module for evaluation", () => {
    const { closures } = analysis("CONSTANT Data\nVARIABLE chan\nI == INSTANCE Channel", others);
    expect([...(closures.get("Channel")?.definitions.keys() ?? [])]).toEqual(["Init", "Send", "Inner"]);
    expect(closures.get("Deep")?.variables).toMatchObject([{ name: "chan" }]);
  });
});

describe("names", () => {
  it.each([
    ["names may be bound again after their scope", "x == \\E i \\in {1} : TRUE\ny == \\E i \\in {1} : TRUE"],
    ["a name may be declared after it was bound", "x == \\E i \\in {1} : TRUE\nVARIABLE i"],
    ["operators are passed by symbol", "EXTENDS Naturals\nFold(F(_, _)) == F(1, 2)\nx == Fold( + ) + Fold(\\cup)"],
    ["operators are applied as names", "EXTENDS Naturals\nx == +(1, 2)"],
    ["infix operators are parameters of instances", "EXTENDS Naturals\nI == INSTANCE M WITH ++ <- +\nx == I!Twice(1)"],
    ["theorems and assumptions have names", "ASSUME Fact == TRUE\nTHEOREM Result == Fact\nTHEOREM Result => Fact"],
    ["a function refers to itself", "f[i \\in {1}] == f[i]"],
  ])("%s", (_, body) => {
    expect(() => analysis(body, { M: "CONSTANT _ ++ _\nTwice(a) == a ++ a" })).not.toThrow();
  });

  it("analyses expressions as deep as the parser takes them", () => {
    const chain = Array.from({ length: maximalNesting }, () => "1").join(" + ");
    const nested = `${"IF TRUE THEN 1 ELSE ".repeat(maximalNesting - 1)}1`;
    const applied = `${"F(".repeat(maximalNesting - 1)}1${")".repeat(maximalNesting - 1)}`;
    expect(levelOf(`EXTENDS Naturals\nF(a) == a\nx == <<\n${chain}\n>>`, "x")).toBe(Level.constant);
    expect(levelOf(`x == ${nested}`, "x")).toBe(Level.constant);
    expect(levelOf(`F(a) == a\nx == ${applied}`, "x")).toBe(Level.constant);
  });

  it("analyses 1000 definitions that use each other in linear time", () => {
    const lines = Array.from(
      { length: 1000 },
      (_, index) => `d${index} == IF v = ${index} THEN d${Math.max(index - 1, 0)}${index === 0 ? "x" : ""} ELSE v'`,
    );
    const { levels } = analysis(`VARIABLE v, d0x\n${lines.join("\n")}`);
    expect(levels.get("d999")).toBe(Level.action);
  });
});
