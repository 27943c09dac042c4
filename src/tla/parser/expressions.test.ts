import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import type { Expr } from "../ast.ts";
import { parseModule } from "./index.ts";
import { infixOperators, type Operator, prefixOperators } from "./operators.ts";
import { maximalNesting } from "./state.ts";

function parse(text: string): Expr {
  const module = parseModule("T.tla", `---- MODULE T ----\nExpression ==\n${text}\n====`);
  const [unit, ...others] = module.units;
  expect(others).toEqual([]);
  if (unit?.kind !== "operator") throw new Error("expected a definition");
  return unit.body;
}

/** The tree without positions, every operator with its operands in parentheses; junctions and products folded to the left. */
function show(expr: Expr): string {
  const all = (items: readonly Expr[]) => items.map(show).join(", ");
  const fold = (items: readonly Expr[], op: string) => items.map(show).reduce((left, right) => `(${left} ${op} ${right})`);
  switch (expr.kind) {
    case "number":
      return String(expr.value);
    case "string":
      return JSON.stringify(expr.value);
    case "at":
      return "@";
    case "apply":
      if (expr.args.length === 0) return expr.name;
      return /^[A-Za-z]/.test(expr.name) || expr.args.length > 2
        ? `${expr.name}(${all(expr.args)})`
        : `(${[...expr.args.slice(0, -1).map(show), expr.name, show(expr.args.at(-1) as Expr)].join(" ")})`;
    case "junction":
      return expr.bulleted ? `[${expr.items.map((item) => `${expr.op} ${show(item)}`).join(" ")}]` : fold(expr.items, expr.op);
    case "product":
      return fold(expr.items, "\\X");
    case "prime":
      return `(${show(expr.operand)} ')`;
    case "leadsTo":
      return `(${show(expr.left)} ~> ${show(expr.right)})`;
    case "always":
      return `([] ${show(expr.operand)})`;
    case "eventually":
      return `(<> ${show(expr.operand)})`;
    case "enabled":
      return `ENABLED(${show(expr.operand)})`;
    case "unchanged":
      return `UNCHANGED(${show(expr.operand)})`;
    case "index":
      return `${show(expr.fn)}[${all(expr.args)}]`;
    case "field":
      return `${show(expr.record)}.${expr.name}`;
    case "quantifier":
      return `(${expr.quantifier} ${expr.bounds.map((b) => `${b.names.map((n) => n.name).join(",")} \\in ${show(b.domain)}`).join("; ")} : ${show(expr.body)})`;
    case "if":
      return `(IF ${show(expr.condition)} THEN ${show(expr.then)} ELSE ${show(expr.otherwise)})`;
    case "case":
      return `(CASE ${expr.arms.map((arm) => `${show(arm.guard)} -> ${show(arm.value)}`).join(" [] ")}${expr.other === undefined ? "" : ` OTHER ${show(expr.other)}`})`;
    case "setLiteral":
      return `{${all(expr.items)}}`;
    case "tuple":
      return `<<${all(expr.items)}>>`;
    default:
      return expr.kind;
  }
}

