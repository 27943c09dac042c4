/** Decoding and validating real modules: those that npm's wabt and binaryen carry inside, caught when they start. */

import { decodeModule, loadModule, validateModule } from "nexus-reference/nvm";
import type { Benchmark, Figure } from "./benchmark.ts";

/** Megabytes a second of processor time. */
const TARGET = 20;

interface Host {
  WebAssembly: {
    instantiate: (source: unknown, imports?: unknown) => Promise<unknown>;
    validate: (bytes: Uint8Array) => boolean;
  };
}
const host = globalThis as unknown as Host;

/** The module that a package instantiates while `start` runs. */
async function caught(start: () => Promise<unknown>): Promise<Uint8Array> {
  const { instantiate } = host.WebAssembly;
  let found: Uint8Array | undefined;
  host.WebAssembly.instantiate = (source, imports) => {
    if (source instanceof Uint8Array || source instanceof ArrayBuffer)
      found ??= Uint8Array.from(new Uint8Array(source as ArrayBuffer));
    return instantiate.call(host.WebAssembly, source, imports);
  };
  try {
    await start();
  } finally {
    host.WebAssembly.instantiate = instantiate;
  }
  if (found === undefined) throw new Error("the package instantiates no module");
  return found;
}

/** Processor time so far, of all threads, in seconds: a machine that others use takes its wall time from this. */
function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** The best of several runs, in MB per second of processor time: what disturbs a run makes it slower and never faster. */
function rate(bytes: Uint8Array, runs: number, work: () => unknown): number {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run++) {
    const start = processorSeconds();
    work();
    best = Math.min(best, processorSeconds() - start);
  }
  return bytes.length / 1e6 / best;
}

export const nvmLoadBenchmark: Benchmark = {
  name: "nvm-load",
  run: async (quick) => {
    const wabt = await caught(async () => (await import("wabt")).default());
    const binaryen = await caught(() => import("binaryen"));
    const figures: Figure[] = [];
    for (const [name, bytes] of [["wabt", wabt] as const, ["binaryen", binaryen] as const]) {
      const runs = quick ? 3 : 10;
      const first = rate(bytes, 1, () => loadModule(bytes));
      const module = decodeModule(bytes);
      figures.push(
        { name: `${name}: bytes`, value: bytes.length },
        { name: `${name}: instructions`, value: module.code.cells.length / 4 },
        { name: `${name}: first load MB/s`, value: first },
        { name: `${name}: load MB/s`, value: rate(bytes, runs, () => loadModule(bytes)), atLeast: TARGET },
        { name: `${name}: decode MB/s`, value: rate(bytes, runs, () => decodeModule(bytes)) },
        { name: `${name}: validate MB/s`, value: rate(bytes, runs, () => validateModule(module)) },
        { name: `${name}: host validate MB/s`, value: rate(bytes, runs, () => host.WebAssembly.validate(bytes)) },
      );
    }
    return figures;
  },
};
