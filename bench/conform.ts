/** The command `nexus conform` in a process of its own, with one of the examples. */

import { execFileSync } from "node:child_process";

export interface Suite {
  readonly level: number;
  readonly module: string;
  readonly model?: string;
  readonly cases: number;
  readonly seconds: number;
  readonly failures: readonly unknown[];
  readonly explored?: { readonly steps: number; readonly complete: boolean };
}

/** Runs the command; its suites. */
export function conformOf(example: string, ...argv: readonly string[]): readonly Suite[] {
  const command = ["dist/cli/main.js", "conform", "--adapter", `conformance/examples/${example}/adapter.json`, "--json", ...argv];
  const out = execFileSync(process.execPath, command, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
    maxBuffer: 2 ** 28,
  });
  return (JSON.parse(out) as { readonly suites: readonly Suite[] }).suites;
}

export const sumOf = (suites: readonly Suite[], of: (suite: Suite) => number): number =>
  suites.reduce((total, suite) => total + of(suite), 0);
