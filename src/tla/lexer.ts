/** Splits TLA+ source text into tokens (Specifying Systems, ch. 15; TLA+2). Comments and text around modules are dropped. */

import { NexusError } from "../lib/errors.ts";
import type { SourceRange } from "../lib/source.ts";
import { canonicalOperatorNames } from "./parser/operators.ts";

export type TokenKind =
  | "identifier"
  | "number"
  | "string"
  | "keyword"
  /** An operator that may be defined or passed by name; `text` is its canonical name. */
  | "operator"
  /** Punctuation: brackets, `==`, `->`, `\A` and the like. */
  | "symbol"
  /** The start of a proof step: `<1>2.` */
  | "step"
  /** `----`, which also opens a module header. */
  | "separator"
  /** `====` */
  | "moduleEnd"
  | "endOfFile";

export interface Token {
  readonly kind: TokenKind;
  /** The canonical spelling; for strings the value without quotes and with escapes replaced. */
  readonly text: string;
  readonly line: number;
  /** Counts characters, not bytes, and expands tabs to stops of eight, as SANY does: junction lists depend on it. */
  readonly column: number;
  /** The column of the last character; no token spans lines. */
  readonly endColumn: number;
}

const keywords = new Set(
  (
    "ACTION ACTIONS ASSUME ASSUMPTION AXIOM BY CASE CHOOSE CONSTANT CONSTANTS COROLLARY DEF DEFINE DEFS ELSE EXCEPT EXTENDS HAVE HIDE IF IN " +
    "INSTANCE LAMBDA LEMMA LET LOCAL MODULE NEW OBVIOUS OMITTED ONLY OTHER PICK PROOF PROPOSITION PROVE QED RECURSIVE STATE " +
    "SUFFICES TAKE TEMPORAL TEMPORALS THEN THEOREM USE VARIABLE VARIABLES WITH WITNESS"
  ).split(" "),
);

/** Words that are operators. */
const wordOperators = new Set(["SUBSET", "UNION", "DOMAIN", "ENABLED", "UNCHANGED"]);

const numberSets: ReadonlyMap<string, string> = new Map([
  ["\u2115", "Nat"],
  ["\u2124", "Int"],
  ["\u211d", "Real"],
]);

const punctuation: ReadonlyMap<string, string> = new Map([
  ...["(", ")", "[", "]", "]_", "{", "}", "<<", ">>", ">>_", ",", ":", "::", ".", "_", "==", "!", "->", "<-", "|->", "@"].map(
    (s) => [s, s] as const,
  ),
  ["\u27e8", "<<"],
  ["\u27e9", ">>"],
  ["\u27e9_", ">>_"],
  ["\u225c", "=="],
  ["\u2192", "->"],
  ["\u2190", "<-"],
  ["\u21a6", "|->"],
  ["\u2237", "::"],
  ["\\A", "\\A"],
  ["\\forall", "\\A"],
  ["\u2200", "\\A"],
  ["\\E", "\\E"],
  ["\\exists", "\\E"],
  ["\u2203", "\\E"],
  ["\\AA", "\\AA"],
  ["\\EE", "\\EE"],
]);

/** All spellings made of signs, longest first for each first character. */
const signsByFirst: ReadonlyMap<string, readonly string[]> = (() => {
  const byFirst = new Map<string, string[]>();
  for (const spelling of [...canonicalOperatorNames.keys(), ...punctuation.keys()]) {
    if (/^[A-Za-z]/.test(spelling)) continue;
    const first = String.fromCodePoint(spelling.codePointAt(0) as number);
    byFirst.set(first, [...(byFirst.get(first) ?? []), spelling]);
  }
  for (const group of byFirst.values()) group.sort((one, other) => other.length - one.length);
  return byFirst;
})();

const escapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", f: "\f", "\\": "\\", '"': '"' };

