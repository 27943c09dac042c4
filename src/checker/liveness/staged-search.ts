/** Breadth-first search through the stages of a pattern: which states the last stage reaches, and by which shortest paths. */

import type { Pattern } from "../../lib/liveness.ts";
import type { BehaviourGraph } from "./behaviour-graph.ts";
import { bearsAll, isAllowed, maskOf } from "./region.ts";
import { intersection, type StateSets } from "./state-sets.ts";

/** What holds in a stage, together with what the stages before it demand for ever. */
interface StageRules {
  /** Where the stage may begin. */
  readonly reach: Uint8Array;
  /** Labels that an edge must bear for the stage to begin behind it; null where it begins in a state. */
  readonly steps: Int32Array | null;
  /** States in which the stage may be. */
  readonly inside: Uint8Array;
  /** Labels of edges that it does not take. */
  readonly never: Int32Array;
}

const UNSEEN = -2;
const START = -1;

/** A node is a state in a stage: `stage * states + state`. */
export class StagedSearch {
  readonly #graph: BehaviourGraph;
  readonly #stages: readonly StageRules[];
  /** The node from which each was first reached. */
  readonly #from: Int32Array;
  /** Nodes in the order in which they were reached. */
  readonly #queue: Int32Array;
  #length = 0;

  constructor(graph: BehaviourGraph, sets: StateSets, { stages }: Pattern) {
    this.#graph = graph;
    const bits = (indices: readonly number[]) =>
      maskOf(
        indices.map((index) => graph.firstStep + index),
        graph.words,
      );
    this.#stages = stages.map(({ reach, steps }, i) => {
      const sofar = stages.slice(0, i + 1);
      const inside = intersection(
        sofar.map(({ always }) => sets.all(always)),
        graph.states,
      );
      const never = bits(sofar.flatMap((stage) => stage.never));
      return { reach: sets.all(reach), steps: steps.length === 0 ? null : bits(steps), inside, never };
    });
    this.#from = new Int32Array(stages.length * graph.states).fill(UNSEEN);
    this.#queue = new Int32Array(this.#from.length);
    for (const state of graph.initial) {
      if ((this.#stages[0] as StageRules).reach[state] === 1) this.#reach(0, state, START);
    }
    this.#run();
  }

  get #last(): number {
    return this.#stages.length - 1;
  }

  /** Labels of edges that the last stage does not take. */
  get never(): Int32Array {
    return (this.#stages[this.#last] as StageRules).never;
  }

  /** The states that the last stage reaches, nearest first. */
  reached(): Int32Array {
    const first = this.#last * this.#graph.states;
    return this.#queue
      .subarray(0, this.#length)
      .filter((node) => node >= first)
      .map((node) => node - first);
  }

  /** A shortest path to a state in the last stage, from an initial state. */
  pathTo(state: number): readonly number[] {
    const path: number[] = [];
    for (let node = this.#last * this.#graph.states + state; node !== START; node = this.#from[node] as number) {
      const at = node % this.#graph.states;
      // Stages that begin in one state are several nodes of it.
      if (path.at(-1) !== at) path.push(at);
    }
    return path.reverse();
  }

  #run(): void {
    const { offsets, targets, states } = this.#graph;
    for (let i = 0; i < this.#length; i++) {
      const node = this.#queue[i] as number;
      const stage = Math.floor(node / states);
      const state = node - stage * states;
      const { never } = this.#stages[stage] as StageRules;
      const next = this.#stages[stage + 1];
      for (let edge = offsets[state] as number; edge < (offsets[state + 1] as number); edge++) {
        if (!isAllowed(this.#graph, edge, never)) continue;
        const to = targets[edge] as number;
        this.#reach(stage, to, node);
        if (next?.steps && next.reach[to] === 1 && bearsAll(this.#graph, edge, next.steps)) this.#reach(stage + 1, to, node);
      }
    }
  }

  #reach(stage: number, state: number, from: number): void {
    const { inside } = this.#stages[stage] as StageRules;
    const node = stage * this.#graph.states + state;
    if (inside[state] === 0 || this.#from[node] !== UNSEEN) return;
    this.#from[node] = from;
    this.#queue[this.#length++] = node;
    const next = this.#stages[stage + 1];
    if (next?.steps === null && next.reach[state] === 1) this.#reach(stage + 1, state, node);
  }
}
