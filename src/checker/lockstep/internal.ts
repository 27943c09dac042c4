/**
 * Internal steps of the code, which the spec does not see. With the abstraction as the relation, the worlds are branching
 * bisimilar and no state diverges when
 *
 * - an internal step keeps the abstraction and has no effects;
 * - no path of internal steps is infinite;
 * - a step of the spec that the code refuses for now is taken in some state that internal steps lead to.
 *
 * Where no internal step is possible, the code takes every step of the spec itself: its edges stand for the group's.
 */

import type { Data } from "../../lib/data.ts";
import type { Args, Stepped, System } from "../../lib/model.ts";
import { abstractArgs } from "../system-graph.ts";
import { argumentsIn, type CodeAction, partsOf } from "./candidates.ts";
import type { CodeStates } from "./code-states.ts";
import { Different } from "./ends.ts";

type Step<S> = (state: S, args: Args) => Stepped<S, Data, string>;

export class InternalSteps<S> {
  readonly #system: System<S>;
  readonly #states: CodeStates<S>;
  readonly #actions: readonly CodeAction<S>[];
  /** Internal edges, as pairs of indices. */
  readonly #from: number[] = [];
  readonly #to: number[] = [];
  readonly #taken = new Map<string, number>();

  constructor(system: System<S>, states: CodeStates<S>) {
    this.#system = system;
    this.#states = states;
    this.#actions = partsOf(system).internal;
    for (const { name } of this.#actions) this.#taken.set(name, 0);
  }

  /** How often each action was taken. */
  get counts(): { readonly [action: string]: number } {
    return Object.fromEntries(this.#taken);
  }

  /** Takes every internal step from a state and stores where it leads. Whether there is any. */
  expand(index: number, state: S): boolean {
    if (this.#actions.length === 0) return false;
    let any = false;
    for (const { name, args, next, effects } of this.#successors(state)) {
      any = true;
      if (effects.length > 0) throw this.#different("effect", `the internal step ${name} has effects`, index, name, args);
      const reached = this.#states.insert(next, index);
      if (this.#states.abstraction(reached) !== this.#states.abstraction(index)) {
        throw this.#different("code-extra", `the internal step ${name} changes the abstraction`, index, name, args);
      }
      this.#taken.set(name, (this.#taken.get(name) ?? 0) + 1);
      this.#from.push(index);
      this.#to.push(reached);
    }
    return any;
  }

  /** Whether internal steps lead from a state to one where `step` is not refused. */
  leadTo(state: S, step: Step<S>, args: Args): boolean {
    const seen = new Set<string>();
    const open = [state];
    for (let from = open.pop(); from !== undefined; from = open.pop()) {
      for (const { next } of this.#successors(from)) {
        const key = JSON.stringify(next);
        if (seen.has(key)) continue;
        if (typeof step(next, args) !== "string") return true;
        seen.add(key);
        open.push(next);
      }
    }
    return false;
  }

  /** No path of internal steps may be infinite. */
  mustEnd(): void {
    const forever = this.#forever();
    if (forever === null) return;
    const message = "internal steps can go on forever from this state";
    throw new Different({ kind: "code-extra", message, trace: this.#states.traceTo(forever), variables: [] });
  }

  /** The first state with an infinite path of internal steps: one that remains when states without successors are taken away. */
  #forever(): number | null {
    const left = new Map<number, number>();
    const into = new Map<number, number[]>();
    this.#from.forEach((from, i) => {
      const to = this.#to[i] as number;
      left.set(from, (left.get(from) ?? 0) + 1);
      into.set(to, [...(into.get(to) ?? []), from]);
    });
    const ends = [...into.keys()].filter((state) => !left.has(state));
    for (let end = ends.pop(); end !== undefined; end = ends.pop()) {
      for (const from of into.get(end) ?? []) {
        const remaining = (left.get(from) as number) - 1;
        left.set(from, remaining);
        if (remaining === 0) ends.push(from);
      }
    }
    const cyclic = [...left].filter(([, remaining]) => remaining > 0).map(([state]) => state);
    return cyclic.length === 0 ? null : cyclic.reduce((least, state) => Math.min(least, state));
  }

  *#successors(state: S) {
    for (const { name, action } of this.#actions) {
      for (const args of argumentsIn(action, state)) {
        if (action.admits !== undefined && action.admits(state, args as never) !== null) continue;
        const stepped = action.step(state, args as never);
        if (typeof stepped !== "string") yield { name, args, next: stepped[0], effects: stepped[1] };
      }
    }
  }

  #different(kind: "effect" | "code-extra", message: string, index: number, action: string, args: Args): Different {
    const step = { action, args: abstractArgs(this.#system, args) };
    return new Different({ kind, message, trace: this.#states.traceTo(index), step, variables: [] });
  }
}
