/** How long `nexus tla check` takes for a model of a few hundred states, from the shell and back. */

import { spawnSync } from "node:child_process";
import type { Benchmark } from "./benchmark.ts";

/** From the repository's root, where `npm run bench` runs. */
const COMMAND = ["dist/cli/main.js", "tla", "check", "bench/tla/TwoPhase.tla", "--config", "bench/tla/TwoPhase3.cfg"];
const RUNS = 7;

export const startUpBenchmark: Benchmark = {
  name: "start-up",
  run: () => {
    const seconds: number[] = [];
    let said = "";
    for (let run = 0; run < RUNS; run++) {
      const start = performance.now();
      const child = spawnSync(process.execPath, COMMAND, { encoding: "utf8" });
      seconds.push((performance.now() - start) / 1000);
      said = child.status === 0 ? child.stdout : `exit code ${child.status}: ${child.stderr}`;
    }
    const distinct = /(\d+) distinct states/.exec(said)?.[1] ?? said;
    return [
      { name: "distinct states", value: Number(distinct), exactly: 288 },
      { name: "seconds, best of 7", value: Math.min(...seconds) },
      { name: "runs in 0.3 s", value: 0.3 / Math.min(...seconds), atLeast: 1 },
    ];
  },
};
