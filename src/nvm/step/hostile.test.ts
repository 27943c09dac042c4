/** Modules that are valid and want too much: none takes more than it pays for, none ends in an exception of the host. */

import { describe, expect, test } from "vitest";
import { SCHEDULE } from "../gas/schedule.ts";
import { encode, LIMITS, loadModule } from "../index.ts";
import { TRAPS } from "../rules/ir.ts";
import type { ExportAddress } from "./instantiate.ts";
import { allocated, createMachine, type Machine, Status } from "./machine.ts";
import { run } from "./run.ts";
import { begin, beginInstance, type Settled, settle } from "./settle.ts";

const { code, concat, functype, moduleBytes, name, SECTION, section, sN, u32, vec } = encode;
const GAS = 10_000_000;
const [CALL, END, I32] = [0x10, 0x0b, 0x7f];
const V128 = 0x7b;

function started(bytes: Uint8Array, gas = GAS): { readonly m: Machine; readonly settled: Settled; readonly func: number } {
  const m = createMachine(LIMITS, SCHEDULE);
  const { instance, ...checkpoint } = beginInstance(m, loadModule(bytes), () => undefined, gas);
  run(m, GAS);
  const settled = settle(m, checkpoint);
  return { m, settled, func: (instance.exports.get("f") as ExportAddress | undefined)?.address ?? -1 };
}

function called(bytes: Uint8Array): Settled {
  const { m, func } = started(bytes);
  const checkpoint = begin(m, func, [], GAS);
  run(m, GAS);
  expect(m.status).not.toBe(Status.running);
  return settle(m, checkpoint);
}

const oneFunction = (locals: readonly (readonly [number, number])[], body: readonly number[]): Uint8Array =>
  moduleBytes(
    section(SECTION.type, vec(functype([], []))),
    section(SECTION.function, vec([0])),
    section(SECTION.export, vec([...name("f"), 0, 0])),
    section(SECTION.code, vec(code(locals, body))),
  );

describe("a module that wants too much", () => {
  test("may declare the most locals in every function: they are not looked at before they are used", () => {
    const functions = 20_000;
    const bytes = moduleBytes(
      section(SECTION.type, vec(functype([], []))),
      section(SECTION.function, concat(u32(functions), new Uint8Array(functions))),
      section(SECTION.code, concat(u32(functions), ...Array.from({ length: functions }, () => code([[10_000, V128]], [])))),
    );
    const { m, settled } = started(bytes);
    expect(settled.kind).toBe("committed");
    // The charge of the locals and the return.
    expect(m.cellCount).toBe(4 * (1 + 2 * functions));
  });

  test("pays for each local that a call sets to 0", () => {
    const settled = called(oneFunction([[10_000, V128]], []));
    expect(settled).toMatchObject({ kind: "committed", gasUsed: 10_000 });
  });

  test.each([
    ["nothing", []],
    ["many locals", [[10_000, V128]]],
  ] as const)("recurses, with %s in a frame, until the stack limit", (_, locals) => {
    const settled = called(oneFunction(locals, [CALL, 0]));
    expect(settled).toMatchObject({ kind: "rolled back", gasUsed: GAS, report: { kind: "call stack exhausted" } });
  });

  test("loops without calls until its gas is gone", () => {
    expect(called(oneFunction([], [0x03, 0x40, 0x0c, 0, END]))).toMatchObject({
      kind: "rolled back",
      report: { kind: "out of gas", gasReached: GAS },
    });
  });

  test("pays for memories and tables before they are there", () => {
    const memory = moduleBytes(section(SECTION.memory, vec([0, ...u32(16_384)])));
    const tables = moduleBytes(section(SECTION.table, vec(...Array.from({ length: 1_000 }, () => [0x70, 0, ...u32(1_000_000)]))));
    for (const bytes of [memory, tables]) {
      const { m, settled } = started(bytes);
      expect(settled).toMatchObject({ kind: "rolled back", report: { kind: "out of gas", calls: [] } });
      expect([m.mems.length, m.tables.length]).toEqual([0, 0]);
    }
  });

  test("pays for growth before it happens, and fills of everything before they begin", () => {
    const growing = moduleBytes(
      section(SECTION.type, vec(functype([], [I32]))),
      section(SECTION.function, vec([0])),
      section(SECTION.memory, vec([0, 1])),
      section(SECTION.export, vec([...name("f"), 0, 0])),
      section(SECTION.code, vec(code([], [0x41, ...sN(10_000), 0x40, 0]))),
    );
    const { m, func } = started(growing);
    const checkpoint = begin(m, func, [], GAS);
    run(m, GAS);
    expect([m.status, m.mems[0]?.pages]).toEqual([Status.outOfGas, 1]);
    expect(settle(m, checkpoint)).toMatchObject({ report: { kind: "out of gas" } });
  });

  test("finds a host without room: that is a fault of the node and has a code of its own", () => {
    expect(() => allocated(Number.MAX_SAFE_INTEGER)).toThrow(expect.objectContaining({ code: "no-memory", exit: 4 }));
  });
});

test("the cost of the dearest block stays below 2^31", () => {
  const dearest = Math.max(...Object.values(SCHEDULE.weights));
  expect(dearest * LIMITS.functionBytes + SCHEDULE.local * LIMITS.locals).toBeLessThan(2 ** 31);
  expect(TRAPS[0]).toBe("none");
});
