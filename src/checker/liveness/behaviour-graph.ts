/**
 * The reachable graph of a model with its edges, and with what temporal formulas can say about states and steps. Stuttering is
 * possible in every state and has no edge.
 */

export class BehaviourGraph {
  readonly states: number;
  readonly initial: readonly number[];
  /** The edges of state `s` are those from `offsets[s]` up to `offsets[s + 1]`. */
  readonly offsets: Int32Array;
  readonly targets: Int32Array;
  /** Bits of an edge, `words` words each: the fairness conditions of whose actions it is a step, then the steps that formulas name. */
  readonly labels: Int32Array;
  readonly words: number;
  /** Bits of a state, `words` words each: the fairness conditions whose actions are enabled. */
  readonly enabled: Int32Array;
  /** For each predicate of the formulas, 1 in the states where it holds. */
  readonly predicates: readonly Uint8Array[];
  /** Whether a constraint of the model cut steps off. */
  readonly cut: boolean;
  /** The bit of the first step that formulas name. */
  readonly firstStep: number;

  constructor(parts: Pick<BehaviourGraph, keyof BehaviourGraph>) {
    this.states = parts.states;
    this.initial = parts.initial;
    this.offsets = parts.offsets;
    this.targets = parts.targets;
    this.labels = parts.labels;
    this.words = parts.words;
    this.enabled = parts.enabled;
    this.predicates = parts.predicates;
    this.cut = parts.cut;
    this.firstStep = parts.firstStep;
  }
}

/** Whether the bit of an edge or state is set. */
export const hasBit = (bits: Int32Array, at: number, words: number, bit: number): boolean =>
  (((bits[at * words + (bit >>> 5)] as number) >>> (bit & 31)) & 1) === 1;
