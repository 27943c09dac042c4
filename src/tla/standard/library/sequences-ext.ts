/** SequencesExt: searching, changing, folding and taking apart sequences. */

import { elementsOf, FunctionSet, IntervalSet } from "../../values/lazy-sets.ts";
import { toBoolean, toInteger, toSequence, toSet } from "../../values/operands.ts";
import { type SetValue, StringValue, type Value } from "../../values/value.ts";
import { BoundedSequences } from "./bounded-sequences.ts";
import { type Binary, type Context, fail, type Library, type Unary } from "./context.ts";
import { arrangements } from "./subsets.ts";

const items = (sequence: Value): readonly Value[] => toSequence(sequence).values;

/** Where `part` first stands in `whole`, from 0, or -1; values are interned, so identity is equality. */
function placeOf(part: readonly Value[], whole: readonly Value[], from = 0): number {
  for (let at = from; at + part.length <= whole.length; at++) {
    if (part.every((item, i) => item === whole[at + i])) return at;
  }
  return -1;
}

export function sequencesExtLibrary(context: Context): Library {
  return { ...making(context), ...searching(context), ...changing(context), ...foldingLibrary(), ...parting(context) };
}

/** Sequences from sets and numbers. */
function making({ universe, core }: Context): Library {
  const sequence = (values: readonly Value[]) => universe.sequence(values);
  const bounded = (set: Value, most: Value) => new BoundedSequences(universe, toSet(set), toInteger(most));
  const sortSeq = core.standard.SortSeq as (s: Value, before: Binary) => Value;
  const arranged = (set: Value) => {
    const elements = elementsOf(set);
    return arrangements(elements, elements.length).map(sequence);
  };
  return {
    ToSet: (s: Value) => universe.setOf(items(s)),
    ToBag: (s: Value) => {
      const keys = universe.setOf(items(s));
      return universe.functionOf(
        keys,
        keys.elements.map((element) => items(s).filter((item) => item === element).length),
      );
    },
    SetToSeq: (set: Value) => sequence(elementsOf(set)),
    SetToSeqs: (set: Value) => universe.setOf(arranged(set)),
    SetToSortSeq: (set: Value, before: Binary) => sortSeq(sequence(elementsOf(set)), before),
    SetToAllKPermutations: (set: Value) => {
      const elements = elementsOf(set);
      const lengths = Array.from({ length: elements.length + 1 }, (_, length) => length);
      return universe.setOf(lengths.flatMap((length) => arrangements(elements, length).map(sequence)));
    },
    TupleOf: (set: Value, length: Value) =>
      new FunctionSet(universe, new IntervalSet(universe, 1, toInteger(length)), toSet(set)),
    SeqOf: bounded,
    BoundedSeq: bounded,
    SeqMod: (a: Value, b: Value) => {
      const rest = (core.standard["%"] as Binary)(a, b);
      return rest === 0 ? b : rest;
    },
  };
}

