/** Constant vectors of a program. */

/** A word of the constants, little-endian as in memory. */
export function constantWord(constants: Uint8Array, word: number): number {
  const at = 4 * word;
  const byte = (i: number): number => constants[at + i] as number;
  return byte(0) | (byte(1) << 8) | (byte(2) << 16) | (byte(3) << 24);
}
