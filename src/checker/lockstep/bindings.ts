/** The bindings that lockstep tries: the spec's domains and some values beyond them, in both notations. */

import type { Data, Itf, ItfRecord } from "../../lib/data.ts";
import type { AnySystemAction, Args, System } from "../../lib/model.ts";
import type { Spec, SpecState, SpecValue } from "../../lib/spec.ts";
import { type LabelHash, labelHash } from "../digest.ts";

/** One binding of an action's parameters. */
export interface Binding {
  readonly args: Args;
  readonly itf: ItfRecord;
  readonly values: readonly SpecValue[];
  /** The parameter whose value is outside its domain, if any. */
  readonly outside: string | null;
  readonly label: LabelHash;
}

/** A value of one parameter, in both notations. */
interface Candidate {
  readonly data: Data;
  readonly itf: Itf;
  readonly value: SpecValue;
  readonly outside: boolean;
}

/** A disagreement on the domain of a parameter. */
export interface DomainMismatch {
  readonly param: string;
  readonly missing: readonly string[];
  readonly surplus: readonly string[];
}

/**
 * Bindings of one action. Where all domains are constant they are built once; else once per state. At most one parameter at a
 * time takes a value outside its domain.
 */
export class Bindings<S> {
  readonly #spec: Spec;
  readonly #system: System<S>;
  readonly #action: number;
  readonly #name: string;
  readonly #params: readonly string[];
  readonly #of: AnySystemAction<S>;
  readonly #constant: readonly Binding[] | null = null;

  constructor(spec: Spec, system: System<S>, action: number, first: { readonly spec: SpecState; readonly code: S }) {
    this.#spec = spec;
    this.#system = system;
    this.#action = action;
    const { name, params } = spec.actions[action] as Spec["actions"][number];
    this.#name = name;
    this.#params = params;
    this.#of = system.actions[name] as AnySystemAction<S>;
    if (this.isConstant) this.#constant = this.#product(first.code);
  }

  /** Whether every parameter has the same domain in all states, in both worlds. */
  get isConstant(): boolean {
    const { constantDomain } = this.#spec.actions[this.#action] as Spec["actions"][number];
    return constantDomain.every((constant) => constant) && this.#params.every((p) => typeof this.#of.params[p] !== "function");
  }

  /** The bindings to try in a state. */
  in(code: S): readonly Binding[] {
    return this.#constant ?? this.#product(code);
  }

  /** The first parameter whose domain differs between the worlds in a state. */
  mismatch(spec: SpecState, code: S): DomainMismatch | null {
    for (const [at, param] of this.#params.entries()) {
      const wanted = new Set(this.#spec.domain(spec, this.#action, at));
      const given = this.#candidates(param, code).filter(({ outside }) => !outside);
      const surplus = given.filter(({ value }) => !wanted.delete(value)).map(({ value }) => this.#spec.text(value));
      if (wanted.size + surplus.length === 0) continue;
      return { param, missing: [...wanted].map((value) => this.#spec.text(value)), surplus };
    }
    return null;
  }

  #candidates(param: string, code: S): readonly Candidate[] {
    const domain = this.#of.params[param];
    const write = this.#system.abstractArg?.[param] ?? ((data: Data) => data as Itf);
    const candidate = (data: Data, outside: boolean): Candidate => {
      const itf = write(data);
      return { data, itf, value: this.#spec.value(itf), outside };
    };
    const inside = typeof domain === "function" ? domain(code) : (domain ?? []);
    const outside = this.#of.outside?.[param] ?? [];
    return [...inside.map((data) => candidate(data, false)), ...outside.map((data) => candidate(data, true))];
  }

  #product(code: S): readonly Binding[] {
    let rows: { readonly chosen: readonly Candidate[]; readonly outside: string | null }[] = [{ chosen: [], outside: null }];
    for (const param of this.#params) {
      const candidates = this.#candidates(param, code);
      rows = rows.flatMap(({ chosen, outside }) =>
        candidates
          .filter((candidate) => !(candidate.outside && outside !== null))
          .map((candidate) => ({ chosen: [...chosen, candidate], outside: candidate.outside ? param : outside })),
      );
    }
    return rows.map(({ chosen, outside }) => this.#binding(chosen, outside));
  }

  #binding(chosen: readonly Candidate[], outside: string | null): Binding {
    const named = <T>(of: (candidate: Candidate) => T) =>
      Object.fromEntries(this.#params.map((param, at) => [param, of(chosen[at] as Candidate)]));
    const itf = named((candidate) => candidate.itf);
    return {
      args: Object.freeze(named((candidate) => candidate.data)),
      itf,
      values: chosen.map(({ value }) => value),
      outside,
      label: labelHash(this.#name, named(({ value }) => this.#spec.itf(value))),
    };
  }
}
