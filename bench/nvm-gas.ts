/** Gas against time: nanoseconds per unit of gas of each family of instructions on the step machine. */

import type { Benchmark } from "./benchmark.ts";
import { measured, median } from "./nvm.ts";
import { FAMILIES } from "./nvm-gas-kernels.ts";

const PROCESSES = 3;

/** The most by which a family's price may be too low: the worst over the median. */
const TARGET = 10;

export const nvmGasBenchmark: Benchmark = {
  name: "nvm-gas",
  run: (quick) => {
    const figures = Object.entries(FAMILIES).map(([name, { rounds, quick: few }]) => {
      const taken = Array.from({ length: quick ? 1 : PROCESSES }, () => measured(name, quick ? few : rounds));
      return { name: `${name}, ns`, value: median(taken.map(({ seconds, gas }) => (1e9 * seconds) / gas)) };
    });
    const values = figures.map(({ value }) => value);
    const middle = median(values);
    const worst = Math.max(...values);
    return [
      ...figures,
      { name: "median of families, ns", value: middle },
      { name: "worst over median", value: worst / middle },
      { name: "  within the goal", value: (TARGET * middle) / worst, atLeast: 1 },
      { name: "median over cheapest", value: middle / Math.min(...values) },
    ];
  },
};
