/** A state graph as a flowchart of Mermaid (https://mermaid.js.org/syntax/flowchart.html), which forges draw in Markdown. */

import { itfText } from "../../checker/index.ts";
import type { GraphEdge, GraphState, TlaGraph } from "./tla-graph.ts";

/** Initial states are grey, those in which an invariant is false red, deadlocks have a double border. One arrow for each pair of states. */
export function graphMermaid({ vars, modelValues, complete, states, edges }: TlaGraph): string {
  const bare = new Set(modelValues);
  const box = ({ id, state, violates, deadlock }: GraphState): string => {
    const rows = vars.filter((name) => name in state).map((name) => `${name}: ${itfText(state[name] as never, bare)}`);
    const wrong = violates.length === 0 ? [] : [`violates ${violates.join(", ")}`];
    const label = quoted([...rows, ...wrong].join("\n"));
    return deadlock ? `  s${id}[[${label}]]` : `  s${id}[${label}]`;
  };
  const marked = (name: string, holds: (state: GraphState) => boolean): readonly string[] => {
    const ids = states.filter(holds).map(({ id }) => `s${id}`);
    return ids.length === 0 ? [] : [`  class ${ids.join(",")} ${name}`];
  };
  const lines = [
    "flowchart TD",
    ...(complete ? [] : ["  %% A limit was reached: states and steps are missing."]),
    ...states.map(box),
    ...arrows(edges, (args) => Object.entries(args).map(([name, arg]) => `${name} = ${itfText(arg, bare)}`)),
    "  classDef initial fill:#d9d9d9",
    "  classDef violated fill:#f4b6b6",
    ...marked("initial", ({ initial, violates }) => initial && violates.length === 0),
    ...marked("violated", ({ violates }) => violates.length > 0),
  ];
  return `${lines.join("\n")}\n`;
}

function arrows(edges: readonly GraphEdge[], shown: (args: GraphEdge["args"]) => readonly string[]): readonly string[] {
  const labels = new Map<string, string[]>();
  for (const { from, to, action, args } of edges) {
    const pair = `s${from} s${to}`;
    const rows = shown(args);
    const label = rows.length === 0 ? action : `${action}(${rows.join(", ")})`;
    labels.set(pair, [...(labels.get(pair) ?? []), label]);
  }
  return [...labels].map(([pair, all]) => `  ${pair.replace(" ", ` -->|${quoted(all.join("\n"))}| `)}`);
}

/** In a quoted text, quotes and signs of HTML are written as entities, and a line ends with a tag. */
const quoted = (text: string): string =>
  `"${text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("\n", "<br/>")}"`;
