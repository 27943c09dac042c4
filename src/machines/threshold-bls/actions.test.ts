import { describe, expect, test } from "vitest";
import { toySuite } from "../../crypto/toy-suite.ts";
import { deepFreeze } from "../gsi/testing-schedules.ts";
import { decodeConstants } from "./codec.ts";
import { setting } from "./models.ts";
import { init, thresholdBls } from "./protocol.ts";
import { type ActionName, type AnyInput, act } from "./testing-runs.ts";
import type { Constants, State } from "./types.ts";

/** Four members, two of them enough, in the group of five elements; a message of one byte is hashed to that element. */
const { constants }: { readonly constants: Constants } = setting({
  q: 5,
  members: 4,
  threshold: 2,
  byzantine: [4],
  coefficients: [],
  messages: [],
});

/** The shares are 3, 4, 0, 1; the message is the generator, so the partials are the shares and the signature is 2. */
const open: State = deepFreeze({ ...init(), key: ["2", "1"], message: "01" });
const partial = (index: number, signature: string) => ({ index, signature });
const collected: State = deepFreeze({ ...open, partials: [partial(1, "3"), partial(2, "4")] });
const failed: State = deepFreeze({
  ...open,
  partials: [partial(1, "3"), partial(4, "0")],
  quorum: [1, 4],
  suspects: [1, 4],
});
const signed: State = deepFreeze({ ...open, signature: "2" });

type Row = readonly [action: ActionName, refusal: string, why: string, state: State, args: object];

/** In each state the guard that is named is the only one that is false, wherever the guards allow that. */
const refusals: readonly Row[] = [
  ["Open", "already-open", "", open, { p: ["2", "1"], m: "01" }],
  ["Open", "wrong-length", "one commitment too few", init(), { p: ["2"], m: "01" }],
  ["Open", "wrong-length", "one too many", init(), { p: ["2", "1", "1"], m: "01" }],
  ["Open", "malformed-key", "a text that is no element", init(), { p: ["2", "5"], m: "01" }],
  ["Open", "malformed-key", "not the canonical text", init(), { p: ["02", "1"], m: "01" }],
  ["Open", "identity-key", "", init(), { p: ["0", "1"], m: "01" }],
  ["Open", "low-degree", "", init(), { p: ["2", "0"], m: "01" }],
  ["Open", "identity-message", "", init(), { p: ["2", "1"], m: "00" }],
  ["Collect", "not-open", "", init(), { i: 1, s: "3" }],
  ["Collect", "already-signed", "", signed, { i: 1, s: "3" }],
  ["Collect", "index-zero", "", open, { i: 0, s: "3" }],
  ["Collect", "index-zero", "0 modulo the order", open, { i: 5, s: "3" }],
  ["Collect", "no-member", "1 modulo the order", open, { i: 6, s: "3" }],
  ["Collect", "no-member", "negative", open, { i: -1, s: "3" }],
  ["Collect", "already-blamed", "", { ...open, blamed: [1] }, { i: 1, s: "3" }],
  ["Collect", "duplicate", "the same again", collected, { i: 1, s: "3" }],
  ["Collect", "duplicate", "another one", collected, { i: 1, s: "4" }],
  ["Collect", "no-element", "", open, { i: 1, s: "5" }],
  ["Combine", "not-open", "", init(), { S: [1, 2] }],
  ["Combine", "already-signed", "", signed, { S: [1, 2] }],
  ["Combine", "blaming", "", failed, { S: [1, 4] }],
  ["Combine", "wrong-size", "nobody", collected, { S: [] }],
  ["Combine", "wrong-size", "too few", collected, { S: [1] }],
  ["Combine", "not-collected", "", collected, { S: [1, 3] }],
  ["Halve", "nothing-to-halve", "", collected, {}],
  ["Halve", "nothing-to-halve", "one is left", { ...failed, suspects: [4] }, {}],
  ["Blame", "not-convicted", "two are left", failed, { i: 4 }],
  ["Blame", "not-convicted", "another is left", { ...failed, suspects: [4] }, { i: 1 }],
];

