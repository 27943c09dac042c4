import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import type { Itf } from "../lib/data.ts";
import { NexusError } from "../lib/errors.ts";
import { compareItf, sortedElements } from "./itf-order.ts";
import type { Trace } from "./trace.ts";
import { readItf, writeItf } from "./trace-itf.ts";
import { traceJson } from "./trace-json.ts";
import { itfText, traceText } from "./trace-text.ts";

const claim: Trace = {
  name: "MCGsi",
  vars: ["votes", "log"],
  states: [
    {
      votes: {
        "#map": [
          [1, { "#set": [] }],
          [2, { "#set": ["a"] }],
        ],
      },
      log: { "#tup": [] },
    },
    {
      votes: {
        "#map": [
          [1, { "#set": [] }],
          [2, { "#set": ["a"] }],
        ],
      },
      log: { "#tup": [{ x: 3, ok: true }] },
    },
  ],
  steps: [
    {
      action: "Claim",
      args: { x: 3, o: "bad" },
      at: { file: "spec/tla/Gsi.tla", start: { line: 40, column: 1 }, end: { line: 52, column: 30 } },
    },
  ],
};

describe("TLC's textual form", () => {
  test("prints states as TLC does", () => {
    expect(traceText(claim)).toBe(
      [
        "State 1: <Initial predicate>",
        '/\\ votes = <<{}, {"a"}>>',
        "/\\ log = <<>>",
        "",
        'State 2: <Claim(x = 3, o = "bad") line 40, col 1 to line 52, col 30 of module Gsi>',
        '/\\ votes = <<{}, {"a"}>>',
        "/\\ log = <<[ok |-> TRUE, x |-> 3]>>",
        "",
      ].join("\n"),
    );
  });

  test("marks changed variables, and closes a lasso", () => {
    const lines = traceText({ ...claim, loop: 0 }, { markChanges: true }).split("\n");
    expect(lines.filter((line) => line.startsWith("* "))).toEqual(["* /\\ log = <<[ok |-> TRUE, x |-> 3]>>"]);
    expect(lines.at(-2)).toBe("Back to state 1");
  });

  test("prints model values without quotes", () => {
    const states = [{ who: "n1" }, { who: { "#set": ["n1", "n2"] } }];
    const steps = [{ action: "Join", args: { n: "n2" } }];
    const lines = traceText({ name: "M", vars: ["who"], states, steps, loop: 1 }, { modelValues: new Set(["n1"]) }).split("\n");
    expect(lines[1]).toBe("/\\ who = n1");
    expect(lines[3]).toBe('State 2: <Join(n = "n2")>');
    expect(lines[4]).toBe('/\\ who = {n1, "n2"}');
  });

  test("prints values in one form", () => {
    expect(itfText({ "#set": [3, 1, 2, 1] })).toBe("{1, 2, 3}");
    expect(itfText({ "#map": [] })).toBe("<<>>");
    const map = (...pairs: readonly (readonly [Itf, Itf])[]): Itf => ({ "#map": pairs });
    // As TLC 2.19 prints [x \in {"a b", "c"} |-> 0] and the like.
    const printed: readonly (readonly [string, Itf])[] = [
      ["[a |-> 1, b |-> 2]", map(["b", 2], ["a", 1])],
      ["[a |-> 1, b |-> 2]", { b: 2, a: 1 }],
      ['<<"x", "y">>', map([2, "y"], [1, "x"])],
      ['(0 :> "x" @@ 1 :> "y")', map([0, "x"], [1, "y"])],
      ['("a b" :> 0 @@ "c" :> 0)', map(["a b", 0], ["c", 0])],
      ['("1" :> 0)', map(["1", 0])],
      ['("WF_a" :> 0)', { WF_a: 0 }],
      ["[WF_ |-> 0]", { WF_: 0 }],
    ];
    for (const [text, value] of printed) expect(itfText(value)).toBe(text);
    expect(itfText(map(["p1", 0], ["p2", 1]), new Set(["p1", "p2"]))).toBe("(p1 :> 0 @@ p2 :> 1)");
    expect(itfText('say "hi" \\')).toBe('"say \\"hi\\" \\\\"');
    expect(itfText(false)).toBe("FALSE");
    expect(itfText(-4)).toBe("-4");
  });
});

