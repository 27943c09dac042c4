/** Invariants and witnesses of the Simplex models, under their TLA+ names. */

import { isSubset } from "../../lib/sorted-set.ts";
import type { Block, BlockRef, Item, Round, State } from "./types.ts";
import { keyOf, type Universe } from "./universe.ts";
import { type Closed, finalized, itemsOf, type Keys, notarized, nullified } from "./world.ts";

type Property = (universe: Universe, closed: Closed) => boolean;

const blocksOf = ({ blocks }: Universe): readonly Block[] => [...blocks.values()];

/** @spec Simplex!IsAncestor */
export function isAncestor({ blocks }: Universe, a: BlockRef, b: BlockRef): boolean {
  if (a.view === 0 || a.id === b.id) return true;
  const parent = blocks.get(b.id)?.parent;
  return parent !== undefined && isAncestor({ blocks } as Universe, a, parent);
}

const notarizedBlocks = (u: Universe, s: Closed) => blocksOf(u).filter(({ id }) => notarized(u, s, id));
const finalizedBlocks = (u: Universe, s: Closed) => blocksOf(u).filter(({ id }) => finalized(u, s, id));

/** @spec Simplex!TypeOK */
const TypeOK: Property = ({ setting, blocks, views, keys }, { machine: nodes, world }) =>
  nodes.every(
    ({ view, rounds, blocks: known, skips: skipped, tip, wanted }) =>
      view >= 1 &&
      view <= setting.maxView + 1 &&
      rounds.every((round) => views.includes(round.view)) &&
      known.every(({ id }) => blocks.has(id)) &&
      isSubset(skipped, views) &&
      (tip.view === 0 || blocks.has(tip.id)) &&
      wanted.every((want) => views.includes(want.view)),
  ) &&
  world.wal.every((logged) => isSubset(logged, keys)) &&
  world.sent.every((sent) => isSubset(sent, keys) && sent.every((key) => /^(propose|notarize|nullify|finalize):/.test(key))) &&
  world.crashes >= 0 &&
  world.crashes <= setting.maxCrashes;

/**
 * S1. A view has at most one notarized block.
 * @spec Simplex!OneNotarized
 */
const OneNotarized: Property = (u, s) => {
  const views = notarizedBlocks(u, s).map(({ view }) => view);
  return new Set(views).size === views.length;
};

/**
 * S2. No view is both nullified and finalized.
 * @spec Simplex!FinalIsNotNullified
 */
const FinalIsNotNullified: Property = (u, s) => finalizedBlocks(u, s).every(({ view }) => !nullified(u, s, view));

/**
 * S3. Whatever is notarized later descends from what is final.
 * @spec Simplex!FinalIsAncestor
 */
const FinalIsAncestor: Property = (u, s) => {
  const later = notarizedBlocks(u, s);
  return finalizedBlocks(u, s).every((b) => later.every((c) => c.view <= b.view || isAncestor(u, b, c)));
};

/**
 * S4. What two nodes have delivered is one chain.
 * @spec Simplex!Agreement
 */
const Agreement: Property = (u, { machine: nodes }) =>
  nodes.every(({ tip: a }) => nodes.every(({ tip: b }) => isAncestor(u, a, b) || isAncestor(u, b, a)));

/**
 * S5. An honest node never signs two things that exclude each other, crashes included.
 * @spec Simplex!HonestNeverEquivocates
 */
const HonestNeverEquivocates: Property = (u, { world }) =>
  world.sent.every((sent) => {
    const items = itemsOf(u, sent);
    return items.every((a) => items.every((b) => a.view !== b.view || a === b || compatible(a, b)));
  });

const compatible = (a: Item, b: Item): boolean =>
  a.type !== b.type && !(["nullify", "finalize"].includes(a.type) && ["nullify", "finalize"].includes(b.type));

/**
 * S6. What is final is notarized.
 * @spec Simplex!FinalIsNotarized
 */
const FinalIsNotarized: Property = (u, s) => finalizedBlocks(u, s).every(({ id }) => notarized(u, s, id));

/**
 * S7. The parent of a notarized block is notarized, and every view that the block skips is nullified.
 * @spec Simplex!SkippedIsNullified
 */
const SkippedIsNullified: Property = (u, s) =>
  notarizedBlocks(u, s).every(
    ({ view, parent }) =>
      (parent.view === 0 || notarized(u, s, parent.id)) &&
      u.views.every((skipped) => skipped <= parent.view || skipped >= view || nullified(u, s, skipped)),
  );

/**
 * L3. A notarized block whose view is not nullified is an ancestor of all that come later.
 * @spec Simplex!ForcedInclusion
 */
const ForcedInclusion: Property = (u, s) => {
  const all = notarizedBlocks(u, s);
  return all.every((b) => nullified(u, s, b.view) || all.every((c) => c.view <= b.view || isAncestor(u, b, c)));
};

