/** `nexus tla`: anyone's modules. */

import type { Verbs } from "../verb.ts";
import { verbGroup } from "../verb-group.ts";

const verbs: Verbs = new Map([
  ["check", async () => (await import("./check.ts")).check],
  ["parse", async () => (await import("./parse.ts")).parse],
  ["graph", async () => (await import("./graph.ts")).graph],
]);

export const tla = verbGroup(
  {
    name: "tla",
    summary: "Checks, parses and draws anyone's TLA+ modules.",
    usage: "nexus tla check|parse|graph FILE.tla",
    about: [
      `  check  explores all states of a model and checks what its cfg names
  parse  parses and analyses a module, and says what is in it
  graph  writes the state graph of a model`,
      "nexus tla check --help, parse --help and graph --help list the flags of each.",
    ],
    examples: [
      ["nexus tla check DieHard.tla", "the model in DieHard.cfg"],
      ["nexus tla parse DieHard.tla", "what is in the module"],
      ["nexus tla graph DieHard.tla -o DieHard.dot", "the state graph for Graphviz"],
    ],
  },
  verbs,
);
