/** Logs of ceremonies under way: nodes that log what they should, and cheats. */

import { type CeremonyName, contexts, type ProvenDealing } from "../ceremony.ts";
import { modulo, ORDER, writeScalar } from "../curve.ts";
import { type Entry, type Key, Ledger } from "../ledger.ts";
import { type Cheat, complaint, deal, encryptionSecret, number, polynomial, proofsOf, registration } from "../nodes.ts";
import { lagrangeWeights, sign, valueAt } from "../signatures.ts";

/** What the suite's cases are given: a log, and a member with the secret of its encryption key in the last ceremony. */
export interface Input {
  readonly cloud: string;
  readonly limit: number;
  readonly log: readonly Entry[];
  readonly member: number;
  readonly secretKey: string;
}

const CLOUD = "cloud";
const LIMIT = 2;
export const MEMBERS = [2, 3, 5, 8];

/** A log under way: entries are made from what it amounts to so far. */
export class Log {
  readonly entries: Entry[] = [];
  readonly ledger = new Ledger(CLOUD, LIMIT);

  add(...entries: readonly Entry[]): this {
    for (const entry of entries) {
      this.entries.push(entry);
      this.ledger.take(entry);
    }
    return this;
  }

  get name(): CeremonyName {
    return this.ledger.name;
  }

  start(k: "generate" | "refresh" | "reshare" | "rotate", M: readonly number[] = MEMBERS, t = 2): this {
    return this.add({ type: "Start", k, M, t });
  }

  register(...nodes: readonly number[]): this {
    return this.add(...nodes.map((node) => ({ type: "Register", r: registration(this.name, node) }) as const));
  }

  /** What a dealer deals; in a refresh or reshare its share of the key in force. */
  dealBy(dealer: number, cheat: Cheat = {}): ProvenDealing {
    const share = ["refresh", "reshare"].includes(this.name.kind) ? keyShare(this.ledger.key, dealer) : undefined;
    return deal(this.name, this.ledger.keyList, dealer, { coefficients: polynomial(this.name, dealer, share), ...cheat });
  }

  deal(...dealers: readonly number[]): this {
    return this.add(...dealers.map((dealer) => ({ type: "Deal", d: this.dealBy(dealer) }) as const));
  }

  cheats(dealer: number, cheat: Cheat): this {
    return this.add({ type: "Deal", d: this.dealBy(dealer, cheat) });
  }

  /** A node confirms, and complains about some dealers. */
  confirm(by: number, ...about: readonly number[]): this {
    const complaints = about.map((dealer) => complaint(this.name, by, this.dealOf(dealer)));
    return this.add({ type: "Confirm", e: { by, complaints } });
  }

  dealOf(dealer: number): ProvenDealing {
    return this.ledger.deals.find((each) => each.dealer === dealer) as ProvenDealing;
  }

  /** A whole ceremony without cheats. */
  done(k: "generate" | "refresh" | "reshare" | "rotate", members: readonly number[] = MEMBERS, t = 2): this {
    this.start(k, members, t).register(...members);
    const dealers = k === "refresh" || k === "reshare" ? this.ledger.key.holders : members;
    const needed = dealers.length - Math.floor((dealers.length - 1) / 3);
    this.deal(...dealers.slice(0, needed));
    const enough = t + Math.floor((members.length - 1) / 3);
    for (const member of members.slice(0, enough)) this.confirm(member);
    return this;
  }

  input(member = 5): Input {
    const secretKey = writeScalar(encryptionSecret(this.name, member));
    return { cloud: CLOUD, limit: LIMIT, log: this.entries, member, secretKey };
  }
}

/** The polynomials of the first ceremony's dealers add up to that of its key. */
const FIRST: CeremonyName = { cloud: CLOUD, ceremony: 1, kind: "generate", threshold: 2, members: MEMBERS };

/** A holder's share of the first key, which the dealers 2, 3 and 5 have made; after a refresh that of the dealers 2 and 3. */
function keyShare({ ceremony }: Key, holder: number): bigint {
  const sum = (at: number) => [2, 3, 5].reduce((all, dealer) => all + valueAt(polynomial(FIRST, dealer), at), 0n);
  if (ceremony === 1) return modulo(sum(holder), ORDER);
  const refresh: CeremonyName = { ...FIRST, ceremony, kind: "refresh" };
  const weights = lagrangeWeights([2, 3]);
  const parts = [2, 3].map(
    (dealer, at) => valueAt(polynomial(refresh, dealer, modulo(sum(dealer), ORDER)), holder) * (weights[at] as bigint),
  );
  return modulo(
    parts.reduce((a, b) => a + b),
    ORDER,
  );
}

/** The secret of the first key. */
export const firstSecret = (): bigint => [2, 3, 5].reduce((all, dealer) => all + (polynomial(FIRST, dealer)[0] as bigint), 0n);

export const open = (): Log => new Log().start("generate").register(...MEMBERS);
export const wrongShare = (member: number): Cheat => ({ contents: { [member]: number("wrong", member) } });
/** Coefficients that cancel those of dealers 2 and 3 at one place. */
export const cancelling = (place: 0 | 1): readonly bigint[] => {
  const own = [...polynomial(FIRST, 5)];
  own[place] = modulo(-[2, 3].reduce((sum, dealer) => sum + (polynomial(FIRST, dealer)[place] as bigint), 0n), ORDER);
  return own;
};
export const confirmed = (log: Log, ...members: readonly number[]): Log =>
  members.reduce((of, member) => of.confirm(member), log);
export const ticks = (log: Log): Log => log.add({ type: "Tick", h: 1 }, { type: "Tick", h: 2 });

/** Dealer 3 takes the ephemeral key of dealer 2. */
export function stolenR(log: Log): Log {
  const [victim, own] = [log.dealOf(2), log.dealBy(3)];
  const proofs = proofsOf(log.name, { ...own, R: victim.R }, polynomial(log.name, 3)[0] as bigint, number("thief"));
  return log.add({ type: "Deal", d: { ...own, R: victim.R, ...proofs } });
}

/** A complaint by member 8, caught late: dealer 3's box for it was bad, and the key had been made. */
export const lateVictim = (): Log => confirmed(open().deal(2).cheats(3, wrongShare(8)).deal(5), 2, 3, 5).confirm(8, 3);

export const reveal = (log: Log, by: number, share = valueAt(polynomial(log.name, 3), by)): Log =>
  log.add({ type: "Reveal", k: by, j: 3, share: writeScalar(share) });

export const rotated = (): Log => new Log().done("generate").done("rotate");
export const endorsement = (log: Log, secret: bigint, epoch = 2): Entry => ({
  type: "Endorse",
  signature: sign(secret, contexts.endorse(log.name, epoch, log.ledger.pub)),
});

/** A complaint of member 8 about a bad share, with the proof of member 2. */
export function voidComplaint(): Log {
  const log = open().deal(2).cheats(3, wrongShare(8)).deal(5);
  const { proof } = complaint(log.name, 2, log.dealOf(3));
  const said = complaint(log.name, 8, log.dealOf(3));
  return log.add({ type: "Confirm", e: { by: 8, complaints: [{ ...said, proof }] } });
}

/** A rotation whose key somebody endorses. */
export function endorsed(by: (log: Log) => readonly Entry[]): Log {
  const log = rotated();
  return log.add(...by(log));
}
