/**
 * Data of ceremonies from outside: the log, the wire, checkpoints. What these decoders accept, the machine can take: it never throws on it.
 * Whether an element is one of the right group, and whether a proof holds, is for the machine's guards; what a state holds has passed them.
 */

import { isCommitment } from "../../crypto/feldman.ts";
import { isSubset, sortedSet } from "../../lib/sorted-set.ts";
import {
  arrayOf,
  type Codec,
  consistent,
  type Decoded,
  decode,
  exact,
  matching,
  natural,
  nullable,
  oneOf,
  type Rule,
  sortedSetOf,
  tagged,
  text,
} from "../codec.ts";
import { faults, registered } from "./ceremony.ts";
import type { Entry, Input } from "./log.ts";
import type {
  Complaint,
  Confirmation,
  Constants,
  Dealing,
  Effect,
  NodeId,
  ProvenDealing,
  Registration,
  Revelation,
  SharedKey,
  State,
} from "./types.ts";

/** A node is a point of polynomials: neither 0 nor another node's number modulo the order. */
function nodeOf({ suite: { order } }: Constants): Codec<NodeId> {
  const is = (u: unknown): u is NodeId => typeof u === "number" && Number.isSafeInteger(u) && u >= 1 && BigInt(u) < order;
  return matching("a node: a whole number from 1, below the order of the suite", is);
}

/**
 * No suite has longer texts: BLS12-381 and the simulation suite have at most 192 characters, toy suites, whose proofs spell their context out,
 * less than 1,000 for ten members. A state keeps boxes as they were dealt, and no guard looks into them: without a bound one deal fills the memory.
 */
export const LONGEST_TEXT = 2048;

const element = text("the text of an element", LONGEST_TEXT);
const proof = text("the text of a proof", LONGEST_TEXT);
const scalar = text("the text of a scalar", LONGEST_TEXT);
const box = text("the text of a sealed share", LONGEST_TEXT);
const count = natural("a whole number, 0 or more");
const kind = oneOf("generate", "refresh", "reshare", "rotate");

/** The shapes of everything that names nodes. */
function shapes(c: Constants) {
  const node = nodeOf(c);
  const nodes = sortedSetOf(node, "nodes in ascending order");
  const dealing = {
    dealer: node,
    C: arrayOf(element, "a commitment"),
    R: element,
    boxes: arrayOf(nullable(box), "sealed shares"),
  };
  const proven: Codec<ProvenDealing> = exact("a deal", { ...dealing, proofC: proof, proofR: proof });
  const complaint: Codec<Complaint> = exact("a complaint", { dealer: node, K: element, proof });
  const complaints = consistent(arrayOf(complaint, "complaints"), [
    { expected: "complaints in ascending order of dealers", holds: (all) => ascend(all.map(({ dealer }) => dealer)) },
  ]);
  const confirmation: Codec<Confirmation> = exact("a confirmation", { by: node, complaints });
  const registration: Codec<Registration> = exact("a registration", { by: node, E: element, proof });
  const entries = {
    Start: { k: kind, M: nodes, t: count },
    Register: { r: registration },
    Deal: { d: proven },
    Confirm: { e: confirmation },
    Reveal: { k: node, j: node, share: scalar },
    Endorse: { signature: text("the text of a signature", LONGEST_TEXT) },
    Tick: { h: count },
  };
  const given: Codec<Dealing> = exact("a deal without its proofs", dealing);
  const revelation: Codec<Revelation> = exact("a revealed share", { dealer: node, by: node, share: scalar });
  return { node, nodes, proven, entries, given, revelation };
}

const ascend = (numbers: readonly number[]): boolean =>
  numbers.every((each, at) => at === 0 || (numbers[at - 1] as number) < each);

/** An entry of the log, by its form alone: whether it fits the state is for the machine's guards. */
export function decodeEntry(c: Constants, json: unknown): Decoded<Entry> {
  const codec: Codec<Entry> = tagged("an entry of the log", shapes(c).entries);
  return decode(codec, json);
}

/** An input of the machine: an entry of the log, or what a second deal of a dealer amounts to. */
export function decodeInput(c: Constants, json: unknown): Decoded<Input> {
  const { entries, proven } = shapes(c);
  const codec: Codec<Input> = tagged("an input of the machine", { ...entries, Equivocate: { d: proven } });
  return decode(codec, json);
}

export function decodeEffect(c: Constants, json: unknown): Decoded<Effect> {
  const { node, nodes } = shapes(c);
  const codec: Codec<Effect> = tagged("an effect", {
    OpenRegister: { ceremony: count },
    OpenDeal: {},
    OpenConfirm: {},
    Slash: { nodes },
    Activate: { epoch: count, public: element },
    AskEndorsement: { public: element },
    Fail: {},
    Recover: { dealer: node },
  } satisfies { readonly [T in Effect["type"]]: object });
  return decode(codec, json);
}

