/** What a verb of the command line is, and what it may use of its surroundings. */

import type { ExitCode } from "../lib/errors.ts";
import { type Flags, known } from "./flags.ts";

export interface Io {
  /** Data. */
  readonly out: (text: string) => void;
  /** Everything else. */
  readonly err: (text: string) => void;
  readonly outIsTerminal: boolean;
  readonly errIsTerminal: boolean;
  readonly errColumns: number;
  /** Whether colours are wanted; see https://no-color.org. */
  readonly colour: boolean;
}

export interface Verb {
  readonly name: string;
  readonly summary: string;
  readonly usage: string;
  readonly about: readonly string[];
  readonly flags: Flags;
  readonly examples: readonly (readonly [command: string, what: string])[];
  readonly run: (argv: readonly string[], io: Io) => Promise<ExitCode>;
}

/** Verbs by name, in the order of an overview. Each is loaded when it is used: a small model should not wait for the others. */
export type Verbs = ReadonlyMap<string, () => Promise<Verb>>;

/** Loads a verb. Throws `NexusError` where there is none of that name, with the nearest as a hint. */
export async function verbNamed(verbs: Verbs, what: string, name: string): Promise<Verb> {
  const load = verbs.get(known(what, name, [...verbs.keys()])) as () => Promise<Verb>;
  return load();
}

export const helpFlag = { type: "boolean", short: "h", about: "show this help" } as const;

/** The help of one verb. */
export function verbHelp({ usage, summary, about, flags, examples }: Verb): string {
  const rows = Object.entries(flags).map(([name, { short, placeholder, fallback, about: what }]) => {
    const value = placeholder === undefined ? "" : fallback === undefined ? ` ${placeholder}` : ` [${placeholder}]`;
    return [`${short === undefined ? "    " : `-${short}, `}--${name}${value}`, what] as const;
  });
  const width = Math.max(...rows.map(([flag]) => flag.length));
  return [
    `${usage}\n\n${summary}`,
    ...about,
    `Flags:\n${rows.map(([flag, what]) => `  ${flag.padEnd(width)}  ${what}`).join("\n")}`,
    `Examples:\n${examples.map(([command, what]) => `  ${command}\n      ${what}`).join("\n")}\n`,
  ].join("\n\n");
}
