/** The state graph of a compiled model, as TLC explores it. */

import type { ItfRecord } from "../../lib/data.ts";
import { NexusError, unreachable } from "../../lib/errors.ts";
import type { Identity, NamedPredicate, StateGraph } from "../../lib/model.ts";
import type { SpecState, SpecValue } from "../../lib/spec.ts";
import type { Config } from "../ast.ts";
import { toItf } from "../values/itf.ts";
import type { Universe } from "../values/universe.ts";
import { EvaluationError, FunctionValue, isRecord, textOf, type Value } from "../values/value.ts";
import type { Evaluation } from "./evaluation.ts";
import type { Executable, State } from "./executable.ts";
import type { Levels } from "./levels.ts";
import type { Program } from "./program.ts";
import type { StepNames } from "./step-names.ts";
import { Orbits, permutationGroup } from "./symmetry.ts";

interface Parts {
  readonly program: Program;
  readonly config: Config;
  readonly evaluation: Evaluation<Executable>;
  readonly steps: StepNames;
  /** What the words of a key mean. */
  readonly keys: Pick<Universe, "idOf" | "valueOf">;
  /** Absent where the model does not ask for levels. */
  readonly levels?: Levels;
  /** Evaluates an operator without parameters in a state. */
  readonly evaluate: (state: SpecState, operator: string) => SpecValue;
}

