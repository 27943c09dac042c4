/** Bound names and parameters. */

import type { Bound, Identifier, Parameter } from "../ast.ts";
import { infixOperators, postfixOperators, prefixOperators } from "./operators.ts";
import type { Parser } from "./state.ts";

/** `x` or `x, y` or `<<x, y>>`, as far as the tokens ahead go, without taking them; `undefined` if they are something else. */
function namesAhead(parser: Parser): { readonly tuple: boolean; readonly length: number } | undefined {
  const tuple = parser.is("<<");
  let length = tuple ? 1 : 0;
  for (;;) {
    if (!parser.isIdentifier(length)) return undefined;
    length++;
    if (!parser.is(",", length)) break;
    length++;
  }
  if (!tuple) return { tuple, length };
  return parser.is(">>", length) ? { tuple, length: length + 1 } : undefined;
}

/** The tokens ahead are bound names and then this symbol. */
export function isBoundBy(parser: Parser, symbol: string): boolean {
  const ahead = namesAhead(parser);
  return ahead !== undefined && parser.is(symbol, ahead.length);
}

function names(parser: Parser): { readonly tuple: boolean; readonly names: readonly Identifier[] } {
  const tuple = parser.accept("<<");
  const list = parser.list(() => parser.identifier("a bound name"));
  if (tuple) parser.expect(">>", "after the names of a tuple");
  return { tuple, names: list };
}

/** `x, y \in S` or `<<x, y>> \in S`. */
export function bound(parser: Parser): Bound {
  const start = parser.start();
  const bindings = names(parser);
  parser.expect("\\in", "after bound names");
  const domain = parser.expression();
  return { ...bindings, domain, at: parser.since(start) };
}

export function bounds(parser: Parser): Bound[] {
  return parser.list(() => bound(parser));
}

/** The names of CHOOSE, with or without a domain. */
export function choiceBound(parser: Parser): Bound | { readonly tuple: boolean; readonly names: readonly Identifier[] } {
  if (isBoundBy(parser, "\\in")) return bound(parser);
  return parser.is("<<") ? names(parser) : { tuple: false, names: [parser.identifier("a bound name")] };
}

/** `x`, `F(_, _)`, `_ + _`, `-. _` or `_ ^+`, as constants and parameters are declared. */
export function parameter(parser: Parser, what: string): Parameter {
  const start = parser.start();
  if (parser.is("_")) {
    parser.next();
    const operator = parser.peek();
    const infix = operator.kind === "operator" && infixOperators.has(operator.text);
    if (!infix && !(operator.kind === "operator" && postfixOperators.has(operator.text)))
      parser.fail("expected an infix or postfix operator after `_`");
    parser.next();
    if (infix) parser.expect("_", "after an infix operator that is declared");
    return { name: operator.text, arity: infix ? 2 : 1, at: parser.since(start) };
  }
  if (parser.peek().kind === "operator" && prefixOperators.has(parser.peek().text)) {
    const { text } = parser.next();
    parser.expect("_", "after a prefix operator that is declared");
    return { name: text, arity: 1, at: parser.since(start) };
  }
  const { name } = parser.identifier(what);
  let arity = 0;
  if (parser.accept("(")) {
    arity = parser.list(() => parser.expect("_", "for each argument of an operator that is declared")).length;
    parser.expect(")", "after the arguments of an operator that is declared");
  }
  return { name, arity, at: parser.since(start) };
}
