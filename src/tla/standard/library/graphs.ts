/** Graphs: directed graphs, records of a set of nodes and a set of edges, which are pairs of nodes. */

import { contains, elementsOf, InfiniteSet } from "../../values/lazy-sets.ts";
import { toSequence, toSet } from "../../values/operands.ts";
import { FunctionValue, isSequence, type SetValue, textOf, type Value } from "../../values/value.ts";
import type { Context, Library } from "./context.ts";
import { reachability } from "./reachability.ts";

export interface Graph {
  readonly nodes: readonly Value[];
  readonly edges: readonly Value[];
}

/** What reads and writes graphs of either kind. */
export function graphRecords({ universe, core }: Context) {
  const [node, edge] = [universe.string("node"), universe.string("edge")];
  const fields = universe.setOf([node, edge]);
  const nodesOf = (graph: Value): Value => core.field(graph, node);
  const edgesOf = (graph: Value): Value => core.field(graph, edge);
  const isGraph = (graph: Value): boolean =>
    nodesOf(graph) !== undefined && edgesOf(graph) !== undefined && (graph as FunctionValue).domain === fields;
  const read = (graph: Value): Graph => ({ nodes: elementsOf(nodesOf(graph)), edges: elementsOf(edgesOf(graph)) });
  const make = (nodes: Value, edges: Value): Value =>
    core.record(fields, fields.elements[0] === edge ? [edges, nodes] : [nodes, edges]);
  /** All subgraphs: any nodes, and those edges that `isInside` them. */
  const subgraphs = (graph: Value, isInside: (edge: Value, nodes: Value) => boolean): readonly Value[] =>
    subsets(universe, elementsOf(nodesOf(graph))).flatMap((nodes) => {
      const inner = elementsOf(edgesOf(graph)).filter((one) => isInside(one, nodes));
      return subsets(universe, inner).map((edges) => make(nodes, edges));
    });
  return { nodesOf, edgesOf, isGraph, read, make, subgraphs };
}

function subsets(universe: Context["universe"], elements: readonly Value[]): readonly SetValue[] {
  let lists: readonly (readonly Value[])[] = [[]];
  for (const element of elements) lists = lists.flatMap((list) => [list, [...list, element]]);
  return lists.map((list) => universe.setOfSorted(list));
}

/** All paths without repeated nodes, each a list. */
export function simplePaths({ nodes }: Graph, isEdge: (a: Value, b: Value) => boolean): readonly (readonly Value[])[] {
  const all: (readonly Value[])[] = [];
  let rows: readonly (readonly Value[])[] = nodes.map((node) => [node]);
  while (rows.length > 0) {
    all.push(...rows);
    rows = rows.flatMap((row) =>
      nodes.filter((node) => !row.includes(node) && isEdge(row.at(-1) as Value, node)).map((node) => [...row, node]),
    );
  }
  return all;
}

/** `Path(G)`: infinitely many where there is a cycle, so that only membership can be asked. */
export function pathSet(graph: Value, nodes: Value, isEdge: (a: Value, b: Value) => boolean): InfiniteSet {
  return new InfiniteSet(
    `Path(${textOf(graph)})`,
    (path) =>
      path instanceof FunctionValue &&
      isSequence(path) &&
      path.values.length > 0 &&
      path.values.every((node, i) => contains(nodes, node) && (i === 0 || isEdge(path.values[i - 1] as Value, node))),
  );
}