export class SpecGraph {
  readonly #parts: Parts;
  readonly #code: Executable;
  readonly #levels: Levels | undefined;
  /** The state whose steps are being visited. */
  #visited: State = [];
  /** Whether an ACTION_CONSTRAINT forbids the step being visited. */
  #stepExcluded = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#code = parts.evaluation.fast;
    this.#levels = parts.levels;
  }

  /** All states, each by itself. */
  states(witnesses: readonly string[]): StateGraph<SpecState> {
    const { program, config, steps, keys } = this.#parts;
    const width = program.variables.length;
    const predicate = (name: string) => this.#predicate(name);
    const { constraints, actionConstraints } = config;
    const constrained = actionConstraints.length > 0;
    const inside = constraints.map(({ name }) => predicate(name).holds);
    return {
      name: program.analysis.root.name,
      words: width,
      actions: steps.actions,
      initial: () => this.#initial(),
      pack: (state, into, offset) => {
        for (let i = 0; i < width; i++) into[offset + i] = keys.idOf(state[i] as Value);
      },
      unpack: (from, offset) => {
        const state = new Array<Value>(width);
        for (let i = 0; i < width; i++) state[i] = keys.valueOf(from[offset + i] as number);
        return state;
      },
      successors: (state, visit) => {
        const levels = this.#levels;
        const step = (next: State): boolean => {
          levels?.reach(next);
          const label = this.#code.label();
          this.#visited = state as State;
          this.#stepExcluded = constrained && !this.#code.admitted();
          const stop = visit(steps.actionOf[label] as number, next);
          this.#stepExcluded = false;
          // What the visitor evaluates loads other states.
          this.#code.load(state as State);
          levels?.enter(state as State);
          return stop;
        };
        try {
          this.#code.load(state as State);
          levels?.enter(state as State);
          this.#code.next(step);
        } catch (error) {
          if (!(error instanceof EvaluationError || error instanceof RangeError)) throw error;
          this.#parts.evaluation.run((code) => {
            code.load(state as State);
            code.next(() => false);
          });
          throw error;
        }
      },
      ...(constraints.length + actionConstraints.length === 0
        ? {}
        : { excludes: (state: SpecState) => this.#stepExcluded || !inside.every((holds) => holds(state)) }),
      between: () => this.#code.between(),
      visitedArgs: () => this.#labelArgs(),
      ...(steps.placed ? { visitedAt: () => steps.at(this.#code.label()) } : {}),
      invariants: config.invariants.map(({ name }) => predicate(name)),
      witnesses: witnesses.map(predicate),
      ...(this.#levels === undefined ? {} : { drawn: (states: number) => this.#levels?.draw(states) }),
      order: (a, b) => compareTexts(a as State, b as State),
      show: (state) => this.#show(state),
      ...(config.alias === undefined ? {} : { alias: (state, next) => this.#alias(state, next) }),
    };
  }

  /** The graph as the cfg has it: of orbits under SYMMETRY, of what VIEW shows. */
  reduced(states: StateGraph<SpecState>): StateGraph<SpecState> {
    const { symmetry, view } = this.#parts.config;
    const orbits = symmetry === undefined ? null : this.#orbits(symmetry);
    const graph =
      symmetry === undefined || orbits === null
        ? states
        : { ...states, orbits: `the permutations in ${symmetry.name}`, pack: orbits.write.bind(orbits) };
    return view === undefined ? graph : { ...this.#withLevels(graph), identity: this.#identity(view.name, graph) };
  }

  /** Keys with the level of the state, where a view may show it. */
  #withLevels(graph: StateGraph<SpecState>): StateGraph<SpecState> {
    const levels = this.#levels;
    if (levels === undefined) return graph;
    const { words } = graph;
    return {
      ...graph,
      words: words + 1,
      pack: (state, into, offset) => {
        graph.pack(state, into, offset);
        into[offset + words] = levels.at(state) ?? 0;
      },
      unpack: (from, offset) => {
        const state = graph.unpack(from, offset);
        levels.occurs(state, from[offset + words] as number);
        return state;
      },
    };
  }

  #orbits({ name, at }: NonNullable<Config["symmetry"]>): Orbits | null {
    const { program, keys, evaluation } = this.#parts;
    const set = evaluation.run((code) => (code.operators[name] ?? unreachable(`no operator ${name}`))());
    try {
      const group = permutationGroup(program.universe, set);
      return group.length === 0 ? null : new Orbits(group, (value) => keys.idOf(value));
    } catch (error) {
      if (!(error instanceof EvaluationError)) throw error;
      throw new NexusError("cfg-symmetry", error.message, { at, hint: "define it as Permutations(S), S a set of model values" });
    }
  }

  #identity(view: string, graph: StateGraph<SpecState>): Identity<SpecState> {
    const { keys } = this.#parts;
    const key = new Int32Array(graph.words);
    const write = (state: SpecState, into: Int32Array, offset: number): void => {
      graph.pack(state, key, 0);
      this.#levels?.enter(state);
      into[offset] = keys.idOf(this.#parts.evaluate(graph.orbits === undefined ? state : graph.unpack(key, 0), view) as Value);
    };
    return { about: `the view ${view}`, words: 1, write };
  }

  /** What ALIAS shows of a state; the variables where it cannot be evaluated or is no record, as TLC has it. */
  #alias(state: SpecState, next: SpecState): ItfRecord | undefined {
    try {
      this.#code.load(state as State);
      this.#code.loadNext(next as State);
      const value = this.#code.alias?.();
      return value instanceof FunctionValue && isRecord(value) ? (toItf(value) as ItfRecord) : undefined;
    } catch (error) {
      if (error instanceof EvaluationError || error instanceof RangeError) return undefined;
      throw error;
    }
  }

  #predicate(name: string): NamedPredicate<SpecState> {
    const operator = this.#code.operators[name];
    if (operator === undefined) return { name, holds: (state) => this.#parts.evaluate(state, name) === true };
    const holds = (state: SpecState): boolean => {
      this.#levels?.enter(state as State);
      try {
        this.#code.load(state as State);
        return operator() === true;
      } catch {
        return this.#parts.evaluate(state, name) === true;
      }
    };
    return { name, holds };
  }

  #initial(): readonly SpecState[] {
    return this.#parts.evaluation.run((code) => {
      const states: State[] = [];
      this.#levels?.start();
      code.init((state) => {
        this.#levels?.reach(state);
        states.push(state);
      });
      return states;
    });
  }

  #labelArgs(): ItfRecord {
    const args = this.#code.labelArgs();
    // What the visitor evaluated may have loaded another state.
    this.#code.load(this.#visited);
    return this.#parts.steps.args(this.#code.label(), args);
  }

  #show(state: SpecState): ItfRecord {
    return Object.fromEntries(this.#parts.program.variables.map((name, i) => [name, toItf(state[i] as Value)]));
  }
}

/** An order of states that does not depend on the order in which values were met. */
function compareTexts(a: State, b: State): number {
  const differing = a.findIndex((value, i) => value !== b[i]);
  if (differing < 0) return 0;
  return textOf(a[differing] as Value) < textOf(b[differing] as Value) ? -1 : 1;
}
