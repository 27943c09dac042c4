import { describe, expect, test } from "vitest";
import type { Itf } from "../lib/data.ts";
import { type RecordedRow, readTrace } from "./replay-trace.ts";
import { writeItf } from "./trace-itf.ts";

/** What TLC writes of functions, records, sequences, sets and model values. */
const state =
  '{"f":{"0":0,"1":1},"g":[[1],[2]],"h":{"a":[],"b":[]},"m":{"A":true},"n":{"<<1, \\"z\\">>":-1},"r":{"a":"A","b":[]},"s":[[1,2],[3,4]]}';
const label = '{"name":"Inc","location":{"beginLine":6,"module":"V"},"context":{"d":1},"parameters":["d"]}';
const tlc = `{"counterexample":{"action":[[[1,${state}],${label},[2,${state}]]],"state":[[1,${state}],[2,${state}]]},"vars":["f","g","h","m","n","r","s"]}`;

const set = (...items: readonly Itf[]): Itf => ({ "#set": items });
const tup = (...items: readonly Itf[]): Itf => ({ "#tup": items });
const map = (...pairs: readonly (readonly [Itf, Itf])[]): Itf => ({ "#map": pairs });

const values: { readonly [name: string]: Itf } = {
  f: map([0, 0], [1, 1]),
  g: tup(set(1), set(2)),
  h: { a: tup(), b: tup() },
  m: map(["A", true]),
  n: map([tup(1, "z"), -1]),
  r: { a: "A", b: set() },
  s: set(tup(3, 4), tup(1, 2)),
};

const row = (text: string): RecordedRow => readTrace(text).states[0] as RecordedRow;

describe("a trace of TLC", () => {
  test("has states, steps with the arguments that TLC names, and variables", () => {
    const { format, vars, states, steps, loop } = readTrace(tlc);
    expect([format, vars.join(""), states.length, steps.length, loop]).toEqual(["TLC", "fghmnrs", 2, 1, undefined]);
    expect(steps[0]?.action).toBe("Inc");
    expect(steps[0]?.args["d"]?.is(1)).toBe(true);
    expect(steps[0]?.args["d"]?.is(2)).toBe(false);
  });

  test.each(Object.entries(values))("holds the value of %s, whose type only the spec knows", (name, value) => {
    const recorded = row(tlc)[name];
    expect(recorded?.is(value)).toBe(true);
    expect(recorded?.like(value)).toEqual(name === "s" ? set(tup(1, 2), tup(3, 4)) : value);
  });

  test.each<[string, Itf]>([
    ["f", map([0, 0], [1, 2])],
    ["f", map([0, 0])],
    ["g", tup(set(2), set(1))],
    ["h", { a: tup(), c: tup() }],
    ["m", map(["B", true])],
    ["n", map([tup(1, "y"), -1])],
    ["r", { a: "A", b: set(1) }],
    ["s", set(tup(1, 2))],
    ["s", set(tup(1, 2), tup(4, 3))],
    ["s", 1],
  ])("tells %s from another value %#", (name, value) => {
    expect(row(tlc)[name]?.is(value)).toBe(false);
  });

  test("may lead back to a state, or be of one state alone", () => {
    const lasso = `{"counterexample":{"action":[[[1,{"x":0}],{"name":"N"},[2,{"x":1}]],[[2,{"x":1}],{"name":"N"},[1,{"x":0}]]],"state":[[1,{"x":0}],[2,{"x":1}]]}}`;
    expect(readTrace(lasso)).toMatchObject({ vars: ["x"], loop: 0 });
    expect(readTrace(lasso).steps.length).toBe(2);
    expect(readTrace('{"counterexample":{"action":[],"state":[[1,{"x":0}]]},"vars":["x"]}').steps).toEqual([]);
  });

  const counterexample = (action: string, states: string) => `{"counterexample":{"action":${action},"state":${states}}}`;
  const two = '[[1,{"x":0}],[2,{"x":1}]]';

  test.each<[string, string, string]>([
    ["no states", counterexample("[]", "[]"), "$.counterexample.state: expected at least one state"],
    ["no list of states", '{"counterexample":{"action":[]}}', "$.counterexample.state: expected an array"],
    ["wrong numbers", counterexample("[]", '[[2,{"x":0}]]'), "$.counterexample.state[0][0]: expected the number 1"],
    ["a state that is no object", counterexample("[]", "[[1,[]]]"), "$.counterexample.state[0][1]: expected an object"],
    ["null", counterexample("[]", '[[1,{"x":[null]}]]'), "$.counterexample.state[0][1].x[0]: expected a value; null is none"],
    ["a fraction", counterexample("[]", '[[1,{"x":{"a":0.5}}]]'), "$.counterexample.state[0][1].x.a: expected an integer"],
    [
      "a missing variable",
      counterexample("[]", '[[1,{"x":0}],[2,{"y":0}]]'),
      "$.counterexample.state[1][1].x: expected a value for each",
    ],
    ["missing steps", counterexample("[]", two), "$.counterexample.action: expected a step between each two of the 2 states"],
    [
      "a step from elsewhere",
      counterexample('[[[2,{}],{"name":"N"},[2,{}]]]', two),
      "$.counterexample.action[0][0][0]: expected the number 1",
    ],
    [
      "a step to elsewhere",
      counterexample('[[[1,{}],{"name":"N"},[3,{}]]]', two),
      "$.counterexample.action[0][2][0]: expected the number 2",
    ],
    [
      "a step without a name",
      counterexample("[[[1,{}],{},[2,{}]]]", two),
      "$.counterexample.action[0][1].name: expected the name of an",
    ],
  ])("is refused with %s", (_, text, message) => {
    expect(() => readTrace(text)).toThrow(`malformed TLC trace at ${message}`);
    expect(() => readTrace(text)).toThrow(
      expect.objectContaining({ code: "bad-trace", exit: 2, hint: expect.stringContaining("-dumpTrace") }),
    );
  });
});

