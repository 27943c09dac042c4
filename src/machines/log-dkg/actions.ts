/**
 * Distributed key generation over an ordered log: the entries of the log, in the order of MachineNext. To be read beside
 * `spec/tla/LogDkg.tla`. That the author of an entry is the node it names is checked where the log is written; that a ceremony starts and a
 * block begins is the parent cloud's to say. Everything else is checked here, from public data alone.
 */

import { isCommitment, publicShare, verifyShare } from "../../crypto/feldman.ts";
import { verify } from "../../crypto/threshold-bls.ts";
import { difference, equals, has, insert, type SortedSet, sortedSet, union } from "../../lib/sorted-set.ts";
import type { Stepped } from "../protocol.ts";
import {
  combined,
  dealers,
  dealOf,
  encryptionKey,
  endorsement,
  enough,
  exposed,
  faults,
  goodBox,
  isInForce,
  keepsKey,
  needed,
  newKey,
  proofContext,
  qualified,
  recovered,
  registered,
  resharing,
  revealed,
  toBeEndorsed,
  usable,
} from "./ceremony.ts";
import type {
  Confirmation,
  Constants,
  Dealing,
  Effect,
  Kind,
  NodeId,
  ProvenDealing,
  Registration,
  Revelation,
  State,
} from "./types.ts";

type Step<R extends string> = Stepped<State, Effect, R>;

/**
 * A ceremony of kind `k` begins for the committee `M`, with threshold `t`.
 * @spec LogDkg!Start
 */
export function Start(
  _c: Constants,
  s: State,
  { k, M, t }: { readonly k: Kind; readonly M: SortedSet<NodeId>; readonly t: number },
): Step<"running" | "wrong-kind" | "other-committee" | "bad-threshold" | "unrevealed"> {
  if (s.phase !== "idle" && s.phase !== "done" && s.phase !== "abort") return "running";
  if ((k === "generate") !== (s.key.epoch === 0)) return "wrong-kind";
  if (k === "refresh" && !(equals(M, s.key.members) && t === s.key.threshold)) return "other-committee";
  if (t < faults(M.length) + 1 || t > M.length - 2 * faults(M.length)) return "bad-threshold";
  if (keepsKey(k) && !exposed(s).every((dealer) => recovered(s, dealer))) return "unrevealed";
  const ceremony = s.ceremony + 1;
  const next: State = {
    phase: "register",
    ceremony,
    kind: k,
    members: M,
    threshold: t,
    height: 0,
    keys: M.map(() => null),
    deals: [],
    confirms: [],
    disq: [],
    slashed: [],
    qual: [],
    pub: [],
    reveals: [],
    key: s.key,
  };
  return [next, [{ type: "OpenRegister", ceremony }]];
}

/**
 * A member registers its encryption key, which serves this ceremony alone.
 * @spec LogDkg!Register
 */
export function Register(
  c: Constants,
  s: State,
  { r }: { readonly r: Registration },
): Step<"not-registering" | "no-member" | "already-registered" | "unproven-key"> {
  if (s.phase !== "register") return "not-registering";
  if (!has(s.members, r.by)) return "no-member";
  if (encryptionKey(s, r.by) !== null) return "already-registered";
  if (!c.suite.proofs.verifyKnowledge(proofContext.key(c, s, r.by), "G1", r.E, r.proof)) return "unproven-key";
  const next: State = { ...s, keys: s.keys.map((key, at) => (s.members[at] === r.by ? r.E : key)) };
  if (next.keys.includes(null)) return [next, []];
  return dealingOpens(next);
}

function dealingOpens(s: State): readonly [State, readonly Effect[]] {
  return [{ ...s, phase: "deal", height: 0 }, [{ type: "OpenDeal" }]];
}

/** The ceremony has failed. */
function aborted(s: State): readonly [State, readonly Effect[]] {
  return [{ ...s, phase: "abort", height: 0 }, [{ type: "Fail" }]];
}

/**
 * The first valid deal of a dealer. With the last one that is needed the set of deals is fixed.
 * @spec LogDkg!Deal
 */
export function Deal(
  c: Constants,
  s: State,
  { d }: { readonly d: ProvenDealing },
): Step<
  | "not-dealing"
  | "no-dealer"
  | "already-dealt"
  | "wrong-degree"
  | "zero-coefficient"
  | "other-share"
  | "unproven-secret"
  | "unproven-ephemeral"
  | "wrong-boxes"
