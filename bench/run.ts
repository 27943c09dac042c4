/** `npm run bench`: speed and memory as figures and ratios, each benchmark in a process of its own so that none warms or spoils the code of another. */

import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import os from "node:os";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { ExitCode, NexusError } from "nexus-reference/lib/errors";
import { command, type Values } from "../scripts/command.ts";
import { type Benchmark, type Figure, figureText, isWrong } from "./benchmark.ts";
import { bls12381Benchmark } from "./bls12-381.ts";
import { conformGsiBenchmark } from "./conform-gsi.ts";
import { conformNexusBenchmark } from "./conform-nexus.ts";
import { livenessGsiBenchmark } from "./liveness-gsi.ts";
import { lockstepGsiBenchmark } from "./lockstep-gsi.ts";
import { logDkgBenchmark } from "./log-dkg.ts";
import { nvmBenchmark } from "./nvm.ts";
import { nvmGasBenchmark } from "./nvm-gas.ts";
import { nvmLoadBenchmark } from "./nvm-load.ts";
import { parallelBenchmark } from "./parallel.ts";
import { publishedBenchmarks } from "./published.ts";
import { simplexDriverBenchmark } from "./simplex-driver.ts";
import { simplexModelsBenchmark } from "./simplex-models.ts";
import { startUpBenchmark } from "./start-up.ts";
import { tlaParallelBenchmark } from "./tla-parallel.ts";
import { tlaTwoPhaseBenchmark } from "./tla-two-phase.ts";
import { twoPhaseCommitBenchmark } from "./two-phase-commit.ts";

const help = `The benchmarks: a table of figures and of ratios to the targets, and the same as JSON.

  npm run bench                     all of them
  npm run bench -- --quick          smaller sizes
  npm run bench -- --only NAME      one of them
  npm run bench -- --out FILE       where the JSON goes; reports/bench.json unless told
  npm run bench -- --examples DIR   a copy of tlaplus/Examples (or NEXUS_EXAMPLES_DIR), for the benchmarks on published models

TLA2TOOLS_JAR names a Java class path with TLC, to run it beside. Missing a speed target fails nothing: wall times on shared machines are noisy.

Exit codes: 0 all ran and every exact figure is right, 1 an exact figure is wrong or a benchmark failed, 2 usage.`;

/** Every benchmark, in the order of the table. */
const BENCHMARKS: readonly Benchmark[] = [
  twoPhaseCommitBenchmark,
  tlaTwoPhaseBenchmark,
  parallelBenchmark,
  tlaParallelBenchmark,
  startUpBenchmark,
  lockstepGsiBenchmark,
  livenessGsiBenchmark,
  conformGsiBenchmark,
  conformNexusBenchmark,
  nvmLoadBenchmark,
  bls12381Benchmark,
  nvmBenchmark,
  nvmGasBenchmark,
  logDkgBenchmark,
  simplexDriverBenchmark,
  simplexModelsBenchmark,
  ...publishedBenchmarks,
];

const DEFAULT_OUT = "reports/bench.json";

/** The child's part: one benchmark, its figures as JSON on stdout. */
const CHILD_FLAG = "figures-of";

interface Result {
  readonly name: string;
  readonly figures: readonly Figure[];
}

/** The benchmarks of a name, or all of them. */
function benchmarksNamed(name: string | undefined): readonly Benchmark[] {
  const chosen = BENCHMARKS.filter((each) => name === undefined || each.name === name);
  if (chosen.length > 0) return chosen;
  throw new NexusError("unknown-benchmark", `no benchmark is named ${name}`, {
    hint: `there are ${BENCHMARKS.map((each) => each.name).join(", ")}`,
  });
}

async function runHere(name: string, quick: boolean): Promise<readonly Figure[]> {
  const [benchmark] = benchmarksNamed(name) as readonly [Benchmark];
  const figures = await benchmark.run(quick);
  return [...figures, { name: "peak resident MiB", value: process.resourceUsage().maxRSS / 1024 }];
}

/** Runs one benchmark in a process of its own; null if it failed, after it said why on stderr. */
function runApart(name: string, quick: boolean): readonly Figure[] | null {
  const flags = quick ? ["--quick"] : [];
  const child = spawnSync(process.execPath, [fileURLToPath(import.meta.url), `--${CHILD_FLAG}`, name, ...flags], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  return child.status === 0 ? (JSON.parse(child.stdout) as readonly Figure[]) : null;
}

const options = {
  quick: { type: "boolean", default: false },
  only: { type: "string" },
  examples: { type: "string" },
  out: { type: "string", default: DEFAULT_OUT },
  [CHILD_FLAG]: { type: "string" },
} as const;

async function main({ quick, only, out, examples, ...rest }: Values<typeof options>): Promise<ExitCode> {
  if (examples !== undefined) process.env.NEXUS_EXAMPLES_DIR = examples;
  const child = rest[CHILD_FLAG];
  if (typeof child === "string") {
    process.stdout.write(JSON.stringify(await runHere(child, quick)));
    return ExitCode.ok;
  }
  const results: Result[] = [];
  let failed = false;
  for (const { name, skip } of benchmarksNamed(only)) {
    const reason = skip?.(quick) ?? null;
    if (reason !== null) {
      process.stdout.write(`${name}: skipped, ${reason}\n`);
      continue;
    }
    const figures = runApart(name, quick);
    process.stdout.write(
      `${name}${quick ? " (quick)" : ""}\n${figures === null ? "  failed\n" : figures.map(figureText).join("")}`,
    );
    failed ||= figures === null || figures.some(isWrong);
    if (figures !== null) results.push({ name, figures });
  }
  const machine = { node: process.version, cpu: os.cpus()[0]?.model ?? "unknown", cores: os.cpus().length };
  mkdirSync(dirname(out), { recursive: true });
  writeFileSync(out, `${JSON.stringify({ quick, machine, results }, null, 2)}\n`);
  return failed ? ExitCode.violated : ExitCode.ok;
}

await command(help, options, main);
