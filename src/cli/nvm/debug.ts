/** `nexus nvm debug`: a module step by step on the step machine, forward and backward, from a terminal or a script. */

import { createInterface } from "node:readline";
import { ExitCode, NexusError } from "../../lib/errors.ts";
import { parseFlags } from "../flags.ts";
import { helpFlag, type Io, type Verb, verbHelp } from "../verb.ts";
import { calledFunction, gasOf } from "./call.ts";
import { COMMANDS, Debugger } from "./debugger.ts";
import { moduleOf } from "./module-file.ts";

const flags = {
  invoke: { type: "string", placeholder: "NAME", about: "the exported function to call; _start if there is one" },
  gas: { type: "string", placeholder: "N", about: "gas of instantiation and call together; 1000000000 unless told" },
  commands: { type: "string", placeholder: "TEXT", about: "commands with ; between them, instead of standard input" },
  help: helpFlag,
} as const;

export const debug: Verb = {
  name: "nvm debug",
  summary: "Goes through a run of a WebAssembly module step by step, forward and backward.",
  usage: "nexus nvm debug FILE.wasm [--invoke NAME [ARG ...]] [--gas N] [--commands TEXT]",
  about: [
    `Commands, one in a line of standard input or after --commands:\n${COMMANDS.map(([usage, what]) => `  ${usage.padEnd(16)}${what}`).join("\n")}`,
    "Exit codes: 0 all commands were done, 2 usage, a command that is none, or a refused module, 4 environment.",
  ],
  flags,
  examples: [
    ["nexus nvm debug fac.wasm --invoke fac 3", "commands are read from the terminal"],
    ["nexus nvm debug fac.wasm --invoke fac --commands 'step 5; stack; back; where' 3", "the same from a script"],
  ],
  run: async (argv, io) => run(argv, io),
};

async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  const { values, positionals } = parseFlags(flags, argv);
  if (values.help === true) {
    io.out(verbHelp(debug));
    return ExitCode.ok;
  }
  const [file, ...args] = positionals;
  if (file === undefined) {
    throw new NexusError("bad-argument", "nvm debug needs a module", { hint: "nexus help nvm debug shows how it is used" });
  }
  const valid = moduleOf(file);
  const session = new Debugger(valid, calledFunction(valid, values.invoke, args), gasOf(values.gas));
  if (values.commands !== undefined) {
    for (const command of values.commands.split(";")) {
      if (/^\s*quit\s*$/.test(command)) break;
      io.out(session.command(command.trim()));
    }
    return ExitCode.ok;
  }
  return interactive(session, io);
}

/** In a terminal a wrong command is told and forgotten; a script ends with it. */
async function interactive(session: Debugger, io: Io): Promise<ExitCode> {
  const isTerminal = process.stdin.isTTY === true;
  const lines = createInterface({ input: process.stdin, ...(isTerminal ? { output: process.stderr } : {}) });
  if (isTerminal) {
    io.out(session.command("where"));
    lines.setPrompt("nvm> ");
    lines.prompt();
  }
  for await (const line of lines) {
    if (line.trim() === "quit") break;
    try {
      io.out(session.command(line.trim()));
    } catch (error) {
      if (!isTerminal || !(error instanceof NexusError)) throw error;
      io.err(`${error.message}\n`);
    }
    if (isTerminal) lines.prompt();
  }
  lines.close();
  return ExitCode.ok;
}