describe("precedence", () => {
  it.each([
    ["a + b - c", "(a + (b - c))"],
    ["a - b + c", "((a - b) + c)"],
    ["a + b * c", "(a + (b * c))"],
    ["a - b - c", "((a - b) - c)"],
    ["a * b ^ c'", "(a * (b ^ (c ')))"],
    ["- a + b", "((-. a) + b)"],
    ["a - - b", "(a - (-. b))"],
    ["~ a \\in S /\\ b", "((~ (a \\in S)) /\\ b)"],
    ["a => b /\\ c", "(a => (b /\\ c))"],
    ["a \\/ b \\/ c", "((a \\/ b) \\/ c)"],
    ["x' = f[y].z + 1", "((x ') = (f[y].z + 1))"],
    ["f[x]'", "(f[x] ')"],
    ["DOMAIN f \\cup S", "(DOMAIN(f) \\cup S)"],
    ["SUBSET (S \\X T)", "SUBSET((S \\X T))"],
    ["[]P => <>Q", "(([] P) => (<> Q))"],
    ["P ~> Q /\\ R", "(P ~> (Q /\\ R))"],
    ["a = ~ b", "(a = (~ b))"],
    ["1 .. N - 1", "(1 .. (N - 1))"],
    ["s \\o t \\o u", "((s \\o t) \\o u)"],
    ["a :> b @@ c :> d", "((a :> b) @@ (c :> d))"],
    ["\\E x \\in S : a /\\ b", "(\\E x \\in S : (a /\\ b))"],
    ["a /\\ \\A x, y \\in S, z \\in T : b => c", "(a /\\ (\\A x,y \\in S; z \\in T : (b => c)))"],
    ["IF a THEN b ELSE c + d", "(IF a THEN b ELSE (c + d))"],
    ["CASE a -> 1 [] b -> 2 [] OTHER -> 3 + 4", "(CASE a -> 1 [] b -> 2 OTHER (3 + 4))"],
    ["A \\cdot B", "(A \\cdot B)"],
    ["S \\X T \\X U", "((S \\X T) \\X U)"],
  ])("%s is %s", (text, expected) => {
    expect(show(parse(text))).toBe(expected);
  });

  it.each([
    ["a => b => c", "`=>` is not associative"],
    ["a /\\ b \\/ c", "`/\\` and `\\/` are in conflict"],
    ["a \\cup b \\cap c", "`\\cup` and `\\cap` are in conflict"],
    ["a = b = c", "`=` is not associative"],
    ["a <=> b ~> c", "`<=>` and `~>` are in conflict"],
    ["a * -b", "`*` and `-` are in conflict"],
    ["[]x'", "`[]` and `'` are in conflict"],
    ["SUBSET S + T", "`SUBSET` and `+` are in conflict"],
  ])("%s is a conflict", (text, message) => {
    expect(() => parse(text)).toThrow(message);
    try {
      parse(text);
    } catch (error) {
      expect(error).toMatchObject({ code: "tla-parse", hint: "add parentheses" });
    }
  });

  it("covers the operands with the range of an operator, parentheses included", () => {
    expect(parse("(a) + b'").at).toEqual({ file: "T.tla", start: { line: 3, column: 1 }, end: { line: 3, column: 8 } });
  });
});

describe("junctions", () => {
  it("nests lists by columns", () => {
    expect(show(parse("  /\\ a\n  /\\ \\/ b\n     \\/ c\n  /\\ d"))).toBe("[/\\ a /\\ [\\/ b \\/ c] /\\ d]");
  });

  it("ends a list at a token that is not to the right of its bullets", () => {
    expect(show(parse("  /\\ a\n  /\\ b\n=> c"))).toBe("([/\\ a /\\ b] => c)");
  });

  it("takes an operator to the right of the bullets as infix", () => {
    expect(show(parse("/\\ a\n   /\\ b\n/\\ c"))).toBe("[/\\ (a /\\ b) /\\ c]");
  });

  it("keeps a list of one and infix chains flat, and nested ones nested", () => {
    expect(parse("/\\ a")).toMatchObject({ kind: "junction", items: [{ name: "a" }], bulleted: true });
    expect(parse("a /\\ b /\\ c")).toMatchObject({ bulleted: false, items: [{ name: "a" }, { name: "b" }, { name: "c" }] });
    expect(parse("(a /\\ b) /\\ c")).toMatchObject({ items: [{ kind: "junction" }, { name: "c" }] });
  });

  it("aligns Unicode and ASCII bullets by characters", () => {
    expect(show(parse("\u2227 \u2227 a\n  \u2227 b\n\u2227 c"))).toBe("[/\\ [/\\ a /\\ b] /\\ c]");
  });

  it("bounds quantifiers, IF and CASE by the list around them", () => {
    expect(show(parse("/\\ \\E x \\in S : a\n/\\ IF b THEN c\n   ELSE d\n/\\ e"))).toBe(
      "[/\\ (\\E x \\in S : a) /\\ (IF b THEN c ELSE d) /\\ e]",
    );
    expect(show(parse("/\\ CASE a -> /\\ b\n             /\\ c\n     [] d -> e\n/\\ f"))).toBe(
      "[/\\ (CASE a -> [/\\ b /\\ c] [] d -> e) /\\ f]",
    );
  });
});

