/** Runs that end before their end, and runs that go on from them. */

import { spawn } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Ended, fixtures, main, nexusIn, wordsOf } from "../testing-command.ts";

let scratch = "";
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), "nexus-"));
});
afterEach(() => rmSync(scratch, { recursive: true }));

const nexus = (...argv: readonly string[]) => nexusIn(scratch, ...argv);

/** What of a JSON report depends neither on time nor on how often a run was begun. */
function findings({ out }: Ended): unknown {
  return JSON.parse(out, (key, value: unknown) => (key === "seconds" || key === "discovered" ? undefined : value));
}

/** The command that a run prints to go on. */
const goOn = ({ err }: Ended): readonly string[] => wordsOf(/Go on[^\n]*:\n {2}(nexus [^\n]*)\n/.exec(err)?.[1] ?? "nexus none");

/** Three wheels with some 200,000 states: long enough to be interrupted. */
function wheels(): readonly string[] {
  const directory = join(scratch, "spec");
  mkdirSync(directory);
  writeFileSync(
    join(directory, "Wheels.tla"),
    `---- MODULE Wheels ----
EXTENDS Naturals
VARIABLES x, y, names
Init == x = 0 /\\ y = 0 /\\ names = {}
X == x < 199 /\\ x' = x + 1 /\\ UNCHANGED <<y, names>>
Y == y < 199 /\\ y' = y + 1 /\\ UNCHANGED <<x, names>>
Name == \\E n \\in {"a", "b"} \\ names : names' = names \\cup {n} /\\ UNCHANGED <<x, y>>
Next == X \\/ Y \\/ Name
Spec == Init /\\ [][Next]_<<x, y, names>>
Bounded == x < 200 /\\ names \\subseteq {"a", "b"}
Last == x = 199 /\\ y = 199
====`,
  );
  writeFileSync(join(directory, "MCWheels.cfg"), "SPECIFICATION Spec\nINVARIANT Bounded\nCHECK_DEADLOCK FALSE\n");
  const entry = { name: "MCWheels", module: "Wheels", kind: "spec", tier: "quick", about: "wheels", verdict: "ok" };
  const pins = { distinct: 160_000, witnesses: ["Last"] };
  writeFileSync(join(directory, "manifest.json"), JSON.stringify({ format: 1, models: [{ ...entry, ...pins }] }));
  return ["check", "--spec-dir", directory];
}

/** Sends a signal after some time; gives the end of the run. */
function interrupted(signal: NodeJS.Signals, milliseconds: number, argv: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, [main, ...argv], { cwd: scratch });
  let [out, err] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => {
    out += chunk;
  });
  child.stderr.on("data", (chunk: Buffer) => {
    err += chunk;
  });
  const timer = setTimeout(() => child.kill(signal), milliseconds);
  return new Promise((resolve) =>
    child.on("close", (code) => {
      clearTimeout(timer);
      resolve({ code, out, err });
    }),
  );
}

/** Sends the signal while the search is on its way: sooner if it was too late, later if it was too soon. */
async function interruptedMidway(signal: NodeJS.Signals, argv: readonly string[]): Promise<Ended> {
  for (let [milliseconds, tries] = [1200, 0]; tries < 8; tries++) {
    const ended = await interrupted(signal, milliseconds, argv);
    if (ended.code === 130 && ended.err.includes("Checkpoint written")) return ended;
    milliseconds *= ended.code === 0 ? 0.6 : 1.6;
  }
  throw new Error("the run could not be interrupted midway");
}

describe("an interrupted run", () => {
  test.each<[NodeJS.Signals, readonly string[]]>([
    ["SIGINT", []],
    ["SIGTERM", ["--workers", "2"]],
  ])("by %s, with %j, goes on with the command that it prints, and ends as one that was not", async (signal, flags) => {
    const argv = [...wheels(), ...flags];
    const whole = await nexus(...argv, "--json");
    expect(whole.code).toBe(0);
    const ended = await interruptedMidway(signal, argv);
    expect(ended.out).toMatch(/stopped, after [\d,]+ states?$/m);
    expect(readdirSync(scratch).sort()).toEqual(["nexus.checkpoint", "spec"]);
    expect(goOn(ended)).toEqual([...argv, "--resume", "nexus.checkpoint"]);
    expect(findings(await nexus(...goOn(ended), "--json"))).toEqual(findings(whole));
  });
});

