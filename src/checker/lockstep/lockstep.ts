/**
 * Lockstep: the spec's graph and the code's graph are explored and compared, step by step and in both directions.
 *
 * The spec is explored alone first, from its own Init. Then the code is explored, and in each of its states every action is
 * tried with every binding, in both worlds: the code must take the step exactly when the spec's action is enabled, to the state
 * that abstracts to the spec's successor, with the spec's effects; and a refusal must stand for the first false conjunct. At the
 * end the states and the labelled edges that the code covered must be those that the spec alone has.
 *
 * Code that takes finer or coarser steps declares its internal actions and its drivers: see {@link System} and `CoveredStep`.
 */

import type { System } from "../../lib/model.ts";
import type { SourceRange } from "../../lib/source.ts";
import type { Spec, SpecState } from "../../lib/spec.ts";
import { type Exploration, type ExploreOptions, explore, type Limit, type Progress } from "../explorer.ts";
import { requireFullKeys } from "../fingerprint.ts";
import { Comparison, type Counts } from "./comparison.ts";
import type { Difference } from "./difference.ts";
import { Different, Stopped } from "./ends.ts";
import { shapeMismatch } from "./shape.ts";
import { SpecStates } from "./spec-states.ts";

/**
 * - `equal`: the two graphs are one, and every property holds in both;
 * - `different`: see `difference`;
 * - `unsound`: the spec alone fails: see `spec`;
 * - `inconclusive`: a limit ended the comparison;
 * - `error`: the spec's evaluation or the code threw.
 */
export type LockstepVerdict = "equal" | "different" | "unsound" | "inconclusive" | "error";

export interface Lockstep extends Omit<Counts, "digest"> {
  readonly verdict: LockstepVerdict;
  readonly difference?: Difference;
  readonly error?: unknown;
  readonly limit?: Limit;
  /** The spec's own exploration. Absent when the shapes differ. */
  readonly spec?: Exploration;
  /** The digest of the labelled edges, the same in both worlds when `equal`. */
  readonly digest?: string;
  readonly seconds: number;
}

export interface LockstepOptions {
  /** The exploration of all states of this very spec, with its digest and invariants, where it has been done before. */
  readonly alone?: Exploration;
  /**
   * End when the spec alone violates a property, deadlocks or hits a limit; true unless told. Otherwise the comparison goes on to
   * the first difference, which is how mutants of a spec are judged; `equal` still needs all states of the spec.
   */
  readonly requireSound?: boolean;
  readonly maxStates?: number;
  readonly maxBytes?: number;
  readonly onProgress?: (world: "spec" | "lockstep", progress: Progress) => void;
  /** Call `onProgress` and `stop` once per so many states. */
  readonly progressEvery?: number;
  readonly stop?: () => boolean;
}

/** Compares a spec with a system. Both must be of the same finite model. */
export function lockstep<S>(spec: Spec, system: System<S>, options: LockstepOptions = {}): Lockstep {
  return new Run(spec, system, options).result();
}

type End = Pick<Lockstep, "verdict" | "difference" | "error" | "limit">;

/** One call of {@link lockstep}: what is known when it ends, however it ends. */
class Run<S> {
  readonly #spec: Spec;
  readonly #system: System<S>;
  readonly #options: LockstepOptions;
  readonly #start = performance.now();
  #alone: Exploration | undefined;
  #comparison: Comparison<S> | undefined;

  constructor(spec: Spec, system: System<S>, options: LockstepOptions) {
    this.#spec = spec;
    this.#system = system;
    this.#options = options;
  }

  result(): Lockstep {
    const end = this.#end();
    const { digest, ...counts } = this.#comparison?.counts ?? this.#nothing();
    return {
      ...end,
      ...(this.#alone === undefined ? {} : { spec: this.#alone }),
      ...counts,
      ...(end.verdict === "equal" ? { digest } : {}),
      seconds: (performance.now() - this.#start) / 1000,
    };
  }

  #end(): End {
    try {
      return { verdict: this.#compare() };
    } catch (error) {
      if (error instanceof Different) return { verdict: "different", difference: error.difference };
      if (error instanceof Stopped) return { verdict: "inconclusive", limit: error.limit };
      return { verdict: "error", error };
    }
  }

  #compare(): "equal" | "unsound" {
    const { requireSound = true, maxStates, maxBytes, progressEvery, stop, onProgress } = this.#options;
    const mismatch = shapeMismatch(this.#spec, this.#system);
    if (mismatch !== null) throw new Different({ kind: "shape", message: mismatch, variables: [] });
    const limits = {
      ...(maxStates === undefined ? {} : { maxStates }),
      ...(maxBytes === undefined ? {} : { maxBytes }),
      ...(progressEvery === undefined ? {} : { progressEvery }),
      ...(stop === undefined ? {} : { stop }),
    };
    const report = (world: "spec" | "lockstep") =>
      onProgress === undefined ? {} : { onProgress: (progress: Progress) => onProgress(world, progress) };
    this.#alone = this.#options.alone ?? this.#explore({ ...limits, ...report("spec") }, requireSound);
    requireFullKeys(this.#alone, "lockstep");
    if (this.#alone.verdict === "inconclusive" && requireSound) throw new Stopped(this.#alone.limit ?? "stopped");
    if (this.#alone.verdict === "error") throw this.#alone.error;
    if (this.#alone.verdict !== "ok" && requireSound) return "unsound";
    const specStates = new SpecStates(this.#spec, this.#alone, this.#locate);
    // What a caller gives is not trusted with the invariants: it may have been explored without them.
    const invariantsHold = this.#options.alone === undefined && requireSound;
    const options = { ...limits, ...report("lockstep"), invariantsHold };
    this.#comparison = new Comparison(this.#spec, this.#system, specStates, this.#locate, options);
    this.#comparison.run();
    return "equal";
  }

  #explore(options: ExploreOptions<SpecState>, requireSound: boolean): Exploration {
    const checks = { digest: true, checkInvariants: requireSound, checkDeadlock: requireSound, locate: this.#locate };
    return explore(this.#spec.states, { ...options, ...checks });
  }

  readonly #locate = (action: string): SourceRange | undefined => this.#spec.actions.find(({ name }) => name === action)?.at;

  /** The counts of a comparison that did not begin. */
  #nothing(): Counts {
    return {
      states: 0,
      bytes: 0,
      edges: Object.fromEntries(this.#spec.actions.map(({ name }) => [name, 0])),
      codeOnly: {},
      hidden: {},
      bindings: 0,
      refused: {},
      witnesses: [],
      unreachedWitnesses: Object.keys(this.#system.witnesses),
      digest: "",
    };
  }
}
