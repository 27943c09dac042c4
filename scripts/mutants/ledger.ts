/**
 * `spec/tla/mutants.json`: the mutants that are written by hand, the arguments why survivors are equivalent, and the verdict of
 * each mutant. People write the first two; `--accept` writes the verdicts.
 */

import { readFileSync, writeFileSync } from "node:fs";
import { NexusError } from "nexus-reference/lib/errors";

/** A mutant for an invariant that no mechanical mutant of that world violates first. */
export interface NamedMutant {
  /** `code:gsi/named/...` or `spec:Gsi/named/...`. */
  readonly id: string;
  /** The file that is changed, from the project's root. */
  readonly file: string;
  /** Text that occurs once in the file. */
  readonly find: string;
  readonly replace: string;
  /** The invariant that must kill it, judged by that one alone. */
  readonly kills: string;
  /** What the change does, in a sentence. */
  readonly about: string;
}

export interface Equivalent {
  readonly id: string;
  /** Why no behaviour differs, in the models that judge. */
  readonly argument: string;
}

export interface Ledger {
  readonly format: 1;
  readonly named: readonly NamedMutant[];
  readonly equivalent: readonly Equivalent[];
  /** By id: what kills it with lockstep off, and in lockstep. */
  readonly verdicts: { readonly [id: string]: string };
}

export function readLedger(path: string): Ledger {
  const ledger = JSON.parse(readFileSync(path, "utf8")) as Ledger;
  if (ledger.format !== 1) throw new NexusError("bad-ledger", `${path} has the format ${ledger.format}, expected 1`);
  for (const { id, argument } of ledger.equivalent) {
    if (argument.trim() === "") throw new NexusError("bad-ledger", `${path}: ${id} is called equivalent without an argument`);
  }
  return ledger;
}

export function writeLedger(path: string, ledger: Ledger): void {
  writeFileSync(path, `${JSON.stringify(ledger, null, 2)}\n`);
}
