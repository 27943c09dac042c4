/**
 * The outcome of a log of ceremonies, by the rules of spec/log-dkg.md: written again for the expectations of vectors, as one object that changes,
 * where the machine is a fold.
 */

import type * as mcl from "mcl-wasm";
import {
  type CeremonyName,
  type Complaint,
  contexts,
  faultsOf,
  isFounded,
  isOn,
  isProven,
  isRegistration,
  type Kind,
  keepsKey,
  type ProvenDealing,
  type Registration,
  received,
  rightDeal,
  shareIn,
} from "./ceremony.ts";
import { g2, modulo, ORDER, readScalar, sumOfProducts } from "./curve.ts";
import { readG2, writeG2 } from "./encodings.ts";
import { lagrangeWeights, readCommitment, verify } from "./signatures.ts";

export type Entry =
  | { readonly type: "Start"; readonly k: Kind; readonly M: readonly number[]; readonly t: number }
  | { readonly type: "Register"; readonly r: Registration }
  | { readonly type: "Deal"; readonly d: ProvenDealing }
  | { readonly type: "Confirm"; readonly e: { readonly by: number; readonly complaints: readonly Complaint[] } }
  | { readonly type: "Reveal"; readonly k: number; readonly j: number; readonly share: string }
  | { readonly type: "Endorse"; readonly signature: string }
  | { readonly type: "Tick"; readonly h: number };

export interface Key {
  readonly epoch: number;
  readonly ceremony: number;
  readonly members: readonly number[];
  readonly holders: readonly number[];
  readonly threshold: number;
  readonly poly: readonly string[];
}

export const NO_KEY: Key = { epoch: 0, ceremony: 0, members: [], holders: [], threshold: 0, poly: [] };

const ascending = (numbers: Iterable<number>): number[] => [...numbers].sort((a, b) => a - b);

export class Ledger {
  phase: "idle" | "register" | "deal" | "confirm" | "done" | "abort" = "idle";
  readonly cloud: string;
  readonly limit: number;
  name: CeremonyName;
  height = 0;
  keys = new Map<number, string>();
  deals: ProvenDealing[] = [];
  confirms = new Set<number>();
  disqualified = new Set<number>();
  slashed = new Set<number>();
  qualified: readonly number[] = [];
  pub: readonly string[] = [];
  reveals = new Map<number, Map<number, bigint>>();
  key: Key = NO_KEY;

  constructor(cloud: string, limit: number) {
    this.cloud = cloud;
    this.limit = limit;
    this.name = { cloud, ceremony: 0, kind: "generate", threshold: 0, members: [] };
  }

  /** Whether the entry is taken; one that is refused changes nothing. */
  take(entry: Entry): boolean {
    switch (entry.type) {
      case "Start":
        return this.#start(entry.k, entry.M, entry.t);
      case "Register":
        return this.#register(entry.r);
      case "Deal":
        return this.#deal(entry.d);
      case "Confirm":
        return this.#confirm(entry.e.by, entry.e.complaints);
      case "Reveal":
        return this.#reveal(entry.k, entry.j, entry.share);
      case "Endorse":
        return this.#endorse(entry.signature);
      case "Tick":
        return this.#tick(entry.h);
    }
  }

  get keyList(): readonly (string | null)[] {
    return this.name.members.map((member) => this.keys.get(member) ?? null);
  }

  #start(kind: Kind, members: readonly number[], threshold: number): boolean {
    const f = faultsOf(members.length);
    if (["register", "deal", "confirm"].includes(this.phase) || (kind === "generate") !== (this.key.epoch === 0)) return false;
    const isSame = JSON.stringify([members, threshold]) === JSON.stringify([this.key.members, this.key.threshold]);
    if ((kind === "refresh" && !isSame) || threshold < f + 1 || threshold > members.length - 2 * f) return false;
    if (keepsKey(kind) && this.exposed.some((dealer) => !this.#isRecovered(dealer))) return false;
    this.name = { cloud: this.cloud, ceremony: this.name.ceremony + 1, kind, threshold, members };
    this.#enter("register");
    this.keys = new Map();
    this.deals = [];
    [this.confirms, this.disqualified, this.slashed] = [new Set(), new Set(), new Set()];
    [this.qualified, this.pub] = [[], []];
    this.reveals = new Map();
    return true;
  }

  #enter(phase: Ledger["phase"]): void {
    this.phase = phase;
    this.height = 0;
  }

