/** The compiler's speed: TwoPhase.tla with seven resource managers, both invariants checked, on one thread. */

import { readFileSync } from "node:fs";
import { explore } from "nexus-reference/checker";
import { loadSpec } from "nexus-reference/tla";
import type { Benchmark } from "./benchmark.ts";

/** Published counts: TLC's, and those that Stateright's example quotes for the same protocol. */
const EXPECTED = { distinct: 296_448, generated: 2_744_706 } as const;

/** From the repository's root, where `npm run bench` runs. */
const text = (file: string) => readFileSync(`bench/tla/${file}`, "utf8");

export const tlaTwoPhaseBenchmark: Benchmark = {
  name: "tla-two-phase",
  run: () => {
    const start = performance.now();
    const spec = loadSpec({
      module: "TwoPhase",
      config: { file: "TwoPhase.cfg", source: text("TwoPhase.cfg") },
      resolve: (name) => (name === "TwoPhase" ? { file: "TwoPhase.tla", source: text("TwoPhase.tla") } : undefined),
    });
    const loaded = performance.now();
    const before = process.cpuUsage();
    const result = explore(spec.graph, { checkDeadlock: false });
    const cpu = process.cpuUsage(before);
    return [
      { name: "verdict", value: result.verdict, exactly: "ok" },
      { name: "distinct states", value: result.distinct, exactly: EXPECTED.distinct },
      { name: "generated states", value: result.generated, exactly: EXPECTED.generated },
      { name: "compile milliseconds", value: loaded - start },
      { name: "distinct per second", value: result.distinct / result.seconds },
      { name: "generated per second", value: result.generated / result.seconds, atLeast: 500e3 },
      { name: "generated per CPU second", value: (result.generated * 1e6) / (cpu.user + cpu.system) },
      { name: "seconds", value: result.seconds },
    ];
  },
};
