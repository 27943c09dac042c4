/**
 * Refinement between two specs: a map from the states of an explicit one to the states of a counted one, under which both have the
 * same steps. Steps that leave the mapped state unchanged are invisible in the counted spec, and so are its own steps that change
 * nothing.
 */

import type { ItfRecord } from "../lib/data.ts";
import { NexusError, unreachable } from "../lib/errors.ts";
import type { Spec, SpecState } from "../lib/spec.ts";
import { type Exploration, type ExploreOptions, explore, type Limit, type Progress } from "./explorer.ts";
import type { Difference } from "./lockstep/difference.ts";
import type { TraceStep } from "./trace.ts";
import { type Locate, labelOf, traceTo } from "./trace-search.ts";

/**
 * - `refines`: every explicit step maps to a counted one or leaves the mapped state unchanged, every counted step from a mapped state
 *   has an explicit one, and the initial states map onto each other;
 * - `different`: see `difference`;
 * - `unsound`: one of the two specs fails alone: see `explicit` and `counted`;
 * - `inconclusive`: a limit ended the search;
 * - `error`: evaluation threw.
 */
export type RefinementVerdict = "refines" | "different" | "unsound" | "inconclusive" | "error";

export interface Refinement {
  readonly verdict: RefinementVerdict;
  readonly difference?: Difference;
  readonly limit?: Limit;
  readonly error?: unknown;
  readonly explicit?: Exploration;
  readonly counted?: Exploration;
  /** Steps of the counted spec, each once per pair of states, for which explicit ones were found. */
  readonly steps: number;
  readonly seconds: number;
}

export interface RefinementOptions {
  readonly maxStates?: number;
  readonly maxBytes?: number;
  /** Report states without successors in either spec; true unless told. */
  readonly checkDeadlock?: boolean;
  readonly onProgress?: (world: "explicit" | "counted" | "refinement", progress: Progress) => void;
  readonly progressEvery?: number;
  readonly stop?: () => boolean;
}

/**
 * Checks that `explicit` and `counted` have the same steps under `mapping`, a state-level operator of the explicit module whose value is
 * a record of the counted module's variables. Explores both graphs; O(explicit edges + explicit states x counted steps from each).
 */
export function refines(explicit: Spec, counted: Spec, mapping: string, options: RefinementOptions = {}): Refinement {
  return new Comparison(explicit, counted, mapping, options).run();
}

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

/** No counted state. */
const NONE = -1;

const locateIn =
  (spec: Spec): Locate =>
  (action) =>
    spec.definition(action);

class Comparison {
  readonly #explicit: Spec;
  readonly #counted: Spec;
  readonly #mapping: string;
  readonly #options: RefinementOptions;
  readonly #start = performance.now();
  readonly #key: Int32Array;
  readonly #countedKey: Int32Array;
  #explored: { explicit?: Exploration; counted?: Exploration } = {};
  /** The counted state of each explicit one. */
  #map: Int32Array = new Int32Array(0);
  /** The counted states to which steps lead from each, once they were asked for. */
  readonly #targets = new Map<number, readonly number[]>();
  #steps = 0;

  constructor(explicit: Spec, counted: Spec, mapping: string, options: RefinementOptions) {
    this.#explicit = explicit;
    this.#counted = counted;
    this.#mapping = mapping;
    this.#options = options;
    this.#key = new Int32Array(explicit.graph.words);
    this.#countedKey = new Int32Array(counted.graph.words);
  }

  run(): Refinement {
    try {
      return this.#result(this.#compare());
    } catch (thrown) {
      if (thrown instanceof Different) return this.#result("different", { difference: thrown.difference });
      if (thrown instanceof Stopped) return this.#result("inconclusive", { limit: thrown.limit });
      return this.#result("error", { error: thrown });
    }
  }

