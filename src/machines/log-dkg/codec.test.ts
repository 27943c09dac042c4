import { describe, expect, test } from "vitest";
import { bls12381Suite } from "../../crypto/bls12-381-suite.ts";
import { simSuite } from "../../crypto/sim-suite.ts";
import { seededBytes } from "../../crypto/testing-suites.ts";
import { toySuite } from "../../crypto/toy-suite.ts";
import { canonicalJson } from "../../lib/canonical.ts";
import type { Data } from "../../lib/data.ts";
import type { Decoded } from "../codec.ts";
import { decodeEffect, decodeEntry, decodeInput, decodeState, LONGEST_TEXT } from "./codec.ts";
import { take } from "./log.ts";
import { init, logDkg } from "./protocol.ts";
import { Ceremony, upTo, withBadBoxes } from "./testing-ceremony.ts";
import type { State } from "./types.ts";

const reread = (value: unknown): unknown => JSON.parse(canonicalJson(value as Data));

const problem = (decoded: Decoded<unknown>): string =>
  "error" in decoded ? `${decoded.error.path} ${decoded.error.expected}` : `decoded: ${JSON.stringify(decoded.value)}`;

/** A first key with a late victim, reveals, a failure, a refresh and a rotation: every entry and effect there is. */
function eventful(): Ceremony {
  const members = upTo(4);
  const log = new Ceremony(simSuite(), seededBytes(5));
  log.begin("generate", members, 2);
  log.register();
  log.deal([4, 1, 2], new Map([[4, { deals: (own) => [withBadBoxes(own, members, [3]), own] }]]));
  log.confirm([1, 2, 4]);
  log.run("rotate", members, 2);
  log.endorse([1, 2]);
  log.begin("generate", members, 2);
  log.run("rotate", members, 2, new Map([[4, { deals: (own) => [withBadBoxes(own, members, [3])], confirms: () => [] }]]));
  log.endorse([1, 2]);
  log.begin("refresh", members, 2);
  for (let h = 1; h <= 10; h++) log.add({ type: "Tick", h });
  return log;
}

function late(): Ceremony {
  const members = upTo(4);
  const log = new Ceremony(simSuite(), seededBytes(7));
  log.begin("generate", members, 2);
  log.register();
  log.deal([4, 1, 2], new Map([[4, { deals: (own) => [withBadBoxes(own, members, [3])] }]]));
  log.confirm([1, 2, 4, 3]);
  log.reveal(members);
  return log;
}

const logs = [eventful(), late()];

describe("what is decoded", () => {
  test("every entry, state and effect of two logs, with its keys in the machine's order", () => {
    for (const { c, log, effects } of logs) {
      let state = init();
      for (const entry of log) {
        expect(JSON.stringify(decodeEntry(c, reread(entry)))).toBe(JSON.stringify({ value: entry }));
        expect(decodeInput(c, reread(entry))).toEqual({ value: entry });
        const stepped = take(c, state, entry);
        if (typeof stepped !== "string") state = stepped[0];
        expect(JSON.stringify(decodeState(c, reread(state)))).toBe(JSON.stringify({ value: state }));
      }
      for (const effect of effects) expect(decodeEffect(c, reread(effect))).toEqual({ value: effect });
    }
    const types = new Set(logs.flatMap(({ log }) => log.map(({ type }) => type)));
    expect([...types].sort()).toEqual(
      Object.keys(logDkg.actions)
        .filter((action) => action !== "Equivocate")
        .sort(),
    );
    expect(new Set(logs.flatMap(({ effects }) => effects.map(({ type }) => type))).size).toBe(8);
  });

  test("an equivocation is an input, and no entry", () => {
    const { c, log } = logs[0]!;
    const deal = log.find(({ type }) => type === "Deal") as Extract<(typeof log)[number], { readonly type: "Deal" }>;
    const input = { type: "Equivocate", d: deal.d };
    expect(decodeInput(c, reread(input))).toEqual({ value: input });
    expect(problem(decodeEntry(c, reread(input)))).toMatch(/^\$\.type/);
  });
});

