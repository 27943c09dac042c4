/** Relation: properties and closures of a relation on a set, given as a function of pairs to booleans, or as an operator. */

import { elementsOf } from "../../values/lazy-sets.ts";
import { toBoolean } from "../../values/operands.ts";
import type { Value } from "../../values/value.ts";
import type { Binary, Context, Library } from "./context.ts";
import { reachability } from "./reachability.ts";

type Related = (a: Value, b: Value) => boolean;
type Property = (related: Related, elements: readonly Value[]) => boolean;

const isReflexive: Property = (related, elements) => elements.every((x) => related(x, x));
const isIrreflexive: Property = (related, elements) => !elements.some((x) => related(x, x));
const everyPair = (elements: readonly Value[], holds: Related): boolean =>
  elements.every((x) => elements.every((y) => holds(x, y)));
const isSymmetric: Property = (related, elements) => everyPair(elements, (x, y) => related(x, y) === related(y, x));
const isAntiSymmetric: Property = (related, elements) =>
  everyPair(elements, (x, y) => x === y || !(related(x, y) && related(y, x)));
const isAsymmetric: Property = (related, elements) => everyPair(elements, (x, y) => !(related(x, y) && related(y, x)));
const isTransitive: Property = (related, elements) =>
  everyPair(elements, (x, y) => !related(x, y) || elements.every((z) => !related(y, z) || related(x, z)));
const all =
  (...properties: readonly Property[]): Property =>
  (related, elements) =>
    properties.every((holds) => holds(related, elements));
const isStrictOrder = all(isIrreflexive, isAntiSymmetric, isTransitive);
const isOrder = all(isReflexive, isAntiSymmetric, isTransitive);
const isTotal: Property = (related, elements) => everyPair(elements, (x, y) => x === y || related(x, y) || related(y, x));

const properties: { readonly [name: string]: Property } = {
  IsReflexive: isReflexive,
  IsIrreflexive: isIrreflexive,
  IsSymmetric: isSymmetric,
  IsAntiSymmetric: isAntiSymmetric,
  IsAsymmetric: isAsymmetric,
  IsTransitive: isTransitive,
  IsStrictlyPartiallyOrdered: isStrictOrder,
  IsPartiallyOrdered: isOrder,
  IsStrictlyTotallyOrdered: all(isStrictOrder, isTotal),
  IsTotallyOrdered: all(isOrder, isTotal),
};

export function relationLibrary({ universe, core }: Context): Library {
  const relatedBy =
    (relation: Value): Related =>
    (a, b) =>
      toBoolean(core.apply1(relation, universe.sequence([a, b])));
  const under =
    (op: Binary): Related =>
    (a, b) =>
      toBoolean(op(a, b));
  const ofFunctions = Object.entries(properties).map(([name, holds]) => [
    name,
    (relation: Value, set: Value) => holds(relatedBy(relation), elementsOf(set)),
  ]);
  const ofOperators = Object.entries(properties).map(([name, holds]) => [
    `${name}Under`,
    (op: Binary, set: Value) => holds(under(op), elementsOf(set)),
  ]);
  /** A function of pairs. */
  const matrix = (set: Value, holds: Related): Value => core.functionOver([set, set], ([a, b]) => holds(a as Value, b as Value));
  const closure = (relation: Value, set: Value): Related => reachability(elementsOf(set), relatedBy(relation));
  return {
    ...Object.fromEntries([...ofFunctions, ...ofOperators]),
    TransitiveClosure: (relation: Value, set: Value) => matrix(set, closure(relation, set)),
    ReflexiveTransitiveClosure: (relation: Value, set: Value) => {
      const reaches = closure(relation, set);
      return matrix(set, (a, b) => a === b || reaches(a, b));
    },
    IsConnected: (relation: Value, set: Value) => {
      const reaches = closure(relation, set);
      return everyPair(elementsOf(set), (a, b) => a === b || reaches(a, b));
    },
  };
}