const header = /-{4,} *MODULE/g;
const proofStep = /<(?:[0-9]+|\+|\*)>(?:[A-Za-z0-9_]+\.*|\*\.*|-\.*|\.+)?/y;
const word = /[A-Za-z0-9_]+/y;
const based = /\\(?:[oO][0-7]+|[bB][01]+|[hH][0-9a-fA-F]+)/y;
const tabWidth = 8;

class Lexer {
  readonly file: string;
  readonly source: string;
  readonly code: string;
  readonly tokens: Token[] = [];
  offset = 0;
  line = 1;
  lineStart = 0;
  /** What tabs and characters outside the basic plane add to the column on this line. */
  columnShift = 0;
  depth = 0;

  constructor(file: string, source: string, code: string) {
    this.file = file;
    this.source = source;
    this.code = code;
  }

  column(offset = this.offset): number {
    return offset - this.lineStart + this.columnShift + 1;
  }

  newLine(): void {
    this.line++;
    this.lineStart = this.offset;
    this.columnShift = 0;
  }

  /** Moves over one character that belongs to no token, keeping lines and columns right. */
  skip(): void {
    const unit = this.source.charCodeAt(this.offset);
    if (unit === 9) this.columnShift += tabWidth - 1 - ((this.column() - 1) % tabWidth);
    else if (unit >= 0xd800 && unit < 0xdc00) this.columnShift--;
    this.offset++;
    if (unit === 10 || (unit === 13 && this.source.charCodeAt(this.offset) !== 10)) this.newLine();
  }

  range(length = 1): SourceRange {
    const column = this.column();
    return { file: this.file, start: { line: this.line, column }, end: { line: this.line, column: column + length - 1 } };
  }

  fail(message: string, hint?: string, at: SourceRange = this.range()): never {
    throw new NexusError(this.code, message, hint === undefined ? { at } : { at, hint });
  }

  /** Adds a token of the next `length` code units. */
  push(kind: TokenKind, text: string, length: number): void {
    const { line } = this;
    const column = this.column();
    const end = this.offset + length;
    if (kind === "string") while (this.offset < end) this.skip();
    else this.offset = end;
    this.tokens.push({ kind, text, line, column, endColumn: this.column() - 1 });
  }

  wholeText(): readonly Token[] {
    while (this.offset < this.source.length) this.next();
    this.push("endOfFile", "the end of the file", 1);
    return this.tokens;
  }

  module(): readonly Token[] {
    header.lastIndex = 0;
    const first = header.exec(this.source);
    if (first === null) {
      this.fail(
        `no module in ${this.file}: found the end of the file, expected \`---- MODULE Name ----\``,
        "a module opens with at least four dashes and MODULE",
      );
    }
    while (this.offset < first.index) this.skip();
    do this.next();
    while (this.depth > 0 && this.offset < this.source.length);
    this.push("endOfFile", "the end of the file", 1);
    return this.tokens;
  }

  next(): void {
    const { source, offset } = this;
    const unit = source.charCodeAt(offset);
    if (unit === 32 || (unit >= 9 && unit <= 13)) this.skip();
    else if (source.startsWith("(*", offset)) this.blockComment();
    else if (source.startsWith("\\*", offset)) this.lineComment();
    else if (source.startsWith("----", offset)) this.separator();
    else if (source.startsWith("====", offset)) this.moduleEnd();
    else if (unit === 34) this.string();
    else if (!this.wordToken()) this.sign();
  }

  lineComment(): void {
    while (this.offset < this.source.length && !/[\r\n]/.test(this.source[this.offset] as string)) this.skip();
  }

  blockComment(): void {
    const opened = this.range(2);
    let depth = 0;
    do {
      if (this.offset >= this.source.length)
        this.fail("a comment is not closed: found the end of the file, expected `*)`", undefined, opened);
      const pair = this.source.substr(this.offset, 2);
      if (pair === "(*") depth++;
      else if (pair === "*)") depth--;
      if (pair === "(*" || pair === "*)") this.skip();
      this.skip();
    } while (depth > 0);
  }

  runLength(character: string): number {
    let end = this.offset;
    while (this.source[end] === character) end++;
    return end - this.offset;
  }

