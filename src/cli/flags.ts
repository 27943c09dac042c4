/** Flags of a verb, parsed strictly: an unknown or malformed flag is an error that says what was meant. */

import { type ParseArgsConfig, parseArgs } from "node:util";
import { closest } from "../lib/edit-distance.ts";
import { NexusError } from "../lib/errors.ts";

export interface Flag {
  readonly type: "boolean" | "string";
  readonly multiple?: boolean;
  readonly short?: string;
  /** How help writes the value. */
  readonly placeholder?: string;
  /** The value where none is given. Such a flag takes the next argument only if it is a number. */
  readonly fallback?: string;
  readonly about: string;
}

export type Flags = { readonly [name: string]: Flag };

/** Flags by name: strings, arrays of strings where a flag may be repeated, and booleans. */
export type FlagValues<F extends Flags> = {
  readonly [N in keyof F]?: F[N]["type"] extends "boolean"
    ? boolean
    : F[N] extends { readonly multiple: true }
      ? readonly string[]
      : string;
};

export interface Parsed<F extends Flags> {
  readonly values: FlagValues<F>;
  readonly positionals: readonly string[];
}

/** Parses what follows a verb. Throws {@link NexusError} `unknown-flag` or `bad-flag`. */
export function parseFlags<const F extends Flags>(flags: F, argv: readonly string[]): Parsed<F> {
  try {
    const options = flags as unknown as NonNullable<ParseArgsConfig["options"]>;
    const args = withFallbacks(flags, argv);
    const { values, positionals } = parseArgs({ args, options, strict: true, allowPositionals: true });
    return { values: values as FlagValues<F>, positionals };
  } catch (cause) {
    throw flagError(flags, cause as Error & { readonly code?: string });
  }
}

/** The arguments, with the value that each flag has where none is given. */
function withFallbacks(flags: Flags, argv: readonly string[]): string[] {
  const end = argv.indexOf("--");
  return argv.map((arg, i) => {
    const fallback = arg.startsWith("--") ? flags[arg.slice(2)]?.fallback : undefined;
    const isWhole = fallback === undefined || (end >= 0 && i > end) || /^\d/.test(argv[i + 1] ?? "");
    return isWhole ? arg : `${arg}=${fallback}`;
  });
}

function flagError(flags: Flags, cause: Error & { readonly code?: string }): unknown {
  if (cause.code === "ERR_PARSE_ARGS_UNKNOWN_OPTION") {
    const given = /'(-[^']*)'/.exec(cause.message)?.[1] ?? "";
    const near = closest(given.replace(/^-+/, ""), Object.keys(flags));
    const hint = near === undefined ? "nexus help lists the flags of each verb" : `did you mean --${near}?`;
    return new NexusError("unknown-flag", `unknown flag ${given}`, { hint, cause });
  }
  if (cause.code === "ERR_PARSE_ARGS_INVALID_OPTION_VALUE") {
    const name = /'(?:-\w, )?--([\w-]+)/.exec(cause.message)?.[1] ?? "";
    const placeholder = flags[name]?.placeholder;
    const message = placeholder === undefined ? `--${name} takes no value` : `--${name} needs a value`;
    const hint = placeholder === undefined ? `write --${name}` : `write --${name}=${placeholder}`;
    return new NexusError("bad-flag", message, { hint, cause });
  }
  return cause;
}

/** A whole number from 0 on, as seeds are. Throws {@link NexusError} `bad-flag`. */
export function parseSeed(flag: string, text: string): number {
  const seed = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (seed < 2 ** 31) return seed;
  throw new NexusError("bad-flag", `--${flag} needs a whole number below 2^31, not ${JSON.stringify(text)}`, {
    hint: `for example --${flag}=1`,
  });
}

const units: { readonly [suffix: string]: number } = { "": 1, k: 1e3, M: 1e6, G: 1e9, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30 };

/** A positive whole number: `500000`, `500_000`, `500k`, `2GiB`. Throws {@link NexusError} `bad-flag`. */
export function parseCount(flag: string, text: string): number {
  const [, digits = "", suffix = ""] = /^(\d[\d_]*)([A-Za-z]*)$/.exec(text) ?? [];
  const count = Number(digits.replaceAll("_", "")) * (units[suffix] ?? Number.NaN);
  if (digits !== "" && Number.isSafeInteger(count) && count > 0) return count;
  throw new NexusError("bad-flag", `--${flag} needs a positive whole number, not ${JSON.stringify(text)}`, {
    hint: `for example --${flag}=500_000; the suffixes ${Object.keys(units).slice(1).join(", ")} are known`,
  });
}

/** The one of `candidates` that was named; throws {@link NexusError} with the nearest as a hint. */
export function known(what: string, name: string, candidates: readonly string[]): string {
  if (candidates.includes(name)) return name;
  const near = closest(name, candidates);
  const hint = near === undefined ? `known are ${candidates.join(", ") || "none"}` : `did you mean ${near}?`;
  throw new NexusError(`unknown-${what.replaceAll(" ", "-")}`, `unknown ${what} ${name}`, { hint });
}
