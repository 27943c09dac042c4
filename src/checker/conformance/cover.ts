/**
 * Chooses, from all that the spec says of a model's machines, the steps that stand for the rest.
 *
 * A class of steps is: an action; whether it is taken, taken although the environment does not produce the input, or refused, and by
 * which conjunct first; which variables it changes; the shape of its effects. Of each class the 1st, 4th, 16th, 64th... step is kept, in
 * breadth-first order. Where a model has few steps that are taken, all of these are kept.
 */

import type { Itf, ItfRecord } from "../../lib/data.ts";
import type { SpecValue } from "../../lib/spec.ts";
import { isMap, isSet, isTuple } from "../itf-order.ts";
import type { MachineView } from "./machine-view.ts";
import type { Expected, Input, Visit, Walk } from "./walk.ts";

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

interface Class {
  seen: number;
  kept: number;
}

/** Walks a whole model and chooses. */
export function coverOf(walk: Walk, { guards, whole }: CoverOptions): Cover {
  const chooser = new Chooser(walk.view, whole);
  for (const visit of walk.run()) chooser.see(visit);
  return chooser.cover(walk, guards);
}

class Chooser {
  readonly #view: MachineView;
  readonly #whole: number;
  readonly #classes = new Map<string, Class>();
  readonly #steps: Chosen[] = [];
  /** Steps that are taken, while there are few. */
  readonly #taken: Chosen[] = [];
  #takenCount = 0;
  #refusedCount = 0;

  constructor(view: MachineView, whole: number) {
    this.#view = view;
    this.#whole = whole;
  }

  see({ machine, state, tried }: Visit): void {
    for (const { input, expected } of tried) {
      const step = { machine, input, expected };
      if (expected.taken) {
        this.#takenCount += 1;
        if (this.#takenCount <= this.#whole) this.#taken.push(step);
      } else {
        this.#refusedCount += 1;
      }
      const name = expected.taken
        ? this.#takenClass(input, expected, this.#view.changed(state, expected.next))
        : `${input.action} ${input.outside ?? ""} ${expected.conjuncts[0]?.id}`;
      const of = this.#classes.get(name) ?? { seen: 0, kept: 0 };
      this.#classes.set(name, of);
      of.seen += 1;
      if (!isPowerOfFour(of.seen)) continue;
      of.kept += 1;
      this.#steps.push(step);
    }
  }

  #takenClass({ action }: Input, { effects, forbidden }: Expected & { taken: true }, changed: readonly string[]): string {
    return `${action} ${forbidden?.id ?? "taken"} ${changed} ${this.#shapeOf(effects)}`;
  }

  readonly #shapes = new Map<SpecValue, string>();

  #shapeOf(effects: SpecValue): string {
    let shape = this.#shapes.get(effects);
    if (shape === undefined) {
      shape = effects === null ? "" : shapeOf(this.#view.value(effects));
      this.#shapes.set(effects, shape);
    }
    return shape;
  }

  cover(walk: Walk, guards: readonly string[]): Cover {
    const isWhole = this.#takenCount <= this.#whole;
    const steps = isWhole ? [...this.#taken, ...this.#steps.filter(({ expected }) => !expected.taken)] : this.#steps;
    const machines = closed(walk, steps);
    const ofActions = walk.view.spec.actions.filter(({ kind }) => kind === "machine").length;
    const taken = steps.filter(({ expected }) => expected.taken);
    const refused = steps.filter(({ expected }) => !expected.taken);
    const refusing = new Set(
      refused.flatMap(({ expected }) => (expected.taken ? [] : expected.conjuncts.slice(0, 1).map(({ id }) => id))),
    );
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
