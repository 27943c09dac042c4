/** The closed system that `LogDkg.tla` describes: the log, the members of a committee over a toy suite, and an adversary. */

import type { Itf, ItfRecord } from "../../lib/data.ts";
import type { AnySystemAction, RefusalTable, System } from "../../lib/model.ts";
import { difference } from "../../lib/sorted-set.ts";
import { itfSet, machineActions, mergeRefusals, predicates, worldAction } from "../closed-system.ts";
import { readBox, shareOfKey, textOf } from "./numbers.ts";
import { confirmsOnOffer, dealsOnOffer, keysOnOffer, memoized, signaturesOnOffer } from "./offers.ts";
import { invariants, witnesses } from "./properties.ts";
import { init, logDkg } from "./protocol.ts";
import { schemaOf } from "./state-schema.ts";
import type { Confirmation, Dealing, Effect, Kind, NodeId, ProvenDealing, Registration, SharedKey } from "./types.ts";
import {
  type Closed,
  honestOf,
  limitMayCome,
  mayConfirm,
  mayDeal,
  mayDealTwice,
  mayEndorse,
  mayRegister,
  mayReveal,
  mayStart,
  notes,
  Read,
  Rest,
  type Setting,
  Sign,
} from "./world.ts";

/** Which conjunct each refusal of the world stands for. */
const worldRefusals: RefusalTable = {
  Start: { "none-begun": "env1" },
  Register: { "not-in-turn": "env1" },
  Deal: { "nothing-to-deal": "env1" },
  Equivocate: { "honest-deal-once": "env1" },
  Confirm: { "honest-complain-rightly": "env1" },
  Reveal: { "nothing-to-reveal": "env1" },
  Tick: { "honest-pending": "env1" },
  Endorse: { "few-signers": "env1" },
  Read: { "not-done": 1, "already-read": 2 },
  Sign: { "not-done": 1, "not-rotating": 2, "already-endorsed": 3, "no-share": 4, "already-signed": 5 },
  Rest: { running: 1, "may-begin-again": 2 },
};

/** @spec LogDkg!Kinds */
const kinds: readonly Kind[] = ["generate", "refresh", "reshare", "rotate"];

/** The closed system of a setting. `name` is the model's: the stem of its cfg file. */
export function logDkgSystem(name: string, setting: Setting): System<Closed> {
  const { firstKey, byzantine } = setting;
  const world = {
    previous: firstKey,
    shares: difference(firstKey.holders, byzantine).map((by) => ({ by, share: shareOfKey(setting.constants, firstKey, by) })),
    signers: [],
    opened: [],
    outputs: [],
    lied: [],
  };
  return {
    module: logDkg.module,
    name,
    schema: schemaOf(setting),
    variables: {
      machine: [
        "phase",
        "ceremony",
        "kind",
        "members",
        "threshold",
        "height",
        "keys",
        "deals",
        "confirms",
        "disq",
        "slashed",
        "qual",
        "pub",
        "reveals",
        "key",
      ],
      world: ["previous", "shares", "signers", "opened", "outputs", "lied"],
    },
    initial: [{ machine: init(firstKey), world }],
    actions: actionsOf(setting),
    invariants: predicates(invariants, setting),
    witnesses: predicates(witnesses, setting),
    abstract: (closed) => abstract(setting, closed),
    abstractArg: {
      M: itfSet,
      r: (r) => abstractRegistration(r as Registration),
      d: (d) => abstractDeal(d as ProvenDealing),
      e: (e) => abstractConfirmation(e as Confirmation),
      share: Number,
      signature: (signature) => signature !== "",
    },
    abstractEffect: (effect) => abstractEffect(effect as Effect),
    refusals: mergeRefusals(logDkg.refusals, worldRefusals),
  };
}

