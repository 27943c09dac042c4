/**
 * Malformed modules, each with the code, place and hint that its writer gets. SANY refuses them too, except two that it only warns
 * of: a variable declared twice, and extended modules that define one name with different arities.
 */

import { describe, expect, it } from "vitest";
import { NexusError } from "../lib/errors.ts";
import { analyze, loadModule } from "./semantics/index.ts";

interface Case {
  readonly why: string;
  /** Lines after the header of module T, which is line 1. */
  readonly body: string;
  /** Other modules by name, whole. */
  readonly others?: Readonly<Record<string, string>>;
  readonly code: string;
  /** `line:column`, in T unless another file comes first. */
  readonly at: string;
  readonly message: string;
  readonly hint?: string;
}

const cases: readonly Case[] = [
  {
    why: "no body",
    body: "x ==",
    code: "tla-parse",
    at: "3:1",
    message: "found the end of the module (`====`), expected an expression",
  },
  {
    why: "equality for definition",
    body: "x = 1",
    code: "tla-parse",
    at: "2:3",
    message: "expected `==`",
    hint: "a definition is written with `==`",
  },
  { why: "definition sign in an expression", body: "x == 1\ny == x == 1", code: "tla-parse", at: "3:8", message: "found `==`" },
  { why: "unclosed parenthesis", body: "x == (1", code: "tla-parse", at: "3:1", message: "expected `)` to close `(`" },
  { why: "unclosed set", body: "x == {1, 2", code: "tla-parse", at: "3:1", message: "expected `}` to close `{`" },
  { why: "unclosed tuple", body: "x == <<1, 2", code: "tla-parse", at: "3:1", message: "expected `>>` to close `<<`" },
  { why: "IF without ELSE", body: "x == IF TRUE THEN 1\ny == 2", code: "tla-parse", at: "3:1", message: "every IF has an ELSE" },
  { why: "IF without THEN", body: "x == IF TRUE ELSE 1", code: "tla-parse", at: "2:14", message: "expected `THEN`" },
  { why: "LET without IN", body: "x == LET y == 1\nz == 2", code: "tla-parse", at: "4:1", message: "expected `IN`" },
  {
    why: "CASE without arrow",
    body: "x == CASE TRUE",
    code: "tla-parse",
    at: "3:1",
    message: "expected `->` after the guard of CASE",
  },
  {
    why: "action without subscript",
    body: "VARIABLE v\nx == [][v' = v]",
    code: "tla-parse",
    at: "3:15",
    message: "found `]`",
    hint: "an action needs a subscript: [A]_v",
  },
  { why: "quantifier without colon", body: "x == \\E y \\in {1} y = 1", code: "tla-parse", at: "2:19", message: "expected `:`" },
  {
    why: "precedence conflict",
    body: "x == TRUE /\\ FALSE \\/ TRUE",
    code: "tla-parse",
    at: "2:20",
    message: "in conflict",
    hint: "add parentheses",
  },
  {
    why: "repeated implication",
    body: "x == TRUE => TRUE => TRUE",
    code: "tla-parse",
    at: "2:19",
    message: "not associative",
    hint: "add parentheses",
  },
  {
    why: "item left of its bullet",
    body: "x ==\n  /\\ TRUE\n  /\\\n TRUE",
    code: "tla-parse",
    at: "5:2",
    message: "to the right of the bullets",
    hint: "indented more than its bullet",
  },
  {
    why: "bullets of two kinds in one column",
    body: "x ==\n  /\\ TRUE\n  \\/ TRUE\n  /\\ TRUE",
    code: "tla-parse",
    at: "5:3",
    message: "`\\/` and `/\\` are in conflict",
    hint: "add parentheses",
  },
  { why: "missing operand", body: "x == TRUE /\\", code: "tla-parse", at: "3:1", message: "expected an expression" },
  {
    why: "EXTENDS in the middle",
    body: "x == 1\nEXTENDS Naturals",
    code: "tla-parse",
    at: "3:1",
    message: "found `EXTENDS`",
    hint: "EXTENDS stands once, first in the module",
  },
  { why: "reserved word as a name", body: "CHOOSE == 1", code: "tla-parse", at: "2:1", message: "found `CHOOSE`" },
  {
    why: "reserved word as a variable",
    body: "VARIABLE IF",
    code: "tla-parse",
    at: "2:10",
    message: "expected the name of a variable",
    hint: "`IF` is a reserved word",
  },
  { why: "empty constants", body: "CONSTANT\nx == 1", code: "tla-parse", at: "3:3", message: "found `==`" },
  {
    why: "field given twice",
    body: "x == [a |-> 1, a |-> 2]",
    code: "tla-parse",
    at: "2:16",
    message: "each field of a record once",
  },
  {
    why: "comment closed twice",
    body: "(* a *) *)\nx == 1",
    code: "tla-parse",
    at: "2:9",
    message: "found `*`",
    hint: "a comment opens with `(*`",
  },
  { why: "unclosed comment", body: "x == 1 (* a", code: "tla-lex", at: "2:8", message: "a comment is not closed" },
  { why: "unclosed string", body: 'x == "a', code: "tla-lex", at: "2:6", message: "a string is not closed" },
  { why: "foreign character", body: "x == 1 ? 2", code: "tla-lex", at: "2:8", message: "unexpected character `?`" },
  {
    why: "LAMBDA as a value",
    body: "x == LAMBDA y : y",
    code: "tla-parse",
    at: "2:6",
    message: "found `LAMBDA`",
    hint: "LAMBDA may only be an argument",
  },
  { why: "proof without QED", body: "THEOREM TRUE\n<1>1. TRUE\nx == 1", code: "tla-parse", at: "4:1", message: "ends with QED" },
  {
    why: "EXCEPT without path",
    body: "x == [[a |-> 1] EXCEPT ! = 2]",
    code: "tla-parse",
    at: "2:26",
    message: "expected `[` or `.` after `!`",
  },

  {
    why: "unknown name",
    body: "Counter == 1\nx == Conter",
    code: "tla-name",
    at: "3:6",
    message: "`Conter` is not defined",
    hint: "did you mean `Counter`?",
  },
  {
    why: "operator of a module not extended",
    body: "x == 1 + 2",
    code: "tla-name",
    at: "2:6",
    message: "`+` is not defined",
    hint: "standard module Naturals",
  },
  {
    why: "name of a module not extended",
    body: "x == Cardinality({})",
    code: "tla-name",
    at: "2:6",
    message: "`Cardinality` is not defined",
    hint: "standard module FiniteSets: add that to EXTENDS",
  },
  { why: "use before definition", body: "x == y\ny == 1", code: "tla-name", at: "2:6", message: "`y` is not defined" },
  {
    why: "undeclared recursion",
    body: "F(x) == F(x)",
    code: "tla-name",
    at: "2:9",
    message: "`F` is not defined",
    hint: "RECURSIVE F",
  },
  {
    why: "recursive and not defined",
    body: "RECURSIVE F(_)",
    code: "tla-name",
    at: "2:11",
    message: "declared RECURSIVE but not defined",
  },
  {
    why: "recursive of another arity",
    body: "RECURSIVE F(_)\nF(a, b) == a",
    code: "tla-arity",
    at: "3:1",
    message: "declared RECURSIVE with 1 parameter but defined with 2",
  },
  {
    why: "defined twice",
    body: "x == 1\nx == 2",
    code: "tla-name",
    at: "3:1",
    message: "`x` is already defined",
    hint: "T.tla:2:1",
  },
  { why: "variable declared twice", body: "VARIABLE x, x", code: "tla-name", at: "2:13", message: "`x` is already defined" },
  {
    why: "parameter that hides a variable",
    body: "VARIABLE x\nF(x) == x",
    code: "tla-name",
    at: "3:3",
    message: "`x` is already defined",
    hint: "choose another name",
  },
  {
    why: "bound name that hides a definition",
    body: "x == 1\ny == \\E x \\in {1} : TRUE",
    code: "tla-name",
    at: "3:9",
    message: "`x` is already defined",
  },
  {
    why: "bound name that hides another",
    body: "y == \\A a \\in {1} : \\E a \\in {2} : TRUE",
    code: "tla-name",
    at: "2:24",
    message: "`a` is already defined",
  },
  {
    why: "two bound names alike",
    body: "y == {a : a \\in {1}, a \\in {2}}",
    code: "tla-name",
    at: "2:22",
    message: "`a` is already defined",
  },
  {
    why: "LET that hides a definition",
    body: "x == 1\ny == LET x == 2 IN x",
    code: "tla-name",
    at: "3:10",
    message: "`x` is already defined",
  },
  {
    why: "definition that hides a standard one",
    body: "EXTENDS Sequences\nLen(s) == 1",
    code: "tla-name",
    at: "3:1",
    message: "`Len` is already defined",
    hint: "standard module Sequences",
  },
  {
    why: "definition of a built-in operator",
    body: "a \\cup b == a",
    code: "tla-name",
    at: "2:3",
    message: "`\\cup` is already defined",
    hint: "built in",
  },
  {
    why: "bound name used outside",
    body: "y == (\\E a \\in {1} : TRUE) /\\ a = 1",
    code: "tla-name",
    at: "2:31",
    message: "`a` is not defined",
  },
  {
    why: "domain that uses its own name",
    body: "y == \\E a \\in {a} : TRUE",
    code: "tla-name",
    at: "2:16",
    message: "`a` is not defined",
  },
  { why: "@ outside EXCEPT", body: "y == @", code: "tla-name", at: "2:6", message: "`@` is used outside EXCEPT" },

  {
    why: "too few arguments",
    body: "F(a, b) == a\ny == F(1)",
    code: "tla-arity",
    at: "3:6",
    message: "`F` takes 2 arguments, found 1 argument",
  },
  {
    why: "no arguments",
    body: "F(a) == a\ny == F",
    code: "tla-arity",
    at: "3:6",
    message: "`F` takes 1 argument, found no arguments",
  },
  {
    why: "arguments of a value",
    body: "VARIABLE v\ny == v(1)",
    code: "tla-arity",
    at: "3:6",
    message: "`v` takes no arguments, found 1 argument",
  },
  {
    why: "value for an operator",
    body: "F(G(_)) == G(1)\ny == F(2)",
    code: "tla-arity",
    at: "3:8",
    message: "expects an operator of 1 argument here, found an expression",
    hint: "LAMBDA",
  },
  {
    why: "operator of another arity",
    body: "F(G(_)) == G(1)\nH(a, b) == a\ny == F(H)",
    code: "tla-arity",
    at: "4:8",
    message: "expects an operator of 1 argument here, found one of 2",
  },
  {
    why: "LAMBDA of another arity",
    body: "F(G(_)) == G(1)\ny == F(LAMBDA a, b : a)",
    code: "tla-arity",
    at: "3:8",
    message: "found one of 2",
  },
  {
    why: "operator for a value",
    body: "F(a) == a\nG(b) == b\ny == F(G)",
    code: "tla-arity",
    at: "4:8",
    message: "`G` takes 1 argument, found no arguments",
  },

  {
    why: "double prime",
    body: "VARIABLE v\ny == (v')'",
    code: "tla-level",
    at: "3:7",
    message: "the operand of `'` has action level",
    hint: "a prime or UNCHANGED already",
  },
  {
    why: "double prime through a definition",
    body: "VARIABLE v\nA == v' = 1\ny == A'",
    code: "tla-level",
    at: "4:6",
    message: "the operand of `'` has action level",
  },
  {
    why: "double prime through a parameter",
    body: "VARIABLE v\nF(a) == a'\ny == F(v')",
    code: "tla-level",
    at: "4:8",
    message: "argument 1 of `F` has action level, expected state level",
  },
  {
    why: "double prime through an operator parameter",
    body: "VARIABLE v\nP(a) == a'\nF(G(_)) == G(v')\ny == F(P)",
    code: "tla-level",
    at: "5:8",
    message: "what `G` applies `P` to has action level",
  },
  {
    why: "double prime through LET",
    body: "VARIABLE v\ny == LET A == v' IN A'",
    code: "tla-level",
    at: "3:21",
    message: "the operand of `'` has action level",
  },
  {
    why: "double prime through recursion",
    body: "VARIABLE v\nRECURSIVE F(_)\nF(n) == IF n = {} THEN v' = 1 ELSE F({})\ny == F({})'",
    code: "tla-level",
    at: "5:6",
    message: "the operand of `'` has action level",
  },
  {
    why: "UNCHANGED of an action",
    body: "VARIABLE v\ny == UNCHANGED (v')",
    code: "tla-level",
    at: "3:17",
    message: "the operand of UNCHANGED has action level",
  },
  {
    why: "primed subscript",
    body: "VARIABLE v\ny == [TRUE]_(v')",
    code: "tla-level",
    at: "3:14",
    message: "the subscript of an action has action level",
  },
  {
    why: "always an action",
    body: "VARIABLE v\ny == [](v' = v)",
    code: "tla-level",
    at: "3:9",
    message: "`[]` is followed by an action",
    hint: "write [][A]_v",
  },
  {
    why: "eventually an action",
    body: "VARIABLE v\ny == <>(v' = v)",
    code: "tla-level",
    at: "3:9",
    message: "`<>` is followed by an action",
    hint: "<<A>>_v",
  },
  {
    why: "action that leads to",
    body: "VARIABLE v\ny == (v' = v) ~> TRUE",
    code: "tla-level",
    at: "3:7",
    message: "`~>` has an action as an operand",
  },
  {
    why: "action beside a temporal formula",
    body: "VARIABLE v\ny == (v' = v) /\\ []TRUE",
    code: "tla-level",
    at: "3:7",
    message: "`/\\` joins an action with a temporal formula",
  },
  {
    why: "action that implies a temporal formula",
    body: "VARIABLE v\ny == (v' = v) => []TRUE",
    code: "tla-level",
    at: "3:7",
    message: "`=>` joins an action with a temporal formula",
  },
  {
    why: "temporal formula in ENABLED",
    body: "VARIABLE v\ny == ENABLED ([]TRUE)",
    code: "tla-level",
    at: "3:15",
    message: "the operand of ENABLED has temporal level",
  },
  {
    why: "temporal formula in a set",
    body: "y == {[]TRUE}",
    code: "tla-level",
    at: "2:7",
    message: "temporal level, expected action level",
  },
  {
    why: "temporal formula in an equality",
    body: "y == ([]TRUE) = TRUE",
    code: "tla-level",
    at: "2:7",
    message: "argument 1 of `=` has temporal level",
  },
  {
    why: "temporal fairness",
    body: "VARIABLE v\ny == WF_v([]TRUE)",
    code: "tla-level",
    at: "3:11",
    message: "an action has temporal level",
  },
  {
    why: "assumption about a variable",
    body: "VARIABLE v\nASSUME v = 1",
    code: "tla-level",
    at: "3:8",
    message: "an assumption has state level, expected constant level",
  },

  {
    why: "missing module",
    body: "EXTENDS Sequence",
    code: "tla-module",
    at: "2:9",
    message: "module Sequence is not found",
    hint: "did you mean the standard module `Sequences`?",
  },
  {
    why: "module of another name",
    body: "EXTENDS M",
    others: { M: "---- MODULE N ----\n====" },
    code: "tla-module",
    at: "M.tla:1:1",
    message: "found module N, expected M",
  },
  {
    why: "cycle of EXTENDS",
    body: "EXTENDS M",
    others: { M: "---- MODULE M ----\nEXTENDS T\n====" },
    code: "tla-module",
    at: "M.tla:2:9",
    message: "T -> M -> T",
  },
  { why: "instance of itself", body: "I == INSTANCE T", code: "tla-module", at: "2:15", message: "T -> T" },
  {
    why: "instance without a value",
    body: "I == INSTANCE M",
    others: { M: "---- MODULE M ----\nCONSTANT c\n====" },
    code: "tla-name",
    at: "2:15",
    message: "no meaning to its constant `c`",
    hint: "WITH c <- ...",
  },
  {
    why: "replaced name that is none",
    body: "I == INSTANCE M WITH count <- 1",
    others: { M: "---- MODULE M ----\nCONSTANT counts\n====" },
    code: "tla-name",
    at: "2:22",
    message: "`count` is no constant or variable of module M",
    hint: "did you mean `counts`?",
  },
  {
    why: "replaced twice",
    body: "I == INSTANCE M WITH c <- 1, c <- 2",
    others: { M: "---- MODULE M ----\nCONSTANT c\n====" },
    code: "tla-name",
    at: "2:30",
    message: "replaced twice",
  },
  {
    why: "operator constant replaced by a value",
    body: "I == INSTANCE M WITH F <- 1",
    others: { M: "---- MODULE M ----\nCONSTANT F(_)\n====" },
    code: "tla-arity",
    at: "2:27",
    message: "expects an operator of 1 argument",
  },
  {
    why: "constant replaced by a variable",
    body: "VARIABLE v\nI == INSTANCE M WITH c <- v",
    others: { M: "---- MODULE M ----\nCONSTANT c\nVARIABLE w\nx == c = w\n====" },
    code: "tla-level",
    at: "3:27",
    message: "what replaces the constant `c` of M has state level",
  },
  {
    why: "variable replaced by an action",
    body: "VARIABLE v\nI == INSTANCE M WITH w <- v'",
    others: { M: "---- MODULE M ----\nVARIABLE w\n====" },
    code: "tla-level",
    at: "3:27",
    message: "what replaces the variable `w` of M has action level",
  },
  {
    why: "definition that an instance lacks",
    body: "I == INSTANCE M\ny == I!Nxt",
    others: { M: "---- MODULE M ----\nNext == TRUE\n====" },
    code: "tla-name",
    at: "3:6",
    message: "module M defines no `Nxt`",
    hint: "did you mean `Next`?",
  },
  {
    why: "LOCAL definition of an instance",
    body: "I == INSTANCE M\ny == I!Next",
    others: { M: "---- MODULE M ----\nLOCAL Next == TRUE\n====" },
    code: "tla-name",
    at: "3:6",
    message: "module M defines no `Next`",
  },
  {
    why: "LOCAL definition of an extended module",
    body: "EXTENDS M\ny == Next",
    others: { M: "---- MODULE M ----\nLOCAL Next == TRUE\n====" },
    code: "tla-name",
    at: "3:6",
    message: "`Next` is not defined",
  },
  {
    why: "instance as an expression",
    body: "I == INSTANCE M\ny == I",
    others: { M: "---- MODULE M ----\n====" },
    code: "tla-name",
    at: "3:6",
    message: "`I` is an instance of a module",
    hint: "I!Op",
  },
  {
    why: "arguments of an instance",
    body: "I(a) == INSTANCE M WITH c <- a\ny == I!x",
    others: { M: "---- MODULE M ----\nCONSTANT c\nx == c\n====" },
    code: "tla-arity",
    at: "3:6",
    message: "`I` takes 1 argument, found no arguments",
  },
  {
    why: "double prime through an instance",
    body: "VARIABLE v\nI(a) == INSTANCE M WITH c <- a\ny == I(v)!x'",
    others: { M: "---- MODULE M ----\nCONSTANT c\nx == c'\n====" },
    code: "tla-level",
    at: "4:6",
    message: "the operand of `'` has action level",
  },
  {
    why: "extended modules that disagree",
    body: "EXTENDS M, N",
    others: { M: "---- MODULE M ----\nx == 1\n====", N: "---- MODULE N ----\nx(a) == a\n====" },
    code: "tla-name",
    at: "2:12",
    message: "`x` is already defined",
  },
];

/** The text of module T. */
function textOf(one: Case): string {
  return `---- MODULE T ----\n${one.body}\n====\n`;
}

describe("malformed modules", () => {
  it.each(cases)("$why", (one) => {
    const sources: Record<string, string> = { ...one.others, T: textOf(one) };
    let error: unknown;
    try {
      analyze(
        loadModule("T", (name) =>
          Object.hasOwn(sources, name) ? { file: `${name}.tla`, source: sources[name] as string } : undefined,
        ),
      );
    } catch (thrown) {
      error = thrown;
    }
    if (!(error instanceof NexusError)) throw error ?? new Error("expected a refusal");
    const start = error.at?.start;
    const file = one.at.includes(".tla") ? "" : "T.tla:";
    expect({ code: error.code, at: `${error.at?.file}:${start?.line}:${start?.column}` }).toEqual({
      code: one.code,
      at: `${file}${one.at}`,
    });
    expect(error.message).toContain(one.message);
    if (one.hint !== undefined) expect(error.hint ?? "").toContain(one.hint);
    expect(error.exit).toBe(2);
  });
});