> {
  const { suite } = c;
  if (s.phase !== "deal") return "not-dealing";
  if (!has(dealers(s), d.dealer)) return "no-dealer";
  if (dealOf(s, d.dealer) !== undefined) return "already-dealt";
  if (d.C.length !== s.threshold) return "wrong-degree";
  if (!isCommitment(suite, d.C, s.threshold)) return "zero-coefficient";
  if (resharing(s) && d.C[0] !== publicShare(suite, s.key.poly, d.dealer)) return "other-share";
  if (!provenC(c, s, d)) return "unproven-secret";
  if (!suite.proofs.verifyKnowledge(proofContext.ephemeral(c, s, d), "G1", d.R, d.proofR)) return "unproven-ephemeral";
  if (!(d.boxes.length === s.keys.length && d.boxes.every((box, at) => (box === null) === (s.keys[at] === null)))) {
    return "wrong-boxes";
  }
  const next: State = { ...s, deals: [...s.deals, content(d)] };
  if (next.deals.length < needed(s)) return [next, []];
  return [{ ...next, phase: "confirm", height: 0 }, [{ type: "OpenConfirm" }]];
}

/**
 * Whether the dealer knows what it shares, and says so in this ceremony.
 * @spec LogDkg!ProvenC
 */
function provenC(c: Constants, s: State, { dealer, C, proofC }: ProvenDealing): boolean {
  const shared = C[0];
  return shared !== undefined && c.suite.proofs.verifyKnowledge(proofContext.secret(c, s, { dealer, C }), "G2", shared, proofC);
}

/**
 * What a deal says, apart from its proofs, of which a dealer can make many.
 * @spec LogDkg!Content
 */
function content({ dealer, C, R, boxes }: Dealing): Dealing {
  return { dealer, C, R, boxes };
}

function isSameDealing(a: Dealing, b: Dealing): boolean {
  const isSame = (x: readonly (string | null)[], y: readonly (string | null)[]) =>
    x.length === y.length && x.every((each, at) => each === y[at]);
  return isSame(a.C, b.C) && a.R === b.R && isSame(a.boxes, b.boxes);
}

/**
 * A dealer has logged two different deals. The first one stands. What a dealer has dealt in another ceremony lacks a proof for this one, and
 * so is no evidence when somebody logs it again.
 * @spec LogDkg!Equivocate
 */
export function Equivocate(
  c: Constants,
  s: State,
  { d }: { readonly d: ProvenDealing },
): Step<"not-dealt" | "same-deal" | "already-slashed" | "unproven-secret"> {
  const first = dealOf(s, d.dealer);
  if (first === undefined) return "not-dealt";
  if (isSameDealing(first, d)) return "same-deal";
  if (has(s.slashed, d.dealer)) return "already-slashed";
  if (!provenC(c, s, d)) return "unproven-secret";
  return [{ ...s, slashed: insert(s.slashed, d.dealer) }, [{ type: "Slash", nodes: [d.dealer] }]];
}

/**
 * A member has its shares, except those that it complains about. One complaint without a proof makes the whole entry void. A false one is
 * punished, and the entry does not count.
 * @spec LogDkg!Confirm
 */
export function Confirm(
  c: Constants,
  s: State,
  { e }: { readonly e: Confirmation },
): Step<"not-confirming" | "no-key" | "already-confirmed" | "slashed" | "not-dealt" | "unproven"> {
  if (s.phase !== "confirm" && s.phase !== "done") return "not-confirming";
  if (encryptionKey(s, e.by) === null) return "no-key";
  if (has(s.confirms, e.by)) return "already-confirmed";
  if (has(s.slashed, e.by)) return "slashed";
  if (!e.complaints.every(({ dealer }) => dealOf(s, dealer) !== undefined)) return "not-dealt";
  if (!e.complaints.every((complaint) => proven(c, s, e.by, complaint))) return "unproven";
  const bad = guilty(c, s, e);
  const isFair = e.complaints.every(({ dealer }) => has(bad, dealer));
  const punished = difference(isFair ? bad : insert(bad, e.by), s.slashed);
  const heard: State = {
    ...s,
    confirms: isFair ? insert(s.confirms, e.by) : s.confirms,
    disq: union(s.disq, bad),
    slashed: union(s.slashed, punished),
  };
  const slash: readonly Effect[] = punished.length === 0 ? [] : [{ type: "Slash", nodes: punished }];
  if (s.phase === "done" || !enough(heard)) return [heard, slash];
  const [next, effects] = completed(c, heard);
  return [next, [...slash, ...effects]];
}

