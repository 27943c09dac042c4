import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import initWabt from "wabt";
import { SCHEDULE } from "../gas/schedule.ts";
import { LIMITS } from "../limits.ts";
import type { NumType } from "../types.ts";
import { addHostFunc, type Extern, type Instance } from "./instantiate.ts";
import { createMachine, type Machine, Status } from "./machine.ts";
import { merkleRoot, stateRoot } from "./root.ts";
import { hostCall, resume, run } from "./run.ts";
import { begin, beginInstance, settle, settleExit } from "./settle.ts";
import { restore, snapshot } from "./snapshot.ts";
import { moduleWith } from "./testing-module.ts";

const moduleOf = moduleWith(await initWabt());

const GAS = 1_000_000;
const hash = (bytes: Uint8Array) => new Uint8Array(createHash("sha256").update(bytes).digest());
const root = (m: Machine) => Buffer.from(stateRoot(m, hash)).toString("hex");

function instantiated(text: string, host?: (m: Machine) => ReadonlyMap<string, Extern>): { m: Machine; instance: Instance } {
  const m = createMachine(LIMITS, SCHEDULE);
  const offered = host?.(m);
  const started = beginInstance(m, moduleOf(text), (_, name) => offered?.get(name), GAS);
  run(m, GAS);
  expect(settle(m, started).kind).toBe("committed");
  return { m, instance: started.instance };
}

const hostFunc = (m: Machine, name: string, params: NumType[], results: NumType[]): Extern =>
  addHostFunc(m, { params, results }, { module: "", name });

const addressOf = ({ exports }: Instance, name: string): number => exports.get(name)?.address as number;

const COUNTER = `(module (memory 1 3) (table $t 4 funcref) (global $g (mut i64) (i64.const 7)) (data "abc")
  (func $f (export "f") (param $n i32) (result i32)
    (global.set $g (i64.const -1))
    (i32.store (i32.const 100) (local.get $n))
    (table.set $t (i32.const 1) (ref.func $f))
    (drop (memory.grow (i32.const 1)))
    (i32.store (i32.const 65536) (i32.const 5))
    (memory.init 0 (i32.const 8) (i32.const 0) (i32.const 3))
    (data.drop 0)
    (if (i32.eqz (local.get $n)) (then unreachable))
    (i32.div_u (i32.const 100) (i32.sub (local.get $n) (i32.const 1))))
  (func (export "g") (param $n i32) (result i32)
    (i32.add (call $f (local.get $n)) (i32.const 1)))
  (elem declare func $f))`;