describe("kinds of expression", () => {
  it.each<[string, object]>([
    ["{}", { kind: "setLiteral", items: [] }],
    ["{1, x}", { kind: "setLiteral", items: [{ value: 1 }, { name: "x" }] }],
    ["{x \\in S : P}", { kind: "setFilter", bound: { tuple: false, names: [{ name: "x" }] } }],
    ["{<<x, y>> \\in S : P}", { kind: "setFilter", bound: { tuple: true, names: [{ name: "x" }, { name: "y" }] } }],
    ["{x \\in S}", { kind: "setLiteral", items: [{ kind: "apply", name: "\\in" }] }],
    ["{x \\in S, \\A y \\in T : P}", { kind: "setLiteral", items: [{ name: "\\in" }, { kind: "quantifier" }] }],
    ["{x + y : x \\in S, y \\in T}", { kind: "setMap", bounds: [{}, {}] }],
    ["[x \\in S |-> x]", { kind: "function", bounds: [{ names: [{ name: "x" }] }] }],
    ["[x, y \\in S, <<a, b>> \\in T |-> x]", { kind: "function", bounds: [{ tuple: false }, { tuple: true }] }],
    ["[x \\in S]_v", { kind: "square", action: { name: "\\in" }, subscript: { name: "v" } }],
    ["[x \\in S -> T]", { kind: "functionSet" }],
    ["[S -> [T -> U]]", { kind: "functionSet", range: { kind: "functionSet" } }],
    ["[a |-> 1, b |-> 2]", { kind: "record", fields: [{ name: "a" }, { name: "b" }] }],
    ["[a : S, IF : T]", { kind: "recordSet", fields: [{ name: "a" }, { name: "IF" }] }],
    ["<<>>", { kind: "tuple", items: [] }],
    ["<<A>>_v", { kind: "angle" }],
    ["[A]_<<x, y>>", { kind: "square", subscript: { kind: "tuple" } }],
    ["[A]_I!vars", { kind: "square", subscript: { path: [{ name: "I" }], name: "vars" } }],
    ["WF_v(A)", { kind: "fairness", strength: "WF", subscript: { name: "v", args: [] }, action: { name: "A" } }],
    ["SF_I(1)!v(A /\\ B)", { kind: "fairness", strength: "SF", subscript: { name: "v", args: [], path: [{ name: "I" }] } }],
    ["WF_<<x>>(A)", { kind: "fairness", subscript: { kind: "tuple" } }],
    ["S \\X T \\X U", { kind: "product", items: [{ name: "S" }, { name: "T" }, { name: "U" }] }],
    ["(S \\X T) \\times U", { kind: "product", items: [{ kind: "product" }, { name: "U" }] }],
    ["CHOOSE x : P", { kind: "choose", bound: { tuple: false, names: [{ name: "x" }] } }],
    ["CHOOSE <<x, y>> \\in S : P", { kind: "choose", bound: { tuple: true, domain: { name: "S" } } }],
    ["\\E x, y : P", { kind: "unbounded", quantifier: "\\E", names: [{ name: "x" }, { name: "y" }] }],
    ["\\EE x : P", { kind: "unbounded", quantifier: "\\EE" }],
    ["ENABLED A /\\ B", { kind: "junction", items: [{ kind: "enabled" }, { name: "B" }] }],
    ["UNCHANGED <<x, y>>", { kind: "unchanged", operand: { kind: "tuple" } }],
    [
      "Op(LAMBDA x, y : x, +, I!Op)",
      {
        kind: "apply",
        args: [{ kind: "lambda", params: [{ name: "x" }, { name: "y" }] }, { name: "+", args: [] }, { name: "Op" }],
      },
    ],
    [
      "Op(-, /\\)",
      {
        kind: "apply",
        args: [
          { name: "-", args: [] },
          { name: "/\\", args: [] },
        ],
      },
    ],
    [
      "I(1)!J!Op(2)",
      {
        name: "Op",
        args: [{ value: 2 }],
        path: [
          { name: "I", args: [{ value: 1 }] },
          { name: "J", args: [] },
        ],
      },
    ],
    ["I!+(1, 2)", { name: "+", args: [{}, {}], path: [{ name: "I" }] }],
    ["lab(x) :: a /\\ b", { kind: "label", name: "lab", params: [{ name: "x" }], body: { kind: "junction" } }],
    [
      "LET f[x \\in S] == x a ++ b == a I == INSTANCE M IN f[1]",
      { kind: "let", definitions: [{ kind: "functionDefinition" }, { name: "++" }, { kind: "instance", name: "I" }] },
    ],
    [
      "LET RECURSIVE F(_) F(x) == F(x) IN F(1)",
      { kind: "let", recursive: [{ name: "F", arity: 1 }], definitions: [{ name: "F" }] },
    ],
    [
      "[f EXCEPT !.a[1, 2].b = @ + 1, ![3] = @]",
      {
        kind: "except",
        updates: [
          {
            path: [
              { kind: "field", name: "a" },
              { kind: "index", args: [{ value: 1 }, { value: 2 }] },
              { kind: "field", name: "b" },
            ],
            value: { args: [{ kind: "at" }, {}] },
          },
          { path: [{ kind: "index" }], value: { kind: "at" } },
        ],
      },
    ],
  ])("%s", (text, expected) => {
    expect(parse(text)).toMatchObject(expected);
  });
});

