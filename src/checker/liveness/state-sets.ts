/** Sets of states that state formulas describe, each computed once. */

import type { StateFormula } from "../../lib/liveness.ts";
import type { BehaviourGraph } from "./behaviour-graph.ts";

export class StateSets {
  readonly #graph: BehaviourGraph;
  readonly #known = new Map<string, Uint8Array>();

  constructor(graph: BehaviourGraph) {
    this.#graph = graph;
  }

  /** 1 for each state in which all of the formulas hold. */
  all(formulas: readonly StateFormula[]): Uint8Array {
    return this.of(formulas.length === 1 ? (formulas[0] as StateFormula) : { kind: "and", operands: formulas });
  }

  of(formula: StateFormula): Uint8Array {
    const key = JSON.stringify(formula);
    let set = this.#known.get(key);
    if (set === undefined) {
      set = this.#evaluate(formula);
      this.#known.set(key, set);
    }
    return set;
  }

  #evaluate(formula: StateFormula): Uint8Array {
    const { predicates, states } = this.#graph;
    switch (formula.kind) {
      case "predicate":
        return predicates[formula.index] as Uint8Array;
      case "not":
        return this.of(formula.operand).map((member) => 1 - member);
      case "and":
      case "or": {
        const whole = formula.kind === "and" ? 1 : 0;
        const result = new Uint8Array(states).fill(whole);
        for (const operand of formula.operands) {
          const set = this.of(operand);
          for (let state = 0; state < states; state++) if (set[state] !== whole) result[state] = 1 - whole;
        }
        return result;
      }
    }
  }
}

/** The states in all of the sets. */
export function intersection(sets: readonly Uint8Array[], size: number): Uint8Array {
  const result = new Uint8Array(size).fill(1);
  for (const set of sets) for (let state = 0; state < size; state++) if (set[state] === 0) result[state] = 0;
  return result;
}
