/** Random behaviours of a graph: a seed repeats them exactly. Finding nothing shows nothing about the states that were not visited. */

import { canonicalJson } from "../lib/canonical.ts";
import { NexusError } from "../lib/errors.ts";
import type { StateGraph } from "../lib/model.ts";
import { randomIndex, seededRandom } from "../lib/random.ts";
import type { Trace, TraceStep } from "./trace.ts";
import { type Locate, labelOf } from "./trace-search.ts";

export interface SimulateOptions {
  /** A 32-bit integer. The same seed, traces and steps give the same behaviours of the same model. */
  readonly seed: number;
  /** Behaviours to draw. */
  readonly traces: number;
  /** Steps of a behaviour, at most. */
  readonly maxSteps: number;
  /** Report states without successors; true unless told. */
  readonly checkDeadlock?: boolean;
  /** Called after each behaviour with how many there have been. */
  readonly onProgress?: (progress: { readonly traces: number; readonly steps: number }) => void;
  /** Asked after each behaviour; true ends the simulation. */
  readonly stop?: () => boolean;
  readonly locate?: Locate;
}

/**
 * - `no-violation`: nothing wrong in the behaviours that were drawn, which is no proof;
 * - `violated`, `deadlock`, `error`: as of an exploration, with the behaviour, which need not be the shortest;
 * - `stopped`: the caller ended it before all behaviours were drawn.
 */
export interface Simulation {
  readonly verdict: "no-violation" | "violated" | "deadlock" | "error" | "stopped";
  readonly property?: string;
  readonly error?: unknown;
  readonly trace?: Trace;
  /** For reports: it says in how many behaviours nothing was found, and never that all is well. */
  readonly message: string;
  readonly seed: number;
  /** Behaviours drawn, the one with the violation included. */
  readonly traces: number;
  readonly steps: number;
  /** Steps taken, by action in the graph's order. */
  readonly edges: { readonly [action: string]: number };
  readonly reachedWitnesses: readonly string[];
  readonly seconds: number;
}

/**
 * Draws behaviours: an initial state, then one of the labels that are enabled, an action with arguments, each as likely, and one of its
 * steps, until no step is enabled, a constraint keeps all successors out, or there are `maxSteps`. Throws {@link NexusError} `bad-seed`, `no-initial-state`.
 */
export function simulate<S>(graph: StateGraph<S>, options: SimulateOptions): Simulation {
  const { seed, traces, maxSteps } = options;
  if (seed !== (seed | 0)) throw new NexusError("bad-seed", `the seed ${seed} is no 32-bit integer`);
  for (const [name, count] of Object.entries({ traces, maxSteps })) {
    if (!Number.isSafeInteger(count) || count < 0) throw new NexusError("bad-count", `${name} is ${count}, which is no count`);
  }
  return new Simulator(graph, options).run();
}

/** A step that could be taken. */
interface Choice<S> {
  readonly action: number;
  readonly next: S;
  /** Its place among the steps that no constraint forbids. */
  readonly place: number;
}

interface End {
  readonly verdict: Simulation["verdict"];
  readonly property?: string;
  readonly error?: unknown;
}

class Simulator<S> {
  readonly #graph: StateGraph<S>;
  readonly #options: SimulateOptions;
  readonly #random: () => number;
  readonly #initial: readonly S[];
  readonly #edges: number[];
  readonly #reached = new Set<string>();
  readonly #key: Int32Array;
  readonly #start = performance.now();
  #traces = 0;
  #steps = 0;
  /** The behaviour being drawn. */
  #states: S[] = [];
  /** Which of the choices each of its steps was. */
  #picks: number[] = [];

