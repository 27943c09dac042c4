/** Graphs by description, so that each thread can build its own. */

import { type GraphOptions, graphOf } from "../checker/system-graph.ts";
import { NexusError } from "../lib/errors.ts";
import type { StateGraph, System } from "../lib/model.ts";
import { openSharedSpec, type SpecSource } from "./spec-source.ts";

/**
 * A system of an ES module that exports `models`, a record of functions that build systems by name: `src/machines/index.ts` does.
 * Plain data, so that it can be sent to a thread.
 */
export interface SystemSource {
  /** The module's URL. */
  readonly module: string;
  readonly model: string;
  readonly options?: GraphOptions;
}

/** A graph of either world. */
export type GraphSource = SystemSource | SpecSource;

/** Builds the graph that a source describes. Throws {@link NexusError} `no-model`. */
export async function openGraph(source: GraphSource): Promise<StateGraph<unknown>> {
  if ("texts" in source) return openSharedSpec(source).graph as StateGraph<unknown>;
  const { module, model, options } = source;
  const { models } = (await import(module)) as { readonly models?: { readonly [name: string]: () => System<unknown> } };
  const build = models?.[model];
  if (build === undefined) {
    throw new NexusError("no-model", `${module} has no model ${model}`, { hint: "it must export `models`, functions by name" });
  }
  return graphOf(build(), options);
}
