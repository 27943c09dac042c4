/** The names of a graph's steps: its actions, and what each label adds to them. */

import type { ItfRecord } from "../../lib/data.ts";
import type { SourceRange } from "../../lib/source.ts";
import type { Expr } from "../ast.ts";
import { toItf } from "../values/itf.ts";
import { EvaluationError, type Value } from "../values/value.ts";
import { disjunctLabels, type StepLabel, type StepLabels, stepLabels } from "./labels.ts";
import type { Program } from "./program.ts";
import type { Disjunct } from "./shape.ts";

export class StepNames {
  readonly labels: StepLabels;
  /** The graph's actions: one for each disjunct, or one for each name. */
  readonly actions: readonly string[];
  /** The action of each label. */
  readonly actionOf: readonly number[];
  /** Whether a step's place is that of its label, and not that of a definition. */
  readonly placed: boolean;
  readonly #list: readonly StepLabel[];

  constructor(program: Program, disjuncts: readonly Disjunct[], next: Expr) {
    this.placed = disjuncts.length === 0;
    this.labels = this.placed ? stepLabels(program, next) : disjunctLabels(disjuncts);
    this.#list = [...this.labels.values()];
    const names = this.#list.map(({ name }) => name);
    this.actions = this.placed ? [...new Set(names)] : names;
    this.actionOf = names.map((name, i) => (this.placed ? this.actions.indexOf(name) : i));
  }

  at(label: number): SourceRange | undefined {
    return this.#list[label]?.at;
  }

  /** The arguments of a step by their names. An action need not use what it is given: what has no value is left out. */
  args(label: number, values: readonly (Value | (() => Value))[]): ItfRecord {
    const { params = [] } = this.#list[label] ?? {};
    return Object.fromEntries(
      params.flatMap(({ name }, i) => {
        const value = evaluated(values[i]);
        return value === undefined ? [] : [[name, toItf(value)]];
      }),
    );
  }
}

function evaluated(argument: Value | (() => Value) | undefined): Value | undefined {
  if (typeof argument !== "function") return argument;
  try {
    return argument();
  } catch (error) {
    if (error instanceof EvaluationError || error instanceof RangeError) return undefined;
    throw error;
  }
}
