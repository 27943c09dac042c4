/**
 * Models of the public repository tlaplus/Examples, on one thread, beside TLC. The repository is no part of this one: the variable
 * NEXUS_EXAMPLES_DIR names a copy. With TLA2TOOLS_JAR, a Java class path, TLC runs the same models on the same machine.
 */

import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { checkSpecLiveness, explore } from "nexus-reference/checker";
import { loadSpec, parseConfig } from "nexus-reference/tla";
import type { Benchmark, Figure } from "./benchmark.ts";
import { runTlc } from "./tlc.ts";

interface Published {
  readonly name: string;
  /** The module below `specifications/`, without `.tla`. */
  readonly module: string;
  /** The cfg beside it, without `.cfg`; called like the module unless told. */
  readonly config?: string;
  readonly distinct: number;
  readonly generated: number;
  /** States that TLC generates per second of processor time, measured on two cores of a shared server: the target. */
  readonly reference: number;
  /** Not run with `--quick`. */
  readonly slow?: true;
}

/** Counts are those that the repository's manifests record, or that TLC gives. */
const MODELS: readonly Published[] = [
  { name: "MCBakery", module: "Bakery-Boulangerie/MCBakery", distinct: 655_200, generated: 3_403_584, reference: 295e3 },
  { name: "LamportMutex", module: "lamport_mutex/MCLamportMutex", distinct: 724_274, generated: 2_729_079, reference: 167e3 },
  {
    name: "PaxosCommit",
    module: "transaction_commit/PaxosCommit",
    distinct: 1_321_761,
    generated: 16_959_159,
    reference: 141e3,
    slow: true,
  },
  { name: "EWD998PCal", module: "ewd998/EWD998PCal", distinct: 321_370, generated: 2_808_396, reference: 89e3 },
  { name: "bcastByz", module: "bcastByz/bcastByz", distinct: 14_424, generated: 227_344, reference: 17e3 },
  {
    name: "MultiPaxos-SMR",
    module: "MultiPaxos-SMR/MultiPaxos_MC",
    config: "MultiPaxos_MC_small",
    distinct: 343_796,
    generated: 736_012,
    reference: 36e3,
  },
];

export const publishedBenchmarks: readonly Benchmark[] = MODELS.map((model) => ({
  name: `tla-${model.name}`,
  skip: (quick) => {
    if (examples() === null) return "NEXUS_EXAMPLES_DIR names no copy of tlaplus/Examples";
    return quick && model.slow === true ? "it takes long" : null;
  },
  run: async () => [...explored(model), ...(await besideTlc(model))],
}));

/** The directory of the specifications, or null. */
function examples(): string | null {
  const directory = process.env.NEXUS_EXAMPLES_DIR;
  if (directory === undefined || directory === "") return null;
  const inside = join(directory, "specifications");
  return existsSync(inside) ? inside : existsSync(directory) ? directory : null;
}

function filesOf({ module, config }: Published): { readonly module: string; readonly config: string } {
  const path = join(examples() as string, module);
  return { module: `${path}.tla`, config: config === undefined ? `${path}.cfg` : join(dirname(path), `${config}.cfg`) };
}

/** All that TLC does with the model: its graph, and its temporal properties where the cfg names some. */
function explored(model: Published): readonly Figure[] {
  const files = filesOf(model);
  const config = { file: files.config, source: readFileSync(files.config, "utf8") };
  const before = process.cpuUsage();
  const spec = loadSpec({
    module: model.module.split("/").at(-1) as string,
    config,
    labels: "definitions",
    resolve: (name) => {
      const file = join(dirname(files.module), `${name}.tla`);
      return existsSync(file) ? { file, source: readFileSync(file, "utf8") } : undefined;
    },
  });
  const { checkDeadlock, properties } = parseConfig(config.file, config.source);
  const result = explore(spec.graph, { checkDeadlock });
  const live = properties.length === 0 ? null : checkSpecLiveness(spec, result);
  const used = process.cpuUsage(before);
  const cpu = (used.user + used.system) / 1e6;
  return [
    { name: "verdict", value: result.verdict, exactly: "ok" },
    ...(live === null ? [] : [{ name: "temporal properties", value: live.verdict }]),
    { name: "distinct states", value: result.distinct, exactly: model.distinct },
    { name: "generated states", value: result.generated, exactly: model.generated },
    { name: "CPU seconds", value: cpu },
    { name: "generated per CPU second", value: result.generated / cpu, atLeast: model.reference },
  ];
}

async function besideTlc(model: Published): Promise<readonly Figure[]> {
  const classPath = process.env.TLA2TOOLS_JAR;
  if (classPath === undefined || classPath === "") return [];
  const { module, config } = filesOf(model);
  const run = await runTlc(classPath, module, config);
  if (typeof run === "string") return [{ name: "TLC", value: run }];
  const { distinct, generated, cpuSeconds, peakMiB } = run;
  return [
    { name: "TLC: distinct states", value: distinct, exactly: model.distinct },
    { name: "TLC: generated states", value: generated, exactly: model.generated },
    { name: "TLC: CPU seconds", value: cpuSeconds },
    { name: "TLC: generated per CPU s", value: generated / cpuSeconds },
    { name: "TLC: peak resident MiB", value: peakMiB },
  ];
}