  constructor(graph: StateGraph<S>, options: SimulateOptions) {
    this.#graph = graph;
    this.#options = options;
    this.#random = seededRandom(options.seed);
    this.#initial = graph.initial().filter((state) => graph.excludes?.(state) !== true);
    if (this.#initial.length === 0) throw new NexusError("no-initial-state", `${graph.name} has no initial state`);
    this.#edges = graph.actions.map(() => 0);
    this.#key = new Int32Array(graph.words);
  }

  run(): Simulation {
    const { traces, onProgress, stop } = this.#options;
    let end: End | null = null;
    while (end === null && this.#traces < traces) {
      this.#traces++;
      end = this.#draw();
      onProgress?.({ traces: this.#traces, steps: this.#steps });
      if (end === null && stop?.() === true) end = { verdict: "stopped" };
    }
    return this.#result(end ?? { verdict: "no-violation" });
  }

  /** Draws one behaviour; gives what is wrong with it. */
  #draw(): End | null {
    this.#states = [this.#initial[randomIndex(this.#random, this.#initial.length)] as S];
    this.#picks = [];
    try {
      for (;;) {
        const state = this.#states.at(-1) as S;
        this.#graph.drawn?.(this.#states.length);
        const property = this.#falseInvariant(state);
        if (property !== null) return { verdict: "violated", property };
        if (this.#picks.length >= this.#options.maxSteps) return null;
        const { choices, enabled } = this.#choices(state);
        const labels = [...choices.values()];
        if (enabled === 0) return this.#options.checkDeadlock === false ? null : { verdict: "deadlock" };
        if (labels.length === 0) return null;
        const { action, next, place } = this.#pick(this.#pick(labels));
        this.#steps++;
        this.#edges[action] = (this.#edges[action] as number) + 1;
        this.#states.push(next);
        this.#picks.push(place);
      }
    } catch (error) {
      return { verdict: "error", error };
    }
  }

  #falseInvariant(state: S): string | null {
    // A state outside its schema is an error here as in an exploration.
    this.#graph.pack(state, this.#key, 0);
    for (const { name, holds } of this.#graph.witnesses) if (!this.#reached.has(name) && holds(state)) this.#reached.add(name);
    return this.#graph.invariants.find(({ holds }) => !holds(state))?.name ?? null;
  }

  #pick<T>(items: readonly T[]): T {
    return items[randomIndex(this.#random, items.length)] as T;
  }

  /** The steps by their labels, so that an action with many successors is not taken more often than another, as in TLC. */
  #choices(state: S): { readonly choices: ReadonlyMap<string, readonly Choice<S>[]>; readonly enabled: number } {
    const choices = new Map<string, Choice<S>[]>();
    let enabled = 0;
    let place = 0;
    this.#graph.successors(state, (action, next) => {
      enabled++;
      if (this.#graph.excludes?.(next) === true) return false;
      const label = `${action} ${canonicalJson(this.#graph.visitedArgs())}`;
      const known = choices.get(label);
      const choice = { action, next, place: place++ };
      if (known === undefined) choices.set(label, [choice]);
      else known.push(choice);
      return false;
    });
    return { choices, enabled };
  }

  /** The behaviour with its labels, which are found by taking each step again. */
  #trace(): Trace {
    const steps: TraceStep[] = this.#picks.map((pick, i) => {
      let at = 0;
      let step: TraceStep | undefined;
      this.#graph.successors(this.#states[i] as S, (action, next) => {
        if (this.#graph.excludes?.(next) === true || at++ < pick) return false;
        step = labelOf(this.#graph, action, this.#options.locate);
        return true;
      });
      return step as TraceStep;
    });
    const states = this.#states.map((state) => this.#graph.show(state));
    return { name: this.#graph.name, vars: Object.keys(states[0] ?? {}), states, steps };
  }

  #result(end: End): Simulation {
    const { seed } = this.#options;
    const isWrong = end.verdict === "violated" || end.verdict === "deadlock" || end.verdict === "error";
    const found = isWrong ? (end.property ?? end.verdict) : "no violation found";
    return {
      ...end,
      ...(isWrong ? { trace: this.#trace() } : {}),
      message: `${found} in ${this.#traces} trace${this.#traces === 1 ? "" : "s"} (seed ${seed})`,
      seed,
      traces: this.#traces,
      steps: this.#steps,
      edges: Object.fromEntries(this.#graph.actions.map((name, i) => [name, this.#edges[i] as number])),
      reachedWitnesses: [...this.#reached],
      seconds: (performance.now() - this.#start) / 1000,
    };
  }
}
