import { describe, expect, test } from "vitest";
import { bls12381Suite } from "../../crypto/bls12-381-suite.ts";
import { verifyShare } from "../../crypto/feldman.ts";
import { interpolate } from "../../crypto/shamir.ts";
import { simSuite } from "../../crypto/sim-suite.ts";
import type { Suite } from "../../crypto/suite.ts";
import { seededBytes } from "../../crypto/testing-suites.ts";
import { combine, partialSign, thresholdKey, verify } from "../../crypto/threshold-bls.ts";
import { difference, has } from "../../lib/sorted-set.ts";
import { faults } from "./ceremony.ts";
import { fold } from "./log.ts";
import { complaint } from "./member.ts";
import { init } from "./protocol.ts";
import { Ceremony, type Deviation, upTo, withBadBoxes } from "./testing-ceremony.ts";
import type { Dealing, NodeId } from "./types.ts";

const message = new TextEncoder().encode("a message");

/** Shows that the key is what its holders' shares give, and that any threshold of them signs for it. */
function expectUsable(log: Ceremony, nodes: readonly NodeId[]): void {
  const { suite } = log.c;
  const { poly, threshold, members } = log.state.key;
  for (const node of nodes) expect(verifyShare(suite, poly, node, log.ring(node).share!)).toBe(true);
  const key = thresholdKey(suite, poly, members.at(-1)!);
  const partials = nodes.map((index) => ({ index, signature: partialSign(suite, log.ring(index).share!, message)! }));
  const signatures = [partials.slice(0, threshold), partials.slice(-threshold)].map((some) => combine(suite, key, message, some));
  expect(signatures[0]).toEqual(signatures[1]);
  const signature = (signatures[0] as { readonly signature: string }).signature;
  expect(verify(suite, poly[0]!, message, signature)).toBe(true);
  expect("refusal" in combine(suite, key, message, partials.slice(0, threshold - 1))).toBe(true);
}

/** The complaint of a member about a dealer, whatever its box holds. */
function complaintAbout(log: Ceremony, by: NodeId, dealer: NodeId) {
  const deal = log.state.deals.find((each) => each.dealer === dealer) as Dealing;
  return complaint(log.c, log.state, by, log.secrets(by), deal, log.random);
}

const cases: readonly (readonly [n: number, name: string, suite: () => Suite])[] = [
  [4, "bls12-381", bls12381Suite],
  [7, "bls12-381", bls12381Suite],
  [16, "sim", simSuite],
  [16, "bls12-381", bls12381Suite],
];

describe.each(cases)("%i nodes over %s, with a cheating dealer, a stolen R and a false complaint", (n, _, suite) => {
  const f = faults(n);
  const t = f + 1;
  const members = upTo(n);
  const cheat = n;
  const honest = members.slice(0, n - f);
  const log = new Ceremony(suite(), seededBytes(n));
  const deviations = new Map<NodeId, Deviation>([
    [
      cheat,
      {
        deals: (own, { state }) => {
          const stolen = state.deals[0]!.R;
          return [{ ...own, R: stolen }, withBadBoxes(own, members, [2])];
        },
        confirms: (own, all) => [{ ...own, complaints: [complaintAbout(all, cheat, 1)] }, own],
      },
    ],
  ]);
  log.begin("generate", members, t);
  log.register();
  log.deal([1], deviations);
  log.deal([cheat, ...difference(members, [1, cheat])], deviations);
  const dealt = log.state.deals.map(({ dealer }) => dealer);
  const slashedBefore = log.state.slashed;
  log.confirm([cheat], deviations);
  const slashedByComplaint = log.state.slashed;
  log.confirm(members.slice(0, n - 1), deviations);

  test("the stolen R is refused, and the bad deal is not: nobody sees it before its receiver", () => {
    expect(log.refused).toContain("Deal unproven-ephemeral");
    expect(dealt).toContain(cheat);
    expect(dealt).toHaveLength(n - f);
  });

  test("the cheat alone is slashed, and is out of the key", () => {
    expect(log.state.phase).toBe("done");
    expect(log.state.slashed).toEqual([cheat]);
    expect(log.state.disq).toEqual([cheat]);
    expect(log.state.qual).toEqual(
      difference(
        [...dealt].sort((a, b) => a - b),
        [cheat],
      ),
    );
  });

  test("the false complaint is opened, and its author slashed for it", () => {
    expect(slashedBefore).toEqual([]);
    expect(slashedByComplaint).toEqual([cheat]);
    expect(log.effects.filter(({ type }) => type === "Slash")).toHaveLength(1);
  });

  test("its confirmations do not count, the false one and the one after it", () => {
    expect(has(log.state.confirms, cheat)).toBe(false);
    expect(log.refused).toContain("Confirm slashed");
  });

  test("all honest nodes have shares of one key", () => {
    expectUsable(log, honest);
  });

  test("whoever reads the log again comes to the same state", () => {
    expect(fold(log.c, init(), log.log)[0]).toEqual(log.state);
  });
});

