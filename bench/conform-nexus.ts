/**
 * The machines of this repository behind the runner protocol: the whole conformance suite, its rates by level, and some models in
 * lockstep within one process beside.
 */

import type { Benchmark, Figure } from "./benchmark.ts";
import { conformOf, type Suite, sumOf } from "./conform.ts";
import { lockstepOf } from "./lockstep-gsi.ts";

/** One model of each kind of machine. */
const COMPARED = ["MCGsiN7n4", "MCSimplexV1InTime", "MCSimplexVotesN2V2", "MCBeaconN3H3"];

/** The whole suite must take no longer, on two cores. */
const SECONDS = 120;

const stepsOf = ({ explored }: Suite) => explored?.steps ?? 0;
const casesOf = ({ cases }: Suite) => cases;
const secondsOf = ({ seconds }: Suite) => seconds;

export const conformNexusBenchmark: Benchmark = {
  name: "conform-nexus",
  run: (quick): readonly Figure[] => {
    const start = performance.now();
    const suites = conformOf("nexus", ...(quick ? ["--filter", "Simplex/"] : []));
    const seconds = (performance.now() - start) / 1000;
    const live = suites.filter(({ level }) => level === 3);
    const vectors = suites.filter(({ level }) => level === 2);
    const [programs, others] = [true, false].map((isNvm) => vectors.filter(({ module }) => (module === "Nvm") === isNvm)) as [
      Suite[],
      Suite[],
    ];
    return [
      { name: "failures", value: suites.flatMap(({ failures }) => failures).length, exactly: 0 },
      { name: "seconds", value: seconds },
      ...(quick ? [] : [{ name: "suites in two minutes", value: SECONDS / seconds, atLeast: 1 }]),
      { name: "L2 vectors", value: sumOf(vectors, casesOf) },
      { name: "L2 vectors per second", value: sumOf(others, casesOf) / sumOf(others, secondsOf), atLeast: 10e3 },
      // Both sides make the programs of each model first.
      ...(programs.length === 0
        ? []
        : [{ name: "L2 vectors per second, NVM", value: sumOf(programs, casesOf) / sumOf(programs, secondsOf) }]),
      { name: "L3 inputs", value: sumOf(live, stepsOf) },
      { name: "L3 inputs per second", value: sumOf(live, stepsOf) / sumOf(live, secondsOf), atLeast: 10e3 },
      ...COMPARED.flatMap((model) => comparison(model)),
    ];
  },
};

/** A model at level 3, with a budget that is not spent on starting, and in lockstep. */
function comparison(model: string): readonly Figure[] {
  const live = conformOf("nexus", "--level", "3", "--filter", `/${model}`, "--budget", "100k").filter(
    (suite) => suite.model === model,
  );
  const rate = sumOf(live, stepsOf) / sumOf(live, secondsOf);
  const { result, seconds } = lockstepOf(model);
  return [
    { name: `${model} L3 inputs per second`, value: rate, atLeast: 10e3 },
    { name: `${model} lockstep verdict`, value: result.verdict, exactly: "equal" },
    { name: `${model} lockstep to L3`, value: result.bindings / seconds / rate },
  ];
}
