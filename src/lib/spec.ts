/**
 * A TLA+ model (module and cfg) after compilation, as lockstep sees it. `src/tla` produces it, `src/checker` uses it; neither
 * knows the other.
 *
 * `SpecValue` is a hash-consed TLA+ value: equal values are the same object, so `===` is TLA+ equality.
 */

import type { Itf, ItfRecord } from "./data.ts";
import type { Liveness } from "./liveness.ts";
import type { ActionKind, StateGraph } from "./model.ts";
import type { SourceRange } from "./source.ts";

/** An opaque, hash-consed TLA+ value. */
export type SpecValue = unknown;

/** One value per variable, in the order of `variables`. */
export type SpecState = readonly SpecValue[];

/**
 * A disjunct of Next in the shape that lockstep needs:
 * `\E p1 \in D1, p2 \in D2 : guard1 /\ guard2 /\ Name(p1, p2)`; the guards are the environment's say in a machine action.
 */
export interface SpecAction {
  readonly name: string;
  readonly kind: ActionKind;
  readonly params: readonly string[];
  /** The definition of the action. */
  readonly at: SourceRange;
  /** The parameters whose domain is the same in every state. */
  readonly constantDomain: readonly boolean[];
}

/** A conjunct of an action's definition, of its disjunct in Next, or a quantifier's domain. */
export interface Conjunct {
  /** Stable name: `<Action>/<ordinal>` for conjuncts of the definition, `<Action>/env<ordinal>` and `<Action>/in:<param>`. */
  readonly id: string;
  readonly action: string;
  readonly at: SourceRange;
  /** The conjunct's text, white space folded. */
  readonly text: string;
}

/** The outcome of one action with one binding: a successor, or the first false conjunct. */
export type SpecStep =
  | { readonly enabled: true; readonly next: SpecState }
  | { readonly enabled: false; readonly conjunct: Conjunct };

export interface Spec {
  readonly module: string;
  readonly variables: readonly string[];
  /** In the order of MachineNext, then EnvNext. */
  readonly actions: readonly SpecAction[];
  /** Every conjunct of every action, for coverage of guards. */
  readonly conjuncts: readonly Conjunct[];
  /** The graph by the module's own Init and Next, as the cfg has it: of orbits under SYMMETRY, of what VIEW shows. */
  readonly graph: StateGraph<SpecState>;
  /** The graph of all states, whatever SYMMETRY and VIEW say: for liveness, lockstep and refinement. */
  readonly states: StateGraph<SpecState>;
  /** Whether the POSTCONDITION holds, once the graph is explored; true where there is none. */
  postcondition(): boolean;
  /** The fairness and the temporal properties. Throws `NexusError` for a formula or a cfg with which they cannot be checked. */
  liveness(): Liveness<SpecState>;
  /** The bindings' domain of one parameter in a state, in a deterministic order. */
  domain(state: SpecState, action: number, param: number): readonly SpecValue[];
  /**
   * The first false conjunct of an action that is the same for all arguments: one of the leading conjuncts without parameters. Null
   * when these hold. `step` gives the same conjunct for any arguments where there is one.
   */
  blocked(state: SpecState, action: number): Conjunct | null;
  /** The environment's guards in Next's disjunct: the first that is false, or null. */
  admits(state: SpecState, action: number, args: readonly SpecValue[]): Conjunct | null;
  /**
   * The action's definition alone, without the environment's guards. An action with two successors for one binding is an
   * error (`NexusError` code `two-successors`).
   */
  step(state: SpecState, action: number, args: readonly SpecValue[]): SpecStep;
  /** The value of the operator `<Action>Effects(params)` in a state: a sequence of records. Null for environment actions. */
  effects(state: SpecState, action: number, args: readonly SpecValue[]): SpecValue | null;
  /** Evaluates a constant- or state-level operator of the module without parameters (refinement mappings). */
  evaluate(state: SpecState, operator: string): SpecValue;
  /** The value of a neutral notation, hash-consed. */
  value(itf: Itf): SpecValue;
  /** The neutral notation of a value. */
  itf(value: SpecValue): Itf;
  /** A value as TLC prints it. */
  text(value: SpecValue): string;
  state(itf: ItfRecord): SpecState;
  /** Where an invariant or another operator is defined. */
  definition(operator: string): SourceRange | undefined;
}
