/** What the algebra of a ceremony gives, counted completely over Z_5 with four members. Every count is pinned, so that none is left out. */

import { describe, expect, test } from "vitest";
import { addCommitments, commit, interpolateCommitments } from "../../crypto/feldman.ts";
import { interpolate, type Polynomial, shareOf } from "../../crypto/shamir.ts";
import { simSuite } from "../../crypto/sim-suite.ts";
import { seededBytes, subsets } from "../../crypto/testing-suites.ts";
import { sealContext } from "./ceremony.ts";
import { fold } from "./log.ts";
import { complaint, confirmation, dealing, revelations } from "./member.ts";
import {
  badForFirst,
  c,
  disclose,
  members,
  none,
  polynomial,
  polynomials,
  registered,
  residues,
  secretsOf,
  suite,
} from "./testing-algebra.ts";
import { Ceremony } from "./testing-ceremony.ts";
import type { Complaint, Dealing, NodeId, SharedKey, State } from "./types.ts";

describe("resharing keeps the secret", () => {
  test.each([
    { to: 2, cases: 3_750 },
    { to: 3, cases: 93_750 },
  ])("from threshold 2 to $to: $cases cases", ({ to, cases }) => {
    let counted = 0;
    for (const old of polynomials(2)) {
      const [secret, publicKey] = [disclose(old[0]!), commit(suite, old)[0]];
      for (const [a, b] of subsets(members, 2) as readonly (readonly [NodeId, NodeId])[]) {
        const dealt = [a, b].map((dealer) => polynomials(to, Number(disclose(shareOf(suite, old, dealer)))));
        for (const first of dealt[0]!)
          for (const second of dealt[1]!) {
            const share = (member: NodeId) =>
              interpolate(suite, [
                [a, shareOf(suite, first, member)],
                [b, shareOf(suite, second, member)],
              ]);
            const quorum = members.slice(0, to).map((member) => [member, share(member)] as const);
            if (disclose(interpolate(suite, quorum)) !== secret)
              throw new Error(`the secret is lost: ${a}, ${b}, case ${counted}`);
            counted++;
          }
        const [first, second] = [dealt[0]!.at(-1)!, dealt[1]!.at(-1)!];
        const reshared = interpolateCommitments(suite, [
          [a, commit(suite, first)],
          [b, commit(suite, second)],
        ]);
        expect(reshared[0]).toBe(publicKey);
      }
    }
    expect(counted).toBe(cases);
  });
});

describe("the key is biased, and so is never a source of randomness", () => {
  test("a dealer that deals last and may still leave makes it 40, 40, 15, 15, 15 of 125 instead of 25 each", () => {
    const wanted = ["0", "1"];
    const keys = new Map<string, number>();
    for (const first of residues)
      for (const second of residues)
        for (const own of residues) {
          const commitments = [first, second, own].map((each) => commit(suite, polynomial(each, 1)));
          const key = (dealers: number) => addCommitments(suite, commitments.slice(0, dealers))[0]!;
          const made = !wanted.includes(key(3)) && wanted.includes(key(2)) ? key(2) : key(3);
          keys.set(made, (keys.get(made) ?? 0) + 1);
        }
    expect(residues.map((key) => keys.get(String(key)))).toEqual([40, 40, 15, 15, 15]);
  });

  test("and it can: one log, in which the dealer's own complaint decides between two keys", () => {
    const log = new Ceremony(simSuite(), seededBytes(3));
    log.begin("generate", members, 2);
    log.register();
    const spoilt = { deals: (own: Dealing) => [{ ...own, boxes: own.boxes.map((box, at) => (at === 3 ? "garbage" : box)) }] };
    log.deal([1, 2, 4], new Map([[4, spoilt as never]]));
    const before = log.state;
    const entries = (of: readonly NodeId[]) =>
      of.map((node) => ({ type: "Confirm", e: confirmation(log.c, before, node, log.secrets(node), none) }) as const);
    const constants = log.c;
    const stays = fold(constants, before, entries([1, 2, 3]))[0];
    const leaves = fold(constants, before, [
      ...entries([1, 2]),
      { type: "Confirm", e: confirmation(constants, before, 4, log.secrets(4), none) },
    ])[0];
    expect([stays.qual, leaves.qual]).toEqual([
      [1, 2, 4],
      [1, 2],
    ]);
    expect(stays.pub[0]).not.toBe(leaves.pub[0]);
  });
});

