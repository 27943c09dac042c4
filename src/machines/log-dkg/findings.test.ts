/** What went wrong in other implementations, and what an adversary may log, against the machine. Sources are on the protocol's page. */

import { describe, expect, test } from "vitest";
import { simSuite } from "../../crypto/sim-suite.ts";
import { secretOf, seededBytes } from "../../crypto/testing-suites.ts";
import { began, emptyKeyring } from "./keyring.ts";
import { type CeremonySecrets, complaint, confirmation, dealing } from "./member.ts";
import { Ceremony, upTo, withBadBoxes } from "./testing-ceremony.ts";
import type { Dealing } from "./types.ts";

const members = upTo(4);

/** A ceremony in which all have registered. */
function registered(seed: number): Ceremony {
  const log = new Ceremony(simSuite(), seededBytes(seed));
  log.begin("generate", members, 2);
  log.register();
  return log;
}

const secretsWith = (log: Ceremony, node: number, coefficients: readonly (number | bigint)[]): CeremonySecrets => ({
  ...log.secrets(node),
  polynomial: coefficients.map((each) => secretOf(log.c.suite, each)),
});

const deal = (log: Ceremony, node: number, secrets = log.secrets(node)) => dealing(log.c, log.state, node, secrets, log.random)!;

describe("deals that do not count", () => {
  test("of a dealer that nobody knows (tempo, issue 1133): refused, not recorded, and nothing throws", () => {
    const log = registered(1);
    const stranger = began(log.c, { ...log.state, members: upTo(9), keys: upTo(9).map(() => null) }, 9, emptyKeyring, log.random);
    const before = log.state;
    log.add({ type: "Deal", d: withBadBoxes(deal(log, 9, stranger.secrets!), members, [2]) });
    expect(log.refused).toEqual(["Deal no-dealer"]);
    expect(log.state).toBe(before);
  });

  test.each([
    ["longer than the threshold (gonka, GEB-12)", [1, 2, 3], "wrong-degree"],
    ["shorter", [1], "wrong-degree"],
    ["with a last coefficient of zero", [1, 0], "zero-coefficient"],
  ])("with a commitment %s", (_, coefficients, refusal) => {
    const log = registered(1);
    log.add({ type: "Deal", d: deal(log, 1, secretsWith(log, 1, coefficients)) });
    expect(log.refused).toEqual([`Deal ${refusal}`]);
  });

  test("with a commitment to a secret of zero", () => {
    const log = registered(1);
    const { g2 } = log.c.suite;
    const own = deal(log, 1);
    log.add({ type: "Deal", d: { ...own, C: [g2.encode(g2.identity), ...own.C.slice(1)] } });
    expect(log.refused).toEqual(["Deal zero-coefficient"]);
  });

  test("that come after the set is fixed (commonware, issue 3707: there the set is cut down silently, later)", () => {
    const log = registered(1);
    log.deal([3, 1, 4]);
    const before = log.state;
    log.deal([2]);
    expect(log.refused).toEqual(["Deal not-dealing"]);
    expect(log.state).toBe(before);
    expect(log.state.deals.map(({ dealer }) => dealer)).toEqual([3, 1, 4]);
  });

  test("with the proofs of another deal", () => {
    const log = registered(1);
    const [own, other] = [deal(log, 1), deal(log, 2)];
    log.add({ type: "Deal", d: { ...own, proofC: other.proofC } });
    log.add({ type: "Deal", d: { ...own, proofR: other.proofR } });
    log.add({ type: "Deal", d: { ...own, R: other.R, proofR: other.proofR } });
    log.add({ type: "Deal", d: { ...own, dealer: 2 } });
    expect(log.refused).toEqual([
      "Deal unproven-secret",
      "Deal unproven-ephemeral",
      "Deal unproven-ephemeral",
      "Deal unproven-secret",
    ]);
  });
});

