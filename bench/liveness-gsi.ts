/**
 * GSI's liveness beside its safety, in the spec and in the code: how many times longer behaviours take than states. The safety of
 * each world is timed by exploring it with its invariants, right before its liveness.
 */

import { existsSync, readFileSync } from "node:fs";
import { checkCodeLiveness, checkLiveness, explore, graphOf } from "nexus-reference/checker";
import { gsiModels } from "nexus-reference/machines/gsi/models";
import { loadSpec } from "nexus-reference/tla";
import type { Benchmark } from "./benchmark.ts";

const EXPECTED = {
  full: { model: "MCGsiN10n2", states: 139_662, edges: 380_842 },
  quick: { model: "MCGsiN7n4", states: 7_991, edges: 13_382 },
} as const;

const SPECS = "spec/tla";
const PROPERTIES = "PROPERTIES AssertionsBecomeFinal FinalIsReleased ReleasedIsCarried";
/** Liveness may take this many times the seconds of safety. */
const MOST = 4;

const read = (file: string) => ({ file, source: readFileSync(file, "utf8") });

export const livenessGsiBenchmark: Benchmark = {
  name: "liveness-gsi",
  run: (quick) => {
    const expected = quick ? EXPECTED.quick : EXPECTED.full;
    const system = gsiModels[expected.model]?.();
    if (system === undefined) throw new Error(`there is no model ${expected.model}`);
    const { file, source } = read(`${SPECS}/${expected.model}.cfg`);
    const spec = loadSpec({
      module: system.module,
      config: { file, source: `${source.replace("SPECIFICATION Spec", "SPECIFICATION FairSpec")}\n${PROPERTIES}\n` },
      resolve: (name) => (existsSync(`${SPECS}/${name}.tla`) ? read(`${SPECS}/${name}.tla`) : undefined),
    });
    const liveness = spec.liveness();
    const alone = explore(spec.graph);
    const inSpec = checkLiveness(spec.graph, alone.store, liveness);
    const graph = graphOf(system);
    const code = explore(graph);
    const inCode = checkCodeLiveness(spec, system, code.store, liveness);
    return [
      { name: "spec verdict", value: inSpec.verdict, exactly: "ok" },
      { name: "code verdict", value: inCode.verdict, exactly: "ok" },
      { name: "distinct states", value: inSpec.states, exactly: expected.states },
      { name: "edges, spec", value: inSpec.edges, exactly: expected.edges },
      { name: "edges, code", value: inCode.edges, exactly: expected.edges },
      { name: `${MOST} x safety, spec`, value: (MOST * alone.seconds) / inSpec.seconds, atLeast: 1 },
      { name: `${MOST} x safety, code`, value: (MOST * code.seconds) / inCode.seconds, atLeast: 1 },
      { name: "seconds, spec's safety", value: alone.seconds },
      { name: "seconds, spec's liveness", value: inSpec.seconds },
      { name: "seconds, code's safety", value: code.seconds },
      { name: "seconds, code's liveness", value: inCode.seconds },
    ];
  },
};
