/** What was reported of other implementations when a ceremony fails, stalls or is only half done, by thread. Sources are on the protocol's page. */

import { describe, expect, test } from "vitest";
import { simSuite } from "../../crypto/sim-suite.ts";
import { seededBytes } from "../../crypto/testing-suites.ts";
import { combine, partialSign, thresholdKey, verify } from "../../crypto/threshold-bls.ts";
import { began, emptyKeyring, heard } from "./keyring.ts";
import { complaint, dealing } from "./member.ts";
import { Ceremony, upTo, withBadBoxes } from "./testing-ceremony.ts";
import type { Dealing, Kind, NodeId } from "./types.ts";

const old = upTo(4);
const next: readonly NodeId[] = [5, 6, 7, 8];
const message = new TextEncoder().encode("a message");

/** A cloud of four whose first key is in force. */
function withKey(seed: number): Ceremony {
  const log = new Ceremony(simSuite(), seededBytes(seed));
  log.run("generate", old, 2);
  return log;
}

/** Whether these nodes, with the shares in their keyrings, make a signature of the key in force. */
function sign({ c: { suite }, state: { key }, rings }: Ceremony, nodes: readonly NodeId[]): boolean {
  const shares = nodes.flatMap((index) => {
    const share = rings.get(index)?.share ?? null;
    return share === null ? [] : [{ index, signature: partialSign(suite, share, message)! }];
  });
  const made = combine(suite, thresholdKey(suite, key.poly, key.members.at(-1)!), message, shares);
  return "signature" in made && verify(suite, key.poly[0]!, message, made.signature);
}

/** The heights go by, and nobody logs anything. */
function timePasses(log: Ceremony): void {
  for (let h = log.state.height + 1; h <= log.c.limit; h++) log.add({ type: "Tick", h });
}

describe("tempo issue 933: after failures in a row, those who have the key had fallen out of the set that was looked up by epoch", () => {
  const log = withKey(1);
  const { key } = log.state;
  const shares = old.map((node) => log.ring(node).share);

  // Issue 1256 asks for this test: all validators are replaced, and the ceremony fails again and again.
  test.each([1, 2, 3])("all members are to be replaced, failure %i: the key, its holders and their shares stay", (failures) => {
    log.begin("reshare", next, 2);
    log.register();
    timePasses(log);
    expect([log.state.phase, log.state.ceremony]).toEqual(["abort", 1 + failures]);
    expect(log.state.key).toBe(key);
    expect(log.state.key.holders).toEqual(old);
    expect(old.map((node) => log.ring(node).share)).toEqual(shares);
    expect(sign(log, [1, 4])).toBe(true);
  });

  test("nym pull request 7096: the key's epoch counts keys and not ceremonies", () => {
    expect([log.state.key.epoch, log.state.key.ceremony, log.state.ceremony]).toEqual([1, 1, 4]);
  });

  test("and then it succeeds: those who hold the key deal, and those who come have it", () => {
    log.run("reshare", next, 2);
    expect([log.state.phase, log.state.key.poly[0], log.state.key.holders]).toEqual(["done", key.poly[0], next]);
    expect([sign(log, [5, 8]), sign(log, [1, 4])]).toEqual([true, false]);
  });
});

/** How far a ceremony gets before nothing is logged any more. */
const stalls: readonly (readonly [where: string, advance: (log: Ceremony) => void])[] = [
  ["before anybody registers", () => {}],
  ["when one has not registered and too few deal", (log) => log.register([1, 2, 3])],
  ["when all have registered and nobody deals", (log) => log.register()],
  [
    "when too few deal",
    (log) => {
      log.register();
      log.deal([1, 2]);
    },
  ],
  [
    "when too few confirm",
    (log) => {
      log.register();
      log.deal(old);
      log.confirm([1, 2]);
    },
  ],
];

