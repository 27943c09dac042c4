/** The state graph of a model as data: states, labelled steps, and what is wrong where. */

import { type Exploration, explore, labelOf } from "../../checker/index.ts";
import type { ItfRecord } from "../../lib/data.ts";
import { NexusError } from "../../lib/errors.ts";
import type { SpecState } from "../../lib/spec.ts";
import type { CompiledSpec, Config } from "../../tla/index.ts";
import type { Finding, ModelWarning, Problem } from "../outcome.ts";
import { isOutOfMemory, problemOf } from "../problem.ts";
import type { RunOptions } from "../run-spec.ts";
import type { GraphJob } from "./job.ts";
import { merged } from "./merged-graph.ts";
import { type OpenedModel, openModel } from "./open.ts";
import type { GraphEdge, GraphState, TlaGraph } from "./tla-graph.ts";
import { integerWarnings, tlaWarnings } from "./warnings.ts";

export interface GraphFinding {
  readonly graph?: TlaGraph;
  readonly limit?: Finding["limit"];
  readonly problem?: Problem;
  readonly warnings: readonly ModelWarning[];
}

/** Explores all states of a model, whatever SYMMETRY and VIEW say, and collects its graph. Never throws: what goes wrong is part of the finding. */
export function runGraph(job: GraphJob, hooks: Pick<RunOptions, "onProgress" | "progressEvery" | "stop">): GraphFinding {
  try {
    const opened = openModel(job, false, () => undefined);
    const { maxStates, maxBytes } = job;
    const { onProgress, ...rest } = hooks;
    const explored = explore(opened.spec.states, {
      ...rest,
      maxBytes,
      ...(maxStates === undefined ? {} : { maxStates }),
      ...(onProgress === undefined ? {} : { onProgress: (progress) => onProgress("graph", progress) }),
      checkInvariants: false,
      checkDeadlock: false,
    });
    const warnings = [...tlaWarnings(opened.config, opened.spec), ...integerWarnings(opened.spec)];
    if (explored.verdict === "error") return { problem: problemOf(explored.error), warnings };
    const limit = explored.limit === undefined ? {} : { limit: explored.limit };
    const graph = collect(opened, explored, job);
    return { graph: job.byAlias === true ? merged(graph) : graph, ...limit, warnings };
  } catch (error) {
    if (isOutOfMemory(error)) return { limit: "memory", warnings: [] };
    return { problem: problemOf(error), warnings: [] };
  }
}

function collect(
  { spec, config }: OpenedModel,
  { store, verdict }: Exploration,
  { checkDeadlock: asked, byAlias }: GraphJob,
): TlaGraph {
  const checkDeadlock = asked && config.checkDeadlock && verdict === "ok";
  const show = byAlias === true ? aliasOf(spec, config) : (state: SpecState) => spec.states.show(state);
  const find = finder(spec, store);
  const initial = new Set(spec.states.initial().map(find));
  const edges: GraphEdge[] = [];
  const states = Array.from({ length: store.size }, (_, id): GraphState => {
    const state = spec.states.unpack(store.keyChunk(id), store.keyOffset(id));
    const before = edges.length;
    let steps = 0;
    spec.states.successors(state, (action, next) => {
      steps++;
      const to = spec.states.excludes?.(next) === true ? -1 : find(next);
      const { action: name, args } = labelOf(spec.states, action);
      if (to >= 0) edges.push({ from: id, to, action: name, args });
      return false;
    });
    onlyOnce(edges, before);
    const violates = spec.states.invariants.filter(({ holds }) => !holds(state)).map(({ name }) => name);
    const deadlock = checkDeadlock && steps === 0;
    return { id, state: show(state), initial: initial.has(id), violates, deadlock };
  });
  const { module, variables: vars, modelValues } = spec;
  return { module, vars, modelValues: [...modelValues], complete: verdict === "ok", states, edges };
}

/** What ALIAS shows of a state. Throws {@link NexusError} where there is none, or where it is no record. */
function aliasOf({ states }: CompiledSpec, { alias, file }: Config): (state: SpecState) => ItfRecord {
  if (alias === undefined) {
    throw new NexusError("no-alias", `${file} names no ALIAS by which states could be merged`, {
      hint: "ALIAS names an operator that gives a record",
    });
  }
  return (state) => {
    const shown = states.alias?.(state, state);
    if (shown !== undefined) return shown;
    throw new NexusError("no-alias", `the ALIAS ${alias.name} gives no record in ${JSON.stringify(states.show(state))}`, {
      at: alias.at,
    });
  };
}

/** The index of a state in the store, or -1. */
function finder({ states: graph }: CompiledSpec, store: Exploration["store"]) {
  const key = new Int32Array(graph.words);
  return (state: SpecState): number => {
    graph.pack(state, key, 0);
    return store.find(key, 0);
  };
}

/** An action that leads to one state in several ways is one edge; TLC counts each way. */
function onlyOnce(edges: GraphEdge[], from: number): void {
  const seen = new Set<string>();
  const own = edges.splice(from).filter((edge) => {
    const text = JSON.stringify(edge);
    return !seen.has(text) && seen.add(text);
  });
  edges.push(...own);
}