describe("an invocation", () => {
  test("that returns is committed and pays what it used", () => {
    const { m, instance } = instantiated(COUNTER);
    const started = begin(m, addressOf(instance, "f"), [5, 0], GAS);
    run(m, GAS);
    const settled = settle(m, started);
    expect(settled).toMatchObject({ kind: "committed", results: [25, 0] });
    expect(settled.gasUsed).toBe(GAS - m.gas);
    expect(m.mems[0]).toMatchObject({ pages: 2 });
    expect(m.dropped.datas[0]).toBe(1);
  });

  test.each([
    [0, "unreachable"],
    [1, "integer divide by zero"],
  ] as const)("that traps leaves no trace, pays its limit, and a report says where (%i)", (n, kind) => {
    const { m, instance } = instantiated(COUNTER);
    const before = root(m);
    const started = begin(m, addressOf(instance, "g"), [n, 0], GAS);
    run(m, GAS);
    expect(root(m)).not.toBe(before);
    const settled = settle(m, started);
    if (settled.kind !== "rolled back") throw new Error(settled.kind);
    expect(settled.gasUsed).toBe(GAS);
    expect(settled.report).toMatchObject({
      kind,
      calls: [
        { instance: 0, func: 0 },
        { instance: 0, func: 1 },
      ],
    });
    expect(settled.report.gasReached).toBeGreaterThan(4_096);
    expect(root(m)).toBe(before);
    expect(m.mems[0]).toMatchObject({ pages: 1 });
  });

  test("runs out of gas at a charge point only, before its effect, and is rolled back", () => {
    const { m, instance } = instantiated(COUNTER);
    const before = root(m);
    const start = (gas: number) => {
      const started = begin(m, addressOf(instance, "f"), [5, 0], gas);
      run(m, GAS);
      return settle(m, started);
    };
    const all = start(GAS).gasUsed;
    // A new machine: the first invocation was committed.
    const second = instantiated(COUNTER);
    Object.assign(m, second.m);
    for (const gas of [0, 1, 10, 50, 4_096, 4_150, all - 1]) {
      const settled = start(gas);
      expect(settled, `${gas}`).toMatchObject({ kind: "rolled back", gasUsed: gas, report: { kind: "out of gas" } });
      expect(root(m)).toBe(before);
    }
    expect(start(all)).toMatchObject({ kind: "committed", gasUsed: all });
  });

  test("may be ended by its host: with 0 it commits, else it pays what it used and leaves no trace", () => {
    const text = `(module (import "" "exit" (func $exit (param i32))) (memory 1)
      (func (export "f") (param i32) (i32.store (i32.const 0) (i32.const 9)) (call $exit (local.get 0)) unreachable))`;
    const host = (m: Machine) => new Map([["exit", hostFunc(m, "exit", ["i32"], [])]]);
    for (const code of [0, 3]) {
      const { m, instance } = instantiated(text, host);
      const before = root(m);
      const started = begin(m, addressOf(instance, "f"), [code, 0], GAS);
      run(m, GAS);
      expect(m.status).toBe(Status.host);
      const settled = settleExit(m, started, hostCall(m).args[0] as number);
      expect(settled).toMatchObject({ kind: "exited", code });
      expect(settled.gasUsed).toBeLessThan(200);
      expect(m.mems[0]?.bytes[0]).toBe(code === 0 ? 9 : 0);
      expect(root(m) === before).toBe(code !== 0);
    }
  });
});

describe("an instantiation", () => {
  test("is metered: memory, segments and the start function", () => {
    const text = `(module (memory 2) (data (i32.const 0) "hello") (start 0) (func (local i32)
      (loop (br_if 0 (i32.lt_u (local.tee 0 (i32.add (local.get 0) (i32.const 1))) (i32.const 100))))))`;
    const m = createMachine(LIMITS, SCHEDULE);
    const before = root(m);
    const start = (gas: number) => {
      const started = beginInstance(m, moduleOf(text), () => undefined, gas);
      run(m, GAS);
      return settle(m, started);
    };
    for (const gas of [0, 8_191, 8_192, 8_200, 8_300, 8_800]) {
      expect(start(gas), `${gas}`).toMatchObject({ kind: "rolled back", report: { kind: "out of gas" } });
      expect(root(m)).toBe(before);
      expect([m.mems.length, m.funcCount, m.instanceCount]).toEqual([0, 0, 0]);
    }
    const settled = start(GAS);
    expect(settled.kind).toBe("committed");
    expect(settled.gasUsed).toBeGreaterThan(8_192 + 5 + 100 * 6);
  });

  test("that traps is rolled back, and the report names the segment", () => {
    const m = createMachine(LIMITS, SCHEDULE);
    const valid = moduleOf(`(module (memory 1) (data (i32.const 0) "a") (data (i32.const 65535) "bc"))`);
    const started = beginInstance(m, valid, () => undefined, GAS);
    run(m, GAS);
    const offset = valid.module.datas[1]?.offset;
    expect(settle(m, started)).toMatchObject({
      kind: "rolled back",
      report: { kind: "out of bounds memory access", calls: [{ instance: 0, func: null, offset }] },
    });
    expect(m.mems).toEqual([]);
  });
});

