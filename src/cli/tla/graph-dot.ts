/** A state graph in the language of Graphviz (https://graphviz.org/doc/info/lang.html). */

import { itfText } from "../../checker/index.ts";
import type { Itf } from "../../lib/data.ts";
import type { GraphEdge, GraphState, TlaGraph } from "./tla-graph.ts";

/** Initial states are filled grey, those in which an invariant is false red, deadlocks have a double border. */
export function graphDot({ module, vars, modelValues, complete, states, edges }: TlaGraph): string {
  const bare = new Set(modelValues);
  const value = (itf: Itf) => itfText(itf, bare);
  const lines = [
    `digraph ${quoted(module)} {`,
    ...(complete ? [] : ["  // A limit was reached: states and steps are missing."]),
    '  node [shape=box, fontname="monospace"];',
    ...states.map((state) => nodeLine(state, vars, value)),
    ...edges.map((edge) => edgeLine(edge, value)),
    "}",
  ];
  return `${lines.join("\n")}\n`;
}

function nodeLine(node: GraphState, vars: readonly string[], value: (itf: Itf) => string): string {
  const { id, state, initial, violates, deadlock } = node;
  const rows = [
    ...vars.map((name) => `/\\ ${name} = ${value(state[name] as Itf)}`),
    ...(violates.length === 0 ? [] : [`violates ${violates.join(", ")}`]),
    ...(deadlock ? ["deadlock"] : []),
  ];
  const fill = violates.length > 0 ? ', style=filled, fillcolor="#f4b6b6"' : initial ? ', style=filled, fillcolor="#d9d9d9"' : "";
  // `\l` ends a line that is aligned to the left.
  const label = rows.map((row) => `${escaped(row)}\\l`).join("");
  return `  ${id} [label="${label}"${fill}${deadlock ? ", peripheries=2" : ""}];`;
}

function edgeLine({ from, to, action, args }: GraphEdge, value: (itf: Itf) => string): string {
  const parts = Object.entries(args).map(([name, arg]) => `${name} = ${value(arg)}`);
  return `  ${from} -> ${to} [label=${quoted(parts.length === 0 ? action : `${action}(${parts.join(", ")})`)}];`;
}

const quoted = (text: string): string => `"${escaped(text)}"`;

/** In a quoted string, `"` and `\` are the characters that mean something. */
const escaped = (text: string): string => text.replaceAll("\\", "\\\\").replaceAll('"', '\\"');
