/** What the page of traceability consists of. */

import type { SourceRange } from "../../lib/source.ts";
import type { Entry } from "../codec.ts";

/**
 * `guard`: a conjunct of an action; `domain`: of one of its arguments; `environment`: a guard that stands before the action in Next;
 * `definition`: whatever else a declaration of the code names as what it mirrors; `temporal`: a property of behaviours.
 */
export type RowKind = "action" | "guard" | "domain" | "environment" | "definition" | "invariant" | "temporal" | "witness";

/** A definition of a module, or a conjunct of one, and what stands for it. */
export interface Row {
  readonly kind: RowKind;
  /** `Claim`, `Claim/2`, `Quorum`, `FinalIsTrue`. */
  readonly name: string;
  /** The text of a conjunct. */
  readonly text?: string;
  readonly spec: SourceRange;
  /** The declaration, or the line that refuses. */
  readonly code?: SourceRange;
  /** The symbol, or the refusal. */
  readonly symbol?: string;
  /** Test files that name it. */
  readonly tests: readonly string[];
  /** Of a property: the models that check it. Of a witness: those that reach it. */
  readonly models: readonly string[];
  readonly vectors: VectorCount | null;
  readonly mutants: MutantCount | null;
  /** Of a property: the wrong variants that it is pinned to notice. */
  readonly variants: readonly string[];
  /** Of a definition: what uses it, an action if there is one. */
  readonly usedBy?: string;
}

/** Vectors that take an action or refuse by a guard: how many, and one of them. */
export interface VectorCount {
  readonly count: number;
  readonly example: string;
}

/** Mutants of a definition, and how many of them die. */
export interface MutantCount {
  readonly dead: number;
  readonly of: number;
  readonly example: string;
}

export interface ModuleRows {
  readonly module: string;
  readonly models: readonly Entry[];
  readonly rows: readonly Row[];
  /** What nothing stands for, as sentences. */
  readonly orphans: readonly string[];
}

export type Column = "code" | "test" | "vector" | "mutant";
export const COLUMNS: readonly Column[] = ["code", "test", "vector", "mutant"];
