/** A protocol just large enough to test the runtime with: members vote once each, and two votes decide. */

import type { Protocol, Stepped } from "../machines/protocol.ts";

export type BallotState = { readonly votes: readonly number[]; readonly decided: boolean };
export type BallotEffect =
  | { readonly type: "Persist"; readonly vote: number }
  | { readonly type: "Broadcast"; readonly vote: number }
  | { readonly type: "Announce" };

type Constants = { readonly members: readonly number[] };
type Step<R extends string> = Stepped<BallotState, BallotEffect, R>;

function Vote(c: Constants, s: BallotState, { i }: { readonly i: number }): Step<"no-member" | "voted"> {
  if (!c.members.includes(i)) return "no-member";
  if (s.votes.includes(i)) return "voted";
  return [
    { ...s, votes: [...s.votes, i] },
    [
      { type: "Persist", vote: i },
      { type: "Broadcast", vote: i },
    ],
  ];
}

function Decide(_c: Constants, s: BallotState, _args: object): Step<"too-few" | "decided"> {
  if (s.votes.length < 2) return "too-few";
  if (s.decided) return "decided";
  return [{ ...s, decided: true }, [{ type: "Announce" }]];
}

const actions = { Vote, Decide };

export const ballot: Protocol<Constants, BallotState, BallotEffect, typeof actions> = {
  module: "Ballot",
  actions,
  refusals: { Vote: { "no-member": 1, voted: 2 }, Decide: { "too-few": 1, decided: 2 } },
};

export const constants: Constants = { members: [1, 2, 3] };
export const initial: BallotState = { votes: [], decided: false };
