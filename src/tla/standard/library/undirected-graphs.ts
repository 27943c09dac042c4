/** UndirectedGraphs: graphs whose edges are sets of one or two nodes. */

import { contains, elementsOf } from "../../values/lazy-sets.ts";
import type { Value } from "../../values/value.ts";
import type { Context, Library } from "./context.ts";
import { graphRecords, pathSet, simplePaths } from "./graphs.ts";
import { reachability } from "./reachability.ts";

export function undirectedGraphsLibrary(context: Context): Library {
  const { universe } = context;
  const { nodesOf, edgesOf, isGraph, read, subgraphs } = graphRecords(context);
  const joins =
    (...sizes: readonly number[]) =>
    (edge: Value, nodes: Value): boolean => {
      const ends = elementsOf(edge);
      return sizes.includes(ends.length) && ends.every((end) => contains(nodes, end));
    };
  const isUndirected = (isInside: (edge: Value, nodes: Value) => boolean) => (graph: Value) =>
    isGraph(graph) && elementsOf(edgesOf(graph)).every((edge) => isInside(edge, nodesOf(graph)));
  const isEdge = (graph: Value) => {
    const edges = edgesOf(graph);
    return (a: Value, b: Value): boolean => contains(edges, universe.setOf([a, b]));
  };
  const components = (graph: Value): Value => {
    const { nodes } = read(graph);
    const reaches = reachability(nodes, isEdge(graph));
    return universe.setOf(
      nodes.map((node) => universe.setOfSorted(nodes.filter((other) => other === node || reaches(node, other)))),
    );
  };
  return {
    IsUndirectedGraph: isUndirected(joins(1, 2)),
    IsLoopFreeUndirectedGraph: isUndirected(joins(2)),
    UndirectedSubgraph: (graph: Value) => universe.setOf(subgraphs(graph, joins(1, 2))),
    Path: (graph: Value) => pathSet(graph, nodesOf(graph), isEdge(graph)),
    SimplePath: (graph: Value) => universe.setOf(simplePaths(read(graph), isEdge(graph)).map((path) => universe.sequence(path))),
    ConnectedComponents: components,
    AreConnectedIn: (a: Value, b: Value, graph: Value) =>
      elementsOf(components(graph)).some((component) => contains(component, a) && contains(component, b)),
    IsStronglyConnected: (graph: Value) => elementsOf(components(graph)).length === 1,
  };
}
