/**
 * Lockstep: the spec's graph and the code's graph are explored and compared, step by step and in both directions.
 *
 * The spec is explored alone first, from its own Init. Then the code is explored, and in each of its states every action is
 * tried with every binding, in both worlds: the code must take the step exactly when the spec's action is enabled, to the state
 * that abstracts to the spec's successor, with the spec's effects; and a refusal must stand for the first false conjunct. At the
 * end the states and the labelled edges that the code covered must be those that the spec alone has.
 */

import { unreachable } from "../../lib/errors.ts";
import type { System } from "../../lib/model.ts";
import type { Conjunct, Spec, SpecState } from "../../lib/spec.ts";
import type { SourceRange } from "../../lib/source.ts";
import { EdgeDigest } from "../digest.ts";
import { type Exploration, explore, type ExploreOptions, type Limit, type Progress } from "../explorer.ts";
import { FULL, StateStore } from "../store.ts";
import { graphOf } from "../system-graph.ts";
import type { Trace } from "../trace.ts";
import { traceTo } from "../trace-search.ts";
import { type Binding, Bindings } from "./bindings.ts";
import type { Difference } from "./difference.ts";
import { ActionJudge, type Agreed, type Objection } from "./judge.ts";
import { shapeMismatch } from "./shape.ts";

/**
 * - `equal`: the two graphs are one, and every property holds in both;
 * - `different`: see `difference`;
 * - `unsound`: the spec alone fails: see `spec`;
 * - `inconclusive`: a limit ended the comparison;
 * - `error`: the spec's evaluation or the code threw.
 */
export type LockstepVerdict = "equal" | "different" | "unsound" | "inconclusive" | "error";

export interface Lockstep {
  readonly verdict: LockstepVerdict;
  readonly difference?: Difference;
  readonly error?: unknown;
  readonly limit?: Limit;
  /** The spec's own exploration. Absent when the shapes differ. */
  readonly spec?: Exploration;
  /** Distinct states of the code. */
  readonly states: number;
  /** Steps that both worlds took, by action. */
  readonly edges: { readonly [action: string]: number };
  /** Bindings that were tried in both worlds. */
  readonly bindings: number;
  /** How often each conjunct was the first false one, by its id. */
  readonly refused: { readonly [conjunct: string]: number };
  readonly witnesses: readonly string[];
  readonly unreachedWitnesses: readonly string[];
  /** The digest of the labelled edges, the same in both worlds when `equal`. */
  readonly digest?: string;
  readonly seconds: number;
}

export interface LockstepOptions {
  /** The spec's own exploration with its digest, where it has been done before. */
  readonly alone?: Exploration;
  /**
   * End when the spec alone violates a property, deadlocks or hits a limit; true unless told. Otherwise the comparison goes on to
   * the first difference, which is how mutants of a spec are judged; `equal` still needs all states of the spec.
   */
  readonly requireSound?: boolean;
  readonly maxStates?: number;
  readonly maxBytes?: number;
  readonly onProgress?: (world: "spec" | "lockstep", progress: Progress) => void;
  readonly progressEvery?: number;
  readonly stop?: () => boolean;
}

/** Compares a spec with a system. Both must be of the same finite model. */
export function lockstep<S>(spec: Spec, system: System<S>, options: LockstepOptions = {}): Lockstep {
  return new Comparison(spec, system, options).run();
}

/** Ends the comparison. */
class Different extends Error {
  readonly difference: Difference;
  constructor(difference: Difference) {
    super(difference.message);
    this.difference = difference;
  }
}

class Stopped extends Error {
  readonly limit: Limit;
  constructor(limit: Limit) {
    super(limit);
    this.limit = limit;
  }
}

/** No state of the spec. */
const NONE = -1;

class Comparison<S> {
  readonly #spec: Spec;
  readonly #system: System<S>;
  readonly #options: LockstepOptions;
  readonly #graph;
  readonly #store: StateStore;
  readonly #key: Int32Array;
  readonly #specKey: Int32Array;
  readonly #digest: EdgeDigest;
  readonly #refused = new Map<Conjunct, number>();
  readonly #edges: number[];
  readonly #witnesses = new Set<string>();
  readonly #start = performance.now();
  /** The spec's state that each code state abstracts to. */
  #abstraction: number[] = [];
  /** The code states that abstract to each of the spec's states: the first of them, or NONE. */
  #representative: Int32Array = new Int32Array(0);
  #covered = 0;
  #bindings = 0;
  #alone: Exploration | undefined;

