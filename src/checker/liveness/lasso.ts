/** A counterexample: a path to a cycle, and a cycle that does what it must. */

import { unreachable } from "../../lib/errors.ts";
import { type BehaviourGraph, hasBit } from "./behaviour-graph.ts";
import { isAllowed } from "./region.ts";
import { mayStutter, type Requirements } from "./requirements.ts";

/** States by index. */
export interface Lasso {
  /** From an initial state to the first state of the loop, both included. */
  readonly prefix: readonly number[];
  /**
   * The states of the loop behind its first one, which is the last of `prefix`, in order; the last leads back. Empty for stuttering,
   * null where every fair continuation of the prefix is a counterexample.
   */
  readonly loop: readonly number[] | null;
}

/** A strongly connected set of states in which all requirements can be met. */
export interface FairPart {
  /** The component of each state. */
  readonly components: Int32Array;
  /** Labels of edges that the loop does not take. */
  readonly never: Int32Array;
}

/** A cycle from a state through its component that meets all requirements: each next one by a shortest path. */
export function loopFrom(graph: BehaviourGraph, part: FairPart, requirements: Requirements, start: number): readonly number[] {
  if (mayStutter(graph, requirements, start)) return [];
  return new Loop(graph, part, start).through(requirements);
}

/** Something that a loop must do once; `state` and `edge` say whether it is done there. */
interface Duty {
  readonly state?: (state: number) => boolean;
  readonly edge?: (edge: number) => boolean;
}

class Loop {
  readonly #graph: BehaviourGraph;
  readonly #part: FairPart;
  readonly #component: number;
  readonly #start: number;
  readonly #members: readonly number[];

  constructor(graph: BehaviourGraph, part: FairPart, start: number) {
    this.#graph = graph;
    this.#part = part;
    this.#start = start;
    this.#component = part.components[start] as number;
    const members: number[] = [];
    part.components.forEach((component, state) => {
      if (component === this.#component) members.push(state);
    });
    this.#members = members;
  }

  through(requirements: Requirements): readonly number[] {
    let duties = this.#duties(requirements);
    const states: number[] = [];
    let at = this.#start;
    duties = duties.filter((duty) => duty.state?.(at) !== true);
    while (duties.length > 0) {
      for (const edge of this.#pathTo(at, (edge) => duties.some((duty) => this.#isDone(duty, edge)))) {
        at = this.#graph.targets[edge] as number;
        states.push(at);
        duties = duties.filter((duty) => !this.#isDone(duty, edge));
      }
    }
    if (at === this.#start) return states.slice(0, -1);
    const back = this.#pathTo(at, (edge) => this.#graph.targets[edge] === this.#start);
    return [...states, ...back.slice(0, -1).map((edge) => this.#graph.targets[edge] as number)];
  }

  #isDone({ state, edge: byEdge }: Duty, edge: number): boolean {
    return state?.(this.#graph.targets[edge] as number) === true || byEdge?.(edge) === true;
  }

  #duties({ weak, strong, often, oftenSteps }: Requirements): readonly Duty[] {
    const { enabled, labels, words } = this.#graph;
    const isDisabled = (bit: number) => (state: number) => !hasBit(enabled, state, words, bit);
    const isTaken = (bit: number) => (edge: number) => hasBit(labels, edge, words, bit);
    return [
      ...weak.map((bit): Duty => ({ state: isDisabled(bit), edge: isTaken(bit) })),
      ...strong.filter((bit) => !this.#members.every(isDisabled(bit))).map((bit): Duty => ({ edge: isTaken(bit) })),
      ...often.map((set): Duty => ({ state: (state) => set[state] === 1 })),
      ...oftenSteps.map((bit): Duty => ({ edge: isTaken(bit) })),
    ];
  }

  /** The edges of a shortest path within the component whose last edge is wanted. */
  #pathTo(from: number, isWanted: (edge: number) => boolean): readonly number[] {
    const { offsets, targets } = this.#graph;
    /** The edge by which each state was reached, and where that edge starts. */
    const by = new Map<number, readonly [edge: number, from: number] | null>([[from, null]]);
    for (const state of by.keys()) {
      for (let edge = offsets[state] as number; edge < (offsets[state + 1] as number); edge++) {
        const to = targets[edge] as number;
        if (this.#part.components[to] !== this.#component || !isAllowed(this.#graph, edge, this.#part.never)) continue;
        if (isWanted(edge)) return [...backwards(by, state), edge];
        if (!by.has(to)) by.set(to, [edge, state]);
      }
    }
    return unreachable("a fair component without a cycle that meets its requirements");
  }
}

function backwards(by: ReadonlyMap<number, readonly [number, number] | null>, state: number): readonly number[] {
  const edges: number[] = [];
  for (let step = by.get(state); step !== null && step !== undefined; step = by.get(step[1])) edges.push(step[0]);
  return edges.reverse();
}