describe("aptos-core pull request 19307: a ceremony that is stuck blocks the epoch, until operators override it", () => {
  test.each(stalls)("it ends by height, whoever is silent: %s", (_, advance) => {
    const log = withKey(2);
    const { key } = log.state;
    log.begin("refresh", old, 2);
    advance(log);
    for (let phases = 0; phases < 3 && log.state.phase !== "abort"; phases++) timePasses(log);
    expect([log.state.phase, log.effects.at(-1), log.state.key]).toEqual(["abort", { type: "Fail" }, key]);
    log.run("refresh", old, 2);
    expect([log.state.phase, log.state.key.ceremony]).toEqual(["done", 3]);
  });

  test.each<Kind>(["refresh", "rotate"])("nor does a rotation that the old key never endorses block the next %s", (kind) => {
    const log = withKey(3);
    log.run("rotate", next, 2);
    expect([log.state.phase, log.state.key.ceremony]).toEqual(["done", 1]);
    log.run(kind, old, 2);
    if (kind === "rotate") log.endorse([1, 2]);
    expect([log.state.phase, log.state.key.ceremony, sign(log, [2, 3])]).toEqual(["done", 3, true]);
  });
});

describe("commonware issue 1996: a dealer that nobody knows among the disqualified, and the end of the ceremony panicked", () => {
  const log = new Ceremony(simSuite(), seededBytes(4));
  log.begin("generate", old, 2);
  log.register();
  const strangers = { ...log.state, members: upTo(9), keys: upTo(9).map(() => null) };
  const stranger = began(log.c, strangers, 9, emptyKeyring, log.random);
  const deal = dealing(log.c, log.state, 9, stranger.secrets!, log.random)!;
  log.add({ type: "Deal", d: withBadBoxes(deal, old, [2]) });
  log.deal(old);
  const known = complaint(log.c, log.state, 2, log.secrets(2), log.state.deals[0] as Dealing, log.random);
  log.add({ type: "Confirm", e: { by: 2, complaints: [{ ...known, dealer: 9 }] } });

  test("neither its deal nor a complaint about it is recorded", () => {
    expect(log.refused).toEqual(["Deal no-dealer", "Deal not-dealing", "Confirm not-dealt"]);
    expect([log.state.disq, log.state.slashed, log.state.confirms]).toEqual([[], [], []]);
  });

  test("and the ceremony ends without it", () => {
    log.confirm(old);
    expect([log.state.phase, log.state.qual, sign(log, [2, 3])]).toEqual(["done", [1, 2, 3], true]);
  });
});

describe("what a node has of its own, against the log", () => {
  const log = new Ceremony(simSuite(), seededBytes(5));
  log.begin("generate", old, 2);
  log.register();
  log.deal([4, 1, 2], new Map([[4, { deals: (own) => [withBadBoxes(own, old, [3])] }]]));
  log.confirm([1, 2, 4]);

  test("tempo pull request 1512: one node's missing share fails nobody's ceremony, and the key is the log's", () => {
    expect([log.state.phase, log.state.key.epoch, log.ring(3).share]).toEqual(["done", 1, null]);
    expect([sign(log, [1, 2]), sign(log, [3])]).toEqual([true, false]);
  });

  test("drand pull request 752: who was silent at the end is still a holder, and has its share from the log", () => {
    const late = withKey(6);
    late.begin("reshare", next, 2);
    late.register();
    late.deal(old);
    late.confirm([5, 6, 7]);
    expect([late.state.phase, late.state.key.holders]).toEqual(["done", next]);
    expect(sign(late, [7, 8])).toBe(true);
  });

  test("iota pull request 12867: a share that does not fit the log's key stops the node, where it could carry on without", () => {
    const { c, state } = log;
    const [first, second] = state.pub as readonly [string, string];
    const misread = { ...state, pub: [second, first] };
    const [activate] = log.effects.filter(({ type }) => type === "Activate");
    expect(() => heard(c, misread, 2, log.ring(2), activate!)).toThrow("not on the key's polynomial");
    expect(heard(c, state, 2, log.ring(2), activate!).share).not.toBeNull();
  });
});
