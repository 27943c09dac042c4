/**
 * Walks the spec's graph from its own Init and says, for every machine that is reached, what each input must do to it. The machine under
 * test has no part in it.
 *
 * States that differ only in the world have one machine; it is visited once. What a machine does depends on its own variables and its
 * input alone: the walk checks that where asked, and that no step of the environment changes a machine.
 */

import type { Itf } from "../../lib/data.ts";
import { NexusError, unreachable } from "../../lib/errors.ts";
import type { Conjunct, Spec, SpecAction, SpecState, SpecStep, SpecValue } from "../../lib/spec.ts";
import { StateStore } from "../store.ts";
import type { MachineView } from "./machine-view.ts";

/** One binding of a machine action's parameters. */
export interface Input {
  readonly action: number;
  readonly values: readonly SpecValue[];
  /** The parameter whose value is outside its domain, if any. */
  readonly outside: string | null;
}

/** What the module says of an input. */
export type Expected =
  | { readonly taken: true; readonly next: SpecState; readonly effects: SpecValue; readonly forbidden: Conjunct | null }
  | { readonly taken: false; readonly conjuncts: readonly Conjunct[] };

export interface Tried {
  readonly input: Input;
  readonly expected: Expected;
}

/** How a machine was first reached: from another machine, by an input. */
export interface Via {
  readonly from: number;
  readonly input: Input;
}

/** A machine with the inputs that were not tried in it before. */
export interface Visit {
  /** Machines are numbered from 0 in the order in which they are reached. */
  readonly machine: number;
  readonly state: SpecState;
  readonly tried: readonly Tried[];
}

export interface WalkOptions {
  /** Values outside of the domains that are tried too, by action and parameter. */
  readonly outside?: { readonly [action: string]: { readonly [param: string]: readonly Itf[] } };
  /** Whether to show that what a machine does depends on nothing else; false unless told. */
  readonly isChecked?: boolean;
}

/** The inputs of an action that are the same in all states; null where a domain changes with the state. */
type Constant = readonly Input[] | null;

export class Walk {
  readonly view: MachineView;
  readonly #spec: Spec;
  readonly #options: WalkOptions;
  readonly #states: StateStore;
  readonly #machines: StateStore;
  readonly #key: Int32Array;
  readonly #constant: Constant[];
  /** The first state of each machine. */
  readonly #first: number[] = [];
  readonly #via: (Via | null)[] = [];
  /** The inputs that were tried in a machine, where domains change with the state. */
  readonly #tried = new Map<string, Input>();
  #visited = 0;
  #evaluated = 0;

  constructor(view: MachineView, options: WalkOptions = {}) {
    this.view = view;
    this.#spec = view.spec;
    this.#options = options;
    const { words } = this.#spec.states;
    this.#states = new StateStore({ words });
    this.#machines = new StateStore({ words });
    this.#key = new Int32Array(words);
    this.#constant = this.#spec.actions.map(() => null);
    if (this.#spec.states.excludes !== undefined) {
      throw new NexusError(
        "constrained",
        `${this.#spec.module} is explored under a constraint, which no implementation knows of`,
      );
    }
  }

  /** Machines that were reached, and states of the spec. */
  get machines(): number {
    return this.#machines.size;
  }

  get states(): number {
    return this.#states.size;
  }

  /** States whose steps are known. */
  get visited(): number {
    return this.#visited;
  }

  /** Inputs that the spec was asked about. */
  get evaluated(): number {
    return this.#evaluated;
  }

  via(machine: number): Via | null {
    return this.#via[machine] ?? null;
  }

  /** The first state that was reached with a machine. */
  machineAt(machine: number): SpecState {
    return this.#at(this.#first[machine] ?? unreachable(`machine ${machine}`));
  }

  /** The number of the machine of a state; it must have been reached. */
  machineOf(state: SpecState): number {
    this.#spec.states.pack(this.view.projected(state), this.#key, 0);
    const found = this.#machines.find(this.#key, 0);
    return found < 0 ? unreachable("a machine that was not reached") : found;
  }

  *run(): Generator<Visit> {
    for (const state of this.#spec.states.initial()) this.#reach(state, null);
    for (; this.#visited < this.#states.size; this.#visited++) {
      const state = this.#at(this.#visited);
      const machine = this.machineOf(state);
      const tried = this.#steps(state, machine);
      if (tried.length > 0) yield { machine, state, tried };
    }
  }

  #at(index: number): SpecState {
    return this.#spec.states.unpack(this.#states.keyChunk(index), this.#states.keyOffset(index));
  }

  #reach(state: SpecState, via: Via | null): void {
    this.#spec.states.pack(state, this.#key, 0);
    const index = this.#states.insert(this.#key, 0, -1);
    if (index < 0) return;
    this.#spec.states.pack(this.view.projected(state), this.#key, 0);
    if (this.#machines.insert(this.#key, 0, -1) < 0) return;
    this.#first.push(index);
    this.#via.push(via);
  }