/** A state of a cloud's ceremonies. */
export function decodeState(c: Constants, json: unknown): Decoded<State> {
  const { nodes, given, revelation } = shapes(c);
  const key: Codec<SharedKey> = exact("a key", {
    epoch: count,
    ceremony: count,
    members: nodes,
    holders: nodes,
    threshold: count,
    poly: arrayOf(element, "a commitment"),
  });
  const state: Codec<State> = exact("a state", {
    phase: oneOf("idle", "register", "deal", "confirm", "done", "abort"),
    ceremony: count,
    kind,
    members: nodes,
    threshold: count,
    height: count,
    keys: arrayOf(nullable(element), "encryption keys"),
    deals: arrayOf(given, "deals"),
    confirms: nodes,
    disq: nodes,
    slashed: nodes,
    qual: nodes,
    pub: arrayOf(element, "a commitment"),
    reveals: arrayOf(revelation, "revealed shares"),
    key: consistent(key, keyRules(c)),
  });
  return decode(consistent(state, [...ceremonyRules(c), ...outcomeRules(c)]), json);
}

const isSafe = (members: number, threshold: number): boolean =>
  threshold >= faults(members) + 1 && threshold <= members - 2 * faults(members);

function keyRules({ suite }: Constants): readonly Rule<SharedKey>[] {
  return [
    { at: "holders", expected: "members", holds: (k) => isSubset(k.holders, k.members) },
    {
      at: "threshold",
      expected: "a threshold for so many members, or 0 without a key",
      holds: (k) => (k.epoch === 0 ? k.threshold === 0 && k.members.length === 0 : isSafe(k.members.length, k.threshold)),
    },
    {
      at: "poly",
      expected: "as many commitments as the threshold, the first and the last not the identity",
      holds: (k) => (k.epoch === 0 ? k.poly.length === 0 : isCommitment(suite, k.poly, k.threshold)),
    },
  ];
}

const dealersOf = ({ deals }: State): readonly NodeId[] => deals.map(({ dealer }) => dealer);

/** What the machine relies on between the fields of a ceremony. */
function ceremonyRules({ suite, limit }: Constants): readonly Rule<State>[] {
  return [
    {
      at: "threshold",
      expected: "a threshold for so many members, or 0 before the first ceremony",
      holds: (s) => (s.phase === "idle" ? s.threshold === 0 && s.members.length === 0 : isSafe(s.members.length, s.threshold)),
    },
    { at: "height", expected: "fewer blocks than a phase may last", holds: (s) => s.height < limit },
    { at: "keys", expected: "a key or null for each member", holds: (s) => s.keys.length === s.members.length },
    {
      at: "keys",
      expected: "elements of G1 that are not the identity",
      holds: (s) => s.keys.every((key) => key === null || suite.g1.decodeNonIdentity(key) !== null),
    },
    {
      at: "deals",
      expected: "one deal of a dealer",
      holds: (s) => sortedSet(dealersOf(s)).length === s.deals.length,
    },
    {
      at: "deals",
      expected: "commitments of the threshold's length, R in G1, and a box for each key",
      holds: (s) =>
        s.deals.every(
          ({ C, R, boxes }) =>
            isCommitment(suite, C, s.threshold) &&
            suite.g1.decodeNonIdentity(R) !== null &&
            boxes.length === s.keys.length &&
            boxes.every((box, at) => (box === null) === (s.keys[at] === null)),
        ),
    },
    { at: "confirms", expected: "members with keys", holds: (s) => isSubset(s.confirms, registered(s)) },
    { at: "disq", expected: "dealers that have dealt", holds: (s) => isSubset(s.disq, sortedSet(dealersOf(s))) },
  ];
}

/** What it relies on between those of its outcome. */
function outcomeRules({ suite }: Constants): readonly Rule<State>[] {
  const pairs = ({ reveals }: State) => reveals.map(({ dealer, by }) => `${dealer} ${by}`);
  return [
    { at: "qual", expected: "dealers that have dealt", holds: (s) => isSubset(s.qual, sortedSet(dealersOf(s))) },
    {
      at: "pub",
      expected: "a commitment of the threshold's length when the ceremony is done, else nothing",
      holds: (s) => (s.phase === "done" ? isCommitment(suite, s.pub, s.threshold) : s.pub.length === 0),
    },
    {
      at: "reveals",
      expected: "shares of dealers that were caught late, one of a holder",
      holds: (s) =>
        new Set(pairs(s)).size === s.reveals.length &&
        s.reveals.every(({ dealer, by }) => s.qual.includes(dealer) && s.disq.includes(dealer) && registered(s).includes(by)),
    },
    {
      at: "reveals",
      expected: "texts of scalars",
      holds: (s) => s.reveals.every(({ share }) => suite.scalars.decode(share) !== null),
    },
  ];
}
