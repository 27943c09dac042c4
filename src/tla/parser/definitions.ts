/** Definitions of operators, functions and instances, as they stand in modules, in LET and in proofs. */

import type { Position } from "../../lib/source.ts";
import type { Definition, Parameter } from "../ast.ts";
import type { Token } from "../lexer.ts";
import { bounds, parameter } from "./bounds.ts";
import { argument, isInfixName } from "./names.ts";
import { postfixOperators, prefixOperators } from "./operators.ts";
import type { Parser } from "./state.ts";

type Instance = Extract<Definition, { kind: "instance" }>;

/** `INSTANCE M WITH a <- e, ...`; the caller knows its name, if it has one. */
export function instance(
  parser: Parser,
  start: Position,
  local: boolean,
  named?: { name: string; params: readonly Parameter[] },
): Instance {
  parser.expect("INSTANCE", "before the name of a module");
  const module = parser.identifier("the name of a module");
  const substitutions = parser.accept("WITH") ? parser.list(() => substitution(parser)) : [];
  const common = {
    kind: "instance",
    module: module.name,
    moduleAt: module.at,
    substitutions,
    local,
    at: parser.since(start),
  } as const;
  return named === undefined ? { ...common, params: [] } : { ...common, ...named };
}

function substitution(parser: Parser): Instance["substitutions"][number] {
  const token = parser.peek();
  if (token.kind !== "identifier" && token.kind !== "operator")
    parser.fail("expected the name of a constant or variable to replace");
  parser.next();
  parser.expect("<-", "after the name to replace");
  return { name: token.text, at: parser.rangeOf(token), value: argument(parser) };
}

function isName(token: Token): boolean {
  return token.kind === "identifier";
}

function isOperatorOf(table: ReadonlyMap<string, unknown>, token: Token): boolean {
  return token.kind === "operator" && table.has(token.text);
}

/** The tokens ahead begin a definition (`INSTANCE` without a name apart). */
export function isDefinition(parser: Parser): boolean {
  const [first, second] = [parser.peek(), parser.peek(1)];
  if (isOperatorOf(prefixOperators, first)) return isName(second) && parser.is("==", 2);
  if (!isName(first)) return false;
  if (parser.is("==", 1) || parser.is("(", 1) || parser.is("[", 1)) return true;
  if (isOperatorOf(postfixOperators, second)) return parser.is("==", 2);
  return isInfixName(parser, 1) && isName(parser.peek(2)) && parser.is("==", 3);
}

export function definition(parser: Parser, local = false, start: Position = parser.start()): Definition {
  const first = parser.peek();
  const second = parser.peek(1);
  if (isOperatorOf(prefixOperators, first)) return symbolDefinition(parser, start, local, first, [1]);
  if (!isName(first)) parser.fail("expected a definition");
  if (isInfixName(parser, 1)) return symbolDefinition(parser, start, local, second, [0, 2]);
  if (isOperatorOf(postfixOperators, second)) return symbolDefinition(parser, start, local, second, [0]);
  const name = parser.identifier("the name of a definition");
  if (parser.accept("[")) {
    const over = bounds(parser);
    parser.expect("]", "after the bounds of a function");
    parser.expect("==", "in the definition of a function");
    const body = parser.expression();
    return { kind: "functionDefinition", name: name.name, nameAt: name.at, bounds: over, body, local, at: parser.since(start) };
  }
  const params: Parameter[] = [];
  if (parser.accept("(")) {
    params.push(...parser.list(() => parameter(parser, "the name of a parameter")));
    parser.expect(")", "after the parameters of a definition");
  }
  const hint = parser.is("=") ? "a definition is written with `==`" : undefined;
  if (!parser.is("==")) parser.fail(`expected \`==\` in the definition of \`${name.name}\``, hint);
  parser.next();
  if (parser.is("INSTANCE")) return instance(parser, start, local, { name: name.name, params });
  const body = parser.expression();
  return { kind: "operator", name: name.name, nameAt: name.at, params, body, local, at: parser.since(start) };
}

/** `a ++ b == e`, `-. a == e` or `a ^+ == e`: the operator and where its parameters stand. */
function symbolDefinition(
  parser: Parser,
  start: Position,
  local: boolean,
  operator: Token,
  places: readonly number[],
): Definition {
  const params = places.map((ahead): Parameter => {
    const token = parser.peek(ahead);
    if (!isName(token)) parser.fail("expected the name of a parameter", undefined, token);
    return { name: token.text, arity: 0, at: parser.rangeOf(token) };
  });
  for (let taken = 0; taken <= params.length; taken++) parser.next();
  parser.expect("==", `in the definition of \`${operator.text}\``);
  const body = parser.expression();
  return {
    kind: "operator",
    name: operator.text,
    nameAt: parser.rangeOf(operator),
    params,
    body,
    local,
    at: parser.since(start),
  };
}