  /** Takes every step from a state; what is new of the machine. */
  #steps(state: SpecState, machine: number): readonly Tried[] {
    const isFirst = this.#first[machine] === this.#visited;
    const tried: Tried[] = [];
    for (const [index, action] of this.#spec.actions.entries()) {
      const blocked = this.#spec.blocked(state, index);
      const refused: Expected | null = blocked === null ? null : { taken: false, conjuncts: [blocked] };
      const inputs = this.inputs(state, index);
      this.#evaluated += inputs.length;
      for (const input of inputs) {
        const expected = input.outside === null && refused !== null ? refused : this.expected(state, input);
        if (expected.taken && expected.forbidden === null) this.#follow(state, machine, action, input, expected.next);
        if (action.kind !== "machine") continue;
        if (this.#isNew(machine, input, isFirst)) tried.push({ input, expected });
        else if (this.#options.isChecked === true) this.#mustAgree(machine, action, input, expected);
      }
    }
    return tried;
  }

  #follow(state: SpecState, machine: number, { name, kind }: SpecAction, input: Input, next: SpecState): void {
    if (kind === "environment" && !this.view.isSame(state, next)) {
      throw new NexusError("world-writes", `${name} of the environment of ${this.#spec.module} changes the machine`, {
        hint: "what the environment changes is no variable of an implementation",
      });
    }
    this.#reach(next, { from: machine, input });
  }

  /** Whether an input is tried in a machine for the first time. */
  #isNew(machine: number, input: Input, isFirst: boolean): boolean {
    if (this.#constant[input.action] !== null) return isFirst;
    const key = this.#inputKey(machine, input);
    if (this.#tried.has(key)) return false;
    this.#tried.set(key, input);
    return true;
  }

  #inputKey(machine: number, { action, values }: Input): string {
    return `${machine} ${action} ${values.map((value) => this.view.text(value)).join(" ")}`;
  }

  /** The world must make no difference to what a machine does. */
  #mustAgree(machine: number, { name }: SpecAction, input: Input, expected: Expected): void {
    const first = this.expected(this.machineAt(machine), input);
    const agrees = expected.taken
      ? first.taken && this.view.isSame(expected.next, first.next) && expected.effects === first.effects
      : !first.taken && expected.conjuncts[0] === first.conjuncts[0];
    if (agrees) return;
    const args = input.values.map((value) => this.#spec.text(value)).join(", ");
    throw new NexusError(
      "world-matters",
      `the outcome of ${name}(${args}) of ${this.#spec.module} depends on variables that are not the machine's`,
      { hint: "name the variables that an implementation keeps besides those of the tuple `machine`" },
    );
  }

  /** What the module says of every input in a machine that was visited before. */
  again(machine: number): Visit {
    const state = this.machineAt(machine);
    const actions = [...this.#spec.actions.keys()].filter((index) => this.#spec.actions[index]?.kind === "machine");
    const inputs = actions.flatMap((action) => this.inputs(state, action));
    return { machine, state, tried: inputs.map((input) => ({ input, expected: this.expected(state, input) })) };
  }

  /** Whether the inputs of an action are the same in all states. */
  isConstant(action: number): boolean {
    return this.#constant[action] !== null;
  }

  /** The inputs of an action in a state: the product of the domains, with at most one value outside of them. */
  inputs(state: SpecState, action: number): readonly Input[] {
    const known = this.#constant[action];
    if (known !== null && known !== undefined) return known;
    const of = this.#spec.actions[action] ?? unreachable(`action ${action}`);
    let rows: { readonly values: readonly SpecValue[]; readonly outside: string | null }[] = [{ values: [], outside: null }];
    for (const [at, param] of of.params.entries()) {
      const inside = this.#spec.domain(state, action, at);
      const beyond = (this.#options.outside?.[of.name]?.[param] ?? [])
        .map((itf) => this.#spec.value(itf))
        .filter((value) => !inside.includes(value));
      rows = rows.flatMap(({ values, outside }) => [
        ...inside.map((value) => ({ values: [...values, value], outside })),
        ...(outside === null ? beyond : []).map((value) => ({ values: [...values, value], outside: param })),
      ]);
    }
    const inputs = rows.map(({ values, outside }): Input => ({ action, values, outside }));
    if (of.constantDomain.every((constant) => constant)) this.#constant[action] = inputs;
    return inputs;
  }

  /** What the module says of an input in a state. */
  expected(state: SpecState, { action, values, outside }: Input): Expected {
    if (outside !== null) return this.#outside(state, action, values, outside);
    const stepped = this.#spec.step(state, action, values);
    if (!stepped.enabled) return { taken: false, conjuncts: [stepped.conjunct] };
    const effects = this.#spec.effects(state, action, values);
    return { taken: true, next: stepped.next, effects, forbidden: this.#spec.admits(state, action, values) };
  }

  /** A value outside its domain is no step of Next, whatever the definition says; it may be refused for either reason. */
  #outside(state: SpecState, action: number, values: readonly SpecValue[], param: string): Expected {
    const id = `${this.#spec.actions[action]?.name}/in:${param}`;
    const domain = this.#spec.conjuncts.find((conjunct) => conjunct.id === id) ?? unreachable(`no conjunct ${id}`);
    const stepped = this.#stepOutside(state, action, values);
    const isRefused = stepped !== null && !stepped.enabled;
    return { taken: false, conjuncts: isRefused ? [domain, stepped.conjunct] : [domain] };
  }

  /** The spec may give such a value no meaning. */
  #stepOutside(state: SpecState, action: number, values: readonly SpecValue[]): SpecStep | null {
    try {
      return this.#spec.step(state, action, values);
    } catch (error) {
      if (error instanceof NexusError && error.code === "tla-eval") return null;
      throw error;
    }
  }
}
