import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { styleOf } from "../render/style.ts";
import { checked, Scratch } from "../tla/testing-files.ts";
import { differences, type Own } from "./compare.ts";
import { readTlc } from "./output.ts";
import { runTlc, type TlcTask, tlcPath } from "./run.ts";
import { tlcText } from "./text.ts";

const message = (code: number, text: string, severity = 0): string =>
  `@!@!@STARTMSG ${code}:${severity} @!@!@\n${text}\n@!@!@ENDMSG ${code} @!@!@\n`;
const version = message(2262, "TLC2 Version 2026.11.21 (rev: abc)");
const stats = (generated: number, distinct: number) =>
  message(2199, `${generated} states generated, ${distinct} distinct states found, 0 states left on queue.`);
const success = message(2193, "Model checking completed. No error has been found.\n  Estimates of the probability");

describe("what TLC prints", () => {
  test("is read by its messages, and the last statistics count", () => {
    const output = `Semantic processing of module M\n${version}${stats(3, 2)}${success}${stats(1040, 17)}`;
    expect(readTlc(output, 0)).toEqual({
      version: "TLC2 Version 2026.11.21 (rev: abc)",
      verdict: "ok",
      distinct: 17,
      generated: 1040,
    });
  });

  test.each<[number, number, string, object]>([
    [12, 2110, "Invariant Safe is violated.", { verdict: "violated", property: "Safe" }],
    [12, 2107, "Invariant Safe is violated by the initial state:\nx = 1", { verdict: "violated", property: "Safe" }],
    [13, 2112, "Action property Step is violated.", { verdict: "violated", property: "Step" }],
    [13, 2116, "Temporal properties were violated.\n", { verdict: "violated", message: "Temporal properties were violated." }],
    [11, 2114, "Deadlock reached.", { verdict: "deadlock" }],
    [10, 2104, "Assumption line 3, col 8 to line 3, col 12 of module M is false.", { verdict: "violated" }],
  ])("with status %d and message %d is a violation", (status, code, text, found) => {
    expect(readTlc(version + message(code, text, 1) + stats(9, 4), status)).toMatchObject({
      ...found,
      distinct: 4,
      generated: 9,
    });
  });

  test.each<[string, string, number | null]>([
    ["nothing", "", 0],
    ["success without counts", version + success, 0],
    ["counts without success", version + stats(1, 1), 0],
    ["a success that another message contains", version + message(2190, "@!@!@STARTMSG 2193:0 @!@!@") + stats(1, 1), 0],
    ["a success that ends with another code", "@!@!@STARTMSG 2193:0 @!@!@\nfine\n@!@!@ENDMSG 2194 @!@!@\n" + stats(1, 1), 0],
    ["a success that was cut", `${stats(1, 1)}@!@!@STARTMSG 2193:0 @!@!@\nModel checking`, 0],
    ["a violation without a message", version + stats(1, 1), 12],
    ["success with the status of a violation", version + success + stats(1, 1), 12],
    ["an unknown status", version + success + stats(1, 1), 99],
    ["a signal", version + success + stats(1, 1), null],
    ["a code that is too long", `@!@!@STARTMSG ${"9".repeat(4000)}:0 @!@!@\n`, 0],
    ["binary garbage", "\u0000\u0001\ufffd@!@!@STARTMSG".repeat(500), 0],
    ["an evaluation error", version + message(1000, "TLC threw an unexpected exception.\nSecond line", 1), 75],
    ["a parse error", version, 150],
  ])("is an error and never a success: %s", (_, output, status) => {
    const { verdict, message: words } = readTlc(output, status);
    expect(verdict).toBe("error");
    expect(words).not.toMatch(/\p{Cc}/u);
  });

  test("tells its own words", () => {
    const output = version + message(1000, "TLC threw an unexpected exception.\nSecond line", 1);
    expect(readTlc(output, 75).message).toBe("TLC ended with 75: TLC threw an unexpected exception.");
  });
});

describe("the comparison", () => {
  const own: Own = { verdict: "ok", distinct: 4, generated: 9 };
  test.each<[string, Parameters<typeof differences>[0], Own, readonly string[]]>([
    ["equal", { verdict: "ok", distinct: 4, generated: 9 }, own, []],
    [
      "other counts",
      { verdict: "ok", distinct: 5, generated: 8 },
      own,
      ["TLC counts 5 distinct states, nexus 4", "TLC counts 8 generated states, nexus 9"],
    ],
    [
      "another verdict",
      { verdict: "deadlock", message: "Deadlock reached." },
      own,
      ["TLC says deadlock (Deadlock reached.), nexus says ok"],
    ],
    [
      "another property",
      { verdict: "violated", property: "A" },
      { ...own, verdict: "violated", property: "B" },
      ["TLC finds A violated, nexus B"],
    ],
    [
      "counts up to a violation",
      { verdict: "violated", property: "A", distinct: 1 },
      { ...own, verdict: "violated", property: "A" },
      [],
    ],
    ["a property without a name", { verdict: "violated" }, { ...own, verdict: "violated", property: "B" }, []],
    ["no answer", { verdict: "inconclusive" }, own, []],
    ["no answer of ours", { verdict: "violated" }, { ...own, verdict: "inconclusive" }, []],
  ])("of %s", (_, tlc, ours, expected) => {
    expect(differences(tlc, ours)).toEqual(expected);
  });

  test("in a line", () => {
    const run = { verdict: "ok", distinct: 4, generated: 1200, seconds: 1.25, differences: [] } as const;
    expect(tlcText(run, styleOf(false))).toBe("TLC: ok, 4 distinct states, 1,200 generated, 1.3 s: agrees");
    expect(tlcText({ ...run, differences: ["a", "b"] }, styleOf(false))).toBe(
      "TLC: ok, 4 distinct states, 1,200 generated, 1.3 s\n  a\n  b",
    );
    expect(tlcText({ verdict: "inconclusive", message: "late", seconds: 1, differences: [] }, styleOf(false))).toBe(
      "TLC: inconclusive, 1.0 s: late",
    );
  });
});

