/**
 * Threshold BLS, the combiner of one message. To be read beside `spec/tla/ThresholdBls.tla`: the actions stand in the order of MachineNext,
 * their guards in the order of the conjuncts. A step makes at most one pairing check, so that a node is never busy for longer. Who has
 * sent a partial is checked outside.
 */

import type { G1Point, G2Point } from "../../crypto/suite.ts";
import { has, insert, type SortedSet } from "../../lib/sorted-set.ts";
import type { Stepped } from "../protocol.ts";
import { isSignature, messagePoint, partIsGood, weighed } from "./checks.ts";
import type { Constants, Effect, ElementText, Hex, MemberIndex, Partial, State } from "./types.ts";

type Step<R extends string> = Stepped<State, Effect, R>;

/**
 * The message `m` is to be signed under the key with the commitments `p`.
 * @spec ThresholdBls!Open
 */
export function Open(
  c: Constants,
  s: State,
  { p, m }: { readonly p: readonly ElementText[]; readonly m: Hex },
): Step<"already-open" | "wrong-length" | "malformed-key" | "identity-key" | "low-degree" | "identity-message"> {
  const { g1, g2 } = c.suite;
  if (s.message !== null) return "already-open";
  if (p.length !== c.threshold) return "wrong-length";
  const points = p.map(g2.decode);
  if (points.includes(null)) return "malformed-key";
  if (g2.isIdentity(points[0] as G2Point)) return "identity-key";
  if (g2.isIdentity(points.at(-1) as G2Point)) return "low-degree";
  if (g1.isIdentity(messagePoint(c, m))) return "identity-message";
  return [{ ...s, key: p, message: m }, []];
}

/**
 * The partial signature `s` has come from the member with index `i`. It may be the identity: that is the partial of a member whose share is
 * 0, which happens in toy groups.
 * @spec ThresholdBls!Collect
 */
export function Collect(
  c: Constants,
  state: State,
  { i, s }: { readonly i: MemberIndex; readonly s: ElementText },
): Step<"not-open" | "already-signed" | "index-zero" | "no-member" | "already-blamed" | "duplicate" | "no-element"> {
  if (state.message === null) return "not-open";
  if (state.signature !== null) return "already-signed";
  if (c.suite.scalars.from(i) === 0n) return "index-zero";
  if (!isMember(c, i)) return "no-member";
  if (has(state.blamed, i)) return "already-blamed";
  if (state.partials.some(({ index }) => index === i)) return "duplicate";
  if (c.suite.g1.decode(s) === null) return "no-element";
  return [{ ...state, partials: withPartial(state.partials, { index: i, signature: s }) }, []];
}

export const isMember = ({ members }: Constants, i: MemberIndex): boolean => i >= 1 && i <= members;

function withPartial(partials: readonly Partial[], partial: Partial): readonly Partial[] {
  const before = partials.filter(({ index }) => index < partial.index);
  return [...before, partial, ...partials.slice(before.length)];
}

/**
 * The partials of `S`, t of those that have come, are combined, and the result is verified.
 * @spec ThresholdBls!Combine
 */
export function Combine(
  c: Constants,
  s: State,
  { S }: { readonly S: SortedSet<MemberIndex> },
): Step<"not-open" | "already-signed" | "blaming" | "wrong-size" | "not-collected"> {
  if (s.message === null) return "not-open";
  if (s.signature !== null) return "already-signed";
  if (s.quorum.length > 0) return "blaming";
  if (S.length !== s.key.length) return "wrong-size";
  if (!S.every((member) => s.partials.some(({ index }) => index === member))) return "not-collected";
  const combined: G1Point = weighed(c, s, S, S);
  const publicKey = c.suite.g2.decode(s.key[0] ?? "") as G2Point;
  if (!isSignature(c, s.message, publicKey, combined)) return [{ ...s, quorum: S, suspects: S }, []];
  const signature = c.suite.g1.encode(combined);
  return [{ ...s, partials: [], signature }, [{ type: "Publish", signature }]];
}

/**
 * The part of the suspects is not what it should be. One half is checked: if it is good, the other half is not.
 * @spec ThresholdBls!Halve
 */
export function Halve(c: Constants, s: State, _args: object): Step<"nothing-to-halve"> {
  if (s.suspects.length <= 1) return "nothing-to-halve";
  const middle = Math.floor(s.suspects.length / 2);
  const lower = s.suspects.slice(0, middle);
  return [{ ...s, suspects: partIsGood(c, s, lower) ? s.suspects.slice(middle) : lower }, []];
}

/**
 * One suspect is left: its partial is bad.
 * @spec ThresholdBls!Blame
 */
export function Blame(_c: Constants, s: State, { i }: { readonly i: MemberIndex }): Step<"not-convicted"> {
  if (s.suspects.length !== 1 || s.suspects[0] !== i) return "not-convicted";
  return [
    {
      ...s,
      partials: s.partials.filter(({ index }) => index !== i),
      quorum: [],
      suspects: [],
      blamed: insert(s.blamed, i),
    },
    [{ type: "Blame", member: i }],
  ];
}
