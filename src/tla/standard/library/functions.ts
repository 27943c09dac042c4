/** Functions, Folds: restrictions, ranges, inverses, injections, folds. */

import { elementsOf } from "../../values/lazy-sets.ts";
import { toBoolean, toFunction, toSet } from "../../values/operands.ts";
import type { FunctionValue, SetValue, Value } from "../../values/value.ts";
import { type Binary, type Context, fail, type Library, type Unary } from "./context.ts";

export function functionsLibrary({ universe, core }: Context): Library {
  const restrict = (fn: Value, to: Value): Value => core.functionOn(to, (argument) => core.apply1(fn, argument));
  const isInjective = (fn: Value): boolean => new Set(toFunction(fn).values).size === toFunction(fn).values.length;
  const range = (fn: Value): SetValue => universe.setOf(toFunction(fn).values);
  /** All functions from a set to another that `keep` accepts as they grow, by their values so far. */
  const functions = (from: Value, to: Value, keep: (values: readonly Value[]) => boolean): readonly FunctionValue[] => {
    const domain = universe.forced(toSet(from)) as SetValue;
    const targets = elementsOf(to);
    let rows: readonly (readonly Value[])[] = [[]];
    for (let i = 0; i < domain.elements.length; i++) {
      rows = rows.flatMap((row) => targets.map((target) => [...row, target]).filter(keep));
    }
    return rows.map((row) => universe.functionOf(domain, row));
  };
  const isNew = (values: readonly Value[]): boolean => !values.slice(0, -1).includes(values.at(-1) as Value);
  const injections = (from: Value, to: Value) => functions(from, to, isNew);
  const covers = (fn: FunctionValue, to: Value): boolean => new Set(fn.values).size === elementsOf(to).length;
  const size = (set: Value): number => elementsOf(set).length;
  const inverse = (fn: Value, from: Value, to: Value): Value => {
    const reached = range(fn);
    return core.functionOn(to, (target) =>
      core.choose(from, (source) => !core.contains(reached, target) || core.equal(core.apply1(fn, source), target)),
    );
  };
  /** The first of the canonical order is applied to the base, as the CommunityModules for TLC do. */
  const fold = (op: Binary, base: Value, fn: Value, indices: Value): Value =>
    elementsOf(indices).reduce<Value>((result, index) => op(core.apply1(fn, index), result), base);
  const sum = (fn: Value, indices: Value): Value => fold(core.standard["+"] as Binary, 0, fn, indices);

  return {
    Restrict: restrict,
    RestrictDomain: (fn: Value, test: Unary) =>
      restrict(
        fn,
        core.filtered(toFunction(fn).domain, (argument) => toBoolean(test(argument))),
      ),
    RestrictValues: (fn: Value, test: Unary) =>
      restrict(
        fn,
        core.filtered(toFunction(fn).domain, (argument) => toBoolean(test(core.apply1(fn, argument)))),
      ),
    IsRestriction: (narrow: Value, wide: Value) => {
      const { domain } = toFunction(wide);
      return toFunction(narrow).domain.elements.every(
        (argument) => core.contains(domain, argument) && core.equal(core.apply1(narrow, argument), core.apply1(wide, argument)),
      );
    },
    Range: range,
    Pointwise: (f: Value, g: Value, op: Binary) =>
      core.functionOn(toFunction(f).domain, (argument) => op(core.apply1(f, argument), core.apply1(g, argument))),
    Inverse: inverse,
    AntiFunction: (fn: Value) => inverse(fn, toFunction(fn).domain, range(fn)),
    IsInjective: isInjective,
    Injection: (from: Value, to: Value) => universe.setOf(injections(from, to)),
    Surjection: (from: Value, to: Value) => universe.setOf(functions(from, to, () => true).filter((fn) => covers(fn, to))),
    Bijection: (from: Value, to: Value) => universe.setOf(injections(from, to).filter((fn) => covers(fn, to))),
    ExistsInjection: (from: Value, to: Value) => size(from) <= size(to),
    ExistsSurjection: (from: Value, to: Value) => size(from) >= size(to) && (size(to) > 0 || size(from) === 0),
    ExistsBijection: (from: Value, to: Value) => size(from) === size(to),
    FoldFunction: (op: Binary, base: Value, fn: Value) => fold(op, base, fn, toFunction(fn).domain),
    FoldFunctionOnSet: fold,
    SumFunction: (fn: Value) => sum(fn, toFunction(fn).domain),
    SumFunctionOnSet: sum,
  };
}

export function foldsLibrary({ universe, core }: Context): Library {
  return {
    MapThenFoldSet: (op: Binary, base: Value, map: Unary, choose: Unary, set: Value) => {
      const chosen: Value[] = [];
      for (let rest: Value = universe.forced(toSet(set)); elementsOf(rest).length > 0; ) {
        const next = choose(rest);
        if (!core.contains(rest, next)) fail("MapThenFoldSet chose what is no element of the set");
        chosen.push(next);
        rest = core.filtered(rest, (element) => !core.equal(element, next));
      }
      return chosen.reduceRight<Value>((result, element) => op(map(element), result), base);
    },
  };
}