describe("what comes after the first key, over BLS12-381", () => {
  const members = upTo(4);
  const log = new Ceremony(bls12381Suite(), seededBytes(1));
  log.run("generate", members, 2);
  const first = log.state.key;

  test("a refresh keeps the key and its epoch, and changes every share", () => {
    const old = members.map((node) => log.ring(node).share!);
    log.run("refresh", members, 2);
    expect([log.state.key.poly[0], log.state.key.epoch, log.state.key.ceremony]).toEqual([first.poly[0], 1, 2]);
    expect(log.state.key.poly[1]).not.toBe(first.poly[1]);
    expectUsable(log, members);
    const { suite } = log.c;
    for (const [at, node] of members.entries())
      expect(suite.secrets.disclose(log.ring(node).share!)).not.toBe(suite.secrets.disclose(old[at]!));
    // One old share and one new one are not shares of one polynomial: a former quorum that mixes epochs has nothing.
    const mixed = interpolate(suite, [
      [1, old[0]!],
      [2, log.ring(2).share!],
    ]);
    expect(suite.g2.encode(suite.g2.mulSecret(suite.g2.generator, mixed))).not.toBe(first.poly[0]);
  });

  test("a failed ceremony leaves the key, its epoch and every share", () => {
    const shares = members.map((node) => log.ring(node).share);
    const before = log.state.key;
    log.begin("refresh", members, 2);
    for (let h = 1; h <= log.c.limit; h++) log.add({ type: "Tick", h });
    expect(log.state.phase).toBe("abort");
    expect(log.effects.at(-1)).toEqual({ type: "Fail" });
    expect(log.state.key).toEqual(before);
    expect(members.map((node) => log.ring(node).share)).toEqual(shares);
    expect(members.map((node) => log.ring(node).secrets)).toEqual([null, null, null, null]);
  });

  test("a reshare gives the key to another committee, of another threshold", () => {
    const next = [3, 4, 5, 6, 7, 8, 9];
    log.run("reshare", next, 3);
    expect([log.state.key.poly[0], log.state.key.epoch, log.state.key.poly.length]).toEqual([first.poly[0], 1, 3]);
    expect(log.state.ceremony).toBe(4);
    expectUsable(log, next);
    expect(log.ring(1).share).toBeNull();
  });

  test("a rotation is in force once the old key has signed the new one", () => {
    const { key } = log.state;
    log.run("rotate", members, 2);
    expect([log.state.phase, log.state.key]).toEqual(["done", key]);
    expect(log.effects.at(-1)).toEqual({ type: "AskEndorsement", public: log.state.pub[0] });
    log.add({ type: "Endorse", signature: key.poly[0]! });
    expect(log.refused.at(-1)).toBe("Endorse unsigned");
    log.endorse([3, 4, 5]);
    expect(log.state.key.epoch).toBe(2);
    expect(log.state.key.poly[0]).not.toBe(first.poly[0]);
    expectUsable(log, members);
  });
});

describe("a late victim, over the simulation suite", () => {
  const members = upTo(4);
  const log = new Ceremony(simSuite(), seededBytes(7));
  log.begin("generate", members, 2);
  log.register();
  log.deal([4, 1, 2], new Map([[4, { deals: (own) => [withBadBoxes(own, members, [3])] }]]));
  log.confirm([1, 2, 4]);

  test("the ceremony is done without it, and the bad dealer is in the key", () => {
    expect([log.state.phase, log.state.qual]).toEqual(["done", [1, 2, 4]]);
    expect(log.ring(3).share).toBeNull();
  });

  test("its complaint slashes the dealer and leaves the key; a reshare waits for what is to be revealed", () => {
    const { key } = log.state;
    log.confirm([3]);
    expect([log.state.slashed, log.state.qual, log.state.key]).toEqual([[4], [1, 2, 4], key]);
    log.begin("refresh", members, 2);
    expect(log.refused.at(-1)).toBe("Start unrevealed");
  });

  test("two holders reveal, and it has its share", () => {
    const wrong = { type: "Reveal", k: 1, j: 4, share: log.c.suite.scalars.encode(1n) } as const;
    log.add(wrong);
    expect(log.refused.at(-1)).toBe("Reveal wrong-share");
    log.add({ ...wrong, share: "no scalar" });
    expect(log.refused.at(-1)).toBe("Reveal wrong-share");
    log.reveal(members);
    expect(log.state.reveals.map(({ by }) => by)).toEqual([1, 2]);
    expect(log.effects.at(-1)).toEqual({ type: "Recover", dealer: 4 });
    expectUsable(log, members);
    log.run("refresh", members, 2);
    expect(log.state.phase).toBe("done");
  });
});