describe("a trace in ITF", () => {
  const trace = {
    name: "M",
    vars: ["x"],
    states: [{ x: { a: tup(1) } }, { x: { a: tup() } }],
    steps: [{ action: "N", args: { d: set(1) } }],
  };

  test("has typed values; functions are equal however they are written", () => {
    const { format, name, states, steps } = readTrace(writeItf(trace));
    expect([format, name, states.length, steps[0]?.action]).toEqual(["ITF", "M", 2, "N"]);
    expect(states[0]?.["x"]?.is(map(["a", map([1, 1])]))).toBe(true);
    expect(states[0]?.["x"]?.is({ a: set(1) })).toBe(false);
    expect(steps[0]?.args["d"]?.is(set(1))).toBe(true);
    expect(steps[0]?.args["d"]?.is(tup(1))).toBe(false);
    expect(states[1]?.["x"]?.like(undefined)).toEqual({ a: tup() });
  });

  test("need not name its steps, and may lead back", () => {
    const text = '{"vars":["x"],"states":[{"x":{"#bigint":"0"}},{"x":1}],"loop":1}';
    expect(readTrace(text)).toMatchObject({ steps: [null, null], loop: 1 });
  });

  test.each<[string, string, string]>([
    ["no variables", '{"states":[]}', "malformed ITF trace at $.vars: expected an array"],
    [
      "a value that cannot be written",
      '{"vars":["x"],"states":[{"x":{"#unserializable":"Int"}}]}',
      "at $.states[0].x.#unserializable: expected one of",
    ],
    ["another document", "[]", 'malformed trace at $: expected an object with "states" (ITF) or "counterexample" (TLC)'],
    ["another text", "State 1: x = 0", "the trace is not JSON: "],
  ])("is refused with %s", (_, text, message) => {
    expect(() => readTrace(text)).toThrow(message);
    expect(() => readTrace(text)).toThrow(expect.objectContaining({ exit: 2, hint: expect.any(String) }));
  });
});
