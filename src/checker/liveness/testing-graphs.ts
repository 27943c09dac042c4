/** Small labelled graphs for tests, and a naive reference that decides by enumerating lassos. */

import type { FairnessCondition, Liveness, StateFormula, TemporalProperty } from "../../lib/liveness.ts";
import type { StateGraph } from "../../lib/model.ts";
import { type Formula, negated } from "../../tla/temporal/formula.ts";
import { patternsOf } from "../../tla/temporal/patterns.ts";

const nowhere = { file: "test", start: { line: 1, column: 1 }, end: { line: 1, column: 1 } };

export interface SmallEdge {
  readonly from: number;
  readonly to: number;
  /** The fairness conditions of whose actions it is a step. */
  readonly fair: readonly number[];
  /** The steps that formulas name which it is. */
  readonly steps: readonly number[];
}

/** States are numbers; 0 is initial. */
export interface SmallGraph {
  readonly states: number;
  readonly edges: readonly SmallEdge[];
  readonly strengths: readonly FairnessCondition["strength"][];
  /** For each condition, states in which it is enabled although no edge is a step of it. */
  readonly alsoEnabled: readonly (readonly number[])[];
  /** For each predicate, the states where it holds. */
  readonly predicates: readonly (readonly number[])[];
}

export function stateGraphOf({ edges }: SmallGraph): StateGraph<number> {
  return {
    name: "small",
    words: 1,
    actions: ["Go"],
    initial: () => [0],
    pack: (state, into, offset) => {
      into[offset] = state;
    },
    unpack: (from, offset) => from[offset] as number,
    successors: (state, visit) => {
      for (const { from, to } of edges) if (from === state && visit(0, to)) return;
    },
    visitedArgs: () => ({}),
    invariants: [],
    witnesses: [],
    show: (state) => ({ s: state }),
  };
}

/** The graph's fairness with the property that `formula` is false, so that a violation satisfies it. */
export function livenessOf(graph: SmallGraph, formula: Formula): Liveness<number> {
  const { edges, strengths, alsoEnabled, predicates } = graph;
  const violations = patternsOf(formula);
  const property: TemporalProperty = { name: "P", at: nowhere, violations, unassumed: violations, antecedents: [] };
  const isOne = (from: number, to: number, of: (edge: SmallEdge) => boolean) =>
    edges.some((edge) => edge.from === from && edge.to === to && edge.from !== edge.to && of(edge));
  return {
    fairness: strengths.map((strength, i) => ({ strength, text: `F${i}`, at: nowhere })),
    predicates: predicates.map((states) => (state) => states.includes(state)),
    steps: [0, 1].map((step) => (from, to) => isOne(from, to, ({ steps }) => steps.includes(step))),
    properties: [property],
    fairSuccessors: (state, visit) => {
      for (const { from, to, fair } of edges)
        if (from === state && from !== to) for (const condition of fair) visit(condition, to);
      alsoEnabled.forEach((states, condition) => {
        if (states.includes(state)) visit(condition, -1);
      });
    },
    isFairStep: (condition, from, to) => isOne(from, to, ({ fair }) => fair.includes(condition)),
  };
}

/** An ultimately periodic walk: the states, where the last is followed by the one at `loop`. */
export interface Walk {
  readonly states: readonly number[];
  readonly loop: number;
}

/** Whether the graph has the steps of a walk, stuttering included. */
export function isWalk({ edges }: SmallGraph, walk: Walk): boolean {
  return (
    walk.states[0] === 0 &&
    pairs(walk).every(([from, to]) => from === to || edges.some((edge) => edge.from === from && edge.to === to))
  );
}

function pairs({ states, loop }: Walk): readonly (readonly [number, number])[] {
  return states.map((state, i) => [state, states[i + 1] ?? (states[loop] as number)]);
}

