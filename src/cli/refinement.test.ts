/** Refinement between real specs; the checker itself knows no TLA+, so its test stands here. */

import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { refines } from "../checker/index.ts";
import { NexusError } from "../lib/errors.ts";
import { packageRoot } from "./files.ts";
import { loadModel } from "./load.ts";

const good = join(packageRoot, "src", "cli", "fixtures", "good");
const load = (module: string, cfg: string) => loadModel(good, { module, cfg, broken: false, witnesses: [] }).spec;
const pair = load("Pair", "MCPair");
const switches = load("Switches", "MCSwitches");
const leaping = load("Switches", "MCSwitchesLeap");
const counter = load("Counter", "MCCounter");

describe("refines", () => {
  test("accepts a map under which both specs have the same steps", () => {
    const { verdict, explicit, counted, steps, difference } = refines(pair, switches, "Total");
    expect({ verdict, difference, steps }).toEqual({ verdict: "refines", difference: undefined, steps: 4 });
    expect([explicit?.distinct, counted?.distinct]).toEqual([4, 3]);
  });

  test("finds an explicit step that is no counted one", () => {
    const { verdict, difference } = refines(pair, switches, "Larger");
    expect(verdict).toBe("different");
    expect(difference?.kind).toBe("code-extra");
    expect(difference?.message).toBe("a step of the explicit spec maps to no step of the counted one");
    expect(difference?.trace?.states).toEqual([
      { left: 0, right: 0 },
      { left: 1, right: 0 },
    ]);
    expect(difference?.step?.action).toBe("Right");
    expect(difference?.variables).toEqual([{ variable: "on", before: "1", spec: "-", code: "3" }]);
  });

  test("finds a counted step that no explicit one gives", () => {
    const { verdict, difference } = refines(pair, leaping, "Total");
    expect(verdict).toBe("different");
    expect(difference?.kind).toBe("spec-extra");
    expect(difference?.trace?.states).toEqual([{ left: 0, right: 0 }]);
    expect(difference?.step?.action).toBe("Jump");
    expect(difference?.variables).toEqual([{ variable: "on", before: "0", spec: "2", code: "-" }]);
  });

  test("refuses a map whose value is no record of the counted variables", () => {
    const { verdict, error } = refines(pair, switches, "Unlike");
    expect(verdict).toBe("error");
    expect(error).toBeInstanceOf(NexusError);
    expect((error as NexusError).message).toBe("the record Unlike lacks the variable on of Switches");
    expect((error as NexusError).at?.start.line).toBe(13);
    const unknown = refines(pair, switches, "Missing");
    expect([unknown.verdict, (unknown.error as NexusError).code]).toEqual(["error", "tla-name"]);
  });

  test("stops at a limit, and where it is told to", () => {
    const limited = refines(pair, switches, "Total", { maxStates: 3 });
    expect([limited.verdict, limited.limit]).toEqual(["inconclusive", "states"]);
    const stopped = refines(pair, switches, "Total", { progressEvery: 1, stop: () => true });
    expect([stopped.verdict, stopped.limit]).toEqual(["inconclusive", "stopped"]);
  });

  test("says which spec fails alone", () => {
    const beyond = { ...counter.states, invariants: [{ name: "Never", holds: () => false }] };
    const failing = Object.create(counter, { states: { value: beyond } }) as typeof counter;
    const { verdict, counted, explicit } = refines(pair, failing, "Total");
    expect([verdict, counted?.property, explicit]).toEqual(["unsound", "Never", undefined]);
  });
});
