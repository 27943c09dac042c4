/**
 * What liveness checking needs to know of a specification: its fairness, and its temporal properties in the form that a search for
 * counterexamples uses. `src/tla` reads them from formulas, `src/checker` searches; neither knows the other.
 */

import type { SourceRange } from "./source.ts";

/** A boolean combination of state predicates, each given by its index in {@link Liveness.predicates}. */
export type StateFormula =
  | { readonly kind: "predicate"; readonly index: number }
  | { readonly kind: "not"; readonly operand: StateFormula }
  | { readonly kind: "and" | "or"; readonly operands: readonly StateFormula[] };

/** WF_v(A) or SF_v(A). */
export interface FairnessCondition {
  readonly strength: "weak" | "strong";
  /** As it is written, with the values of the names that are bound around it. */
  readonly text: string;
  readonly at: SourceRange;
}

/**
 * One stage of a {@link Pattern}. It begins in a state where `reach` holds, or, where `steps` are given, right behind a step that is
 * all of them; from there on, for ever, `always` holds in each state and no step is one of `never`.
 */
export interface Stage {
  readonly reach: readonly StateFormula[];
  /** Indices in {@link Liveness.steps}; none in the first stage, which begins in the initial state. */
  readonly steps: readonly number[];
  readonly always: readonly StateFormula[];
  /** Indices in {@link Liveness.steps}. */
  readonly never: readonly number[];
}

/**
 * A set of behaviours: those that pass the stages in order, several possibly in one state, and in which from some state on `always`
 * holds and no step is one of `never`, while each of `often` and of the steps `oftenSteps` occurs again and again.
 */
export interface Pattern {
  /** At least one. */
  readonly stages: readonly Stage[];
  readonly always: readonly StateFormula[];
  readonly never: readonly number[];
  readonly often: readonly StateFormula[];
  readonly oftenSteps: readonly number[];
}

/** A state formula without which a property says nothing: P of `P ~> Q`. */
export interface Antecedent {
  readonly text: string;
  readonly at: SourceRange;
  readonly formula: StateFormula;
}

/** A property that holds if and only if no fair behaviour is in one of the patterns. */
export interface TemporalProperty {
  readonly name: string;
  readonly at: SourceRange;
  readonly violations: readonly Pattern[];
  /** The violations where nothing but Init and Next is assumed, neither fairness nor another formula of the specification. */
  readonly unassumed: readonly Pattern[];
  /** Each must hold in some reachable state, lest the property be vacuous. */
  readonly antecedents: readonly Antecedent[];
}

/** The fairness and the temporal properties of a specification over states `S`. */
export interface Liveness<S> {
  readonly fairness: readonly FairnessCondition[];
  readonly predicates: readonly ((state: S) => boolean)[];
  /** Whether a step is an `<<A>>_v` step, for the actions that formulas name. A stuttering step is none. */
  readonly steps: readonly ((from: S, to: S) => boolean)[];
  readonly properties: readonly TemporalProperty[];
  /**
   * Calls `visit` for each way in which the action of each fairness condition can be taken from a state and changes its subscript:
   * the condition is enabled there. `next` is null where the action leaves a variable open; `isFairStep` tells then.
   */
  fairSuccessors(state: S, visit: (condition: number, next: S | null) => void): void;
  /** Whether a step is one of the action of a fairness condition and changes its subscript. */
  isFairStep(condition: number, from: S, to: S): boolean;
}
