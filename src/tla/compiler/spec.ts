/** A compiled model as a {@link Spec}: what lockstep and the explorer use. */

import type { Itf, ItfRecord } from "../../lib/data.ts";
import { NexusError, unreachable } from "../../lib/errors.ts";
import type { Liveness } from "../../lib/liveness.ts";
import type { StateGraph } from "../../lib/model.ts";
import type { SourceRange } from "../../lib/source.ts";
import type { Conjunct, Spec, SpecAction, SpecState, SpecStep, SpecValue } from "../../lib/spec.ts";
import type { Config, Expr } from "../ast.ts";
import type { Analysis, Warning } from "../semantics/index.ts";
import type { Host } from "../standard/library/index.ts";
import { randomOperators, searchOperators } from "../standard/names.ts";
import { compileLiveness } from "../temporal/liveness.ts";
import { WideIntegers } from "../values/integers.ts";
import { fromItf, type Reading, toItf } from "../values/itf.ts";
import type { SharedValueMemory } from "../values/shared-records.ts";
import { SharedValues } from "../values/shared-values.ts";
import { Universe } from "../values/universe.ts";
import { EvaluationError, textOf, type Value } from "../values/value.ts";
import { type ActionConjuncts, actionOf, conjunctsOf } from "./action-conjuncts.ts";
import { type Behaviour, behaviourOf } from "./behaviour.ts";
import { type BlockedAction, ReachedConjuncts } from "./blocked-actions.ts";
import { Evaluation, tracker } from "./evaluation.ts";
import { type ActionCode, type Executable, generate, type Parts, type State } from "./executable.ts";
import { SpecGraph } from "./graph.ts";
import { Levels } from "./levels.ts";
import { Program } from "./program.ts";
import { type Disjunct, disjunctsOf } from "./shape.ts";
import { StepNames } from "./step-names.ts";

export interface CompileOptions {
  /** Values of specs that share a universe compare by identity. */
  readonly universe?: Universe;
  /** Operators that must be reached, for `graph.witnesses`. */
  readonly witnesses?: readonly string[];
  /**
   * What a step is called: `disjuncts`, unless told, after the disjunct of Next where Next has the shape for lockstep;
   * `definitions` after the innermost definition, as TLC does. Lockstep needs the first.
   */
  readonly labels?: "disjuncts" | "definitions";
  /** Keys of the graph's states mean the same in all threads that compile the model with this memory. */
  readonly shared?: SharedValueMemory;
  /** What modules may see of the world, and where they print. */
  readonly host?: Host;
}

/** A compiled model. */
export interface CompiledSpec extends Spec {
  /** The names of the model values of the cfg, which stand as strings in neutral notation. */
  readonly modelValues: ReadonlySet<string>;
  /** The module has no variables and the cfg no behaviour: all is said once the assumptions hold, and there is nothing to explore. */
  readonly assumptionsOnly: boolean;
  /** What the modules may write but seldom mean. */
  readonly warnings: readonly Warning[];
  /** Operators that the model calls whose values belong to one thread: registers, clocks, random choices. */
  readonly singleThreaded: readonly string[];
  /** Where an integer left the 32 bits of TLC's, in what was evaluated so far; without a position where none is known. */
  readonly wideInteger: { readonly at?: SourceRange } | null;
  /** Why lockstep cannot use the spec: Next has another shape. Null where it can. */
  readonly shapeError: NexusError | null;
  /** Why no step is possible in a state: each action of Next, of whatever shape, with its first false conjunct. */
  blockedActions(state: SpecState): readonly BlockedAction[];
}

/**
 * Compiles a model. `analysis` and `config` must fit each other (`checkConfig`).
 *
 * @throws NexusError `tla-unsupported` for TLA+ that is not evaluated, `tla-eval` when an assumption cannot be evaluated,
 *   `tla-assume` when one is false, `cfg-behaviour` when there is no Init or Next.
 */
export function compileSpec(analysis: Analysis, config: Config, options: CompileOptions = {}): CompiledSpec {
  return new Compiled(analysis, config, options);
}

class Compiled implements CompiledSpec {
  readonly module: string;
  readonly variables: readonly string[];
  readonly conjuncts: readonly Conjunct[];
  readonly graph: StateGraph<SpecState>;
  readonly states: StateGraph<SpecState>;
  readonly assumptionsOnly: boolean;
  readonly shapeError: NexusError | null;
  readonly #program: Program;
  readonly #config: Config;
  readonly #universe: Universe;
  readonly #evaluation: Evaluation<Executable>;
  readonly #behaviour: Behaviour;
  readonly #code: Executable;
  readonly #actions: readonly SpecAction[];
  readonly #ofActions: readonly ActionConjuncts[];
  readonly #constantDomains = new Map<string, readonly Value[]>();
  readonly modelValues: ReadonlySet<string>;
  readonly warnings: readonly Warning[];
  readonly #reading: Reading;
  readonly blockedActions: (state: SpecState) => readonly BlockedAction[];

