/** Programs at the boundaries of their gas: each charge paid to the last unit, and wanting one. */

import { HostProgram } from "./host.ts";
import { planOf } from "./notation.ts";
import { type Asked, ENOUGH } from "./suite.ts";

/** Of the charges of a call, so many are looked at: the first ones and the last ones. */
const LOOKED_AT = { first: 6, last: 3 } as const;
/** Calls that cost more are about something else. */
const DEAREST = 100_000;

/**
 * The same program, with each call made again and again: with one unit less than is needed up to a charge, and at last with as much as all
 * of them need. A call that ends in a trap is paid for by the limit, so that the boundary is the only way to see what it needs.
 */
export function atBoundaries(asked: Asked): Asked | null {
  const program = new HostProgram(planOf(asked.source));
  if (program.start(asked.gas ?? ENOUGH).end !== "returned") return null;
  const calls = (asked.calls ?? []).flatMap((call) => {
    if (call.gas !== undefined) return [];
    const before = program.call({ ...call, gas: ENOUGH });
    const sums = sumsOf(program.charges);
    const needed = sums.at(-1) ?? 0;
    if (before.end === "out of gas" || needed > DEAREST) return [];
    const limits = [...new Set([...sums.slice(0, LOOKED_AT.first), ...sums.slice(-LOOKED_AT.last)])];
    return [...limits.map((sum) => sum - 1), needed].map((gas) => ({ ...call, gas }));
  });
  return calls.length === 0 ? null : { ...asked, calls };
}

function sumsOf(charges: readonly number[]): readonly number[] {
  let sum = 0;
  return charges.map((charge) => {
    sum += charge;
    return sum;
  });
}