function searching({ universe, core }: Context): Library {
  const first = (s: readonly Value[], test: Unary): number => s.findIndex((item) => toBoolean(test(item))) + 1;
  const last = (s: readonly Value[], test: Unary): number => s.findLastIndex((item) => toBoolean(test(item))) + 1;
  const subSeq = core.standard.SubSeq as (s: Value, from: Value, to: Value) => Value;
  /** The place in the whole sequence. */
  const within = (s: Value, from: Value, to: Value, place: (part: readonly Value[]) => number): number => {
    const found = place(items(subSeq(s, from, to)));
    return found === 0 ? 0 : toInteger(from) - 1 + found;
  };
  const isPrefix = (s: Value, t: Value): boolean => items(s).every((item, i) => core.equal(item, items(t)[i] as Value));
  const isWithin = (s: Value, t: Value): boolean => items(s).length <= items(t).length;
  const isSuffix = (s: Value, t: Value): boolean => {
    const offset = items(t).length - items(s).length;
    return items(s).every((item, i) => core.equal(item, items(t)[offset + i] as Value));
  };
  const differ = (s: Value, t: Value): boolean => items(s).length !== items(t).length;
  return {
    Contains: (s: Value, wanted: Value) => items(s).some((item) => core.equal(item, wanted)),
    SelectInSeq: (s: Value, test: Unary) => first(items(s), test),
    SelectInSubSeq: (s: Value, from: Value, to: Value, test: Unary) => within(s, from, to, (part) => first(part, test)),
    SelectLastInSeq: (s: Value, test: Unary) => last(items(s), test),
    SelectLastInSubSeq: (s: Value, from: Value, to: Value, test: Unary) => within(s, from, to, (part) => last(part, test)),
    IsPrefix: (s: Value, t: Value) => isWithin(s, t) && isPrefix(s, t),
    IsStrictPrefix: (s: Value, t: Value) => isWithin(s, t) && differ(s, t) && isPrefix(s, t),
    IsSuffix: (s: Value, t: Value) => isWithin(s, t) && isSuffix(s, t),
    IsStrictSuffix: (s: Value, t: Value) => isWithin(s, t) && differ(s, t) && isSuffix(s, t),
    IsSorted: (s: Value, before: Binary) =>
      items(s).every((early, i, all) => all.slice(i + 1).every((late) => toBoolean(before(early, late)))),
    IndexFirstSubSeq: (part: Value, s: Value) => {
      const at = placeOf(items(part), items(s));
      return at < 0 ? fail("IndexFirstSubSeq of a sequence that is no part of the other") : at + 1;
    },
    LongestCommonPrefix: (set: Value) => {
      const [one, ...others] = elementsOf(set).map(items);
      if (one === undefined) return fail("LongestCommonPrefix of an empty set");
      const length = one.findIndex((item, i) => others.some((other) => other[i] !== item));
      return universe.sequence(length < 0 ? one : one.slice(0, length));
    },
  };
}

function changing({ universe, core }: Context): Library {
  const sequence = (values: readonly Value[]) => universe.sequence(values.map((value) => universe.forced(value)));
  const subSeq = core.standard.SubSeq as (s: Value, from: Value, to: Value) => Value;
  const part = (s: Value, from: number, to: number): readonly Value[] => items(subSeq(s, from, to));
  const length = (s: Value): number => items(s).length;
  const removeAt = (s: Value, at: number): Value => sequence([...part(s, 1, at - 1), ...part(s, at + 1, length(s))]);
  const removeFirst = (s: Value, test: (item: Value) => boolean): Value => {
    const at = items(s).findIndex(test);
    return at < 0 ? s : removeAt(s, at + 1);
  };
  const replaceAt = (at: number, by: Value, old: Value, s: Value): Value =>
    sequence([...part(s, 1, at - 1), ...items(by), ...part(s, at + length(old), length(s))]);
  return {
    Reverse: (s: Value) => sequence(items(s).toReversed()),
    Remove: (s: Value, unwanted: Value) => sequence(items(s).filter((item) => !core.equal(item, unwanted))),
    ReplaceAll: (s: Value, old: Value, by: Value) => sequence(items(s).map((item) => (core.equal(item, old) ? by : item))),
    InsertAt: (s: Value, at: Value, item: Value) =>
      sequence([...part(s, 1, toInteger(at) - 1), item, ...part(s, toInteger(at), length(s))]),
    ReplaceAt: (s: Value, at: Value, item: Value) => core.except(s, [at], () => item),
    RemoveAt: (s: Value, at: Value) => removeAt(s, toInteger(at)),
    RemoveFirst: (s: Value, unwanted: Value) => removeFirst(s, (item) => core.equal(item, unwanted)),
    RemoveFirstMatch: (s: Value, test: Unary) => removeFirst(s, (item) => toBoolean(test(item))),
    Cons: (item: Value, s: Value) => sequence([item, ...items(s)]),
    Snoc: (item: Value, s: Value) => sequence([...items(s), item]),
    Front: (s: Value) => sequence(part(s, 1, length(s) - 1)),
    Last: (s: Value) => items(s).at(-1) ?? fail("Last of an empty sequence"),
    ReplaceSubSeqAt: (at: Value, by: Value, old: Value, s: Value) => replaceAt(toInteger(at), by, old, s),
    ReplaceFirstSubSeq: (by: Value, old: Value, s: Value) => {
      const at = placeOf(items(old), items(s));
      return at < 0 ? s : replaceAt(at + 1, by, old, s);
    },
    ReplaceAllSubSeqs: (by: Value, old: Value, s: Value) => {
      if (length(old) === 0 && length(s) > 0) return sequence(items(s).flatMap((item) => [...items(by), item]));
      if (length(old) === 0) return by;
      const result: Value[] = [];
      let from = 0;
      for (let at = placeOf(items(old), items(s)); at >= 0; at = placeOf(items(old), items(s), from)) {
        result.push(...items(s).slice(from, at), ...items(by));
        from = at + length(old);
      }
      return sequence([...result, ...items(s).slice(from)]);
    },
  };
}

