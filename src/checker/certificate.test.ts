import { describe, expect, test } from "vitest";
import type { Data } from "../lib/data.ts";
import type { StateGraph } from "../lib/model.ts";
import type { CertificateHeader, CertificateState, CertificateSubject } from "./certificate.ts";
import { readCertificateHeader } from "./certificate-read.ts";
import { type Recheck, recheck } from "./certificate-recheck.ts";
import { certificateText } from "./certificate-write.ts";
import { explore } from "./explorer.ts";
import { graphOf } from "./system-graph.ts";
import { counter, dieHard, mutex } from "./testing-systems.ts";

const graph = graphOf(mutex(true));
const subject: CertificateSubject = {
  model: "MCMutex",
  module: "Mutex",
  world: "code",
  constants: {},
  constraints: [],
  symmetry: null,
  sources: { "Mutex.tla": "sha256:00" },
  deadlock: true,
};

function written<S>(of: StateGraph<S>, about: CertificateSubject): string {
  return [...certificateText(of, explore(of, { checkDeadlock: about.deadlock }), about)].join("");
}

const text = written(graph, subject);
const [first = "", ...rest] = text.trimEnd().split("\n");
const header = JSON.parse(first) as CertificateHeader;
const states = rest.map((line) => JSON.parse(line) as CertificateState);

/** Checks the certificate after a change. */
function changed(change: {
  readonly header?: Partial<CertificateHeader>;
  readonly states?: readonly CertificateState[];
}): Recheck {
  const top = readCertificateHeader(JSON.stringify({ ...header, ...change.header }));
  return recheck(
    graph,
    subject,
    top,
    (change.states ?? states).map((state) => JSON.stringify(state)),
  );
}

const withRow = (index: number, row: Partial<CertificateState>): readonly CertificateState[] =>
  states.map((state, i) => (i === index ? { ...state, ...row } : state));

describe("a certificate", () => {
  test("has a header and a line for each state, each with an earlier predecessor, a step and the variables", () => {
    expect(text.endsWith("\n")).toBe(true);
    expect(header).toEqual({
      format: "nexus-certificate",
      version: 2,
      ...subject,
      variables: ["one", "two"],
      actions: ["Ask", "Enter", "Leave"],
      invariants: ["Exclusion"],
      initial: 1,
      states: 8,
      steps: 14,
    });
    expect(states.length).toBe(8);
    expect(rest[0]).toBe('{"state":{"one":"idle","two":"idle"}}');
    expect(rest[1]).toBe('{"action":"Ask","args":{"p":"one"},"from":0,"state":{"one":"waiting","two":"idle"}}');
    expect(states.slice(1).every(({ from }, i) => (from as number) <= i)).toBe(true);
  });

  test("holds as it is written, with its counts", () => {
    expect(changed({})).toEqual({ verdict: "holds", states: 8, initial: 1, steps: 14 });
  });

  test("holds for a system with an end, where ends are no error", () => {
    const about = { ...subject, deadlock: false };
    const three = graphOf(counter(3));
    const [top = "", ...lines] = written(three, about).trimEnd().split("\n");
    expect(recheck(three, about, readCertificateHeader(top), lines)).toMatchObject({ verdict: "holds", states: 4, steps: 3 });
    const strict = { ...about, deadlock: true };
    const claimed = readCertificateHeader(top.replace('"deadlock":false', '"deadlock":true'));
    const reason = "no step leads from it, and the end is not declared as one";
    expect(recheck(three, strict, claimed, lines)).toEqual({ verdict: "refused", reason, at: 3 });
  });

  test("is not written of a graph that is not safe", () => {
    const unsafe = graphOf(dieHard);
    expect(() => [...certificateText(unsafe, explore(unsafe), subject)]).toThrow("unreachable");
  });
});

/** The one step by which the second process asks: it changes nothing of the first. */
const onlyTwoAsks: typeof graph.successors = (state, visit) => {
  visit(0, { ...state, two: "waiting" });
};

