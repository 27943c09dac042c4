/**
 * Refinement between two specs: a map from the states of an explicit one to the states of a counted one, under which both have the
 * same steps. Steps that leave the mapped state unchanged are invisible in the counted spec, and so are its own steps that change
 * nothing.
 */

import type { ItfRecord } from "../lib/data.ts";
import { NexusError, unreachable } from "../lib/errors.ts";
import type { Spec } from "../lib/spec.ts";
import { ExploredSpec, UNREACHED } from "./explored-spec.ts";
import type { Exploration, Limit, Progress } from "./explorer.ts";
import type { Difference } from "./lockstep/difference.ts";
import { Different, Stopped } from "./lockstep/ends.ts";
import type { TraceStep } from "./trace.ts";

/**
 * - `refines`: every explicit step maps to a counted one or leaves the mapped state unchanged, every counted step from a mapped state
 *   has an explicit one, and the initial states map onto each other;
 * - `different`: see `difference`, in which `spec` stands for the counted spec and `code` for the explicit one;
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
  /** Counted steps for which an explicit one was found, each once per explicit state and counted successor. */
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
  const start = performance.now();
  const graphs: Graphs = {};
  const steps = { count: 0 };
  const result = (verdict: RefinementVerdict, end: Pick<Refinement, "difference" | "error" | "limit"> = {}): Refinement => ({
    verdict,
    ...end,
    ...(graphs.explicit === undefined ? {} : { explicit: graphs.explicit.exploration }),
    ...(graphs.counted === undefined ? {} : { counted: graphs.counted.exploration }),
    steps: steps.count,
    seconds: (performance.now() - start) / 1000,
  });
  try {
    graphs.counted = exploreWorld("counted", counted, options);
    if (graphs.counted.exploration.verdict !== "ok") return result("unsound");
    graphs.explicit = exploreWorld("explicit", explicit, options);
    if (graphs.explicit.exploration.verdict !== "ok") return result("unsound");
    new Comparison(graphs.explicit, graphs.counted, mapping, options, steps).run();
    return result("refines");
  } catch (thrown) {
    if (thrown instanceof Different) return result("different", { difference: thrown.difference });
    if (thrown instanceof Stopped) return result("inconclusive", { limit: thrown.limit });
    return result("error", { error: thrown });
  }
}

interface Graphs {
  explicit?: ExploredSpec;
  counted?: ExploredSpec;
}

function exploreWorld(world: "explicit" | "counted", spec: Spec, { onProgress, ...options }: RefinementOptions): ExploredSpec {
  const explored = new ExploredSpec(spec, {
    ...options,
    ...(onProgress === undefined ? {} : { onProgress: (progress: Progress) => onProgress(world, progress) }),
  });
  const { verdict, limit, error } = explored.exploration;
  if (verdict === "inconclusive") throw new Stopped(limit ?? "stopped");
  if (verdict === "error") throw error;
  return explored;
}

class Comparison {
  readonly #explicit: ExploredSpec;
  readonly #counted: ExploredSpec;
  readonly #mapping: string;
  readonly #options: RefinementOptions;
  readonly #steps: { count: number };
  readonly #start = performance.now();
  /** The counted state of each explicit one. */
  readonly #map: Int32Array;
  /** The counted states to which steps lead from each, once they were asked for. */
  readonly #targets = new Map<number, readonly number[]>();

  constructor(
    explicit: ExploredSpec,
    counted: ExploredSpec,
    mapping: string,
    options: RefinementOptions,
    steps: { count: number },
  ) {
    this.#explicit = explicit;
    this.#counted = counted;
    this.#mapping = mapping;
    this.#options = options;
    this.#steps = steps;
    this.#map = new Int32Array(explicit.distinct);
  }

  /** Throws at the first difference. */
  run(): void {
    this.#checkFields();
    for (let index = 0; index < this.#map.length; index++) {
      this.#map[index] = this.#counted.find(this.#counted.spec.state(this.#image(index)));
      this.#report(index);
    }
    this.#compareInitial();
    for (let index = 0; index < this.#map.length; index++) {
      this.#compareSteps(index);
      this.#report(index);
    }
    this.#compareWhole();
  }

  /** The map's value must be a record of the counted variables, all of them and no others. */
  #checkFields(): void {
    const fields = Object.keys(this.#image(0));
    const { variables, module } = this.#counted.spec;
    const missing = variables.find((name) => !fields.includes(name));
    const surplus = fields.find((name) => !variables.includes(name));
    if (missing === undefined && surplus === undefined) return;
    const what = missing === undefined ? `has ${surplus}, which is no variable` : `lacks the variable ${missing}`;
    const at = this.#explicit.spec.definition(this.#mapping);
    throw new NexusError("refinement-map", `the record ${this.#mapping} ${what} of ${module}`, {
      ...(at === undefined ? {} : { at }),
      hint: `its fields are ${variables.join(", ")}`,
    });
  }