describe("a machine between two steps", () => {
  const FACTORIAL = `(module (import "" "note" (func $note (param i64) (result i64))) (memory 1)
    (func $fac (export "fac") (param $n i64) (result i64) (local $x v128)
      (i64.store (i32.wrap_i64 (i64.shl (local.get $n) (i64.const 3))) (local.get $n))
      (memory.fill (i32.const 8192) (i32.const 1) (i32.const 9000))
      (local.set $x (i64x2.splat (local.get $n)))
      (if (result i64) (i64.eqz (local.get $n)) (then (call $note (i64.const 1)))
        (else (i64.mul (i64x2.extract_lane 0 (local.get $x)) (call $fac (i64.sub (local.get $n) (i64.const 1))))))))`;
  const host = (m: Machine) => new Map([["note", hostFunc(m, "note", ["i64"], ["i64"])]]);

  test("can be paused, copied and put back at every step, with the same end", () => {
    const whole = instantiated(FACTORIAL, host);
    begin(whole.m, addressOf(whole.instance, "fac"), [5, 0], GAS);
    const roots: string[] = [];
    const answer = (m: Machine) => {
      expect(hostCall(m)).toMatchObject({ name: "note", args: [1, 0] });
      resume(m, [1, 0], 17);
    };
    const { m } = whole;
    while (m.status === Status.running || m.status === Status.host) {
      const before = snapshot(m);
      roots.push(root(m));
      if (m.status === Status.host) answer(m);
      else run(m, 1);
      const after = root(m);
      restore(m, before);
      expect(root(m)).toBe(roots.at(-1));
      if (m.status === Status.host) answer(m);
      else run(m, 1);
      expect(root(m)).toBe(after);
    }
    expect(m.status).toBe(Status.returned);
    expect([...m.values.i32.subarray(0, 2)]).toEqual([120, 0]);
    expect(new Set(roots).size).toBe(roots.length);

    const again = instantiated(FACTORIAL, host);
    begin(again.m, addressOf(again.instance, "fac"), [5, 0], GAS);
    const seen = [root(again.m)];
    while (again.m.status === Status.running || again.m.status === Status.host) {
      if (again.m.status === Status.host) answer(again.m);
      else run(again.m, 7);
      seen.push(root(again.m));
    }
    expect(roots).toEqual(expect.arrayContaining(seen.slice(0, -1)));
    expect(seen.at(-1)).toBe(root(m));
  });

  test("has a root that any component changes", () => {
    const { m, instance } = instantiated(COUNTER);
    begin(m, addressOf(instance, "g"), [3, 0], GAS);
    run(m, 5);
    const before = root(m);
    const changes: ((m: Machine) => void)[] = [
      (each) => void each.values.i32.fill(1, 0, 1),
      (each) => void each.frames.fill(1, 0, 1),
      (each) => void each.globals.fill(1, 0, 1),
      (each) => void each.mems[0]?.bytes.fill(1, 65_535),
      (each) => void each.tables[0]?.elements.fill(3, 2, 3),
      (each) => void each.dropped.datas.fill(1),
      (each) => void Object.assign(each, { gas: each.gas - 1 }),
      (each) => void Object.assign(each, { pc: each.pc + 4 }),
    ];
    for (const change of changes) {
      const copy = snapshot(m);
      change(m);
      expect(root(m), `${change}`).not.toBe(before);
      restore(m, copy);
      expect(root(m)).toBe(before);
    }
    // What is above the words in use has no influence.
    m.values.i32.fill(77, 1_000, 2_000);
    expect(root(m)).toBe(before);
  });

  test("has Merkle roots that tell leaves from nodes and lengths apart", () => {
    const page = (value: number) => new Uint8Array(4_096).fill(value);
    const two = Buffer.concat([page(1), page(2)]);
    const three = Buffer.concat([page(1), page(2), page(3)]);
    const hex = (bytes: Uint8Array) => Buffer.from(merkleRoot(bytes, hash)).toString("hex");
    expect(new Set([hex(two), hex(three), hex(page(1)), hex(new Uint8Array(0)), hex(page(0))]).size).toBe(5);
    const leaf = (value: number) => hash(Buffer.concat([Uint8Array.of(0), page(value)]));
    expect(hex(two)).toBe(Buffer.from(hash(Buffer.concat([Uint8Array.of(1), leaf(1), leaf(2)]))).toString("hex"));
  });
});