/**
 * Whether the K of a complaint is the one point that opens the member's box.
 * @spec LogDkg!Proven
 */
function proven(c: Constants, s: State, member: NodeId, { dealer, K, proof }: Confirmation["complaints"][number]): boolean {
  const element = encryptionKey(s, member) as string;
  const base = dealOf(s, dealer)?.R as string;
  return c.suite.proofs.verifyEquality(proofContext.complaint(c, s, dealer, member), { element, base, product: K }, proof);
}

/**
 * The dealers in whose deals the node has no good share, of those that it complains about.
 * @spec LogDkg!Guilty
 */
function guilty(c: Constants, s: State, { by, complaints }: Confirmation): SortedSet<NodeId> {
  const bad = complaints.filter(({ dealer, K }) => !goodBox(c, s, dealOf(s, dealer) as Dealing, by, K));
  return sortedSet(bad.map(({ dealer }) => dealer));
}

/** What the ceremony comes to once enough members have confirmed. */
function completed(c: Constants, s: State): readonly [State, readonly Effect[]] {
  const qual = qualified(s, s.disq);
  const pub = combined(c, s, qual);
  if (!usable(c, s, pub)) return aborted(s);
  const done: State = { ...s, phase: "done", height: 0, qual, pub };
  if (toBeEndorsed(done)) return [done, [{ type: "AskEndorsement", public: pub[0] as string }]];
  return activated(done);
}

function activated(s: State): readonly [State, readonly Effect[]] {
  const key = newKey(s, s.pub);
  return [{ ...s, key }, [{ type: "Activate", epoch: key.epoch, public: key.poly[0] as string }]];
}

/**
 * Holder `k` shows the share that exposed dealer `j` has dealt to it.
 * @spec LogDkg!Reveal
 */
export function Reveal(
  { suite }: Constants,
  s: State,
  { k, j, share }: { readonly k: NodeId; readonly j: NodeId; readonly share: string },
): Step<"not-done" | "not-exposed" | "no-key" | "already-revealed" | "recovered" | "wrong-share"> {
  if (s.phase !== "done") return "not-done";
  if (!has(exposed(s), j)) return "not-exposed";
  if (encryptionKey(s, k) === null) return "no-key";
  const known = revealed(s, j);
  if (known.some(({ by }) => by === k)) return "already-revealed";
  if (recovered(s, j)) return "recovered";
  const value = suite.secrets.decode(share);
  if (value === null || !verifyShare(suite, dealOf(s, j)?.C ?? [], k, value)) return "wrong-share";
  const reveals = [...s.reveals, { dealer: j, by: k, share }].sort(byDealerAndMember);
  return [{ ...s, reveals }, known.length + 1 === s.threshold ? [{ type: "Recover", dealer: j }] : []];
}

function byDealerAndMember(a: Revelation, b: Revelation): number {
  return a.dealer - b.dealer || a.by - b.by;
}

/**
 * The old key has signed the new one.
 * @spec LogDkg!Endorse
 */
export function Endorse(
  c: Constants,
  s: State,
  { signature }: { readonly signature: string },
): Step<"not-done" | "not-rotating" | "already-endorsed" | "unsigned"> {
  if (s.phase !== "done") return "not-done";
  if (!toBeEndorsed(s)) return "not-rotating";
  if (isInForce(s)) return "already-endorsed";
  if (!verify(c.suite, s.key.poly[0] as string, endorsement(c, s), signature)) return "unsigned";
  return activated(s);
}

/**
 * Block `h` of the phase begins. At the limit a phase ends: registration goes on to dealing if all but the faulty have registered.
 * @spec LogDkg!Tick
 */
export function Tick(c: Constants, s: State, { h }: { readonly h: number }): Step<"not-running" | "other-height"> {
  if (s.phase !== "register" && s.phase !== "deal" && s.phase !== "confirm") return "not-running";
  if (h !== s.height + 1) return "other-height";
  if (h < c.limit) return [{ ...s, height: h }, []];
  const proceeds = s.phase === "register" && registered(s).length >= s.members.length - faults(s.members.length);
  return proceeds ? dealingOpens(s) : aborted(s);
}
