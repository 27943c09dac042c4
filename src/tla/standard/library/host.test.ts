import { describe, expect, test } from "vitest";
import { errorOf } from "../../compiler/testing-specs.ts";
import { loadSpec } from "../../load.ts";
import type { Host } from "./index.ts";

/** The text of an expression's value in a model that may ask `host`. */
function evaluated(expression: string, host?: Host, definitions = ""): string {
  const source = `---- MODULE M ----
EXTENDS Integers, Sequences, FiniteSets, TLC, TLCExt, Randomization, Json, CSV, IOUtils, SVG
VARIABLE only
${definitions}
Init == only = 1
Next == UNCHANGED only
Value == ${expression}
====`;
  const spec = loadSpec({
    module: "M",
    config: { file: "M.cfg", source: "INIT Init\nNEXT Next" },
    resolve: (name) => (name === "M" ? { file: "M.tla", source } : undefined),
    ...(host === undefined ? {} : { host }),
  });
  return spec.text(spec.evaluate(spec.state({ only: 1 }), "Value"));
}

describe("printing", () => {
  test("goes to the host, as TLC writes it, and each time", () => {
    const printed: string[] = [];
    const host: Host = { print: (text) => printed.push(text) };
    expect(evaluated('\\A i \\in 1..2 : PrintT(<<"a", {2, 1}>>) /\\ Print("said", i) = i', host)).toBe("TRUE");
    expect(printed).toEqual(['<<"a", {1, 2}>>', '"said"  1', '<<"a", {1, 2}>>', '"said"  2']);
  });
  test("of a failed AssertEq says what differs", () => {
    const printed: string[] = [];
    expect(evaluated("AssertEq(1, 2)", { print: (text) => printed.push(text) })).toBe("FALSE");
    expect(printed).toEqual(["Assertion failed: 1 # 2"]);
  });
  test("without a host is silent", () => {
    expect(evaluated('PrintT("nobody")')).toBe("TRUE");
  });
});

describe("registers", () => {
  test("keep what TLCSet stored", () => {
    expect(evaluated('TLCSet(1, {2}) /\\ TLCSet("s:name", 3) /\\ TLCGet(1) = {2} /\\ TLCGet("s:name") = 3')).toBe("TRUE");
    expect(evaluated("<<TLCGetOrDefault(7, 0), TLCGetAndSet(7, +, 2, 5), TLCGet(7)>>")).toBe("<<0, 5, 7>>");
  });
  test("that were not set are an error with the name of the operator", () => {
    expect(errorOf(() => evaluated("TLCGet(9)"))).toMatchObject({
      code: "tla-eval",
      message: "TLCGet(9): nothing was stored with TLCSet(9, ...) before",
    });
    expect(errorOf(() => evaluated("TLCGet(-1)")).message).toBe("TLCGet(-1): expected a natural number or a name");
    expect(errorOf(() => evaluated('TLCSet("level", 1)')).message).toMatch(/expected a natural number, "exit", or a name/);
  });
  test("of the search come from the host", () => {
    const search = (what: string) => (what === "config" ? { mode: "bfs" } : undefined);
    expect(evaluated('TLCGet("config").mode', { search })).toBe('"bfs"');
    expect(errorOf(() => evaluated('TLCGet("queue")', { search })).message).toBe('TLCGet("queue") is not known here');
  });
  test("named exit ask the host to end the search", () => {
    let ended = 0;
    expect(evaluated('TLCSet("exit", FALSE) /\\ TLCSet("exit", TRUE)', { exit: () => ended++ })).toBe("TRUE");
    expect(ended).toBe(1);
  });
});

