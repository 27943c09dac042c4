/**
 * What a certificate of orbits needs beyond one of states: its permutations are of the declared group, and what the group is said to
 * preserve is preserved where that can be looked at. It applies permutations that it is given, and knows of no canonical form.
 */

import type { Permutation, PermutationGroup, Point, StateGraph } from "../lib/model.ts";
import type { PermutationPairs } from "./certificate.ts";
import { brief, Refusal } from "./certificate-read.ts";

/** States of orbits that are counted at most, unless told. */
const COUNTED = 1_000_000;

export class Orbits<S> {
  readonly #graph: StateGraph<S>;
  readonly #group: PermutationGroup<S>;
  /** A text that is equal exactly when states are. */
  readonly #identity: (state: S) => string;
  readonly #classOf: ReadonlyMap<Point, number>;
  /** Exchanges of neighbours: every permutation of the group is a product of some. */
  readonly #exchanges: readonly (readonly [Point, Point])[];
  readonly #generators: readonly Permutation[];
  readonly #limit: number;
  /** The least text of each orbit that was counted, with the number of its state. */
  readonly #orbits = new Map<string, number>();
  #counted = 0;

  constructor(graph: StateGraph<S>, group: PermutationGroup<S>, identity: (state: S) => string, limit = COUNTED) {
    this.#graph = graph;
    this.#group = group;
    this.#identity = identity;
    this.#limit = limit;
    this.#classOf = new Map(group.classes.flatMap((points, index) => points.map((point) => [point, index] as const)));
    this.#exchanges = group.classes.flatMap((points) => points.slice(1).map((point, i) => [points[i] as Point, point] as const));
    this.#generators = group.classes.flatMap(generatorsOf);
  }

  /** How many states the orbits have; null where these are more than are counted, and then two rows may be of one orbit. */
  get states(): number | null {
    return this.#counted > this.#limit ? null : this.#counted;
  }

  /** A permutation of a file. Refuses one that is not of the group. */
  permutation(pairs: PermutationPairs, at: number): Permutation {
    const permutation = new Map(pairs);
    const images = new Set(permutation.values());
    const refuse = (why: string): never => {
      throw new Refusal(`the permutation ${brief(JSON.stringify(pairs))} is outside of the group: ${why}`, at);
    };
    if (permutation.size < pairs.length) refuse("it takes one to two others");
    for (const [from, to] of permutation) {
      if (!this.#classOf.has(from)) refuse(`${JSON.stringify(from)} is not one of those that may be exchanged`);
      if (!this.#classOf.has(to)) refuse(`${JSON.stringify(to)} is not one of those that may be exchanged`);
      if (this.#classOf.get(from) !== this.#classOf.get(to)) {
        refuse(`${JSON.stringify(from)} and ${JSON.stringify(to)} are of different classes`);
      }
    }
    for (const from of permutation.keys()) if (!images.has(from)) refuse(`it takes none to ${JSON.stringify(from)}`);
    return permutation;
  }

  rename(state: S, by: Permutation): S {
    return this.#group.rename(state, by);
  }

  /** Init is the same after every permutation. */
  checkInitial(initial: readonly S[]): void {
    const texts = new Set(initial.map(this.#identity));
    for (const [one, other] of this.#exchanges) {
      for (const state of initial) {
        if (texts.has(this.#identity(this.rename(state, exchange(one, other))))) continue;
        throw new Refusal(`Init is not symmetric: an initial state is none where ${one} and ${other} are exchanged`);
      }
    }
  }

  /** Each exchange preserves the invariants in a state, and its steps. */
  check(state: S, index: number): void {
    const successors: (readonly [action: string, next: S])[] = [];
    this.#visit(state, (action, next) => successors.push([action, next]));
    for (const [one, other] of this.#exchanges) {
      const by = exchange(one, other);
      const image = this.rename(state, by);
      const refuse = (what: string): never => {
        throw new Refusal(`the group is no symmetry: where ${one} and ${other} are exchanged, ${what}`, index);
      };
      if (this.#identity(this.rename(image, by)) !== this.#identity(state)) refuse("a second exchange does not lead back");
      for (const { name, holds } of this.#graph.invariants) if (!holds(image)) refuse(`the invariant ${name} is false`);
      const wanted = successors.map(([action, next]) => `${action} ${this.#identity(this.rename(next, by))}`).sort();
      const there: string[] = [];
      this.#visit(image, (action, next) => there.push(`${action} ${this.#identity(next)}`));
      there.sort();
      const step = wanted.find((text, i) => text !== there[i]) ?? there[wanted.length];
      if (step !== undefined) refuse(`the action ${step.slice(0, step.indexOf(" "))} leads elsewhere`);
    }
  }

  /** Counts the states of an orbit, and refuses one that was counted before. */
  count(state: S, index: number): void {
    if (this.#counted > this.#limit) return;
    const seen = new Set([this.#identity(state)]);
    const open = [state];
    for (let from = open.pop(); from !== undefined; from = open.pop()) {
      for (const generator of this.#generators) {
        const next = this.rename(from, generator);
        const text = this.#identity(next);
        if (seen.has(text)) continue;
        seen.add(text);
        open.push(next);
        if (this.#counted + seen.size <= this.#limit) continue;
        this.#counted += seen.size;
        return;
      }
    }
    this.#counted += seen.size;
    let least = this.#identity(state);
    for (const text of seen) if (text < least) least = text;
    const first = this.#orbits.get(least);
    if (first !== undefined) throw new Refusal(`it is of the orbit of state ${first}`, index);
    this.#orbits.set(least, index);
  }

  #visit(state: S, visit: (action: string, next: S) => void): void {
    this.#graph.successors(state, (action, next) => {
      visit(this.#graph.actions[action] ?? "", next);
      return false;
    });
  }
}

const exchange = (one: Point, other: Point): Permutation =>
  new Map([
    [one, other],
    [other, one],
  ]);

/** An exchange and a rotation, of which every permutation of a class is a product. */
function generatorsOf(points: readonly Point[]): readonly Permutation[] {
  const [first, second] = points;
  if (first === undefined || second === undefined) return [];
  const rotation = new Map(points.map((point, i) => [point, points[(i + 1) % points.length] as Point] as const));
  return points.length === 2 ? [rotation] : [exchange(first, second), rotation];
}
