/** Command lines to be copied: what repeats a run or goes on with it. */

/** Flags as they were parsed; one that is undefined or false was not given. */
export interface GivenFlags {
  readonly [name: string]: string | boolean | readonly string[] | undefined;
}

/** The command of a verb with these flags and names, quoted for a POSIX shell. */
export function commandLine(verb: string, flags: GivenFlags, positionals: readonly string[]): string {
  const words = Object.entries(flags).flatMap(([name, value]) => {
    if (value === undefined || value === false) return [];
    if (value === true) return [`--${name}`];
    const values = typeof value === "string" ? [value] : value;
    return values.flatMap((one) => (one.startsWith("-") ? [`--${name}=${one}`] : [`--${name}`, one]));
  });
  return ["nexus", verb, ...positionals, ...words].map(quoted).join(" ");
}

/** Words that no shell changes stand as they are. */
const quoted = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