  #register(registration: Registration): boolean {
    const { by, E } = registration;
    if (this.phase !== "register" || this.keys.has(by) || !isRegistration(this.name, registration)) return false;
    this.keys.set(by, E);
    if (this.keys.size === this.name.members.length) this.#enter("deal");
    return true;
  }

  #deal(deal: ProvenDealing): boolean {
    const first = this.deals.find(({ dealer }) => dealer === deal.dealer);
    if (first !== undefined) return this.#secondDeal(first, deal);
    const old = keepsKey(this.name.kind) ? this.key : null;
    if (this.phase !== "deal" || rightDeal(this.name, this.keyList, old, deal) === null) return false;
    this.deals.push(deal);
    const from = old === null ? this.name.members.length : old.members.length;
    if (this.deals.length === from - faultsOf(from)) this.#enter("confirm");
    return true;
  }

  #secondDeal(first: ProvenDealing, second: ProvenDealing): boolean {
    const content = ({ C, R, boxes }: ProvenDealing) => JSON.stringify([C, R, boxes]);
    const isSame = content(first) === content(second);
    if (isSame || this.slashed.has(second.dealer) || !isProven(this.name, second)) return false;
    this.slashed.add(second.dealer);
    return true;
  }

  #confirm(by: number, complaints: readonly Complaint[]): boolean {
    const E = this.keys.get(by);
    if ((this.phase !== "confirm" && this.phase !== "done") || E === undefined) return false;
    if (this.confirms.has(by) || this.slashed.has(by)) return false;
    const about = complaints.map((complaint) => ({
      complaint,
      deal: this.deals.find(({ dealer }) => dealer === complaint.dealer),
    }));
    if (!about.every(({ complaint, deal }) => deal !== undefined && isFounded(this.name, E, deal, by, complaint))) return false;
    const bad = about.filter(({ complaint, deal }) => shareIn(this.name, deal as ProvenDealing, by, complaint.K) === null);
    for (const { complaint } of bad) {
      this.disqualified.add(complaint.dealer);
      this.slashed.add(complaint.dealer);
    }
    if (bad.length === about.length) this.confirms.add(by);
    else this.slashed.add(by);
    const { threshold, members } = this.name;
    if (this.phase === "confirm" && this.confirms.size >= threshold + faultsOf(members.length)) this.#complete();
    return true;
  }

  #complete(): void {
    const good = this.deals.filter(({ dealer }) => !this.disqualified.has(dealer));
    const resharing = keepsKey(this.name.kind);
    const chosen = resharing ? good.slice(0, this.key.threshold) : good;
    const weights = resharing ? lagrangeWeights(chosen.map(({ dealer }) => dealer)) : chosen.map(() => 1n);
    const pub = Array.from({ length: this.name.threshold }, (_, k) => {
      const column = chosen.map(({ C }) => readG2(C[k] as string) as mcl.G2);
      return writeG2(sumOfProducts(g2, column, weights));
    });
    const isUsable = readCommitment(pub, this.name.threshold) !== null;
    this.#enter(isUsable ? "done" : "abort");
    if (!isUsable) return;
    this.qualified = ascending(chosen.map(({ dealer }) => dealer));
    this.pub = pub;
    if (this.name.kind !== "rotate") this.#activate();
  }

  get #epoch(): number {
    return this.key.epoch + (keepsKey(this.name.kind) ? 0 : 1);
  }

  #activate(): void {
    const { ceremony, members, threshold } = this.name;
    this.key = { epoch: this.#epoch, ceremony, members, holders: ascending(this.keys.keys()), threshold, poly: this.pub };
  }

  #endorse(signature: string): boolean {
    const { kind, ceremony } = this.name;
    if (this.phase !== "done" || kind !== "rotate" || this.key.ceremony === ceremony) return false;
    const message = contexts.endorse(this.name, this.#epoch, this.pub);
    if (!verify(this.key.poly[0] as string, message, signature)) return false;
    this.#activate();
    return true;
  }

  /** Dealers that are part of the key and were caught later. */
  get exposed(): readonly number[] {
    return this.qualified.filter((dealer) => this.disqualified.has(dealer));
  }

  #isRecovered(dealer: number): boolean {
    return (this.reveals.get(dealer)?.size ?? 0) >= this.name.threshold;
  }

  #reveal(by: number, dealer: number, text: string): boolean {
    const shown = this.reveals.get(dealer) ?? new Map<number, bigint>();
    if (this.phase !== "done" || !this.exposed.includes(dealer) || !this.keys.has(by)) return false;
    const share = readScalar(text);
    const deal = this.deals.find((each) => each.dealer === dealer) as ProvenDealing;
    if (shown.has(by) || this.#isRecovered(dealer) || share === null || !isOn(deal.C, by, share)) return false;
    this.reveals.set(dealer, shown.set(by, share));
    return true;
  }

  #tick(height: number): boolean {
    if (!["register", "deal", "confirm"].includes(this.phase) || height !== this.height + 1) return false;
    this.height = height;
    if (height < this.limit) return true;
    const { length } = this.name.members;
    this.#enter(this.phase === "register" && this.keys.size >= length - faultsOf(length) ? "deal" : "abort");
    return true;
  }

  /** The member's share of the key that the ceremony has made, with its encryption key; null while it has none. */
  shareOf(member: number, secret: bigint): bigint | null {
    if (this.phase !== "done" || !this.keys.has(member)) return null;
    const parts = this.qualified.map((dealer) => this.#dealtTo(member, secret, dealer));
    if (!parts.every((part) => part !== null)) return null;
    const weights = keepsKey(this.name.kind) ? lagrangeWeights(this.qualified) : parts.map(() => 1n);
    const sum = parts.reduce((all, part, at) => all + part * (weights[at] as bigint), 0n);
    return modulo(sum, ORDER);
  }

  #dealtTo(member: number, secret: bigint, dealer: number): bigint | null {
    const share = received(this.name, this.deals.find((each) => each.dealer === dealer) as ProvenDealing, member, secret);
    if (share !== null || !this.#isRecovered(dealer)) return share;
    const shown = [...(this.reveals.get(dealer) as Map<number, bigint>)];
    const weights = lagrangeWeights(
      shown.map(([index]) => index),
      member,
    );
    return modulo(
      shown.reduce((all, [, part], at) => all + part * (weights[at] as bigint), 0n),
      ORDER,
    );
  }
}
