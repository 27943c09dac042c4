/** Bags and BagsExt: a bag is a function from its elements to how often each is in it. */

import { contains, elementsOf, placeIn } from "../../values/lazy-sets.ts";
import { toFunction, toInteger, toSet } from "../../values/operands.ts";
import { FunctionValue, type SetValue, type Value } from "../../values/value.ts";
import type { Binary, Context, Library, Unary } from "./context.ts";

/** Copies by element. */
type Counts = ReadonlyMap<Value, number>;

function bagRecords({ universe }: Context) {
  const counts = (bag: Value): Counts => {
    const { domain, values } = toFunction(bag);
    return new Map(domain.elements.map((element, i) => [element, toInteger(values[i] as Value)]));
  };
  const bagOf = (of: Counts): Value => {
    const domain = universe.setOf([...of].filter(([, copies]) => copies > 0).map(([element]) => element));
    return universe.functionOf(
      domain,
      domain.elements.map((element) => of.get(element) as number),
    );
  };
  /** The bag of all elements with, for each, what becomes of its copies on both sides. */
  const combined = (a: Value, b: Value, of: (left: number, right: number) => number): Value => {
    const [left, right] = [counts(a), counts(b)];
    return bagOf(new Map([...left.keys(), ...right.keys()].map((key) => [key, of(left.get(key) ?? 0, right.get(key) ?? 0)])));
  };
  return { counts, bagOf, combined };
}

export function bagsLibrary(context: Context): Library {
  const { universe, core } = context;
  const { counts, bagOf, combined } = bagRecords(context);
  const sum = core.standard["+"] as (left: number, right: number) => number;
  const plus = (a: Value, b: Value): Value => combined(a, b, (left, right) => sum(left, right));
  const setToBag = (set: Value): Value => bagOf(new Map(elementsOf(set).map((element) => [element, 1])));
  return {
    IsABag: (bag: Value) =>
      bag instanceof FunctionValue && bag.values.every((copies) => typeof copies === "number" && copies > 0),
    BagToSet: (bag: Value) => toFunction(bag).domain,
    SetToBag: setToBag,
    BagIn: (element: Value, bag: Value) => contains(toFunction(bag).domain, element),
    EmptyBag: () => setToBag(universe.emptySet),
    "\\oplus": plus,
    "\\ominus": (a: Value, b: Value) => combined(a, b, (left, right) => left - right),
    BagUnion: (bags: Value) => elementsOf(bags).reduce((all, bag) => plus(all, bag), setToBag(universe.emptySet)),
    "\\sqsubseteq": (a: Value, b: Value) => {
      const right = counts(b);
      return [...counts(a)].every(([element, copies]) => copies <= (right.get(element) ?? 0));
    },
    SubBag: (bag: Value) => {
      let rows: readonly Counts[] = [new Map()];
      for (const [element, copies] of counts(bag)) {
        rows = rows.flatMap((row) => Array.from({ length: copies + 1 }, (_, taken) => new Map([...row, [element, taken]])));
      }
      return universe.setOf(rows.map(bagOf));
    },
    BagOfAll: (map: Unary, bag: Value) => {
      const images = new Map<Value, number>();
      for (const [element, copies] of counts(bag)) {
        const image = universe.forced(map(element));
        images.set(image, sum(images.get(image) ?? 0, copies));
      }
      return bagOf(images);
    },
    BagCardinality: (bag: Value) => [...counts(bag).values()].reduce((all, copies) => sum(all, copies), 0),
    CopiesIn: (element: Value, bag: Value) => {
      const { domain } = toFunction(bag);
      return contains(domain, element) ? (counts(bag).get(universe.forced(element)) as number) : 0;
    },
  };
}

export function bagsExtLibrary(context: Context): Library {
  const { universe, core } = context;
  const { counts } = bagRecords(context);
  const plus = core.standard["+"] as Binary;
  /** The bag with one copy more. */
  const add = (bag: Value, added: Value): Value => {
    const of = toFunction(bag);
    const { domain, values } = of;
    const element = universe.forced(added);
    const at = placeIn(domain.elements, element);
    if (at >= 0) return universe.functionWith(of, at, plus(values[at] as Value, 1));
    return universe.functionOf(universe.setWith(domain, ~at, element), values.toSpliced(~at, 0, 1));
  };
  /** The bag with one copy less of an element that is in it. */
  const remove = (bag: Value, removed: Value): Value => {
    const of = toFunction(bag);
    const { domain, values } = of;
    const at = placeIn(domain.elements, universe.forced(removed));
    if (at < 0) return bag;
    const copies = toInteger(values[at] as Value);
    if (copies > 1) return universe.functionWith(of, at, copies - 1);
    return universe.functionOf(universe.setWithout(domain, at), values.toSpliced(at, 1));
  };
  const fold = (op: Binary, base: Value, bag: Value): Value =>
    [...counts(bag)]
      .flatMap(([element, copies]) => Array<Value>(copies).fill(element))
      .reduceRight((result, element) => op(element, result), base);
  return {
    BagAdd: add,
    BagRemove: remove,
    BagRemoveAll: (bag: Value, element: Value) => {
      const { domain } = toFunction(bag);
      const kept = core.filtered(toSet(domain), (one) => !core.equal(one, element)) as SetValue;
      return core.functionOn(kept, (one) => core.apply1(bag, one));
    },
    FoldBag: fold,
    SumBag: (bag: Value) => fold(plus, 0, bag),
    ProductBag: (bag: Value) => fold(core.standard["*"] as Binary, 1, bag),
  };
}
