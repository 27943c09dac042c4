#!/usr/bin/env node
/**
 * Global Security Inheritance, written from spec/tla/Gsi.tla and docs/runner-protocol.md alone. One file, no imports from the repository:
 * an example of an implementation that shows with `nexus conform` that it does what the module says.
 */

import { createInterface } from "node:readline";

// Values. Integers, texts and booleans stand for themselves; sets are sorted arrays here, functions are Maps.

class BadValue extends Error {}

const setOf = (value) => value["#set"];
const toSet = (elements) => ({ "#set": [...elements].sort(byOrder) });
const byOrder = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const union = (a, b) => [...new Set([...a, ...b])];
const isSubset = (a, b) => a.every((element) => b.includes(element));

/** A function whose domain is texts is written as a record. */
const functionOf = (value) => new Map(value["#map"] ?? Object.entries(value));

// The protocol.

const NONE = "none";

const quorum = (size) => size - Math.floor((size - 1) / 3);

class Ladder {
  constructor(constants) {
    this.nodes = setOf(constants.Node);
    this.outputs = setOf(constants.Output);
    this.baseSize = constants.BaseSize;
    this.assertThreshold = constants.AssertThreshold;
    this.top = 0;
    while (this.baseSize * 2 ** this.top < this.nodes.length) this.top += 1;
  }

  size(level) {
    return Math.min(this.nodes.length, this.baseSize * 2 ** level);
  }

  /** Whether some guard is false: its ordinal in the action's definition, or `in:` and the parameter for a value that there is not. */
  guards = {
    Vote: (s, { i, o }) => [
      !["executing", "voting"].includes(s.phase) && 1,
      !s.cloud.includes(i) && 2,
      s.signers.get(o).includes(i) && 3,
    ],
    Assert: (s, { o }) => [s.phase !== "executing" && 1, s.signers.get(o).length < this.assertThreshold && 2],
    Claim: (s, { x, o }) => [
      s.phase !== "window" && 1,
      !s.cloud.includes(x) && 2,
      o === s.standing && 3,
      s.level >= this.top && 4,
    ],
    Sample: (s, { S }) => [
      s.phase !== "sampling" && 1,
      setOf(S).length !== this.size(s.level + 1) && 2,
      !isSubset(s.cloud, setOf(S)) && 3,
      !isSubset(setOf(S), this.nodes) && "in:S",
    ],
    Decide: (s, { o }) => [s.phase !== "voting" && 1, s.signers.get(o).length < quorum(s.cloud.length) && 2],
    NoQuorum: (s, { k }) => [
      s.phase !== "voting" && 1,
      k !== s.level && 2,
      s.level >= this.top && 3,
      this.outputs.some((o) => s.signers.get(o).length >= quorum(s.cloud.length)) && 4,
    ],
    WindowExpire: (s, { k }) => [s.phase !== "window" && 1, k !== s.level && 2],
    Settle: (s) => [s.phase !== "final" && 1],
    Rewind: (s) => [s.phase !== "settled" && 1, s.rests === s.standing && 2],
    Release: (s) => [s.phase !== "settled" && 1, s.rests !== s.standing && 2, s.released !== NONE && 3],
  };

  /** What changes, and the effects in order. */
  steps = {
    Vote: (s, { i, o }) => [{ signers: signed(s, o, i) }, []],
    Assert: (s, { o }) => [{ phase: "window", standing: o, rests: o }, [{ type: "OpenWindow", level: s.level }]],
    Claim: (s, { x, o }) => [{ phase: "sampling", signers: signed(s, o, x) }, [{ type: "DrawSample", level: s.level + 1 }]],
    Sample: (s, { S }) => [
      { phase: "voting", level: s.level + 1, cloud: setOf(S) },
      [
        { type: "Execute", nodes: toSet(setOf(S).filter((node) => !s.cloud.includes(node))) },
        { type: "OpenVoting", level: s.level + 1 },
      ],
    ],
    Decide: (s, { o }) => [{ phase: "window", standing: o }, [{ type: "OpenWindow", level: s.level }]],
    NoQuorum: (s) => [{ phase: "sampling" }, [{ type: "DrawSample", level: s.level + 1 }]],
    WindowExpire: (s) => [{ phase: "final" }, [{ type: "Finalize", output: s.standing }]],
    Settle: (s) => {
      const liars = this.outputs.filter((o) => o !== s.standing).reduce((nodes, o) => union(nodes, s.signers.get(o)), []);
      return [{ phase: "settled", slashed: liars }, [{ type: "Slash", nodes: toSet(liars) }]];
    },
    Rewind: (s) => [
      { rests: s.standing },
      [
        { type: "CancelSoft", output: s.rests },
        { type: "Replay", output: s.standing },
      ],
    ],
    Release: (s) => [{ released: s.standing }, [{ type: "ReleaseHard", output: s.standing }]],
  };

  step(state, { action, args }) {
    const guards = this.guards[action];
    if (guards === undefined) throw new Error(`no action ${action}`);
    const s = readState(state);
    const refused = guards(s, args).find((guard) => guard !== false);
    if (refused !== undefined) return { refused: `${action}/${refused}` };
    const [changes, effects] = this.steps[action](s, args);
    return { next: writeChanges(changes), effects: { "#tup": effects } };
  }
}

