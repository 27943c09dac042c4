/** Opcodes that later proposals took: whoever meets one wants to know which. */

const later: readonly (readonly [first: number, last: number, proposal: string])[] = [
  [0x06, 0x0a, "exception handling"],
  [0x12, 0x13, "tail calls"],
  [0x14, 0x15, "typed function references"],
  [0x18, 0x19, "exception handling"],
  [0x1f, 0x1f, "exception handling"],
  [0xd3, 0xd3, "garbage collection"],
  [0xd4, 0xd6, "typed function references"],
  [0xfb, 0xfb, "garbage collection"],
  [0xfe, 0xfe, "threads"],
];

/** What a byte that is no opcode of WebAssembly 2.0 stands for elsewhere. */
export function proposalOf(byte: number): string | undefined {
  return later.find(([first, last]) => byte >= first && byte <= last)?.[2];
}

/** The same for a number after the prefix 0xfc or 0xfd. */
export function prefixedProposal(prefix: number, number: number): string | undefined {
  if (prefix === 0xfd && number >= 0x100) return "relaxed SIMD";
  return prefix === 0xfc && number >= 0x12 && number <= 0x16 ? "wide arithmetic or memory control" : undefined;
}
