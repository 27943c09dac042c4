/**
 * Notices a declared symmetry that is none. The first state of each orbit that is not the orbit's representative is compared with
 * it: both must have the same invariants and witnesses, and the same actions to the same orbits. This is no proof, since other
 * states of the orbit are not looked at; tests compare the verdicts with and without symmetry on models of which both fit.
 */

import { NexusError } from "../lib/errors.ts";
import type { StateGraph, Symmetry } from "../lib/model.ts";
import { StateStore } from "./store.ts";

export class OrbitAudit<S> {
  readonly #graph: StateGraph<S>;
  readonly #symmetry: Symmetry<S>;
  /** Orbits of which a state has been compared. */
  readonly #compared: StateStore;
  readonly #key: Int32Array;

  constructor(graph: StateGraph<S>, symmetry: Symmetry<S>) {
    this.#graph = graph;
    this.#symmetry = symmetry;
    this.#compared = new StateStore({ words: graph.words });
    this.#key = new Int32Array(graph.words);
  }

  /**
   * Compares a state with its representative, whose key starts at an offset. Throws {@link NexusError} `not-symmetric` where they
   * differ.
   */
  compare(state: S, canonical: S, key: Int32Array, offset: number): void {
    const graph = this.#graph;
    graph.pack(state, this.#key, 0);
    if (this.#key.every((word, k) => word === key[offset + k])) return;
    if (this.#compared.insert(key, offset, -1) < 0) return;
    if (this.#orbitKey(canonical) !== Array.from(key.subarray(offset, offset + graph.words)).join()) {
      throw this.#differ("the representative of its orbit is not its own representative", state);
    }
    for (const { name, holds } of [...graph.invariants, ...graph.witnesses]) {
      if (holds(state) !== holds(canonical)) throw this.#differ(`${name} distinguishes it from its representative`, state);
    }
    const [own, others] = [this.#steps(state), this.#steps(canonical)];
    const step = own.find((each, i) => each !== others[i]) ?? others[own.length];
    if (step === undefined) return;
    throw this.#differ(
      `${step.slice(0, step.indexOf(" "))} leads from one of it and its representative elsewhere than from the other`,
      state,
    );
  }

  /** Actions with the orbits that they lead to, sorted. */
  #steps(state: S): readonly string[] {
    const steps: string[] = [];
    this.#graph.successors(state, (action, next) => {
      steps.push(`${this.#graph.actions[action]} ${this.#orbitKey(next)}`);
      return false;
    });
    return steps.sort();
  }

  #orbitKey(state: S): string {
    this.#graph.pack(this.#symmetry.canonical(state), this.#key, 0);
    return this.#key.join();
  }

  #differ(what: string, state: S): NexusError {
    return new NexusError("not-symmetric", `the model ${this.#graph.name} is not symmetric in ${this.#symmetry.about}: ${what}`, {
      hint: `the state is ${JSON.stringify(this.#graph.show(state))}; permute only what no action, invariant or witness tells apart`,
    });
  }
}

/** Refuses a graph of orbits where only one of states is sound. Throws {@link NexusError} `symmetry-unsound`. */
export function requireStates<S>({ name, orbits }: StateGraph<S>, what: string): void {
  if (orbits === undefined) return;
  throw new NexusError("symmetry-unsound", `${what} cannot use the orbits of ${name}: a path of orbits is no path of states`, {
    hint: "explore it without symmetry",
  });
}
