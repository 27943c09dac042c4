/**
 * The random beacon, one member. To be read beside `spec/tla/Beacon.tla`: the actions stand in the order of MachineNext, their guards in the
 * order of the conjuncts. Partials are combined outside (`src/machines/threshold-bls`), and so are blocks decided; the results arrive as
 * arguments.
 */

import { insert } from "../../lib/sorted-set.ts";
import type { Stepped } from "../protocol.ts";
import { digestOf, isSignatureOf, knownOf, roundFor } from "./rounds.ts";
import type { Block, Constants, Effect, Round, SignatureText, State } from "./types.ts";

type Step<R extends string> = Stepped<State, Effect, R>;

/**
 * The member releases its partial of round `r`, one round after the other, but for those that need none any more.
 * @spec Beacon!Release
 */
export function Release(
  _c: Constants,
  s: State,
  { r }: { readonly r: Round },
): Step<"already-released" | "already-opened" | "out-of-order" | "not-final"> {
  if (r <= s.released) return "already-released";
  if (r <= s.opened) return "already-opened";
  if (r !== Math.max(s.released, s.opened) + 1) return "out-of-order";
  if (r > s.height) return "not-final";
  return [{ ...s, released: r }, [{ type: "SendPartial", round: r }]];
}

/**
 * The member has the signature `s` of round `r`, from partials or from another member. If it is right, the height of the round is final
 * somewhere, and a member that has not got there asks for the blocks.
 * @spec Beacon!Learn
 */
export function Learn(
  c: Constants,
  state: State,
  { r, s }: { readonly r: Round; readonly s: SignatureText },
): Step<"already-opened" | "already-known" | "bad-signature"> {
  if (r <= state.opened) return "already-opened";
  if (knownOf(state, r) !== undefined) return "already-known";
  if (!isSignatureOf(c, r, s)) return "bad-signature";
  const before = state.known.filter(({ round }) => round < r);
  const known = [...before, { round: r, signature: s }, ...state.known.slice(before.length)];
  const effects: Effect[] = [{ type: "Spread", round: r, signature: s }];
  if (r > state.height) effects.push({ type: "FetchBlocks", above: state.height, upTo: r });
  return [{ ...state, known }, effects];
}

/**
 * The member votes for a block of its next height: the block opens the next rounds, with their signatures, and none that its own height
 * is. Of a round whose signature is known there is no other.
 * @spec Beacon!Accept
 */
export function Accept(
  c: Constants,
  s: State,
  { b: { opens } }: { readonly b: Block },
): Step<"round-not-final" | "bad-signature"> {
  if (s.opened + opens.length > s.height) return "round-not-final";
  const right = (signature: SignatureText, at: number) => {
    const round = s.opened + at + 1;
    return knownOf(s, round) === signature || isSignatureOf(c, round, signature);
  };
  if (!opens.every(right)) return "bad-signature";
  return [s, [{ type: "Vote", height: s.height + 1 }]];
}

/**
 * The block of the next height is final: the rounds that it opens serve the requests that have waited for them. Its signatures were checked
 * by those who voted for it.
 * @spec Beacon!Final
 */
export function Final(c: Constants, s: State, { b: { opens, requests } }: { readonly b: Block }): Step<"round-not-final"> {
  if (s.opened + opens.length > s.height) return "round-not-final";
  const height = s.height + 1;
  const opened = s.opened + opens.length;
  const stillWaiting = s.waiting.filter((of) => roundFor(of) > opened);
  return [
    {
      ...s,
      height,
      opened,
      known: s.known.filter(({ round }) => round > opened),
      waiting: requests ? insert(stillWaiting, height) : stillWaiting,
    },
    serves(c, s, opens),
  ];
}

/** What a block gives to requests, in the order of heights. */
function serves(c: Constants, { opened, waiting }: State, opens: readonly SignatureText[]): readonly Effect[] {
  return waiting
    .filter((height) => roundFor(height) <= opened + opens.length)
    .map((height) => {
      const round = roundFor(height);
      return { type: "Serve", height, round, value: digestOf(c, opens[round - opened - 1] as SignatureText) };
    });
}
