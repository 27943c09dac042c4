/** The official test suite: its files, what is in them, and what became of it. */

import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { ScriptRun, type Verdict } from "./run.ts";
import { type Command, readScript } from "./script.ts";
import type { Assemble } from "./text.ts";

/** The folder of the suite among test data. */
export const SUITE = "wasm-testsuite-wg-2.0";

/** Kinds of commands. Malformed texts test whoever reads texts, and stand apart. */
export const KINDS = [
  "assert_return",
  "assert_trap",
  "assert_exhaustion",
  "assert_invalid",
  "assert_malformed",
  "assert_malformed text",
  "assert_unlinkable",
  "module",
  "register",
  "action",
] as const;
export type Kind = (typeof KINDS)[number];

export const isAssertion = (kind: Kind): boolean => kind.startsWith("assert_");

export function kindOf(command: Command): Kind {
  return command.kind === "assert_malformed" && command.module.form !== "binary" ? "assert_malformed text" : command.kind;
}

/** How many commands of each kind; kinds that do not occur are left out. */
export type Counts = { readonly [kind in Kind]?: number };

export interface Script {
  /** With `/`, from the folder of the suite. */
  readonly file: string;
  readonly commands: readonly Command[];
}

export function readSuite(dir: string): readonly Script[] {
  const files = readdirSync(dir, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".wast"));
  return files
    .map((file) => ({ file: file.split(sep).join("/"), path: join(dir, file) }))
    .sort((left, right) => (left.file < right.file ? -1 : 1))
    .map(({ file, path }) => ({ file, commands: readScript(file, readFileSync(path)) }));
}

export function countsOf({ commands }: Script): Counts {
  const counts: { [kind in Kind]?: number } = {};
  for (const kind of KINDS) {
    const count = commands.filter((command) => kindOf(command) === kind).length;
    if (count > 0) counts[kind] = count;
  }
  return counts;
}

export interface Judged {
  readonly file: string;
  readonly command: Command;
  readonly kind: Kind;
  readonly verdict: Verdict;
}

export function judgeSuite(scripts: readonly Script[], assemble: Assemble): readonly Judged[] {
  return scripts.flatMap(({ file, commands }) => {
    const run = new ScriptRun(assemble);
    return commands.map((command) => ({ file, command, kind: kindOf(command), verdict: run.verdict(command) }));
  });
}

/** Whether the refusal of a module has the rule that the assertion names; null where there is no such rule. */
export function hasSameRule({ command, verdict }: Judged): boolean | null {
  if (verdict.kind !== "passed" || verdict.error === undefined || !("message" in command)) return null;
  return verdict.error.rule.startsWith(command.message);
}
