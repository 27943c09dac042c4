/** What all parts of the parser share: the place in the tokens, junction lists that are open, the nesting depth, and errors. */

import { NexusError } from "../../lib/errors.ts";
import type { Position, SourceRange } from "../../lib/source.ts";
import type { Definition, Expr, Identifier } from "../ast.ts";
import { type Token, tokenize } from "../lexer.ts";

/** Expressions, definitions and modules that are nested deeper than this are refused, so that no later pass overflows its stack. */
export const maximalNesting = 500;

interface JunctionList {
  readonly op: "/\\" | "\\/";
  readonly column: number;
}

/** The productions that refer to each other across files. */
export interface Productions {
  expression(parser: Parser): Expr;
  definition(parser: Parser): Definition;
}

export class Parser {
  readonly file: string;
  readonly tokens: readonly Token[];
  readonly productions: Productions;
  readonly junctions: JunctionList[] = [];
  index = 0;
  depth = 0;
  /** Inside proofs names of steps are expressions. */
  inProof = false;

  constructor(file: string, source: string, productions: Productions) {
    this.file = file;
    this.tokens = tokenize(file, source);
    this.productions = productions;
  }

  peek(ahead = 0): Token {
    return this.tokens[Math.min(this.index + ahead, this.tokens.length - 1)] as Token;
  }

  next(): Token {
    const token = this.peek();
    if (this.index < this.tokens.length - 1) this.index++;
    return token;
  }

  /** The token ahead is this symbol, keyword or operator; names and strings that look alike do not count. */
  is(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.text === text && token.kind !== "identifier" && token.kind !== "string" && token.kind !== "number";
  }

  isIdentifier(ahead = 0): boolean {
    return this.peek(ahead).kind === "identifier";
  }

  accept(text: string): boolean {
    if (!this.is(text)) return false;
    this.next();
    return true;
  }

  expect(text: string, where: string): Token {
    if (!this.is(text)) this.fail(`expected \`${text}\` ${where}`);
    return this.next();
  }

  identifier(what: string): Identifier {
    const token = this.peek();
    if (token.kind !== "identifier")
      this.fail(`expected ${what}`, token.kind === "keyword" ? `\`${token.text}\` is a reserved word` : undefined);
    this.next();
    return { name: token.text, at: this.rangeOf(token) };
  }

  /** The name of a record's field: a name or a reserved word. */
  fieldName(): Token {
    const token = this.peek();
    if (!isFieldName(token)) this.fail("expected the name of a field");
    return this.next();
  }

  /** One or more, separated by commas. */
  list<T>(item: () => T): T[] {
    const items = [item()];
    while (this.accept(",")) items.push(item());
    return items;
  }

  expression(): Expr {
    return this.productions.expression(this);
  }

  /** A token at or to the left of the bullets of the innermost junction list belongs to no item of it. */
  outsideJunction(token: Token): boolean {
    const innermost = this.junctions.at(-1);
    return innermost !== undefined && token.column <= innermost.column;
  }

  /** Runs a production one level deeper. */
  nested<T>(production: () => T): T {
    if (this.depth >= maximalNesting) {
      throw new NexusError("tla-parse", `nested more than ${maximalNesting} levels deep`, {
        at: this.rangeOf(this.peek()),
        hint: "name some of the parts in definitions of their own",
      });
    }
    this.depth++;
    const result = production();
    this.depth--;
    return result;
  }

  /** Runs a production that the junction lists around it do not bound, such as a module inside a module. */
  withoutJunctions<T>(production: () => T): T {
    const saved = this.junctions.splice(0);
    const result = production();
    this.junctions.push(...saved);
    return result;
  }

  fail(expected: string, ownHint?: string, token: Token = this.peek()): never {
    const at = this.rangeOf(token);
    const hint =
      ownHint ??
      (token === this.peek() && this.closesComment() ? "`*)` closes no comment here: a comment opens with `(*`" : undefined);
    throw new NexusError("tla-parse", `found ${describe(token)}, ${expected}`, hint === undefined ? { at } : { at, hint });
  }

  private closesComment(): boolean {
    const next = this.peek(1);
    return this.is("*") && this.is(")", 1) && next.line === this.peek().line && next.column === this.peek().column + 1;
  }

  rangeOf(token: Token): SourceRange {
    return this.range(startOf(token), endOf(token));
  }

  range(start: Position, end: Position): SourceRange {
    return { file: this.file, start, end };
  }

  /** From a start to the last token taken. */
  since(start: Position): SourceRange {
    return this.range(start, endOf(this.tokens[this.index - 1] as Token));
  }

  start(): Position {
    return startOf(this.peek());
  }
}

export function isFieldName(token: Token): boolean {
  return token.kind === "identifier" || ((token.kind === "keyword" || token.kind === "operator") && /^[A-Za-z]/.test(token.text));
}

export function startOf(token: Token): Position {
  return { line: token.line, column: token.column };
}

export function endOf(token: Token): Position {
  return { line: token.line, column: token.endColumn };
}

export function describe(token: Token): string {
  switch (token.kind) {
    case "endOfFile":
      return token.text;
    case "string":
      return "a string";
    case "moduleEnd":
      return "the end of the module (`====`)";
    default:
      return `\`${token.text}\``;
  }
}
