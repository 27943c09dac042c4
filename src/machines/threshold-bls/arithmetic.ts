/**
 * What the models know of the algebra: integers modulo a small prime, by the definitions of `ThresholdBls.tla`. The machine computes with its
 * suite; this is what its results are held against.
 */

/** A value at each of some indices. */
export type Values = ReadonlyMap<number, number>;

/** The residue of an integer. */
export const residue = (q: number, integer: number): number => ((integer % q) + q) % q;

/** @spec ThresholdBls!Inverse */
export function inverse(q: number, a: number): number {
  return Array.from({ length: q }).findIndex((_, b) => residue(q, a * b) === 1);
}

/**
 * The value of the polynomial with these coefficients.
 * @spec ThresholdBls!Value
 */
export function value(q: number, coefficients: readonly number[], at: number): number {
  return coefficients.reduceRight((sum, coefficient) => residue(q, sum * at + coefficient), 0);
}

/**
 * By how much the value at `i` counts in the value at 0.
 * @spec ThresholdBls!Lagrange
 */
export function lagrange(q: number, at: readonly number[], i: number): number {
  return at.reduce((product, j) => (j === i ? product : residue(q, product * j * inverse(q, residue(q, j - i)))), 1);
}

/** @spec ThresholdBls!Interpolated */
export function interpolated(q: number, values: Values): number {
  const at = [...values.keys()];
  return at.reduce((sum, i) => residue(q, sum + lagrange(q, at, i) * (values.get(i) as number)), 0);
}

/** All lists of a length of these elements, the first fastest. */
export function lists<T>(elements: readonly T[], length: number): readonly (readonly T[])[] {
  if (length === 0) return [[]];
  return lists(elements, length - 1).flatMap((rest) => elements.map((element) => [...rest, element]));
}
