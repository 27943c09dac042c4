/**
 * The mutation operators of the code. Each change is one replacement of text, found through the syntax tree:
 *
 * - `<n>/drop`, `<n>/negate`, `<n>/refusal`: the n-th guard `if (...) return "refusal"`, the refusal being the action's next one;
 * - `field:<name>/drop`: a field of a state that is written as a change of another state (`{ ...s, name: value }`);
 * - `effect<n>/drop`: an effect of a step;
 * - `operand<n>/drop`: an operand of `&&` and `||`;
 * - `not<n>/drop`: a negation;
 * - `equals<n>/flip`: `===` and `!==`; `order<n>/negate`: a comparison by order; `compare<n>/+1` and `/-1`: the right side of a comparison of numbers;
 * - `literal<n>/+1` and `/-1`: a number; in a table it is called by its path;
 * - `result<n>/negate`: what a predicate returns.
 */

import ts from "typescript";
import { type CodePlace, type CodeView, placesOf } from "./code-places.ts";
import type { CodeMutant } from "./mutant.ts";
import { showChange } from "./show-change.ts";

/** A replacement of text, under the last parts of a mutant's id. */
interface Edit {
  readonly id: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** All mutants of one source file. `path` is its absolute path; `file` is how reports call it; `prefix` begins the ids. */
export function codeMutants(view: CodeView, path: string, file: string, prefix: string): readonly CodeMutant[] {
  const source = view.file(path);
  return placesOf(source).flatMap((place) =>
    editsOf(view.checker, source, place).map((edit) => mutant(source, file, `${prefix}/${place.name}/${edit.id}`, edit)),
  );
}

function mutant(source: ts.SourceFile, file: string, id: string, { start, end, text }: Edit): CodeMutant {
  const position = (offset: number) => {
    const { line, character } = source.getLineAndCharacterOfPosition(offset);
    return { line: line + 1, column: character + 1 };
  };
  const change = showChange(source.text, { start: position(start), end: position(end - 1) }, text);
  const changed = source.text.slice(0, start) + text + source.text.slice(end);
  return { world: "code", id, file, line: position(start).line, change, source: changed };
}

function editsOf(checker: ts.TypeChecker, source: ts.SourceFile, place: CodePlace): readonly Edit[] {
  const edits: Edit[] = [];
  const counts = new Map<string, number>();
  const nth = (what: string): string => {
    const n = (counts.get(what) ?? 0) + 1;
    counts.set(what, n);
    return `${what}${n}`;
  };
  const add = (id: string, node: ts.Node, text: string, end = node.end): void => {
    const start = node.getStart(source);
    const known = edits.some((edit) => edit.start === start && edit.end === end && edit.text === text);
    if (!known) edits.push({ id, start, end, text });
  };
  const textOf = (node: ts.Node): string => node.getText(source);
  const isNumber = (node: ts.Node): boolean => (checker.getTypeAtLocation(node).flags & ts.TypeFlags.NumberLike) !== 0;
  const isBoolean = (node: ts.Node): boolean => (checker.getTypeAtLocation(node).flags & ts.TypeFlags.BooleanLike) !== 0;

  const guards = guardsOf(place);
  const refusals = [...new Set(guards.map(({ refusal }) => textOf(refusal)))];
  guards.forEach(({ statement, refusal }, index) => {
    add(`${index + 1}/drop`, statement, "");
    add(`${index + 1}/negate`, statement.expression, negated(statement.expression, source));
    const other = refusals[(refusals.indexOf(textOf(refusal)) + 1) % refusals.length] as string;
    if (refusals.length > 1) add(`${index + 1}/refusal`, refusal, other);
  });
  const conditions = new Set<ts.Node>(guards.map(({ statement }) => statement.expression));
  for (const effect of effectsOf(place)) add(`${nth("effect")}/drop`, effect, "", endWithComma(source, effect));

  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node)) return;
    if (ts.isNumericLiteral(node)) {
      const id = place.body === null ? pathOf(node, place.node) : nth("literal");
      add(`${id}/+1`, node, String(Number(node.text) + 1));
      add(`${id}/-1`, node, `${Number(node.text) - 1}`.replace(/^-.*$/, "($&)"));
    } else if (ts.isObjectLiteralExpression(node)) {
      for (const field of changedFields(node)) {
        add(`field:${field.name?.getText(source)}/drop`, field, "", endWithComma(source, field));
      }
    } else if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken && !conditions.has(node)) {
      add(`${nth("not")}/drop`, node, textOf(node.operand));
    } else if (ts.isBinaryExpression(node)) {
      binary(node);
    } else {
      const result = resultOf(node);
      if (result !== null && isBoolean(result)) add(`${nth("result")}/negate`, result, negated(result, source));
    }
    ts.forEachChild(node, visit);
  };
  const binary = (node: ts.BinaryExpression): void => {
    const operator = node.operatorToken.kind;
    if (operator === ts.SyntaxKind.AmpersandAmpersandToken || operator === ts.SyntaxKind.BarBarToken) {
      if (!isSameChain(node.parent, operator)) {
        const operands = chain(node, operator);
        const sign = textOf(node.operatorToken);
        for (const dropped of operands) {
          const rest = operands.filter((operand) => operand !== dropped).map(textOf);
          add(`${nth("operand")}/drop`, node, rest.join(` ${sign} `));
        }
      }
    } else if (operator === ts.SyntaxKind.EqualsEqualsEqualsToken || operator === ts.SyntaxKind.ExclamationEqualsEqualsToken) {
      if (!conditions.has(node)) add(`${nth("equals")}/flip`, node, negated(node, source));
      if (isNumber(node.left) && isNumber(node.right)) shift(node.right);
    } else if (orderings.has(operator)) {
      if (!conditions.has(node)) add(`${nth("order")}/negate`, node, negated(node, source));
      if (isNumber(node.right)) shift(node.right);
    }
  };
  const shift = (bound: ts.Expression): void => {
    if (ts.isNumericLiteral(bound)) return;
    const id = nth("compare");
    add(`${id}/+1`, bound, `${textOf(bound)} + 1`);
    add(`${id}/-1`, bound, `${textOf(bound)} - 1`);
  };
  // The parameters of a function have types and names only; a body that is an expression is a result.
  const whole = place.body ?? place.node;
  if (place.body !== null && !ts.isBlock(place.body) && isBoolean(place.body)) {
    add(`${nth("result")}/negate`, place.body, negated(place.body, source));
  }
  visit(whole);
  return edits;
}

