/** Invariants and witnesses of the models of SimplexVotes, under their TLA+ names. */

import { invariants as core, witnesses as coreWitnesses, isAncestor } from "../simplex/properties.ts";
import type { BlockId, BlockRef, NodeId, Vote } from "../simplex/types.ts";
import { isVote, signersOf } from "../simplex/vote-keeper.ts";
import type { Ballot } from "../simplex/votes-types.ts";
import { finalized, itemsOf, type Keys } from "../simplex/world.ts";
import type { Universe } from "./universe.ts";
import { type Closed, hasCast, type Member, shownKey } from "./world.ts";

type Property = (universe: Universe, closed: Closed) => boolean;

/** @spec SimplexVotes!TypeOK */
const TypeOK: Property = (u, s) =>
  core.TypeOK(u, s) &&
  s.machine.every(
    ({ votes, accused }, at) =>
      (votes.length === 0 || u.setting.detailed.includes(u.honest[at] as NodeId)) &&
      votes.every(({ view, ballots }) => u.views.includes(view) && ballots.every(({ from }) => u.setting.nodes.includes(from))) &&
      accused.every(({ from, view }) => u.setting.nodes.includes(from) && u.views.includes(view)),
  );

/**
 * S1 to S4 hold as long as no more than f members are Byzantine.
 * @spec SimplexVotes!OneNotarized
 */
const OneNotarized: Property = core.OneNotarized;
/** @spec SimplexVotes!FinalIsNotNullified */
const FinalIsNotNullified: Property = core.FinalIsNotNullified;
/** @spec SimplexVotes!FinalIsAncestor */
const FinalIsAncestor: Property = core.FinalIsAncestor;
/** @spec SimplexVotes!Agreement */
const Agreement: Property = core.Agreement;

/** @spec SimplexVotes!HonestNeverEquivocates */
const HonestNeverEquivocates: Property = core.HonestNeverEquivocates;
/** @spec SimplexVotes!FinalIsNotarized */
const FinalIsNotarized: Property = core.FinalIsNotarized;
/** @spec SimplexVotes!SkippedIsNullified */
const SkippedIsNullified: Property = core.SkippedIsNullified;
/** @spec SimplexVotes!KnowledgeIsTrue */
const KnowledgeIsTrue: Property = core.KnowledgeIsTrue;
/** @spec SimplexVotes!SentIsDurable */
const SentIsDurable: Property = core.SentIsDurable;

/** The votes of a ballot. */
function votesIn(view: number, { notarize, nullify, finalize }: Ballot): readonly Vote[] {
  return [
    ...(notarize === null ? [] : [{ type: "notarize", view, block: notarize } as const]),
    ...(nullify ? [{ type: "nullify", view } as const] : []),
    ...(finalize === null ? [] : [{ type: "finalize", view, block: finalize } as const]),
  ];
}

/** The nodes that have a vote keeper. */
const keepers = ({ setting, honest }: Universe, { machine }: Closed): readonly (readonly [NodeId, Member])[] =>
  setting.detailed.map((node) => [node, machine[honest.indexOf(node)] as Member]);

/**
 * A vote that is kept is of the view and was cast; the votes of one ballot do not exclude each other.
 * @spec SimplexVotes!BallotsAreTrue
 */
const BallotsAreTrue: Property = (u, s) =>
  keepers(u, s).every(([, { votes, tip }]) =>
    votes.every(({ view, ballots }) =>
      ballots.every(
        (ballot) =>
          view > tip.view &&
          !(ballot.nullify && ballot.finalize !== null) &&
          votesIn(view, ballot).every(
            (vote) => (vote.type === "nullify" || u.blocks.get(vote.block)?.view === view) && hasCast(u, s, ballot.from, vote),
          ),
      ),
    ),
  );

/** The votes that an honest node has sent. */
const votesOf = (u: Universe, { world }: Closed, node: NodeId): readonly Vote[] =>
  itemsOf(u, world.sent[u.honest.indexOf(node)] as Keys).filter(isVote);

/**
 * A node counts its own votes.
 * @spec SimplexVotes!OwnVotesAreKept
 */
const OwnVotesAreKept: Property = (u, s) =>
  keepers(u, s).every(([node, { votes, tip }]) =>
    votesOf(u, s, node).every((vote) => vote.view <= tip.view || signersOf(votes, vote).includes(node)),
  );

/**
 * S8. No honest member is ever accused.
 * @spec SimplexVotes!HonestNeverAccused
 */
