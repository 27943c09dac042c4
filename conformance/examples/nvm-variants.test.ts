/**
 * Programs find what is wrong with an NVM: copies of ours, each with one thing changed where it decodes, validates, lowers, charges or
 * computes, are held against the vectors, and each fails at a case that is about it.
 */

import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { programIn } from "../../src/cli/testing-command.ts";

const root = join(import.meta.dirname, "..", "..");
const main = join(root, "dist", "cli", "main.js");
const directory = mkdtempSync(join(tmpdir(), "nexus-nvm-variants-"));
afterAll(() => rmSync(directory, { recursive: true }));

const ADAPTER = `import { createInterface } from "node:readline";
import { programSuites, ran } from "./nvm.mjs";
const operations = {
  hello: () => ({ protocol: 1, name: "variant", version: "1", levels: [1], features: [], modules: [], suites: programSuites }),
  run: ({ cases }) => ({ results: cases.map(ran) }),
  bye: () => ({}),
};
for await (const line of createInterface({ input: process.stdin })) {
  const { id, op, ...request } = JSON.parse(line);
  process.stdout.write(JSON.stringify({ id, ...operations[op](request) }) + "\\n");
  if (op === "bye") break;
}
`;

/** A copy of the NVM as a package beside a small adapter, changed in one place of one file; the path of the adapter. */
function variant(name: string, file: string, text: string, by: string): string {
  const home = join(directory, name);
  const copy = join(home, "node_modules", "nexus-reference");
  mkdirSync(copy, { recursive: true });
  cpSync(join(root, "package.json"), join(copy, "package.json"));
  for (const room of ["lib", "nvm"]) cpSync(join(root, "dist", room), join(copy, "dist", room), { recursive: true });
  const changed = join(copy, "dist", "nvm", file);
  const source = readFileSync(changed, "utf8");
  expect(source.split(text), `${file} has it once`).toHaveLength(2);
  writeFileSync(
    changed,
    source.replace(text, () => by),
  );
  cpSync(join(import.meta.dirname, "nexus", "nvm.mjs"), join(home, "nvm.mjs"));
  writeFileSync(join(home, "main.mjs"), ADAPTER);
  const adapter = join(home, "adapter.json");
  writeFileSync(adapter, JSON.stringify({ format: "nexus-adapter", version: 1, command: ["node", "main.mjs"], seconds: 60 }));
  return adapter;
}

interface Failure {
  readonly id: string;
  readonly kind: string;
  readonly message: string;
  readonly detail?: string;
}

async function failuresOf(adapter: string, id: string): Promise<readonly Failure[]> {
  const argv = ["conform", "--adapter", adapter, "--json", "--level", "1", "--filter", id];
  const { out, err } = await programIn(root, {}, process.execPath, main, ...argv);
  expect(out, err).not.toBe("");
  const { suites } = JSON.parse(out) as { readonly suites: readonly { readonly failures: readonly Failure[] }[] };
  return suites.flatMap(({ failures }) => failures);
}

describe("an NVM", () => {
  const wrongs: readonly (readonly [what: string, file: string, text: string, by: string, at: string, message: RegExp])[] = [
    [
      "charges one more for a branch",
      "gas/schedule.js",
      "branch: 2,",
      "branch: 3,",
      "programs/loop",
      /call 1, f\(0\): gas: \d+, expected \d+/,
    ],
    [
      "does not end a block at a br_if",
      "step/lower.js",
      "call_indirect|br_if|",
      "call_indirect|",
      "traces/br-if-keeps",
      /step \d+ is at byte \d+ with \d+ gas left/,
    ],
    [
      "charges nothing for growing",
      "gas/schedule.js",
      '"memory.grow": 4_096,',
      '"memory.grow": 0,',
      "gas/memory-grow",
      /the end is returned, expected out of gas/,
    ],
    [
      "charges for declared locals only at their second",
      "step/lower.js",
      "this.locals.count - params",
      "Math.max(0, this.locals.count - params - 1)",
      "gas/locals",
      /call \d+, f\(9\)/,
    ],
    [
      "confuses traps",
      "rules/ir.js",
      '"uninitialized element",\n    "indirect call type mismatch"',
      '"indirect call type mismatch",\n    "uninitialized element"',
      "programs/call-indirect",
      /the end is uninitialized element, expected indirect call type mismatch/,
    ],
    [
      "takes the entry of a br_table after the one that is asked for",
      "step/generated/hot.js",
      "const chosen = I[t] >>> 0;\n                const entry",
      "const chosen = (I[t] >>> 0) + 1;\n                const entry",
      "programs/br-table",
      /results: \["14"\], expected \["a"\]/,
    ],
    [
      "computes the NaN that an x86 processor computes for a root",
      "step/generated/hot.js",
      "Math.sqrt(F32[t]);\n                if (f === f)\n                    F32[t] = f;\n                else\n                    I[t] = 0x7fc00000;",
      "Math.sqrt(F32[t]);\n                if (f === f)\n                    F32[t] = f;\n                else\n                    I[t] = 0xffc00000 | 0;",
      "programs/nan-computed",
      /sqrt\(7fa00001\): results: \["ffc00000"\], expected \["7fc00000"\]/,
    ],
    [
      "lets growth pass the maximum",
      "step/areas.js",
      "if (pages > memory.maxPages)",
      "if (pages > memory.maxPages + 1)",
      "programs/memory-grow",
      /results: \["2"\], expected \["ffffffff"\]/,
    ],
    [
      "writes a filled area before it looks at its bounds",
      "step/areas.js",
      "if (at + count > areas.end)\n            return areas.bounds;",
      "",
      "programs/memory-fill",
      /the end is returned, expected out of bounds memory access/,
    ],
    [
      "does not roll back what traps",
      "step/settle.js",
      '    restore(m, before);\n    return { kind: "rolled back"',
      '    return { kind: "rolled back"',
      "programs/rolled-back",
      /state: /,
    ],
    [
      "lets one activation more onto the stack",
      "limits.js",
      "stackBytes: 1_048_576",
      "stackBytes: 1_052_672",
      "programs/stack-limit",
      /the end is returned, expected call stack exhausted/,
    ],
    [
      "sets immutable globals",
      "validate/function.js",
      'this.c.globals[x]?.mut === "const"',
      "false",
      "invalid/global-immutable",
      /it runs it, and the module is invalid/,
    ],
    [
      "calls a malformed module invalid",
      "decode/reader.js",
      'new ModuleError("malformed-module"',
      'new ModuleError("invalid-module"',
      "malformed/version-cut",
      /it calls it invalid, and the module is malformed/,
    ],
  ];

  test.concurrent.each(wrongs)("that %s fails", async (what, file, text, by, at, message) => {
    const id = `L1/nvm-${at}`;
    const [failure] = await failuresOf(variant(what.replaceAll(" ", "-"), file, text, by), id);
    expect(failure).toMatchObject({ id, kind: "run", message: expect.stringMatching(message) });
  });

  test("that nothing is wrong with conforms, so that what is changed is what fails", async () => {
    const same = variant("as-it-is", "limits.js", "stackBytes: 1_048_576", "stackBytes: 1_048_576");
    expect(await failuresOf(same, "L1/nvm-programs")).toEqual([]);
  });
});
