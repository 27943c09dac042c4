/**
 * Expressions: operators by precedence ranges, and junction lists by columns. Two operators of which neither binds tighter are
 * a conflict unless they are the same left-associative one; like SANY, the parser then asks for parentheses.
 */

import { NexusError } from "../../lib/errors.ts";
import type { Position } from "../../lib/source.ts";
import type { Expr } from "../ast.ts";
import type { Token } from "../lexer.ts";
import {
  applicationOperator,
  bindsTighter,
  fieldOperator,
  infixOperators,
  type Operator,
  postfixOperators,
  prefixOperators,
} from "./operators.ts";
import { primary } from "./primary.ts";
import { endOf, type Parser, startOf } from "./state.ts";

/** An operand with the text it covers, parentheses included, and whether it is an infix chain that may still grow. */
interface Operand {
  readonly expr: Expr;
  readonly start: Position;
  readonly end: Position;
  readonly chain?: { readonly op: string; readonly items: Expr[] };
}

interface Pending {
  readonly operator: Operator;
  readonly token: Token;
}

export function expression(parser: Parser): Expr {
  return parser.nested(() => new OperatorStack(parser).run());
}

/** One expression's operators and operands that are not combined yet. */
class OperatorStack {
  readonly parser: Parser;
  readonly operands: Operand[] = [];
  readonly pending: Pending[] = [];

  constructor(parser: Parser) {
    this.parser = parser;
  }

  run(): Expr {
    do this.operand();
    while (this.infix());
    while (this.pending.length > 0) this.combine();
    return (this.operands[0] as Operand).expr;
  }

  operand(): void {
    const { parser } = this;
    for (;;) {
      const token = parser.peek();
      if (token.kind !== "operator" || parser.outsideJunction(token)) break;
      const operator = token.text === "-" ? prefixOperators.get("-.") : prefixOperators.get(token.text);
      if (operator === undefined) break;
      const left = this.pending.at(-1);
      if (operator.name === "-." && left !== undefined && bindsTighter(left.operator, operator))
        this.conflict(left, { operator, token });
      this.pending.push({ operator, token });
      parser.next();
    }
    const token = parser.peek();
    const start = startOf(token);
    const expr = this.isBullet(token) ? this.junctionList(token) : primary(parser);
    this.operands.push({ expr, start, end: endOf(parser.tokens[parser.index - 1] as Token) });
  }

  isBullet(token: Token): boolean {
    return token.kind === "operator" && (token.text === "/\\" || token.text === "\\/") && !this.parser.outsideJunction(token);
  }

  junctionList(bullet: Token): Expr {
    const { parser } = this;
    const op = bullet.text as "/\\" | "\\/";
    const items: Expr[] = [];
    parser.junctions.push({ op, column: bullet.column });
    while (parser.is(op) && parser.peek().column === bullet.column) {
      parser.next();
      items.push(parser.expression());
    }
    parser.junctions.pop();
    return { kind: "junction", op, items, bulleted: true, at: parser.since(startOf(bullet)) };
  }

  /** Takes postfix operators and then one infix operator; false at the end of the expression. */
  infix(): boolean {
    const { parser } = this;
    for (;;) {
      const token = parser.peek();
      if (parser.outsideJunction(token)) return false;
      if (parser.is("[")) {
        this.application(token);
      } else if (parser.is(".")) {
        this.field(token);
      } else if (token.kind !== "operator") {
        return false;
      } else {
        const infix = infixOperators.get(token.text);
        const operator = infix ?? postfixOperators.get(token.text);
        if (operator === undefined) return false;
        this.makeRoom({ operator, token });
        parser.next();
        this.pending.push({ operator, token });
        if (infix !== undefined) return true;
        this.combine();
      }
    }
  }

  application(token: Token): void {
    this.makeRoom({ operator: applicationOperator, token });
    const { parser } = this;
    const fn = this.operands.pop() as Operand;
    parser.next();
    const args = parser.list(() => parser.expression());
    const end = endOf(parser.expect("]", "after the arguments of a function"));
    this.operands.push({ expr: { kind: "index", fn: fn.expr, args, at: parser.range(fn.start, end) }, start: fn.start, end });
  }

  field(token: Token): void {
    this.makeRoom({ operator: fieldOperator, token });
    const { parser } = this;
    const record = this.operands.pop() as Operand;
    parser.next();
    if (record.expr.kind === "number" && parser.peek().kind === "number")
      parser.fail("expected no decimal part", "models work with integers only");
    const name = parser.fieldName();
    const end = endOf(name);
    this.operands.push({
      expr: { kind: "field", record: record.expr, name: name.text, at: parser.range(record.start, end) },
      start: record.start,
      end,
    });
  }

  /** Combines the operators on the left that bind tighter than the one that comes. */
  makeRoom(right: Pending): void {
    for (;;) {
      const left = this.pending.at(-1);
      if (left === undefined) return;
      const same = left.operator === right.operator && left.operator.leftAssociative;
      if (same || bindsTighter(left.operator, right.operator)) this.combine();
      else if (bindsTighter(right.operator, left.operator)) return;
      else this.conflict(left, right);
    }
  }

  conflict(left: Pending, right: Pending): never {
    const { parser } = this;
    const [one, other] = [left.operator.name, right.operator.name].map((name) => (name === "-." ? "-" : name));
    const message =
      one === other
        ? `\`${one}\` is not associative: it cannot follow another \`${one}\``
        : `\`${one}\` and \`${other}\` are in conflict: neither binds tighter`;
    const hint =
      right.token.text === "=" && left.token.line < right.token.line
        ? "add parentheses, or write `==` if this is meant to be a definition"
        : "add parentheses";
    throw new NexusError("tla-parse", message, { at: parser.rangeOf(right.token), hint });
  }

  combine(): void {
    const { operator, token } = this.pending.pop() as Pending;
    const right = this.operands.pop() as Operand;
    if (operator.fixity === "infix") this.operands.push(this.binary(operator.name, this.operands.pop() as Operand, right));
    else {
      const prefix = operator.fixity === "prefix";
      const start = prefix ? startOf(token) : right.start;
      const end = prefix ? right.end : endOf(token);
      this.operands.push({ expr: unary(operator.name, right.expr, this.parser, start, end), start, end });
    }
  }

  binary(name: string, left: Operand, right: Operand): Operand {
    const at = this.parser.range(left.start, right.end);
    const ends = { start: left.start, end: right.end };
    if (name === "/\\" || name === "\\/" || name === "\\X") {
      const items = left.chain?.op === name ? left.chain.items : [left.expr];
      items.push(right.expr);
      const expr: Expr =
        name === "\\X" ? { kind: "product", items, at } : { kind: "junction", op: name, items, bulleted: false, at };
      return { expr, ...ends, chain: { op: name, items } };
    }
    if (name === "~>") return { expr: { kind: "leadsTo", left: left.expr, right: right.expr, at }, ...ends };
    return { expr: { kind: "apply", name, args: [left.expr, right.expr], at }, ...ends };
  }
}

function unary(name: string, operand: Expr, parser: Parser, start: Position, end: Position): Expr {
  const at = parser.range(start, end);
  switch (name) {
    case "'":
      return { kind: "prime", operand, at };
    case "[]":
      return { kind: "always", operand, at };
    case "<>":
      return { kind: "eventually", operand, at };
    case "ENABLED":
      return { kind: "enabled", operand, at };
    case "UNCHANGED":
      return { kind: "unchanged", operand, at };
    default:
      return { kind: "apply", name, args: [operand], at };
  }
}
