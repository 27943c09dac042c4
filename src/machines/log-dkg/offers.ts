/** The candidates of the models' entries: what honest members log, and what nobody should accept. */

import { sign } from "../../crypto/threshold-bls.ts";
import { difference } from "../../lib/sorted-set.ts";
import { dealOf, endorsement, proofContext } from "./ceremony.ts";
import { complaint, registration } from "./member.ts";
import { byzantineDeals, honestDeal, keyNumber, modelSecrets, noRandom, replayed, textOf } from "./numbers.ts";
import type { Complaint, Confirmation, NodeId, ProvenDealing, Registration, State } from "./types.ts";
import { type Closed, honestOf, type Setting } from "./world.ts";

/** Candidates once for all states of one log; the entries on offer depend on nothing else. */
export function memoized<T>(offer: (closed: Closed) => readonly T[]): (closed: Closed) => readonly T[] {
  const known = new Map<string, readonly T[]>();
  return (closed) => {
    const log = logOf(closed.machine);
    const offered = known.get(log) ?? offer(closed);
    known.set(log, offered);
    return offered;
  };
}

const logs = new WeakMap<State, string>();

/** What of a state the entries on offer depend on. */
function logOf(s: State): string {
  const known = logs.get(s);
  if (known !== undefined) return known;
  const log = JSON.stringify([s.ceremony, s.kind, s.members, s.threshold, s.keys, s.deals, s.key, s.pub]);
  logs.set(s, log);
  return log;
}

/** @spec LogDkg!KeysOnOffer */
export function keysOnOffer({ constants: c, nodes }: Setting, { machine: s }: Closed): readonly Registration[] {
  return nodes.flatMap((node) => {
    const own = registration(c, s, node, modelSecrets(c, s, node), noRandom);
    const zero = textOf(c, 0);
    const ofZero = c.suite.proofs.proveKnowledge(
      proofContext.key(c, s, node),
      "G1",
      zero,
      c.suite.secrets.decode(zero) ?? modelSecrets(c, s, node).key,
      noRandom,
    );
    return [
      own,
      { ...own, proof: "" },
      { by: node, E: zero, proof: ofZero },
      { by: node, E: textOf(c, keyNumber(c, node + 1)), proof: "" },
    ];
  });
}

/** @spec LogDkg!DealsOnOffer */
export function dealsOnOffer(setting: Setting, { machine: s }: Closed): readonly ProvenDealing[] {
  const { constants: c, corruptions, lucky, byzantine } = setting;
  if (s.members.length === 0) return [];
  const honest = honestOf(setting);
  return distinct([
    ...honest.flatMap((dealer) => [honestDeal(c, s, dealer), replayed(c, s, dealer, honest)]),
    ...byzantine.flatMap((dealer) => byzantineDeals(c, s, dealer, { corruptions, lucky, honest })),
  ]);
}

/** Spoiling the boxes of those that have none is spoiling nothing. */
function distinct<T>(values: readonly T[]): readonly T[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

/** @spec LogDkg!ComplaintOf */
function complaintOf({ constants: c }: Setting, s: State, by: NodeId, dealer: NodeId): Complaint {
  const deal = dealOf(s, dealer);
  const isMember = s.keys[s.members.indexOf(by)] != null;
  if (deal === undefined || !isMember) return { dealer, K: textOf(c, 0), proof: "" };
  return complaint(c, s, by, modelSecrets(c, s, by), deal, noRandom);
}

/** @spec LogDkg!Forged */
function forged(setting: Setting, s: State, by: NodeId, dealer: NodeId): Complaint {
  const { K, proof } = complaintOf(setting, s, by, dealer);
  const wrong = textOf(setting.constants, Number(K) + 1);
  return { dealer, K: wrong, proof: proof.replace(/\d+\)$/, `${wrong})`) };
}

/** @spec LogDkg!ConfirmsOnOffer */
export function confirmsOnOffer(setting: Setting, { machine: s }: Closed): readonly Confirmation[] {
  const { nodes, byzantine } = setting;
  const target = byzantine[0] as NodeId;
  const others = difference(nodes, [target]);
  return nodes.flatMap((by) => {
    const right = (dealer: NodeId) => complaintOf(setting, s, by, dealer);
    const wrong = forged(setting, s, by, target);
    return [
      [],
      [wrong],
      ...nodes.map((dealer) => [right(dealer)]),
      ...others.map((dealer) => [right(dealer), right(target)]),
      ...others.map((dealer) => [right(dealer), wrong]),
    ].map((complaints) => ({ by, complaints: [...complaints].sort((a, b) => a.dealer - b.dealer) }));
  });
}

/** A signature of the old key on the new one, and none. */
export function signaturesOnOffer({ constants: c }: Setting, { machine: s }: Closed): readonly string[] {
  if (s.key.poly.length === 0) return ["none", ""];
  const secret = c.suite.secrets.decode(s.key.poly[0] as string);
  const signature = secret === null ? null : sign(c.suite, secret, endorsement(c, s));
  return [signature ?? "none", ""];
}