describe("a sum of a lower degree (commonware, pull request 4592)", () => {
  const log = registered(2);
  const last = secretsWith(log, 4, [5, -3]);
  for (const [node, coefficients] of [[1, [7, 1]] as const, [2, [8, 2]] as const])
    log.add({ type: "Deal", d: deal(log, node, secretsWith(log, node, coefficients)) });
  log.add({ type: "Deal", d: deal(log, 4, last) });
  const open = log.state;
  for (const by of [1, 2, 4]) log.add({ type: "Confirm", e: { by, complaints: [] } });

  test("fails the ceremony, and leaves no key", () => {
    expect(open.phase).toBe("confirm");
    expect(log.state.phase).toBe("abort");
    expect(log.effects.at(-1)).toEqual({ type: "Fail" });
    expect(log.state.key.epoch).toBe(0);
  });
});

describe("what is no evidence", () => {
  test("the same deal again, with other proofs: after a crash a dealer makes it anew", () => {
    const log = registered(3);
    const [first, again] = [deal(log, 1), deal(log, 1)];
    expect({ ...again, proofC: "", proofR: "" }).toEqual({ ...first, proofC: "", proofR: "" });
    expect(again.proofR).not.toBe(first.proofR);
    log.add({ type: "Deal", d: first });
    log.add({ type: "Deal", d: again });
    expect([log.refused, log.state.slashed]).toEqual([["Deal already-dealt"], []]);
  });

  test("a deal of an earlier ceremony, logged again", () => {
    const log = registered(3);
    const old = deal(log, 1);
    log.deal([1, 2, 3]);
    log.confirm(members);
    log.begin("refresh", members, 2);
    log.register();
    log.deal([1]);
    log.add({ type: "Deal", d: old });
    expect([log.refused, log.state.slashed]).toEqual([["Deal already-dealt"], []]);
  });

  test("but two deals of one ceremony are, also when the second comes late", () => {
    const log = registered(3);
    log.deal([1, 2, 4]);
    log.add({ type: "Deal", d: deal(log, 4, secretsWith(log, 4, [1, 2])) });
    expect(log.state.slashed).toEqual([4]);
    expect(log.effects.at(-1)).toEqual({ type: "Slash", nodes: [4] });
  });
});

describe("one unproven complaint", () => {
  const log = registered(4);
  log.deal([1, 2, 4], new Map([[4, { deals: (own) => [withBadBoxes(own, members, [3])] }]]));
  const right = confirmation(log.c, log.state, 3, log.secrets(3), log.random);
  const honest = complaint(log.c, log.state, 3, log.secrets(3), log.state.deals[0] as Dealing, log.random);

  test("makes the entry void, the right complaint in it included", () => {
    expect(right.complaints.map(({ dealer }) => dealer)).toEqual([4]);
    const forged = { ...honest, K: right.complaints[0]!.K };
    const before = log.state;
    log.add({ type: "Confirm", e: { by: 3, complaints: [forged, ...right.complaints] } });
    log.add({ type: "Confirm", e: { by: 3, complaints: [{ ...right.complaints[0]!, proof: honest.proof }] } });
    expect(log.refused).toEqual(["Confirm unproven", "Confirm unproven"]);
    expect(log.state).toBe(before);
  });

  test("and one about a dealer that has not dealt, too", () => {
    log.add({ type: "Confirm", e: { by: 3, complaints: [{ ...honest, dealer: 3 }] } });
    expect(log.refused.at(-1)).toBe("Confirm not-dealt");
  });

  test("afterwards the member may confirm rightly", () => {
    log.add({ type: "Confirm", e: right });
    expect([log.state.disq, log.state.slashed, log.state.confirms]).toEqual([[4], [4], [3]]);
  });

  test("a right complaint beside a false one: the dealer is out, the complainer is slashed and does not count", () => {
    const other = registered(4);
    other.deal([1, 2, 4], new Map([[4, { deals: (own) => [withBadBoxes(own, members, [3])] }]]));
    const mixed = [1, 4].map((dealer) => {
      const about = other.state.deals.find((each) => each.dealer === dealer) as Dealing;
      return complaint(other.c, other.state, 3, other.secrets(3), about, other.random);
    });
    other.add({ type: "Confirm", e: { by: 3, complaints: mixed } });
    expect([other.state.disq, other.state.slashed, other.state.confirms]).toEqual([[4], [3, 4], []]);
  });
});