describe("random choices", () => {
  const drawn = "[i \\in 1..8 |-> RandomElement(1..1000)]";
  test("are the same for the same numbers, and differ from one evaluation to the next", () => {
    expect(evaluated(drawn)).toBe(evaluated(drawn));
    expect(new Set(evaluated(drawn).match(/\d+/g)).size).toBeGreaterThan(1);
    let n = 0;
    expect(evaluated(drawn, { random: () => n++ / 1000 })).toBe("<<1, 2, 3, 4, 5, 6, 7, 8>>");
  });
  test("in a constant definition are made once", () => {
    expect(evaluated("[i \\in 1..8 |-> Chosen] = [i \\in 1..8 |-> Chosen]", {}, "Chosen == RandomElement(1..1000)")).toBe("TRUE");
    expect(evaluated("Cardinality({Chosen(i) : i \\in 1..50}) > 1", {}, "Chosen(i) == RandomElement(1..1000)")).toBe("TRUE");
  });
  test("of an empty set are errors, and of more than there are all", () => {
    expect(errorOf(() => evaluated("RandomElement({})")).message).toBe("RandomElement of an empty set");
    expect(evaluated("RandomSubset(3, {1, 2})")).toBe("{1, 2}");
    expect(errorOf(() => evaluated("RandomSubset(-1, {1})")).message).toBe("RandomSubset(-1, ...): expected a natural number");
  });
});

describe("files and programs", () => {
  const read = (file: string) => ({ "a.json": '{"b": [1, true, "c"]}', "l.ndjson": "1\n[2]\n", "t.csv": "1#x\n2#y\n" })[file];
  test("are read where the host allows it", () => {
    expect(evaluated('JsonDeserialize("a.json")', { read })).toBe('[b |-> <<1, TRUE, "c">>]');
    expect(evaluated('ndJsonDeserialize("l.ndjson")', { read })).toBe("<<1, <<2>>>>");
    expect(evaluated('CSVRead(<<"n", "t">>, "#", "t.csv")[2]', { read })).toBe('[n |-> "2", t |-> "y"]');
    expect(evaluated('<<CSVRecords("t.csv"), CSVRecords("none")>>', { read })).toBe("<<2, 0>>");
  });
  test("that may not be read, or hold what has no value, are errors", () => {
    expect(errorOf(() => evaluated('JsonDeserialize("a.json")')).message).toMatch(
      /the file a.json is not there, or may not be read/,
    );
    const bad = (text: string) => errorOf(() => evaluated('JsonDeserialize("x")', { read: () => text })).message;
    expect(bad("{")).toMatch(/^x is no JSON: /);
    expect(bad("[null]")).toBe("x: null has no value in TLA+");
    expect(bad("1.5")).toBe("x: 1.5 has no value in TLA+");
  });
  test.each([
    'JsonSerialize("o", 1)',
    'ndJsonSerialize("o", <<1>>)',
    'CSVWrite("%1$s", <<1>>, "o")',
    'IOSerialize(1, "o", FALSE)',
  ])("are not written, and that is said: %s", (expression) => {
    const printed: string[] = [];
    expect(evaluated(expression, { print: (text) => printed.push(text) })).toBe("TRUE");
    expect(printed).toEqual([expect.stringMatching(/^\w+: nothing is written to o, as checks have no effects$/)]);
  });
  test.each(['IOExec(<<"ls">>)', 'IOEnvExec({}, <<"ls">>)', 'IOExecTemplate(<<"ls">>, <<>>)'])(
    "are not started: %s",
    (expression) => {
      expect(errorOf(() => evaluated(expression)).message).toMatch(/^IO\w+ starts a program, which no module may do here$/);
    },
  );
  test("the environment is the host's", () => {
    expect(evaluated('IF "K" \\in DOMAIN IOEnv THEN atoi(IOEnv.K) ELSE 0')).toBe("0");
    expect(evaluated('IF "K" \\in DOMAIN IOEnv THEN atoi(IOEnv.K) ELSE 0', { environment: { K: "3" } })).toBe("3");
  });
  test("the nodes of a graph have places of their own", () => {
    expect(evaluated('Cardinality({NodesOfDirectedMultiGraph({"a", "b", "c"}, {}, <<>>)[n] : n \\in {"a", "b", "c"}})')).toBe(
      "3",
    );
  });
  test("a drawing is a text", () => {
    expect(evaluated('SVGElemToString(Group(<<Text(1, 2, "hi", [font_size |-> "9"])>>, <<>>))')).toBe(
      "\"<g><text font-size='9' x='1' y='2'>hi</text></g>\"",
    );
  });
});
