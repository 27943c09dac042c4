import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { FULL, hashKey, StateStore } from "./store.ts";

const word = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }));

describe("the state store", () => {
  test.prop([
    fc
      .integer({ min: 1, max: 4 })
      .chain((words) => fc.tuple(fc.constant(words), fc.array(fc.array(word, { minLength: words, maxLength: words })))),
  ])("agrees with a Map of keys to the order of insertion", ([words, keys]) => {
    const store = new StateStore({ words });
    const model = new Map<string, number>();
    keys.forEach((key, i) => {
      const name = key.join();
      const known = model.get(name);
      const at = Int32Array.from([7, ...key]);
      expect(store.find(at, 1)).toBe(known ?? -1);
      const given = store.insert(at, 1, i - 1);
      if (known === undefined) {
        expect(given).toBe(model.size);
        expect(store.predecessor(given)).toBe(i - 1);
        model.set(name, given);
      } else {
        expect(given).toBe(~known);
      }
      expect(store.find(at, 1)).toBe(known ?? given);
    });
    expect(store.size).toBe(model.size);
    for (const [name, index] of model) {
      const start = store.keyOffset(index);
      expect(
        store
          .keyChunk(index)
          .slice(start, start + words)
          .join(),
      ).toBe(name);
    }
  });

  test.prop([fc.array(fc.array(word, { minLength: 2, maxLength: 2 }), { maxLength: 64 })])(
    "inserts many as it inserts one by one",
    (keys) => {
      const one = new StateStore({ words: 2 });
      const many = new StateStore({ words: 2 });
      const packed = Int32Array.from(keys.flat());
      const parents = Int32Array.from(keys, (_, i) => i - 1);
      const results = new Int32Array(keys.length);
      many.insertAll(packed, parents, keys.length, results);
      expect([...results]).toEqual(keys.map((_, i) => one.insert(packed, 2 * i, i - 1)));
    },
  );

  test("keeps every key and index while it grows, also in the middle of a batch", () => {
    const store = new StateStore({ words: 2 });
    const count = 300_000;
    const batch = 64;
    const keys = new Int32Array(2 * batch);
    const results = new Int32Array(batch);
    for (let start = 0; start < count; start += batch) {
      for (let i = 0; i < batch; i++) keys.set([Math.imul(start + i, 0x01000193), start + i], 2 * i);
      store.insertAll(keys, new Int32Array(batch).fill(start - 1), batch, results);
      for (let i = 0; i < batch; i++) if (results[i] !== start + i) expect(results[i]).toBe(start + i);
    }
    const key = new Int32Array(2);
    for (let n = 0; n < count; n++) {
      key.set([Math.imul(n, 0x01000193), n]);
      if (store.find(key, 0) !== n) expect(store.find(key, 0)).toBe(n);
    }
    expect(store.bytes / store.size).toBeLessThan(30);
  });

  test("says that it is full at its number of states, and still finds what it has", () => {
    const store = new StateStore({ words: 1, maxStates: 3 });
    const given = [5, 6, 7, 8, 6, 9].map((n) => store.insert(Int32Array.of(n), 0, -1));
    expect(given).toEqual([0, 1, 2, FULL, ~1, FULL]);
    expect(store.size).toBe(3);
  });

  test("stays within its bytes, also while it grows, and says that it is full", () => {
    const maxBytes = 3_000_000;
    const store = new StateStore({ words: 2, maxBytes });
    let last = 0;
    for (let n = 0; last >= 0; n++) {
      last = store.insert(Int32Array.of(n, -n), 0, -1);
      if (store.bytes > maxBytes) expect(store.bytes).toBeLessThanOrEqual(maxBytes);
    }
    expect(last).toBe(FULL);
    expect(store.size).toBeGreaterThan(60_000);
    expect(store.find(Int32Array.of(1000, -1000), 0)).toBe(1000);
    expect(new StateStore({ words: 2, maxBytes: 1000 }).insert(Int32Array.of(1, 1), 0, -1)).toBe(FULL);
  });

  test("fills a table that may not grow", () => {
    const store = new StateStore({ words: 2, maxBytes: 1_400_000 });
    let n = 0;
    while (store.insert(Int32Array.of(n, n), 0, -1) !== FULL) n++;
    // A chunk of 2^16 keys and 2^16 slots fit; another 2^17 slots beside them do not.
    expect(store.bytes).toBe(4 * (3 * 2 ** 16 + 2 ** 16));
    expect(store.size).toBe(Math.floor(0.9 * 2 ** 16));
  });

  test("the hash spreads neighbouring keys over the table", () => {
    const slots = 1 << 16;
    const used = new Set<number>();
    for (let i = 0; i < 256; i++) for (let j = 0; j < 256; j++) used.add(hashKey(Int32Array.of(i, j), 0, 2) >>> 16);
    // Throwing that many balls at random leaves slots * (1 - 1/e) of the slots used.
    expect(used.size / slots).toBeGreaterThan(0.62);
    expect(used.size / slots).toBeLessThan(0.65);
  });
});
