/** Expressions in brackets: sets, functions, records, EXCEPT, tuples and actions with subscripts. */

import type { ExceptUpdate, Expr, PathStep } from "../ast.ts";
import { bound, bounds, isBoundBy } from "./bounds.ts";
import { nameOrLabel } from "./names.ts";
import { isFieldName, type Parser } from "./state.ts";

const openers = ["(", "[", "{", "<<"];
const closers = [")", "]", "]_", "}", ">>", ">>_"];

/** The first of these symbols outside inner brackets, before the bracket that the tokens ahead are in closes. */
function firstAtThisLevel(parser: Parser, symbols: readonly string[]): string | undefined {
  let depth = 0;
  for (let ahead = 0; ; ahead++) {
    const { kind, text } = parser.peek(ahead);
    if (kind === "endOfFile" || kind === "moduleEnd") return undefined;
    if (kind !== "symbol") continue;
    if (depth === 0 && symbols.includes(text)) return text;
    if (openers.includes(text)) depth++;
    else if (closers.includes(text) && --depth < 0) return undefined;
  }
}

/** `(e)` */
export function parenthesised(parser: Parser): Expr {
  parser.next();
  const inner = parser.expression();
  parser.expect(")", "to close `(`");
  return inner;
}

/** `{...}` */
export function braces(parser: Parser): Expr {
  const start = parser.start();
  parser.next();
  if (parser.accept("}")) return { kind: "setLiteral", items: [], at: parser.since(start) };
  const oneName = !parser.isIdentifier() || !parser.is(",", 1);
  if (oneName && isBoundBy(parser, "\\in") && firstAtThisLevel(parser, [":", ","]) === ":") {
    const element = bound(parser);
    parser.expect(":", "after the bound of a set");
    const predicate = parser.expression();
    parser.expect("}", "to close `{`");
    return { kind: "setFilter", bound: element, predicate, at: parser.since(start) };
  }
  const first = parser.expression();
  if (parser.accept(":")) {
    const over = bounds(parser);
    parser.expect("}", "to close `{`");
    return { kind: "setMap", item: first, bounds: over, at: parser.since(start) };
  }
  const items = [first];
  while (parser.accept(",")) items.push(parser.expression());
  parser.expect("}", "to close `{`");
  return { kind: "setLiteral", items, at: parser.since(start) };
}

function fields(parser: Parser, separator: "|->" | ":"): { readonly name: string; readonly value: Expr }[] {
  const seen = new Set<string>();
  return parser.list(() => {
    const token = parser.fieldName();
    if (seen.has(token.text)) parser.fail("expected each field of a record once", undefined, token);
    seen.add(token.text);
    parser.expect(separator, "after the name of a field");
    return { name: token.text, value: parser.expression() };
  });
}

function updatePath(parser: Parser): PathStep[] {
  const path: PathStep[] = [];
  while (parser.is(".") || parser.is("[")) {
    const start = parser.start();
    if (parser.accept(".")) {
      const name = parser.fieldName().text;
      path.push({ kind: "field", name, at: parser.since(start) });
    } else {
      parser.next();
      const args = parser.list(() => parser.expression());
      parser.expect("]", "after an index of EXCEPT");
      path.push({ kind: "index", args, at: parser.since(start) });
    }
  }
  if (path.length === 0) parser.fail("expected `[` or `.` after `!` in EXCEPT");
  return path;
}

function update(parser: Parser): ExceptUpdate {
  const start = parser.start();
  parser.expect("!", "to begin an update of EXCEPT");
  const path = updatePath(parser);
  parser.expect("=", "after the path of EXCEPT");
  const value = parser.expression();
  return { path, value, at: parser.since(start) };
}

/** `[...]` */
export function squareBrackets(parser: Parser): Expr {
  const start = parser.start();
  parser.next();
  if (isBoundBy(parser, "\\in") && firstAtThisLevel(parser, ["|->", "->"]) === "|->") {
    const over = bounds(parser);
    parser.expect("|->", "after the bounds of a function");
    const body = parser.expression();
    parser.expect("]", "to close `[`");
    return { kind: "function", bounds: over, body, at: parser.since(start) };
  }
  for (const [separator, kind] of [
    ["|->", "record"],
    [":", "recordSet"],
  ] as const) {
    if (isFieldName(parser.peek()) && parser.is(separator, 1)) {
      const members = fields(parser, separator);
      parser.expect("]", "to close `[`");
      return { kind, fields: members, at: parser.since(start) };
    }
  }
  const first = parser.expression();
  if (parser.accept("->")) {
    const range = parser.expression();
    parser.expect("]", "to close `[`");
    return { kind: "functionSet", domain: first, range, at: parser.since(start) };
  }
  if (parser.accept("EXCEPT")) {
    const updates = parser.list(() => update(parser));
    parser.expect("]", "to close `[`");
    return { kind: "except", base: first, updates, at: parser.since(start) };
  }
  if (!parser.is("]_")) {
    const hint = parser.is("]") ? "an action needs a subscript: [A]_v" : undefined;
    parser.fail("expected `->`, `|->`, `EXCEPT` or `]_` in `[`", hint);
  }
  parser.next();
  const subscript = subscriptOf(parser);
  return { kind: "square", action: first, subscript, at: parser.since(start) };
}

/** `<<a, b>>` or `<<A>>_v` */
export function angleBrackets(parser: Parser): Expr {
  const start = parser.start();
  parser.next();
  const items = parser.is(">>") ? [] : parser.list(() => parser.expression());
  if (parser.accept(">>")) return { kind: "tuple", items, at: parser.since(start) };
  const [action] = items;
  if (!parser.is(">>_") || items.length !== 1 || action === undefined) parser.fail("expected `>>` to close `<<`");
  parser.next();
  const subscript = subscriptOf(parser);
  return { kind: "angle", action, subscript, at: parser.since(start) };
}

/** The expression after `]_`, `>>_`, `WF_` or `SF_`: a name or something in brackets. */
export function subscriptOf(parser: Parser, fairness = false): Expr {
  return parser.nested(() => {
    if (parser.isIdentifier()) return nameOrLabel(parser, fairness);
    if (parser.is("(")) return parenthesised(parser);
    if (parser.is("{")) return braces(parser);
    if (parser.is("[")) return squareBrackets(parser);
    if (parser.is("<<")) return angleBrackets(parser);
    return parser.fail("expected a name or an expression in brackets as a subscript");
  });
}

/** `WF_v(A)` and `SF_v(A)` */
export function fairness(parser: Parser): Expr {
  const start = parser.start();
  const strength = parser.next().text === "WF_" ? "WF" : "SF";
  const subscript = subscriptOf(parser, true);
  parser.expect("(", `before the action of ${strength}`);
  const action = parser.expression();
  parser.expect(")", `after the action of ${strength}`);
  return { kind: "fairness", strength, subscript, action, at: parser.since(start) };
}
