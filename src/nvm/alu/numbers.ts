/** Functions of one number that the language of the host lacks. */

/** Trailing zero bits of 32. */
export const ctz32 = (x: number): number => (x === 0 ? 32 : 31 - Math.clz32(x & -x));

/** Bits that are 1, of 32. Counts in pairs, then in fours, then adds the bytes up. */
export function popcnt32(x: number): number {
  const pairs = x - ((x >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** From here on, doubles have no bits behind the point; adding it to a smaller one rounds it to an integer, halves to even. */
const INTEGERS = 2 ** 52;

/** The nearest integer, of two the even one, with the sign of `x`. Exact for doubles and for singles. */
export function nearest(x: number): number {
  if (x > 0) return x < INTEGERS ? x + INTEGERS - INTEGERS : x;
  if (x < 0 && x > -INTEGERS) {
    const rounded = x - INTEGERS + INTEGERS;
    return rounded === 0 ? -0 : rounded;
  }
  return x;
}