describe("entries that are not decoded", () => {
  const { c, log } = logs[1]!;
  const of = (type: string): object => reread(log.find((entry) => entry.type === type)) as object;
  const within = (type: string, field: string, change: object) => {
    const entry = of(type) as { readonly [field: string]: object };
    return { ...entry, [field]: { ...entry[field], ...change } };
  };
  const complaint = { dealer: 1, K: "k", proof: "p" };

  test.each<[string, unknown, string]>([
    ["an action of the world", { type: "Read" }, "$.type"],
    ["no entry", null, "$"],
    ["an unknown kind", { ...of("Start"), k: "resharing" }, "$.k"],
    ["members out of order", { ...of("Start"), M: [2, 1, 3, 4] }, "$.M"],
    ["a member twice", { ...of("Start"), M: [1, 1, 3, 4] }, "$.M"],
    ["a member 0", { ...of("Start"), M: [0, 1, 3, 4] }, "$.M[0]"],
    ["a fraction of a threshold", { ...of("Start"), t: 1.5 }, "$.t"],
    ["an empty key", within("Register", "r", { E: "" }), "$.r.E"],
    ["a field too many", within("Register", "r", { signature: "s" }), "$.r.signature"],
    ["a commitment that is no list", within("Deal", "d", { C: "c" }), "$.d.C"],
    ["a box that is a number", within("Deal", "d", { boxes: [1] }), "$.d.boxes[0]"],
    ["no proof of R", { ...of("Deal"), d: { dealer: 1, C: [], R: "r", boxes: [], proofC: "p" } }, "$.d.proofR"],
    [
      "complaints out of order",
      within("Confirm", "e", { complaints: [{ ...complaint, dealer: 2 }, complaint] }),
      "$.e.complaints",
    ],
    ["a complaint without K", within("Confirm", "e", { complaints: [{ dealer: 1, proof: "p" }] }), "$.e.complaints[0].K"],
    ["a share that is a number", { ...of("Reveal"), share: 1 }, "$.share"],
    ["a lone surrogate", { type: "Endorse", signature: "\ud800" }, "$.signature"],
    ["a negative height", { type: "Tick", h: -1 }, "$.h"],
  ])("%s", (_, json, path) => {
    expect(problem(decodeEntry(c, json)).split(" ")[0]).toBe(path);
  });

  const long = "a".repeat(LONGEST_TEXT);
  const withText = (type: string, value: string): readonly (readonly [path: string, json: unknown])[] => {
    if (type === "Register") return ["E", "proof"].map((key) => [`$.r.${key}`, within("Register", "r", { [key]: value })]);
    if (type === "Reveal") return [["$.share", { ...of("Reveal"), share: value }]];
    if (type === "Endorse") return [["$.signature", { type, signature: value }]];
    if (type === "Confirm")
      return ["K", "proof"].map((key) => [
        `$.e.complaints[0].${key}`,
        within("Confirm", "e", { complaints: [{ ...complaint, [key]: value }] }),
      ]);
    const lists = ["C", "boxes"].map((key) => [`$.d.${key}[0]`, within("Deal", "d", { [key]: [value] })] as const);
    return [...lists, ...["R", "proofC", "proofR"].map((key) => [`$.d.${key}`, within("Deal", "d", { [key]: value })] as const)];
  };

  test.each(["Register", "Deal", "Confirm", "Reveal", "Endorse"])("a text of %s that is too long, by one character", (type) => {
    for (const [path, json] of withText(type, long)) expect(decodeEntry(c, json), path).toEqual({ value: json });
    for (const [path, json] of withText(type, `${long}a`)) {
      const found = problem(decodeEntry(c, json));
      expect(found).toContain(`${path} `);
      expect(found).toContain(`of at most ${LONGEST_TEXT} characters`);
    }
  });

  test("nor as a box of a state", () => {
    const { deals } = logs[1]!.state;
    const boxes = deals[0]!.boxes.map((box, at) => (at === 0 ? `${long}a` : box));
    const json = reread({ ...logs[1]!.state, deals: [{ ...deals[0]!, boxes }, ...deals.slice(1)] });
    expect(problem(decodeState(c, json)).split(" ")[0]).toBe("$.deals[0].boxes[0]");
  });

  test("a node beyond the order of a toy suite", () => {
    const toy = { ...c, suite: toySuite(5) };
    expect(problem(decodeEntry(toy, { type: "Start", k: "generate", M: [1, 2, 3, 5], t: 2 })).split(" ")[0]).toBe("$.M[3]");
  });

  test("texts of the wrong group, and of none, are refused by the guards and do not throw, over BLS12-381", () => {
    const bls = new Ceremony(bls12381Suite(), seededBytes(1));
    bls.begin("generate", upTo(4), 2);
    const good = bls.registration(1);
    const G2 = bls.c.suite.g2.encode(bls.c.suite.g2.generator);
    for (const E of ["", "00", G2, `c0${"0".repeat(94)}`, good.E.toUpperCase()]) bls.add({ type: "Register", r: { ...good, E } });
    bls.add({ type: "Register", r: { ...good, proof: "00" } });
    bls.add({ type: "Register", r: { ...good, by: 2 } });
    expect(bls.refused).toEqual(Array.from({ length: 7 }, () => "Register unproven-key"));
  });
});

