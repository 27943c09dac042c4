/**
 * GSI in lockstep with its module: every binding of every action in every reachable state, in both worlds. The spec's own
 * exploration is timed apart; the rates are those of the comparison.
 */

import { existsSync, readFileSync } from "node:fs";
import { explore, type Lockstep, lockstep } from "nexus-reference/checker";
import { models } from "nexus-reference/machines/index";
import { loadSpec } from "nexus-reference/tla";
import type { Benchmark } from "./benchmark.ts";

interface Expected {
  readonly model: string;
  readonly states: number;
  readonly edges: number;
  readonly bindings: number;
}

/** The explicit models of ten nodes; the first one tries many more bindings per step. */
const FULL: readonly Expected[] = [
  { model: "MCGsiN10n2", states: 139_662, edges: 397_941, bindings: 45_948_798 },
  { model: "MCGsiN10n4", states: 188_069, edges: 542_235, bindings: 21_816_004 },
];
const QUICK: readonly Expected[] = [{ model: "MCGsiN7n4", states: 7_991, edges: 14_713, bindings: 447_496 }];

/** Modules and cfg files, from the root of the project. */
const SPECS = "spec/tla";

const read = (file: string) => ({ file, source: readFileSync(file, "utf8") });

/** Compares a model of any protocol in this process. `seconds` are the comparison's, without the spec's own exploration. */
export function lockstepOf(model: string): { readonly result: Lockstep; readonly seconds: number } {
  const system = models[model]?.();
  if (system === undefined) throw new Error(`there is no model ${model}`);
  const spec = loadSpec({
    module: system.module,
    config: read(`${SPECS}/${model}.cfg`),
    resolve: (name) => (existsSync(`${SPECS}/${name}.tla`) ? read(`${SPECS}/${name}.tla`) : undefined),
    witnesses: Object.keys(system.witnesses),
  });
  // Bounded models end.
  const alone = explore(spec.states, { checkDeadlock: false, digest: true });
  const start = performance.now();
  const result = lockstep(spec, system, { alone });
  return { result, seconds: (performance.now() - start) / 1000 };
}

/** Compares one model. */
export function compareModel(expected: Expected) {
  const { result, seconds } = lockstepOf(expected.model);
  const edges = Object.values(result.edges).reduce((sum, count) => sum + count, 0);
  return { expected, result, edges, seconds };
}

export const lockstepGsiBenchmark: Benchmark = {
  name: "lockstep-gsi",
  run: (quick) => {
    const runs = (quick ? QUICK : FULL).map(compareModel);
    const sum = (of: (run: (typeof runs)[number]) => number) => runs.reduce((total, run) => total + of(run), 0);
    const seconds = sum((run) => run.seconds);
    return [
      ...runs.flatMap(({ expected, result, edges, seconds: own }) => [
        { name: `${expected.model} verdict`, value: result.verdict, exactly: "equal" },
        { name: `${expected.model} distinct states`, value: result.states, exactly: expected.states },
        { name: `${expected.model} edges`, value: edges, exactly: expected.edges },
        { name: `${expected.model} bindings`, value: result.bindings, exactly: expected.bindings },
        { name: `${expected.model} edges per second`, value: edges / own },
      ]),
      { name: "edges per second, all models", value: sum(({ edges }) => edges) / seconds, atLeast: 150e3 },
      { name: "bindings per second", value: sum(({ result }) => result.bindings) / seconds },
      { name: "bytes per state", value: sum(({ result }) => result.bytes) / sum(({ result }) => result.states) },
      { name: "seconds", value: seconds },
    ];
  },
};