const atoms = fc.oneof(fc.boolean(), fc.integer(), fc.string());
const names = fc.string({ minLength: 1, maxLength: 4 }).filter((name) => !name.startsWith("#") && name !== "__proto__");
const values = fc.letrec<{ value: Itf }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    atoms,
    fc.array(tie("value"), { maxLength: 4 }).map((elements): Itf => ({ "#tup": elements })),
    fc.array(tie("value"), { maxLength: 4 }).map((elements): Itf => ({ "#set": sortedElements(elements) })),
    fc
      .uniqueArray(fc.tuple(atoms, tie("value")), {
        maxLength: 4,
        selector: ([key]) => key,
        comparator: (a, b) => compareItf(a, b) === 0,
      })
      .map((pairs): Itf => ({ "#map": pairs.toSorted(([a], [b]) => compareItf(a, b)) })),
    fc.dictionary(names, tie("value"), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;

describe("the order of values", () => {
  test.prop([values, values, values])("is total", (a, b, c) => {
    expect(compareItf(a, a)).toBe(0);
    expect(Math.sign(compareItf(a, b))).toBe(-Math.sign(compareItf(b, a)) + 0);
    if (compareItf(a, b) <= 0 && compareItf(b, c) <= 0) expect(compareItf(a, c)).toBeLessThanOrEqual(0);
  });
});

const row = fc.record({ a: values, b: values }, { noNullPrototype: true });

describe("ITF", () => {
  test.prop([
    fc.array(fc.tuple(row, fc.dictionary(names, values, { maxKeys: 2, noNullPrototype: true })), { minLength: 1, maxLength: 4 }),
    fc.boolean(),
  ])("reads what it wrote", (rows, lasso) => {
    const trace: Trace = {
      name: "a model",
      vars: ["a", "b"],
      states: rows.map(([state]) => state),
      steps: rows.slice(1).map(([, args]) => ({ action: "Act", args })),
      ...(lasso ? { loop: rows.length - 1 } : {}),
    };
    expect(readItf(writeItf(trace))).toEqual(trace);
  });

  test("writes integers as big integers and the step beside its state", () => {
    const file = JSON.parse(writeItf(claim));
    expect(file.vars).toEqual(["mbt::actionTaken", "mbt::nondetPicks", "votes", "log"]);
    expect(file.states[0]["mbt::actionTaken"]).toBe("init");
    expect(file.states[1]).toEqual({
      "#meta": { index: 1 },
      "mbt::actionTaken": "Claim",
      "mbt::nondetPicks": { x: { tag: "Some", value: { "#bigint": "3" } }, o: { tag: "Some", value: "bad" } },
      votes: {
        "#map": [
          [{ "#bigint": "1" }, { "#set": [] }],
          [{ "#bigint": "2" }, { "#set": ["a"] }],
        ],
      },
      log: { "#tup": [{ x: { "#bigint": "3" }, ok: true }] },
    });
  });

  test("reads plain integers, arrays as sequences, and picks that were not made", () => {
    const step = { x: [2], "mbt::actionTaken": "Act", "mbt::nondetPicks": { n: { tag: "None", value: { "#tup": [] } } } };
    expect(readItf(JSON.stringify({ vars: ["x"], states: [{ x: [1] }, step] }))).toEqual({
      name: "",
      vars: ["x"],
      states: [{ x: { "#tup": [1] } }, { x: { "#tup": [2] } }],
      steps: [{ action: "Act", args: {} }],
    });
  });

  test.each([
    ["{", "the trace is not JSON"],
    ["[]", "at $: expected an object"],
    ['{"vars": "x", "states": []}', "at $.vars: expected an array"],
    ['{"vars": [1], "states": []}', "at $.vars[0]: expected a string"],
    ['{"vars": ["x"], "states": []}', "at $.states: expected at least one state"],
    ['{"vars": ["x"], "states": [{}]}', "at $.states[0].x: expected a value for each variable"],
    ['{"vars": ["x"], "states": [{"x": 1, "y": 2}]}', "at $.states[0].y: expected one of the variables x"],
    ['{"vars": ["x"], "states": [{"x": 1}, {"x": 1}]}', "at $.states[1].mbt::actionTaken: expected the name of an action"],
    ['{"vars": ["x"], "states": [{"x": {"a": null}}]}', "at $.states[0].x.a: expected a value; null is none"],
    ['{"vars": ["x"], "states": [{"x": 1.5}]}', "at $.states[0].x: expected an integer of at most 53 bits"],
    ['{"vars": ["x"], "states": [{"x": {"#bigint": "9007199254740993"}}]}', "expected an integer of at most 53 bits"],
    ['{"vars": ["x"], "states": [{"x": {"#bigint": 3}}]}', "at $.states[0].x.#bigint: expected a string of decimal digits"],
    ['{"vars": ["x"], "states": [{"x": {"#set": {}}}]}', "at $.states[0].x.#set: expected an array"],
    ['{"vars": ["x"], "states": [{"x": {"#map": [[1]]}}]}', "at $.states[0].x.#map[0]: expected a pair of a key and a value"],
    ['{"vars": ["x"], "states": [{"x": {"#set": [], "y": 1}}]}', "at $.states[0].x: expected an object with #set alone"],
    ['{"vars": ["x"], "states": [{"x": {"#unserializable": "f"}}]}', "expected one of #bigint, #tup, #set, #map"],
    ['{"vars": ["x"], "states": [{"x": 1}], "loop": 1}', "at $.loop: expected the index of one of the 1 states"],
  ])("refuses %s", (text, message) => {
    let error: unknown;
    try {
      readItf(text);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(NexusError);
    expect(error).toMatchObject({ code: "bad-itf" });
    expect((error as NexusError).message).toContain(message);
  });
});

describe("JSON", () => {
  test("is versioned and keeps positions", () => {
    const file = JSON.parse(traceJson(claim));
    expect(file).toMatchObject({ format: "nexus-trace", version: 1, name: "MCGsi" });
    expect(file.steps[0].at.start).toEqual({ line: 40, column: 1 });
  });
});
