/** The binary format written: what tools and tests build modules from. Nothing is checked; a wrong module can be written on purpose. */

/** The bytes of sections by name. */
export const SECTION = {
  custom: 0,
  type: 1,
  import: 2,
  function: 3,
  table: 4,
  memory: 5,
  global: 6,
  export: 7,
  start: 8,
  element: 9,
  code: 10,
  data: 11,
  dataCount: 12,
} as const;

export type Bytes = Uint8Array | readonly number[];

export function concat(...parts: readonly Bytes[]): Uint8Array {
  const result = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    result.set(part, at);
    at += part.length;
  }
  return result;
}

/** LEB128 of a number from 0 up to 2^32 - 1, in as few bytes as it takes. */
export function u32(value: number): readonly number[] {
  const bytes: number[] = [];
  let left = value >>> 0;
  do {
    const low = left & 0x7f;
    left >>>= 7;
    bytes.push(left === 0 ? low : low | 0x80);
  } while (left !== 0);
  return bytes;
}

/** LEB128 of a signed number of at most 53 bits. */
export function sN(value: number): readonly number[] {
  const bytes: number[] = [];
  for (let left = value; ; ) {
    const low = left - Math.floor(left / 128) * 128;
    left = Math.floor(left / 128);
    const isLast = (left === 0 && low < 0x40) || (left === -1 && low >= 0x40);
    bytes.push(isLast ? low : low | 0x80);
    if (isLast) return bytes;
  }
}

/** A vector of elements that are encoded already. */
export const vec = (...elements: readonly Bytes[]): Bytes => concat(u32(elements.length), ...elements);

/** ASCII names are all that tools need. */
export const name = (text: string): Bytes =>
  concat(
    u32(text.length),
    Uint8Array.from(text, (each) => each.charCodeAt(0)),
  );

export function section(id: number, ...contents: readonly Bytes[]): Bytes {
  const bytes = concat(...contents);
  return concat([id], u32(bytes.length), bytes);
}

/** An opcode with its prefix, from a row of the table of instructions. */
export const opcodeBytes = (opcode: number): readonly number[] =>
  opcode < 0x100 ? [opcode] : [opcode >> 8, ...u32(opcode & 0xff)];

/** The code of a function: its locals as pairs of count and type, and its instructions without the last `end`. */
export function code(locals: readonly (readonly [count: number, valtype: number])[], body: Bytes): Bytes {
  const bytes = concat(vec(...locals.map(([count, valtype]) => [...u32(count), valtype])), body, [0x0b]);
  return concat(u32(bytes.length), bytes);
}

export const functype = (params: Bytes, results: Bytes): Bytes =>
  concat([0x60], u32(params.length), params, u32(results.length), results);

/** The preamble and sections. */
export const moduleBytes = (...sections: readonly Bytes[]): Uint8Array =>
  concat([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00], ...sections);
