/** `nexus tla parse`: parses and analyses anyone's module, and says what is in it. */

import { ExitCode } from "../../lib/errors.ts";
import { parseFlags } from "../flags.ts";
import { helpFlag, type Verb, verbHelp } from "../verb.ts";
import { oneFile, tlaFlags } from "./flags.ts";
import { jsonText } from "./json.ts";
import { report } from "./report.ts";

const flags = {
  library: tlaFlags.library,
  json: { type: "boolean", about: "one JSON document instead of the text" },
  help: helpFlag,
} as const;

export const PARSE_VERSION = 1;

export const parse: Verb = {
  name: "tla parse",
  summary: "Parses a TLA+ module with all that it needs, checks names, arities and levels, and says what is in it.",
  usage: "nexus tla parse FILE.tla [--json]",
  about: [
    "It is as strict as SANY. What is wrong is shown with its position, what was expected, and what was probably meant.",
    "Exit codes: 0 the module is right, 2 it is malformed, 4 environment.",
  ],
  flags,
  examples: [
    ["nexus tla parse Raft.tla", "constants, variables, definitions and their levels"],
    ["nexus tla parse Raft.tla --json", "for programs; spec/schema/tla-parse-result.schema.json describes it"],
  ],
  run: async (argv, io) => {
    const { values, positionals } = parseFlags(flags, argv);
    if (values.help === true) {
      io.out(verbHelp(parse));
      return ExitCode.ok;
    }
    const file = oneFile("tla parse", positionals);
    const [{ openModule }, { summaryOf, summaryText }] = await Promise.all([import("./open.ts"), import("./summary.ts")]);
    const { analysis } = openModule({ file, libraries: values.library ?? [] });
    await report({ warnings: analysis.warnings }, io);
    const summary = summaryOf(analysis);
    io.out(
      values.json === true
        ? jsonText({ format: "nexus-tla-parse", version: PARSE_VERSION, ...summary })
        : `${summaryText(summary)}\n`,
    );
    return ExitCode.ok;
  },
};
