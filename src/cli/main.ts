#!/usr/bin/env node
/** The command `nexus`: finds the verb, runs it, and turns what went wrong into a message and an exit code. */

import { ExitCode } from "../lib/errors.ts";
import { parseFlags } from "./flags.ts";
import { problemOf } from "./problem.ts";
import { helpFlag, type Io, type Verb, type Verbs, verbHelp, verbNamed } from "./verb.ts";
import { packageVersion } from "./version.ts";

const verbs: Verbs = new Map([
  ["check", async () => (await import("./check.ts")).check],
  ["list", async () => (await import("./list.ts")).list],
  ["recheck", async () => (await import("./recheck.ts")).recheck],
  ["replay", async () => (await import("./replay.ts")).replay],
  ["trace", async () => (await import("./trace/trace.ts")).trace],
  ["explain", async () => (await import("./explain.ts")).explain],
  ["conform", async () => (await import("./conform.ts")).conform],
  ["report", async () => (await import("./traceability.ts")).report],
  ["vectors", async () => (await import("./vectors.ts")).vectors],
  ["tla", async () => (await import("./tla/tla.ts")).tla],
  ["nvm", async () => (await import("./nvm/nvm.ts")).nvm],
  ["help", async () => help],
]);

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
    if (name === undefined) io.out(await overview());
    else if (positionals.length <= 1) io.out(verbHelp(await verbNamed(verbs, "verb", name)));
    else return (await verbNamed(verbs, "verb", name)).run([...positionals.slice(1), "--help"], io);
    return ExitCode.ok;
  },
};

async function overview(): Promise<string> {
  const all = await Promise.all([...verbs.values()].map((load) => load()));
  return `nexus: protocols as TLA+ modules and as machines, explored exhaustively and compared step for step

${all.map(({ usage, summary }) => `  ${usage}\n      ${summary}`).join("\n")}

  nexus --version

Exit codes: 0 all that was asked was shown, 1 violated or not as pinned, 2 wrong usage or a malformed
module, cfg or manifest, 3 inconclusive (a limit was reached), 4 environment, 70 a bug in nexus,
130 interrupted. Results go to standard output, progress and errors to standard error.
`;
}

async function run([verb, ...argv]: readonly string[], io: Io): Promise<ExitCode> {
  if (verb === undefined) {
    io.err(await overview());
    return ExitCode.usage;
  }
  if (verb === "--version") {
    io.out(`${packageVersion()}\n`);
    return ExitCode.ok;
  }
  if (verb === "--help" || verb === "-h") return help.run([], io);
  if (verb.startsWith("-")) parseFlags({ help: helpFlag, version: { type: "boolean", about: "" } }, [verb]);
  return (await verbNamed(verbs, "verb", verb)).run(argv, io);
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
  const [{ readSource }, { problemText }, { styleOf }] = await Promise.all([
    import("./render/source.ts"),
    import("./render/errors.ts"),
    import("./render/style.ts"),
  ]);
  const problem = problemOf(error);
  io.err(`${problemText(problem, readSource, styleOf(io.colour && io.errIsTerminal))}\n`);
  process.exitCode = problem.exit;
}
