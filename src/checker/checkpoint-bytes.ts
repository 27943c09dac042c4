/** The bytes of checkpoints: lines of text and 32-bit integers, written, read and summed. */

import { damaged } from "./checkpoint-header.ts";
import { hashKey } from "./store.ts";

/** Notices bytes that were changed by accident. */
export class Checksum {
  #value = 0;

  get value(): number {
    return this.#value;
  }

  integers(piece: Int32Array): void {
    this.#add(hashKey(piece, 0, piece.length));
  }

  text(line: string): void {
    this.#add(line.length);
    for (let i = 0; i < line.length; i++) this.#add(line.charCodeAt(i));
  }

  #add(word: number): void {
    this.#value = (Math.imul(this.#value, 31) + word) | 0;
  }
}

const NEWLINE = 10;

/** Text beyond ASCII is escaped, so that a character is a byte. */
export function encodeLine(text: string): Uint8Array {
  const ascii = text.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return Uint8Array.from(`${ascii}\n`, (character) => character.charCodeAt(0));
}

/** Reads lines and integers from bytes that come in pieces. */
export class ByteReader {
  readonly #pieces: Iterator<Uint8Array>;
  #piece: Uint8Array = new Uint8Array(0);
  #at = 0;

  constructor(bytes: Iterable<Uint8Array>) {
    this.#pieces = bytes[Symbol.iterator]();
  }

  line(): string {
    const units: string[] = [];
    for (let byte = this.#byte(); byte !== NEWLINE; byte = this.#byte()) units.push(String.fromCharCode(byte));
    return units.join("");
  }

  integers(count: number): Int32Array {
    const result = new Int32Array(count);
    const bytes = new Uint8Array(result.buffer);
    for (let filled = 0; filled < bytes.length; ) {
      if (!this.#hasMore()) throw damaged("it ends early");
      const part = this.#piece.subarray(this.#at, this.#at + bytes.length - filled);
      bytes.set(part, filled);
      filled += part.length;
      this.#at += part.length;
    }
    return result;
  }

  end(): void {
    if (this.#hasMore()) throw damaged("more follows its end");
  }

  #byte(): number {
    if (!this.#hasMore()) throw damaged("it ends early");
    return this.#piece[this.#at++] as number;
  }

  #hasMore(): boolean {
    while (this.#at >= this.#piece.length) {
      const next = this.#pieces.next();
      if (next.done === true) return false;
      this.#piece = next.value;
      this.#at = 0;
    }
    return true;
  }
}
