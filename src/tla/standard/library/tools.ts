/** TLAPS and Apalache: what the provers and the symbolic checker read in a module, as the TLA+ that it is for every other tool. */

import { elementsOf } from "../../values/lazy-sets.ts";
import { toFunction, toInteger, toSequence } from "../../values/operands.ts";
import { textOf, type Value } from "../../values/value.ts";
import { standardModules } from "../names.ts";
import { type Binary, type Context, fail, type Library, type Unary } from "./context.ts";

/** Hints to provers are true. */
export function tlapsLibrary(): Library {
  const names = standardModules.get("TLAPS")?.operators.keys() ?? [];
  const hints = [...names].filter((name) => !name.endsWith("Wrapper"));
  return Object.fromEntries(hints.map((name) => [name, () => true]));
}

export function apalacheLibrary({ universe, core }: Context): Library {
  const same = (value: Value): Value => value;
  return {
    Skolem: same,
    Expand: same,
    ConstCardinality: same,
    Guess: (set: Value) => elementsOf(set)[0] ?? fail("Guess of an empty set"),
    MkSeq: (length: Value, at: Unary) =>
      universe.sequence(Array.from({ length: toInteger(length) }, (_, i) => universe.forced(at(i + 1)))),
    Repeat: (op: Binary, times: Value, start: Value) =>
      Array.from({ length: toInteger(times) }, (_, i) => i + 1).reduce<Value>((value, i) => op(value, i), start),
    SetAsFun: (pairs: Value) => {
      const rows = elementsOf(pairs).map((pair) => toSequence(pair).values);
      const domain = universe.setOf(rows.map(([key]) => key as Value));
      if (domain.elements.length < rows.length) return fail(`SetAsFun: a key of ${textOf(pairs)} has two values`);
      return core.functionOn(domain, (key) => rows.find(([one]) => one === key)?.[1] as Value);
    },
    FunAsSeq: (fn: Value, length: Value, _most: Value) => {
      const places = Array.from({ length: toInteger(length) }, (_, i) => core.apply1(toFunction(fn), i + 1));
      return universe.sequence(places);
    },
    ApaFoldSet: (op: Binary, base: Value, set: Value) =>
      elementsOf(set).reduce<Value>((result, element) => op(result, element), base),
    ApaFoldSeqLeft: (op: Binary, base: Value, s: Value) =>
      toSequence(s).values.reduce<Value>((result, item) => op(result, item), base),
  };
}
