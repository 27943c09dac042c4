/** What an implementation of a module's machine sees of the spec's states: the machine's variables, as texts that compare. */

import type { Itf, ItfRecord } from "../../lib/data.ts";
import { NexusError, unreachable } from "../../lib/errors.ts";
import type { Spec, SpecState, SpecValue } from "../../lib/spec.ts";
import { neutralText, normal } from "./neutral.ts";

export class MachineView {
  readonly spec: Spec;
  /** In the order of the module. */
  readonly variables: readonly string[];
  /** Where they stand in a state. */
  readonly #places: readonly number[];
  /** The world's variables have these values in projected states. */
  readonly #world: SpecState;
  readonly #texts = new Map<SpecValue, string>();

  /** Throws {@link NexusError} `no-variable` where the module lacks one. */
  constructor(spec: Spec, variables: readonly string[]) {
    this.spec = spec;
    this.#world = spec.states.initial()[0] ?? unreachable("no initial state");
    const missing = variables.find((name) => !spec.variables.includes(name));
    if (missing !== undefined) throw new NexusError("no-variable", `${spec.module} has no variable ${missing}`);
    this.variables = spec.variables.filter((name) => variables.includes(name));
    this.#places = this.variables.map((name) => spec.variables.indexOf(name));
  }

  /** The same machine in one world: equal for two states exactly when their machines are. */
  projected(state: SpecState): SpecState {
    const projection = [...this.#world];
    for (const place of this.#places) projection[place] = state[place];
    return projection;
  }

  isSame(one: SpecState, other: SpecState): boolean {
    return this.#places.every((place) => one[place] === other[place]);
  }

  /** The variables in which two states differ. */
  changed(before: SpecState, after: SpecState): readonly string[] {
    return this.variables.filter((_, i) => before[this.#places[i] as number] !== after[this.#places[i] as number]);
  }

  /** The values of the variables, or of some of them. */
  show(state: SpecState, names: readonly string[] = this.variables): ItfRecord {
    return Object.fromEntries(
      names.map((name) => [name, normal(this.spec.itf(state[this.spec.variables.indexOf(name)]))] as const),
    );
  }

  /** The text of each variable, in the order of `variables`. */
  texts(state: SpecState): readonly string[] {
    return this.#places.map((place) => this.text(state[place]));
  }

  text(value: SpecValue): string {
    let text = this.#texts.get(value);
    if (text === undefined) {
      text = neutralText(this.spec.itf(value));
      this.#texts.set(value, text);
    }
    return text;
  }

  value(value: SpecValue): Itf {
    return normal(this.spec.itf(value));
  }
}