/**
 * What a node knows has its votes.
 * @spec Simplex!KnowledgeIsTrue
 */
const KnowledgeIsTrue: Property = (u, s) =>
  s.machine.every(
    ({ tip, blocks: known, skips: skipped }) =>
      (tip.view === 0 || finalized(u, s, tip.id)) &&
      known.every(({ id }) => notarized(u, s, id)) &&
      skipped.every((view) => nullified(u, s, view)),
  );

/**
 * What was sent is on disk, unless finalization has made it superfluous.
 * @spec Simplex!SentIsDurable
 */
const SentIsDurable: Property = (u, { machine: nodes, world }) =>
  nodes.every(({ tip }, at) =>
    itemsOf(u, world.sent[at] as Keys).every((item) => item.view <= tip.view || (world.wal[at] as Keys).includes(keyOf(item))),
  );

/**
 * What a node has signed in a view, by what it holds.
 * @spec Simplex!SignedIn
 */
function signedIn(u: Universe, { blocks: known }: State, { view, proposed, notarized: voted, ended }: Round): readonly Item[] {
  const votes: Item[] = [];
  if (proposed !== null) votes.push({ type: "propose", view, block: u.blocks.get(proposed) as Block });
  if (voted !== null) votes.push({ type: "notarize", view, block: voted });
  if (ended === "nul") votes.push({ type: "nullify", view });
  if (ended === "none" || ended === "nul") return votes;
  const final = known.filter((block) => block.view === view);
  return [...votes, ...final.map(({ id }): Item => ({ type: "finalize", view, block: id }))];
}

/**
 * A crash loses nothing but what the node has asked for: the log says what the node has signed and knows, and nothing else.
 * @spec Simplex!LogIsComplete
 */
const LogIsComplete: Property = (u, { machine: nodes, world }) =>
  nodes.every((node, at) => {
    const { tip, blocks: known, skips: skipped, rounds } = node;
    const held: readonly Item[] = [
      ...(tip.view === 0 ? [] : [{ type: "finalization", view: tip.view, block: tip.id } as const]),
      ...known.map(({ view, id }) => ({ type: "notarization", view, block: id }) as const),
      ...skipped.map((view) => ({ type: "nullification", view }) as const),
      ...rounds.flatMap((round) => signedIn(u, node, round)),
    ];
    const keys = new Set(held.map(keyOf));
    const log = world.wal[at] as Keys;
    return keys.size === log.length && log.every((key) => keys.has(key));
  });

/**
 * A node is one view ahead of what it knows.
 * @spec Simplex!ViewIsCertified
 */
const ViewIsCertified: Property = (_, { machine: nodes }) =>
  nodes.every(
    ({ view, tip, blocks: known, skips: skipped }) =>
      view === 1 ||
      view === tip.view + 1 ||
      known.some((block) => block.view + 1 === view) ||
      skipped.some((one) => one + 1 === view),
  );

export const invariants = {
  TypeOK,
  OneNotarized,
  FinalIsNotNullified,
  FinalIsAncestor,
  Agreement,
  HonestNeverEquivocates,
  FinalIsNotarized,
  SkippedIsNullified,
  ForcedInclusion,
  KnowledgeIsTrue,
  SentIsDurable,
  LogIsComplete,
  ViewIsCertified,
};

/** @spec Simplex!AllDeliverTheLastView */
const AllDeliverTheLastView: Property = ({ setting }, { machine: nodes }) =>
  nodes.every(({ tip }) => tip.view === setting.maxView);

/** @spec Simplex!DeliveredOverNullified */
const DeliveredOverNullified: Property = (u, s) =>
  s.machine.some(({ tip }) => u.views.some((view) => view < tip.view && nullified(u, s, view)));

/**
 * Some nodes know the notarization of a view and others its nullification.
 * @spec Simplex!SplitKnowledge
 */
const SplitKnowledge: Property = (_, { machine: nodes }) =>
  nodes.some((i) =>
    nodes.some((j) =>
      i.blocks.some(
        ({ view }) => !i.skips.includes(view) && j.skips.includes(view) && j.blocks.every((block) => block.view !== view),
      ),
    ),
  );

/** @spec Simplex!MissingCertificateAsked */
const MissingCertificateAsked: Property = (_, { machine: nodes }) => nodes.some(({ wanted }) => wanted.length > 0);

/** @spec Simplex!DeliveredAfterCrash */
const DeliveredAfterCrash: Property = (u, s) => s.world.crashes > 0 && AllDeliverTheLastView(u, s);

export const witnesses = {
  AllDeliverTheLastView,
  DeliveredOverNullified,
  SplitKnowledge,
  MissingCertificateAsked,
  DeliveredAfterCrash,
};
