/** A check of anyone's module: what is asked, and what is found. Plain data, so that threads can send it. */

import type { Trace, TraceStep } from "../../checker/index.ts";
import type { SourceRange } from "../../lib/source.ts";
import type { BlockedAction } from "../../tla/index.ts";
import type { Finding, ModelWarning, Problem } from "../outcome.ts";
import type { TlcComparison } from "../tlc/text.ts";
import type { Way } from "../way.ts";

/** The files of a model. */
export interface TlaFiles {
  /** The root module's file. */
  readonly file: string;
  /** The cfg file; the one beside the module unless told. */
  readonly config?: string;
  /** Where modules are looked for that do not stand beside the root. */
  readonly libraries: readonly string[];
}

export interface TlaJob extends TlaFiles {
  /** False where states without successors are no error, whatever the cfg says. */
  readonly checkDeadlock: boolean;
  readonly way: Way;
  readonly maxStates?: number;
  readonly maxBytes: number;
}

export interface GraphJob extends TlaJob {
  /** Whether states that ALIAS shows alike are one. */
  readonly byAlias?: boolean;
}

/**
 * - `ok`: all reachable states were visited, and nothing is wrong;
 * - `violated`: an invariant, a temporal property or an assumption is false;
 * - `deadlock`: a state has no successor;
 * - `inconclusive`: a limit ended the check, or behaviours were only drawn at random;
 * - `error`: the module or the cfg is malformed, or something cannot be evaluated.
 */
export type TlaVerdict = "ok" | "violated" | "deadlock" | "inconclusive" | "error";

/** How often an action was taken. */
export interface ActionCount {
  readonly name: string;
  /** Where it is defined. */
  readonly at?: SourceRange;
  readonly taken: number;
  /** States that it was the first to reach; absent where that depends on who comes first. */
  readonly discovered?: number;
}

/** What a model consists of, as far as reports name it. */
export interface TlaModel {
  readonly module: string;
  readonly variables: readonly string[];
  readonly modelValues: readonly string[];
  readonly invariants: readonly string[];
  readonly properties: readonly string[];
  readonly constraints: readonly string[];
  readonly checkDeadlock: boolean;
  /** Whether the module has no behaviour, so that assumptions are all there is. */
  readonly assumptionsOnly: boolean;
}

export interface TlaProperty {
  readonly kind: "invariant" | "property" | "assumption" | "postcondition";
  /** The name; of an assumption, its text. */
  readonly name: string;
  readonly at?: SourceRange;
}

export interface TlaFinding {
  readonly verdict: TlaVerdict;
  readonly model?: TlaModel;
  readonly distinct?: number;
  readonly generated?: number;
  readonly depth?: number;
  readonly actions: readonly ActionCount[];
  readonly property?: TlaProperty;
  readonly trace?: Trace;
  /** For `deadlock`: why each action of Next is not possible in the trace's last state; absent where that cannot be evaluated. */
  readonly blocked?: readonly BlockedAction[];
  /** For `error`: the step from the trace's last state that failed. */
  readonly during?: TraceStep;
  readonly limit?: Finding["limit"];
  readonly simulation?: NonNullable<Finding["simulation"]>;
  readonly collisions?: NonNullable<Finding["collisions"]>;
  readonly problem?: Problem;
  /** What TLC says of the same model, where it was asked. */
  readonly tlc?: TlcComparison;
  readonly temporal: NonNullable<Finding["temporal"]>;
  readonly warnings: readonly ModelWarning[];
  readonly sources?: NonNullable<Finding["sources"]>;
  readonly seconds: number;
}