describe("a run", () => {
  let home = "";
  let env: Record<string, string> = {};
  const task: TlcTask = { file: "M.tla", config: "M.cfg", libraries: ["more"], checkDeadlock: false, seconds: 20 };
  const scratches = () => readdirSync(tmpdir()).filter((name) => name.startsWith("nexus-tlc-"));

  /** A Java that notes its arguments, makes files where it stands, and prints what it is told. */
  function fake(body: string): void {
    const java = join(home, "java");
    writeFileSync(java, `#!/bin/sh\nprintf '%s\\n' "$@" > "${home}/arguments"\ntouch left-behind\n${body}\n`);
    chmodSync(java, 0o755);
    writeFileSync(join(home, "tla2tools.jar"), "");
    env = { PATH: `${home}:${process.env["PATH"]}`, TLA2TOOLS_JAR: join(home, "tla2tools.jar") };
  }

  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), "nexus-fake-"));
  });
  afterAll(() => rmSync(home, { recursive: true }));

  test("gets the model by absolute paths, and leaves nothing behind", async () => {
    writeFileSync(join(home, "output"), version + success + stats(9, 4));
    fake(`cat "${join(home, "output")}"`);
    const before = scratches();
    expect(await runTlc(task, env)).toMatchObject({ verdict: "ok", distinct: 4, generated: 9 });
    const args = readFileSync(join(home, "arguments"), "utf8").trim().split("\n");
    expect(args).toEqual(expect.arrayContaining(["tlc2.TLC", "-tool", "-deadlock", join(process.cwd(), "M.cfg")]));
    expect(args.at(-1)).toBe(join(process.cwd(), "M.tla"));
    expect(args.find((arg) => arg.startsWith("-DTLA-Library="))).toBe(
      `-DTLA-Library=${process.cwd()}:${join(process.cwd(), "more")}`,
    );
    expect(scratches()).toEqual(before);
  });

  test("that takes too long or prints without end is ended, and is no answer", async () => {
    fake("exec sleep 60");
    const before = scratches();
    expect(await runTlc({ ...task, seconds: 0.3 }, env)).toMatchObject({
      verdict: "inconclusive",
      message: "TLC was ended after 0.3 s",
    });
    fake("exec yes 0123456789012345678901234567890123456789");
    expect(await runTlc(task, env)).toMatchObject({ verdict: "inconclusive", message: "TLC printed too much" });
    fake("exec sleep 60");
    expect(await runTlc({ ...task, signal: AbortSignal.abort() }, env)).toMatchObject({ message: "TLC was interrupted" });
    expect(scratches()).toEqual(before);
  });

  test("that dies is an error", async () => {
    fake("kill -9 $$");
    expect(await runTlc(task, env)).toMatchObject({ verdict: "error", message: "TLC ended with null" });
  });

  test("without Java or without TLC says what is missing", async () => {
    fake("exit 0");
    await expect(runTlc(task, { ...env, JAVA_HOME: join(home, "none") })).rejects.toMatchObject({ code: "no-java", exit: 4 });
    await expect(runTlc(task, { PATH: env["PATH"] })).rejects.toMatchObject({ code: "no-tlc", exit: 4 });
    expect(() => tlcPath({ TLA2TOOLS_JAR: "/none.jar" })).toThrow("TLA2TOOLS_JAR names /none.jar, which is not there");
  });
});

const jar = process.env["TLA2TOOLS_JAR"] ?? "";
const hasTlc = jar !== "" && existsSync(jar);

describe.runIf(hasTlc)(hasTlc ? "TLC itself" : "TLC itself: not asked, because TLA2TOOLS_JAR names no jar", () => {
  const lines = [
    "VARIABLE x",
    "Init == x \\in {0, 1}",
    "Next == x' = (x + 1) % 4 \\/ x' = 0",
    "Small == x < 3",
    "Live == <>(x = 3)",
  ];
  test.each<[string, string]>([
    ["ok", "INIT Init\nNEXT Next\n"],
    ["violated", "INIT Init\nNEXT Next\nINVARIANT Small\n"],
    ["violated", "INIT Init\nNEXT Next\nPROPERTY Live\n"],
  ])("says %s too, with the same counts", async (verdict, cfg) => {
    const scratch = new Scratch();
    try {
      const file = scratch.model("Asked", lines, cfg);
      const { distinct, generated, property, ...own } = checked(file);
      const run = await runTlc(
        { file, config: file.replace(".tla", ".cfg"), libraries: [], checkDeadlock: true, seconds: 60 },
        process.env,
      );
      expect([own.verdict, run.verdict]).toEqual([verdict, verdict]);
      const counts = { ...(distinct === undefined ? {} : { distinct }), ...(generated === undefined ? {} : { generated }) };
      const name = property === undefined ? {} : { property: property.name };
      expect(differences(run, { verdict: own.verdict, ...counts, ...name })).toEqual([]);
      if (verdict === "ok") expect(run).toMatchObject({ distinct: 4, generated: 10 });
    } finally {
      scratch.remove();
    }
  });
});