describe("a certificate is refused when", () => {
  const both = { one: "critical", two: "critical" };
  const refused = (reason: string, at?: number) =>
    at === undefined ? { verdict: "refused", reason } : { verdict: "refused", reason, at };

  test("the last state is dropped, and the count with it", () => {
    const result = changed({ header: { states: 7 }, states: states.slice(0, -1) });
    expect(result).toMatchObject({ verdict: "refused", reason: expect.stringContaining("leads out of the certificate") });
  });

  test("a state in the middle is dropped, and the count with it", () => {
    const result = changed({ header: { states: 7 }, states: states.filter((_, i) => i !== 2) });
    expect(result.verdict).toBe("refused");
  });

  test("a state is dropped and the count stays", () => {
    expect(changed({ states: states.slice(0, -1) })).toEqual(refused("the header counts 8 states and 7 follow"));
  });

  test("a state is altered", () => {
    expect(changed({ states: withRow(3, { state: both }) })).toMatchObject({
      verdict: "refused",
      reason: expect.stringContaining("leads out of the certificate"),
    });
  });

  test("the initial state is altered", () => {
    const result = changed({ states: withRow(0, { state: both }) });
    expect(result).toEqual(refused('an initial state is missing: {"one":"idle","two":"idle"}'));
  });

  test("an unreachable state is added, with a step that is none", () => {
    const row = { state: both, from: 7, action: "Enter", args: { p: "one" } };
    const result = changed({ header: { states: 9 }, states: [...states, row] });
    expect(result).toEqual(refused('the step Enter {"p":"one"} from state 7 does not lead to it', 8));
  });

  test("an unreachable state is added as an initial one", () => {
    const moved = states.slice(1).map((state) => ({ ...state, from: state.from === 0 ? 0 : (state.from as number) + 1 }));
    const rows = [states[0] as CertificateState, { state: both }, ...moved];
    const result = changed({ header: { states: 9, initial: 2 }, states: rows });
    expect(result).toEqual(refused("it is said to be initial, and Init does not give it", 1));
  });

  test("an unreachable state is added without a predecessor", () => {
    const result = changed({ header: { states: 9 }, states: [...states, { state: both }] });
    expect(result).toEqual(refused("only the first 1 states are initial, and this one has no predecessor", 8));
  });

  test("states support each other in a circle", () => {
    const rows = [...states, { state: both, from: 8, action: "Enter", args: { p: "one" } }];
    expect(changed({ header: { states: 9 }, states: rows })).toEqual(refused("its predecessor 8 does not stand before it", 8));
  });

  test("the action, an argument or the predecessor of a step is altered", () => {
    expect(changed({ states: withRow(1, { action: "Enter" }) })).toEqual(
      refused('the step Enter {"p":"one"} from state 0 does not lead to it', 1),
    );
    expect(changed({ states: withRow(1, { args: { p: "two" } }) })).toEqual(
      refused('the step Ask {"p":"two"} from state 0 does not lead to it', 1),
    );
    expect(changed({ states: withRow(7, { from: 0 }) })).toMatchObject({ verdict: "refused", at: 7 });
  });

  test("a state stands there twice", () => {
    const again = { ...(states[1] as CertificateState) };
    expect(changed({ header: { states: 9 }, states: [...states, again] })).toEqual(refused("it is state 1 again", 8));
  });

  test("a count is wrong", () => {
    expect(changed({ header: { steps: 15 } })).toEqual(refused("the header counts 15 steps, and there are 14"));
    expect(changed({ header: { states: 7 } })).toEqual(refused("the header counts 7 states and more follow"));
    expect(changed({ header: { states: 9 } })).toEqual(refused("the header counts 9 states and 8 follow"));
    expect(changed({ header: { initial: 0 } })).toEqual(refused("the certificate has no initial state"));
    expect(changed({ header: { initial: 2 } })).toEqual(
      refused("the first 2 states are initial, and this one has a predecessor", 1),
    );
    expect(changed({ header: { initial: 9 } })).toEqual(refused("9 of 8 states are said to be initial"));
  });

  test("two states have one key", () => {
    const forgetful = { ...graph, show: ({ one }: { readonly one: string }) => ({ one }) };
    const identity = (state: { readonly one: string; readonly two: string }) => `${state.one} ${state.two}`;
    const lines = ['{"state":{"one":"idle"}}'];
    const top = { ...header, variables: ["one"], states: 1, steps: 2 };
    const still = { ...forgetful, successors: onlyTwoAsks };
    const result = recheck(still, { ...subject, deadlock: false }, { ...top, deadlock: false, steps: 1 }, lines, { identity });
    expect(result).toEqual(refused("two states that differ have these variables", 0));
  });

  test("an invariant is false in one of its states", () => {
    const unsafe = graphOf(dieHard);
    const harmless = { ...unsafe, invariants: [{ name: "NotFour", holds: () => true }] };
    const [top = "", ...lines] = written(harmless, subject).trimEnd().split("\n");
    const result = recheck(unsafe, subject, readCertificateHeader(top), lines);
    expect(result).toMatchObject({ verdict: "refused", reason: "the invariant NotFour is false in it" });
  });

  test.each<[string, Partial<CertificateHeader>]>([
    ["model", { model: "MCOther" }],
    ["module", { module: "Other" }],
    ["world", { world: "spec" }],
    ["constants", { constants: { N: 3 } }],
    ["constraints", { constraints: ["Small"] }],
    ["symmetry", { symmetry: { about: "processes", classes: [["one", "two"]] } }],
    ["sources", { sources: {} }],
    ["deadlock", { deadlock: false }],
    ["variables", { variables: ["one"] }],
    ["actions", { actions: ["Ask"] }],
    ["invariants", { invariants: [] }],
  ])("it is another model's: %s", (field, other) => {
    const result = changed({ header: other });
    expect(result).toMatchObject({ verdict: "refused" });
    expect((result as { reason: string }).reason).toContain(`the certificate is of another model: its ${field} are `);
  });
});