/** The state after these deals, whatever their coefficients: zeros are no valid deals, and views are counted with them. */
function dealt(s: State, deals: readonly Dealing[]): State {
  return { ...s, phase: "confirm", deals };
}

/** What everybody can read of sealed shares once these complaints are on the log: each K is tried on each box of its author. */
function readable(s: State, complaints: readonly (readonly [by: NodeId, Complaint])[]): readonly string[] {
  return complaints.flatMap(([by, { K }]) =>
    s.deals.flatMap((deal) => {
      const box = deal.boxes[members.indexOf(by)] ?? "";
      const share = suite.sealing.open(sealContext(c, s, deal.dealer, by), deal.R, K, box);
      return share === null ? [] : [`${deal.dealer} to ${by}: ${disclose(share)}`];
    }),
  );
}

type Scenario = (
  s: State,
  deals: readonly Dealing[],
) => { readonly state: State; readonly complaints: readonly (readonly [NodeId, Complaint])[] };

const adversary = 4;
const own = polynomial(1, 1);

/** What the adversary sees of the deals of 1 and 2: its own boxes, what complaints open, and what is revealed. */
function viewOf(
  first: Polynomial,
  second: Polynomial,
  tamper: (deal: Dealing, all: readonly Dealing[]) => Dealing,
  scenario: Scenario,
  s = registered("generate"),
): string {
  const honest = [first, second].map((each, at) => dealing(c, s, at + 1, secretsOf(at + 1, each), none)!);
  const bad = tamper(dealing(c, s, adversary, secretsOf(adversary, own), none)!, honest);
  const { state, complaints } = scenario(dealt(s, [...honest, bad]), [...honest, bad]);
  const received = honest.map(({ boxes, R, dealer }) => {
    const K = complaint(c, state, adversary, secretsOf(adversary, own), { dealer, R, C: [], boxes: [] }, none).K;
    return disclose(suite.sealing.open(sealContext(c, state, dealer, adversary), R, K, boxes[adversary - 1]!)!);
  });
  return JSON.stringify([received, readable(state, complaints), state.reveals]);
}

/** The secrets that a view leaves possible, with how often each comes; over all pairs of honest polynomials. */
function secretsByView(tamper: Parameters<typeof viewOf>[2], scenario: Scenario): readonly (readonly number[])[] {
  const views = new Map<string, number[]>();
  for (const first of polynomials(2))
    for (const second of polynomials(2)) {
      const view = viewOf(first, second, tamper, scenario);
      const secret = Number(disclose(first[0]!));
      const counts = views.get(view) ?? residues.map(() => 0);
      counts[secret] = (counts[secret] ?? 0) + 1;
      views.set(view, counts);
    }
  return [...views.values()];
}

const asIs = (deal: Dealing): Dealing => deal;
/** The boxes of members 1 to 3 hold garbage, sealed under no point at all. */
const badForAll = (deal: Dealing): Dealing => ({ ...deal, boxes: deal.boxes.map((box, at) => (at < 3 ? "garbage" : box)) });

const complaintOf = (s: State, by: NodeId, deal: Dealing) => complaint(c, s, by, secretsOf(by, own), deal, none);

