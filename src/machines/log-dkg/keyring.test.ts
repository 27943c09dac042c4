/** What members keep: which share is in force, and that a crash changes nothing. */

import { describe, expect, test } from "vitest";
import { verifyShare } from "../../crypto/feldman.ts";
import { simSuite } from "../../crypto/sim-suite.ts";
import { seededBytes } from "../../crypto/testing-suites.ts";
import { began, heard, settled } from "./keyring.ts";
import { confirmation, dealing } from "./member.ts";
import { Ceremony, type Deviation, upTo, withBadBoxes } from "./testing-ceremony.ts";

const members = upTo(4);

const badFor = (victim: number) => new Map<number, Deviation>([[4, { deals: (own) => [withBadBoxes(own, members, [victim])] }]]);

/** A key, and a ceremony that is done, with a deal of 4 in its key that has a bad share for 3, who has not said so yet. */
function withVictim(kind: "rotate" | "refresh", seed: number): Ceremony {
  const log = new Ceremony(simSuite(), seededBytes(seed));
  log.run("generate", members, 2);
  log.begin(kind, members, 2);
  log.register();
  log.deal([4, 1, 2], badFor(3));
  log.confirm([1, 2, 4]);
  return log;
}

/** The shares of all members, as text. */
function sharesOf(log: Ceremony): readonly (string | null)[] {
  return members.map((node) => {
    const { share } = log.ring(node);
    return share && log.c.suite.secrets.disclose(share);
  });
}

describe("a rotation whose victim recovers before the old key has signed", () => {
  const log = withVictim("rotate", 1);
  const before = { key: log.state.key, shares: sharesOf(log) };
  log.confirm([3]);
  log.reveal(members);
  const recovered = { effects: log.effects.slice(-1), key: log.state.key, shares: sharesOf(log) };
  log.endorse([1, 3]);

  test("leaves every old share in force, that of the victim included", () => {
    expect(recovered.effects).toEqual([{ type: "Recover", dealer: 4 }]);
    expect(recovered.key).toBe(before.key);
    expect(recovered.shares).toEqual(before.shares);
    expect(before.shares).not.toContain(null);
  });

  test("so that they sign, and then all keep shares of the new key", () => {
    const { suite } = log.c;
    expect([log.state.key.ceremony, log.state.key.epoch]).toEqual([2, 2]);
    for (const node of members) expect(verifyShare(suite, log.state.key.poly, node, log.ring(node).share!)).toBe(true);
  });
});

describe("a rotation that nobody signs", () => {
  const log = withVictim("rotate", 2);
  log.confirm([3]);
  log.reveal(members);
  const old = log.state.key;
  log.run("refresh", members, 2);

  test("leaves the old key, whose shares the next ceremony refreshes", () => {
    expect([log.state.phase, log.state.ceremony, log.state.key.epoch]).toEqual(["done", 3, 1]);
    expect(log.state.key.poly[0]).toBe(old.poly[0]);
    for (const node of members) expect(verifyShare(log.c.suite, log.state.key.poly, node, log.ring(node).share!)).toBe(true);
  });
});

describe("an effect that is heard again", () => {
  const log = withVictim("refresh", 3);
  const activation = log.effects.at(-1)!;
  log.confirm([3]);
  log.reveal(members);
  const again = (node: number, ring = log.ring(node)) =>
    [activation, log.effects.at(-1)!].map((effect) => log.show(heard(log.c, log.state, node, ring, effect)));

  test("changes nothing", () => {
    expect([activation.type, log.effects.at(-1)?.type]).toEqual(["Activate", "Recover"]);
    for (const node of members) expect(again(node)).toEqual([log.show(log.ring(node)), log.show(log.ring(node))]);
  });

  test("nor for a node that has settled, and could not find its share again", () => {
    const ring = settled(log.ring(1));
    expect(again(1, ring)).toEqual([log.show(ring), log.show(ring)]);
    expect(ring.share).not.toBeNull();
  });

  test("a victim has no share before it hears the second, and has it afterwards", () => {
    const { secrets } = log.ring(3);
    const ring = { ceremony: 1, share: null, secrets };
    expect(heard(log.c, { ...log.state, reveals: [] }, 3, ring, activation).share).toBeNull();
    expect(log.show(heard(log.c, log.state, 3, ring, log.effects.at(-1)!))).toBe(log.show(log.ring(3)));
  });
});

describe("a node that crashes", () => {
  const ceremony = () => {
    const log = new Ceremony(simSuite(), seededBytes(4));
    log.begin("generate", members, 2);
    log.register();
    return log;
  };

  test("logs the same deal and the same complaints from what it had stored, and keeps the same", () => {
    const log = ceremony();
    const content = () => ({ ...dealing(log.c, log.state, 1, log.rebuilt(1).secrets!, log.random)!, proofC: "", proofR: "" });
    expect(content()).toEqual({ ...dealing(log.c, log.state, 1, log.secrets(1), log.random)!, proofC: "", proofR: "" });
    log.deal([4, 1, 2], badFor(3));
    const complaints = (secrets: ReturnType<typeof log.secrets>) =>
      confirmation(log.c, log.state, 3, secrets, log.random).complaints.map(({ dealer, K }) => [dealer, K]);
    expect(complaints(log.rebuilt(3).secrets!)).toEqual(complaints(log.secrets(3)));
    expect(complaints(log.secrets(3))).toHaveLength(1);
    log.confirm(members);
    for (const node of members) expect(log.show(log.rebuilt(node))).toBe(log.show(log.ring(node)));
  });

  test("and has stored nothing draws other secrets: it deals twice, and is slashed", () => {
    const log = ceremony();
    log.deal([1]);
    const anew = began(log.c, log.state, 1, log.ring(1), log.random);
    log.add({ type: "Deal", d: dealing(log.c, log.state, 1, anew.secrets!, log.random)! });
    expect(log.state.slashed).toEqual([1]);
  });
});