  constructor(analysis: Analysis, config: Config, options: CompileOptions) {
    const { universe = new Universe(), witnesses = [], labels = "disjuncts", shared } = options;
    this.module = analysis.root.name;
    this.warnings = analysis.warnings;
    this.#universe = universe;
    const keys = shared === undefined ? universe : new SharedValues(universe, shared);
    this.#config = config;
    const levels = new Levels((state) => state.map((value) => universe.idOf(value as Value)).join());
    const host = options.host ?? {};
    const search = (what: string) => host.search?.(what) ?? searchRegister(what, levels, config);
    this.#program = new Program(analysis, config, universe, { ...host, search }, new WideIntegers(shared?.wideIntegers));
    this.variables = this.#program.variables;
    const behaviour = behaviourOf(this.#program, config);
    this.#behaviour = behaviour;
    this.assumptionsOnly = this.variables.length === 0 && config.specification === undefined && config.init === undefined;
    const [disjuncts, shapeError] = labels === "disjuncts" ? this.#disjuncts(behaviour.next) : [[], notForLockstep(this.module)];
    this.shapeError = shapeError;
    const steps = new StepNames(this.#program, disjuncts, behaviour.next);
    const parts: Parts = {
      program: this.#program,
      config,
      behaviour,
      disjuncts,
      labels: steps.labels,
      track: tracker(this.#program),
      unassigned: (variable) => {
        throw new EvaluationError(`the variable ${this.#program.registers[variable]} has no value in the next state`);
      },
      twoSuccessors: (action) => {
        throw new NexusError("two-successors", `${disjuncts[action]?.definition.name} has two successors for one binding`, {
          ...(disjuncts[action] === undefined ? {} : { at: disjuncts[action].definition.nameAt }),
          hint: "make the choice an argument of the action",
        });
      },
    };
    this.#evaluation = new Evaluation((tracked) => generate(parts, tracked));
    this.#code = this.#evaluation.fast;
    this.blockedActions = (state) => {
      levels.enter(state as State);
      const notes = new ReachedConjuncts(this.#program, steps);
      const noted = new Evaluation((tracked) => generate({ ...parts, notes }, tracked));
      return noted.run((code) => notes.in(code, state as State));
    };
    this.#actions = disjuncts.map((disjunct) => actionOf(this.#program, disjunct));
    this.#ofActions = disjuncts.map((disjunct) => conjunctsOf(this.#program, disjunct));
    this.conjuncts = this.#ofActions.flatMap(({ domains, environment, own }) => [...domains, ...environment, ...own]);
    this.modelValues = new Set(modelValues(config));
    this.#reading = { universe: this.#universe, modelValues: this.modelValues, frozen: new WeakMap() };
    this.#checkAssumptions();
    const asked = [...this.#program.called].some((name) => searchOperators.has(name)) ? { levels } : {};
    const evaluate = (state: SpecState, name: string) => this.evaluate(state, name);
    const graph = new SpecGraph({
      program: this.#program,
      config,
      evaluation: this.#evaluation,
      steps,
      keys,
      evaluate,
      ...asked,
    });
    this.states = graph.states(witnesses);
    this.graph = graph.reduced(this.states);
  }

  get singleThreaded(): readonly string[] {
    return [...this.#program.called].filter((name) => searchOperators.has(name) || randomOperators.has(name)).map(shortName);
  }

  get wideInteger(): { readonly at?: SourceRange } | null {
    const { wide, positions } = this.#program;
    if (!wide.any) return null;
    const at = wide.place === undefined ? undefined : positions[wide.place];
    return at === undefined ? {} : { at };
  }

  liveness(): Liveness<SpecState> {
    return compileLiveness(this.#program, this.#config, this.#behaviour);
  }

  postcondition(): boolean {
    const name = this.#config.postcondition?.name;
    return name === undefined || this.#evaluation.run((code) => code.operators[name]?.()) === true;
  }

  get actions(): readonly SpecAction[] {
    if (this.shapeError !== null) throw this.shapeError;
    return this.#actions;
  }

  #disjuncts(next: Expr): readonly [readonly Disjunct[], NexusError | null] {
    try {
      return [disjunctsOf(this.#program, next), null];
    } catch (error) {
      if (error instanceof NexusError && error.code === "tla-shape") return [[], error];
      throw error;
    }
  }

  #checkAssumptions(): void {
    const { assumptions } = this.#program;
    for (const [i, { at }] of assumptions.entries()) {
      if (this.#evaluation.run((code) => code.assumptions[i]?.()) === true) continue;
      throw new NexusError("tla-assume", `the assumption ${this.#program.textAt(at)} is false`, {
        at,
        hint: "check the constants in the cfg",
      });
    }
  }

  domain(state: SpecState, action: number, param: number): readonly SpecValue[] {
    const key = `${action}/${param}`;
    const known = this.#constantDomains.get(key);
    if (known !== undefined) return known;
    const elements = this.#evaluation.run((code) => {
      code.load(state as State);
      return code.actions[action]?.domains[param]?.() ?? unreachable(`no domain of parameter ${param} of action ${action}`);
    });
    if (this.#actions[action]?.constantDomain[param] === true) this.#constantDomains.set(key, elements);
    return elements;
  }

  blocked(state: SpecState, action: number): Conjunct | null {
    let first: number;
    try {
      this.#code.load(state as State);
      first = (this.#code.actions[action] as ActionCode).blocked();
    } catch (error) {
      first = this.#again(error, state, action, (code) => code.blocked());
    }
    return first < 0 ? null : (this.#ofActions[action]?.own[first] as Conjunct);
  }

  admits(state: SpecState, action: number, args: readonly SpecValue[]): Conjunct | null {
    const { environment } = this.#ofActions[action] ?? unreachable(`action ${action}`);
    if (environment.length === 0) return null;
    let first: number;
    try {
      this.#code.load(state as State);
      first = (this.#code.actions[action] as ActionCode).admits(args as readonly Value[]);
    } catch (error) {
      first = this.#again(error, state, action, (code) => code.admits(args as readonly Value[]));
    }
    return first < 0 ? null : (environment[first] as Conjunct);
  }

  step(state: SpecState, action: number, args: readonly SpecValue[]): SpecStep {
    let first: number;
    try {
      this.#code.load(state as State);
      first = (this.#code.actions[action] as ActionCode).step(args as readonly Value[]);
    } catch (error) {
      first = this.#again(error, state, action, (code) => code.step(args as readonly Value[]));
    }
    if (first < 0) return { enabled: true, next: this.#code.taken() };
    return this.#ofActions[action]?.refusals[first] ?? unreachable(`conjunct ${first} of action ${action}`);
  }

  effects(state: SpecState, action: number, args: readonly SpecValue[]): SpecValue | null {
    if (this.#actions[action]?.kind !== "machine") return null;
    try {
      this.#code.load(state as State);
      return (this.#code.actions[action] as ActionCode).effects?.(args as readonly Value[]) ?? null;
    } catch (error) {
      return this.#again(error, state, action, (code) => code.effects?.(args as readonly Value[]) ?? null);
    }
  }

  /** Evaluates again after an evaluation failed, for an error with positions; throws any other error on. */
  #again<T>(error: unknown, state: SpecState, action: number, evaluate: (code: ActionCode) => T): T {
    if (!(error instanceof EvaluationError || error instanceof RangeError)) throw error;
    return this.#evaluation.run((code) => {
      code.load(state as State);
      return evaluate(code.actions[action] ?? unreachable(`action ${action}`));
    });
  }

  evaluate(state: SpecState, operator: string): SpecValue {
    return this.#evaluation.run((code) => {
      code.load(state as State);
      const evaluate = code.operators[operator];
      if (evaluate === undefined) {
        throw new NexusError("tla-name", `${this.module} has no state-level operator ${operator} without parameters`);
      }
      return this.#universe.forced(evaluate());
    });
  }

  value(itf: Itf): SpecValue {
    return fromItf(this.#reading, itf);
  }

  itf(value: SpecValue): Itf {
    return toItf(value as Value);
  }

  text(value: SpecValue): string {
    return textOf(value as Value);
  }

  state(itf: ItfRecord): SpecState {
    return this.variables.map((name) => this.value(itf[name] ?? unreachable(`no value of the variable ${name}`)));
  }

  definition(operator: string): SourceRange | undefined {
    return this.#program.definition(operator)?.at;
  }
}

function notForLockstep(module: string): NexusError {
  return new NexusError("tla-shape", `${module} was compiled to be explored alone`);
}

/** An operator's name without its module. */
const shortName = (flat: string): string => flat.slice(flat.indexOf("!") + 1);

/** What TLCGet says of the search itself. */
function searchRegister(what: string, levels: Levels, { checkDeadlock }: Config): Itf | undefined {
  if (what === "level" && !Number.isNaN(levels.current)) return levels.current;
  return what === "config" ? { mode: "bfs", worker: 1, deadlock: checkDeadlock } : undefined;
}

/** The model values that a cfg names. */
function modelValues(config: Config): readonly string[] {
  type Node = { readonly kind: string; readonly name?: string; readonly items?: readonly Node[] };
  const within = (value: Node): readonly string[] =>
    value.kind === "modelValue" && value.name !== undefined ? [value.name] : (value.items ?? []).flatMap(within);
  return config.constants.flatMap((assignment) => (assignment.kind === "value" ? within(assignment.value as Node) : []));
}