  #compare(): RefinementVerdict {
    const counted = this.#explore("counted", this.#counted);
    this.#explored.counted = counted;
    if (counted.verdict !== "ok") return "unsound";
    const explicit = this.#explore("explicit", this.#explicit);
    this.#explored.explicit = explicit;
    if (explicit.verdict !== "ok") return "unsound";
    this.#mapStates(explicit);
    this.#compareInitial(explicit);
    this.#compareSteps(explicit);
    this.#compareWhole(counted);
    return "refines";
  }

  #explore(world: "explicit" | "counted", spec: Spec): Exploration {
    const { maxStates, maxBytes, checkDeadlock, progressEvery, stop, onProgress } = this.#options;
    const options: ExploreOptions<SpecState> = {
      locate: locateIn(spec),
      ...(maxStates === undefined ? {} : { maxStates }),
      ...(maxBytes === undefined ? {} : { maxBytes }),
      ...(checkDeadlock === undefined ? {} : { checkDeadlock }),
      ...(progressEvery === undefined ? {} : { progressEvery }),
      ...(stop === undefined ? {} : { stop }),
      ...(onProgress === undefined ? {} : { onProgress: (progress: Progress) => onProgress(world, progress) }),
    };
    const explored = explore(spec.graph, options);
    if (explored.verdict === "inconclusive") throw new Stopped(explored.limit ?? "stopped");
    if (explored.verdict === "error") throw explored.error;
    return explored;
  }

  /** Evaluates the map once in each explicit state; states that the counted spec does not reach are judged where they appear. */
  #mapStates(explicit: Exploration): void {
    this.#checkFields();
    this.#map = new Int32Array(explicit.distinct);
    for (let index = 0; index < explicit.distinct; index++) {
      this.#map[index] = this.#findCounted(this.#counted.state(this.#image(index)));
      this.#report(index);
    }
  }

  /** The map's value must be a record of the counted variables, all of them and no others. */
  #checkFields(): void {
    const fields = Object.keys(this.#image(0));
    const { variables, module } = this.#counted;
    const missing = variables.find((name) => !fields.includes(name));
    const surplus = fields.find((name) => !variables.includes(name));
    if (missing === undefined && surplus === undefined) return;
    const what = missing === undefined ? `has ${surplus}, which is no variable` : `lacks the variable ${missing}`;
    const at = this.#explicit.definition(this.#mapping);
    throw new NexusError("refinement-map", `the record ${this.#mapping} ${what} of ${module}`, {
      ...(at === undefined ? {} : { at }),
      hint: `its fields are ${variables.join(", ")}`,
    });
  }

  #compareInitial(explicit: Exploration): void {
    const wanted = new Set(this.#counted.graph.initial().map((state) => this.#findCounted(state)));
    const missing = new Set(wanted);
    for (const state of this.#explicit.graph.initial()) {
      const index = this.#findExplicit(explicit, state);
      const image = this.#map[index] as number;
      missing.delete(image);
      if (wanted.has(image)) continue;
      throw this.#differentAt(index, "code-extra", "an initial state of the explicit spec maps to none of the counted one");
    }
    const [first] = missing;
    if (first === undefined) return;
    const message = "an initial state of the counted spec is the image of none of the explicit one";
    const trace = this.#traceOfCounted(first);
    throw new Different({ kind: "spec-extra", message, trace, variables: [] });
  }

  #compareSteps(explicit: Exploration): void {
    const { graph } = this.#explicit;
    for (let index = 0; index < explicit.distinct; index++) {
      const from = this.#map[index] as number;
      const wanted = this.#targetsOf(from);
      const missing = new Set(wanted);
      graph.successors(this.#explicitState(explicit, index), (action, next) => {
        const image = this.#map[this.#findExplicit(explicit, next)] as number;
        if (image === from) return false;
        missing.delete(image);
        if (wanted.includes(image)) return false;
        throw this.#surplus(explicit, index, action, next);
      });
      if (missing.size > 0) throw this.#missing(index, from, [...missing][0] as number);
      this.#steps += wanted.length;
      this.#report(index);
    }
  }

  /** By now every counted state should be an image; that it is follows from the steps, and is asked again here. */
  #compareWhole(counted: Exploration): void {
    const images = new Set(this.#map);
    for (let index = 0; index < counted.distinct; index++) {
      if (images.has(index)) continue;
      const message = `${counted.distinct - images.size} states of the counted spec are images of no explicit state`;
      throw new Different({ kind: "spec-extra", message, trace: this.#traceOfCounted(index), variables: [] });
    }
  }

  #targetsOf(from: number): readonly number[] {
    const known = this.#targets.get(from);
    if (known !== undefined) return known;
    const targets = new Set<number>();
    this.#counted.graph.successors(this.#countedState(from), (_, next) => {
      const to = this.#findCounted(next);
      if (to !== from) targets.add(to);
      return false;
    });
    const list = [...targets];
    this.#targets.set(from, list);
    return list;
  }

  #surplus(explicit: Exploration, index: number, action: number, next: SpecState): Different {
    const step = labelOf(this.#explicit.graph, action, locateIn(this.#explicit));
    const image = this.#image(this.#findExplicit(explicit, next));
    const message = "a step of the explicit spec maps to no step of the counted one";
    return this.#differentAt(index, "code-extra", message, step, { image, side: "code" });
  }

  #missing(index: number, from: number, to: number): Different {
    const { graph } = this.#counted;
    let step: TraceStep | undefined;
    graph.successors(this.#countedState(from), (action, next) => {
      if (this.#findCounted(next) !== to) return false;
      step = labelOf(graph, action, locateIn(this.#counted));
      return true;
    });
    const image = graph.show(this.#countedState(to));
    const message = "a step of the counted spec, from the image of this state, is the image of no explicit step";
    return this.#differentAt(index, "spec-extra", message, step, { image, side: "spec" });
  }

  /** In the difference, `spec` stands for the counted spec and `code` for the explicit one; the variables are the counted ones. */
  #differentAt(
    index: number,
    kind: "code-extra" | "spec-extra",
    message: string,
    step?: TraceStep,
    led?: { readonly image: ItfRecord; readonly side: "spec" | "code" },
  ): Different {
    const before = this.#image(index);
    const text = (record: ItfRecord, variable: string) =>
      this.#counted.text(this.#counted.value(record[variable] as ItfRecord[string]));
    const rows = led === undefined ? [] : this.#counted.variables.filter((name) => text(before, name) !== text(led.image, name));
    const variables = rows.map((variable) => ({
      variable,
      before: text(before, variable),
      spec: led?.side === "spec" ? text(led.image, variable) : "-",
      code: led?.side === "code" ? text(led.image, variable) : "-",
    }));
    const trace = traceTo(this.#explicit.graph, this.#storeOf("explicit"), index, locateIn(this.#explicit));
    return new Different({ kind, message, trace, ...(step === undefined ? {} : { step }), variables });
  }

  /** The value of the map in an explicit state. */
  #image(index: number): ItfRecord {
    const state = this.#explicitState(this.#explored.explicit ?? unreachable("not explored"), index);
    return this.#explicit.itf(this.#explicit.evaluate(state, this.#mapping)) as ItfRecord;
  }

  #traceOfCounted(index: number) {
    return traceTo(this.#counted.graph, this.#storeOf("counted"), index, locateIn(this.#counted));
  }

  #storeOf(world: "explicit" | "counted") {
    return this.#explored[world]?.store ?? unreachable("not explored");
  }

  #findCounted(state: SpecState): number {
    this.#counted.graph.pack(state, this.#countedKey, 0);
    const index = this.#storeOf("counted").find(this.#countedKey, 0);
    return index < 0 ? NONE : index;
  }

  #findExplicit({ store }: Exploration, state: SpecState): number {
    this.#explicit.graph.pack(state, this.#key, 0);
    const index = store.find(this.#key, 0);
    return index < 0 ? unreachable("a successor that was explored is gone") : index;
  }

  #explicitState({ store }: Exploration, index: number): SpecState {
    return this.#explicit.graph.unpack(store.keyChunk(index), store.keyOffset(index));
  }

  #countedState(index: number): SpecState {
    const store = this.#storeOf("counted");
    return this.#counted.graph.unpack(store.keyChunk(index), store.keyOffset(index));
  }

  #report(index: number): void {
    const { progressEvery = 1 << 12, onProgress, stop } = this.#options;
    if ((index + 1) % progressEvery !== 0) return;
    const distinct = this.#map.length;
    const rate = (index + 1) / this.#seconds();
    onProgress?.("refinement", { generated: this.#steps, distinct, depth: 0, rate, queue: distinct - index - 1 });
    if (stop?.() === true) throw new Stopped("stopped");
  }

  #seconds(): number {
    return (performance.now() - this.#start) / 1000;
  }

  #result(verdict: RefinementVerdict, end: Pick<Refinement, "difference" | "error" | "limit"> = {}): Refinement {
    return { verdict, ...end, ...this.#explored, steps: this.#steps, seconds: this.#seconds() };
  }
}