export function graphsLibrary(context: Context): Library {
  const { universe, core } = context;
  const { nodesOf, edgesOf, isGraph, read, make, subgraphs } = graphRecords(context);
  const pair = (a: Value, b: Value): Value => universe.sequence([a, b]);
  const ends = (edge: Value): readonly Value[] => toSequence(edge).values;
  const isInside = (edge: Value, nodes: Value): boolean =>
    ends(edge).length === 2 && ends(edge).every((end) => contains(nodes, end));
  const isDirected = (graph: Value): boolean =>
    isGraph(graph) && elementsOf(edgesOf(graph)).every((edge) => isInside(edge, nodesOf(graph)));
  const isEdge = (graph: Value) => {
    const edges = edgesOf(graph);
    return (a: Value, b: Value): boolean => contains(edges, pair(a, b));
  };
  const isUndirected = (graph: Value): boolean => {
    const isOne = isEdge(graph);
    return isDirected(graph) && elementsOf(edgesOf(graph)).every((edge) => isOne(ends(edge)[1] as Value, ends(edge)[0] as Value));
  };
  const reaches = (graph: Value) => {
    const nodes = nodesOf(graph);
    const byEdges = reachability(elementsOf(nodes), isEdge(graph));
    return (a: Value, b: Value): boolean => contains(nodes, a) && contains(nodes, b) && (a === b || byEdges(a, b));
  };
  const neighbours = (graph: Value, of: Value, from: 0 | 1): Value =>
    universe.setOf(
      elementsOf(edgesOf(graph))
        .map(ends)
        .filter((edge) => core.equal(edge[from] as Value, of))
        .map((edge) => edge[1 - from] as Value),
    );
  const isBetween = (edge: readonly Value[], a: Value, b: Value): boolean =>
    contains(a, edge[0] as Value) && contains(b, edge[1] as Value);
  const hasCycle = (graph: Value): boolean => {
    const { nodes } = read(graph);
    const byEdges = reachability(nodes, isEdge(graph));
    return nodes.some((node) => byEdges(node, node));
  };

  return {
    IsDirectedGraph: isDirected,
    IsUndirectedGraph: isUndirected,
    DirectedSubgraph: (graph: Value) => universe.setOf(subgraphs(graph, isInside)),
    UndirectedSubgraph: (graph: Value) => universe.setOf(subgraphs(graph, isInside).filter(isUndirected)),
    Transpose: (graph: Value) =>
      make(nodesOf(graph), universe.setOf(elementsOf(edgesOf(graph)).map((edge) => universe.sequence(ends(edge).toReversed())))),
    Path: (graph: Value) => pathSet(graph, nodesOf(graph), isEdge(graph)),
    SimplePath: (graph: Value) => universe.setOf(simplePaths(read(graph), isEdge(graph)).map((path) => universe.sequence(path))),
    AreConnectedIn: (a: Value, b: Value, graph: Value) => reaches(graph)(a, b),
    ConnectionsIn: (graph: Value) => {
      const isReached = reaches(graph);
      return core.functionOver([nodesOf(graph), nodesOf(graph)], ([a, b]) => isReached(a as Value, b as Value));
    },
    IsStronglyConnected: (graph: Value) => {
      const isReached = reaches(graph);
      const { nodes } = read(graph);
      return nodes.every((a) => nodes.every((b) => isReached(a, b)));
    },
    IsTreeWithRoot: (graph: Value, root: Value) => {
      if (!isDirected(graph) || !contains(nodesOf(graph), root)) return false;
      const { nodes, edges } = read(graph);
      const sources = edges.map((edge) => ends(edge)[0] as Value);
      const isReached = reaches(graph);
      return !sources.includes(root) && new Set(sources).size === sources.length && nodes.every((node) => isReached(node, root));
    },
    GraphUnion: (g: Value, h: Value) =>
      make(core.unionOf([toSet(nodesOf(g)), toSet(nodesOf(h))]), core.unionOf([toSet(edgesOf(g)), toSet(edgesOf(h))])),
    IsBipartiteWithPartitions: (graph: Value, a: Value, b: Value) =>
      elementsOf(a).every((node) => !contains(b, node)) &&
      read(graph).nodes.every((node) => contains(a, node) || contains(b, node)) &&
      read(graph)
        .edges.map(ends)
        .every((edge) => isBetween(edge, a, b) || isBetween(edge, b, a)),
    HasCycle: hasCycle,
    IsDag: (graph: Value) => isDirected(graph) && !hasCycle(graph),
    Successors: (graph: Value, node: Value) => neighbours(graph, node, 0),
    Predecessors: (graph: Value, node: Value) => neighbours(graph, node, 1),
    AllSuccessors: (graph: Value, nodes: Value) => core.unionOf(elementsOf(nodes).map((node) => neighbours(graph, node, 0))),
    AllPredecessors: (graph: Value, nodes: Value) => core.unionOf(elementsOf(nodes).map((node) => neighbours(graph, node, 1))),
    Ancestors: (graph: Value, node: Value) => {
      const byEdges = reachability(read(graph).nodes, isEdge(graph));
      return core.filtered(toSet(nodesOf(graph)), (other) => byEdges(other, universe.forced(node)));
    },
    Descendants: (graph: Value, node: Value) => {
      const byEdges = reachability(read(graph).nodes, isEdge(graph));
      return core.filtered(toSet(nodesOf(graph)), (other) => byEdges(universe.forced(node), other));
    },
    InDegree: (graph: Value, node: Value) => elementsOf(neighbours(graph, node, 1)).length,
    OutDegree: (graph: Value, node: Value) => elementsOf(neighbours(graph, node, 0)).length,
    Roots: (graph: Value) => core.filtered(toSet(nodesOf(graph)), (node) => elementsOf(neighbours(graph, node, 1)).length === 0),
    Leaves: (graph: Value) => core.filtered(toSet(nodesOf(graph)), (node) => elementsOf(neighbours(graph, node, 0)).length === 0),
    Graphs: (nodes: Value) => {
      const pairs = core.rows([nodes, nodes]).map((row) => universe.sequence(row));
      return universe.setOf(subsets(universe, universe.setOf(pairs).elements).map((edges) => make(nodes, edges)));
    },
    EmptyGraph: () => make(universe.emptySet, universe.emptySet),
  };
}