  constructor(spec: Spec, system: System<S>, options: LockstepOptions) {
    this.#spec = spec;
    this.#system = system;
    this.#options = options;
    this.#graph = graphOf(system);
    this.#store = new StateStore({
      words: this.#graph.words,
      ...(options.maxStates === undefined ? {} : { maxStates: options.maxStates }),
      ...(options.maxBytes === undefined ? {} : { maxBytes: options.maxBytes }),
    });
    this.#key = new Int32Array(this.#graph.words);
    this.#specKey = new Int32Array(spec.graph.words);
    this.#digest = new EdgeDigest(spec.graph.words);
    this.#edges = spec.actions.map(() => 0);
  }

  run(): Lockstep {
    try {
      return this.#result(this.#compare());
    } catch (thrown) {
      if (thrown instanceof Different) return this.#result("different", { difference: thrown.difference });
      if (thrown instanceof Stopped) return this.#result("inconclusive", { limit: thrown.limit });
      return this.#result("error", { error: thrown });
    }
  }

  #compare(): LockstepVerdict {
    const mismatch = shapeMismatch(this.#spec, this.#system);
    if (mismatch !== null) throw new Different({ kind: "shape", message: mismatch, variables: [] });
    this.#alone = this.#options.alone ?? explore(this.#spec.graph, this.#exploreOptions());
    const { requireSound = true } = this.#options;
    if (this.#alone.verdict === "inconclusive" && requireSound) throw new Stopped(this.#alone.limit ?? "stopped");
    if (this.#alone.verdict === "error") throw this.#alone.error;
    if (this.#alone.verdict !== "ok" && requireSound) return "unsound";
    this.#representative = new Int32Array(this.#alone.distinct).fill(NONE);
    this.#compareInitial();
    this.#compareSteps();
    this.#compareWhole();
    return "equal";
  }

  #exploreOptions(): ExploreOptions<SpecState> {
    const { maxStates, maxBytes, progressEvery, stop, onProgress, requireSound = true } = this.#options;
    return {
      digest: true,
      checkInvariants: requireSound,
      checkDeadlock: requireSound,
      ...(maxStates === undefined ? {} : { maxStates }),
      ...(maxBytes === undefined ? {} : { maxBytes }),
      ...(progressEvery === undefined ? {} : { progressEvery }),
      ...(stop === undefined ? {} : { stop }),
      ...(onProgress === undefined ? {} : { onProgress: (progress: Progress) => onProgress("spec", progress) }),
      locate: this.#locate,
    };
  }

  readonly #locate = (action: string): SourceRange | undefined => this.#spec.actions.find(({ name }) => name === action)?.at;

  #specStore(): StateStore {
    return this.#alone?.store ?? unreachable("the spec has not been explored");
  }

  #compareInitial(): void {
    const wanted = new Set<number>();
    for (const state of this.#spec.graph.initial()) wanted.add(this.#findSpec(state));
    for (const state of this.#graph.initial()) {
      const index = this.#insert(state, NONE);
      const abstraction = this.#abstraction[index] as number;
      if (wanted.has(abstraction)) continue;
      const message = "an initial state of the code is none of the spec";
      throw new Different({ kind: "code-extra", message, trace: this.#traceOfCode(index), variables: [] });
    }
    for (const index of this.#abstraction) wanted.delete(index);
    const [missing] = wanted;
    if (missing === undefined) return;
    const message = "an initial state of the spec is none of the code";
    throw new Different({ kind: "spec-extra", message, trace: this.#traceOfSpec(missing), variables: [] });
  }

  #compareSteps(): void {
    const { progressEvery = 1 << 12, onProgress, stop } = this.#options;
    const first = { spec: this.#specState(this.#abstraction[0] as number), code: this.#codeState(0) };
    const judges = this.#spec.actions.map((_, action) => new ActionJudge(this.#spec, this.#system, action, this.#refused));
    const bindings = this.#spec.actions.map((_, action) => new Bindings(this.#spec, this.#system, action, first));
    bindings.forEach((of, action) => {
      if (of.isConstant) this.#compareDomain(of, action, 0);
    });
    for (let index = 0; index < this.#store.size; index++) {
      const abstraction = this.#abstraction[index] as number;
      const spec = this.#specState(abstraction);
      const code = this.#codeState(index);
      this.#compareProperties(index, spec, code);
      this.#digest.nextSource();
      for (const [action, of] of bindings.entries()) {
        if (!of.isConstant) this.#compareDomain(of, action, index);
        const judge = judges[action] as ActionJudge<S>;
        const all = of.in(code);
        this.#bindings += all.length;
        for (let b = 0; b < all.length; b++) {
          const binding = all[b] as Binding;
          const outcome = judge.judge(spec, code, binding);
          if (outcome === null) continue;
          if ("kind" in outcome) throw this.#different(index, action, binding, outcome);
          this.#compareSuccessors(index, action, binding, outcome);
        }
      }
      if ((index + 1) % progressEvery !== 0) continue;
      onProgress?.("lockstep", this.#progress(index));
      if (stop?.() === true) throw new Stopped("stopped");
    }
    for (const judge of judges) judge.flush();
  }

  #compareDomain(bindings: Bindings<S>, action: number, index: number): void {
    const mismatch = bindings.mismatch(this.#specState(this.#abstraction[index] as number), this.#codeState(index));
    if (mismatch === null) return;
    const { param, missing, surplus } = mismatch;
    const lists = [
      ...(missing.length > 0 ? [`the code lacks ${missing.slice(0, 3).join(", ")}`] : []),
      ...(surplus.length > 0 ? [`the spec lacks ${surplus.slice(0, 3).join(", ")}`] : []),
    ];
    const message = `the domains of ${param} in ${this.#spec.actions[action]?.name} differ: ${lists.join("; ")}`;
    throw new Different({ kind: "shape", message, trace: this.#traceOfCode(index), variables: [] });
  }

  /** Both worlds took the step: the code's successor must abstract to the spec's. */
  #compareSuccessors(index: number, action: number, binding: Binding, { spec, code }: Agreed<S>): void {
    const wanted = this.#findSpec(spec);
    const reached = this.#insert(code, index);
    const abstraction = this.#abstraction[reached] as number;
    const known = abstraction !== NONE || wanted !== NONE;
    if (!known) this.#mustKnow();
    if (abstraction !== wanted || !known) {
      const message = "both take the step, to different states";
      const answers = { spec: { next: this.#spec.graph.show(spec) }, code: { next: this.#system.abstract(code) } };
      throw this.#different(index, action, binding, { kind: "code-extra", message, ...answers });
    }
    this.#edges[action] = (this.#edges[action] as number) + 1;
    const from = this.#abstraction[index] as number;
    if (this.#representative[from] !== index) return;
    const store = this.#specStore();
    this.#digest.addHashed(
      store.keyChunk(from),
      store.keyOffset(from),
      binding.label,
      store.keyChunk(wanted),
      store.keyOffset(wanted),
    );
  }

  #compareProperties(index: number, spec: SpecState, code: S): void {
    const { invariants, witnesses } = this.#spec.graph;
    for (const { name, holds } of invariants) {
      const inCode = this.#system.invariants[name]?.(code);
      if (inCode === holds(spec)) continue;
      throw this.#property(index, `the invariant ${name} ${inCode === true ? "fails in the spec only" : "fails in the code only"}`);
    }
    for (const [name, holds] of Object.entries(this.#system.witnesses)) {
      const inCode = holds(code);
      if (inCode) this.#witnesses.add(name);
      const inSpec = witnesses.find((witness) => witness.name === name)?.holds(spec);
      if (inSpec === undefined || inSpec === inCode) continue;
      throw this.#property(index, `the witness ${name} holds in the ${inCode ? "code" : "spec"} only`);
    }
  }

  #property(index: number, message: string): Different {
    return new Different({ kind: "property", message, trace: this.#traceOfCode(index), variables: [] });
  }

  /** Neither world's successor is among the spec's states; where a limit cut these off, that says nothing. */
  #mustKnow(): void {
    if (this.#alone?.verdict === "inconclusive") throw new Stopped(this.#alone.limit ?? "stopped");
  }

  /** What the code covered must be all that the spec has. */
  #compareWhole(): void {
    this.#mustKnow();
    const alone = this.#alone ?? unreachable("the spec has not been explored");
    if (this.#covered !== alone.distinct) {
      const missing = this.#representative.indexOf(NONE);
      const message = `${alone.distinct - this.#covered} states of the spec are reached by no state of the code`;
      throw new Different({ kind: "spec-extra", message, trace: this.#traceOfSpec(missing), variables: [] });
    }
    if (this.#digest.toString() !== alone.digest) {
      const message = `the labelled edges differ: digest ${alone.digest} of the spec, ${this.#digest.toString()} of the code`;
      throw new Different({ kind: "spec-extra", message, variables: [] });
    }
  }

  /** Stores a code state and, if it is new, the spec's state that it abstracts to. */
  #insert(code: S, from: number): number {
    this.#graph.pack(code, this.#key, 0);
    const index = this.#store.insert(this.#key, 0, from);
    if (index === FULL) throw new Stopped(this.#store.size === this.#options.maxStates ? "states" : "memory");
    if (index < 0) return ~index;
    const abstraction = this.#findSpec(this.#spec.state(this.#system.abstract(code)));
    this.#abstraction.push(abstraction);
    if (abstraction === NONE) return index;
    if (this.#representative[abstraction] === NONE) {
      this.#representative[abstraction] = index;
      this.#covered += 1;
    } else if (this.#representative[abstraction] !== undefined) {
      const message = "two states of the code abstract to one of the spec";
      throw new Different({ kind: "code-extra", message, trace: this.#traceOfCode(index), variables: [] });
    }
    return index;
  }

  #findSpec(state: SpecState): number {
    this.#spec.graph.pack(state, this.#specKey, 0);
    return this.#specStore().find(this.#specKey, 0);
  }

  #specState(index: number): SpecState {
    const store = this.#specStore();
    return this.#spec.graph.unpack(store.keyChunk(index), store.keyOffset(index));
  }

  #codeState(index: number): S {
    return this.#graph.unpack(this.#store.keyChunk(index), this.#store.keyOffset(index));
  }

  #traceOfCode(index: number): Trace {
    return traceTo(this.#graph, this.#store, index, this.#locate);
  }

  #traceOfSpec(index: number): Trace {
    return traceTo(this.#spec.graph, this.#specStore(), index, this.#locate);
  }

  #different(index: number, action: number, binding: Binding, objection: Objection): Different {
    const { name, at } = this.#spec.actions[action] ?? unreachable(`action ${action}`);
    const trace = this.#traceOfCode(index);
    const step = { action: name, args: binding.itf, at };
    return new Different({ ...objection, trace, step, variables: this.#variables(trace, objection) });
  }

  #variables(trace: Trace, { spec, code }: Objection): Difference["variables"] {
    const before = trace.states.at(-1) ?? {};
    const text = (itf: Trace["states"][number] | undefined, variable: string) =>
      itf?.[variable] === undefined ? "-" : this.#spec.text(this.#spec.value(itf[variable]));
    return this.#spec.variables
      .map((variable) => ({
        variable,
        before: text(before, variable),
        spec: text(spec.next ?? before, variable),
        code: text(code.next ?? before, variable),
      }))
      .filter((row) => row.spec !== row.code);
  }

  #progress(index: number): Progress {
    const distinct = this.#store.size;
    return { generated: this.#bindings, distinct, depth: 0, rate: distinct / this.#seconds(), queue: distinct - index - 1 };
  }

  #seconds(): number {
    return (performance.now() - this.#start) / 1000;
  }

  #result(verdict: LockstepVerdict, end: Pick<Lockstep, "difference" | "error" | "limit"> = {}): Lockstep {
    const names = this.#spec.actions.map(({ name }) => name);
    return {
      verdict,
      ...end,
      ...(this.#alone === undefined ? {} : { spec: this.#alone }),
      states: this.#store.size,
      edges: Object.fromEntries(names.map((name, i) => [name, this.#edges[i] as number])),
      bindings: this.#bindings,
      refused: Object.fromEntries([...this.#refused].map(([{ id }, count]) => [id, count])),
      witnesses: [...this.#witnesses],
      unreachedWitnesses: Object.keys(this.#system.witnesses).filter((name) => !this.#witnesses.has(name)),
      ...(verdict === "equal" ? { digest: this.#digest.toString() } : {}),
      seconds: this.#seconds(),
    };
  }
}