  #compareInitial(): void {
    const wanted = new Set(this.#counted.spec.states.initial().map((state) => this.#counted.find(state)));
    const missing = new Set(wanted);
    for (const state of this.#explicit.spec.states.initial()) {
      const index = this.#explicit.find(state);
      const image = this.#map[index] as number;
      missing.delete(image);
      if (wanted.has(image)) continue;
      throw this.#different(index, "code-extra", "an initial state of the explicit spec maps to none of the counted one");
    }
    const [first] = missing;
    if (first === undefined) return;
    throw this.#uncovered(first, "an initial state of the counted spec is the image of none of the explicit one");
  }

  #compareSteps(index: number): void {
    const from = this.#map[index] as number;
    const wanted = this.#targetsOf(from);
    const missing = new Set(wanted);
    this.#explicit.spec.states.successors(this.#explicit.state(index), (action, next) => {
      const reached = this.#explicit.find(next);
      const image = this.#map[reached] as number;
      if (image === from) return false;
      missing.delete(image);
      if (image !== UNREACHED && wanted.includes(image)) return false;
      const message = "a step of the explicit spec maps to no step of the counted one";
      throw this.#different(index, "code-extra", message, this.#explicit.label(action), this.#image(reached));
    });
    const [first] = missing;
    if (first !== undefined) throw this.#missing(index, from, first);
    this.#steps.count += wanted.length;
  }

  /** By now every counted state should be an image; that it is follows from the steps, and is asked again here. */
  #compareWhole(): void {
    const images = new Set(this.#map);
    for (let index = 0; index < this.#counted.distinct; index++) {
      if (images.has(index)) continue;
      const message = `${this.#counted.distinct - images.size} states of the counted spec are images of no explicit state`;
      throw this.#uncovered(index, message);
    }
  }

  #targetsOf(from: number): readonly number[] {
    const known = this.#targets.get(from);
    if (known !== undefined) return known;
    const targets = new Set<number>();
    this.#counted.spec.states.successors(this.#counted.state(from), (_, next) => {
      const to = this.#counted.find(next);
      if (to !== from) targets.add(to);
      return false;
    });
    const list = [...targets];
    this.#targets.set(from, list);
    return list;
  }

  #missing(index: number, from: number, to: number): Different {
    const { graph } = this.#counted.spec;
    let step: TraceStep | undefined;
    graph.successors(this.#counted.state(from), (action, next) => {
      if (this.#counted.find(next) !== to) return false;
      step = this.#counted.label(action);
      return true;
    });
    const message = "a step of the counted spec, from the image of this state, is the image of no explicit step";
    const label = step ?? unreachable("a counted step that was found is gone");
    return this.#different(index, "spec-extra", message, label, graph.show(this.#counted.state(to)));
  }

  #uncovered(index: number, message: string): Different {
    return new Different({ kind: "spec-extra", message, trace: this.#counted.trace(index), variables: [] });
  }

  /** A difference behind an explicit state; `led` is the mapped state behind the step of the one spec that takes it. */
  #different(index: number, kind: "code-extra" | "spec-extra", message: string, step?: TraceStep, led?: ItfRecord): Different {
    const { spec } = this.#counted;
    const before = this.#image(index);
    const text = (record: ItfRecord, variable: string) => spec.text(spec.value(record[variable] as ItfRecord[string]));
    const rows = led === undefined ? [] : spec.variables.filter((name) => text(before, name) !== text(led, name));
    const variables = rows.map((variable) => {
      const after = text(led as ItfRecord, variable);
      const sides = kind === "spec-extra" ? { spec: after, code: "-" } : { spec: "-", code: after };
      return { variable, before: text(before, variable), ...sides };
    });
    return new Different({
      kind,
      message,
      trace: this.#explicit.trace(index),
      ...(step === undefined ? {} : { step }),
      variables,
    });
  }

  /** The value of the map in an explicit state. */
  #image(index: number): ItfRecord {
    const { spec } = this.#explicit;
    return spec.itf(spec.evaluate(this.#explicit.state(index), this.#mapping)) as ItfRecord;
  }

  #report(index: number): void {
    const { progressEvery = 1 << 12, onProgress, stop } = this.#options;
    if ((index + 1) % progressEvery !== 0) return;
    const distinct = this.#map.length;
    const rate = (index + 1) / ((performance.now() - this.#start) / 1000);
    onProgress?.("refinement", { generated: this.#steps.count, distinct, depth: 0, rate, queue: distinct - index - 1 });
    if (stop?.() === true) throw new Stopped("stopped");
  }
}
