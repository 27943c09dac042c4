/** Ceremonies over Z_5 with four members, small enough to be enumerated, for tests. */

import type { Polynomial } from "../../crypto/shamir.ts";
import { secretOf, seededBytes } from "../../crypto/testing-suites.ts";
import { toySuite } from "../../crypto/toy-suite.ts";
import type { SortedSet } from "../../lib/sorted-set.ts";
import { noKey } from "./ceremony.ts";
import { fold } from "./log.ts";
import { type CeremonySecrets, registration } from "./member.ts";
import { init } from "./protocol.ts";
import { upTo } from "./testing-ceremony.ts";
import type { Constants, Dealing, NodeId, SharedKey, State } from "./types.ts";

export const suite = toySuite(5);
export const c: Constants = { suite, cloud: "toy", limit: 1 };
export const { disclose } = suite.secrets;
export const residues = [0, 1, 2, 3, 4];
export const members = upTo(4);
export const none = seededBytes(0);

export const polynomial = (...coefficients: readonly number[]): Polynomial => coefficients.map((each) => secretOf(suite, each));

/** All polynomials with `t` coefficients, the first of which is given or any. */
export function polynomials(t: number, constant?: number): readonly Polynomial[] {
  const rest: readonly (readonly number[])[] = Array.from({ length: t - 1 }).reduce<readonly (readonly number[])[]>(
    (some) => some.flatMap((each) => residues.map((next) => [...each, next])),
    [[]],
  );
  const constants = constant === undefined ? residues : [constant];
  return constants.flatMap((first) => rest.map((more) => polynomial(first, ...more)));
}

/** Fixed keys and ephemerals of the members; the polynomials are what is enumerated. */
export const secretsOf = (node: NodeId, own: Polynomial): CeremonySecrets => ({
  key: secretOf(suite, node),
  ephemeral: secretOf(suite, (2 * node) % 5),
  polynomial: own,
});

/** A ceremony in which all have registered. */
export function registered(kind: State["kind"], key: SharedKey = noKey, committee: SortedSet<NodeId> = members): State {
  const begun = fold(c, init(key), [{ type: "Start", k: kind, M: committee, t: 2 }])[0];
  const entries = committee.map(
    (node) => ({ type: "Register", r: registration(c, begun, node, secretsOf(node, []), none) }) as const,
  );
  return fold(c, begun, entries)[0];
}

/** A deal whose box for the first member holds garbage. */
export const badForFirst = (deal: Dealing): Dealing => ({ ...deal, boxes: ["garbage", ...deal.boxes.slice(1)] });
