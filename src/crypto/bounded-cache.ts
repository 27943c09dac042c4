/** A memo of bounded size: when it is full the oldest entry leaves. */

/** Calls `make` for a key that is not kept. An answer of null is not kept: what is malformed comes from outside and may be of any length. */
export function boundedCache<K, V>(capacity: number): (key: K, make: (key: K) => V | null) => V | null {
  const kept = new Map<K, V>();
  return (key, make) => {
    const known = kept.get(key);
    if (known !== undefined) return known;
    const value = make(key);
    if (value === null) return null;
    if (kept.size >= capacity) kept.delete(kept.keys().next().value as K);
    kept.set(key, value);
    return value;
  };
}
