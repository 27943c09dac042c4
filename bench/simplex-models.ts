/**
 * The Simplex models one by one: states a second of the spec's and of the code's exploration, invariants included, and what a stored state
 * takes. Which models there are, and their counts, is read from the manifest; without liveness, which takes its own time.
 */

import { existsSync, readFileSync } from "node:fs";
import { explore, graphOf } from "nexus-reference/checker";
import { simplexModels } from "nexus-reference/machines/simplex/models";
import { loadSpec } from "nexus-reference/tla";
import type { Benchmark, Figure } from "./benchmark.ts";

const SPECS = "spec/tla";

/** With `--quick` the smaller models. */
const MOST_QUICK = 20_000;

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

function figures({ name, module, distinct }: Pinned & { readonly distinct: number }): readonly Figure[] {
  const spec = loadSpec({
    module,
    config: read(`${SPECS}/${name}.cfg`),
    resolve: (other) => (existsSync(`${SPECS}/${other}.tla`) ? read(`${SPECS}/${other}.tla`) : undefined),
  });
  const alone = explore(spec.graph, { checkDeadlock: false });
  const system = simplexModels[name]?.();
  const code = system === undefined ? undefined : explore(graphOf(system), { checkDeadlock: false });
  const worlds = [
    { world: "spec", explored: alone },
    { world: "code", explored: code },
  ];
  return worlds.flatMap(({ world, explored }) =>
    explored === undefined
      ? []
      : [
          { name: `${name} ${world} distinct`, value: explored.distinct, exactly: distinct },
          { name: `${name} ${world} states/s`, value: explored.distinct / explored.seconds },
          { name: `${name} ${world} bytes/state`, value: explored.store.bytes / explored.distinct },
        ],
  );
}

export const simplexModelsBenchmark: Benchmark = {
  name: "simplex-models",
  run: (quick) => pinned(quick).flatMap(figures),
};
