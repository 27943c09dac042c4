/** Checks temporal properties on the reachable graph of a model, under its fairness. */

import { NexusError } from "../../lib/errors.ts";
import type { FairnessCondition, Liveness, Pattern, TemporalProperty } from "../../lib/liveness.ts";
import type { StateGraph } from "../../lib/model.ts";
import { requireStates } from "../orbit-audit.ts";
import type { StateStore } from "../store.ts";
import type { Trace } from "../trace.ts";
import { type Locate, traceAlong } from "../trace-search.ts";
import { isAcyclic } from "./acyclic.ts";
import type { BehaviourGraph } from "./behaviour-graph.ts";
import { behaviourGraph, type View } from "./build-graph.ts";
import type { Lasso } from "./lasso.ts";
import { findLasso, isSafetyPattern } from "./search.ts";
import { StateSets } from "./state-sets.ts";

/**
 * - `ok`: every property holds of every fair behaviour;
 * - `violated`: see `property` and `trace`;
 * - `inconclusive`: no violation was found, but a constraint cuts behaviours off, or `stop` ended the check;
 * - `error`: an evaluation failed, or the check is not possible: see `error`.
 */
export type LivenessVerdict = "ok" | "violated" | "inconclusive" | "error";

/** What is known of one property. */
export interface PropertyFinding {
  readonly name: string;
  readonly holds: boolean;
  /** A fair behaviour that violates it; `loop` marks the cycle. */
  readonly trace?: Trace;
  /** The antecedents that no reachable state satisfies, as they are written: the property says nothing. */
  readonly vacuous: readonly string[];
  /** Whether a beginning of a behaviour is enough to violate it: then fairness cannot help it. */
  readonly isSafety: boolean;
  /** Whether it would be violated if no fairness were assumed; absent where it is violated anyway. */
  readonly needsFairness?: boolean;
}

export interface LivenessCheck {
  readonly verdict: LivenessVerdict;
  /** The first property that is violated. */
  readonly property?: string;
  readonly trace?: Trace;
  readonly error?: unknown;
  /** Why the check is inconclusive. */
  readonly limit?: "constraint" | "stopped";
  readonly properties: readonly PropertyFinding[];
  /** States and edges of the behaviour graph; stuttering has no edge. */
  readonly states: number;
  readonly edges: number;
  /** Whether the graph has no cycle but stuttering. */
  readonly acyclic: boolean;
  readonly seconds: number;
}

export interface LivenessOptions<S, V> {
  /** How the specification sees the states; not needed where they are its own. */
  readonly view?: View<S, V>;
  /** Which fairness is assumed; all conditions unless told. */
  readonly assumes?: (condition: FairnessCondition) => boolean;
  /** Use that an acyclic graph has no fair cycles but stuttering; true unless told. */
  readonly useAcyclic?: boolean;
  readonly locate?: Locate;
  readonly stop?: () => boolean;
}

/**
 * Checks every property of `liveness` on the states of a completed exploration of `graph` (all reachable states, no limit hit).
 * Never throws: what goes wrong is the verdict `error`, and never a success.
 */
export function checkLiveness<S, V>(
  graph: StateGraph<S>,
  store: StateStore,
  liveness: Liveness<V>,
  options: LivenessOptions<S, V> = {},
): LivenessCheck {
  const start = performance.now();
  const nothing = { properties: [], states: store.size, edges: 0, acyclic: false };
  const seconds = () => (performance.now() - start) / 1000;
  try {
    requireStates(graph, "liveness");
    const behaviours = behaviourGraph(graph, store, liveness, options);
    if (behaviours === null) return { verdict: "inconclusive", limit: "stopped", ...nothing, seconds: seconds() };
    const found = new Judge(graph, store, behaviours, liveness, options).run();
    return { ...found, seconds: seconds() };
  } catch (error) {
    return { verdict: "error", error, ...nothing, seconds: seconds() };
  }
}

class Judge<S, V> {
  readonly #graph: StateGraph<S>;
  readonly #store: StateStore;
  readonly #behaviours: BehaviourGraph;
  readonly #liveness: Liveness<V>;
  readonly #options: LivenessOptions<S, V>;
  readonly #sets: StateSets;
  readonly #acyclic: boolean;
  readonly #usesAcyclic: boolean;