export function isFair(graph: SmallGraph, walk: Walk): boolean {
  const { fairness, fairSuccessors, isFairStep } = livenessOf(graph, { kind: "state", formula: { kind: "or", operands: [] } });
  const isEnabled = (condition: number, state: number) => {
    let found = false;
    fairSuccessors(state, (one) => {
      if (one === condition) found = true;
    });
    return found;
  };
  const repeated = pairs(walk).slice(walk.loop);
  return fairness.every(({ strength }, condition) => {
    if (repeated.some(([from, to]) => isFairStep(condition, from, to))) return true;
    const disabled = repeated.map(([state]) => !isEnabled(condition, state));
    return strength === "weak" ? disabled.includes(true) : !disabled.includes(false);
  });
}

/** The truth of a formula at the beginning of a walk, by the semantics of temporal logic. */
export function isTrue(graph: SmallGraph, walk: Walk, formula: Formula): boolean {
  const { predicates, steps } = livenessOf(graph, { kind: "state", formula: { kind: "or", operands: [] } });
  const steppedPairs = pairs(walk);
  const holds = (one: StateFormula, state: number): boolean => {
    switch (one.kind) {
      case "predicate":
        return predicates[one.index]?.(state) === true;
      case "not":
        return !holds(one.operand, state);
      case "and":
        return one.operands.every((operand) => holds(operand, state));
      case "or":
        return one.operands.some((operand) => holds(operand, state));
    }
  };
  /** At each position of the walk. */
  const truth = (one: Formula): readonly boolean[] => {
    switch (one.kind) {
      case "state":
        return walk.states.map((state) => holds(one.formula, state));
      case "step":
        return steppedPairs.map(([from, to]) => (steps[one.index]?.(from, to) === true) !== one.negated);
      case "and":
        return one.items.map(truth).reduce((left, right) => left.map((value, i) => value && right[i] === true));
      case "or":
        return one.items.map(truth).reduce((left, right) => left.map((value, i) => value || right[i] === true));
      case "eventually": {
        const now = truth(one.operand);
        return now.map((_, i) => now.slice(Math.min(i, walk.loop)).includes(true));
      }
      case "always":
        return truth({ ...one, kind: "eventually", operand: negated(one.operand) }).map((value) => !value);
    }
  };
  return truth(formula)[0] === true;
}

/** Whether some fair walk satisfies a formula: every set of edges that a loop can cover, and every way there of up to `longest` steps. */
export function someFairWalk(graph: SmallGraph, formula: Formula, longest: number): Walk | null {
  const loops = [...loopsOf(graph)];
  const ways: number[][] = [[0]];
  for (const way of ways) {
    const last = way.at(-1) as number;
    for (const loop of loops) {
      const begin = loop.indexOf(last);
      if (begin < 0) continue;
      const rotated = [...loop.slice(begin), ...loop.slice(0, begin)];
      const walk = { states: [...way, ...rotated.slice(1)], loop: way.length - 1 };
      if (isFair(graph, walk) && isTrue(graph, walk, formula)) return walk;
    }
    if (way.length > longest) continue;
    for (const { from, to } of graph.edges) if (from === last && from !== to) ways.push([...way, to]);
  }
  return null;
}

/** A closed walk through each set of edges that one can cover, and stuttering in each state. */
function* loopsOf({ states, edges }: SmallGraph): Iterable<readonly number[]> {
  for (let state = 0; state < states; state++) yield [state];
  const real = edges.filter(({ from, to }) => from !== to);
  for (let chosen = 1; chosen < 1 << real.length; chosen++) {
    const walk = closedWalk(real.filter((_, i) => ((chosen >>> i) & 1) === 1));
    if (walk !== null) yield walk;
  }
}

function closedWalk(edges: readonly SmallEdge[]): readonly number[] | null {
  const walk = [(edges[0] as SmallEdge).from];
  const goTo = (target: number): boolean => {
    const paths = [[walk.at(-1) as number]];
    const seen = new Set(paths[0]);
    for (const path of paths) {
      const last = path.at(-1) as number;
      if (last === target) {
        walk.push(...path.slice(1));
        return true;
      }
      for (const { from, to } of edges) {
        if (from !== last || seen.has(to)) continue;
        seen.add(to);
        paths.push([...path, to]);
      }
    }
    return false;
  };
  for (const { from, to } of edges) {
    if (!goTo(from)) return null;
    walk.push(to);
  }
  return goTo(walk[0] as number) ? walk.slice(0, -1) : null;
}
