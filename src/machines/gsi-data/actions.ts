/**
 * GSI with the interval's inputs, one checkpoint interval of one cloud. To be read beside `spec/tla/GsiData.tla`: the actions stand
 * in the order of MachineNext, their guards in the order of the conjuncts. What the ladder of `Gsi.tla` does in the same way is done
 * by its machine. Chunks, signatures, the beacon and the clock are checked outside; their results arrive as arguments.
 */

import { has, insert, type SortedSet } from "../../lib/sorted-set.ts";
import * as Ladder from "../gsi/actions.ts";
import { quorum } from "../gsi/ladder.ts";
import type { Effect as LadderEffect, State as LadderState } from "../gsi/types.ts";
import type { Stepped } from "../protocol.ts";
import { type Constants, type Effect, type NodeId, type State, UNAVAILABLE, type Verdict } from "./types.ts";

type Step<R extends string> = Stepped<State, Effect, R>;

/** The state as the ladder sees it. Each of its guards asks for a phase of its own, so that it refuses every step of a dispersal. */
const ladder = (s: State): LadderState => s as LadderState;

/** A step of the ladder, which leaves the dispersal as it is. Who is to execute fetches the inputs first. */
function onLadder<R extends string>(s: State, stepped: Stepped<LadderState, LadderEffect, R>): Step<R> {
  if (typeof stepped === "string") return stepped;
  const [next, effects] = stepped;
  return [
    { ...s, ...next },
    effects.map((effect): Effect => (effect.type === "Execute" ? { type: "Fetch", nodes: effect.nodes } : effect)),
  ];
}

/**
 * Node `i` attests that it holds its chunk, verified against the root.
 * @spec GsiData!Attest
 */
export function Attest(
  c: Constants,
  s: State,
  { i }: { readonly i: NodeId },
): Step<"not-dispersing" | "already-attested" | "foreign-node"> {
  if (s.phase !== "dispersing") return "not-dispersing";
  if (has(s.attested, i)) return "already-attested";
  if (!has(c.nodes, i)) return "foreign-node";
  return [{ ...s, attested: insert(s.attested, i) }, []];
}

/**
 * A quorum of the network has attested. With F of them Byzantine, N - 2F honest nodes hold a chunk, and `codeThreshold` is at most
 * that.
 * @spec GsiData!Certify
 */
export function Certify(c: Constants, s: State, _args: object): Step<"not-dispersing" | "too-few-attested"> {
  if (s.phase !== "dispersing") return "not-dispersing";
  if (s.attested.length < quorum(c.nodes.length)) return "too-few-attested";
  return [{ ...s, phase: "executing", attested: [] }, [{ type: "CertifyAvailability", nodes: s.attested }]];
}

/**
 * Node `i` signs the statement `o`.
 * @spec GsiData!Vote
 */
export function Vote(
  c: Constants,
  s: State,
  args: { readonly i: NodeId; readonly o: Verdict },
): Step<"not-voting" | "no-member" | "already-signed"> {
  return onLadder(s, Ladder.Vote(c, ladder(s), args));
}

/**
 * The base cloud asserts `o`: its soft state rests on `o` from now on. A cloud that asserts {@link UNAVAILABLE} gives its own
 * interval up.
 * @spec GsiData!Assert
 */
export function Assert(c: Constants, s: State, args: { readonly o: Verdict }): Step<"not-executing" | "too-few-signers"> {
  return onLadder(s, Ladder.Assert(c, ladder(s), args));
}

/**
 * Node `x`, a member of some cloud of the ladder, claims that `o` is correct and not the standing verdict; with {@link UNAVAILABLE}
 * it claims that the inputs are withheld.
 * @spec GsiData!Claim
 */
export function Claim(
  c: Constants,
  s: State,
  args: { readonly x: NodeId; readonly o: Verdict },
): Step<"no-window" | "no-standing" | "same-output" | "top-of-ladder"> {
  return onLadder(s, Ladder.Claim(c, ladder(s), args));
}

/**
 * The beacon, drawn after the claim, extends the cloud to `S`. Newcomers obtain the inputs from the network's chunks and execute.
 * @spec GsiData!Sample
 */
export function Sample(
  c: Constants,
  s: State,
  args: { readonly S: SortedSet<NodeId> },
): Step<"not-sampling" | "wrong-size" | "not-nested" | "foreign-node"> {
  return onLadder(s, Ladder.Sample(c, ladder(s), args));
}

/**
 * This level's cloud decides `o`.
 * @spec GsiData!Decide
 */
export function Decide(c: Constants, s: State, args: { readonly o: Verdict }): Step<"not-voting" | "no-quorum"> {
  return onLadder(s, Ladder.Decide(c, ladder(s), args));
}

/**
 * The voting of level `k` ran out without a quorum: the next cloud is drawn without a new claim. The whole network has no larger
 * cloud and waits.
 * @spec GsiData!NoQuorum
 */
export function NoQuorum(
  c: Constants,
  s: State,
  args: { readonly k: number },
): Step<"not-voting" | "other-level" | "top-of-ladder" | "has-quorum"> {
  return onLadder(s, Ladder.NoQuorum(c, ladder(s), args));
}

/**
 * The window of level `k` ran out: the standing verdict is final.
 * @spec GsiData!WindowExpire
 */
export function WindowExpire(_c: Constants, s: State, { k }: { readonly k: number }): Step<"no-window" | "other-level"> {
  if (s.phase !== "window") return "no-window";
  if (k !== s.level) return "other-level";
  const verdict = s.standing as Verdict;
  const announced: Effect = verdict === UNAVAILABLE ? { type: "Reject" } : { type: "Finalize", output: verdict };
  return [{ ...s, phase: "final" }, [announced]];
}

/**
 * The one settlement: whoever signed another statement loses its stake.
 * @spec GsiData!Settle
 */
export function Settle(c: Constants, s: State, args: object): Step<"not-final"> {
  return onLadder(s, Ladder.Settle(c, ladder(s), args));
}

/**
 * The cloud returns to the checkpoint, and replays its inputs unless they are what it could not obtain.
 * @spec GsiData!Rewind
 */
export function Rewind(_c: Constants, s: State, _args: object): Step<"not-settled" | "nothing-to-rewind"> {
  if (s.phase !== "settled") return "not-settled";
  if (s.rests === s.standing) return "nothing-to-rewind";
  const effects: Effect[] = [];
  if (s.rests !== UNAVAILABLE) effects.push({ type: "CancelSoft", output: s.rests as Verdict });
  if (s.standing !== UNAVAILABLE) effects.push({ type: "Replay", output: s.standing as Verdict });
  return [{ ...s, rests: s.standing }, effects];
}

/**
 * Hard finality: irrevocable effects of the final output may go out. Those of a rejected assertion never do.
 * @spec GsiData!Release
 */
export function Release(
  _c: Constants,
  s: State,
  _args: object,
): Step<"not-settled" | "rejected" | "not-rewound" | "already-released"> {
  if (s.phase !== "settled") return "not-settled";
  if (s.standing === UNAVAILABLE) return "rejected";
  if (s.rests !== s.standing) return "not-rewound";
  if (s.released !== null) return "already-released";
  return [{ ...s, released: s.standing }, [{ type: "ReleaseHard", output: s.standing as Verdict }]];
}