describe("a certificate under a constraint", () => {
  const about = { ...subject, deadlock: false, constraints: ["Small"] };
  const bounded = { ...graphOf(counter(100)), excludes: ({ n }: { readonly n: number }) => n > 4 };
  const [top = "", ...lines] = written(bounded, about).trimEnd().split("\n");
  const check = (rows: readonly string[], of: typeof bounded = bounded, change: Partial<CertificateHeader> = {}) =>
    recheck(of, about, { ...readCertificateHeader(top), states: rows.length, ...change }, rows);

  test("names it, and is closed within it", () => {
    expect(JSON.parse(top)).toMatchObject({ constraints: ["Small"], states: 5, steps: 5 });
    expect(check(lines)).toEqual({ verdict: "holds", states: 5, initial: 1, steps: 5, excluded: 1 });
  });

  test("is of no other constraint", () => {
    expect(check(lines, bounded, { constraints: [] })).toMatchObject({
      reason: 'the certificate is of another model: its constraints are [], the model\'s ["Small"]',
    });
    expect(check(lines, { ...bounded, excludes: ({ n }) => n > 5 })).toMatchObject({
      reason: 'a step from it leads out of the certificate: Tick {} to {"n":5}',
      at: 4,
    });
  });

  test("is refused when a state within is dropped, or one beyond is listed", () => {
    expect(check(lines.slice(0, -1))).toMatchObject({ verdict: "refused", at: 3 });
    const beyond = '{"action":"Tick","args":{},"from":4,"state":{"n":5}}';
    expect(check([...lines, beyond])).toEqual({
      verdict: "refused",
      reason: "the step Tick {} from state 4 does not lead to it",
      at: 5,
    });
  });

  test("is refused when an invariant is false where the constraint is left, as TLC has it", () => {
    const of = { ...bounded, invariants: [{ name: "Below", holds: ({ n }: { readonly n: number }) => n < 5 }] };
    expect(check(lines, of, { invariants: ["Below"] })).toEqual({
      verdict: "refused",
      reason: "the invariant Below is false where the step Tick {} leaves the constraint",
      at: 4,
    });
  });

  test("says nothing of initial states beyond", () => {
    const two = { ...bounded, initial: () => [{ n: 0 }, { n: 9 }] };
    const [head = "", ...rows] = written(two, about).trimEnd().split("\n");
    expect(recheck(two, about, readCertificateHeader(head), rows)).toMatchObject({ verdict: "holds", initial: 1 });
  });
});

describe("a malformed certificate is an error that says where", () => {
  const line = (value: string) => recheck(graph, subject, header, [value]);

  test.each<[string, string, string]>([
    ["garbage", "\u0000\u0001", "line 2: not JSON"],
    ["half a line", '{"state":{"one":"id', "line 2: not JSON"],
    ["another document", "[1]", "line 2: not an object"],
    ["no state", "{}", 'line 2: "state" is not an object'],
    ["an unknown field", '{"state":{},"form":1}', 'line 2: unknown field "form"'],
    ["half of a step", '{"state":{},"from":0}', 'line 2: "from", "action" and "args" are not'],
    [
      "fields of another kind of certificate",
      '{"state":{},"steps":[]}',
      'line 2: "initial" and "steps" are of certificates with',
    ],
    ["a predecessor that is no number", '{"state":{},"from":-1,"action":"Ask","args":{}}', 'line 2: "from", "action"'],
    ["a number beyond all bounds", '{"state":{"one":1e999}}', "line 2: $.one: Infinity has no canonical text"],
    ["half of a character", '{"state":{"one":"\\ud800"}}', "line 2: $.one: a string with a lone surrogate"],
  ])("%s", (_, value, message) => {
    expect(() => line(value)).toThrow(`malformed certificate, ${message}`);
  });

  test.each<[string, string]>([
    ["", "line 1: not JSON"],
    ["null", "line 1: not an object"],
    ["{}", 'line 1: "format" is not "nexus-certificate"'],
    [JSON.stringify({ ...header, version: 1 }), 'line 1: "version" is not 2'],
    [JSON.stringify({ ...header, steps: undefined }), 'line 1: "steps" is missing'],
    [JSON.stringify({ ...header, states: 1.5 }), 'line 1: "states" is malformed'],
    [JSON.stringify({ ...header, invariants: [1] }), 'line 1: "invariants" is malformed'],
    [JSON.stringify({ ...header, symmetry: 1 }), 'line 1: "symmetry" is malformed'],
    [JSON.stringify({ ...header, colour: "red" }), 'line 1: unknown field "colour"'],
  ])("header %s", (value, message) => {
    expect(() => readCertificateHeader(value)).toThrow(`malformed certificate, ${message}`);
  });

  test("a header that holds values without a text", () => {
    const top = readCertificateHeader(first.replace('"constants":{}', '"constants":{"N":1e999}'));
    expect(() => recheck(graph, subject, top, rest)).toThrow(
      "malformed certificate, line 1: $.N: Infinity has no canonical text",
    );
  });

  test("the text of a state need not be canonical", () => {
    const spaced: Data = JSON.parse(rest[1] as string);
    const lines = rest.map((one, i) => (i === 1 ? JSON.stringify(spaced, null, 1).replaceAll("\n", "") : one));
    expect(recheck(graph, subject, header, lines).verdict).toBe("holds");
  });
});
