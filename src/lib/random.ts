/** Random numbers that a seed repeats exactly. For schedules and samples, never for secrets. */

/**
 * Numbers from 0 up to 1, the same for the same 32-bit seed on every machine. The generator is sfc32 of C. Doty-Humphrey's PractRand,
 * its state filled from the seed and then run in.
 */
export function seededRandom(seed: number): () => number {
  let [a, b, c, counter] = [0, seed | 0, 0x9e3779b9 | 0, 1];
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let i = 0; i < 15; i++) next();
  return next;
}

/** An index below `count`. */
export const randomIndex = (random: () => number, count: number): number => Math.floor(random() * count);

/** The elements in an order drawn with `random`: each order is as likely. */
export function shuffled<T>(elements: readonly T[], random: () => number): readonly T[] {
  const result = [...elements];
  for (let last = result.length - 1; last > 0; last--) {
    const at = randomIndex(random, last + 1);
    [result[last], result[at]] = [result[at] as T, result[last] as T];
  }
  return result;
}
