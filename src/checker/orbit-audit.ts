/**
 * Notices a declared symmetry that is none. Each representative is compared with some states of its orbit, drawn by its own
 * permutations: they must have the same representative, the same invariants and witnesses, and the same actions to the same orbits.
 * This is no proof, since the other states of an orbit are not looked at; tests compare the verdicts with and without symmetry on
 * models of which both fit.
 */

import { NexusError } from "../lib/errors.ts";
import type { StateGraph, Symmetry } from "../lib/model.ts";
import { seededRandom } from "../lib/random.ts";
import { hashKey, StateStore } from "./store.ts";

/** States of each orbit that are compared with its representative. */
const DRAWN = 4;

export class OrbitAudit<S> {
  readonly #graph: StateGraph<S>;
  readonly #symmetry: Symmetry<S>;
  /** Representatives that have been compared. */
  readonly #compared: StateStore;
  readonly #key: Int32Array;

  constructor(graph: StateGraph<S>, symmetry: Symmetry<S>) {
    this.#graph = graph;
    this.#symmetry = symmetry;
    this.#compared = new StateStore({ words: graph.words });
    this.#key = new Int32Array(graph.words);
  }

  /**
   * Compares a representative, whose key starts at an offset, with states of its orbit, if that has not been done before. Throws
   * {@link NexusError} `not-symmetric` where they differ.
   */
  audit(representative: S, key: Int32Array, offset: number): void {
    if (this.#compared.insert(key, offset, -1) < 0) return;
    const graph = this.#graph;
    const orbit = Array.from(key.subarray(offset, offset + graph.words)).join();
    if (this.#orbitKey(representative) !== orbit)
      throw this.#differ("the representative of an orbit is not its own representative", representative);
    const steps = this.#steps(representative);
    const random = seededRandom(hashKey(key, offset, graph.words));
    for (let i = 0; i < DRAWN; i++) this.#compare(this.#symmetry.permuted(representative, random), representative, orbit, steps);
  }

  #compare(state: S, representative: S, orbit: string, steps: readonly string[]): void {
    const graph = this.#graph;
    if (this.#orbitKey(state) !== orbit) throw this.#differ("a permutation leads out of the orbit", state);
    for (const { name, holds } of [...graph.invariants, ...graph.witnesses]) {
      if (holds(state) !== holds(representative)) throw this.#differ(`${name} tells a state from its representative`, state);
    }
    const own = this.#steps(state);
    const step = own.find((each, i) => each !== steps[i]) ?? steps[own.length];
    if (step === undefined) return;
    const action = step.slice(0, step.indexOf(" "));
    throw this.#differ(`${action} leads elsewhere from a state than from its representative`, state);
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

/**
 * Refuses a graph of orbits, or of what a view shows, where only one of states is sound. Throws {@link NexusError}
 * `symmetry-unsound` or `view-unsound`.
 */
export function requireStates<S>({ name, orbits, identity }: StateGraph<S>, what: string): void {
  if (identity !== undefined) {
    throw new NexusError("view-unsound", `${what} cannot tell states of ${name} apart by ${identity.about} alone`, {
      hint: "explore it without the view",
    });
  }
  if (orbits === undefined) return;
  throw new NexusError("symmetry-unsound", `${what} cannot use the orbits of ${name}: a path of orbits is no path of states`, {
    hint: "explore it without symmetry",
  });
}
