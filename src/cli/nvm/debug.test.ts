/** `nexus nvm debug` as its users meet it. It runs what `npm run build` has built. */

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import initWabt from "wabt";
import { nexusIn } from "../testing-command.ts";
import { Scratch } from "../tla/testing-files.ts";

const MODULE = `(module (memory 1) (global $g (mut i64) (i64.const -2))
  (func $fac (export "fac") (param i32) (result i32)
    (i32.store (i32.const 16) (local.get 0))
    (if (result i32) (i32.eqz (local.get 0)) (then (i32.const 1))
      (else (i32.mul (local.get 0) (call $fac (i32.sub (local.get 0) (i32.const 1)))))))
  (func (export "bad") unreachable))`;

let scratch: Scratch;
beforeAll(async () => {
  const wabt = await initWabt();
  scratch = new Scratch();
  scratch.write("m.wasm", new Uint8Array(wabt.parseWat("t.wat", MODULE).toBinary({ write_debug_names: true }).buffer));
});
afterAll(() => scratch.remove());

const debug = (name: string, commands: string, ...args: readonly string[]) =>
  nexusIn(scratch.path, "nvm", "debug", "m.wasm", "--invoke", name, "--commands", commands, ...args);

describe("nexus nvm debug", () => {
  test("steps forward and backward to the same states", async () => {
    const { code, out } = await debug("fac", "where; step 3; memory 16 4; back 2; memory 16 4; step 2; memory 16 4; goto 0", "3");
    const lines = out.trimEnd().split("\n");
    expect(code).toBe(0);
    expect(lines[0]).toMatch(/^step 0, 0 gas used, function 0 fac, byte 0x[\da-f]+ {2}i32\.const 16$/);
    expect(lines[1]).toMatch(/^step 3, \d+ gas used, function 0 fac, byte 0x[\da-f]+ {2}local\.get 0$/);
    expect(lines[2]).toBe("0x10       03 00 00 00");
    expect(lines[3]).toMatch(/^step 1, .* local\.get 0$/);
    expect(lines[4]).toBe("0x10       00 00 00 00");
    expect([lines[5], lines[6]]).toEqual([lines[1], lines[2]]);
    expect(lines[7]).toBe(lines[0]);
  });

  test("shows operands, locals, globals, calls and the instructions", async () => {
    const { out } = await debug("fac", "step 2; stack; locals; globals; until 0x45; list; run; stack; back; calls", "3");
    expect(out).toContain("operand word 0: 16 (0x10)\noperand word 1: 0 (0x00)\noperand word 2: 3 (0x03)\n");
    expect(out).toContain("local word 0: 3 (0x03)\n");
    expect(out).toContain("global 0: -2 (0xfffffffe), -1 (0xffffffff), 0 (0x00), 0 (0x00)\n");
    expect(out).toMatch(/^> 0x45 .*\n/m);
    expect(out).toMatch(/: returned\noperand word 0: 6 \(0x06\)/);
  });

  test("names the calls that are open, and the trap at the end", async () => {
    const { out } = await debug("fac", "step 30; calls", "5");
    expect(out.match(/^function 0 fac, byte 0x[\da-f]+$/gm)?.length).toBeGreaterThan(1);
    expect((await debug("bad", "run")).out).toMatch(/unreachable: trap, unreachable\n$/);
  });

  test.each([
    ["stepp", "did you mean step"],
    ["step x", '"x" is no whole number'],
    ["memory 65530 7", "the memory has 65536 bytes"],
    ["until 1", "no instruction at byte 0x01"],
    ["stack 1 2", "write it like: stack"],
  ])("refuses %j", async (commands, message) => {
    const { code, err } = await debug("fac", commands, "3");
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});
