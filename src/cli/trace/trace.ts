/** `nexus trace`: what real runs left behind. */

import type { Verbs } from "../verb.ts";
import { verbGroup } from "../verb-group.ts";

const verbs: Verbs = new Map([["validate", async () => (await import("./validate.ts")).validate]]);

export const trace = verbGroup(
  {
    name: "trace",
    summary: "Holds what real runs left behind against the modules.",
    usage: "nexus trace validate FILE...",
    about: [
      "  validate  shows whether the logs of a run are a behaviour of a module",
      "nexus trace validate --help lists its flags.",
    ],
    examples: [["nexus trace validate node1.jsonl node2.jsonl node3.jsonl --module Simplex", "the logs of three nodes"]],
  },
  verbs,
);
