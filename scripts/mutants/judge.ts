/** Judges mutants of one module: first the mutated world alone, then in lockstep with the other world as it is. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Exploration, explore, graphOf, lockstep } from "nexus-reference/checker";
import { NexusError } from "nexus-reference/lib/errors";
import type { StateGraph, System } from "nexus-reference/lib/model";
import type { Spec } from "nexus-reference/lib/spec";
import { models } from "nexus-reference/machines/index";
import {
  analyze,
  type CompiledSpec,
  type Config,
  compileSpec,
  type LoadedModule,
  loadModule,
  parseConfig,
  Universe,
} from "nexus-reference/tla";
import { mutatedModels } from "./code-world.ts";
import { type Judgement, stronger } from "./judgement.ts";
import type { MutatedModule } from "./modules.ts";
import type { CodeMutant, Mutant, SpecMutant } from "./mutant.ts";

/** A model in both worlds, as they are. */
interface Reference {
  readonly name: string;
  readonly config: Config;
  readonly system: System<unknown>;
  readonly spec: CompiledSpec;
  /** Mutants of the spec share it, so that the spec's predicates can be asked of their states. */
  readonly universe: Universe;
  /** Both worlds alone. */
  readonly alone: { readonly spec: Exploration; readonly code: Exploration };
  readonly limits: { readonly maxStates: number; readonly checkDeadlock: boolean };
}

/** A mutant has at most so many times the states of its world as it is; beyond, it differs in its counts. */
const MOST_TIMES = 2;

/** States of a mutant on which the two worlds' invariants are compared, for each model. */
const MOST_COMPARED = 2_000;

export class Judge {
  readonly #root: string;
  readonly #of: MutatedModule;
  readonly #loaded: LoadedModule;
  readonly #references = new Map<string, Reference>();

