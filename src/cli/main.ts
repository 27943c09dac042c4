#!/usr/bin/env node
/** The command `nexus`: finds the verb, runs it, and turns what went wrong into a message and an exit code. */

import { ExitCode } from "../lib/errors.ts";
import { check } from "./check.ts";
import { explain } from "./explain.ts";
import { known, parseFlags } from "./flags.ts";
import { list } from "./list.ts";
import { problemOf } from "./problem.ts";
import { recheck } from "./recheck.ts";
import { readSource } from "./render/details.ts";
import { problemText } from "./render/errors.ts";
import { styleOf } from "./render/style.ts";
import { replay } from "./replay.ts";
import { helpFlag, type Io, type Verb, verbHelp } from "./verb.ts";
import { packageVersion } from "./version.ts";

const help: Verb = {
  name: "help",
  summary: "Explains the command or one of its verbs.",
  usage: "nexus help [VERB]",
  about: [],
  flags: { help: helpFlag },
  examples: [["nexus help check", "the flags of check, with examples"]],
  run: async (argv, io) => {
    const { positionals, values } = parseFlags({ help: helpFlag }, argv);
    const name = values.help === true ? help.name : positionals[0];
    io.out(name === undefined ? overview() : verbHelp(verbNamed(name)));
    return ExitCode.ok;
  },
};

const verbs: readonly Verb[] = [check, list, recheck, replay, explain, help];

function verbNamed(name: string): Verb {
  const found = known(
    "verb",
    name,
    verbs.map((verb) => verb.name),
  );
  return verbs.find((verb) => verb.name === found) as Verb;
}

function overview(): string {
  return `nexus: protocols as TLA+ modules and as machines, explored exhaustively and compared step for step

${verbs.map(({ usage, summary }) => `  ${usage}\n      ${summary}`).join("\n")}

  nexus --version

Exit codes: 0 all that was asked was shown, 1 violated or not as pinned, 2 wrong usage or a malformed
module, cfg or manifest, 3 inconclusive (a limit was reached), 4 environment, 70 a bug in nexus,
130 interrupted. Results go to standard output, progress and errors to standard error.
`;
}

async function run([verb, ...argv]: readonly string[], io: Io): Promise<ExitCode> {
  if (verb === undefined) {
    io.err(overview());
    return ExitCode.usage;
  }
  if (verb === "--version") {
    io.out(`${packageVersion()}\n`);
    return ExitCode.ok;
  }
  if (verb === "--help" || verb === "-h") return help.run([], io);
  if (verb.startsWith("-")) parseFlags({ help: helpFlag, version: { type: "boolean", about: "" } }, [verb]);
  return verbNamed(verb).run(argv, io);
}

function terminal(): Io {
  const { stdout, stderr, env } = process;
  const noColour = env.NO_COLOR !== undefined && env.NO_COLOR !== "";
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    outIsTerminal: stdout.isTTY === true,
    errIsTerminal: stderr.isTTY === true,
    errColumns: stderr.columns ?? 80,
    colour: !noColour && env.TERM !== "dumb",
  };
}

/** A reader that closes its end (`nexus list | head`) wants no more, and no complaint. */
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(ExitCode.ok);
  throw error;
});

const io = terminal();
try {
  process.exitCode = await run(process.argv.slice(2), io);
} catch (error) {
  const problem = problemOf(error);
  io.err(`${problemText(problem, readSource, styleOf(io.colour && io.errIsTerminal))}\n`);
  process.exitCode = problem.exit;
}
