/**
 * The four kinds of failure, and no other: a refusal (a value, the protocol says no), a decode error (bytes from outside are
 * malformed), a {@link NexusError} (the user or a tool got something wrong) and {@link unreachable} (a bug).
 */

import type { SourceRange } from "./source.ts";

/** The exit codes of the command line, by the kind of end. */
export const ExitCode = {
  ok: 0,
  violated: 1,
  usage: 2,
  inconclusive: 3,
  environment: 4,
  bug: 70,
  interrupted: 130,
} as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

export interface NexusErrorOptions {
  /** Where in a file the error is. */
  readonly at?: SourceRange;
  /** What was expected, or what to try. */
  readonly hint?: string;
  /** The process exit code; usage (2) unless told. */
  readonly exit?: ExitCode;
  readonly cause?: unknown;
}

/** An error that its reader can mend: a stable code, a sentence, a position and a hint. */
export class NexusError extends Error {
  readonly code: string;
  readonly at: SourceRange | undefined;
  readonly hint: string | undefined;
  readonly exit: ExitCode;

  constructor(code: string, message: string, options: NexusErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "NexusError";
    this.code = code;
    this.at = options.at;
    this.hint = options.hint;
    this.exit = options.exit ?? ExitCode.usage;
  }
}

/** The code of an error that says that there is no room for more states or values: a search then ends without a verdict. */
export const NO_ROOM = "no-room";

export const isNoRoom = (error: unknown): boolean => error instanceof NexusError && error.code === NO_ROOM;

/** Marks code that no input can reach; reaching it is a bug of ours. */
export function unreachable(what: never | string): never {
  throw new Error(`unreachable: ${typeof what === "string" ? what : JSON.stringify(what)}`);
}