  constructor(
    graph: StateGraph<S>,
    store: StateStore,
    behaviours: BehaviourGraph,
    liveness: Liveness<V>,
    options: LivenessOptions<S, V>,
  ) {
    this.#graph = graph;
    this.#store = store;
    this.#behaviours = behaviours;
    this.#liveness = liveness;
    this.#options = options;
    this.#sets = new StateSets(behaviours);
    this.#acyclic = isAcyclic(behaviours);
    this.#usesAcyclic = (options.useAcyclic ?? true) && this.#acyclic;
  }

  run(): Omit<LivenessCheck, "seconds"> {
    const { states, targets, cut } = this.#behaviours;
    const { assumes = () => true } = this.#options;
    const assumed = this.#liveness.fairness.map((condition) => (assumes(condition) ? condition : null));
    this.#requireFairBehaviour(assumed);
    const properties = this.#liveness.properties.map((property) => this.#judge(property, assumed));
    const figures = { properties, states, edges: targets.length, acyclic: this.#acyclic };
    const violated = properties.find(({ holds }) => !holds);
    if (violated?.trace !== undefined) {
      return { verdict: "violated", property: violated.name, trace: violated.trace, ...figures };
    }
    return cut ? { verdict: "inconclusive", limit: "constraint", ...figures } : { verdict: "ok", ...figures };
  }

  /** Where no behaviour is fair, every property holds and says nothing. */
  #requireFairBehaviour(assumed: readonly (FairnessCondition | null)[]): void {
    const stages = [{ reach: [], steps: [], always: [], never: [] }];
    const any = { stages, always: [], never: [], often: [], oftenSteps: [] };
    if (this.#behaviours.cut || findLasso(this.#behaviours, this.#sets, any, this.#search(assumed)) !== null) return;
    throw new NexusError("liveness-no-behaviour", `${this.#graph.name} has no fair behaviour: every property would hold`, {
      hint: "fairness must speak of actions that Next allows",
    });
  }

  #search(fairness: readonly (FairnessCondition | null)[]) {
    return { fairness, acyclic: this.#usesAcyclic };
  }

  #judge(property: TemporalProperty, assumed: readonly (FairnessCondition | null)[]): PropertyFinding {
    const { name, antecedents } = property;
    const vacuous = antecedents.filter(({ formula }) => !this.#sets.of(formula).includes(1)).map(({ text }) => text);
    const lasso = this.#violation(property.violations, assumed);
    const isSafety = property.unassumed.every(isSafetyPattern);
    if (lasso !== null) return { name, holds: false, trace: this.#trace(lasso), vacuous, isSafety };
    const nothing = assumed.map(() => null);
    return { name, holds: true, vacuous, isSafety, needsFairness: this.#violation(property.unassumed, nothing) !== null };
  }

  #violation(patterns: readonly Pattern[], assumed: readonly (FairnessCondition | null)[]): Lasso | null {
    let shortest: Lasso | null = null;
    for (const pattern of patterns) {
      const lasso = findLasso(this.#behaviours, this.#sets, pattern, this.#search(assumed));
      if (lasso !== null && (shortest === null || lasso.prefix.length < shortest.prefix.length)) shortest = lasso;
    }
    return shortest;
  }

  #trace({ prefix, loop }: Lasso): Trace {
    if (loop === null) return traceAlong(this.#graph, this.#store, prefix, this.#options.locate);
    const path = [...prefix, ...loop];
    const first = prefix.length - 1;
    if (loop.length === 0) return { ...traceAlong(this.#graph, this.#store, path, this.#options.locate), loop: first };
    const { states, steps, aliases, ...trace } = traceAlong(
      this.#graph,
      this.#store,
      [...path, path[first] as number],
      this.#options.locate,
    );
    const [closing] = steps.slice(-1);
    return {
      ...trace,
      states: states.slice(0, -1),
      steps: steps.slice(0, -1),
      ...(aliases === undefined ? {} : { aliases: aliases.slice(0, -1) }),
      loop: first,
      ...(closing === undefined ? {} : { closing }),
    };
  }
}
