/** Compiles the fairness and the temporal properties of a model. */

import { unreachable } from "../../lib/errors.ts";
import type { Liveness, TemporalProperty } from "../../lib/liveness.ts";
import type { SpecState } from "../../lib/spec.ts";
import type { Config, Expr } from "../ast.ts";
import type { Behaviour } from "../compiler/behaviour.ts";
import { unsupported } from "../compiler/errors.ts";
import { Evaluation, tracker } from "../compiler/evaluation.ts";
import type { State } from "../compiler/executable.ts";
import type { Program } from "../compiler/program.ts";
import { EvaluationError } from "../values/value.ts";
import { generateTemporal, type TemporalCode, type Unit } from "./code.ts";
import type { Environment } from "./environment.ts";
import { type Formula, joined, negated } from "./formula.ts";
import { patternsOf } from "./patterns.ts";
import { type Atom, FormulaReader } from "./reader.ts";

/**
 * The fairness of the specification and the properties that the cfg names.
 *
 * @throws NexusError `tla-unsupported` with the position of a formula that cannot be checked.
 */
export function compileLiveness(program: Program, config: Config, behaviour: Behaviour): Liveness<SpecState> {
  const evaluationOf = (units: readonly Unit[]) => {
    const track = tracker(program);
    return new Evaluation((tracked) => generateTemporal(program, units, track, tracked));
  };
  const reader = new FormulaReader(program, (expr: Expr, environment: Environment) =>
    evaluationOf([{ kind: "elements", expr, environment }]).run((code) => code.elements(0, environment.values())),
  );
  if (behaviour.subscript !== null) requireAllVariables(program, behaviour.subscript);
  const assumptions = behaviour.temporal.flatMap((expr) => reader.assumptions(expr));
  const properties = config.properties.map(({ name, at }) => propertyOf(program, reader, name, at, assumptions));
  return new CompiledLiveness(reader, properties, evaluationOf(reader.units));
}

/** A step that leaves the subscript of `[][Next]_v` alone may change all else; the graph has only the steps of Next. */
function requireAllVariables(program: Program, subscript: Expr): void {
  const found = new Set<string>();
  const collect = (expr: Expr): void => {
    if (expr.kind === "tuple") expr.items.forEach(collect);
    if (expr.kind !== "apply" || expr.args.length > 0) return;
    const meaning = program.meaning(expr.name);
    if (meaning?.kind === "variable") found.add(program.variables[meaning.index] as string);
    if (meaning?.kind === "definition" && meaning.definition.kind === "operator") collect(meaning.definition.body);
  };
  collect(subscript);
  const missing = program.variables.find((name) => !found.has(name));
  if (missing === undefined) return;
  unsupported(
    `liveness of a specification whose steps may change ${missing} at any time`,
    subscript.at,
    "name all variables in the subscript of [][Next]_vars",
  );
}

function propertyOf(
  program: Program,
  reader: FormulaReader,
  name: string,
  named: TemporalProperty["at"],
  assumptions: readonly Formula[],
): TemporalProperty {
  const at = program.definition(name)?.at ?? named;
  const { formula, antecedents } = reader.property({ kind: "apply", at: named, name, args: [] });
  return {
    name,
    at,
    violations: patternsOf(joined("and", [negated(formula), ...assumptions], at)),
    unassumed: patternsOf(negated(formula)),
    antecedents: [...antecedents].map(([expr, operands]) => ({
      text: program.textAt(expr.at),
      at: expr.at,
      formula: { kind: "or", operands },
    })),
  };
}

class CompiledLiveness implements Liveness<SpecState> {
  readonly fairness: Liveness<SpecState>["fairness"];
  readonly predicates: Liveness<SpecState>["predicates"];
  readonly steps: Liveness<SpecState>["steps"];
  readonly properties: readonly TemporalProperty[];
  readonly #reader: FormulaReader;
  readonly #evaluation: Evaluation<TemporalCode>;

  constructor(reader: FormulaReader, properties: readonly TemporalProperty[], evaluation: Evaluation<TemporalCode>) {
    this.fairness = reader.fairness.map(({ strength, text, at }) => ({ strength, text, at }));
    this.properties = properties;
    this.#reader = reader;
    this.#evaluation = evaluation;
    this.predicates = reader.predicates.map(
      (atom) => (state) => (atom.enabled ? this.#isEnabled(atom, state) : this.#holds(atom, state)),
    );
    this.steps = reader.steps.map((atom) => (from, to) => this.#holds(atom, from, to) !== atom.negated);
  }

  fairSuccessors(state: SpecState, visit: (condition: number, next: SpecState | null) => void): void {
    const { fairness } = this.#reader;
    const { fast } = this.#evaluation;
    fast.loadState(state as State);
    for (let condition = 0; condition < fairness.length; condition++) {
      const { unit, values } = (fairness[condition] ?? unreachable("no condition")).successors;
      const note = (next: SpecState | null) => visit(condition, next);
      try {
        fast.successors(unit, values, note);
      } catch (error) {
        this.#explain(error, (code) => {
          code.loadState(state as State);
          code.successors(unit, values, () => {});
        });
      }
    }
  }

  isFairStep(condition: number, from: SpecState, to: SpecState): boolean {
    return this.#holds((this.#reader.fairness[condition] ?? unreachable("no condition")).step, from, to);
  }

  #isEnabled({ unit, values }: Atom, state: SpecState): boolean {
    return this.#evaluation.run((code) => {
      let found = false;
      code.loadState(state as State);
      code.successors(unit, values, () => {
        found = true;
      });
      return found;
    });
  }

  #holds({ unit, values }: Atom, state: SpecState, next?: SpecState): boolean {
    const evaluate = (code: TemporalCode): boolean => {
      code.loadState(state as State);
      if (next !== undefined) code.loadNext(next as State);
      return code.holds(unit, values);
    };
    try {
      return evaluate(this.#evaluation.fast);
    } catch (error) {
      return this.#explain(error, evaluate);
    }
  }

  /** Throws an evaluation's error with its position. */
  #explain<T>(error: unknown, evaluate: (code: TemporalCode) => T): T {
    if (!(error instanceof EvaluationError || error instanceof RangeError)) throw error;
    this.#evaluation.run(evaluate);
    throw error;
  }
}
