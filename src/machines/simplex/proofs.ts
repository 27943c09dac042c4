/** The certificates that a node knows with their signers, and the effects of its core with the signers written in. */

import type { Certificate, NodeId, Vote } from "./types.ts";
import type { Certified, DriverEffect, Entry, LogItem, Message, NodeEffect } from "./votes-types.ts";

type Proofs = readonly Certified[];

/** What so many of these votes certify. */
export function certificateOf(vote: Vote): Certificate {
  switch (vote.type) {
    case "notarize":
      return { type: "notarization", view: vote.view, block: vote.block };
    case "nullify":
      return { type: "nullification", view: vote.view };
    case "finalize":
      return { type: "finalization", view: vote.view, block: vote.block };
  }
}

/** What the signers of a certificate have voted. */
export function voteOf(certificate: Certificate): Vote {
  switch (certificate.type) {
    case "notarization":
      return { type: "notarize", view: certificate.view, block: certificate.block };
    case "nullification":
      return { type: "nullify", view: certificate.view };
    case "finalization":
      return { type: "finalize", view: certificate.view, block: certificate.block };
  }
}

/** The certificate with its signers, its keys always in one order. */
export function certified(certificate: Certificate, signers: readonly NodeId[]): Certified {
  const { type, view } = certificate;
  return type === "nullification" ? { type, view, signers } : { type, view, block: certificate.block, signers };
}

const blockOf = (of: Certificate): string => (of.type === "nullification" ? "" : of.block);

/** Negative, zero or positive: by view, then type, then block. */
function order(a: Certificate, b: Certificate): number {
  if (a.view !== b.view) return a.view - b.view;
  if (a.type !== b.type) return a.type < b.type ? -1 : 1;
  const [left, right] = [blockOf(a), blockOf(b)];
  return left === right ? 0 : left < right ? -1 : 1;
}

/** The certificates with one more. A finalization leaves those of later views and itself. */
export function proven(proofs: Proofs, proof: Certified): Proofs {
  if (proof.type === "finalization") return [proof, ...proofs.filter(({ view }) => view > proof.view)];
  const at = proofs.findIndex((one) => order(one, proof) >= 0);
  return proofs.toSpliced(at === -1 ? proofs.length : at, 0, proof);
}

/** The certificates of a log. */
export function proofsOf(log: readonly Entry[]): Proofs {
  return log.filter((item): item is Certified => "signers" in item).sort(order);
}

const isCertificate = (item: Entry | LogItem): item is Certificate =>
  item.type === "notarization" || item.type === "nullification" || item.type === "finalization";

/** The item with its signers, if it is a certificate. The core broadcasts, logs and answers only what it knows, and that is proven. */
function signed<M extends Entry | LogItem>(proofs: Proofs, item: M): Exclude<M, Certificate> | Certified {
  if (!isCertificate(item)) return item as Exclude<M, Certificate>;
  return proofs.find((proof) => order(proof, item) === 0) ?? certified(item, []);
}

/** The core's effect as the driver gives it. `to` is who gets an answer. */
export function decorated(proofs: Proofs, effect: NodeEffect, to: NodeId): DriverEffect {
  switch (effect.type) {
    case "Persist":
      return { type: "Persist", items: effect.items.map((item) => signed(proofs, item)) };
    case "Broadcast":
      return { type: "Broadcast", item: signed(proofs, effect.item) };
    case "Answer":
      return { type: "Answer", to, certificates: effect.certificates.map((one) => signed(proofs, one)) };
    case "Resend":
      return { type: "Resend", items: effect.items as readonly Message[] };
    default:
      return effect;
  }
}
