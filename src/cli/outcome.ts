/**
 * What checking a model gives, as plain data: a worker sends it, the renderers print it, `--json` writes it. A {@link Finding} is what
 * was found; an {@link Outcome} is a finding judged by the model's pins.
 */

import type { CollisionProbability, Difference, Limit, Trace, TraceStep } from "../checker/index.ts";
import type { ExitCode } from "../lib/errors.ts";
import type { SourceRange } from "../lib/source.ts";
import type { Entry } from "./codec.ts";
import type { TlcComparison } from "./tlc/text.ts";
import type { Draw } from "./way.ts";

/** Which worlds are explored: what the entry's kind says, or the spec alone, or the code alone. */
export type Mode = "kind" | "spec" | "code";

/** One world's reachable graph. */
export interface World {
  readonly distinct: number;
  /** Initial states plus steps, as TLC counts; absent where it is not counted. */
  readonly generated?: number;
  readonly depth?: number;
  readonly edges: { readonly [action: string]: number };
  /** States that were first reached by each action, where that is known. */
  readonly discovered?: { readonly [action: string]: number };
  readonly witnesses: readonly string[];
}

/** One state of each orbit of the code's symmetry. It is compared with the pinned orbits, never with pins of states. */
export interface Orbits extends World {
  /** What was permuted. */
  readonly about: string;
}

/** Behaviours that were drawn at random. */
export interface SimulationFinding extends Draw {
  /** Behaviours drawn, the one with the violation included. */
  readonly drawn: number;
  readonly steps: number;
  /** Witnesses that some state reached. */
  readonly witnesses: readonly string[];
}

/** A guard of a refusal table: the conjunct that a refusal stands for, and where it is. */
export interface Guard {
  readonly conjunct: string;
  readonly refusal: string;
  readonly text: string;
  readonly at: SourceRange;
}

/** An error as data: workers cannot send errors with their fields. */
export interface Problem {
  /** `bug` is an error that nobody expected. */
  readonly kind: "error" | "bug";
  readonly code: string;
  readonly message: string;
  readonly at?: SourceRange;
  readonly hint?: string;
  readonly exit: ExitCode;
  readonly stack?: string;
}

/**
 * - `ok`: all was explored and nothing is wrong;
 * - `violated`, `deadlock`: a property of one world fails;
 * - `different`: the two worlds, or the two specs of a refinement, differ;
 * - `inconclusive`: a limit was reached, or behaviours were only drawn at random;
 * - `error`: a module, cfg or step cannot be evaluated.
 */
export type Found = "ok" | "violated" | "deadlock" | "different" | "inconclusive" | "error";

/** What is known of a temporal property that holds. */
export interface TemporalFinding {
  readonly world: "spec" | "code";
  readonly name: string;
  /** Antecedents that no reachable state satisfies: the property says nothing. */
  readonly vacuous: readonly string[];
  /** Whether a beginning of a behaviour is enough to violate it, so that fairness is none of its business. */
  readonly isSafety: boolean;
  /** Whether it would be violated without the fairness of the specification. */
  readonly needsFairness: boolean;
}

/** What is allowed, but seldom meant. */
export interface ModelWarning {
  readonly code: string;
  readonly message: string;
  readonly at?: SourceRange;
}

export interface Finding {
  readonly found: Found;
  readonly mode: Mode;
  readonly spec?: World;
  readonly code?: World;
  /** The code's orbits: beside its states, or, where these were asked for, instead of them. */
  readonly orbits?: Orbits;
  readonly simulation?: SimulationFinding;
  /** The probability that a state was missed, where fingerprints were stored. */
  readonly collisions?: CollisionProbability;
  /** Whether the counterexample need not be the one that breadth-first search on one thread finds first. */
  readonly otherTrace?: true;
  /** The counted spec of a refinement. */
  readonly counted?: World;
  /** Labelled edges that are the same in both worlds, those of the code alone, or the counted steps that a refinement matched. */
  readonly edges?: number;
  /** Bindings that were tried in both worlds. */
  readonly bindings?: number;
  /** How often each conjunct was the first false one, by its id. */
  readonly refused?: { readonly [conjunct: string]: number };
  readonly guards?: readonly Guard[];
  /** The witnesses that the code declares. */
  readonly declaredWitnesses?: readonly string[];
  readonly property?: string;
  readonly propertyAt?: SourceRange;
  readonly trace?: Trace;
  /** For `error`: the step from the trace's last state that failed. */
  readonly during?: TraceStep;
  readonly difference?: Difference;
  /**
   * `constraint`: a constraint of the cfg cuts behaviours off, so that temporal properties are not decided. `simulation`: nothing was
   * wrong in the behaviours that were drawn.
   */
  readonly limit?: Limit | "constraint" | "simulation";
  readonly problem?: Problem;
  /** What TLC says of the spec, where it was asked. */
  readonly tlc?: TlcComparison;
  /** The temporal properties of the cfg that were checked, in each world that was explored. */
  readonly temporal?: readonly TemporalFinding[];
  /** What to know of the modules and the cfgs, where there is something. */
  readonly warnings?: readonly ModelWarning[];
  /** The files that were read, and their digest. */
  readonly sources?: Sources;
  /** Temporal properties of the cfg that were not checked. */
  readonly unchecked: readonly string[];
  readonly seconds: number;
}

export interface Sources {
  readonly files: readonly string[];
  readonly digest: string;
}

/** What the table says of a model. */
export type Verdict =
  | "equal"
  | "holds"
  | "refines"
  | "fails as pinned"
  | "not as pinned"
  | "violated"
  | "deadlock"
  | "different"
  | "inconclusive"
  | "error"
  | "bug";

export interface Outcome {
  readonly entry: Entry;
  readonly finding: Finding;
  readonly verdict: Verdict;
  readonly exit: ExitCode;
  /** Differences between pin and finding, one sentence each. */
  readonly failures: readonly string[];
  /** Figures that have no pin yet. */
  readonly unpinned: readonly string[];
}
