import { describe, expect, test } from "vitest";
import { bls12381Suite } from "../../crypto/bls12-381-suite.ts";
import { randomPolynomial } from "../../crypto/shamir.ts";
import { simSuite } from "../../crypto/sim-suite.ts";
import { encodeOutward, type OutwardV1 } from "../../crypto/statements.ts";
import type { Suite } from "../../crypto/suite.ts";
import { seededBytes, upTo } from "../../crypto/testing-suites.ts";
import { combine, sign, thresholdKey, verify } from "../../crypto/threshold-bls.ts";
import { hexOfBytes } from "../../lib/hex.ts";
import { type Group, groupOf, honestPartial, run } from "../threshold-bls/testing-runs.ts";
import { init } from "./protocol.ts";
import { behind, proposal } from "./queries.ts";
import { digestOf, roundMessage } from "./rounds.ts";
import { taken } from "./testing-acts.ts";
import type { Block, Constants, Effect, State } from "./types.ts";

const cloudId = "c1".repeat(32);

/** A cloud of members that share a key, with the state of each. */
interface Cloud {
  readonly group: Group;
  readonly constants: Constants;
  readonly states: Map<number, State>;
  readonly effects: Map<number, readonly Effect[]>;
}

function cloudOf(suite: Suite, members: number, threshold: number, honest: readonly number[]): Cloud {
  const group = groupOf(suite, members, randomPolynomial(suite, threshold, seededBytes(threshold)));
  return {
    group,
    constants: { suite, publicKey: group.key[0] as string, key: { chainId: 1, cloudId, keyEpoch: 1 } },
    states: new Map(honest.map((member) => [member, init()])),
    effects: new Map(honest.map((member) => [member, []])),
  };
}

function step({ constants, states, effects }: Cloud, member: number, input: Parameters<typeof taken>[2]): readonly Effect[] {
  const [next, made] = taken(constants, states.get(member) as State, input);
  states.set(member, next);
  effects.set(member, [...(effects.get(member) ?? []), ...made]);
  return made;
}

/** The signature that a combiner makes of the partials of who has released them, one liar's first. */
function combined(cloud: Cloud, releasing: readonly number[], round: number, liar: number): string {
  const message = hexOfBytes(roundMessage(cloud.constants, round));
  const lie = { index: liar, signature: honestPartial(cloud.group, liar, `${message}00`).signature };
  const { state } = run(cloud.group, message, [lie, ...releasing.map((index) => honestPartial(cloud.group, index, message))]);
  expect(state.blamed).toEqual([liar]);
  return state.signature as string;
}

/** Finalizes a block at these members, who release their partials; whoever is in `learning` has the round's signature then. */
function height(cloud: Cloud, block: Block, final: readonly number[], learning: readonly number[], liar: number): void {
  for (const member of final) step(cloud, member, { type: "Final", b: block });
  const round = (cloud.states.get(final[0] as number) as State).height;
  for (const member of final) step(cloud, member, { type: "Release", r: round });
  const s = combined(cloud, final, round, liar);
  for (const member of learning) step(cloud, member, { type: "Learn", r: round, s });
}

const serves = (effects: readonly Effect[] | undefined) => (effects ?? []).filter(({ type }) => type === "Serve");

describe.each([
  ["sim", simSuite()],
  ["bls12-381", bls12381Suite()],
] as const)("a cloud of four over %s, one member lying", (_, suite) => {
  test("serves a request by the digest of the group's signature, also at a member that missed two blocks", () => {
    const cloud = cloudOf(suite, 4, 2, [1, 2, 3]);
    const empty: Block = { opens: [], requests: false };
    const asking: Block = { opens: [], requests: true };
    height(cloud, asking, [1, 2, 3], [1, 2], 4);
    height(cloud, empty, [1, 2], [1, 2, 3], 4);
    expect(behind(cloud.states.get(3) as State)).toEqual({ above: 1, upTo: 2 });

    const opening: Block = { opens: proposal(cloud.states.get(1) as State), requests: false };
    expect(opening.opens).toHaveLength(2);
    expect(step(cloud, 2, { type: "Accept", b: opening })).toEqual([{ type: "Vote", height: 3 }]);
    for (const member of [1, 2]) step(cloud, member, { type: "Final", b: opening });
    for (const block of [empty, opening]) step(cloud, 3, { type: "Final", b: block });

    const signature = sign(suite, cloud.group.polynomial[0] as Group["polynomial"][0], roundMessage(cloud.constants, 2));
    const value = digestOf(cloud.constants, signature as string);
    for (const member of [1, 2, 3])
      expect(serves(cloud.effects.get(member))).toEqual([{ type: "Serve", height: 1, round: 2, value }]);
    expect([...cloud.states.values()].map(({ released, ...rest }) => rest)).toEqual([
      ...upTo(3).map(() => ({ height: 3, opened: 2, known: [], waiting: [] })),
    ]);
  });
});

describe("what colluders can do", () => {
  const suite = simSuite();
  const { group, constants } = cloudOf(suite, 4, 2, []);
  const key = thresholdKey(suite, group.key, 4);
  const forged: OutwardV1 = {
    ...constants.key,
    epoch: 1,
    height: 1000,
    blockHash: "ff".repeat(32),
    stateRoot: "ff".repeat(32),
    receiptsRoot: "ff".repeat(32),
    outboxRoot: "ff".repeat(32),
    eventRoot: "ff".repeat(32),
    inputLogRoot: "ff".repeat(32),
    daRoot: "ff".repeat(32),
    finality: "soft",
  };
  const statements = [
    ["predict the value of a round to come", roundMessage(constants, 1000)],
    ["sign an outward certificate of a block that does not exist", encodeOutward(forged)],
  ] as const;

  test.each(statements)("f + 1 of them %s", (_, message) => {
    const partials = [1, 3].map((index) => honestPartial(group, index, hexOfBytes(message)));
    const made = combine(suite, key, message, partials);
    expect("signature" in made && verify(suite, key.publicKey, message, made.signature)).toBe(true);
  });

  test.each(statements)("f of them cannot %s", (_, message) => {
    const partials = [honestPartial(group, 3, hexOfBytes(message))];
    expect(combine(suite, key, message, partials)).toMatchObject({ refusal: "too-few-partials" });
    const [only] = partials;
    expect(verify(suite, key.publicKey, message, only?.signature as string)).toBe(false);
  });

  test("a partial of theirs can be made without them, so it accuses nobody", () => {
    const message = hexOfBytes(roundMessage(constants, 1000));
    const [first, third] = [1, 3].map((index) => suite.g1.decode(honestPartial(group, index, message).signature));
    const { g1 } = suite;
    type Point = NonNullable<typeof first>;
    // On the line through the values at 1 and 3, the value at 2 is half their sum.
    const half = suite.scalars.inv(2n);
    const second = g1.mul(g1.add(first as Point, third as Point), half);
    expect(g1.encode(second)).toBe(honestPartial(group, 2, message).signature);
  });
});

test("the value of a drand round is the digest of its signature: quicknet 657413 (python-drand-verify, README)", () => {
  const signature = "b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be41076862b98fad56e91a6b85b89cd97b";
  const constants: Constants = { suite: bls12381Suite(), publicKey: "", key: { chainId: 0, cloudId, keyEpoch: 0 } };
  expect(digestOf(constants, signature)).toBe("fc1873a13f3545aeade8401532ef5519920652eee6b0d2b19ca12643b87b3587");
});
