/** Flags of scripts that are counts or seeds. */

import { ExitCode } from "nexus-reference/lib/errors";

/** A whole number below 2^31; ends the process with a word of what is wrong where the text is none. */
export function whole(flag: string, text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value < 2 ** 31) return value;
  console.error(`--${flag} is ${text}, expected a whole number below 2^31`);
  process.exit(ExitCode.usage);
}
