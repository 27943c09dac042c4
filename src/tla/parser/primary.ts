/** Expressions that are not built from infix, prefix or postfix operators. */

import type { Definition, Expr, Parameter } from "../ast.ts";
import { bounds, choiceBound, isBoundBy, parameter } from "./bounds.ts";
import { angleBrackets, braces, fairness, parenthesised, squareBrackets } from "./brackets.ts";
import { nameOrLabel } from "./names.ts";
import { infixOperators, postfixOperators } from "./operators.ts";
import type { Parser } from "./state.ts";

const bySymbol: Readonly<Record<string, (parser: Parser) => Expr>> = {
  "(": parenthesised,
  "{": braces,
  "[": squareBrackets,
  "<<": angleBrackets,
  "@": (parser) => ({ kind: "at", at: parser.rangeOf(parser.next()) }),
  "\\A": quantified,
  "\\E": quantified,
  "\\AA": quantified,
  "\\EE": quantified,
};

const byKeyword: Readonly<Record<string, (parser: Parser) => Expr>> = {
  IF: conditional,
  CASE: caseExpression,
  LET: local,
  CHOOSE: choose,
  WF_: fairness,
  SF_: fairness,
};

export function primary(parser: Parser): Expr {
  const token = parser.peek();
  if (parser.outsideJunction(token)) {
    parser.fail(
      "expected an expression to the right of the bullets of its list",
      "an item of a list of `/\\` or `\\/` is indented more than its bullet",
    );
  }
  switch (token.kind) {
    case "number":
      parser.next();
      return { kind: "number", value: Number(token.text), at: parser.rangeOf(token) };
    case "string":
      parser.next();
      return { kind: "string", value: token.text, at: parser.rangeOf(token) };
    case "identifier":
      return nameOrLabel(parser);
    case "symbol":
      return (bySymbol[token.text] ?? notAnExpression)(parser);
    case "keyword":
      return (byKeyword[token.text] ?? notAnExpression)(parser);
    case "step":
      return parser.inProof ? nameOrLabel(parser) : notAnExpression(parser);
    case "operator":
      return (infixOperators.has(token.text) || postfixOperators.has(token.text)) && parser.is("(", 1)
        ? nameOrLabel(parser)
        : notAnExpression(parser);
    default:
      return notAnExpression(parser);
  }
}

function notAnExpression(parser: Parser): never {
  const token = parser.peek();
  const hint = parser.is("LAMBDA")
    ? "LAMBDA may only be an argument of an operator or replace an operator in INSTANCE"
    : undefined;
  return parser.fail("expected an expression", token.text === "==" ? "equality is written with one `=`" : hint);
}

function quantified(parser: Parser): Expr {
  const start = parser.start();
  const quantifier = parser.next().text as "\\A" | "\\E" | "\\AA" | "\\EE";
  if (quantifier === "\\AA" || quantifier === "\\EE" || !isBoundBy(parser, "\\in")) {
    const names = parser.list(() => parser.identifier("a bound name"));
    parser.expect(":", `after the names bound by \`${quantifier}\``);
    const body = parser.expression();
    return { kind: "unbounded", quantifier, names, body, at: parser.since(start) };
  }
  const over = bounds(parser);
  parser.expect(":", `after the bounds of \`${quantifier}\``);
  const body = parser.expression();
  return { kind: "quantifier", quantifier, bounds: over, body, at: parser.since(start) };
}

function choose(parser: Parser): Expr {
  const start = parser.start();
  parser.next();
  const over = choiceBound(parser);
  parser.expect(":", "after the name bound by CHOOSE");
  const body = parser.expression();
  return { kind: "choose", bound: over, body, at: parser.since(start) };
}

function conditional(parser: Parser): Expr {
  const start = parser.start();
  parser.next();
  const condition = parser.expression();
  parser.expect("THEN", "after the condition of IF");
  const then = parser.expression();
  parser.expect("ELSE", "after the THEN part: every IF has an ELSE");
  const otherwise = parser.expression();
  return { kind: "if", condition, then, otherwise, at: parser.since(start) };
}

function caseExpression(parser: Parser): Expr {
  const start = parser.start();
  parser.next();
  const arms: { guard: Expr; value: Expr }[] = [];
  do {
    if (parser.accept("OTHER")) {
      parser.expect("->", "after OTHER");
      const other = parser.expression();
      return { kind: "case", arms, other, at: parser.since(start) };
    }
    const guard = parser.expression();
    parser.expect("->", "after the guard of CASE");
    arms.push({ guard, value: parser.expression() });
  } while (!parser.outsideJunction(parser.peek()) && parser.accept("[]"));
  return { kind: "case", arms, at: parser.since(start) };
}

function local(parser: Parser): Expr {
  const start = parser.start();
  parser.next();
  const definitions: Definition[] = [];
  const recursive: Parameter[] = [];
  while (!parser.accept("IN")) {
    if (["endOfFile", "moduleEnd"].includes(parser.peek().kind)) parser.fail("expected `IN` after the definitions of LET");
    if (parser.accept("RECURSIVE")) recursive.push(...parser.list(() => parameter(parser, "the name of a recursive operator")));
    else definitions.push(parser.productions.definition(parser));
  }
  if (definitions.length === 0)
    parser.fail("expected a definition between LET and IN", undefined, parser.tokens[parser.index - 1]);
  const body = parser.expression();
  return { kind: "let", definitions, recursive, body, at: parser.since(start) };
}
