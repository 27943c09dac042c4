/** Entries of a ceremony's log by their form alone. */

import { ORDER } from "../curve.ts";
import { invalid, type Json, type SuiteDraft, valid } from "../suite.ts";

/** A form: what is wrong with JSON, or nothing. */
type Form = (json: unknown) => boolean;

const LONGEST = 2048;

const isObject = (json: unknown): json is { readonly [name: string]: unknown } =>
  typeof json === "object" && json !== null && !Array.isArray(json);
const record =
  (fields: { readonly [name: string]: Form }): Form =>
  (json) =>
    isObject(json) &&
    Object.keys(json).length === Object.keys(fields).length &&
    Object.entries(fields).every(([name, form]) => Object.hasOwn(json, name) && form(json[name]));
const list =
  (form: Form): Form =>
  (json) =>
    Array.isArray(json) && json.every(form);
const ascending =
  (number: (of: never) => number): Form =>
  (json) =>
    (json as readonly never[]).every((each, at, all) => at === 0 || number(all[at - 1] as never) < number(each));

const text: Form = (json) => typeof json === "string" && json.length <= LONGEST;
const count: Form = (json) => Number.isSafeInteger(json) && (json as number) >= 0;
const node: Form = (json) => count(json) && (json as number) > 0 && BigInt(json as number) < ORDER;
const both =
  (...forms: readonly Form[]): Form =>
  (json) =>
    forms.every((form) => form(json));

const complaint = record({ dealer: node, K: text, proof: text });
const FORMS: { readonly [type: string]: { readonly [name: string]: Form } } = {
  Start: {
    k: (json) => ["generate", "refresh", "reshare", "rotate"].includes(json as string),
    M: both(
      list(node),
      ascending((of: number) => of),
    ),
    t: count,
  },
  Register: { r: record({ by: node, E: text, proof: text }) },
  Deal: {
    d: record({
      dealer: node,
      C: list(text),
      R: text,
      boxes: list((json) => json === null || text(json)),
      proofC: text,
      proofR: text,
    }),
  },
  Confirm: {
    e: record({
      by: node,
      complaints: both(
        list(complaint),
        ascending(({ dealer }: { readonly dealer: number }) => dealer),
      ),
    }),
  },
  Reveal: { k: node, j: node, share: text },
  Endorse: { signature: text },
  Tick: { h: count },
};

function judge(entry: Json): Json | undefined {
  const { type } = isObject(entry) ? entry : {};
  const fields = typeof type === "string" && Object.hasOwn(FORMS, type) ? FORMS[type] : undefined;
  return fields !== undefined && record({ type: () => true, ...fields })(entry) ? entry : undefined;
}

const start = { type: "Start", k: "generate", M: [2, 3, 5, 8], t: 2 };
const register = { type: "Register", r: { by: 2, E: "ab", proof: "cd" } };
const dealt = { dealer: 3, C: ["01", "02"], R: "03", boxes: ["04", null], proofC: "05", proofR: "06" };
const complaints = [
  { dealer: 2, K: "01", proof: "02" },
  { dealer: 5, K: "03", proof: "04" },
];
const confirm = (of: Json): Json => ({ type: "Confirm", e: { by: 3, complaints: of } });

