/** A mutant: one small change to one world, which something must notice. */

import type { Module } from "nexus-reference/tla";

interface Change {
  /**
   * World, place and operator: `spec:Gsi/Claim/2/drop`, `code:gsi/actions/Claim/2/drop`. Places are ordinals inside their
   * definition, so that an id survives changes elsewhere.
   */
  readonly id: string;
  /** The file that is changed, from the project's root. */
  readonly file: string;
  readonly line: number;
  /** What is changed, on one line. */
  readonly change: string;
  /** A mutant written by hand names the invariant that must kill it; the others are judged by all invariants. */
  readonly target?: string;
}

/** A change to a machine's code: the text of the changed file. */
export interface CodeMutant extends Change {
  readonly world: "code";
  readonly source: string;
}

/** A change to a module: its changed syntax tree, whose positions are those of the unchanged text. */
export interface SpecMutant extends Change {
  readonly world: "spec";
  readonly tree: Module;
}

export type Mutant = CodeMutant | SpecMutant;

/** White space folded, and cut where it is long. */
export function oneLine(text: string, most = 100): string {
  const folded = text.replaceAll(/\s+/g, " ").trim();
  return folded.length <= most ? folded : `${folded.slice(0, most - 3)}...`;
}
