/**
 * GSI in lockstep with its module: every binding of every action in every reachable state, in both worlds. The spec's own
 * exploration is timed apart; the rates are those of the comparison.
 */

import { existsSync, readFileSync } from "node:fs";
import { explore, lockstep } from "nexus-reference/checker";
import { gsiModels } from "nexus-reference/machines/gsi/models";
import { loadSpec } from "nexus-reference/tla";
import type { Benchmark } from "./benchmark.ts";

const EXPECTED = {
  full: { model: "MCGsiN10n2", states: 139_662, edges: 397_941, bindings: 45_948_798 },
  quick: { model: "MCGsiN7n4", states: 7_991, edges: 14_713, bindings: 447_496 },
} as const;

/** Modules and cfg files, from the root of the project. */
const SPECS = "spec/tla";

const read = (file: string) => ({ file, source: readFileSync(file, "utf8") });

export const lockstepGsiBenchmark: Benchmark = {
  name: "lockstep-gsi",
  run: (quick) => {
    const expected = quick ? EXPECTED.quick : EXPECTED.full;
    const system = gsiModels[expected.model]?.();
    if (system === undefined) throw new Error(`there is no model ${expected.model}`);
    const spec = loadSpec({
      module: system.module,
      config: read(`${SPECS}/${expected.model}.cfg`),
      resolve: (name) => (existsSync(`${SPECS}/${name}.tla`) ? read(`${SPECS}/${name}.tla`) : undefined),
      witnesses: Object.keys(system.witnesses),
    });
    const alone = explore(spec.graph, { digest: true });
    const before = process.cpuUsage();
    const result = lockstep(spec, system, { alone });
    const cpu = process.cpuUsage(before);
    const cpuSeconds = (cpu.user + cpu.system) / 1e6;
    const edges = Object.values(result.edges).reduce((sum, count) => sum + count, 0);
    return [
      { name: "verdict", value: result.verdict, exactly: "equal" },
      { name: "distinct states", value: result.states, exactly: expected.states },
      { name: "edges", value: edges, exactly: expected.edges },
      { name: "bindings", value: result.bindings, exactly: expected.bindings },
      { name: "edges per second", value: edges / result.seconds, atLeast: 150e3 },
      { name: "bindings per second", value: result.bindings / result.seconds },
      { name: "edges per CPU second", value: edges / cpuSeconds },
      { name: "bindings per CPU second", value: result.bindings / cpuSeconds },
      { name: "bytes per state", value: result.bytes / result.states },
      { name: "seconds", value: result.seconds },
      { name: "CPU seconds", value: cpuSeconds },
      { name: "seconds, the spec alone", value: alone.seconds },
    ];
  },
};
