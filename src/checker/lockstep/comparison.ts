/** Walks the code's states and compares each with the spec's state that it abstracts to. */

import type { ItfRecord } from "../../lib/data.ts";
import { unreachable } from "../../lib/errors.ts";
import type { System } from "../../lib/model.ts";
import type { Spec, SpecState } from "../../lib/spec.ts";
import { EdgeDigest } from "../digest.ts";
import type { Progress } from "../explorer.ts";
import { abstractArgs } from "../system-graph.ts";
import type { TraceStep } from "../trace.ts";
import type { Locate } from "../trace-search.ts";
import { type Binding, Bindings } from "./bindings.ts";
import { partsOf } from "./candidates.ts";
import { CodeStates, type CodeStatesOptions } from "./code-states.ts";
import { type Difference, differingVariables } from "./difference.ts";
import { DriverJudge } from "./driver.ts";
import { Different, Stopped } from "./ends.ts";
import { InternalSteps } from "./internal.ts";
import { ActionJudge, type Objection, type Pair, type Verdicts } from "./judge.ts";
import { Properties } from "./properties.ts";
import { NONE, type SpecStates } from "./spec-states.ts";
import { mutatingStep } from "./unchanged.ts";

export interface ComparisonOptions extends CodeStatesOptions {
  /** Whether the spec's own exploration, of this very comparison, found every invariant true. */
  readonly invariantsHold: boolean;
  readonly onProgress?: (progress: Progress) => void;
  readonly progressEvery?: number;
  readonly stop?: () => boolean;
}

/** What a comparison has counted so far. */
export interface Counts {
  /** Distinct states of the code. */
  readonly states: number;
  /** Bytes of the arrays that hold the code's states and their abstractions. */
  readonly bytes: number;
  /** Steps that both worlds took, by action. */
  readonly edges: { readonly [action: string]: number };
  /** Steps of internal actions and of drivers. */
  readonly codeOnly: { readonly [action: string]: number };
  /** For each hidden field, the states of the code that differ there from another with the same abstraction. */
  readonly hidden: { readonly [path: string]: number };
  /** Bindings that were tried in both worlds. */
  readonly bindings: number;
  /** How often each conjunct was the first false one, by its id. */
  readonly refused: { readonly [conjunct: string]: number };
  readonly witnesses: readonly string[];
  readonly unreachedWitnesses: readonly string[];
  /** The digest of the labelled edges. */
  readonly digest: string;
}

/** States between two reports of progress. */
const PROGRESS_EVERY = 1 << 12;

/** One action in both worlds. */
interface Side<S> {
  readonly name: string;
  readonly bindings: Bindings<S>;
  readonly judge: ActionJudge<S>;
  edges: number;
}

export class Comparison<S> implements Verdicts<S> {
  readonly #spec: Spec;
  readonly #system: System<S>;
  readonly #options: ComparisonOptions;
  readonly #locate: Locate;
  readonly #specStates: SpecStates;
  readonly #codeStates: CodeStates<S>;
  readonly #internal: InternalSteps<S>;
  readonly #drivers: readonly DriverJudge<S>[];
  readonly #properties: Properties<S>;
  readonly #digest: EdgeDigest;
  /** Whether the edges of each of the spec's states have been added to the digest. */
  readonly #digested: Uint8Array;
  readonly #start = performance.now();
  #sides: readonly Side<S>[] = [];
  #bindings = 0;
  /** The state being compared, the spec's state that it abstracts to, and the action. */
  #pair: Pair<S> | null = null;
  #index = NONE;
  #abstraction = NONE;
  #side: Side<S> | null = null;
  #addsToDigest = false;

  constructor(spec: Spec, system: System<S>, specStates: SpecStates, locate: Locate, options: ComparisonOptions) {
    this.#spec = spec;
    this.#system = system;
    this.#options = options;
    this.#locate = locate;
    this.#specStates = specStates;
    this.#codeStates = new CodeStates(spec, system, specStates, locate, options);
    this.#internal = new InternalSteps(system, this.#codeStates);
    this.#drivers = partsOf(system).drivers.map((driver) => new DriverJudge(spec, system, driver));
    this.#properties = new Properties(spec, system, options.invariantsHold);
    this.#digest = new EdgeDigest(spec.states.words);
    this.#digested = new Uint8Array(specStates.size);
  }

