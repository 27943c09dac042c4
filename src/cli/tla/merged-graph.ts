/** A state graph in which states that show alike are one. */

import type { GraphEdge, GraphState, TlaGraph } from "./tla-graph.ts";

/**
 * States with the same values become one, which is initial, violates and is a deadlock where one of them does. Steps inside one are
 * left out, and so are the arguments of the others: what is left says which actions lead from what is shown to what is shown.
 */
export function merged(graph: TlaGraph): TlaGraph {
  const states: GraphState[] = [];
  const idOfShown = new Map<string, number>();
  const idOf = graph.states.map((state) => {
    const shown = JSON.stringify(state.state);
    const id = idOfShown.get(shown) ?? states.length;
    idOfShown.set(shown, id);
    const before = states[id];
    states[id] = before === undefined ? { ...state, id } : both(before, state);
    return id;
  });
  const edges = new Map<string, GraphEdge>();
  for (const edge of graph.edges) {
    const [from, to] = [idOf[edge.from] as number, idOf[edge.to] as number];
    if (from !== to) edges.set(`${from} ${to} ${edge.action}`, { from, to, action: edge.action, args: {} });
  }
  const vars = [...new Set(states.flatMap(({ state }) => Object.keys(state)))];
  return { ...graph, vars, states, edges: [...edges.values()].sort((a, b) => a.from - b.from || a.to - b.to) };
}

function both(one: GraphState, other: GraphState): GraphState {
  return {
    ...one,
    initial: one.initial || other.initial,
    violates: [...new Set([...one.violates, ...other.violates])],
    deadlock: one.deadlock || other.deadlock,
  };
}