describe("states that are not decoded", () => {
  const { c, state } = logs[1]!;
  const identity = c.suite.g2.encode(c.suite.g2.identity);
  const deals = (change: object): Partial<State> => ({
    deals: state.deals.map((deal, at) => (at === 0 ? { ...deal, ...change } : deal)),
  });

  test.each<[string, object, string]>([
    ["another phase", { phase: "over" }, "$.phase"],
    ["a threshold too high", { threshold: 3 }, "$.threshold"],
    ["a phase that lasts too long", { height: 10 }, "$.height"],
    ["a key too few", { keys: state.keys.slice(1) }, "$.keys"],
    ["a key of no group", { keys: ["1", "2", "3", "4"] }, "$.keys"],
    ["two deals of a dealer", { deals: [...state.deals, state.deals[0]!] }, "$.deals"],
    ["a deal with a lower degree", deals({ C: [state.deals[0]!.C[0], identity] }), "$.deals"],
    ["a deal with a box too few", deals({ boxes: [] }), "$.deals"],
    ["a confirmation of a stranger", { confirms: [1, 9] }, "$.confirms"],
    ["a bad dealer that has not dealt", { disq: [3] }, "$.disq"],
    ["a dealer of the key that has not dealt", { qual: [3] }, "$.qual"],
    ["no key at the end", { pub: [] }, "$.pub"],
    ["a key before the end", { phase: "confirm" }, "$.pub"],
    ["a revealed share of an honest dealer", { reveals: [{ ...state.reveals[0]!, dealer: 1 }] }, "$.reveals"],
    ["one share twice", { reveals: [state.reveals[0]!, state.reveals[0]!] }, "$.reveals"],
    ["a share that is no scalar", { reveals: [{ ...state.reveals[0]!, share: "x" }] }, "$.reveals"],
    ["a key without its polynomial", { key: { ...state.key, poly: [] } }, "$.key.poly"],
    ["holders that are no members", { key: { ...state.key, holders: [9] } }, "$.key.holders"],
    ["a key of a threshold that is too low", { key: { ...state.key, threshold: 1 } }, "$.key.threshold"],
  ])("%s", (_, change, path) => {
    expect(problem(decodeState(c, reread({ ...state, ...change }))).split(" ")[0]).toBe(path);
  });

  test("the state itself is", () => {
    expect(decodeState(c, reread(state))).toEqual({ value: state });
  });

  test("an effect with a node too many", () => {
    expect(problem(decodeEffect(c, { type: "Slash", nodes: [2, 1] })).split(" ")[0]).toBe("$.nodes");
  });
});