  /** Compares everything. Returns when the worlds are equal; throws {@link Different} or {@link Stopped}. */
  run(): void {
    this.#compareInitial();
    this.#prepare();
    const { progressEvery = PROGRESS_EVERY, onProgress, stop } = this.#options;
    for (let index = 0; index < this.#codeStates.size; index++) {
      this.#compareState(index);
      if ((index + 1) % progressEvery !== 0) continue;
      onProgress?.(this.#progress());
      if (stop?.() === true) throw new Stopped("stopped");
    }
    this.#internal.mustEnd();
    this.#compareWhole();
  }

  get counts(): Counts {
    const refused = new Map<string, number>();
    for (const { judge } of this.#sides) {
      for (const { conjunct, count } of judge.tallies)
        if (count > 0) refused.set(conjunct.id, (refused.get(conjunct.id) ?? 0) + count);
    }
    return {
      states: this.#codeStates.size,
      bytes: this.#codeStates.bytes,
      edges: Object.fromEntries(this.#sides.map(({ name, edges }) => [name, edges])),
      codeOnly: { ...this.#internal.counts, ...Object.fromEntries(this.#drivers.map(({ name, taken }) => [name, taken])) },
      hidden: this.#codeStates.hidden.counts,
      bindings: this.#bindings,
      refused: Object.fromEntries(refused),
      witnesses: this.#properties.witnesses(true),
      unreachedWitnesses: this.#properties.witnesses(false),
      digest: this.#digest.toString(),
    };
  }

  #compareInitial(): void {
    const wanted = new Set(this.#spec.states.initial().map((state) => this.#specStates.find(state)));
    const missing = new Set(wanted);
    for (const state of this.#codeStates.graph.initial()) {
      const index = this.#codeStates.insert(state, NONE);
      const abstraction = this.#codeStates.abstraction(index);
      missing.delete(abstraction);
      if (wanted.has(abstraction)) continue;
      throw this.#ofState("code-extra", "an initial state of the code is none of the spec", index);
    }
    const [first] = missing;
    if (first === undefined && wanted.size > 0) return;
    if (first === undefined) throw new Different({ kind: "shape", message: "neither world has an initial state", variables: [] });
    const message = "an initial state of the spec is none of the code";
    throw new Different({ kind: "spec-extra", message, trace: this.#specStates.traceTo(first), variables: [] });
  }

  #prepare(): void {
    const first = this.#codeStates.at(0);
    this.#sides = this.#spec.actions.map(({ name }, action) => {
      const bindings = new Bindings(this.#spec, this.#system, action, first);
      return { name, bindings, judge: new ActionJudge(this.#spec, this.#system, this.#internal, action), edges: 0 };
    });
    for (const { bindings } of this.#sides) if (bindings.isConstant) this.#compareDomains(bindings, 0);
  }

  #compareDomains(bindings: Bindings<S>, index: number): void {
    const state = this.#specStates.at(this.#codeStates.abstraction(index));
    const mismatch = bindings.mismatch(state, this.#codeStates.at(index));
    if (mismatch !== null) throw this.#ofState("shape", mismatch, index);
  }

  #compareState(index: number): void {
    const abstraction = this.#codeStates.abstraction(index);
    const spec = this.#specStates.at(abstraction);
    const code = this.#codeStates.at(index);
    const disagreement = this.#properties.disagreement(spec, code);
    if (disagreement !== null) throw this.#ofState("property", disagreement, index);
    const isPending = this.#internal.expand(index, code);
    const pair: Pair<S> = { spec, code, isPending };
    this.#pair = pair;
    this.#index = index;
    this.#abstraction = abstraction;
    this.#addsToDigest = !isPending && this.#digested[abstraction] === 0;
    if (this.#addsToDigest) {
      this.#digested[abstraction] = 1;
      this.#digest.nextSource();
    }
    for (const side of this.#sides) {
      this.#side = side;
      if (!side.bindings.isConstant) this.#compareDomains(side.bindings, index);
      const bindings = side.bindings.in(code);
      this.#bindings += bindings.length;
      side.judge.judgeAll(pair, bindings, this);
    }
    for (const driver of this.#drivers) this.#compareDriver(driver, pair);
    if (!this.#codeStates.isUnchanged(code, index)) throw this.#mutated(index);
  }

  /** Both worlds took the step: the code's successor must abstract to the spec's. */
  agreed(binding: Binding, spec: SpecState, code: S): void {
    const side = this.#side ?? unreachable("no action");
    const wanted = this.#successor(spec, code, (objection) => this.differ(binding, objection));
    side.edges += 1;
    if (!this.#addsToDigest) return;
    const { store } = this.#specStates;
    const from = this.#abstraction;
    this.#digest.addHashed(
      store.keyChunk(from),
      store.keyOffset(from),
      side.bindings.label(binding),
      store.keyChunk(wanted),
      store.keyOffset(wanted),
    );
  }

  differ(binding: Binding, objection: Objection): never {
    // A step that wrote to the state makes every answer after it doubtful: it is what is wrong.
    if (this.#pair !== null && !this.#codeStates.isUnchanged(this.#pair.code, this.#index)) throw this.#mutated(this.#index);
    const { name, bindings } = this.#side ?? unreachable("no action");
    throw this.#different(name, bindings.written(binding), objection);
  }

  #compareDriver(driver: DriverJudge<S>, { spec, code }: Pair<S>): void {
    for (const outcome of driver.judgeAll(spec, code)) {
      const differ = (objection: Objection): never => {
        throw this.#different(driver.name, abstractArgs(this.#system, outcome.args), objection);
      };
      if ("objection" in outcome) differ(outcome.objection);
      else this.#successor(outcome.spec, outcome.code, differ);
    }
  }

  /** Stores a successor of the code; gives the spec's successor, which it must abstract to. */
  #successor(spec: SpecState, code: S, differ: (objection: Objection) => never): number {
    const abstraction = this.#codeStates.abstraction(this.#codeStates.insert(code, this.#index));
    if (abstraction === NONE) {
      if (this.#specStates.find(spec) === NONE) this.#specStates.mustBeComplete();
    } else if (this.#specStates.isAt(spec, abstraction)) return abstraction;
    const answers = { spec: { next: this.#spec.states.show(spec) }, code: { next: this.#system.abstract(code) } };
    return differ({ kind: "code-extra", message: "both take the step, to different states", ...answers });
  }

  /** What the code covered must be all that the spec has. */
  #compareWhole(): void {
    this.#specStates.mustBeComplete();
    const { size, digest } = this.#specStates;
    const { covered, uncovered } = this.#codeStates;
    if (covered !== size) {
      const message = `${size - covered} states of the spec are reached by no state of the code`;
      throw new Different({ kind: "spec-extra", message, trace: this.#specStates.traceTo(uncovered), variables: [] });
    }
    if (this.#digest.toString() === digest) return;
    const message = `the labelled edges differ: digest ${digest} of the spec, ${this.#digest.toString()} of the code`;
    throw new Different({ kind: "spec-extra", message, variables: [] });
  }

  #ofState(kind: Difference["kind"], message: string, index: number): Different {
    return new Different({ kind, message, trace: this.#codeStates.traceTo(index), variables: [] });
  }

  /** Some step wrote to its argument. */
  #mutated(index: number): Different {
    const culprit = mutatingStep(this.#system, this.#codeStates, index);
    const message = `${culprit?.action ?? "a property"} changes the state that it is given`;
    const trace = this.#codeStates.traceTo(index);
    return new Different({ kind: "code-extra", message, trace, ...(culprit === null ? {} : { step: culprit }), variables: [] });
  }

  #different(action: string, args: ItfRecord, objection: Objection): Different {
    const trace = this.#codeStates.traceTo(this.#index);
    const at = this.#locate(action);
    const step: TraceStep = { action, args, ...(at === undefined ? {} : { at }) };
    const variables = differingVariables(this.#spec, trace.states.at(-1) ?? {}, objection.spec.next, objection.code.next);
    return new Different({ ...objection, trace, step, variables });
  }

  #progress(): Progress {
    const distinct = this.#codeStates.size;
    const seconds = (performance.now() - this.#start) / 1000;
    return { generated: this.#bindings, distinct, depth: 0, rate: distinct / seconds, queue: distinct - this.#index - 1 };
  }
}
