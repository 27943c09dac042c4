/** What the algebra of a ceremony gives, counted completely over Z_5 with four members. Every count is pinned, so that none is left out. */

import { describe, expect, test } from "vitest";
import { addCommitments, commit, interpolateCommitments } from "../../crypto/feldman.ts";
import { addSecrets, interpolate, type Polynomial, shareOf } from "../../crypto/shamir.ts";
import { simSuite } from "../../crypto/sim-suite.ts";
import { secretOf, seededBytes, subsets } from "../../crypto/testing-suites.ts";
import { toySuite } from "../../crypto/toy-suite.ts";
import { newKey, noKey, sealContext } from "./ceremony.ts";
import { began, emptyKeyring, heard, type Keyring, settled } from "./keyring.ts";
import { fold } from "./log.ts";
import { type CeremonySecrets, complaint, confirmation, dealing, registration, revelations } from "./member.ts";
import { init } from "./protocol.ts";
import { Ceremony, upTo } from "./testing-ceremony.ts";
import type { Complaint, Constants, Dealing, NodeId, SharedKey, State } from "./types.ts";

const suite = toySuite(5);
const c: Constants = { suite, cloud: "toy", limit: 1 };
const { disclose } = suite.secrets;
const residues = [0, 1, 2, 3, 4];
const members = upTo(4);
const none = seededBytes(0);

const polynomial = (...coefficients: readonly number[]): Polynomial => coefficients.map((each) => secretOf(suite, each));

/** All polynomials with `t` coefficients, the first of which is given or any. */
function polynomials(t: number, constant?: number): readonly Polynomial[] {
  const rest: readonly (readonly number[])[] = Array.from({ length: t - 1 }).reduce<readonly (readonly number[])[]>(
    (some) => some.flatMap((each) => residues.map((next) => [...each, next])),
    [[]],
  );
  const constants = constant === undefined ? residues : [constant];
  return constants.flatMap((first) => rest.map((more) => polynomial(first, ...more)));
}

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

/** Fixed keys and ephemerals of the members; the polynomials are what is enumerated. */
const secretsOf = (node: NodeId, own: Polynomial): CeremonySecrets => ({
  key: secretOf(suite, node),
  ephemeral: secretOf(suite, (2 * node) % 5),
  polynomial: own,
});

