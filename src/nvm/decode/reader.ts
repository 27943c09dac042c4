/** Bytes, integers, vectors and names of the binary format, read with every bound checked. */

import { hex, ModuleError } from "../errors.ts";
import { exceeded, type LimitName, type ModuleLimits } from "../limits.ts";
import { decodeUtf8 } from "./utf8.ts";

/** A position in a module that moves forward, up to the end of the section or function that is being read. */
export class Reader {
  readonly bytes: Uint8Array;
  readonly limits: ModuleLimits;
  pos = 0;
  /** Nothing is read from here on. */
  end: number;
  /** The halves of what {@link Reader.s64} and {@link Reader.bits64} read. */
  low = 0;
  high = 0;

  constructor(bytes: Uint8Array, limits: ModuleLimits) {
    this.bytes = bytes;
    this.limits = limits;
    this.end = bytes.length;
  }

  malformed(rule: string, offset: number, more: { readonly detail?: string; readonly hint?: string } = {}): never {
    throw new ModuleError("malformed-module", rule, offset, more);
  }

  /** Refuses `count` above a limit, before anything of that size is made. */
  within(limit: LimitName, count: number, offset: number): number {
    if (count <= this.limits[limit]) return count;
    return exceeded(this.limits, limit, count, offset);
  }

  unexpectedEnd(): never {
    return this.malformed("unexpected end of section or function", this.end, {
      detail: `more bytes were expected, and what is being read ends at byte ${hex(this.end)}`,
      hint: this.end === this.bytes.length ? "the module may be cut short" : "a size or a count may be wrong",
    });
  }

  byte(): number {
    if (this.pos >= this.end) this.unexpectedEnd();
    return this.bytes[this.pos++] as number;
  }

  /** Moves over `count` bytes. */
  skip(count: number): void {
    if (count > this.end - this.pos) this.unexpectedEnd();
    this.pos += count;
  }

  /** LEB128, at most 5 bytes. */
  u32(): number {
    const first = this.byte();
    if (first < 0x80) return first;
    let value = first & 0x7f;
    for (let shift = 7; shift < 28; shift += 7) {
      const byte = this.byte();
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    const last = this.byte();
    if ((last & 0x7f) > 0x0f) this.tooLarge(32);
    if (last >= 0x80) this.tooLong(5);
    return (value | (last << 28)) >>> 0;
  }

  s32(): number {
    let value = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = this.byte();
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return (value << (25 - shift)) >> (25 - shift);
    }
    return value | (this.lastSigned(32, 0x78) << 28) | 0;
  }

  /** A number from -2^32 up to 2^32 - 1. */
  s33(): number {
    let value = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = this.byte();
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return (value << (25 - shift)) >> (25 - shift);
    }
    const last = this.lastSigned(33, 0x70);
    return ((value | (last << 28)) >>> 0) - (last & 0x10 ? 2 ** 32 : 0);
  }

  /** Into `low` and `high`. */
  s64(): void {
    const parts: [number, number, number] = [0, 0, 0];
    for (let shift = 0; shift < 63; shift += 7) {
      const byte = this.byte();
      const part = shift < 28 ? 0 : shift < 56 ? 1 : 2;
      parts[part] |= (byte & 0x7f) << (shift - 28 * part);
      if (byte >= 0x80) continue;
      this.signed64(parts, shift + 7, (byte & 0x40) !== 0);
      return;
    }
    const last = this.lastSigned(64, 0x7f);
    parts[2] |= last << 7;
    this.signed64(parts, 64, false);
  }

  /** The halves of a number of `bits` bits in parts of 28; those above are ones if it is `negative`. */
  private signed64([p0, p1, p2]: readonly [number, number, number], bits: number, negative: boolean): void {
    this.low = p0 | (p1 << 28);
    this.high = (p1 >>> 4) | (p2 << 24);
    if (!negative) return;
    if (bits < 32) this.low |= -1 << bits;
    this.high = bits <= 32 ? -1 : this.high | (-1 << (bits - 32));
  }

  /** The last byte that a signed integer may have: the bits beyond its width must repeat the sign. */
  private lastSigned(width: number, mask: number): number {
    const last = this.byte();
    if ((last & mask) !== 0 && (last & mask) !== mask) this.tooLarge(width);
    if (last >= 0x80) this.tooLong(Math.ceil(width / 7));
    return last;
  }

  private tooLarge(width: number): never {
    return this.malformed("integer too large", this.pos - 1, {
      detail: `the last byte has bits beyond the ${width} of the integer`,
      hint: "unused bits repeat the sign, or are zero where there is none",
    });
  }

  private tooLong(most: number): never {
    return this.malformed("integer representation too long", this.pos - 1, {
      detail: `more than ${most} bytes`,
      hint: "the last byte of an integer has its highest bit clear",
    });
  }

  /** Four bytes, least significant first. */
  bits32(): number {
    const at = this.pos;
    this.skip(4);
    const { bytes } = this;
    return (
      (bytes[at] as number) |
      ((bytes[at + 1] as number) << 8) |
      ((bytes[at + 2] as number) << 16) |
      ((bytes[at + 3] as number) << 24)
    );
  }

  /** Eight bytes into `low` and `high`. */
  bits64(): void {
    this.low = this.bits32();
    this.high = this.bits32();
  }

  /** The length of a vector. Each element takes a byte at least, so that a count that lies is found before anything is allocated. */
  length(): number {
    const at = this.pos;
    const count = this.u32();
    const left = this.end - this.pos;
    if (count <= left) return count;
    return this.malformed("length out of bounds", at, {
      detail: `${count.toLocaleString("en-US")} elements are announced, and ${left.toLocaleString("en-US")} bytes are left`,
    });
  }

  /** The length of a vector with a limit. */
  lengthWithin(limit: LimitName): number {
    const at = this.pos;
    return this.within(limit, this.length(), at);
  }

  /** A vector of bytes, as a view. */
  blob(): Uint8Array {
    const count = this.length();
    const at = this.pos;
    this.skip(count);
    return this.bytes.subarray(at, this.pos);
  }

  name(): string {
    const count = this.lengthWithin("nameBytes");
    const at = this.pos;
    this.skip(count);
    const text = decodeUtf8(this.bytes, at, this.pos);
    if (typeof text === "string") return text;
    return this.malformed("malformed UTF-8 encoding", text, { detail: `byte ${hex(this.bytes[text] as number)} in a name` });
  }
}