function foldingLibrary(): Library {
  const left = (op: Binary, base: Value, values: readonly Value[]): Value =>
    values.reduce<Value>((result, item) => op(result, item), base);
  const right = (op: Binary, values: readonly Value[], base: Value): Value =>
    values.reduceRight<Value>((result, item) => op(item, result), base);
  const places = (s: Value): readonly Value[] => items(s).map((_, i) => i + 1);
  return {
    /** The first item is applied to the base, as the CommunityModules for TLC do; the order is not specified. */
    FoldSeq: (op: Binary, base: Value, s: Value) => left((result, item) => op(item, result), base, items(s)),
    FoldLeft: (op: Binary, base: Value, s: Value) => left(op, base, items(s)),
    FoldRight: (op: Binary, s: Value, base: Value) => right(op, items(s), base),
    FoldLeftDomain: (op: Binary, base: Value, s: Value) => left(op, base, places(s)),
    FoldRightDomain: (op: Binary, s: Value, base: Value) => right(op, places(s), base),
  };
}

/** Parts of sequences, and sequences of sequences. */
function parting({ universe }: Context): Library {
  const sequence = (values: readonly Value[]) => universe.sequence(values);
  const starts = (s: Value) => Array.from({ length: items(s).length + 1 }, (_, to) => items(s).slice(0, to));
  const ends = (s: readonly Value[]) => Array.from({ length: s.length + 1 }, (_, from) => s.slice(from));
  const set = (lists: readonly (readonly Value[])[]): SetValue => universe.setOf(lists.map(sequence));
  return {
    Prefixes: (s: Value) => set(starts(s)),
    Suffixes: (s: Value) => set(ends(items(s))),
    SubSeqs: (s: Value) => set(starts(s).flatMap(ends)),
    AllSubSeqs: (s: Value) => {
      let lists: readonly (readonly Value[])[] = [[]];
      for (const item of items(s)) lists = lists.flatMap((list) => [list, [...list, item]]);
      return set(lists);
    },
    CommonPrefixes: (all: Value) => {
      const lists = elementsOf(all).map(items);
      const isCommon = (start: readonly Value[]) => lists.every((list) => placeOf(start, list.slice(0, start.length)) === 0);
      return set(elementsOf(all).flatMap(starts).filter(isCommon));
    },
    FlattenSeq: (s: Value) => {
      const all = items(s);
      if (all.length > 0 && all.every((one) => one instanceof StringValue))
        return universe.string(all.map((one) => one.text).join(""));
      return sequence(all.flatMap(items));
    },
    Zip: (s: Value, t: Value) => {
      const length = Math.min(items(s).length, items(t).length);
      const pairs = Array.from({ length }, (_, i) => sequence([items(s)[i] as Value, items(t)[i] as Value]));
      return sequence(pairs);
    },
    Interleave: (s: Value, t: Value) => {
      if (items(s).length !== items(t).length) fail("Interleave takes two sequences of one length");
      if (items(s).length === 0) return sequence([sequence([]), sequence([])]);
      return sequence(items(s).flatMap((item, i) => [sequence([item]), sequence([items(t)[i] as Value])]));
    },
  };
}
