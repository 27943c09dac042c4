/** The step machine: instructions in a second, gas charged, beside the same module on the host's WebAssembly. */

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { hotBytecode, MOST_BYTECODE } from "../scripts/nvm/bytecode.ts";
import type { Benchmark, Figure } from "./benchmark.ts";
import { KERNELS } from "./nvm-kernels.ts";
import type { Taken } from "./nvm-process.ts";

const PROCESS = fileURLToPath(new URL("./nvm-process.js", import.meta.url));
const PROCESSES = 5;
const TARGET = 150e6;

/** What a kernel takes in a process of its own. */
export function measured(kernel: string, rounds: number): Taken {
  const child = spawnSync(process.execPath, [PROCESS, kernel, String(rounds)], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (child.status !== 0) throw new Error(`the process of ${kernel} ended with ${child.status}`);
  return JSON.parse(child.stdout) as Taken;
}

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;

export const nvmBenchmark: Benchmark = {
  name: "nvm",
  run: (quick) => {
    const figures: Figure[] = [];
    for (const [name, kernel] of Object.entries(KERNELS)) {
      const taken = Array.from({ length: PROCESSES }, () => measured(name, quick ? kernel.quick : kernel.rounds));
      const [first] = taken as [Taken];
      const rate = median(taken.map(({ steps, seconds }) => steps / seconds));
      const ratio = median(taken.map(({ seconds, hostSeconds }) => seconds / hostSeconds));
      figures.push(
        { name: `${name}: result`, value: first.result, exactly: first.hostResult },
        { name: `${name}: instructions`, value: first.steps },
        { name: `${name}: gas`, value: first.gas },
        { name: `${name}: instructions/s`, value: rate, atLeast: TARGET },
        { name: `${name}: times V8's time`, value: ratio },
      );
    }
    return [...figures, { name: "room for bytecode", value: MOST_BYTECODE / hotBytecode(), atLeast: 1 }];
  },
};
