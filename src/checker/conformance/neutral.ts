/**
 * Values as implementations exchange them: the neutral notation in its one form, so that equal values have equal texts.
 *
 * Integers are JSON numbers, `{"#set": [...]}` is a set, `{"#tup": [...]}` a sequence or tuple, `{"#map": [[key, value], ...]}` any other
 * function, an object a record. A function whose domain is 1..n is written as the sequence that it is in TLA+, one whose domain is
 * strings as the record; a reader takes either.
 */

import { canonicalJson } from "../../lib/canonical.ts";
import type { Data, Itf, ItfRecord } from "../../lib/data.ts";
import { compareItf, isMap, isSet, isTuple, sortedElements, sortedPairs } from "../itf-order.ts";

/** What is wrong with a value from outside, and where. */
export class BadValue extends Error {
  readonly path: string;
  readonly expected: string;
  constructor(path: string, expected: string) {
    super(`${path}: expected ${expected}`);
    this.path = path;
    this.expected = expected;
  }
}

/** Deeper values are none of a finite model. */
const DEEPEST = 64;
/** The integers of TLC. */
const LARGEST = 2 ** 31;

/** A parsed JSON value as a value in its one form. Throws {@link BadValue}. */
export function readNeutral(json: unknown, path: string, depth = 0): Itf {
  if (depth > DEEPEST) throw new BadValue(path, `a value of at most ${DEEPEST} levels`);
  if (typeof json === "boolean") return json;
  if (typeof json === "string") return /\p{Surrogate}/u.test(json) ? bad(path, "a text without lone surrogates") : json;
  if (typeof json === "number") return isInteger(json) ? json : bad(path, "an integer of 32 bits");
  if (typeof json !== "object" || json === null || Array.isArray(json)) return bad(path, "a value in neutral notation");
  const keys = Object.keys(json);
  const tag = keys.find((key) => key.startsWith("#"));
  if (tag === undefined) {
    const fields = keys.map((key) => [key, readNeutral((json as ItfRecord)[key], `${path}.${key}`, depth + 1)] as const);
    return normal(Object.fromEntries(fields));
  }
  if (keys.length > 1) return bad(path, `an object with ${tag} alone`);
  return readTagged(tag, (json as { readonly [tag: string]: unknown })[tag], `${path}.${tag}`, depth + 1);
}

function readTagged(tag: string, content: unknown, path: string, depth: number): Itf {
  const items = Array.isArray(content) ? (content as readonly unknown[]) : bad(path, "an array");
  const read = (item: unknown, at: string | number) => readNeutral(item, `${path}[${at}]`, depth);
  switch (tag) {
    case "#tup":
      return { "#tup": items.map(read) };
    case "#set": {
      const sorted = sortedElements(items.map(read), true);
      return sorted.length === items.length ? { "#set": sorted } : bad(path, "each element once");
    }
    case "#map": {
      const pairs = items.map((pair, i) => {
        const [key, image] = Array.isArray(pair) && pair.length === 2 ? (pair as [unknown, unknown]) : bad(path, "pairs");
        return [read(key, `${i}][0`), read(image, `${i}][1`)] as const;
      });
      const sorted = sortedPairs(pairs, true);
      const twice = sorted.some(([key], i) => i > 0 && compareItf((sorted[i - 1] as (typeof sorted)[0])[0], key, true) === 0);
      return twice ? bad(path, "each key once") : normal({ "#map": sorted });
    }
    default:
      return bad(path, "one of #set, #tup, #map");
  }
}

const isInteger = (number: number): boolean => Number.isInteger(number) && number >= -LARGEST && number < LARGEST;

function bad(path: string, expected: string): never {
  throw new BadValue(path, expected);
}

/** The one form of a value of ours. */
export function normal(itf: Itf): Itf {
  if (typeof itf !== "object") return itf;
  if (isTuple(itf)) return { "#tup": itf["#tup"].map(normal) };
  if (isSet(itf)) return { "#set": sortedElements(itf["#set"].map(normal), true) };
  if (isMap(itf))
    return normalFunction(
      sortedPairs(
        itf["#map"].map(([key, image]) => [normal(key), normal(image)] as const),
        true,
      ),
    );
  const fields = Object.keys(itf).sort();
  return fields.length === 0
    ? { "#tup": [] }
    : Object.fromEntries(fields.map((name) => [name, normal((itf as ItfRecord)[name] as Itf)]));
}

function normalFunction(pairs: readonly (readonly [Itf, Itf])[]): Itf {
  if (pairs.every(([key], i) => key === i + 1)) return { "#tup": pairs.map(([, image]) => image) };
  const isRecord = pairs.every(([key]) => typeof key === "string" && !key.startsWith("#"));
  return isRecord ? (Object.fromEntries(pairs) as ItfRecord) : { "#map": pairs };
}

/** The text of a value in its one form: equal exactly when the values are. */
export const neutralText = (itf: Itf): string => canonicalJson(normal(itf) as unknown as Data);
