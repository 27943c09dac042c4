/** `nexus nvm run` as its users meet it. It runs what `npm run build` has built. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import initWabt from "wabt";
import { nexusIn } from "../testing-command.ts";
import { Scratch } from "../tla/testing-files.ts";
import { schemaProblems } from "../tla/testing-json-schema.ts";

const MODULE = `(module (memory 1)
  (func $fac (export "fac") (param i64) (result i64)
    (if (result i64) (i64.eqz (local.get 0)) (then (i64.const 1))
      (else (i64.mul (local.get 0) (call $fac (i64.sub (local.get 0) (i64.const 1)))))))
  (func (export "all") (param i32 i64 f32 f64 v128 funcref) (result funcref v128 f64 f32 i64 i32)
    (local.get 5) (local.get 4) (local.get 3) (local.get 2) (local.get 1) (local.get 0))
  (func $divide (export "divide") (param i32 i32) (result i32) (i32.div_s (local.get 0) (local.get 1)))
  (func (export "deep") (result i32) (call $divide (i32.const 1) (i32.const 0)))
  (func (export "forever") (loop (br 0))))`;

let scratch: Scratch;
beforeAll(async () => {
  const wabt = await initWabt();
  const bytes = (text: string) => new Uint8Array(wabt.parseWat("test.wat", text).toBinary({ write_debug_names: true }).buffer);
  scratch = new Scratch();
  scratch.write("m.wasm", bytes(MODULE));
  scratch.write("start.wasm", bytes(`(module (func (export "_start") nop))`));
  scratch.write("import.wasm", bytes(`(module (import "env" "log" (func)))`));
  scratch.write("bad-start.wasm", bytes(`(module (memory 1) (data (i32.const 65536) "x"))`));
});
afterAll(() => scratch.remove());

const nexus = (...args: readonly string[]) => nexusIn(scratch.path, ...args);
const invoke = (...args: readonly string[]) => nexus("nvm", "run", "m.wasm", "--invoke", ...args);

describe("nexus nvm run", () => {
  test("prints results on standard output, gas and steps apart", async () => {
    const { code, out, err } = await invoke("fac", "20");
    expect([code, out]).toEqual([0, "i64 2432902008176640000\n"]);
    expect(err).toMatch(/^[\d,]+ gas, [\d,]+ steps\n$/);
  });

  test("takes and prints values of all types", async () => {
    const vector = "0x000102030405060708090a0b0c0d0e0f";
    const { out } = await invoke("all", "--", "0xffffffff", "-9223372036854775808", "-0.1", "nan", vector, "null");
    expect(out).toBe(`funcref null\nv128 ${vector}\nf64 nan\nf32 -0.1\ni64 -9223372036854775808\ni32 -1\n`);
    expect((await invoke("all", "--", "1", "2", "-inf", "-0", vector, "null")).out).toContain("f64 -0\nf32 -inf\n");
  });

  test("says of a trap what it is and where, with exit code 1", async () => {
    const { code, out, err } = await invoke("deep");
    expect([code, out]).toEqual([1, ""]);
    expect(err).toMatch(
      /^trap: integer divide by zero, after \d+ gas; all is rolled back\n {2}in function 2 divide, byte 0x[\da-f]+\n/,
    );
    expect(err).toMatch(/ {2}called from function 3, byte 0x[\da-f]+\n1,000,000,000 gas/);
  });

  test("stops where gas runs out", async () => {
    const { code, out } = await invoke("forever", "--gas", "5000", "--json");
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      format: "nexus-nvm-run",
      outcome: "out of gas",
      results: [],
      gasUsed: 5000,
      report: { kind: "out of gas", calls: [{ instance: 0, func: 4 }] },
    });
  });

  test("gives the same steps and gas with a trace, which has a line for each step", async () => {
    const plain = JSON.parse((await invoke("fac", "--json", "3")).out);
    const traced = JSON.parse((await invoke("fac", "--json", "--trace", "t.tsv", "3")).out);
    expect(traced).toEqual(plain);
    const lines = readFileSync(join(scratch.path, "t.tsv"), "utf8").trimEnd().split("\n");
    expect(lines).toHaveLength(plain.steps);
    expect(lines[0]).toMatch(/^1\t\d+\t0\t0 fac\t0x[\da-f]+\tlocal.get 0\t3 0$/);
    expect(lines.filter((line) => line.includes("call 0"))).toHaveLength(3);
  });

  test("documents agree with the schema, whatever the end", async () => {
    for (const args of [["fac", "3"], ["deep"], ["forever", "--gas", "50"]]) {
      expect(schemaProblems("nvm-run-result.schema.json", (await invoke(...args, "--json")).out)).toEqual([]);
    }
  });

  test("calls _start where nothing is named, or only instantiates", async () => {
    expect(await nexus("nvm", "run", "start.wasm")).toMatchObject({ code: 0, out: "" });
    expect((await nexus("nvm", "run", "m.wasm")).code).toBe(0);
    const { code, err } = await nexus("nvm", "run", "bad-start.wasm");
    expect(code).toBe(1);
    expect(err).toMatch(/^trap: out of bounds memory access while instantiating/);
  });

  test.each([
    [["m.wasm", "--invoke", "fca", "1"], "did you mean fac"],
    [["m.wasm", "--invoke", "fac"], "fac has 1 parameters, and 0 arguments are given"],
    [["m.wasm", "--invoke", "fac", "1.5"], 'argument 1 is "1.5", and the parameter is i64'],
    [["m.wasm", "--invoke", "fac", "18446744073709551616"], "below 2^64"],
    [["m.wasm", "--invoke", "fac", "1", "--gas", "-1"], "gas"],
    [["m.wasm", "--invoke", "fac", "1", "--gas", "1e99"], "--gas needs a whole number below 2^53"],
    [["import.wasm"], "unknown import"],
    [[], "nvm run needs a module"],
  ])("refuses %j", async (args, message) => {
    const { code, err } = await nexus("nvm", "run", ...args);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });

  test("writes no trace of a run that is too long, and says how to shorten it", async () => {
    const { code, err } = await invoke("forever", "--trace", "long.tsv", "--gas", "10000000");
    expect(code).toBe(2);
    expect(err).toContain("more than 250,000 steps");
    expect(existsSync(join(scratch.path, "long.tsv"))).toBe(false);
  });
});
