/** VectorClocks: orders of a log in which no entry stands before one that happened before it. */

import { toFunction, toInteger, toSequence } from "../../values/operands.ts";
import type { Value } from "../../values/value.ts";
import { type Context, fail, type Library, type Unary } from "./context.ts";

type Clock = ReadonlyMap<Value, number>;

export function vectorClocksLibrary({ universe }: Context): Library {
  const clockOf = (entry: Value, clock: Unary): Clock => {
    const { domain, values } = toFunction(clock(entry));
    return new Map(domain.elements.map((node, i) => [node, toInteger(values[i] as Value)]));
  };
  return {
    IsCausalOrder: (log: Value, clock: Unary) => {
      const clocks = toSequence(log).values.map((entry) => clockOf(entry, clock));
      return clocks.every((late, i) => clocks.slice(0, i).every((early) => isBefore(early, late) || areConcurrent(early, late)));
    },
    CausalOrder: (log: Value, clock: Unary, _node: Unary, _domain: Unary) => {
      const rest = toSequence(log).values.map((entry) => ({ entry, clock: clockOf(entry, clock) }));
      const ordered: Value[] = [];
      while (rest.length > 0) {
        const next = rest.findIndex((one) => !rest.some((other) => isBefore(other.clock, one.clock)));
        if (next < 0) return fail("CausalOrder: the clocks of the log have no order");
        ordered.push((rest.splice(next, 1)[0] as (typeof rest)[number]).entry);
      }
      return universe.sequence(ordered);
    },
  };
}

/** A node that a clock does not know yet stands at 0 in it. */
const at = (clock: Clock, node: Value): number => clock.get(node) ?? 0;
const nodesOf = (a: Clock, b: Clock): readonly Value[] => [...new Set([...a.keys(), ...b.keys()])];

function isBefore(a: Clock, b: Clock): boolean {
  const nodes = nodesOf(a, b);
  return nodes.every((node) => at(a, node) <= at(b, node)) && nodes.some((node) => at(a, node) < at(b, node));
}

function areConcurrent(a: Clock, b: Clock): boolean {
  const nodes = nodesOf(a, b);
  return nodes.some((node) => at(a, node) < at(b, node)) && nodes.some((node) => at(a, node) > at(b, node));
}
