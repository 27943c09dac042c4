/**
 * The Simplex models one by one: states a CPU-second of the spec's and of the code's exploration, invariants included and liveness not,
 * and what a stored state takes. Which models there are, and their counts, is read from the manifest.
 */

import { existsSync, readFileSync } from "node:fs";
import { explore, graphOf } from "nexus-reference/checker";
import type { StateGraph } from "nexus-reference/lib/model";
import { simplexModels } from "nexus-reference/machines/simplex/models";
import { loadSpec } from "nexus-reference/tla";
import type { Benchmark, Figure } from "./benchmark.ts";

const SPECS = "spec/tla";

/** With `--quick` the smaller models. */
const MOST_QUICK = 20_000;

/** A store begins with room for thousands of states: what one takes shows in larger models only. */
const ENOUGH_FOR_BYTES = 10_000;

interface Pinned {
  readonly name: string;
  readonly module: string;
  readonly kind: string;
  readonly distinct?: number;
}

/** The models of the manifest whose counts are pinned. */
function pinned(quick: boolean): readonly (Pinned & { readonly distinct: number })[] {
  const { models } = JSON.parse(readFileSync(`${SPECS}/manifest.json`, "utf8")) as { readonly models: readonly Pinned[] };
  return models.flatMap((model) => {
    const { module, kind, distinct } = model;
    const ours = module.startsWith("Simplex") && kind !== "broken" && distinct !== undefined;
    return ours && (!quick || distinct <= MOST_QUICK) ? [{ ...model, distinct }] : [];
  });
}

const read = (file: string) => ({ file, source: readFileSync(file, "utf8") });

/** Explores a graph; the seconds are processor time. */
function timed<S>(graph: StateGraph<S>) {
  const before = process.cpuUsage();
  const explored = explore(graph, { checkDeadlock: false });
  const { user, system } = process.cpuUsage(before);
  return { explored, seconds: (user + system) / 1e6 };
}

function figuresOf(name: string, expected: number, { explored, seconds }: ReturnType<typeof timed>): readonly Figure[] {
  const { distinct, generated, store } = explored;
  return [
    { name: `${name} distinct`, value: distinct, exactly: expected },
    { name: `${name} distinct/s`, value: distinct / seconds },
    { name: `${name} generated/s`, value: generated / seconds },
    ...(distinct < ENOUGH_FOR_BYTES ? [] : [{ name: `${name} bytes/state`, value: store.bytes / distinct }]),
  ];
}

function figures({ name, module, distinct }: Pinned & { readonly distinct: number }): readonly Figure[] {
  const spec = loadSpec({
    module,
    config: read(`${SPECS}/${name}.cfg`),
    resolve: (other) => (existsSync(`${SPECS}/${other}.tla`) ? read(`${SPECS}/${other}.tla`) : undefined),
  });
  const system = simplexModels[name]?.();
  return [
    ...figuresOf(`${name} spec`, distinct, timed(spec.graph)),
    ...(system === undefined ? [] : figuresOf(`${name} code`, distinct, timed(graphOf(system)))),
  ];
}

export const simplexModelsBenchmark: Benchmark = {
  name: "simplex-models",
  run: (quick) => pinned(quick).flatMap(figures),
};