  separator(): void {
    const length = this.runLength("-");
    if (/^ *MODULE(?![A-Za-z0-9_])/.test(this.source.slice(this.offset + length, this.offset + length + 80))) this.depth++;
    this.push("separator", "----", length);
  }

  moduleEnd(): void {
    this.depth--;
    this.push("moduleEnd", "====", this.runLength("="));
  }

  string(): void {
    const { source } = this;
    let value = "";
    let at = this.offset + 1;
    for (;;) {
      const character = source[at];
      if (character === undefined || character === "\n" || character === "\r") {
        this.fail(
          'a string is not closed: found the end of the line, expected `"`',
          "strings do not span lines; write \\n for a line feed",
        );
      }
      if (character === '"') break;
      if (character === "\\") {
        const replacement = escapes[source[at + 1] ?? ""];
        if (replacement === undefined) {
          this.fail(`unknown escape \`\\${source[at + 1] ?? ""}\` in a string`, 'expected one of \\n \\t \\r \\f \\\\ \\"');
        }
        value += replacement;
        at += 2;
      } else {
        value += character;
        at++;
      }
    }
    this.push("string", value, at + 1 - this.offset);
  }

  /** Numbers, names, keywords, the operators that are words and proof steps. */
  wordToken(): boolean {
    const { source, offset } = this;
    based.lastIndex = offset;
    const number = based.exec(source)?.[0];
    if (number !== undefined) {
      const base = { o: 8, b: 2, h: 16 }[(number[1] as string).toLowerCase()] as number;
      this.number(Number.parseInt(number.slice(2), base), number.length);
      return true;
    }
    proofStep.lastIndex = offset;
    const step = proofStep.exec(source)?.[0];
    if (step !== undefined) {
      this.push("step", step, step.length);
      return true;
    }
    word.lastIndex = offset;
    const text = word.exec(source)?.[0];
    if (text === undefined) return false;
    if (/^[0-9]+$/.test(text)) this.number(Number(text), text.length);
    else if (/^[WS]F_/.test(text)) this.push("keyword", text.slice(0, 3), 3);
    else if (/^_+$/.test(text)) this.push("symbol", "_", 1);
    else if (keywords.has(text)) this.push("keyword", text, text.length);
    else if (wordOperators.has(text)) this.push("operator", text, text.length);
    else this.push("identifier", text, text.length);
    return true;
  }

  number(value: number, length: number): void {
    if (!Number.isSafeInteger(value))
      this.fail("the number is too large", "numbers go up to 2^53 - 1 = 9007199254740991", this.range(length));
    this.push("number", String(value), length);
  }

  sign(): void {
    const { source, offset } = this;
    const character = String.fromCodePoint(source.codePointAt(offset) as number);
    const spelling = signsByFirst.get(character)?.find((candidate) => source.startsWith(candidate, offset));
    if (spelling !== undefined) {
      const symbol = punctuation.get(spelling);
      if (symbol !== undefined) this.push("symbol", symbol, spelling.length);
      else this.push("operator", canonicalOperatorNames.get(spelling) as string, spelling.length);
      return;
    }
    const set = numberSets.get(character);
    if (set === undefined) {
      this.fail(
        `unexpected character \`${character}\``,
        `TLA+ gives no meaning to U+${(character.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, "0")} outside comments and strings`,
      );
    }
    this.push("identifier", set, character.length);
  }
}

/**
 * The tokens of the first module in a file, nested modules included, ending with an `endOfFile` token.
 *
 * @throws NexusError `tla-lex` at the offending character.
 */
export function tokenize(file: string, source: string): readonly Token[] {
  return new Lexer(file, source, "tla-lex").module();
}

/**
 * The tokens of a whole text that is no module, such as a cfg file, ending with an `endOfFile` token.
 *
 * @param code - the code of errors
 * @throws NexusError with that code at the offending character.
 */
export function tokenizeText(file: string, source: string, code: string): readonly Token[] {
  return new Lexer(file, source, code).wholeText();
}
