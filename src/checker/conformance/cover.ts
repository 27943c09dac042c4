/**
 * Chooses, from all that the spec says of a model's machines, the steps that stand for the rest.
 *
 * A class of steps is: an action; whether it is taken, taken although the environment does not produce the input, or refused, and by
 * which conjunct first; which variables it changes; the shape of its effects. Of each class the 1st, 4th, 16th, 64th... step is kept, in
 * breadth-first order. Where a model has few steps that are taken, all of these are kept.
 *
 * An input that is refused in one state and taken in the next one on the way, or the other way round, stands at the boundary of a
 * guard: one signature less than a quorum, the same signature again. Such pairs are classes of their own, by the guard, and both
 * steps are kept.
 */

import type { Itf, ItfRecord } from "../../lib/data.ts";
import type { SpecState, SpecValue } from "../../lib/spec.ts";
import { isMap, isSet, isTuple } from "../itf-order.ts";
import type { MachineView } from "./machine-view.ts";
import type { Expected, Input, Tried, Visit, Walk } from "./walk.ts";

/** A step that was chosen. */
export interface Chosen {
  readonly machine: number;
  readonly input: Input;
  readonly expected: Expected;
}

/** How much of something the chosen steps cover. */
export interface Covered {
  readonly covered: number;
  readonly of: number;
}

export interface Cover {
  /** The machines that the steps start from, and those on the way to them, each after the one that it was reached from. */
  readonly machines: readonly number[];
  /** In the order in which they were found. */
  readonly steps: readonly Chosen[];
  readonly coverage: {
    readonly machines: Covered;
    /** Steps that are taken: pairs of a machine and an input. */
    readonly taken: Covered;
    readonly refused: Covered;
    readonly actions: Covered;
    /** Conjuncts that refuse as the first false one. */
    readonly guards: Covered;
    /** Classes of steps; of each there is at least one. */
    readonly classes: number;
  };
  /** Guards that refuse nothing in this model. */
  readonly idle: readonly string[];
}

export interface CoverOptions {
  /** The ids of the conjuncts that are guards of the machine, or domains of its inputs. */
  readonly guards: readonly string[];
  /** All steps that are taken are kept where a model has at most so many. */
  readonly whole: number;
}

/** Walks a whole model and chooses. */
export function coverOf(walk: Walk, { guards, whole }: CoverOptions): Cover {
  const chooser = new Chooser(walk, whole);
  for (const visit of walk.run()) chooser.see(visit);
  return chooser.cover(guards);
}

/** Counts steps by their classes. */
export class StepClasses {
  readonly #view: MachineView;
  readonly #seen = new Map<string, number>();
  readonly #shapes = new Map<SpecValue, string>();

  constructor(view: MachineView) {
    this.#view = view;
  }

  get size(): number {
    return this.#seen.size;
  }

  /** Whether a step is the 1st, 4th, 16th, 64th... of its class. */
  stands(state: SpecState, { input, expected }: Tried): boolean {
    return this.count(this.#classOf(state, input, expected));
  }

  /** The same for a class that has a name. */
  count(name: string): boolean {
    const seen = (this.#seen.get(name) ?? 0) + 1;
    this.#seen.set(name, seen);
    return isPowerOfFour(seen);
  }

  #classOf(state: SpecState, { action, outside }: Input, expected: Expected): string {
    if (!expected.taken) return `${action} ${outside ?? ""} ${expected.conjuncts[0]?.id}`;
    const { next, effects, forbidden } = expected;
    return `${action} ${forbidden?.id ?? "taken"} ${this.#view.changed(state, next)} ${this.#shapeOf(effects)}`;
  }

  #shapeOf(effects: SpecValue): string {
    let shape = this.#shapes.get(effects);
    if (shape === undefined) {
      shape = effects === null ? "" : shapeOf(this.#view.value(effects));
      this.#shapes.set(effects, shape);
    }
    return shape;
  }
}

class Chooser {
  readonly #walk: Walk;
  readonly #whole: number;
  readonly #classes: StepClasses;
  readonly #steps = new Steps();
  /** Steps that are taken, while there are few. */
  readonly #taken: Chosen[] = [];
  #takenCount = 0;
  #refusedCount = 0;