export const entries: SuiteDraft<Json> = {
  suite: "dkg-entries",
  description: `Entries of a ceremony's log (suite dkg-ceremonies) as JSON, by their form alone; whether they fit is another question. The input is the entry: an object with the field type and
exactly the fields of that type. Start: k (generate, refresh, reshare or rotate), M (nodes, ascending), t (a count). Register: r (by: node, E and proof: texts). Deal: d (dealer: node, C: texts, R: text,
boxes: texts or null, proofC and proofR: texts). Confirm: e (by: node, complaints: ascending by dealer, each with dealer: node, K and proof: texts). Reveal: k and j (nodes), share (text). Endorse: signature (text).
Tick: h (a count). A node is a whole number from 1 to 2^53 - 1, a count one from 0 to that. A text has at most 2,048 characters. The output is the entry.`,
  source: "written from the forms, without the decoders of this repository: scripts/crypto-vectors",
  notes: {
    Bound: {
      bugType: "EDGE_CASE",
      description: "the bounds of numbers and texts",
      effect: "a state without bounds, or numbers that are read differently",
    },
    Fields: { bugType: "ENCODING", description: "a field is missing, or one too many", effect: "one entry has several forms" },
    Order: {
      bugType: "ENCODING",
      description: "numbers that do not ascend, or one twice",
      effect: "one entry has several forms",
    },
    Type: { bugType: "ENCODING", description: "another type than the field has" },
  },
  judge,
  cases: [
    valid("start", "a ceremony begins", [], start),
    valid("register", "a registration", [], register),
    valid("deal", "a deal", [], { type: "Deal", d: dealt }),
    valid("confirm", "a confirmation", [], confirm([])),
    valid("complaints", "two complaints", [], confirm(complaints)),
    valid("reveal", "a share in the open", [], { type: "Reveal", k: 2, j: 3, share: "01" }),
    valid("endorse", "an endorsement", [], { type: "Endorse", signature: "01" }),
    valid("tick", "a block", [], { type: "Tick", h: 1 }),
    valid("no-members", "a committee of nobody has the form", ["Bound"], { ...start, M: [] }),
    valid("largest-node", "the largest node", ["Bound"], { ...start, M: [Number.MAX_SAFE_INTEGER] }),
    valid("longest-text", "a text of 2,048 characters", ["Bound"], { type: "Endorse", signature: "a".repeat(2048) }),
    invalid("too-long", "a text of 2,049 characters", ["Bound"], { type: "Endorse", signature: "a".repeat(2049) }),
    invalid("node-zero", "the node 0", ["Bound"], { type: "Register", r: { ...register.r, by: 0 } }),
    invalid("node-negative", "the node -1", ["Bound"], { ...start, M: [-1, 2] }),
    invalid("node-too-large", "the node 2^53", ["Bound"], { ...start, M: [2 ** 53] }),
    invalid("count-negative", "a count below 0", ["Bound"], { type: "Tick", h: -1 }),
    invalid("fraction", "a number that is not whole", ["Type"], { ...start, t: 1.5 }),
    invalid("number-as-text", "a number as a text", ["Type"], { type: "Tick", h: "1" }),
    invalid("text-as-number", "a text as a number", ["Type"], { type: "Endorse", signature: 1 }),
    invalid("null-element", "null in place of an element", ["Type"], { type: "Deal", d: { ...dealt, C: ["01", null] } }),
    invalid("boxes-as-object", "an object in place of a list", ["Type"], { type: "Deal", d: { ...dealt, boxes: { "2": "04" } } }),
    invalid("unknown-kind", "a kind that there is not", ["Type"], { ...start, k: "renew" }),
    invalid("unknown-type", "a type that there is not", ["Type"], { type: "Stop" }),
    invalid("second-deal", "what is no entry of the log: that a dealer has dealt twice is concluded from its deals", ["Type"], {
      type: "Equivocate",
      d: dealt,
    }),
    invalid("inherited-type", "a name that objects have by themselves", ["Type"], { type: "constructor" }),
    invalid("no-type", "no type", ["Fields"], { k: "generate", M: [1], t: 1 }),
    invalid("a-list", "a list", ["Type"], [start]),
    invalid("nothing", "null", ["Type"], null),
    invalid("missing-field", "a field is missing", ["Fields"], { type: "Start", k: "generate", M: [1] }),
    invalid("missing-proof", "a proof is missing", ["Fields"], { type: "Register", r: { by: 2, E: "ab" } }),
    invalid("extra-field", "a field too many", ["Fields"], { type: "Tick", h: 1, now: 2 }),
    invalid("extra-field-inside", "a field too many inside", ["Fields"], { type: "Register", r: { ...register.r, name: "x" } }),
    invalid("members-not-in-order", "members that do not ascend", ["Order"], { ...start, M: [3, 2] }),
    invalid("member-twice", "a member twice", ["Order"], { ...start, M: [2, 2] }),
    invalid("complaints-not-in-order", "complaints that do not ascend", ["Order"], confirm([...complaints].reverse())),
    invalid(
      "complaint-twice",
      "two complaints about one dealer",
      ["Order"],
      confirm([complaints[0] as Json, complaints[0] as Json]),
    ),
  ],
};