const HonestNeverAccused: Property = ({ setting }, { machine }) =>
  machine.every(({ accused }) => accused.every(({ from }) => setting.byzantine.includes(from)));

/** The block of each height up to that of this one, from the first on. */
function heightsOf(u: Universe, { id }: BlockRef): readonly BlockId[] {
  const block = u.blocks.get(id);
  return block === undefined ? [] : [...heightsOf(u, block.parent), id];
}

/**
 * A node has signed what goes out once for each height up to that of the last block that it has released, in order, crashes included.
 * @spec SimplexVotes!ReleasedOnce
 */
const ReleasedOnce: Property = (u, { machine, world }) =>
  machine.every(({ released }, at) => {
    const heights = heightsOf(u, released.block);
    const issued = world.issued[at] as readonly BlockId[];
    return issued.length === heights.length && issued.every((block, place) => block === heights[place]);
  });

/**
 * It has signed nothing that is not final.
 * @spec SimplexVotes!ReleasedIsFinal
 */
const ReleasedIsFinal: Property = (u, s) => {
  const final = [...u.blocks.values()].filter(({ id }) => finalized(u, s, id));
  return s.world.issued.every((issued) => issued.every((id) => final.some((block) => heightsOf(u, block).includes(id))));
};

/** The votes of a member that are in accepted certificates. */
const onRecord = (u: Universe, s: Closed, member: NodeId): readonly Vote[] =>
  u.setting.byzantine.includes(member)
    ? u.votes.filter((vote) => s.world.shown.includes(shownKey(member, vote)))
    : votesOf(u, s, member);

const ends: readonly Vote["type"][] = ["nullify", "finalize"];

/** The two prove that their sender is Byzantine. */
const areEvidence = (a: Vote, b: Vote): boolean =>
  a !== b && a.view === b.view && (a.type === b.type || (ends.includes(a.type) && ends.includes(b.type)));

function convicted(u: Universe, s: Closed): readonly NodeId[] {
  return u.setting.nodes.filter((member) => {
    const votes = onRecord(u, s, member);
    return votes.some((a) => votes.some((b) => areEvidence(a, b)));
  });
}

/**
 * Two nodes have delivered, or would go on from, what excludes each other.
 * @spec SimplexVotes!Disagreement
 */
const Disagreement: Property = (u, { machine }) =>
  machine.some(({ tip }) =>
    machine.some(
      (other) =>
        !(isAncestor(u, tip, other.tip) || isAncestor(u, other.tip, tip)) ||
        other.blocks.some((block) => block.view > tip.view && !isAncestor(u, tip, block)),
    ),
  );

/**
 * S9. If nodes disagree then more than f members are convicted, and all who are convicted are Byzantine.
 * @spec SimplexVotes!Accountability
 */
const Accountability: Property = (u, s) => {
  const guilty = convicted(u, s);
  return guilty.every((member) => u.setting.byzantine.includes(member)) && (!Disagreement(u, s) || guilty.length > u.maxFaulty);
};

/** What holds as long as no more than f members are Byzantine. */
export const boundedInvariants = { OneNotarized, FinalIsNotNullified, FinalIsAncestor, Agreement };

/** What holds with up to twice as many. */
export const unboundedInvariants = {
  HonestNeverEquivocates,
  FinalIsNotarized,
  SkippedIsNullified,
  KnowledgeIsTrue,
  SentIsDurable,
  BallotsAreTrue,
  OwnVotesAreKept,
  ReleasedOnce,
  ReleasedIsFinal,
  HonestNeverAccused,
  Accountability,
};

export const typeInvariant = { TypeOK };

/** @spec SimplexVotes!AllDeliverTheLastView */
const AllDeliverTheLastView: Property = coreWitnesses.AllDeliverTheLastView;

/** @spec SimplexVotes!DeliveredAfterCrash */
const DeliveredAfterCrash: Property = coreWitnesses.DeliveredAfterCrash;

/**
 * A node has signed for all heights that it has delivered.
 * @spec SimplexVotes!AllIsReleased
 */
const AllIsReleased: Property = (_, { machine }) =>
  machine.some(({ released, tip }) => released.height > 0 && released.block.id === tip.id);

/**
 * A keeper has reported a member.
 * @spec SimplexVotes!EquivocatorAccused
 */
const EquivocatorAccused: Property = (_, { machine }) => machine.some(({ accused }) => accused.length > 0);

export const witnesses = {
  AllDeliverTheLastView,
  DeliveredAfterCrash,
  AllIsReleased,
  EquivocatorAccused,
  Disagreement,
};