const signed = (s, output, node) => new Map(s.signers).set(output, union(s.signers.get(output), [node]));

const readState = (state) => ({
  ...state,
  cloud: setOf(state.cloud),
  slashed: setOf(state.slashed),
  signers: new Map([...functionOf(state.signers)].map(([output, nodes]) => [output, setOf(nodes)])),
});

/** The variables that change, as they are written. */
function writeChanges(changes) {
  const { cloud, slashed, signers, ...plain } = changes;
  return {
    ...plain,
    ...(cloud && { cloud: toSet(cloud) }),
    ...(slashed && { slashed: toSet(slashed) }),
    ...(signers && { signers: Object.fromEntries([...signers].map(([output, nodes]) => [output, toSet(nodes)])) }),
  };
}

// Level 1: a value in neutral notation, given as the text of JSON, in its one form.

function normal(value) {
  if (typeof value === "boolean") return value;
  if (typeof value === "string") return /\p{Surrogate}/u.test(value) ? bad("a lone surrogate") : value;
  if (typeof value === "number") {
    return Number.isInteger(value) && value >= -(2 ** 31) && value < 2 ** 31 ? value : bad("no integer of 32 bits");
  }
  if (value === null || typeof value !== "object" || Array.isArray(value)) return bad("no value");
  const keys = Object.keys(value);
  const tag = keys.find((key) => key.startsWith("#"));
  if (tag === undefined) {
    return keys.length === 0 ? { "#tup": [] } : Object.fromEntries(keys.sort().map((key) => [key, normal(value[key])]));
  }
  if (keys.length > 1 || !Array.isArray(value[tag])) return bad("a tag stands alone, over an array");
  switch (tag) {
    case "#tup":
      return { "#tup": value[tag].map(normal) };
    case "#set":
      return { "#set": ascending(value[tag].map(normal), (element) => element) };
    case "#map":
      return normalMap(ascending(value[tag].map(normalPair), ([key]) => key));
    default:
      return bad(`no tag ${tag}`);
  }
}

function normalPair(pair) {
  return Array.isArray(pair) && pair.length === 2 ? pair.map(normal) : bad("no pair");
}

function normalMap(pairs) {
  if (pairs.every(([key], i) => key === i + 1)) return { "#tup": pairs.map(([, image]) => image) };
  const isRecord = pairs.every(([key]) => typeof key === "string" && !key.startsWith("#"));
  return isRecord ? Object.fromEntries(pairs) : { "#map": pairs };
}

/** In the order of values, each once. */
function ascending(items, partOf) {
  const sorted = items.sort((a, b) => compare(partOf(a), partOf(b)));
  const isTwice = sorted.some((item, i) => i > 0 && compare(partOf(sorted[i - 1]), partOf(item)) === 0);
  return isTwice ? bad("something twice") : sorted;
}

/** Booleans, integers, texts, sequences, sets, other functions, records; then by content. */
function compare(a, b) {
  const kind = kindOf(a) - kindOf(b);
  if (kind !== 0) return kind;
  if (typeof a !== "object") return byOrder(a, b);
  const [left, right] = [partsOf(a), partsOf(b)];
  if (left.length !== right.length) return left.length - right.length;
  for (const [i, part] of left.entries()) {
    const order = compare(part, right[i]);
    if (order !== 0) return order;
  }
  return 0;
}

function kindOf(value) {
  const kinds = ["boolean", "number", "string"];
  if (typeof value !== "object") return kinds.indexOf(typeof value);
  const tags = ["#tup", "#set", "#map"];
  const tag = tags.findIndex((one) => one in value);
  return kinds.length + (tag < 0 ? tags.length : tag);
}

const partsOf = (value) => value["#tup"] ?? value["#set"] ?? value["#map"]?.flat() ?? Object.entries(value).sort(byKey).flat();
const byKey = ([a], [b]) => byOrder(a, b);

function bad(what) {
  throw new BadValue(what);
}

function verified({ input }) {
  try {
    return { valid: true, output: normal(JSON.parse(input)) };
  } catch (error) {
    if (error instanceof BadValue || error instanceof SyntaxError) return { valid: false };
    throw error;
  }
}

// The runner protocol.

let ladder = null;

const operations = {
  hello: () => ({
    protocol: 1,
    name: "gsi.mjs",
    version: "1.0.0",
    levels: [1, 2, 3],
    features: ["stateless", "refusals"],
    modules: ["Gsi"],
    suites: ["values"],
  }),
  init: ({ constants, state }) => {
    ladder = new Ladder(constants);
    return { state };
  },
  step: ({ state, steps }) => ({ results: steps.map((step) => ladder.step(state, step)), state }),
  verify: ({ cases }) => ({ results: cases.map(verified) }),
  bye: () => ({}),
};

for await (const line of createInterface({ input: process.stdin })) {
  const { id, op, ...request } = JSON.parse(line);
  const operation = operations[op];
  const reply = operation === undefined ? { error: `no operation ${op}` } : operation(request);
  process.stdout.write(`${JSON.stringify({ id, ...reply })}\n`);
  if (op === "bye") break;
}