describe("the combiner", () => {
  test.each(refusals)("%s: %s %s", (type, refusal, _, state, args) => {
    expect(act(constants, deepFreeze(state), { type, ...args })).toBe(refusal);
  });

  test("has a row for every refusal", () => {
    const named = new Set(refusals.map(([action, refusal]) => `${action}: ${refusal}`));
    const all = Object.entries(thresholdBls.refusals).flatMap(([action, of]) =>
      Object.keys(of).map((name) => `${action}: ${name}`),
    );
    expect(all.filter((name) => !named.has(name))).toEqual([]);
  });

  test("signs with good partials after one check, and forgets them", () => {
    expect(act(constants, collected, { type: "Combine", S: [1, 2] })).toEqual([signed, [{ type: "Publish", signature: "2" }]]);
  });

  test("finds the bad partial of a quorum, and goes on with another quorum", () => {
    const both: State = { ...failed, quorum: [], suspects: [] };
    expect(act(constants, deepFreeze(both), { type: "Combine", S: [1, 4] })).toEqual([failed, []]);
    const convicted = { ...failed, suspects: [4] };
    expect(act(constants, failed, { type: "Halve" })).toEqual([convicted, []]);
    expect(act(constants, deepFreeze(convicted), { type: "Blame", i: 4 })).toEqual([
      { ...open, partials: [partial(1, "3")], blamed: [4] },
      [{ type: "Blame", member: 4 }],
    ]);
  });

  test("takes more partials while it looks for a bad one", () => {
    const [state] = act(constants, failed, { type: "Collect", i: 2, s: "4" }) as readonly [State, unknown];
    expect(state.partials).toEqual([partial(1, "3"), partial(2, "4"), partial(4, "0")]);
    expect(state.suspects).toEqual(failed.suspects);
  });

  test("takes the identity from a member whose share is 0", () => {
    const [state] = act(constants, open, { type: "Collect", i: 3, s: "0" }) as readonly [State, unknown];
    expect(state.partials).toEqual([partial(3, "0")]);
  });
});

/** Findings in other implementations: each accepted what is refused here, or refused what is accepted. */
describe("what has gone wrong elsewhere", () => {
  const steps = (...inputs: readonly AnyInput[]): readonly (State | string)[] => {
    let state = init();
    return inputs.map((input) => {
      const stepped = act(constants, state, input);
      if (typeof stepped === "string") return stepped;
      state = stepped[0];
      return state;
    });
  };

  test("celo-threshold-bls-rs pull request 206: nobody's partials at a threshold of 0 are a signature", () => {
    expect(act(constants, init(), { type: "Open", p: [], m: "01" })).toBe("wrong-length");
    expect(act(constants, open, { type: "Combine", S: [] })).toBe("wrong-size");
    expect(decodeConstants(constants.suite, { members: 4, threshold: 0 })).toMatchObject({ error: { path: "$.threshold" } });
  });

  test("celo-threshold-bls-rs pull request 206, commonware issue 2788: a partial that came twice counts twice, or hides a mistake", () => {
    const twice = { type: "Collect", i: 1, s: "3" } as const;
    const [, , again] = steps({ type: "Open", p: ["2", "1"], m: "01" }, twice, twice);
    expect(again).toBe("duplicate");
  });

  test("celo-threshold-bls-rs pull request 205: the identity as key, or as message, verifies under anything", () => {
    expect(steps({ type: "Open", p: ["0", "1"], m: "01" })).toEqual(["identity-key"]);
    expect(steps({ type: "Open", p: ["2", "1"], m: "00" })).toEqual(["identity-message"]);
  });

  test("skalenetwork libBLS issue 333: a share at index 0 is the secret, and fails only where it is combined", () => {
    for (const q of [5, 7, 11] as const) {
      const c = { ...constants, suite: toySuite(q), members: q - 1 };
      for (const i of [0, q, 2 * q]) expect(act(c, open, { type: "Collect", i, s: "1" })).toBe("index-zero");
    }
  });
});