  constructor(walk: Walk, whole: number) {
    this.#walk = walk;
    this.#whole = whole;
    this.#classes = new StepClasses(walk.view);
  }

  see({ machine, state, tried }: Visit): void {
    const via = this.#walk.via(machine);
    const before = via === null ? null : { machine: via.from, state: this.#walk.machineAt(via.from) };
    for (const one of tried) {
      const step = { machine, ...one };
      if (one.expected.taken) {
        this.#takenCount += 1;
        if (this.#takenCount <= this.#whole) this.#taken.push(step);
      } else this.#refusedCount += 1;
      if (this.#classes.stands(state, one)) this.#steps.add(step);
      if (before !== null) this.#compare(step, before.machine, before.state);
    }
  }

  /** Keeps both steps of a boundary: an input that is taken before a step and refused after it, or the other way round. */
  #compare(step: Chosen, machine: number, state: SpecState): void {
    const { input, expected } = step;
    if (input.outside !== null || !this.#walk.isConstant(input.action)) return;
    const other = this.#walk.expected(state, input);
    if (other.taken === expected.taken) return;
    const refused = other.taken ? expected : other;
    const guard = refused.taken ? "" : refused.conjuncts[0]?.id;
    if (!this.#classes.count(`${other.taken ? "until" : "from"} ${guard}`)) return;
    this.#steps.add(step);
    this.#steps.add({ machine, input, expected: other });
  }

  cover(guards: readonly string[]): Cover {
    const walk = this.#walk;
    const isWhole = this.#takenCount <= this.#whole;
    if (isWhole) for (const step of this.#taken) this.#steps.add(step);
    const steps = this.#steps.all;
    const machines = closed(walk, steps);
    const ofActions = walk.view.spec.actions.filter(({ kind }) => kind === "machine").length;
    const taken = steps.filter(({ expected }) => expected.taken);
    const refused = steps.flatMap(({ expected }) => (expected.taken ? [] : [expected.conjuncts[0]?.id]));
    const refusing = new Set(refused);
    const idle = guards.filter((guard) => !refusing.has(guard));
    return {
      machines,
      steps: steps.toSorted((a, b) => a.input.action - b.input.action || a.machine - b.machine),
      coverage: {
        machines: { covered: machines.length, of: walk.machines },
        taken: { covered: taken.length, of: this.#takenCount },
        refused: { covered: refused.length, of: this.#refusedCount },
        actions: { covered: new Set(taken.map(({ input }) => input.action)).size, of: ofActions },
        guards: { covered: guards.length - idle.length, of: guards.length },
        classes: this.#classes.size,
      },
      idle,
    };
  }
}

/** Steps, each once. */
class Steps {
  readonly all: Chosen[] = [];
  readonly #machines = new Map<Input, Set<number>>();

  add(step: Chosen): void {
    const machines = this.#machines.get(step.input) ?? new Set();
    this.#machines.set(step.input, machines);
    if (machines.has(step.machine)) return;
    machines.add(step.machine);
    this.all.push(step);
  }
}

function isPowerOfFour(count: number): boolean {
  let power = 1;
  while (power < count) power *= 4;
  return power === count;
}

/** The machines that steps start from, with those on the way, in the order in which they were reached. */
function closed(walk: Walk, steps: readonly Chosen[]): readonly number[] {
  const machines = new Set<number>();
  for (const { machine } of steps) {
    for (let at: number | undefined = machine; at !== undefined && !machines.has(at); at = walk.via(at)?.from) machines.add(at);
  }
  return [...machines].sort((a, b) => a - b);
}

/** What kind of value it is: the types of records in a sequence, which sets are empty. */
function shapeOf(value: Itf): string {
  if (typeof value === "boolean") return String(value);
  if (typeof value === "number") return "n";
  if (typeof value === "string") return "s";
  if (isTuple(value)) return `<${value["#tup"].map(shapeOf)}>`;
  if (isSet(value)) return value["#set"].length === 0 ? "{}" : "{+}";
  if (isMap(value)) return value["#map"].length === 0 ? "[]" : "[+]";
  const fields = Object.entries(value as ItfRecord);
  return `(${fields.map(([name, part]) => `${name}:${name === "type" && typeof part === "string" ? part : shapeOf(part)}`)})`;
}