const orderings = new Set<ts.SyntaxKind>([
  ts.SyntaxKind.LessThanToken,
  ts.SyntaxKind.LessThanEqualsToken,
  ts.SyntaxKind.GreaterThanToken,
  ts.SyntaxKind.GreaterThanEqualsToken,
]);

interface Guard {
  readonly statement: ts.IfStatement;
  readonly refusal: ts.StringLiteral;
}

/** The early returns of a refusal, in a function or in the one that it returns last. */
function guardsOf({ body }: Pick<CodePlace, "body">): readonly Guard[] {
  if (body === null || !ts.isBlock(body)) return [];
  return body.statements.flatMap((statement) => {
    if (ts.isReturnStatement(statement) && statement.expression !== undefined && ts.isArrowFunction(statement.expression))
      return guardsOf(statement.expression);
    if (!ts.isIfStatement(statement) || !ts.isReturnStatement(statement.thenStatement)) return [];
    const refusal = statement.thenStatement.expression;
    return refusal !== undefined && ts.isStringLiteral(refusal) ? [{ statement, refusal }] : [];
  });
}

/** The effects in what a step returns: `return [next, [effect, ...]]`. */
function effectsOf({ body }: CodePlace): readonly ts.Expression[] {
  if (body === null || !ts.isBlock(body)) return [];
  const last = body.statements.at(-1);
  if (last === undefined || !ts.isReturnStatement(last) || last.expression === undefined) return [];
  if (!ts.isArrayLiteralExpression(last.expression) || last.expression.elements.length !== 2) return [];
  const effects = last.expression.elements[1] as ts.Expression;
  return ts.isArrayLiteralExpression(effects) ? effects.elements : [];
}

/** The fields that an object written as `{ ...other, field: value }` changes. */
function changedFields(node: ts.ObjectLiteralExpression): readonly ts.ObjectLiteralElementLike[] {
  if (!node.properties.some((property) => ts.isSpreadAssignment(property))) return [];
  return node.properties.filter((property) => !ts.isSpreadAssignment(property));
}

/** What a return statement returns, or an arrow function whose body is an expression. */
function resultOf(node: ts.Node): ts.Expression | null {
  if (ts.isReturnStatement(node)) return node.expression ?? null;
  if (ts.isArrowFunction(node) && !ts.isBlock(node.body)) return node.body;
  return null;
}

function negated(node: ts.Expression, source: ts.SourceFile): string {
  const text = node.getText(source);
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) return node.operand.getText(source);
  if (ts.isBinaryExpression(node)) {
    const [left, right] = [node.left.getText(source), node.right.getText(source)];
    if (node.operatorToken.kind === ts.SyntaxKind.EqualsEqualsEqualsToken) return `${left} !== ${right}`;
    if (node.operatorToken.kind === ts.SyntaxKind.ExclamationEqualsEqualsToken) return `${left} === ${right}`;
  }
  return `!(${text})`;
}

function isSameChain(node: ts.Node, operator: ts.SyntaxKind): boolean {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === operator;
}

function chain(node: ts.Expression, operator: ts.SyntaxKind): readonly ts.Expression[] {
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== operator) return [node];
  return [...chain(node.left, operator), ...chain(node.right, operator)];
}

/** The names of the fields that lead to a node: `refusals.Vote.no-member`. */
function pathOf(node: ts.Node, root: ts.Node): string {
  const names: string[] = [];
  for (let at = node; at !== root; at = at.parent) {
    if (ts.isPropertyAssignment(at)) names.unshift(ts.isStringLiteral(at.name) ? at.name.text : at.name.getText());
  }
  return names.join(".");
}

/** The end of an element of a list with the comma after it. */
function endWithComma(source: ts.SourceFile, node: ts.Node): number {
  const comma = /^\s*,/.exec(source.text.slice(node.end));
  return node.end + (comma?.[0].length ?? 0);
}
