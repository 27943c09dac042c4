/** What an observer of a run sees who knows everything: blocks, signatures, deliveries. It says what must never happen. */

import type { Block, BlockId, BlockRef, Constants, Item, NodeId, Proposal, Vote } from "./types.ts";
import { genesis } from "./types.ts";
import { keyOf } from "./universe.ts";
import type { Certified, Evidence } from "./votes-types.ts";

/** What a run must never show. */
export type Property =
  | "Agreement"
  | "Validity"
  | "HonestNeverEquivocates"
  | "HonestIsNotAccused"
  | "EvidenceIsSound"
  | "PersistBeforeBroadcast"
  | "CertificatesAreTrue"
  | "BallotsAreAsHeard"
  | "NothingIsPending"
  | "MemoryIsBounded"
  | "ReleasedOnce"
  | "ReleasedIsFinal"
  | "Progress";

/** Found by an observer; a run that shows one of these ends. */
export class Violation extends Error {
  readonly property: Property;

  constructor(property: Property, what: unknown) {
    super(`${property}: ${JSON.stringify(what)}`);
    this.property = property;
  }
}

/** The payload that applications find invalid. */
export const INVALID = "invalid";

export class Ledger {
  private readonly constants: Constants;
  private readonly honest: readonly NodeId[];
  private readonly quorum: number;
  private readonly blocks = new Map<BlockId, { readonly block: Block; readonly by: NodeId }>();
  private readonly signers = new Map<string, Set<NodeId>>();
  private readonly votes: Vote[] = [];
  private readonly cast = new Map<string, Item>();
  private last: BlockRef = genesis;
  private readonly final: Vote[] = [];

  /** `constants` are those of any member. */
  constructor(constants: Constants, honest: readonly NodeId[]) {
    this.constants = constants;
    this.honest = honest;
    // Said here anew, as the leader is below: the code under test is not asked.
    this.quorum = constants.committee - Math.floor((constants.committee - 1) / 3);
  }

  leader(view: number): NodeId {
    const { leaders } = this.constants;
    return leaders[(view - 1) % leaders.length] as NodeId;
  }

  isHonest(member: NodeId): boolean {
    return this.honest.includes(member);
  }

  /** A new block of a member. */
  block(by: NodeId, view: number, parent: BlockRef, payload: string): Block {
    const block = { view, id: `${view}#${this.blocks.size}`, parent: { view: parent.view, id: parent.id }, payload };
    this.blocks.set(block.id, { block, by });
    return block;
  }

  /** All blocks, the oldest first. */
  allBlocks(): readonly Block[] {
    return [...this.blocks.values()].map(({ block }) => block);
  }

  /** All votes that anybody has signed, in the order of their first signatures. */
  signedVotes(): readonly Vote[] {
    return this.votes;
  }

  signersOf(vote: Vote): readonly NodeId[] {
    return [...(this.signers.get(keyOf(vote)) ?? [])].sort((a, b) => a - b);
  }

  /** A member signs a vote; an honest one never two that exclude each other, whatever happens to it. */
  signs(member: NodeId, vote: Vote): void {
    if (this.isHonest(member)) this.castOnce(member, vote, vote.type === "notarize" ? "notarize" : "end");
    const key = keyOf(vote);
    const signers = this.signers.get(key);
    if (signers === undefined) this.votes.push(vote);
    this.signers.set(key, (signers ?? new Set()).add(member));
    if (vote.type === "finalize" && this.signers.get(key)?.size === this.quorum) this.final.push(vote);
  }

  proposes(member: NodeId, proposal: Proposal): void {
    if (this.isHonest(member)) this.castOnce(member, proposal, "propose");
  }

  private castOnce(member: NodeId, item: Item, slot: string): void {
    const place = `${member} ${item.view} ${slot}`;
    const earlier = this.cast.get(place);
    if (earlier !== undefined && keyOf(earlier) !== keyOf(item)) {
      throw new Violation("HonestNeverEquivocates", { member, earlier, item });
    }
    this.cast.set(place, item);
  }

  /** Whether all signers have signed: what is checked of a certificate before a node sees it. */
  isAuthentic(vote: Vote, signers: readonly NodeId[]): boolean {
    const signed = this.signers.get(keyOf(vote));
    return signed !== undefined && signers.every((signer) => signed.has(signer));
  }

  /** An honest node shows a certificate. */
  shows(certificate: Certified, vote: Vote): void {
    const members = new Set(certificate.signers.filter((signer) => signer >= 1 && signer <= this.constants.committee));
    if (members.size < this.quorum || !this.isAuthentic(vote, certificate.signers)) {
      throw new Violation("CertificatesAreTrue", certificate);
    }
  }

  /** An honest node delivers a block and its ancestors after `delivered`. */
  delivers(block: BlockRef, delivered: BlockRef): void {
    let at: BlockRef = block;
    while (at.view > delivered.view) {
      at = this.parentOfValid(at);
    }
    if (at.id !== delivered.id) throw new Violation("Agreement", { block, delivered });
    const [low, high] = block.view <= this.last.view ? [block, this.last] : [this.last, block];
    if (!this.isAncestor(low, high)) throw new Violation("Agreement", { block, other: this.last });
    this.last = high;
  }

  /** A block that is delivered was proposed by the leader of its view, has a parent of an earlier one, and a payload that is valid. */
  private parentOfValid({ view, id }: BlockRef): BlockRef {
    const known = this.blocks.get(id);
    const sound = known !== undefined && known.block.view === view && known.block.parent.view < view;
    if (sound && known.by === this.leader(view) && known.block.payload !== INVALID) return known.block.parent;
    throw new Violation("Validity", { view, id, known });
  }

  private isAncestor(a: BlockRef, b: BlockRef): boolean {
    let at: BlockRef = b;
    while (at.view > a.view) at = this.blocks.get(at.id)?.block.parent ?? genesis;
    return at.id === a.id;
  }

  /** The blocks after one and up to another, the oldest first; none if the first is no ancestor of the other. */
  chain(after: BlockRef, upTo: BlockRef): readonly Block[] {
    const chain: Block[] = [];
    let at: BlockRef = upTo;
    while (at.view > after.view) {
      const block = this.blocks.get(at.id)?.block as Block;
      chain.unshift(block);
      at = block.parent;
    }
    return at.id === after.id ? chain : [];
  }

  /** An honest node signs the outward statement of a height: that of a block for which a quorum has voted, or for a descendant of it. */
  signsOutward(height: number, block: BlockRef): void {
    const isFinal = this.final.some((vote) => "block" in vote && this.isAncestor(block, { view: vote.view, id: vote.block }));
    if (!isFinal || this.chain(genesis, block).length !== height) throw new Violation("ReleasedIsFinal", { height, block });
  }

  /** An honest node has reported this. */
  reports({ from, view, first, second }: Evidence): void {
    if (this.isHonest(from)) throw new Violation("HonestIsNotAccused", { from, first, second });
    const sound = first.view === view && second.view === view && excludes(first, second);
    const signed = this.isAuthentic(first, [from]) && this.isAuthentic(second, [from]);
    if (!sound || !signed) throw new Violation("EvidenceIsSound", { from, first, second });
  }
}

/** Whether no honest member signs both. */
export function excludes(a: Vote, b: Vote): boolean {
  if (a.view !== b.view || keyOf(a) === keyOf(b)) return false;
  return (a.type === "notarize") === (b.type === "notarize");
}
