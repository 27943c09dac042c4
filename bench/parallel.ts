/** Two-phase commit explored by one thread and by two, in turns in one run: what matters is the ratio. */

import { exploreInThreads } from "nexus-reference/runtime";
import type { Benchmark, Figure } from "./benchmark.ts";
import { expectedCounts } from "./two-phase-commit.ts";

/** The module that the threads build their graphs from. */
const MODELS = new URL("./two-phase-commit.js", import.meta.url).href;

export const parallelBenchmark: Benchmark = {
  name: "parallel",
  run: async (quick) => {
    const { rms, distinct, generated } = quick ? expectedCounts.quick : expectedCounts.full;
    const source = { module: MODELS, model: `TwoPhaseN${rms}` };
    const seconds = new Map<number, number[]>();
    const figures: Figure[] = [];
    for (const threads of quick ? [1, 2, 1, 2, 1, 2] : [1, 2]) {
      const before = process.cpuUsage();
      const result = await exploreInThreads(source, { threads, checkDeadlock: false });
      const cpu = process.cpuUsage(before);
      seconds.set(threads, [...(seconds.get(threads) ?? []), result.seconds]);
      const run = `${threads} thread${threads === 1 ? "" : "s"}:`;
      figures.push(
        { name: `${run} verdict`, value: result.verdict, exactly: "ok" },
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
