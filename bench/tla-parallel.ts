/** TwoPhase.tla explored by `explore` and by two threads that share values, in turns in one run: what matters is the ratio. */

import { readFileSync } from "node:fs";
import { type Exploration, explore } from "nexus-reference/checker";
import { exploreGraphInThreads, loadSharedSpec } from "nexus-reference/runtime";
import { loadSpec } from "nexus-reference/tla";
import type { Benchmark, Figure } from "./benchmark.ts";

/** From the repository's root, where `npm run bench` runs. */
const text = (file: string) => readFileSync(`bench/tla/${file}`, "utf8");

/** Counts by the number of resource managers: those of TLC. */
const SIZES = {
  quick: { rms: 7, distinct: 296_448, generated: 2_744_706 },
  full: { rms: 8, distinct: 1_745_408, generated: 18_507_778 },
} as const;

const sources = (rms: number) => ({
  module: "TwoPhase",
  config: {
    file: "TwoPhase.cfg",
    source: text("TwoPhase.cfg").replace(/RM = \{.*\}/, `RM = {${Array.from({ length: rms }, (_, i) => i + 1)}}`),
  },
  resolve: (name: string) => (name === "TwoPhase" ? { file: "TwoPhase.tla", source: text("TwoPhase.tla") } : undefined),
});

function explored(rms: number, threads: number): Exploration {
  if (threads === 1) return explore(loadSpec(sources(rms)).graph, { checkDeadlock: false });
  const { spec, source } = loadSharedSpec(sources(rms));
  return exploreGraphInThreads(spec.graph, source, { threads, checkDeadlock: false });
}

export const tlaParallelBenchmark: Benchmark = {
  name: "tla-parallel",
  run: (quick) => {
    const { rms, distinct, generated } = SIZES[quick ? "quick" : "full"];
    const seconds = new Map<number, number[]>();
    const figures: Figure[] = [];
    for (const threads of [1, 2, 1, 2]) {
      const before = process.cpuUsage();
      const result = explored(rms, threads);
      const cpu = process.cpuUsage(before);
      seconds.set(threads, [...(seconds.get(threads) ?? []), result.seconds]);
      const run = `${threads} thread${threads === 1 ? "" : "s"}:`;
      figures.push(
        { name: `${run} distinct`, value: result.distinct, exactly: distinct },
        { name: `${run} generated`, value: result.generated, exactly: generated },
        { name: `${run} seconds`, value: result.seconds },
        { name: `${run} CPU seconds`, value: (cpu.user + cpu.system) / 1e6 },
      );
    }
    const best = (threads: number) => Math.min(...(seconds.get(threads) ?? []));
    return [...figures, { name: "speed of two over one", value: best(1) / best(2), atLeast: 1.4 }];
  },
};
