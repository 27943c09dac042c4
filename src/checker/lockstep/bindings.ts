/** The bindings that lockstep tries: the spec's domains and some values beyond them, in both notations. */

import type { Data, Itf, ItfRecord } from "../../lib/data.ts";
import { unreachable } from "../../lib/errors.ts";
import type { AnySystemAction, Args, System } from "../../lib/model.ts";
import { frozen } from "../../lib/same-data.ts";
import type { Spec, SpecAction, SpecState, SpecValue } from "../../lib/spec.ts";
import { type LabelHash, labelHash } from "../digest.ts";

/** One binding of an action's parameters. */
export interface Binding {
  readonly args: Args;
  readonly values: readonly SpecValue[];
  /** The parameter whose value is outside its domain, if any. */
  readonly outside: string | null;
  /** The hash of the label, when it has been needed. */
  label: LabelHash | null;
}

/** A value of one parameter, in both notations. */
interface Candidate {
  readonly data: Data;
  readonly value: SpecValue;
  readonly outside: boolean;
}

/**
 * Bindings of one action. Where all domains are constant they are built once; else once per state. At most one parameter at a
 * time takes a value outside its domain.
 */
export class Bindings<S> {
  readonly #spec: Spec;
  readonly #system: System<S>;
  readonly #index: number;
  readonly #action: SpecAction;
  readonly #of: AnySystemAction<S>;
  readonly #constant: readonly Binding[] | null;
  /** Values of atoms, by parameter: where domains change with the state, the same few come again. */
  readonly #atoms = new Map<string, Map<Data, SpecValue>>();
  /** Values of objects, by parameter. They are frozen before. */
  readonly #objects = new Map<string, WeakMap<object, SpecValue>>();

  /** `first` is any state of the code. */
  constructor(spec: Spec, system: System<S>, index: number, first: S) {
    this.#spec = spec;
    this.#system = system;
    this.#index = index;
    this.#action = spec.actions[index] ?? unreachable(`action ${index}`);
    this.#of = system.actions[this.#action.name] ?? unreachable(`action ${this.#action.name}`);
    const { params, constantDomain } = this.#action;
    const isConstant =
      constantDomain.every((constant) => constant) && params.every((p) => typeof this.#of.params[p] !== "function");
    this.#constant = isConstant ? this.#product(first) : null;
  }

  /** Whether every parameter has the same domain in all states, in both worlds. */
  get isConstant(): boolean {
    return this.#constant !== null;
  }

  /** The bindings to try in a state. */
  in(code: S): readonly Binding[] {
    return this.#constant ?? this.#product(code);
  }

  /** The arguments of a binding as the spec writes them. */
  written({ values }: Binding): ItfRecord {
    return Object.fromEntries(this.#action.params.map((param, at) => [param, this.#spec.itf(values[at])]));
  }

  label(binding: Binding): LabelHash {
    binding.label ??= labelHash(this.#action.name, this.written(binding));
    return binding.label;
  }

  /** The first disagreement on the domain of a parameter in a state, as a sentence, or null. */
  mismatch(spec: SpecState, code: S): string | null {
    for (const [at, param] of this.#action.params.entries()) {
      const domain = new Set(this.#spec.domain(spec, this.#index, at));
      const candidates = this.#candidates(param, code);
      const inside = candidates.filter(({ outside }) => !outside).map(({ value }) => value);
      const given = new Set(inside);
      const twice = inside.find((value, i) => inside.indexOf(value) !== i);
      const misplaced = candidates.find(({ value, outside }) => outside && domain.has(value));
      const what = `${param} in ${this.#action.name}`;
      if (twice !== undefined) return `two candidates of ${what} are one value of the spec, ${this.#spec.text(twice)}`;
      if (misplaced !== undefined && this.isConstant) {
        return `${this.#spec.text(misplaced.value)} is declared to be outside the domain of ${what}, and is inside`;
      }
      const lists = [...this.#lacking("code", [...domain], given), ...this.#lacking("spec", inside, domain)];
      if (lists.length > 0) return `the domains of ${what} differ: ${lists.join("; ")}`;
    }
    return null;
  }

  #lacking(world: string, wanted: readonly SpecValue[], there: ReadonlySet<SpecValue>): readonly string[] {
    const missing = wanted.filter((value) => !there.has(value)).map((value) => this.#spec.text(value));
    return missing.length === 0 ? [] : [`the ${world} lacks ${missing.slice(0, 3).join(", ")}`];
  }

  /** The candidates of a parameter, and the values declared to be outside that are none of them. */
  #candidates(param: string, code: S): readonly Candidate[] {
    const domain = this.#of.params[param];
    const candidate = (data: Data, outside: boolean): Candidate => ({
      data: frozen(data),
      value: this.#value(param, data),
      outside,
    });
    const inside = (typeof domain === "function" ? domain(code) : (domain ?? [])).map((data) => candidate(data, false));
    const outside = (this.#of.outside?.[param] ?? []).map((data) => candidate(data, true));
    if (typeof domain !== "function") return [...inside, ...outside];
    return [...inside, ...outside.filter(({ value }) => !inside.some((other) => other.value === value))];
  }

  #value(param: string, data: Data): SpecValue {
    const write = this.#system.abstractArg?.[param] ?? ((plain: Data) => plain as Itf);
    if (typeof data === "object" && data !== null) return this.#ofObject(param, data, write);
    let known = this.#atoms.get(param);
    if (known === undefined) {
      known = new Map();
      this.#atoms.set(param, known);
    }
    let value = known.get(data);
    if (value === undefined) {
      value = this.#spec.value(write(data));
      known.set(data, value);
    }
    return value;
  }

  /** A model may give the same frozen objects in many states: each is written and read once. */
  #ofObject(param: string, data: object & Data, write: (data: Data) => Itf): SpecValue {
    let known = this.#objects.get(param);
    if (known === undefined) {
      known = new WeakMap();
      this.#objects.set(param, known);
    }
    let value = known.get(data);
    if (value === undefined) {
      value = this.#spec.value(write(data));
      known.set(data, value);
    }
    return value;
  }

  #product(code: S): readonly Binding[] {
    const { params } = this.#action;
    let rows: { readonly chosen: readonly Candidate[]; readonly outside: string | null }[] = [{ chosen: [], outside: null }];
    for (const param of params) {
      const candidates = this.#candidates(param, code);
      rows = rows.flatMap(({ chosen, outside }) =>
        candidates
          .filter((candidate) => !(candidate.outside && outside !== null))
          .map((candidate) => ({ chosen: [...chosen, candidate], outside: candidate.outside ? param : outside })),
      );
    }
    return rows.map(({ chosen, outside }) => ({
      args: Object.freeze(Object.fromEntries(chosen.map(({ data }, at) => [params[at] as string, data]))),
      values: chosen.map(({ value }) => value),
      outside,
      label: null,
    }));
  }
}
