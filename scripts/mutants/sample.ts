/** A seeded choice, so that a run can be repeated. */

/** `count` of the items in their order, or all if there are fewer. The same seed chooses the same. */
export function sample<T>(items: readonly T[], count: number, seed: number): readonly T[] {
  const random = mulberry32(seed);
  const places = items.map((_, place) => place);
  const chosen: number[] = [];
  while (chosen.length < count && places.length > 0) {
    const at = Math.floor(random() * places.length);
    chosen.push(...places.splice(at, 1));
  }
  return chosen.sort((a, b) => a - b).map((place) => items[place] as T);
}

/** T. Ettinger's generator of 32-bit numbers, scaled to [0, 1). */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