const quiet: Scenario = (state) => ({ state, complaints: [] });
const honestComplain: Scenario = (state, deals) => ({
  state,
  complaints: [1, 2, 3].map((by) => [by, complaintOf(state, by, deals[2]!)] as const),
});
const falseComplaint: Scenario = (state, deals) => ({
  state,
  complaints: deals.slice(0, 2).map((deal) => [adversary, complaintOf(state, adversary, deal)] as const),
});
const revealed: Scenario = (state, deals) => {
  const late: State = { ...state, phase: "done", qual: [1, 2, 4], disq: [4] };
  const reveals = [2, 3].flatMap((by) => revelations(c, late, by, secretsOf(by, own)));
  const after = fold(
    c,
    late,
    reveals.map(({ by, dealer, share }) => ({ type: "Reveal", k: by, j: dealer, share }) as const),
  )[0];
  return { state: after, complaints: [[1, complaintOf(state, 1, deals[2]!)]] };
};

/** Boxes of garbage under the R of the first honest dealer: the machine refuses them. */
const steal = (deal: Dealing, [victim]: readonly Dealing[]): Dealing => ({ ...badForAll(deal), R: victim!.R });

const scenarios: readonly (readonly [what: string, tamper: typeof asIs, scenario: Scenario])[] = [
  ["nothing but its own boxes", asIs, quiet],
  ["three complaints about its own bad deal", badForAll, honestComplain],
  ["its own false complaints", asIs, falseComplaint],
  ["a late complaint and what holders reveal of it", badForFirst, revealed],
];

describe("secrecy, by counting what the adversary sees over all 625 pairs of honest polynomials", () => {
  test.each(scenarios)("%s: each of 25 views leaves every secret 5 times", (_, tamper, scenario) => {
    const views = secretsByView(tamper, scenario);
    expect(views).toHaveLength(25);
    expect(views.every((counts) => counts.every((count) => count === 5))).toBe(true);
  });

  test("revealing is tested: with a late complaint the holders do reveal", () => {
    const s = registered("generate");
    const deals = [1, 2].map((node) => dealing(c, s, node, secretsOf(node, polynomial(1, 1)), none)!);
    const bad = badForFirst(dealing(c, s, adversary, secretsOf(adversary, own), none)!);
    expect(revealed(dealt(s, [...deals, bad]), [...deals, bad]).state.reveals).toHaveLength(2);
  });

  test("with a stolen R, which the machine refuses, the complaints leave one secret for a view", () => {
    const views = secretsByView(steal, honestComplain);
    expect(views.every((counts) => counts.filter((count) => count > 0).length === 1)).toBe(true);
  });
});

describe("secrecy of a reshared key, by counting over all 25 keys and all 25 pairs of slopes that 1 and 2 deal", () => {
  /**
   * What the adversary, node 4, knows at the end: its old share, its own boxes, what complaints open and what is revealed; beside the key, whose
   * first coefficient is the secret.
   */
  function secretsByReshareView(tamper: Parameters<typeof viewOf>[2], scenario: Scenario): readonly (readonly number[])[] {
    const views = new Map<string, number[]>();
    for (const old of polynomials(2)) {
      const key: SharedKey = { epoch: 1, ceremony: 0, members, holders: members, threshold: 2, poly: commit(suite, old) };
      const s = registered("reshare", key);
      const share = (node: NodeId) => Number(disclose(shareOf(suite, old, node)));
      for (const first of residues)
        for (const second of residues) {
          const dealtBy = [polynomial(share(1), first), polynomial(share(2), second)] as const;
          const view = JSON.stringify([share(adversary), viewOf(...dealtBy, tamper, scenario, s)]);
          const counts = views.get(view) ?? residues.map(() => 0);
          const secret = Number(disclose(old[0]!));
          counts[secret] = (counts[secret] ?? 0) + 1;
          views.set(view, counts);
        }
    }
    return [...views.values()];
  }

  test.each(scenarios)("%s: each of 125 views leaves every secret once", (_, tamper, scenario) => {
    const views = secretsByReshareView(tamper, scenario);
    expect(views).toHaveLength(125);
    expect(views.every((counts) => counts.every((count) => count === 1))).toBe(true);
  });

  test("with a stolen R the complaints leave one secret for a view", () => {
    const views = secretsByReshareView(steal, honestComplain);
    expect(views.every((counts) => counts.filter((count) => count > 0).length === 1)).toBe(true);
  });
});