describe("a run that meets a limit", () => {
  test.each(["--spec", "--code --workers 2", "--code --symmetry"])(
    "%s goes on from the level that did not fit, and ends as one that did not meet it",
    async (flags) => {
      const argv = ["check", "--model", "MCGsiN7n3", ...flags.split(" ")];
      const limit = flags.includes("symmetry") ? 300 : 3000;
      const ended = await nexus(...argv, "--max-states", `${limit}`);
      expect(ended.code).toBe(3);
      expect(goOn(ended)).toEqual([...argv, "--max-states", `${2 * limit}`, "--resume", "nexus.checkpoint"]);
      const resumed = await nexus(...argv, "--resume", "nexus.checkpoint", "--json");
      expect(findings(resumed)).toEqual(findings(await nexus(...argv, "--json")));
    },
  );

  test("keeps the models that are done, and does not check them again", async () => {
    const argv = ["check", "--model", "MCGsiN4n4", "--model", "MCGsiDataN4n4"];
    const ended = await nexus(...argv, "--max-states", "200", "--checkpoint", "kept");
    expect(ended.code).toBe(3);
    expect(goOn(ended)).toContain("kept");
    const [, text] = readFileSync(join(scratch, "kept"), "utf8").split("\n") as [string, string];
    const { done, searches } = JSON.parse(text);
    expect([done.map(({ model }: { readonly model: string }) => model), searches]).toEqual([["MCGsiN4n4"], []]);
    const resumed = await nexus(...argv, "--resume", "kept", "--json");
    const again = JSON.parse(resumed.out).models.find(({ name }: { readonly name: string }) => name === "MCGsiN4n4");
    expect(again.seconds).toBe(done[0].finding.seconds);
    expect(findings(resumed)).toEqual(findings(await nexus(...argv, "--json")));
  });

  test("keeps nothing where nothing is done, and no file is replaced that was not named", async () => {
    const none = await nexus("check", "--model", "MCGsiN7n3", "--max-states", "1000");
    expect([none.code, readdirSync(scratch)]).toEqual([3, []]);
    expect(none.err).toContain("there is no checkpoint");
    const limited = ["check", "--model", "MCGsiN7n3", "--code", "--max-states", "1000"];
    expect(goOn(await nexus(...limited)).at(-1)).toBe("nexus.checkpoint");
    expect(goOn(await nexus(...limited)).at(-1)).toBe("nexus-2.checkpoint");
    for (const flag of ["--dfs", "--fingerprint"]) expect((await nexus(...limited, flag)).err).not.toContain("Checkpoint");
    expect(readdirSync(scratch).sort()).toEqual(["nexus-2.checkpoint", "nexus.checkpoint"]);
  });

  test("exits with 4 where the checkpoint cannot be written", async () => {
    const ended = await nexus("check", "--model", "MCGsiN7n3", "--code", "--max-states", "1000", "--checkpoint", "absent/file");
    expect(ended.code).toBe(4);
    expect(ended.err).toContain("error[environment] cannot write absent/file: ");
    expect(ended.out).toContain("the limit of states was reached");
  });
});

describe("a checkpoint", () => {
  const argv = ["check", "--model", "MCGsiN7n3", "--code"];
  const path = () => join(scratch, "nexus.checkpoint");
  const limited = () => nexus(...argv, "--max-states", "3000");
  const refusal = async (...more: readonly string[]): Promise<string> => {
    const { code, err } = await nexus(...more, "--resume", "nexus.checkpoint");
    expect(code).toBe(2);
    return err;
  };
  const change = (at: number) => {
    const bytes = readFileSync(path());
    const index = at < 0 ? bytes.length + at : at;
    bytes[index] = (bytes[index] as number) ^ 4;
    writeFileSync(path(), bytes);
  };

  test("is refused where it is none, is damaged, or is cut off", async () => {
    expect(await refusal(...argv)).toContain("error[no-file] there is no file nexus.checkpoint\n");
    mkdirSync(path());
    expect(await refusal(...argv)).toContain("error[bad-file] nexus.checkpoint is a directory");
    rmSync(path(), { recursive: true });
    for (const content of ["", "a text\n", "\n\n", "nexus-checkpoint 1 sha256:00\n{}\n"]) {
      writeFileSync(path(), content);
      expect(await refusal(...argv)).toContain("error[bad-checkpoint] nexus.checkpoint cannot be resumed: ");
    }
    writeFileSync(path(), "nexus-checkpoint 9 sha256:00\n{}\n");
    expect(await refusal(...argv)).toContain("a format that this version does not know");
    rmSync(path());
    await limited();
    const sound = readFileSync(path());
    change(200);
    expect(await refusal(...argv)).toContain("cannot be resumed: it is damaged\nhint: ");
    writeFileSync(path(), sound);
    change(-9);
    expect(await refusal(...argv)).toContain("the checkpoint cannot be read: its checksum is another\n");
    writeFileSync(path(), sound.subarray(0, -5));
    expect(await refusal(...argv)).toContain("the checkpoint cannot be read: it ends early\n");
    writeFileSync(path(), sound);
    expect((await nexus(...argv, "--resume", "nexus.checkpoint")).code).toBe(0);
  });

  test("is refused for another selection, another world, orbits, and less room than it needs", async () => {
    await limited();
    const other = "is of another selection of models or another way of checking them";
    expect(await refusal("check", "--model", "MCGsiN4n4", "--code")).toContain(other);
    expect(await refusal("check", "--model", "MCGsiN7n3", "--spec")).toContain(other);
    expect(await refusal("check", "--model", "MCGsiN7n3")).toContain(other);
    expect(await refusal(...argv, "--symmetry")).toContain(other);
    expect(await refusal(...argv, "--max-states", "100")).toContain("3000 states, which is more than the limits allow\n");
    for (const flag of ["--dfs", "--fingerprint", "--simulate"])
      expect(await refusal(...argv, flag)).toContain("exclude each other");
    expect(existsSync(path())).toBe(true);
  });

  test("is refused when the specs have changed", async () => {
    const own = [...wheels(), "--max-states", "1000"];
    expect((await nexus(...own)).code).toBe(3);
    appendFileSync(join(scratch, "spec", "Wheels.tla"), "\n");
    expect(await refusal(...own)).toContain("nexus.checkpoint is of other specs or another build of nexus\nhint: start again");
    expect((await nexus("check", ...fixtures("good"), "--resume", "nexus.checkpoint")).code).toBe(2);
  });
});
