/** `nexus tla`: anyone's modules. */

import { ExitCode, NexusError } from "../../lib/errors.ts";
import { parseFlags } from "../flags.ts";
import { helpFlag, type Verb, type Verbs, verbHelp, verbNamed } from "../verb.ts";

const verbs: Verbs = new Map([
  ["check", async () => (await import("./check.ts")).check],
  ["parse", async () => (await import("./parse.ts")).parse],
  ["graph", async () => (await import("./graph.ts")).graph],
]);

export const tla: Verb = {
  name: "tla",
  summary: "Checks, parses and draws anyone's TLA+ modules.",
  usage: "nexus tla check|parse|graph FILE.tla",
  about: [
    `  check  explores all states of a model and checks what its cfg names
  parse  parses and analyses a module, and says what is in it
  graph  writes the state graph of a model`,
    "nexus tla check --help, parse --help and graph --help list the flags of each.",
  ],
  flags: { help: helpFlag },
  examples: [
    ["nexus tla check DieHard.tla", "the model in DieHard.cfg"],
    ["nexus tla parse DieHard.tla", "what is in the module"],
    ["nexus tla graph DieHard.tla -o DieHard.dot", "the state graph for Graphviz"],
  ],
  run: async ([verb, ...argv], io) => {
    if (verb === "--help" || verb === "-h") {
      io.out(verbHelp(tla));
      return ExitCode.ok;
    }
    if (verb?.startsWith("-") === true) parseFlags(tla.flags, [verb]);
    if (verb === undefined) {
      throw new NexusError("bad-argument", "tla needs one of check, parse and graph", { hint: "nexus help tla explains them" });
    }
    return (await verbNamed(verbs, "tla verb", verb)).run(argv, io);
  },
};