function actionsOf(setting: Setting): { readonly [name: string]: AnySystemAction<Closed> } {
  const { constants, nodes, committees, thresholds } = setting;
  const numbers = Array.from({ length: Number(constants.suite.order) }, (_, number) => textOf(constants, number));
  const heights = Array.from({ length: constants.limit }, (_, before) => before + 1);
  const deals = memoized((closed) => dealsOnOffer(setting, closed));
  const inputs = {
    Start: {
      params: { k: kinds, M: committees, t: thresholds },
      admits: (closed: Closed, { k }: { readonly k: Kind }) => (mayStart(setting, closed, k) ? null : "none-begun"),
    },
    Register: {
      params: { r: memoized((closed) => keysOnOffer(setting, closed)) },
      admits: (closed: Closed, { r }: { readonly r: Registration }) => (mayRegister(setting, closed, r) ? null : "not-in-turn"),
    },
    Deal: {
      params: { d: deals },
      admits: (closed: Closed, { d }: { readonly d: ProvenDealing }) => (mayDeal(setting, closed, d) ? null : "nothing-to-deal"),
    },
    Equivocate: {
      params: { d: deals },
      admits: (_: Closed, { d }: { readonly d: ProvenDealing }) => (mayDealTwice(setting, d) ? null : "honest-deal-once"),
    },
    Confirm: {
      params: { e: memoized((closed) => confirmsOnOffer(setting, closed)) },
      admits: (closed: Closed, { e }: { readonly e: Confirmation }) =>
        mayConfirm(setting, closed, e) ? null : "honest-complain-rightly",
    },
    Reveal: {
      params: { k: nodes, j: nodes, share: numbers },
      admits: (closed: Closed, { k, j }: { readonly k: NodeId; readonly j: NodeId }) =>
        mayReveal(setting, closed, k, j) ? null : "nothing-to-reveal",
    },
    Endorse: {
      params: { signature: memoized((closed) => signaturesOnOffer(setting, closed)) },
      admits: (closed: Closed, { signature }: { readonly signature: string }) =>
        mayEndorse(setting, closed, signature) ? null : "few-signers",
    },
    Tick: {
      params: { h: heights },
      outside: { h: [0, constants.limit + 1] },
      admits: (closed: Closed) => (limitMayCome(setting, closed) ? null : "honest-pending"),
    },
  };
  return {
    ...machineActions({ setting, constants, actions: logDkg.actions, notes }, inputs),
    Read: worldAction(Read, {}),
    Sign: worldAction(Sign, { i: honestOf(setting) }),
    Rest: worldAction((closed: Closed) => Rest(setting, closed), {}),
  };
}

const tuple = (elements: readonly Itf[]): Itf => ({ "#tup": elements });

function abstractKey({ epoch, ceremony, members, holders, threshold, poly }: SharedKey): Itf {
  return { epoch, ceremony, members: itfSet(members), holders: itfSet(holders), threshold, poly: tuple(poly.map(Number)) };
}

function abstractDealing({ dealer, C, R, boxes }: Dealing): { readonly [field: string]: Itf } {
  const read = boxes.flatMap((box) => (box === null ? [] : [readBox(box)]));
  const map = read.map(({ receiver, K, share }) => [receiver, { K, share }] as const);
  return { dealer, C: tuple(C.map(Number)), R: Number(R), boxes: { "#map": map } };
}

function abstractDeal(d: ProvenDealing): Itf {
  return { ...abstractDealing(d), proofC: d.proofC !== "", proofR: d.proofR !== "" };
}

function abstractRegistration({ by, E, proof }: Registration): Itf {
  return { by, E: Number(E), proof: proof !== "" };
}

/** The proof is ideal: it is right exactly if K is. */
function abstractConfirmation({ by, complaints }: Confirmation): Itf {
  return { by, complaints: { "#set": complaints.map(({ dealer, K }) => ({ dealer, K: Number(K) })) } };
}

/** Renames and reshapes a state into the variables of `LogDkg.tla`. */
function abstract({ nodes }: Setting, { machine: s, world: w }: Closed): ItfRecord {
  return {
    phase: s.phase,
    ceremony: s.ceremony,
    kind: s.kind,
    members: itfSet(s.members),
    threshold: s.threshold,
    height: s.height,
    keys: { "#map": nodes.map((node) => [node, Number(s.keys[s.members.indexOf(node)] ?? 0)] as const) },
    deals: tuple(s.deals.map(abstractDealing)),
    confirms: itfSet(s.confirms),
    disq: itfSet(s.disq),
    slashed: itfSet(s.slashed),
    qual: itfSet(s.qual),
    pub: tuple(s.pub.map(Number)),
    reveals: { "#set": s.reveals.map(({ dealer, by, share }) => ({ dealer, by, share: Number(share) })) },
    key: abstractKey(s.key),
    previous: abstractKey(w.previous),
    shares: { "#map": w.shares.map(({ by, share }) => [by, Number(share)] as const) },
    signers: itfSet(w.signers),
    opened: { "#set": w.opened.map(({ by, R }) => tuple([by, Number(R)])) },
    outputs: { "#set": w.outputs.map(({ qual, pub }) => ({ qual: itfSet(qual), pub: tuple(pub.map(Number)) })) },
    lied: itfSet(w.lied),
  };
}

function abstractEffect(effect: Effect): Itf {
  if ("nodes" in effect) return { ...effect, nodes: itfSet(effect.nodes) };
  return "public" in effect ? { ...effect, public: Number(effect.public) } : effect;
}
