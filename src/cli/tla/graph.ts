/** `nexus tla graph`: the state graph of anyone's model. */

import { ExitCode, NexusError } from "../../lib/errors.ts";
import { shownPath } from "../files.ts";
import { parseCount, parseFlags } from "../flags.ts";
import { defaultBytes } from "../pool.ts";
import { problemOf } from "../problem.ts";
import type { JobEnd } from "../thread.ts";
import { helpFlag, type Io, type Verb, verbHelp } from "../verb.ts";
import { oneFile, tlaFlags } from "./flags.ts";
import { jsonText } from "./json.ts";
import { report } from "./report.ts";
import { runInThread } from "./run-in-thread.ts";
import type { GraphFinding } from "./state-graph.ts";
import type { TlaGraph } from "./tla-graph.ts";

/** Nobody reads a larger picture, and a program can ask for more. */
const MOST_STATES = 10_000;

const flags = {
  ...tlaFlags,
  format: { type: "string", placeholder: "dot|mermaid|json", about: "Graphviz, unless told, a flowchart of Mermaid, or JSON" },
  "by-alias": { type: "boolean", about: "merge states that the cfg's ALIAS shows alike, and leave out steps between them" },
  "max-states": {
    type: "string",
    placeholder: "N",
    about: `states to draw; more makes it incomplete (${MOST_STATES} unless told)`,
  },
  "max-memory": {
    type: "string",
    placeholder: "BYTES",
    about: "bytes for states, and for values; half of the memory unless told",
  },
  output: { type: "string", short: "o", placeholder: "FILE", about: "write it there, instead of to standard output" },
  help: helpFlag,
} as const;

export const GRAPH_VERSION = 1;

export const graph: Verb = {
  name: "tla graph",
  summary: "Writes the state graph of a TLA+ model: states, and steps with their actions and parameters.",
  usage: "nexus tla graph FILE.tla [--config FILE.cfg] [--format dot|mermaid|json] [-o FILE]",
  about: [
    `Initial states are marked (grey), states in which an invariant is false (red), and deadlocks (a double border).
Invariants do not end the search: all reachable states are drawn.`,
    "Exit codes: 0 the graph is complete, 2 malformed, 3 a limit was reached and the graph is a part, 4 environment.",
  ],
  flags,
  examples: [
    ["nexus tla graph DieHard.tla | dot -Tsvg > DieHard.svg", "a picture"],
    [
      "nexus tla graph Simplex.tla --config View.cfg --by-alias --format mermaid",
      "what the ALIAS of View.cfg shows, for Markdown",
    ],
    ["nexus tla graph DieHard.tla --format json -o graph.json", "for programs; spec/schema/tla-graph.schema.json describes it"],
  ],
  run: async (argv, io) => {
    const { values, positionals } = parseFlags(flags, argv);
    if (values.help === true) {
      io.out(verbHelp(graph));
      return ExitCode.ok;
    }
    const format = formatOf(values.format);
    const file = oneFile("tla graph", positionals);
    const job = {
      file,
      byAlias: values["by-alias"] === true,
      ...(values.config === undefined ? {} : { config: values.config }),
      libraries: values.library ?? [],
      checkDeadlock: true,
      way: {},
      maxStates: values["max-states"] === undefined ? MOST_STATES : parseCount("max-states", values["max-states"]),
      maxBytes: values["max-memory"] === undefined ? defaultBytes(1) : parseCount("max-memory", values["max-memory"]),
    };
    const { end, interrupted } = await runInThread<GraphFinding>({ task: "graph", job }, io);
    const finding = findingOf(end);
    await report(finding, io);
    if (finding.graph !== undefined) await write(await text(finding.graph, format), values.output, io);
    if (interrupted) return ExitCode.interrupted;
    if (finding.problem !== undefined) return finding.problem.exit;
    if (finding.limit === undefined) return ExitCode.ok;
    io.err(`inconclusive: a limit was reached (${finding.limit}), so the graph is not complete\n`);
    return ExitCode.inconclusive;
  },
};

type Format = "dot" | "json" | "mermaid";

function formatOf(format = "dot"): Format {
  if (format === "dot" || format === "json" || format === "mermaid") return format;
  throw new NexusError("bad-flag", `--format is dot, mermaid or json, not ${JSON.stringify(format)}`, {
    hint: "write --format json",
  });
}

function findingOf(end: JobEnd<GraphFinding>): GraphFinding {
  switch (end.kind) {
    case "finding":
      return end.finding;
    case "memory":
      return { limit: "memory", warnings: [] };
    case "ended":
      return { limit: "stopped", warnings: [] };
    case "error":
      return { problem: problemOf(end.error), warnings: [] };
  }
}

async function text(found: TlaGraph, format: Format): Promise<string> {
  if (format === "json") return jsonText({ format: "nexus-tla-graph", version: GRAPH_VERSION, ...found });
  if (format === "mermaid") return (await import("./graph-mermaid.ts")).graphMermaid(found);
  return (await import("./graph-dot.ts")).graphDot(found);
}

async function write(content: string, path: string | undefined, io: Io): Promise<void> {
  if (path === undefined) {
    io.out(content);
    return;
  }
  const { writeWhole } = await import("../write-file.ts");
  await writeWhole(path, content);
  io.err(`graph written to ${shownPath(path)}\n`);
}
