/**
 * Global Security Inheritance, one checkpoint interval of one cloud. To be read beside `spec/tla/Gsi.tla`: the actions stand in
 * the order of MachineNext, their guards in the order of the conjuncts. Signatures, the beacon and the clock are checked
 * outside; their results arrive as arguments.
 */

import { difference, has, isSubset, type SortedSet, union } from "../../lib/sorted-set.ts";
import type { Stepped } from "../protocol.ts";
import { quorum, sign, signersOf, size, top } from "./ladder.ts";
import type { Constants, Effect, NodeId, Output, State } from "./types.ts";

type Step<R extends string> = Stepped<State, Effect, R>;

/**
 * Node `i` signs the statement that the output is `o`.
 * @spec Gsi!Vote
 */
export function Vote(
  _c: Constants,
  s: State,
  { i, o }: { readonly i: NodeId; readonly o: Output },
): Step<"not-voting" | "no-member" | "already-signed"> {
  if (s.phase !== "executing" && s.phase !== "voting") return "not-voting";
  if (!has(s.cloud, i)) return "no-member";
  if (has(signersOf(s.signers, o), i)) return "already-signed";
  return [{ ...s, signers: sign(s.signers, o, i) }, []];
}

/**
 * The base cloud asserts `o`: its soft state rests on `o` from now on.
 * @spec Gsi!Assert
 */
export function Assert(c: Constants, s: State, { o }: { readonly o: Output }): Step<"not-executing" | "too-few-signers"> {
  if (s.phase !== "executing") return "not-executing";
  if (signersOf(s.signers, o).length < c.assertThreshold) return "too-few-signers";
  return [{ ...s, phase: "window", standing: o, rests: o }, [{ type: "OpenWindow", level: s.level }]];
}

/**
 * Node `x`, a member of some cloud of the ladder, claims that the output is `o` and not the standing verdict. Clouds are nested,
 * so the members of this level's cloud are all nodes with standing.
 * @spec Gsi!Claim
 */
export function Claim(
  c: Constants,
  s: State,
  { x, o }: { readonly x: NodeId; readonly o: Output },
): Step<"no-window" | "no-standing" | "same-output" | "top-of-ladder"> {
  if (s.phase !== "window") return "no-window";
  if (!has(s.cloud, x)) return "no-standing";
  if (o === s.standing) return "same-output";
  if (s.level >= top(c)) return "top-of-ladder";
  return [{ ...s, phase: "sampling", signers: sign(s.signers, o, x) }, [{ type: "DrawSample", level: s.level + 1 }]];
}

/**
 * The beacon, drawn after the claim, extends the cloud to `S`. Only the newcomers need to execute: the others have done so.
 * @spec Gsi!Sample
 */
export function Sample(
  c: Constants,
  s: State,
  { S }: { readonly S: SortedSet<NodeId> },
): Step<"not-sampling" | "wrong-size" | "not-nested" | "foreign-node"> {
  if (s.phase !== "sampling") return "not-sampling";
  if (S.length !== size(c, s.level + 1)) return "wrong-size";
  if (!isSubset(s.cloud, S)) return "not-nested";
  if (!isSubset(S, c.nodes)) return "foreign-node";
  return [
    { ...s, phase: "voting", level: s.level + 1, cloud: S },
    [
      { type: "Execute", nodes: difference(S, s.cloud) },
      { type: "OpenVoting", level: s.level + 1 },
    ],
  ];
}

/**
 * This level's cloud decides that the output is `o`.
 * @spec Gsi!Decide
 */
export function Decide(_c: Constants, s: State, { o }: { readonly o: Output }): Step<"not-voting" | "no-quorum"> {
  if (s.phase !== "voting") return "not-voting";
  if (signersOf(s.signers, o).length < quorum(s.cloud.length)) return "no-quorum";
  return [{ ...s, phase: "window", standing: o }, [{ type: "OpenWindow", level: s.level }]];
}

/**
 * The voting of level `k` ran out without a quorum: the next cloud is drawn without a new claim. The whole network has no larger
 * cloud and waits.
 * @spec Gsi!NoQuorum
 */
export function NoQuorum(
  c: Constants,
  s: State,
  { k }: { readonly k: number },
): Step<"not-voting" | "other-level" | "top-of-ladder" | "has-quorum"> {
  if (s.phase !== "voting") return "not-voting";
  if (k !== s.level) return "other-level";
  if (s.level >= top(c)) return "top-of-ladder";
  if (s.signers.some(({ by }) => by.length >= quorum(s.cloud.length))) return "has-quorum";
  return [{ ...s, phase: "sampling" }, [{ type: "DrawSample", level: s.level + 1 }]];
}

/**
 * The window of level `k` ran out: the standing verdict is final.
 * @spec Gsi!WindowExpire
 */
export function WindowExpire(_c: Constants, s: State, { k }: { readonly k: number }): Step<"no-window" | "other-level"> {
  if (s.phase !== "window") return "no-window";
  if (k !== s.level) return "other-level";
  return [{ ...s, phase: "final" }, [{ type: "Finalize", output: s.standing as Output }]];
}

/**
 * The one settlement: whoever signed another output loses its stake.
 * @spec Gsi!Settle
 */
export function Settle(_c: Constants, s: State, _args: object): Step<"not-final"> {
  if (s.phase !== "final") return "not-final";
  const liars = s.signers
    .filter(({ output }) => output !== s.standing)
    .reduce<SortedSet<NodeId>>((nodes, { by }) => union(nodes, by), []);
  return [{ ...s, phase: "settled", slashed: liars }, [{ type: "Slash", nodes: liars }]];
}

/**
 * The cloud returns to the checkpoint and replays its inputs.
 * @spec Gsi!Rewind
 */
export function Rewind(_c: Constants, s: State, _args: object): Step<"not-settled" | "nothing-to-rewind"> {
  if (s.phase !== "settled") return "not-settled";
  if (s.rests === s.standing) return "nothing-to-rewind";
  return [
    { ...s, rests: s.standing },
    [
      { type: "CancelSoft", output: s.rests as Output },
      { type: "Replay", output: s.standing as Output },
    ],
  ];
}

/**
 * Hard finality: irrevocable effects of the final output may go out.
 * @spec Gsi!Release
 */
export function Release(_c: Constants, s: State, _args: object): Step<"not-settled" | "not-rewound" | "already-released"> {
  if (s.phase !== "settled") return "not-settled";
  if (s.rests !== s.standing) return "not-rewound";
  if (s.released !== null) return "already-released";
  return [{ ...s, released: s.standing }, [{ type: "ReleaseHard", output: s.standing as Output }]];
}
