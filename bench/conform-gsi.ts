/**
 * The independent implementation of GSI behind the runner protocol, in a process of its own: the vectors, and every input of every state of a
 * model. The same model in lockstep within one process stands beside it.
 */

import type { Benchmark, Figure } from "./benchmark.ts";
import { conformOf, type Suite } from "./conform.ts";
import { compareModel } from "./lockstep-gsi.ts";

const MODEL = { model: "MCGsiN7n4", states: 7_991, edges: 14_713, bindings: 447_496 };

const conform = (...argv: readonly string[]) => conformOf("gsi", ...argv);

export const conformGsiBenchmark: Benchmark = {
  name: "conform-gsi",
  run: (quick): readonly Figure[] => {
    const vectors = conform("--level", "2");
    const [live] = conform("--level", "3", "--filter", `L3/Gsi/${MODEL.model}`, "--budget", quick ? "50k" : "1M");
    const steps = live?.explored?.steps ?? 0;
    const rate = steps / (live?.seconds ?? Number.NaN);
    const inProcess = compareModel(MODEL);
    const lockstepRate = inProcess.result.bindings / inProcess.seconds;
    const sum = (of: (suite: Suite) => number) => vectors.reduce((total, suite) => total + of(suite), 0);
    return [
      {
        name: "failures",
        value: [...vectors, ...(live === undefined ? [] : [live])].flatMap((s) => s.failures).length,
        exactly: 0,
      },
      { name: "L2 vectors", value: sum(({ cases }) => cases) },
      { name: "L2 vectors per second", value: sum(({ cases }) => cases) / sum(({ seconds }) => seconds), atLeast: 10e3 },
      { name: "L3 inputs", value: steps },
      { name: "L3 inputs per second", value: rate, atLeast: 10e3 },
      { name: "lockstep bindings per second", value: lockstepRate },
      { name: "lockstep to L3", value: lockstepRate / rate },
    ];
  },
};
