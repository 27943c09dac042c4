/** The search for a fair behaviour in a pattern. */

import type { FairnessCondition, Pattern } from "../../lib/liveness.ts";
import type { BehaviourGraph } from "./behaviour-graph.ts";
import { fairComponents, NONE } from "./fair-components.ts";
import { type Lasso, loopFrom } from "./lasso.ts";
import { maskOf, type Region } from "./region.ts";
import { mayStutter, type Requirements, strengths } from "./requirements.ts";
import { StagedSearch } from "./staged-search.ts";
import { intersection, type StateSets } from "./state-sets.ts";

export interface SearchOptions {
  /** The fairness that is assumed: the conditions of the graph, in order; null where one is not assumed. */
  readonly fairness: readonly (FairnessCondition | null)[];
  /** Whether the graph is acyclic: then a behaviour stays for ever only by stuttering. */
  readonly acyclic: boolean;
}

/** A fair behaviour in the pattern with a shortest prefix, or null where there is none. */
export function findLasso(graph: BehaviourGraph, sets: StateSets, pattern: Pattern, options: SearchOptions): Lasso | null {
  const search = new StagedSearch(graph, sets, pattern);
  const reached = search.reached();
  if (reached.length === 0) return null;
  const requirements: Requirements = {
    ...strengths(options.fairness),
    often: pattern.often.map((formula) => sets.of(formula)),
    oftenSteps: pattern.oftenSteps.map((index) => graph.firstStep + index),
  };
  const region: Region = {
    states: intersection([membership(reached, graph.states), sets.all(pattern.always)], graph.states),
    never: union(
      search.never,
      maskOf(
        pattern.never.map((index) => graph.firstStep + index),
        graph.words,
      ),
    ),
  };
  const components = options.acyclic ? stutterers(graph, region, requirements) : fairComponents(graph, region, requirements);
  const entry = reached.find((state) => components[state] !== NONE);
  if (entry === undefined) return null;
  const [nearest] = reached;
  if (nearest !== undefined && isSafetyPattern(pattern) && reaches(graph, nearest, components))
    return { prefix: search.pathTo(nearest), loop: null };
  return { prefix: search.pathTo(entry), loop: loopFrom(graph, { components, never: region.never }, requirements, entry) };
}

function membership(states: Int32Array, size: number): Uint8Array {
  const set = new Uint8Array(size);
  for (const state of states) set[state] = 1;
  return set;
}

const union = (left: Int32Array, right: Int32Array): Int32Array => left.map((word, i) => word | (right[i] as number));

/** In an acyclic graph, the states that a behaviour may stay in are the fair components. */
function stutterers(graph: BehaviourGraph, { states }: Region, requirements: Requirements): Int32Array {
  return Int32Array.from(states, (member, state) => (member === 1 && mayStutter(graph, requirements, state) ? state : NONE));
}

/** Whether a behaviour is in the pattern as soon as the last stage has begun. */
export function isSafetyPattern({ stages, always, never, often, oftenSteps }: Pattern): boolean {
  const rules = [...stages, { always, never }].flatMap((rule) => [...rule.always, ...rule.never]);
  return rules.length + often.length + oftenSteps.length === 0;
}

/** Whether a path leads from a state to a component. */
function reaches({ offsets, targets, states }: BehaviourGraph, from: number, components: Int32Array): boolean {
  const seen = new Uint8Array(states);
  const queue = [from];
  seen[from] = 1;
  for (const state of queue) {
    if (components[state] !== NONE) return true;
    for (let edge = offsets[state] as number; edge < (offsets[state + 1] as number); edge++) {
      const to = targets[edge] as number;
      if (seen[to] === 1) continue;
      seen[to] = 1;
      queue.push(to);
    }
  }
  return false;
}
