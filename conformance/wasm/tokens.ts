/** Tokens of the text format, as far as scripts need them: parentheses, strings and everything else; comments are passed over. */

import { NexusError } from "nexus-reference/lib/errors";

export type Token =
  | { readonly kind: "(" | ")" | "end"; readonly start: number; readonly end: number }
  | { readonly kind: "atom"; readonly text: string; readonly start: number; readonly end: number }
  | { readonly kind: "string"; readonly bytes: Uint8Array; readonly start: number; readonly end: number };

/** Bytes of a script as text, one character for each: positions in the text are byte offsets. */
export const textOfBytes = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");
export const bytesOfText = (text: string): Uint8Array => Buffer.from(text, "latin1");

const simpleEscapes: { readonly [letter: string]: number } = { t: 9, n: 10, r: 13, '"': 34, "'": 39, "\\": 92 };

export class Tokens {
  readonly file: string;
  readonly source: string;
  private pos = 0;

  constructor(file: string, source: string) {
    this.file = file;
    this.source = source;
  }

  fail(message: string, offset: number): never {
    const before = this.source.slice(0, offset);
    const line = before.split("\n").length;
    throw new NexusError("malformed-script", `${this.file}:${line}: ${message} (at byte ${offset})`);
  }

  next(): Token {
    this.skipSpace();
    const { source, pos: start } = this;
    if (start >= source.length) return { kind: "end", start, end: start };
    const character = source[start];
    if (character === "(" || character === ")") {
      this.pos = start + 1;
      return { kind: character, start, end: this.pos };
    }
    if (character === '"') return this.string(start);
    while (this.pos < source.length && !/[\s()";]/.test(source[this.pos] as string)) this.pos++;
    if (this.pos === start) this.fail(`unexpected ${JSON.stringify(character)}`, start);
    return { kind: "atom", text: source.slice(start, this.pos), start, end: this.pos };
  }

  /** The token after this one, without taking it. */
  peek(): Token {
    const { pos } = this;
    const token = this.next();
    this.pos = pos;
    return token;
  }

  private skipSpace(): void {
    const { source } = this;
    for (;;) {
      const character = source[this.pos];
      if (character !== undefined && /\s/.test(character)) this.pos++;
      else if (source.startsWith(";;", this.pos)) {
        const end = source.indexOf("\n", this.pos);
        this.pos = end < 0 ? source.length : end;
      } else if (source.startsWith("(;", this.pos)) this.skipBlockComment();
      else return;
    }
  }

  /** Block comments nest. */
  private skipBlockComment(): void {
    const start = this.pos;
    let depth = 0;
    do {
      const open = this.source.indexOf("(;", this.pos);
      const close = this.source.indexOf(";)", this.pos);
      if (close < 0) this.fail("a comment that does not end", start);
      const opens = open >= 0 && open < close;
      depth += opens ? 1 : -1;
      this.pos = (opens ? open : close) + 2;
    } while (depth > 0);
  }

  private string(start: number): Token {
    const { source } = this;
    const bytes: number[] = [];
    let at = start + 1;
    for (;;) {
      const character = source[at];
      if (character === undefined || character === "\n") this.fail("a string that does not end", start);
      if (character === '"') break;
      if (character !== "\\") {
        bytes.push(character.charCodeAt(0));
        at++;
        continue;
      }
      at = this.escape(at, bytes);
    }
    this.pos = at + 1;
    return { kind: "string", bytes: Uint8Array.from(bytes), start, end: this.pos };
  }

  /** Adds the bytes of the escape at `at` and gives where it ends. */
  private escape(at: number, bytes: number[]): number {
    const rest = this.source.slice(at, at + 12);
    const simple = simpleEscapes[rest[1] as string];
    if (simple !== undefined) {
      bytes.push(simple);
      return at + 2;
    }
    const hex = /^\\([0-9a-fA-F]{2})/.exec(rest)?.[1];
    if (hex !== undefined) {
      bytes.push(Number.parseInt(hex, 16));
      return at + 3;
    }
    const unicode = /^\\u\{([0-9a-fA-F]+)\}/.exec(rest);
    if (unicode === null) return this.fail("an escape that there is not", at);
    bytes.push(...Buffer.from(String.fromCodePoint(Number.parseInt(unicode[1] as string, 16)), "utf8"));
    return at + unicode[0].length;
  }
}
