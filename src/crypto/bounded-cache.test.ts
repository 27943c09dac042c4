import { expect, test } from "vitest";
import { boundedCache } from "./bounded-cache.ts";

test("a value is made once while it is kept, and the oldest leaves first", () => {
  const made: number[] = [];
  const cache = boundedCache<number, string>(2);
  const get = (key: number) =>
    cache(key, (k) => {
      made.push(k);
      return `v${k}`;
    });
  expect([get(1), get(2), get(1), get(2)]).toEqual(["v1", "v2", "v1", "v2"]);
  expect(made).toEqual([1, 2]);
  get(3);
  get(2);
  expect(made).toEqual([1, 2, 3]);
  expect(get(1)).toBe("v1");
  expect(made).toEqual([1, 2, 3, 1]);
});

test("null is not kept, so malformed keys push nothing out", () => {
  let calls = 0;
  const cache = boundedCache<string, string>(1);
  cache("good", () => "g");
  const refuse = (): null => {
    calls++;
    return null;
  };
  for (let i = 0; i < 3; i++) expect(cache("bad", refuse)).toBeNull();
  expect(calls).toBe(3);
  expect(cache("good", () => "made again")).toBe("g");
});