  /** `root` is the project's root. */
  constructor(root: string, of: MutatedModule) {
    this.#root = root;
    this.#of = of;
    const resolve = (name: string) => {
      const file = join(this.#specs, `${name}.tla`);
      return { file, source: readFileSync(file, "utf8") };
    };
    this.#loaded = loadModule(of.module, resolve);
  }

  async judge(mutant: Mutant): Promise<Judgement> {
    return mutant.world === "code" ? this.#judgeCode(mutant) : this.#judgeSpec(mutant);
  }

  async #judgeCode(mutant: CodeMutant): Promise<Judgement> {
    const mutated = await mutatedModels(join(this.#root, "dist"), mutant);
    const compared: Compared[] = [];
    const alone = this.#alone(mutant, (reference) => {
      const system = judgedBy(reference.system, systemOf(mutated, reference.name));
      const graph = graphOf(system);
      const exploration = explore(aim(graph, mutant), reference.limits);
      compared.push(compareInvariants(reference, system, graph, exploration));
      return exploration;
    });
    const found = this.#lockstep((reference) => {
      const system = judgedBy(reference.system, systemOf(mutated, reference.name));
      return lockstep(reference.spec, system, { alone: reference.alone.spec });
    });
    const disagreement = compared.find((one) => one.disagreement !== undefined)?.disagreement;
    const agreed = compared.reduce((sum, { states }) => sum + states, 0);
    return { alone, lockstep: found, agreed, ...(disagreement === undefined ? {} : { disagreement }) };
  }

  #judgeSpec(mutant: SpecMutant): Judgement {
    const loaded: LoadedModule = {
      root: mutant.tree,
      modules: new Map(
        [...this.#loaded.modules].map(([name, module]) => [name, name === mutant.tree.name ? mutant.tree : module]),
      ),
    };
    const compile = ({ config, universe }: Reference): Spec => compileSpec(analyze(loaded), config, { universe });
    const alone = this.#alone(mutant, (reference) => {
      const { invariants, witnesses } = reference.spec.graph;
      const graph = aim({ ...compile(reference).graph, invariants, witnesses }, mutant);
      return explore(graph, reference.limits);
    });
    const found = this.#lockstep((reference) =>
      lockstep(compile(reference), reference.system, { ...reference.limits, requireSound: false }),
    );
    return { alone, lockstep: found, agreed: 0 };
  }

  /** The verdict with lockstep off: of the first model that finds something wrong in a state, else the strongest of all. */
  #alone(mutant: Mutant, exploreIn: (reference: Reference) => Exploration): string {
    let verdict = "survives";
    for (const name of this.#modelsAlone(mutant)) {
      const reference = this.#reference(name);
      const found = caught(() => verdictOfExploration(exploreIn(reference), reference.alone[mutant.world]));
      verdict = stronger(verdict, found);
      if (!/^(survives|counts|witness)/.test(verdict)) break;
    }
    return verdict;
  }

  /** Where only guards are left out, lockstep is the judge, and alone the first model is asked; mutants by hand name an invariant. */
  #modelsAlone({ target }: Mutant): readonly string[] {
    const { models, only } = this.#of;
    return only === "guards" && target === undefined ? models.slice(0, 1) : models;
  }

  #lockstep(compareIn: (reference: Reference) => ReturnType<typeof lockstep>): string {
    for (const name of this.#of.models) {
      const reference = this.#reference(name);
      const found = caught(() => {
        const { verdict, difference, error, limit } = compareIn(reference);
        if (verdict === "error") throw error;
        return difference?.kind ?? (verdict === "inconclusive" ? `limit ${limit}` : verdict);
      });
      if (found !== "equal") return found;
    }
    return "equal";
  }

  get #specs(): string {
    return join(this.#root, "spec", "tla");
  }

  #reference(name: string): Reference {
    const known = this.#references.get(name);
    if (known !== undefined) return known;
    const file = join(this.#specs, `${name}.cfg`);
    const config = parseConfig(file, readFileSync(file, "utf8"));
    const universe = new Universe();
    const system = systemOf(models, name);
    const witnesses = Object.keys(system.witnesses);
    const spec = compileSpec(analyze(this.#loaded), config, { universe, witnesses });
    const { checkDeadlock } = config;
    const specAlone = explore(spec.states, { digest: true, checkDeadlock });
    const unmutated = lockstep(spec, system, { alone: specAlone });
    if (specAlone.verdict !== "ok" || unmutated.verdict !== "equal") {
      throw new NexusError(
        "unsound",
        `the two worlds of ${name} differ before any mutation: ${specAlone.verdict}, ${unmutated.verdict}`,
        {
          hint: "nexus check shows the difference",
          cause: unmutated.error,
        },
      );
    }
    const alone = { spec: specAlone, code: explore(graphOf(system), { checkDeadlock }) };
    const limits = { maxStates: MOST_TIMES * alone.spec.distinct, checkDeadlock };
    const reference = { name, config, spec, universe, alone, limits, system };
    this.#references.set(name, reference);
    return reference;
  }
}

function systemOf(all: { readonly [name: string]: () => System<unknown> }, name: string): System<unknown> {
  const build = all[name];
  if (build === undefined) throw new NexusError("no-models", `there is no executable model ${name}`);
  return build();
}

/** A mutant is judged by the properties and the abstraction as they are: a mutation must not bend its own yardstick. */
function judgedBy({ invariants, witnesses, abstract }: System<unknown>, mutant: System<unknown>): System<unknown> {
  return { ...mutant, invariants, witnesses, abstract };
}

/** A mutant that names an invariant is judged by that one alone. */
function aim<S>(graph: StateGraph<S>, { target }: Mutant): StateGraph<S> {
  if (target === undefined) return graph;
  return { ...graph, invariants: graph.invariants.filter(({ name }) => name === target) };
}

function verdictOfExploration(found: Exploration, reference: Exploration): string {
  switch (found.verdict) {
    case "violated":
      return `invariant ${found.property}`;
    case "deadlock":
      return "deadlock";
    case "error":
      throw found.error;
    case "inconclusive":
      return "counts";
    case "ok": {
      const missing = found.unreachedWitnesses.find((name) => name in reference.witnesses);
      if (missing !== undefined) return `witness ${missing}`;
      const same = found.distinct === reference.distinct && found.generated === reference.generated;
      return same ? "survives" : "counts";
    }
  }
}

/** What a mutant throws kills it: its code is `NexusError`'s, or the error's name. */
function caught(judge: () => string): string {
  try {
    return judge();
  } catch (error) {
    if (error instanceof NexusError) return `error ${error.code}`;
    if (error instanceof Error) return `error ${error.name}`;
    throw error;
  }
}

interface Compared {
  readonly states: number;
  readonly disagreement?: string;
}

/**
 * Evaluates the code's invariants and the module's on the states that a mutant of the code reached, the last ones first: the
 * deepest states, and among them the one that violates, are the furthest from those of the spec.
 */
function compareInvariants(
  { spec, name }: Reference,
  system: System<unknown>,
  graph: StateGraph<unknown>,
  { store }: Exploration,
): Compared {
  const first = Math.max(0, store.size - MOST_COMPARED);
  for (let index = store.size - 1; index >= first; index--) {
    const state = graph.unpack(store.keyChunk(index), store.keyOffset(index));
    const inSpec = spec.state(system.abstract(state));
    for (const { name: invariant, holds } of spec.graph.invariants) {
      const ofCode = isTrue(() => system.invariants[invariant]?.(state) === true);
      const ofSpec = isTrue(() => holds(inSpec));
      if (ofCode === ofSpec) continue;
      const variables = JSON.stringify(system.abstract(state));
      const disagreement = `${name}: ${invariant} is ${ofCode} in the code and ${ofSpec} in the module in ${variables}`;
      return { states: store.size - index, disagreement };
    }
  }
  return { states: store.size - first };
}

/** A predicate that cannot be evaluated does not hold. */
function isTrue(predicate: () => boolean): boolean {
  try {
    return predicate();
  } catch {
    return false;
  }
}
