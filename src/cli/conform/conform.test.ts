/** What an implementation may do wrong fails its cases and never the run. The implementations are variants of the example in plain JavaScript. */

import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { packageRoot } from "../files.ts";
import { main, nexusIn } from "../testing-command.ts";
import { schemaProblems } from "../tla/testing-json-schema.ts";
import { dataSuites } from "./level1.ts";
import {
  directory,
  inReply,
  inStep,
  type Report,
  removeVariants,
  run,
  stateful,
  type Variant,
  variant,
  vectors,
} from "./testing-variants.ts";

afterAll(removeVariants);

const isSettle = 'action === "Settle" && state.phase === "final"';

describe("an implementation that", () => {
  const wrongs: readonly (readonly [what: string, of: Variant, kind: string, message: RegExp])[] = [
    ["ends", inStep(`if (${isSettle}) { console.error("no stake"); process.exit(7); }`), "protocol-end", /ended with code 7/],
    ["throws", inStep(`if (${isSettle}) throw new Error("oh");`), "protocol-end", /ended with code 1/],
    [
      "writes what is no JSON",
      inStep(`if (${isSettle}) process.stdout.write("settled\\n");`),
      "protocol-garbage",
      /no JSON: "settled"/,
    ],
    [
      "writes a line without an end",
      inStep(`if (${isSettle}) process.stdout.write("x".repeat(2 ** 24 + 1));`),
      "protocol-too-long",
      /more than 16777216 characters/,
    ],
    [
      "answers more than it is asked",
      inReply('if (reply.results) reply.note = "hello";'),
      "protocol-form",
      /\$\.note: expected no such key/,
    ],
    ["answers less", inReply("if (reply.results) reply.results.pop();"), "protocol-form", /\$\.results: expected \d+ results/],
    [
      "says another id",
      { changes: [["stringify({ id, ...reply })", "stringify({ id: id % 2, ...reply })"]] },
      "protocol-form",
      /\$\.id/,
    ],
    [
      "has a value that is none",
      inReply("if (reply.results) reply.state = { ...reply.state, level: null };"),
      "protocol-form",
      /\$\.state\.level: expected a value in neutral notation/,
    ],
    [
      "nests values without end",
      inReply(
        'if (reply.results) { let v = 0; for (let i = 0; i < 500; i++) v = { "#tup": [v] }; reply.state = { ...reply.state, level: v }; }',
      ),
      "protocol-form",
      /at most 64 levels/,
    ],
    [
      "has a variable of its own",
      inReply("if (reply.results) reply.state = { ...reply.state, mine: 1 };"),
      "protocol-form",
      /\$\.state\.mine/,
    ],
    [
      "says that it cannot",
      inReply('if (reply.results) { process.stdout.write(JSON.stringify({ id, error: "too tired" }) + "\\n"); continue; }'),
      "protocol-error",
      /too tired/,
    ],
  ];

  test.concurrent.each(wrongs)("%s fails its cases, and the others are judged", async (_, of, kind, message) => {
    const { cases, failures } = await vectors(of, "L2/Gsi/MCGsiN4n4/S");
    expect(cases).toBeGreaterThan(20);
    expect(failures.length).toBeGreaterThan(0);
    expect(failures[0]?.message).toMatch(message);
    expect(new Set(failures.map((failure) => failure.kind))).toContain(kind);
  });

  test("ends is asked again: only the cases in which it ends fail", async () => {
    const isOne = "state.signers.bad['#set'].length === 1 && state.signers.good['#set'].length === 3";
    const of = inStep(`if (${isSettle} && ${isOne}) { console.error("no stake"); process.exit(7); }`);
    const { cases, failures } = await vectors(of);
    expect(failures.length).toBeGreaterThan(0);
    expect(failures.length).toBeLessThan(cases);
    expect(failures[0]?.detail).toContain("no stake");
  });

  test("does not answer is not waited for", async () => {
    const of = { ...inStep("if (state.phase === 'final' && action === 'Settle') for (;;);"), adapter: { seconds: 0.3 } };
    const { failures } = await vectors(of);
    expect(failures[0]).toMatchObject({ kind: "protocol-silence", message: "it did not answer within 0.3 s" });
  });

  test("fails too often is not asked any more", async () => {
    const { cases, failures } = await vectors(inStep('throw new Error("oh");'), "L2/Gsi/MCGsiN4n4/S");
    expect(failures).toHaveLength(cases);
    expect(failures.at(-1)).toMatchObject({ kind: "protocol-given-up" });
    expect(failures.filter(({ kind }) => kind === "protocol-end").length).toBeLessThanOrEqual(25);
  });

  test("leaves a process behind that it has started has it ended", async () => {
    const child = join(directory, "child.txt");
    const spawn = `import("node:child_process").then(({ spawn }) => spawn("sleep", ["600"], { stdio: "ignore" })).then(({ pid }) => import("node:fs").then(({ writeFileSync }) => writeFileSync(${JSON.stringify(child)}, String(pid))));`;
    const of: Variant = { changes: [["let ladder = null;\n", `let ladder = null;\n${spawn}\n`]], adapter: { seconds: 1 } };
    await vectors(of);
    const pid = Number(readFileSync(child, "utf8"));
    await expect.poll(() => isAlive(pid), { timeout: 5000 }).toBe(false);
  });

  test("hangs while the run is interrupted is ended with it", async () => {
    const pidFile = join(directory, "hanging.txt");
    const hangs = `if (${isSettle}) { process.getBuiltinModule("node:fs").writeFileSync(${JSON.stringify(pidFile)}, String(process.pid)); for (;;); }`;
    const adapter = variant({ ...inStep(hangs), adapter: { seconds: 60 } });
    const child = spawn(process.execPath, [main, "conform", "--adapter", adapter, "--filter", "L2/Gsi/MCGsiN4n4/Settle"], {
      cwd: packageRoot,
      stdio: "ignore",
    });
    await expect.poll(() => existsSync(pidFile) && readFileSync(pidFile, "utf8") !== "", { timeout: 30_000 }).toBe(true);
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGINT");
    expect(await ended).toBe(130);
    await expect.poll(() => isAlive(Number(readFileSync(pidFile, "utf8"))), { timeout: 5000 }).toBe(false);
  });

  test("changes the state although it refuses", async () => {
    const of: Variant = {
      changes: [
        [
          "state }),\n  verify",
          "state: { ...state, level: state.level + (steps.some(({ action }) => action === 'Settle') ? 1 : 0) } }),\n  verify",
        ],
      ],
    };
    const { failures } = await vectors(of);
    expect(failures).toContainEqual(
      expect.objectContaining({ kind: "code-extra", message: "a step that is refused changes the state" }),
    );
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe("an implementation that keeps its state", () => {
  test.each(['"save", "refusals"', "", '"refusals"'])("conforms with the features [%s]", async (features) => {
    const { cases, failures } = await vectors(stateful(features), "L2/Gsi/MCGsiN4n4");
    expect(failures).toEqual([]);
    expect(cases).toBeGreaterThan(300);
  });

  test("is explored", async () => {
    const { code, out } = await run(stateful('"save"'), "--level", "3", "--filter", "MCGsiN4n4");
    expect(out).toMatch(/4,440 inputs \(264 edges\) in 120 states, all states, ok/);
    expect(code).toBe(0);
  });

  test("and changes it with a refusal is told which", async () => {
    const of = stateful('"save"');
    const spoilt: Variant = {
      changes: [
        ...(of.changes ?? []),
        [
          "    if (refused !== undefined) return",
          "    if (refused !== undefined && action === 'Decide') now = { ...now, level: 1 };\n    if (refused !== undefined) return",
        ],
      ],
    };
    const { failures } = await vectors(spoilt, "L2/Gsi/MCGsiN4n4");
    expect(failures.length).toBeGreaterThan(0);
    for (const { id, message } of failures) {
      expect(id).toContain("/Decide-");
      expect(message).toBe("a step that is refused changes the state");
    }
  });
});

describe("nexus conform", () => {
  const small = ["--level", "2", "--filter", "MCGsiN4n4/Settle"];

  test("lists what is skipped, with reason and link", async () => {
    const adapter = { skips: [{ cases: "/Settle-", reason: "no stake yet", link: "https://example.org/1" }] };
    const { out, code } = await run({ adapter }, "--level", "2", "--filter", "MCGsiN4n4/S");
    expect(code).toBe(0);
    expect(out).toMatch(/skipped:\n {2}\d+ cases: no stake yet \(https:\/\/example.org\/1\)/);
    const asked = inReply(
      'if (op === "init") { process.stdout.write(JSON.stringify({ id, skip: { reason: "small", link: "https://example.org/2" } }) + "\\n"); continue; }',
    );
    const { skipped, cases } = await vectors(asked);
    expect(cases).toBe(0);
    expect(skipped[0]).toMatchObject({ reason: "small", link: "https://example.org/2" });
  });

  test("ends at the first failure when it is told to", async () => {
    const of: Variant = { changes: [["s.level >= this.top && 4", "false && 4"]] };
    const { suites } = JSON.parse((await run(of, "--json", "--bail", "--level", "2")).out) as Report;
    expect(suites.flatMap(({ failures }) => failures)).toHaveLength(1);
  });

  test("tells valid data that is refused, invalid data that is taken, and data that is read otherwise", async () => {
    const of: Variant = {
      changes: [
        ["Number.isInteger(value) && value >= -(2 ** 31)", "value > -(2 ** 31)"],
        ["pairs.every(([key], i) => key === i + 1)", "false"],
      ],
    };
    const { cases, failures } = await vectors(of, "L1/values");
    expect(cases).toBeGreaterThan(40);
    const about = failures.map(({ id, kind, message }) => `${id.split("/").at(-1)}: ${kind}: ${message.slice(0, 30)}`);
    expect(about).toContain("smallest: data: it calls a valid datum invalid");
    expect(about).toContain("half: data: it calls an invalid datum vali");
    expect(about).toContain('function-on-1-to-n: data: it reads the datum as {"#map":');
  });

  test("shows where a datum of several parts is read otherwise, with the notes on its flags", async () => {
    const suite = JSON.parse(readFileSync(join(packageRoot, "vectors", "data", "values.json"), "utf8"));
    const note = { bugType: "EDGE_CASE", description: "two parts", effect: "one is lost", links: ["https://example.org/1"] };
    const one = {
      id: "parts",
      comment: "a record",
      flags: ["Parts"],
      input: '{"a":{"#tup":[1,2]}}',
      valid: true,
      output: { a: { "#tup": [1, 3] } },
    };
    const vectorsDir = join(directory, "vectors");
    mkdirSync(join(vectorsDir, "data"), { recursive: true });
    writeFileSync(join(vectorsDir, "data", "values.json"), JSON.stringify({ ...suite, notes: { Parts: note }, cases: [one] }));
    const { out } = await run({}, "--json", "--filter", "L1/values", "--vectors-dir", vectorsDir);
    const { suites } = JSON.parse(out) as Report;
    expect(suites[0]?.failures).toMatchObject([
      {
        message: "it reads the datum at $.a.#tup[1] as 2, which is 3: a record",
        detail: expect.stringContaining("Parts  two parts; one is lost; https://example.org/1"),
      },
    ]);
  });

  test("compares the names of refusals only where they are claimed", async () => {
    const renamed: (readonly [string, string])[] = [
      ["if (refused !== undefined) return { refused: ", "if (refused !== undefined) return { refused: `no-` + "],
    ];
    expect((await vectors({ changes: renamed })).failures[0]).toMatchObject({ kind: "refusal" });
    const unclaimed: Variant = { changes: [...renamed, ['["stateless", "refusals"]', '["stateless"]']] };
    expect((await vectors(unclaimed)).failures).toEqual([]);
  });

  test("writes JUnit and Markdown", async () => {
    const [junit, markdown] = [join(directory, "junit.xml"), join(directory, "summary.md")];
    const of: Variant = { changes: [["o !== s.standing)", "o === s.standing)"]] };
    const { code } = await run(of, ...small, "--junit", junit, "--markdown", markdown);
    expect(code).toBe(1);
    expect(readFileSync(junit, "utf8")).toMatch(/<testsuites name="nexus conform" tests="\d+" failures="22"/);
    expect(readFileSync(markdown, "utf8")).toContain("does not conform");
  });

  test("tells of a difference beside the action, with both answers", async () => {
    const of: Variant = { changes: [["      s.level >= this.top && 4,\n", ""]] };
    const { out } = await run(of, "--level", "3", "--filter", "MCGsiN4n4");
    expect(out).toContain(
      "L3/Gsi/MCGsiN4n4\nMCGsiN4n4: code-extra: the implementation takes a step that the module does not allow",
    );
    expect(out).toMatch(/The shortest way to the state in which they differ, which both take \(\d+ steps/);
    expect(out).toMatch(/refuses: the first false conjunct is Claim\/4, level < Top\nspec\/tla\/Gsi\.tla:\d+:\d+/);
    expect(out).toContain("DrawSample");
  });

  const malformed: readonly (readonly [what: string, text: string, message: string])[] = [
    ["no JSON", "{", "not JSON"],
    ["no command", '{"format":"nexus-adapter","version":1}', 'expected the key "command"'],
    ["an unknown key", '{"format":"nexus-adapter","version":1,"command":["node"],"comand":1}', "$.comand: expected no such key"],
    [
      "a skip without a reason",
      '{"format":"nexus-adapter","version":1,"command":["a"],"skips":[{"cases":"a","link":"https://a.b"}]}',
      'the key "reason"',
    ],
    ["another format", '{"format":"nexus","version":1,"command":["a"]}', '"nexus-adapter"'],
  ];

  test.each(malformed)("refuses an adapter with %s", async (_, text, message) => {
    const path = join(directory, "malformed.json");
    writeFileSync(path, text);
    const { code, err } = await nexusIn(packageRoot, "conform", "--adapter", path);
    expect(err).toContain("error[bad-adapter]");
    expect(err).toContain(message);
    expect(code).toBe(2);
  });

  test("says what is missing", async () => {
    const nobody = await run({ adapter: { command: ["./there-is-no-such-program"] } });
    expect(nobody).toMatchObject({ code: 4 });
    expect(nobody.err).toContain("cannot start ./there-is-no-such-program");
    expect(await run({ changes: [["protocol: 1,", "protocol: 2,"]] })).toMatchObject({ code: 1 });
    expect((await run({ changes: [['modules: ["Gsi"]', 'modules: ["Gsy"]']] })).err).toContain("did you mean Gsi?");
    expect((await run({}, "--filter", "L2/Gsi/MCGsiN4n4/Nothing")).err).toContain("error[no-cases]");
    expect((await run({}, "--level", "4")).err).toContain("--level is 1, 2 or 3");
    expect((await nexusIn(packageRoot, "conform")).err).toContain("conform needs an adapter");
    expect(await run({}, "--vectors-dir", "nowhere")).toMatchObject({ code: 2 });
    expect(await run({}, "--junit", "nowhere/conform.xml")).toMatchObject({ code: 4, out: "" });
  });
});

describe("the schemas", () => {
  test("describe the adapters and the data", () => {
    for (const example of ["gsi", "nexus"]) {
      const text = readFileSync(join(packageRoot, "conformance", "examples", example, "adapter.json"), "utf8");
      expect(schemaProblems("adapter.schema.json", text)).toEqual([]);
    }
    for (const file of readdirSync(join(packageRoot, "vectors", "data"))) {
      const data = readFileSync(join(packageRoot, "vectors", "data", file), "utf8");
      expect(schemaProblems("vectors-data.schema.json", data), file).toEqual([]);
    }
  });

  test.each(dataSuites(join(packageRoot, "vectors")).map((suite) => [suite.suite, suite] as const))(
    "%s has ids that are not repeated, and a note for each flag and no other",
    (_, { cases, notes }) => {
      expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
      expect(Object.keys(notes).sort()).toEqual([...new Set(cases.flatMap(({ flags }) => flags))].sort());
    },
  );
});
