/** Names with their instance prefixes and arguments, labels, and operators passed as arguments. */

import type { Expr, Identifier } from "../ast.ts";
import { infixOperators, operatorArity, prefixOperators } from "./operators.ts";
import { endOf, type Parser, startOf } from "./state.ts";

type PathStep = NonNullable<Extract<Expr, { kind: "apply" }>["path"]>[number];

/** `(a, b)`, or nothing. */
function optionalArguments(parser: Parser): Expr[] {
  if (!parser.accept("(")) return [];
  const args = parser.list(() => argument(parser));
  parser.expect(")", "after the arguments of an operator");
  return args;
}

/** What may follow `!`: a name, an operator, or a selector of a subexpression. */
function selectorName(parser: Parser): string {
  const token = parser.peek();
  const selector = token.kind === "number" || [":", "<<", ">>", "@"].some((symbol) => parser.is(symbol));
  if (token.kind !== "identifier" && token.kind !== "operator" && !selector) {
    parser.fail("expected the name of an operator after `!`");
  }
  parser.next();
  return token.text;
}

/**
 * `Op(a)`, `I!Op(a)`, `I(p)!J!Op(a)`, or `label(x) :: e`. With `bare` the arguments of the last name are left for the caller,
 * as the subscript of `WF_v(A)` needs it.
 */
export function nameOrLabel(parser: Parser, bare = false): Expr {
  const start = parser.start();
  const path: PathStep[] = [];
  let name = parser.next().text;
  for (;;) {
    const stepEnd = endOf(parser.tokens[parser.index - 1] as ReturnType<Parser["peek"]>);
    const args = bare && !argumentsThenBang(parser) ? [] : optionalArguments(parser);
    if (path.length === 0 && parser.is("::")) return label(parser, start, name, args);
    if (!parser.is("!")) {
      const at = parser.since(start);
      return path.length === 0 ? { kind: "apply", name, args, at } : { kind: "apply", name, args, path, at };
    }
    path.push({ name, args, at: parser.range(path.length === 0 ? start : stepEnd, stepEnd) });
    parser.next();
    if (parser.is("(")) {
      name = "()";
    } else {
      name = selectorName(parser);
    }
  }
}

/** Arguments that a `!` or more arguments follow, so that they belong to the name and not to a fairness condition. */
function argumentsThenBang(parser: Parser): boolean {
  if (!parser.is("(")) return false;
  let depth = 0;
  for (let ahead = 0; ; ahead++) {
    if (parser.peek(ahead).kind === "endOfFile") return false;
    if (parser.is("(", ahead)) depth++;
    else if (parser.is(")", ahead) && --depth === 0) return parser.is("!", ahead + 1) || parser.is("(", ahead + 1);
  }
}

function label(parser: Parser, start: ReturnType<Parser["start"]>, name: string, args: readonly Expr[]): Expr {
  const params = args.map((arg): Identifier => {
    if (arg.kind !== "apply" || arg.args.length > 0 || arg.path !== undefined) {
      parser.fail(`expected bound names only as the parameters of the label \`${name}\``);
    }
    return { name: arg.name, at: arg.at };
  });
  parser.next();
  const body = parser.expression();
  return { kind: "label", name, params, body, at: parser.since(start) };
}

/** An operator without operands is a name when what follows cannot continue an expression. */
function isOperatorName(parser: Parser): boolean {
  const token = parser.peek();
  if (token.kind !== "operator" || operatorArity(token.text) === undefined) return false;
  const onlyInfixOrPostfix = !prefixOperators.has(token.text) && !["-", "/\\", "\\/"].includes(token.text);
  if (onlyInfixOrPostfix) return true;
  const after = parser.peek(1);
  return parser.is(",", 1) || parser.is(")", 1) || ["separator", "moduleEnd", "endOfFile"].includes(after.kind);
}

/** An argument: an expression, LAMBDA, or an operator by name. */
export function argument(parser: Parser): Expr {
  const token = parser.peek();
  if (isOperatorName(parser)) {
    parser.next();
    if (token.text === "\\X")
      parser.fail("expected an operator", "`\\X` takes any number of operands and is no operator that can be passed", token);
    return { kind: "apply", name: token.text, args: [], at: parser.rangeOf(token) };
  }
  if (parser.is("LAMBDA")) {
    return parser.nested(() => {
      parser.next();
      const params = parser.list(() => parser.identifier("a parameter of LAMBDA"));
      parser.expect(":", "after the parameters of LAMBDA");
      const body = parser.expression();
      return { kind: "lambda", params, body, at: parser.since(startOf(token)) };
    });
  }
  return parser.expression();
}

/** An infix operator is ahead of the operator's definition: `a ++ b == ...`. */
export function isInfixName(parser: Parser, ahead: number): boolean {
  const token = parser.peek(ahead);
  return token.kind === "operator" && infixOperators.has(token.text);
}
