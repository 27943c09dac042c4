import { describe, expect, test } from "vitest";
import initWabt from "wabt";
import { SCHEDULE } from "../gas/schedule.ts";
import { LIMITS } from "../limits.ts";
import { History } from "./history.ts";
import { stateOf } from "./immutable/convert.ts";
import { addInstance, type ExportAddress } from "./instantiate.ts";
import { createMachine, type Machine, Status } from "./machine.ts";
import { invoke } from "./run.ts";
import { moduleWith } from "./testing-module.ts";

const moduleOf = moduleWith(await initWabt());
const COUNT = `(module (memory 1) (func (export "count") (param i32)
  (loop (i32.store (local.get 0) (local.get 0))
    (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1))))) unreachable))`;

function started(rounds: number): Machine {
  const m = createMachine(LIMITS, SCHEDULE);
  const instance = addInstance(m, moduleOf(COUNT), () => undefined);
  invoke(m, (instance.exports.get("count") as ExportAddress).address, [rounds, 0], 1e9);
  return m;
}

const registers = ({ pc, gas, status, values }: Machine) => [pc, gas, status, values.i32[0]];

describe("a history", () => {
  test("goes back to the very states that it went through", () => {
    const m = started(1_000);
    const history = new History(m);
    const states: unknown[] = [stateOf(m)];
    for (let i = 0; i < 40; i++) {
      history.forward(1);
      states.push(stateOf(m));
    }
    for (const step of [39, 3, 17, 0, 40]) {
      history.seek(step);
      expect([history.step, stateOf(m)]).toEqual([step, states[step]]);
    }
    history.back(5);
    expect(stateOf(m)).toEqual(states[35]);
    history.back(1_000);
    expect(stateOf(m)).toEqual(states[0]);
  });

  test("finds its way through many snapshots, and back from a trap", () => {
    const m = started(20_000);
    const history = new History(m);
    expect(history.forward(Number.MAX_SAFE_INTEGER)).toBe(false);
    expect(m.status).toBe(Status.trapped);
    const end = history.step;
    expect(end).toBe(20_000 * 8);
    for (const step of [end - 1, 1, 77_777, 100_000, 1_024]) {
      const other = started(20_000);
      new History(other).forward(step);
      history.seek(step);
      expect(registers(m), `${step}`).toEqual(registers(other));
    }
    history.seek(end + 5);
    expect([m.status, history.step]).toEqual([Status.trapped, end]);
    history.back(1);
    expect([m.status, history.step]).toEqual([Status.running, end - 1]);
  });
});
