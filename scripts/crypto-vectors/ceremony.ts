/** What the entries of a ceremony of key generation prove, for the expectations of vectors: contexts, deals, boxes and complaints. */

import type * as mcl from "mcl-wasm";
import { sha256, toHex, transcript } from "./bytes.ts";
import { g2, times } from "./curve.ts";
import { writeG2 } from "./encodings.ts";
import { open, sharedPoint, verifyEquality, verifyKnowledge } from "./proofs.ts";
import { committedAt, readCommitment } from "./signatures.ts";

export type Kind = "generate" | "refresh" | "reshare" | "rotate";

/** What tells a ceremony from all others. */
export interface CeremonyName {
  readonly cloud: string;
  readonly ceremony: number;
  readonly kind: Kind;
  readonly threshold: number;
  readonly members: readonly number[];
}

export interface Registration {
  readonly by: number;
  readonly E: string;
  readonly proof: string;
}

export interface Dealing {
  readonly dealer: number;
  readonly C: readonly string[];
  readonly R: string;
  readonly boxes: readonly (string | null)[];
}

export interface ProvenDealing extends Dealing {
  readonly proofC: string;
  readonly proofR: string;
}

export interface Complaint {
  readonly dealer: number;
  readonly K: string;
  readonly proof: string;
}

/** A key in force, as far as deals depend on it. */
export interface OldKey {
  readonly holders: readonly number[];
  readonly poly: readonly string[];
}

export const faultsOf = (nodes: number): number => Math.floor((nodes - 1) / 3);

export const keepsKey = (kind: Kind): boolean => kind === "refresh" || kind === "reshare";

export const ceremonyId = ({ cloud, ceremony, kind, threshold, members }: CeremonyName): string =>
  toHex(sha256(transcript("nexus/dkg/ceremony", [cloud, ceremony, kind, threshold, ...members])));

export const contexts = {
  key: (of: CeremonyName, member: number) => transcript("nexus/dkg/key", [ceremonyId(of), member]),
  secret: (of: CeremonyName, dealer: number, C: readonly string[]) =>
    transcript("nexus/dkg/secret", [ceremonyId(of), dealer, ...C]),
  ephemeral: (of: CeremonyName, dealer: number, C: readonly string[]) =>
    transcript("nexus/dkg/ephemeral", [ceremonyId(of), dealer, ...C]),
  complaint: (of: CeremonyName, dealer: number, member: number) =>
    transcript("nexus/dkg/complaint", [ceremonyId(of), dealer, member]),
  endorse: (of: CeremonyName, epoch: number, poly: readonly string[]) =>
    transcript("nexus/dkg/endorse", [ceremonyId(of), epoch, ...poly]),
};

export const isRegistration = (of: CeremonyName, { by, E, proof }: Registration): boolean =>
  of.members.includes(by) && verifyKnowledge(contexts.key(of, by), "G1", E, proof);

/** Whether somebody who knows the constant term has dealt this in this ceremony. */
export const isProven = (of: CeremonyName, { dealer, C, proofC }: ProvenDealing): boolean =>
  verifyKnowledge(contexts.secret(of, dealer, C), "G2", C[0] ?? "", proofC);

/** The points of a deal's commitment, if the deal is right as far as everybody sees. */
export function rightDeal(
  of: CeremonyName,
  keys: readonly (string | null)[],
  old: OldKey | null,
  deal: ProvenDealing,
): readonly mcl.G2[] | null {
  const { dealer, C, R, boxes, proofR } = deal;
  const points = readCommitment(C, of.threshold);
  const dealers = old === null ? of.members : old.holders;
  if (points === null || !dealers.includes(dealer)) return null;
  if (old !== null && C[0] !== publicShare(old.poly, dealer)) return null;
  if (!isProven(of, deal) || !verifyKnowledge(contexts.ephemeral(of, dealer, C), "G1", R, proofR)) return null;
  const fits = boxes.length === keys.length && boxes.every((box, at) => (box === null) === (keys[at] === null));
  return fits ? points : null;
}

/** The value of a commitment at an index, as text. */
export const publicShare = (C: readonly string[], index: number): string =>
  writeG2(committedAt(readCommitment(C, C.length) as mcl.G2[], index));

/** The share in a member's box, opened with K; null where it is bad. */
export function shareIn(of: CeremonyName, { dealer, C, R, boxes }: Dealing, member: number, K: string | null): bigint | null {
  const box = boxes[of.members.indexOf(member)] ?? null;
  if (box === null || K === null) return null;
  const share = open({ ceremony: ceremonyId(of), dealer, receiver: member }, R, K, box);
  return share !== null && isOn(C, member, share) ? share : null;
}

/** The same with the member's key. */
export const received = (of: CeremonyName, deal: Dealing, member: number, secret: bigint): bigint | null =>
  shareIn(of, deal, member, sharedPoint(secret, deal.R));

/** Whether a share is the value of the committed polynomial at an index. */
export const isOn = (C: readonly string[], index: number, share: bigint): boolean =>
  publicShare(C, index) === writeG2(times(g2.generator, share));

/** Whether the K of a complaint is the point that opens the box of the member with key E. */
export const isFounded = (of: CeremonyName, E: string, { R }: Dealing, by: number, { dealer, K, proof }: Complaint): boolean =>
  verifyEquality(contexts.complaint(of, dealer, by), { element: E, base: R, product: K }, proof);
