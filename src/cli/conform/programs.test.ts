/** Replies to `run`: what has not the form of the protocol fails its case, and what differs is told at its first place. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { packageRoot } from "../files.ts";
import { nexusIn } from "../testing-command.ts";
import { schemaProblems } from "../tla/testing-json-schema.ts";
import type { RunInput } from "../vectors/nvm/suite.ts";
import { runOutputAt } from "./run-reply.ts";

const asked: RunInput = {
  module: "",
  gas: 9,
  calls: [{ function: "f", args: [], gas: 9 }],
  parts: ["state", "trace"],
};
const root = "0".repeat(64);
const state = { globals: root, tables: [root], memory: root };
const started = { end: "returned", gas: 0, state };
const called = { end: "returned", gas: 3, results: ["0", "ff"], state, trace: [[8, 1, null]] };

describe("a reply to run", () => {
  test("is read: a refusal, runs, instantiating that fails", () => {
    const right: readonly object[] = [
      { refused: "limit" },
      { runs: [started, called] },
      { runs: [started, { ...called, end: "unreachable", results: undefined }] },
      { runs: [{ end: "out of gas", gas: 9 }] },
    ];
    for (const one of right) {
      const json = JSON.parse(JSON.stringify(one)) as object;
      expect(runOutputAt(json, "$", asked)).toEqual(json);
    }
  });

  const { trace: _trace, ...untraced } = called;
  const { state: _state, ...stateless } = called;
  const wrongs: readonly (readonly [what: string, reply: unknown, message: RegExp])[] = [
    ["nothing", null, /\$: expected an object/],
    ["neither", {}, /the key "runs"/],
    ["both", { refused: "limit", runs: [] }, /\$\.runs: expected no such key/],
    ["another refusal", { refused: "ugly" }, /\$\.refused: expected one of "malformed"/],
    ["no runs", { runs: [] }, /\$\.runs: expected 1 of them/],
    ["a call too few", { runs: [started] }, /\$\.runs: expected 2 of them/],
    ["calls without an instance", { runs: [{ end: "unreachable", gas: 9 }, called] }, /\$\.runs: expected 1 of them/],
    ["no end", { runs: [{ gas: 0 }] }, /\$\.runs\[0\]: expected the key "end"/],
    ["another end", { runs: [{ end: "fine", gas: 0 }] }, /\$\.runs\[0\]\.end: expected one of "returned"/],
    ["a state without an instance", { runs: [{ end: "unreachable", gas: 9, state }] }, /\.state: expected no such key/],
    ["results of instantiating", { runs: [{ ...started, results: [] }, called] }, /\[0\]\.results: expected no such key/],
    ["results of a trap", { runs: [started, { ...called, end: "unreachable" }] }, /\[1\]\.results: expected no such key/],
    ["no trace", { runs: [started, untraced] }, /\[1\]: expected the key "trace"/],
    ["no state", { runs: [started, stateless] }, /\[1\]: expected the key "state"/],
    ["gas that is a fraction", { runs: [{ ...started, gas: 0.5 }, called] }, /\.gas: expected a whole number/],
    ["negative gas", { runs: [{ ...started, gas: -1 }, called] }, /\.gas: expected a number from 0/],
    ["bits with a zero before", { runs: [started, { ...called, results: ["01"] }] }, /\.results\[0\]: expected a value's bits/],
    ["bits in capitals", { runs: [started, { ...called, results: ["FF"] }] }, /\.results\[0\]/],
    ["a short root", { runs: [{ ...started, state: { ...state, memory: "00" } }, called] }, /\.state\.memory: expected a root/],
    [
      "a root too many",
      { runs: [{ ...started, state: { ...state, stack: root } }, called] },
      /\.state\.stack: expected no such key/,
    ],
    ["a step of two", { runs: [started, { ...called, trace: [[8, 1]] }] }, /\.trace\[0\]: expected the place/],
    ["a step of four", { runs: [started, { ...called, trace: [[8, 1, null, 1]] }] }, /\.trace\[0\]/],
  ];

  test.each(wrongs)("with %s is refused", (_, reply, message) => {
    expect(() => runOutputAt(reply, "$", asked)).toThrow(message);
  });
});

describe("nexus conform", () => {
  const directory = mkdtempSync(join(tmpdir(), "nexus-programs-"));
  afterAll(() => rmSync(directory, { recursive: true }));
  let adapters = 0;

  interface Suite {
    readonly cases: number;
    readonly failures: readonly {
      readonly id: string;
      readonly kind: string;
      readonly message: string;
      readonly detail?: string;
    }[];
    readonly skipped: readonly { readonly reason: string }[];
  }

  /** The suite, of an implementation that answers the request `cases` with what `reply` says. */
  async function suiteOf(reply: string, filter: string): Promise<Suite> {
    const name = `adapter${adapters++}`;
    const text = `import { createInterface } from "node:readline";
for await (const line of createInterface({ input: process.stdin })) {
  const { id, op, cases } = JSON.parse(line);
  const hello = { protocol: 1, name: "small", version: "1", levels: [1], features: [], modules: [], suites: ["nvm-invalid", "nvm-traces"] };
  process.stdout.write(JSON.stringify({ id, ...(op === "hello" ? hello : op === "run" ? (${reply}) : {}) }) + "\\n");
}`;
    writeFileSync(join(directory, `${name}.mjs`), text);
    const path = join(directory, `${name}.json`);
    writeFileSync(path, JSON.stringify({ format: "nexus-adapter", version: 1, command: ["node", `${name}.mjs`] }));
    const { out, err } = await nexusIn(packageRoot, "conform", "--adapter", path, "--json", "--filter", filter);
    expect(out, err).not.toBe("");
    expect(schemaProblems("conform-result.schema.json", out)).toEqual([]);
    return (JSON.parse(out) as { readonly suites: readonly [Suite] }).suites[0];
  }

  const INVALID = "L1/nvm-invalid/type-operand";

  test("asks for each case by itself where a reply has not the form of the protocol", async () => {
    // i32.const 1 i32.add
    const one = 'cases.some(({ module }) => module.includes("41016a"))';
    const { cases, failures } = await suiteOf(
      `{ results: cases.map(() => ({ refused: "invalid", note: ${one} ? "why" : undefined })) }`,
      INVALID,
    );
    expect(cases).toBe(3);
    expect(failures).toMatchObject([
      {
        id: "L1/nvm-invalid/type-operand-missing",
        kind: "protocol-form",
        message: expect.stringContaining("$.results[0].note: expected no such key"),
      },
    ]);
  });

  test("counts an error and a number of results that is not that of the cases as failures, and a skip as one", async () => {
    expect((await suiteOf('{ error: "no NVM here" }', INVALID)).failures).toMatchObject(
      [{}, {}, {}].map(() => ({ kind: "protocol-error" })),
    );
    expect((await suiteOf("{ results: [] }", INVALID)).failures[0]).toMatchObject({ kind: "protocol-form" });
    const skip = '{ skip: { reason: "later", link: "https://example.org" } }';
    expect(await suiteOf(skip, INVALID)).toMatchObject({ cases: 0, failures: [], skipped: [{ reason: "later" }, {}, {}] });
  });

  test("tells the first difference, with the class of a module and the steps before", async () => {
    const malformed = await suiteOf('{ results: cases.map(() => ({ refused: "malformed" })) }', INVALID);
    expect(malformed.failures[0]).toMatchObject({ kind: "run", message: "it calls it malformed, and the module is invalid" });
    const said = "{ end: 'returned', gas: 0, results: ['0'], state: { globals: '0'.repeat(64), tables: [] }, trace: [] }";
    const start = "{ end: 'returned', gas: 0, state: { globals: '0'.repeat(64), tables: [] } }";
    const { failures } = await suiteOf(
      `{ results: cases.map(({ calls }) => ({ runs: [${start}, ...calls.map(() => (${said}))] })) }`,
      "L1/nvm-traces/br-if-keeps",
    );
    expect(failures[0]?.message).toMatch(/^instantiating: state: /);
  });
});