/** A ceremony in which all have registered. */
function registered(kind: State["kind"], key: SharedKey = noKey): State {
  const begun = fold(c, init(key), [{ type: "Start", k: kind, M: members, t: 2 }])[0];
  const entries = members.map(
    (node) => ({ type: "Register", r: registration(c, begun, node, secretsOf(node, []), none) }) as const,
  );
  return fold(c, begun, entries)[0];
}

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
): string {
  const s = registered("generate");
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

describe("secrecy, by counting what the adversary sees over all 625 pairs of honest polynomials", () => {
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
  const badForFirst = (deal: Dealing): Dealing => ({ ...deal, boxes: ["garbage", ...deal.boxes.slice(1)] });

  test.each<[string, typeof asIs, Scenario]>([
    ["nothing but its own boxes", asIs, quiet],
    ["three complaints about its own bad deal", badForAll, honestComplain],
    ["its own false complaints", asIs, falseComplaint],
    ["a late complaint and what holders reveal of it", badForFirst, revealed],
  ])("%s: each of 25 views leaves every secret 5 times", (_, tamper, scenario) => {
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
    const steal = (deal: Dealing, [victim]: readonly Dealing[]): Dealing => ({ ...badForAll(deal), R: victim!.R });
    const views = secretsByView(steal, honestComplain);
    expect(views.every((counts) => counts.filter((count) => count > 0).length === 1)).toBe(true);
  });
});

describe("erasure: the log plus what survives it does not yield an old share", () => {
  /** What an intruder finds: the shares in a keyring, and what its key opens of the boxes on the log. */
  function found(s: State, node: NodeId, { share, secrets }: Keyring): readonly string[] {
    const key = secrets?.key;
    const opened =
      key === undefined
        ? []
        : s.deals.map((deal) => {
            const K = complaint(c, s, node, { ...secretsOf(node, []), key }, deal, none).K;
            const opens = suite.sealing.open(sealContext(c, s, deal.dealer, node), deal.R, K, deal.boxes[node - 1]!);
            return `${deal.dealer} dealt ${opens === null ? "nothing" : disclose(opens)}`;
          });
    return [share === null ? "no share" : disclose(share), ...opened, JSON.stringify(secrets?.polynomial?.map(disclose) ?? null)];
  }

  /**
   * The old shares of node 1 that an intruder of node 1 holds possible, by what it finds after a refresh in which 1 and 2 dealt, over all old keys
   * and all their deals. Of the log it knows everything.
   */
  function oldSharesByView(erase: (ring: Keyring, s: State, node: NodeId, before: Keyring) => Keyring): readonly Set<string>[] {
    const views = new Map<string, Set<string>>();
    for (const old of polynomials(2)) {
      const key: SharedKey = { epoch: 1, ceremony: 0, members, holders: members, threshold: 2, poly: commit(suite, old) };
      const s = registered("refresh", key);
      const shares = members.map((node) => shareOf(suite, old, node));
      for (const slopes of residues.flatMap((first) => residues.map((second) => [first, second] as const))) {
        const rings = [1, 2].map((node, at): Keyring => {
          const own = [shares[at]!, secretOf(suite, slopes[at]!)];
          return { ceremony: 0, share: shares[at]!, secrets: secretsOf(node, own) };
        });
        const deals = rings.map((ring, at) => dealing(c, s, at + 1, ring.secrets!, none)!);
        const pub = interpolateCommitments(
          suite,
          deals.map(({ C }, at) => [at + 1, C] as const),
        );
        const ended: State = { ...s, phase: "done", deals, qual: [1, 2], pub };
        const done: State = { ...ended, key: newKey(ended, pub) };
        const activation = { type: "Activate", epoch: 1, public: pub[0]! } as const;
        const after = erase(heard(c, done, 1, rings[0]!, activation), done, 1, rings[0]!);
        const view = JSON.stringify(found(done, 1, after));
        views.set(view, (views.get(view) ?? new Set()).add(disclose(shares[0]!)));
      }
    }
    return [...views.values()];
  }

  test("after the ceremony is settled, every old share is as possible as before: 5 of 5 for each of 5 new shares", () => {
    const views = oldSharesByView(settled);
    expect(views.map(({ size }) => size)).toEqual([5, 5, 5, 5, 5]);
  });

  test("a node that erases nothing shows its old share, so the count can fail", () => {
    const views = oldSharesByView((_ring, _s, _node, before) => before);
    expect(views.every(({ size }) => size === 1)).toBe(true);
  });

  test("until then the encryption key opens what was dealt to it: two numbers, whose sum is its share", () => {
    const log = new Ceremony(simSuite(), seededBytes(2));
    log.run("generate", members, 2);
    const ring = log.ring(1);
    expect(ring.secrets?.polynomial).toBeNull();
    expect(settled(ring)).toEqual({ ...ring, secrets: null });
    const parts = log.state.qual.map((dealer) => {
      const deal = log.state.deals.find((each) => each.dealer === dealer)!;
      const K = complaint(log.c, log.state, 1, ring.secrets!, deal, none).K;
      return log.c.suite.sealing.open(sealContext(log.c, log.state, dealer, 1), deal.R, K, deal.boxes[0]!)!;
    });
    expect(log.c.suite.secrets.disclose(addSecrets(log.c.suite, parts))).toBe(log.c.suite.secrets.disclose(ring.share!));
  });

  test("the next ceremony overwrites the secrets of the last", () => {
    const log = new Ceremony(simSuite(), seededBytes(2));
    log.run("generate", members, 2);
    const before = log.ring(1);
    const next = began(log.c, { ...log.state, ceremony: 2 }, 1, before, log.random);
    expect(next.secrets).not.toBe(before.secrets);
    expect(began(log.c, log.state, 1, emptyKeyring, log.random).share).toBeNull();
  });
});
