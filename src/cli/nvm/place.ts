/** What stands around a byte of a module, as far as a module that may be malformed shows it. */

import { hex } from "../../nvm/index.ts";

export interface Place {
  /** `preamble`, the name of a section, or `after the last section`. */
  readonly section: string;
  /** The number of the function in the code section, counted without imports. */
  readonly function?: number;
  /** Some bytes before and behind, the one at the offset in brackets. */
  readonly bytes: string;
}

const names = [
  "custom",
  "type",
  "import",
  "function",
  "table",
  "memory",
  "global",
  "export",
  "start",
  "element",
  "code",
  "data",
  "data count",
];
const CODE = 10;
const PREAMBLE = 8;
const AROUND = 6;

export function placeOf(module: Uint8Array, offset: number): Place {
  const bytes = around(module, offset);
  if (offset < PREAMBLE) return { section: "the preamble", bytes };
  for (let at = PREAMBLE; at < module.length; ) {
    const id = module[at] as number;
    const [size, start] = u32(module, at + 1);
    const end = start + size;
    if (offset < end || end > module.length) {
      const number = id === CODE && offset >= start ? functionAt(module, start, offset) : undefined;
      return { section: `the ${names[id] ?? "unknown"} section`, ...(number === undefined ? {} : { function: number }), bytes };
    }
    at = end;
  }
  return { section: "what follows the last section", bytes };
}

/** The number of the function in which an offset of the code section lies. */
function functionAt(module: Uint8Array, start: number, offset: number): number | undefined {
  const [count, first] = u32(module, start);
  for (let i = 0, at = first; i < count && at < module.length && at <= offset; i++) {
    const [size, body] = u32(module, at);
    if (offset < body + size) return i;
    at = body + size;
  }
  return undefined;
}

/** An integer and where it ends; what is malformed in it is taken as it stands. */
function u32(module: Uint8Array, at: number): readonly [value: number, end: number] {
  let value = 0;
  for (let i = 0; i < 5; i++) {
    const byte = module[at + i] ?? 0;
    value += (byte & 0x7f) * 2 ** (7 * i);
    if (byte < 0x80) return [value, at + i + 1];
  }
  return [value, at + 5];
}

function around(module: Uint8Array, offset: number): string {
  const from = Math.max(offset - AROUND, 0);
  const shown = Array.from(module.subarray(from, offset + AROUND + 1), (byte, i) => {
    const text = hex(byte).slice(2);
    return from + i === offset ? `[${text}]` : text;
  });
  return offset >= module.length ? `${shown.join(" ")} [end]` : shown.join(" ");
}
