/** What survives erasure, counted completely over Z_5 with four members. */

import { describe, expect, test } from "vitest";
import { commit } from "../../crypto/feldman.ts";
import { addSecrets, shareOf } from "../../crypto/shamir.ts";
import { simSuite } from "../../crypto/sim-suite.ts";
import { secretOf, seededBytes } from "../../crypto/testing-suites.ts";
import { has } from "../../lib/sorted-set.ts";
import { combined, newKey, sealContext } from "./ceremony.ts";
import { began, emptyKeyring, heard, type Keyring, settled } from "./keyring.ts";
import { complaint, dealing, revelations } from "./member.ts";
import {
  badForFirst,
  c,
  disclose,
  members,
  none,
  polynomials,
  registered,
  residues,
  secretsOf,
  suite,
} from "./testing-algebra.ts";
import { Ceremony } from "./testing-ceremony.ts";
import type { Dealing, Effect, NodeId, SharedKey, State } from "./types.ts";

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

  interface After {
    readonly kind: "refresh" | "reshare" | "rotate";
    readonly committee?: readonly NodeId[];
    /** Dealer 4 has given node 1 no share: what holders reveal of its deal is on the log. */
    readonly late?: boolean;
  }

  type Erase = (ring: Keyring, s: State, node: NodeId, before: Keyring) => Keyring;

  /**
   * The old shares of node 1 that an intruder of node 1 holds possible, by what it finds after a ceremony in which two nodes dealt, over all old
   * keys and all slopes of their deals. Of the log it knows everything that is sealed or revealed.
   */
  function oldSharesByView({ kind, committee = members, late = false }: After, erase: Erase): readonly Set<string>[] {
    const views = new Map<string, Set<string>>();
    const dealers = late ? [2, 4] : [1, 2];
    for (const old of polynomials(2)) {
      const key: SharedKey = { epoch: 1, ceremony: 0, members, holders: members, threshold: 2, poly: commit(suite, old) };
      const s = registered(kind, key, committee);
      const share = (node: NodeId) => shareOf(suite, old, node);
      for (const slopes of residues.flatMap((first) => residues.map((second) => [first, second] as const))) {
        const dealt = (node: NodeId) => [
          kind === "rotate" ? secretOf(suite, 1) : share(node),
          secretOf(suite, slopes[dealers.indexOf(node)] ?? 1),
        ];
        const before = { ceremony: 0, share: share(1), secrets: secretsOf(1, dealt(1)) };
        const deals = dealers.map((node) => dealing(c, s, node, secretsOf(node, dealt(node)), none)!);
        const done = ended(s, late ? deals.map((deal) => (deal.dealer === 4 ? badForFirst(deal) : deal)) : deals);
        const effect: Effect = late ? { type: "Recover", dealer: 4 } : { type: "Activate", epoch: 1, public: done.pub[0]! };
        const after = erase(heard(c, done, 1, before, effect), done, 1, before);
        const view = JSON.stringify([found(done, 1, after), done.reveals]);
        views.set(view, (views.get(view) ?? new Set()).add(disclose(share(1))));
      }
    }
    return [...views.values()];
  }

  /** The end of a ceremony with these deals, in which its key is in force and everything that victims lack is revealed. */
  function ended(s: State, deals: readonly Dealing[]): State {
    const qual = deals.map(({ dealer }) => dealer);
    const all: State = { ...s, phase: "done", deals, qual, disq: has(qual, 4) ? [4] : [] };
    const pub = combined(c, all, qual);
    const done: State = { ...all, pub, key: newKey({ ...all, pub }, pub) };
    const reveals = [2, 3].flatMap((by) => revelations(c, done, by, secretsOf(by, [])));
    return { ...done, reveals };
  }

  test("after the ceremony is settled, every old share is as possible as before: 5 of 5 for each of 5 new shares", () => {
    const views = oldSharesByView({ kind: "refresh" }, settled);
    expect(views.map(({ size }) => size)).toEqual([5, 5, 5, 5, 5]);
  });

  test("a node that erases nothing shows its old share, so the count can fail", () => {
    for (const kind of ["refresh", "reshare", "rotate"] as const) {
      const views = oldSharesByView({ kind }, (_ring, _s, _node, before) => before);
      expect(views.every(({ size }) => size === 1)).toBe(true);
    }
  });

  test("a member that leaves the committee keeps nothing: one view, in which every share is possible", () => {
    const views = oldSharesByView({ kind: "reshare", committee: [2, 3, 4] }, settled);
    expect(views.map(({ size }) => size)).toEqual([5]);
  });

  test("after a reshare in which dealer 4 was exposed, and its deal revealed: 125 views, in each of which every share is possible", () => {
    const views = oldSharesByView({ kind: "reshare", late: true }, settled);
    expect(views).toHaveLength(125);
    expect(views.every(({ size }) => size === 5)).toBe(true);
  });

  test("after a rotation, too", () => {
    const views = oldSharesByView({ kind: "rotate" }, settled);
    expect(views.map(({ size }) => size)).toEqual([5, 5, 5, 5, 5]);
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
