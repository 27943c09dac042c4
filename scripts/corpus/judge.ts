/** Whether what we found of a model agrees with what upstream records, and why not. */

import type { Found, Model, NoVerdict } from "./model.ts";
import type { TlcCounts } from "./tlc.ts";

/**
 * - `agrees`: by `basis`: the counts that upstream records, those of TLC here, the counterexample, or the verdict alone;
 * - `wrong verdict`: ours contradicts upstream's, or our counterexample is none;
 * - `counts differ`: same verdict, other numbers of states;
 * - `stricter`: upstream records a success and the same numbers, and ours is inconclusive on purpose: behaviours are cut off by a
 *   constraint, which says nothing of what happens at last;
 * - `no verdict`: we have none.
 */
export type Judgement =
  | { readonly kind: "agrees"; readonly basis: Basis }
  | { readonly kind: "wrong verdict" | "counts differ" | "stricter" | "no verdict"; readonly reason: string };

export const bases = ["recorded counts", "TLC's counts", "counterexample", "verdict alone"] as const;
export type Basis = (typeof bases)[number];

/** `tlc` are the counts of TLC, where upstream records none and TLC was asked. */
export function judge(model: Model, found: Found, tlc?: TlcCounts): Judgement {
  if (found.verdict === null)
    return isStricter(model, found.why) ? stricter : { kind: "no verdict", reason: reasonOf(found.why) };
  const { verdict, counterexample } = found;
  if (model.result !== "unknown" && verdict !== model.result) {
    const what = counterexample === undefined ? "" : ` (${counterexample.property}, ${counterexample.states} states)`;
    return { kind: "wrong verdict", reason: `${verdict}${what}, upstream records ${model.result}` };
  }
  if (counterexample?.objection !== undefined) {
    return { kind: "wrong verdict", reason: `the counterexample to ${counterexample.property}: ${counterexample.objection}` };
  }
  if (verdict !== "success") return { kind: "agrees", basis: counterexample === undefined ? "verdict alone" : "counterexample" };
  if (model.mode !== "exhaustive search") return { kind: "agrees", basis: "verdict alone" };
  const counts = expectedCounts(model, tlc);
  if (counts === undefined) return { kind: "agrees", basis: "verdict alone" };
  const { distinct = found.distinct, generated = found.generated, basis } = counts;
  if (found.distinct === distinct && found.generated === generated) return { kind: "agrees", basis };
  return {
    kind: "counts differ",
    reason: `${found.distinct} distinct, ${found.generated} generated, expected ${distinct} and ${generated} (${basis})`,
  };
}

const stricter = {
  kind: "stricter",
  reason: "inconclusive: a constraint cuts behaviours off, so liveness stays open; same counts",
} as const;

function isStricter({ result, distinct, generated }: Model, why: NoVerdict): boolean {
  if (why.kind !== "inconclusive" || why.limit !== "constraint" || result !== "success") return false;
  return why.distinct === distinct && why.generated === generated;
}

function expectedCounts({ distinct, generated }: Model, tlc: TlcCounts | undefined) {
  if (distinct !== undefined || generated !== undefined) return { distinct, generated, basis: "recorded counts" as const };
  return tlc === undefined ? undefined : { ...tlc, basis: "TLC's counts" as const };
}

/** Why there is no verdict, in a line. */
function reasonOf(why: NoVerdict): string {
  switch (why.kind) {
    case "failure": {
      const { code, message, at } = why.failure;
      return `${code}: ${message}${at === undefined ? "" : ` at ${at}`}`;
    }
    case "inconclusive":
      return `inconclusive: ${why.limit}, with ${why.distinct} distinct and ${why.generated} generated states`;
    case "time":
      return `time: more than ${why.seconds} s`;
    case "memory":
      return "memory: more than the limit";
    case "crash":
      return `crash: ${why.message}`;
  }
}
