/** The verbs of `nexus tla` as their users meet them: streams, files and exit codes. It runs what `npm run build` has built. */

import { execFile, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readItf } from "../../checker/index.ts";
import { packageRoot } from "../files.ts";
import { Scratch } from "./testing-files.ts";
import { schemaProblems } from "./testing-json-schema.ts";

const main = join(packageRoot, "dist", "cli", "main.js");

let scratch: Scratch;
beforeAll(() => {
  expect(existsSync(main), "npm run build comes first").toBe(true);
  scratch = new Scratch();
  scratch.model(
    "Count",
    ["VARIABLE x", "Init == x = 0", "Up(n) == x' = x + n", "Next == \\E n \\in {1, 2} : Up(n)", "Low == x < 5"],
    ["INIT Init", "NEXT Next", "INVARIANT Low", ""].join("\n"),
  );
  scratch.model("Prints", ["VARIABLE x", 'ASSUME PrintT(<<"hello", {2, 1}>>)', "Init == x = 0", "Next == x' = x"]);
  scratch.model("Endless", ["VARIABLE x", "Init == x = 0", "Next == x' = x + 1"]);
  scratch.model("Fat", ["VARIABLE x", "Init == x = <<>>", "Next == x' = Append(x, Len(x))"]);
});
afterAll(() => scratch.remove());

function nexus(
  ...argv: readonly string[]
): Promise<{ readonly code: number | null; readonly out: string; readonly err: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [main, "tla", ...argv], { cwd: scratch.path, maxBuffer: 2 ** 26 }, (_, out, err) =>
      resolve({ code: child.exitCode, out, err }),
    );
  });
}

describe("nexus tla", () => {
  test("explains itself and its verbs", async () => {
    const help = await nexus("--help");
    expect(help).toMatchObject({ code: 0, err: "" });
    const verbs = ["check", "parse", "graph"];
    const texts = await Promise.all(verbs.map((verb) => nexus(verb, "--help")));
    for (const [i, { code, out, err }] of texts.entries()) {
      expect([code, err]).toEqual([0, ""]);
      expect(out).toContain(`nexus tla ${verbs[i]} FILE.tla`);
      expect(out).toContain("Exit codes: 0 ");
    }
  });

  test.each<[string, readonly string[], string]>([
    ["no verb", [], "error[bad-argument] tla needs a verb: check|parse|graph\n"],
    ["a verb that is none", ["chekc"], "error[unknown-tla-verb] unknown tla verb chekc\nhint: did you mean check?\n"],
    ["no file", ["check"], "error[bad-argument] tla check needs one module\n"],
    ["two files", ["parse", "A.tla", "B.tla"], "error[bad-argument] tla parse needs one module\n"],
    [
      "a flag that is none",
      ["check", "A.tla", "--confg"],
      "error[unknown-flag] unknown flag --confg\nhint: did you mean --config?\n",
    ],
    ["another word for deadlock", ["check", "A.tla", "--deadlock", "no"], 'error[bad-flag] --deadlock is on or off, not "no"\n'],
    ["another engine", ["check", "A.tla", "--engine", "tlv"], 'error[bad-flag] --engine is tlc or nexus, not "tlv"\n'],
    [
      "flags that exclude each other",
      ["check", "A.tla", "--simulate", "--workers", "2"],
      "error[bad-flag] --simulate and --workers exclude",
    ],
    ["another format", ["graph", "A.tla", "--format", "svg"], 'error[bad-flag] --format is dot, mermaid or json, not "svg"\n'],
  ])("refuses %s with exit code 2", async (_, argv, message) => {
    const { code, out, err } = await nexus(...argv);
    expect({ code, out, err: err.slice(0, message.length) }).toEqual({ code: 2, out: "", err: message });
  });
});