describe("random expressions", () => {
  type Tree = string | { readonly operator: Operator; readonly operands: readonly Tree[] };
  const infix = [...infixOperators.values()];
  const prefix = [...prefixOperators.values()];
  const tree: fc.Arbitrary<Tree> = fc.letrec<{ tree: Tree }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      fc.constantFrom("a", "b", "c"),
      fc.record({ operator: fc.constantFrom(...infix), operands: fc.tuple(tie("tree"), tie("tree")) }),
      fc.record({ operator: fc.constantFrom(...prefix), operands: fc.tuple(tie("tree")) }),
    ),
  })).tree;

  const spelling = (operator: Operator) => (operator.name === "-." ? "-" : operator.name);

  function print(node: Tree, bare: (child: Operator, parent: Operator, isLeft: boolean) => boolean): string {
    if (typeof node === "string") return node;
    const { operator, operands } = node;
    const shown = operands.map((operand, index) => {
      const text = print(operand, bare);
      const isLeft = operator.fixity === "infix" && index === 0;
      return typeof operand === "string" || bare(operand.operator, operator, isLeft) ? text : `( ${text} )`;
    });
    return operator.fixity === "infix" ? shown.join(` ${spelling(operator)} `) : `${spelling(operator)} ${shown[0]}`;
  }

  const tighter = (child: Operator, parent: Operator, isLeft: boolean) =>
    child.low > parent.high || (isLeft && child === parent && child.leftAssociative);

  test.prop([tree])("mean the same with all parentheses as with only those that precedence requires", (node) => {
    expect(show(parse(print(node, tighter)))).toBe(show(parse(print(node, () => false))));
  });

  const infixTree = fc.tuple(fc.constantFrom(...infix), fc.constantFrom(...infix));
  test.prop([infixTree])(
    "without parentheses conflict unless one operator binds tighter or both are one left-associative operator",
    ([one, other]) => {
      const unambiguous = one.low > other.high || other.low > one.high || (one === other && one.leftAssociative);
      const text = `a ${one.name} b ${other.name} c`;
      if (unambiguous) expect(() => parse(text)).not.toThrow();
      else expect(() => parse(text)).toThrow(/conflict|not associative/);
    },
  );
});

describe("hostile input", () => {
  const refusal = new RegExp(`nested more than ${maximalNesting} levels deep`);

  it.each([
    ["parentheses", (n: number) => `${"(".repeat(n)}a${")".repeat(n)}`],
    ["sets", (n: number) => `${"{".repeat(n)}${"}".repeat(n)}`],
    ["prefix operators", (n: number) => `${"~ ".repeat(n)}a`],
    ["infix chains", (n: number) => Array.from({ length: n }, () => "a").join(" + ")],
    ["function applications", (n: number) => `a${"[b]".repeat(n)}`],
    ["IF", (n: number) => `${"IF a THEN b ELSE ".repeat(n)}c`],
    ["subscripts", (n: number) => `${"[a]_".repeat(n)}c`],
    ["LET", (n: number) => `${"LET x == 1 IN ".repeat(n)}c`],
    ["bound names in brackets", (n: number) => `${"[x \\in ".repeat(n)}S${"]_v".repeat(n)}`],
  ])("refuses deeply nested %s", (_, text) => {
    expect(() => parse(text(20_000))).toThrow(refusal);
    expect(() => parse(text(maximalNesting / 2))).not.toThrow();
  });

  it("takes long flat junctions and sets", () => {
    const many = Array.from({ length: 20_000 }, (_, index) => `a${index}`);
    expect(parse(many.join(" /\\ "))).toMatchObject({ kind: "junction" });
    expect(parse(`{${many.join(", ")}}`)).toMatchObject({ kind: "setLiteral" });
  });
});
