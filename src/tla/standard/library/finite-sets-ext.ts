/** FiniteSetsExt: folds over sets, subsets of a size, extremes, choices. */

import { elementsOf } from "../../values/lazy-sets.ts";
import { toBoolean, toInteger, toSet } from "../../values/operands.ts";
import { textOf, type Value } from "../../values/value.ts";
import { type Binary, type Context, fail, type Library, type Unary } from "./context.ts";
import { subsetsOfSize } from "./subsets.ts";

export function finiteSetsExtLibrary({ universe, core }: Context): Library {
  const plus = core.standard["+"] as Binary;
  const times = core.standard["*"] as Binary;
  /** The first of the canonical order is applied to the base, as the CommunityModules for TLC do. */
  const fold = (op: Binary, base: Value, set: Value): Value =>
    elementsOf(set).reduce<Value>((result, element) => op(element, result), base);
  const extreme = (name: string, isBetter: (a: number, b: number) => boolean) => (set: Value) => {
    const elements = elementsOf(set).map(toInteger);
    if (elements.length === 0) return fail(`${name} of an empty set`);
    return elements.reduce((best, element) => (isBetter(element, best) ? element : best));
  };

  return {
    FoldSet: fold,
    ReduceSet: (op: Binary, set: Value, base: Value) => fold(op, base, set),
    SumSet: (set: Value) => fold(plus, 0, set),
    ProductSet: (set: Value) => fold(times, 1, set),
    MapThenSumSet: (map: Unary, set: Value) => fold((element, sum) => plus(map(element), sum), 0, set),
    FlattenSet: (sets: Value) => core.unionOf(elementsOf(sets)),
    SymDiff: (a: Value, b: Value) => {
      const isIn = (set: Value) => (element: Value) => !core.contains(set, element);
      return core.unionOf([core.filtered(toSet(a), isIn(toSet(b))), core.filtered(toSet(b), isIn(toSet(a)))]);
    },
    Quantify: (set: Value, test: Unary) => elementsOf(set).filter((element) => toBoolean(test(element))).length,
    kSubset: (size: Value, set: Value) =>
      universe.setOf(subsetsOfSize(elementsOf(set), toInteger(size)).map((subset) => universe.setOfSorted(subset))),
    Max: extreme("Max", (a, b) => a > b),
    Min: extreme("Min", (a, b) => a < b),
    Choices: (sets: Value) => universe.setOf(core.rows(elementsOf(sets)).map((row) => universe.setOf(row))),
    ChooseUnique: (set: Value, test: Unary) => {
      const found = elementsOf(set).filter((element) => toBoolean(test(element)));
      if (found.length === 1) return found[0] as Value;
      return fail(`ChooseUnique finds ${found.length} elements of ${textOf(set)} that satisfy its predicate, expected one`);
    },
  };
}