describe("nexus tla check", () => {
  test("prints the counterexample, and writes it as ITF", async () => {
    const { code, out, err } = await nexus("check", "Count.tla", "--out-itf", "trace.json");
    expect({ code, err }).toEqual({ code: 1, err: "counterexample written to trace.json\n" });
    expect(out).toContain("Count: the invariant Low is false after 3 steps\nCount.tla:7:1\n    7 | Low == x < 5\n");
    expect(out).toContain("State 2: <Up(n = 1) line 5, col 10 to line 5, col 19 of module Count>\n/\\ x = 1\n");
    expect(readItf(readFileSync(join(scratch.path, "trace.json"), "utf8")).steps.map(({ args }) => args)).toEqual([
      { n: 1 },
      { n: 2 },
      { n: 2 },
    ]);
  });

  test("prints on standard error what the module prints", async () => {
    const { code, out, err } = await nexus("check", "Prints.tla", "--json");
    expect(code).toBe(0);
    expect(err).toContain('<<"hello", {1, 2}>>\n');
    expect(JSON.parse(out)).toMatchObject({ verdict: "ok" });
  });

  test("gives programs a document as the schema says, and the same with two threads", async () => {
    const documents = await Promise.all([[], ["--workers", "2"]].map((more) => nexus("check", "Count.tla", "--json", ...more)));
    for (const { code, out } of documents) {
      expect(code).toBe(1);
      expect(schemaProblems("tla-check-result.schema.json", out)).toEqual([]);
      expect(JSON.parse(out)).toMatchObject({ format: "nexus-tla-check", verdict: "violated", property: { name: "Low" } });
    }
  });

  test("explores integers beyond 32 bits alike with one thread and with two, and warns of the same place", async () => {
    scratch.model(
      "Wide",
      [
        "VARIABLES x, seen",
        "Init == x = 1 /\\ seen = {}",
        "Next == \\E n \\in {3, 5} : x < 2^36 /\\ x' = x * n - 4294967296 * (n % 3) /\\ seen' = {x, -x}",
        "Exact == x \\in Int /\\ \\A y \\in seen : y # x - 4294967296 * 4096",
      ],
      "INIT Init\nNEXT Next\nINVARIANT Exact\nCONSTRAINT Bounded\nCHECK_DEADLOCK FALSE\n",
    );
    const text = readFileSync(join(scratch.path, "Wide.tla"), "utf8");
    scratch.write("Wide.tla", text.replace("\n====", "\nBounded == x > -(2^44)\n===="));
    const runs = await Promise.all([[], ["--workers", "2"]].map((more) => nexus("check", "Wide.tla", "--json", ...more)));
    const [one, two] = runs.map(({ out }) => JSON.parse(out));
    expect(runs.map(({ code }) => code)).toEqual([0, 0]);
    expect(one.distinct).toBeGreaterThan(100);
    expect([two.distinct, two.generated]).toEqual([one.distinct, one.generated]);
    expect(two.warnings).toEqual(one.warnings);
    expect(one.warnings).toContainEqual(expect.objectContaining({ code: "wide-integer", at: expect.anything() }));
  });

  test("ends at limits with exit code 3: states, memory of states, memory of values", async () => {
    const [states, memory, values] = await Promise.all([
      nexus("check", "Endless.tla", "--max-states", "1k"),
      nexus("check", "Endless.tla", "--max-memory", "16MiB"),
      nexus("check", "Fat.tla", "--max-memory", "64MiB", "--json"),
    ]);
    expect([states.code, memory.code, values.code]).toEqual([3, 3, 3]);
    expect(states.out).toContain("inconclusive, the limit on states was reached (--max-states)\n");
    expect(memory.out).toContain("inconclusive, the memory is full (--max-memory)\n");
    expect(JSON.parse(values.out)).toMatchObject({ verdict: "inconclusive", limit: "memory" });
    expect(schemaProblems("tla-check-result.schema.json", values.out)).toEqual([]);
  });

  test("repeats a simulation by its seed", async () => {
    const first = await nexus("check", "Endless.tla", "--simulate", "3", "--max-steps", "5", "--seed", "11");
    expect(first.code).toBe(3);
    expect(first.err).toContain("nexus tla check Endless.tla --simulate 3 --max-steps 5 --seed 11\n");
    expect(first.out).toContain("3 behaviours, 15 steps, seed 11");
  });

  test("reports what it reached when it is interrupted, with exit code 130", async () => {
    const child = spawn(process.execPath, [main, "tla", "check", "Endless.tla", "--json"], { cwd: scratch.path });
    let out = "";
    child.stdout.on("data", (text) => {
      out += text;
    });
    setTimeout(() => child.kill("SIGINT"), 4000);
    const code = await new Promise((resolve) => child.on("close", resolve));
    expect(code).toBe(130);
    expect(JSON.parse(out)).toMatchObject({ verdict: "inconclusive", limit: "stopped", exit: 130 });
  });

  test("prints nothing of a file that a terminal would obey", async () => {
    scratch.write("Escape.tla", "---- MODULE Escape ----\nA == \u001b[31m 1\n====\n");
    const { code, err } = await nexus("check", "Escape.tla");
    expect(code).toBe(2);
    expect(err).toContain("error[tla-lex] Escape.tla:2:6 unexpected character");
    expect(err).not.toContain("\u001b");
  });

  test("says where a file cannot be written, with exit code 4", async () => {
    const { code, err } = await nexus("check", "Count.tla", "--out-itf", join("none", "trace.json"));
    expect(code).toBe(4);
    expect(err).toContain("error[environment] cannot write none/trace.json");
  });
});

describe("nexus tla parse and graph", () => {
  test("print what is in a module, or what is wrong with it", async () => {
    scratch.write("Wrong.tla", "---- MODULE Wrong ----\nA == (1\n====\n");
    const [text, json, wrong] = await Promise.all([
      nexus("parse", "Count.tla"),
      nexus("parse", "Count.tla", "--json"),
      nexus("parse", "Wrong.tla"),
    ]);
    expect([text.code, json.code, wrong.code]).toEqual([0, 0, 2]);
    expect(text.out).toContain("\n  action-level definitions    Up(n), Next\n");
    expect(schemaProblems("tla-parse-result.schema.json", json.out)).toEqual([]);
    expect(wrong).toMatchObject({ out: "" });
    expect(wrong.err).toContain("error[tla-parse] Wrong.tla:3:1 ");
  });

  test("write a graph, and say where it is cut", async () => {
    const { code, out, err } = await nexus("graph", "Count.tla", "--max-states", "4", "-o", "count.dot");
    expect({ code, out }).toEqual({ code: 3, out: "" });
    expect(err).toContain(
      "graph written to count.dot\ninconclusive: a limit was reached (states), so the graph is not complete\n",
    );
    expect(readFileSync(join(scratch.path, "count.dot"), "utf8")).toContain('  0 -> 1 [label="Up(n = 1)"];\n');
    const json = await nexus("graph", "Count.tla", "--max-states", "4", "--format", "json");
    expect(schemaProblems("tla-graph.schema.json", json.out)).toEqual([]);
    expect(JSON.parse(json.out)).toMatchObject({ complete: false, states: { length: 4 } });
  });
});
