/** The frame of the repository's own commands: strict flags, help, and errors that end with a hint and an exit code. */

import { type ParseArgsConfig, parseArgs } from "node:util";
import { ExitCode, NexusError } from "nexus-reference/lib/errors";

type Options = NonNullable<ParseArgsConfig["options"]>;

/** Flags by name, as `parseArgs` gives them. */
export type Values<O extends Options> = ReturnType<typeof parseArgs<{ options: O }>>["values"];

/** Runs a command with its flags; what it returns is the exit code. `--help` prints the help and runs nothing. */
export async function command<const O extends Options>(
  help: string,
  options: O,
  run: (values: Values<O>) => ExitCode | Promise<ExitCode>,
): Promise<void> {
  try {
    const values = flagsOf(options, process.argv.slice(2));
    process.exitCode = values === "help" ? printed(help) : await run(values);
  } catch (error) {
    if (!(error instanceof NexusError)) throw error;
    console.error(`error[${error.code}] ${error.message}${error.hint === undefined ? "" : `\nhint: ${error.hint}`}`);
    process.exitCode = error.exit;
  }
}

function printed(help: string): ExitCode {
  console.log(help);
  return ExitCode.ok;
}

/** The flags of an argument list. @throws {@link NexusError} `bad-flag` */
export function flagsOf<const O extends Options>(options: O, args: readonly string[]): Values<O> | "help" {
  try {
    const all: Options = { ...options, help: { type: "boolean" } };
    const { help, ...values } = parseArgs({ args: [...args], options: all }).values as { readonly help?: boolean };
    return help === true ? "help" : (values as Values<O>);
  } catch (cause) {
    const names = Object.keys(options).map((name) => `--${name}`);
    // What follows the first sentence is about arguments without a flag, and these commands take none.
    const message = (cause as Error).message.split(". ")[0] as string;
    throw new NexusError("bad-flag", message, { hint: `known are ${[...names, "--help"].join(", ")}`, cause });
  }
}

/** A whole number below 2^31, as seeds and counts are. @throws {@link NexusError} `bad-flag` */
export function whole(flag: string, text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value < 2 ** 31) return value;
  throw new NexusError("bad-flag", `--${flag} needs a whole number below 2^31, not ${JSON.stringify(text)}`, {
    hint: `for example --${flag} 7`,
  });
}

/** The same, and not 0. @throws {@link NexusError} `bad-flag` */
export function positive(flag: string, text: string): number {
  const value = whole(flag, text);
  if (value > 0) return value;
  throw new NexusError("bad-flag", `--${flag} needs a whole number above 0`, { hint: `for example --${flag} 7` });
}
