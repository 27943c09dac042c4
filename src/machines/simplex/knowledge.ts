/** What a node knows of the views, and what it has to ask for. */

import { has } from "../../lib/sorted-set.ts";
import type { Block, BlockRef, Certificate, Constants, NodeId, Round, State, Want } from "./types.ts";

/**
 * How many votes a certificate has: at most f members are faulty, and f is less than a third of n.
 * @spec Simplex!Quorum
 */
export const quorum = (nodes: number): number => nodes - Math.floor((nodes - 1) / 3);

/** @spec Simplex!Leader */
export function leader({ leaders }: Constants, view: number): NodeId {
  return leaders[(view - 1) % leaders.length] as NodeId;
}

export const sameBlock = (a: BlockRef, b: BlockRef): boolean => a.view === b.view && a.id === b.id;

const unsigned = (view: number): Round => ({ view, proposed: null, notarized: null, ended: "none" });

/** What the node has signed in a view. */
export function roundOf({ rounds }: State, view: number): Round {
  return rounds.find((round) => round.view === view) ?? unsigned(view);
}

/** The rounds with some fields of one of them replaced. */
export function signing(rounds: readonly Round[], view: number, signed: Partial<Round>): readonly Round[] {
  const before = rounds.filter((round) => round.view < view);
  const after = rounds.filter((round) => round.view > view);
  const round = rounds.find((one) => one.view === view) ?? unsigned(view);
  return [...before, { ...round, ...signed }, ...after];
}

/** @spec Simplex!KnowsNotarized */
export function knowsNotarized({ tip, blocks }: State, block: BlockRef): boolean {
  return sameBlock(block, tip) || blocks.some((one) => sameBlock(one, block));
}

/** @spec Simplex!KnowsNullified */
export function knowsNullified({ skips }: State, view: number): boolean {
  return has(skips, view);
}

/** The notarized blocks with one more. Only where too many members are Byzantine a view can have two: then by identity. */
export function learn(blocks: readonly BlockRef[], block: BlockRef): readonly BlockRef[] {
  const at = blocks.findIndex(({ view, id }) => view > block.view || (view === block.view && id > block.id));
  return blocks.toSpliced(at === -1 ? blocks.length : at, 0, block);
}

/** @spec Simplex!Notarization */
export const notarization = ({ view, id }: BlockRef): Certificate => ({ type: "notarization", view, block: id });
/** @spec Simplex!Nullification */
export const nullification = (view: number): Certificate => ({ type: "nullification", view });
/** @spec Simplex!Finalization */
export const finalization = ({ view, id }: BlockRef): Certificate => ({ type: "finalization", view, block: id });

/** The views between a parent and its child that the node does not know to be nullified. */
function notNullified(s: State, parent: number, child: number): readonly number[] {
  const views: number[] = [];
  for (let view = parent + 1; view < child; view++) if (!knowsNullified(s, view)) views.push(view);
  return views;
}

/**
 * A block of the view may have this parent: it is notarized, and every view between the two is nullified.
 * @spec Simplex!ValidParent
 */
export function validParent(s: State, view: number, parent: BlockRef): boolean {
  return parent.view < view && knowsNotarized(s, parent) && notNullified(s, parent.view, view).length === 0;
}

/** @spec Simplex!Certificates */
const certificates = (notarized: readonly BlockRef[], nullified: readonly number[]): readonly Certificate[] => [
  ...notarized.map(notarization),
  ...nullified.map(nullification),
];

/**
 * The block may descend from what is final: a parent below it never will.
 * @spec Simplex!MayDescend
 */
export function mayDescend({ tip }: State, { parent }: Block): boolean {
  return sameBlock(parent, tip) || parent.view > tip.view;
}

/**
 * The certificates for which a block has to wait.
 * @spec Simplex!MissingFor
 */
export function missingFor(s: State, { view, parent }: Block): readonly Want[] {
  const skipped = notNullified(s, parent.view, view).map((of): Want => ({ kind: "nullification", view: of }));
  return knowsNotarized(s, parent) ? skipped : [{ kind: "notarization", view: parent.view }, ...skipped];
}

/**
 * The views below `view` of which the node knows neither certificate, none of them below the last notarized block that it knows.
 * @spec Simplex!Unknown
 */
export function unknown(s: State, view: number): readonly Want[] {
  const last = s.blocks.findLast((block) => block.view < view)?.view ?? s.tip.view;
  return notNullified(s, last, view).map((of): Want => ({ kind: "any", view: of }));
}

/**
 * What answers a request. Who asks for what finalization has made superfluous is told of that.
 * @spec Simplex!Matching
 */
export function matching({ tip, blocks, skips }: State, { kind, view }: Want): readonly Certificate[] {
  if (view <= tip.view) return [finalization(tip)];
  return certificates(
    kind === "nullification" ? [] : blocks.filter((block) => block.view === view),
    kind === "notarization" ? [] : skips.filter((skipped) => skipped === view),
  );
}

/** Order of {@link State.wanted}. */
function before(a: Want, b: Want): boolean {
  return a.view < b.view || (a.view === b.view && a.kind < b.kind);
}

/** Whether a want is among others. A leader that has jumped far asks for many, and looks all of them up after each answer. */
export function wants(wanted: readonly Want[], want: Want): boolean {
  let low = 0;
  let high = wanted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (before(wanted[middle] as Want, want)) low = middle + 1;
    else high = middle;
  }
  const found = wanted[low];
  return found?.view === want.view && found.kind === want.kind;
}

/** The wants of both. */
export function wanting(wanted: readonly Want[], more: readonly Want[]): readonly Want[] {
  const added = more.filter((want) => !wants(wanted, want));
  return added.length === 0 ? wanted : [...wanted, ...added].sort((a, b) => (before(a, b) ? -1 : 1));
}

/** The wants that a certificate does not answer. */
export function unanswered(wanted: readonly Want[], { type, view }: Certificate): readonly Want[] {
  const left = wanted.filter((want) => want.view !== view || (want.kind !== "any" && want.kind !== type));
  return left.length === wanted.length ? wanted : left;
}

/** A block by its reference. */
export const refOf = ({ view, id }: BlockRef): BlockRef => ({ view, id });
