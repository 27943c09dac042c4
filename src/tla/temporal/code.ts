/** Generates code for the parts of temporal formulas that speak of one state or of one step. */

import { unreachable } from "../../lib/errors.ts";
import type { Expr } from "../ast.ts";
import { Actions } from "../compiler/actions.ts";
import { type Assigned, nothingAssigned } from "../compiler/assigned.ts";
import type { State } from "../compiler/executable.ts";
import { Expressions } from "../compiler/expressions.ts";
import type { Program } from "../compiler/program.ts";
import { EvaluationError, type Value } from "../values/value.ts";
import type { Environment } from "./environment.ts";

/**
 * - `predicate`: whether a state formula is true in the state;
 * - `step`: whether an action is true of the step;
 * - `successors`: the ways to take an action from the state; null where the action leaves a variable open;
 * - `elements`: the elements of a set.
 */
export type UnitKind = "predicate" | "step" | "successors" | "elements";

/** Something to generate code for. Units that differ in values of quantified names alone share their code. */
export interface Unit {
  readonly kind: UnitKind;
  readonly expr: Expr;
  readonly environment: Environment;
}

export type Visit = (next: State | null) => void;

export interface TemporalCode {
  readonly loadState: (state: State) => void;
  readonly loadNext: (state: State) => void;
  /** By the index of the unit. */
  readonly holds: (unit: number, values: readonly Value[]) => boolean;
  readonly successors: (unit: number, values: readonly Value[], visit: Visit) => void;
  readonly elements: (unit: number, values: readonly Value[]) => readonly Value[];
}

type Track = (index: number, name: string | null, evaluate: () => unknown) => unknown;

/** The code of units, in the fast form or the one that notes positions. */
export function generateTemporal(program: Program, units: readonly Unit[], track: Track, tracked: boolean): TemporalCode {
  const expressions = new Expressions(program, tracked);
  const width = program.variables.length;
  const registers = (letter: string, length = width) => Array.from({ length }, (_, i) => `${letter}${i}`);
  const [s, t] = [registers("s"), registers("t")];
  const clear = t.map((name) => `${name} = `).join("") + (width === 0 ? "" : "undefined;");
  const functions = units.map(({ kind, expr, environment }) => {
    const params: string[] = [];
    const scope = environment.scope(expressions, () => {
      params.push(program.fresh("v"));
      return params.at(-1) as string;
    });
    if (kind === "successors") {
      const actions = new Actions(expressions, { mode: "next", everyWay: false });
      const code = actions.generate(expr, scope, nothingAssigned, (end) => `VISIT(${successor(end, t)});`);
      return `([${params}], VISIT) => { ${clear} ${code} }`;
    }
    const set = () => `${program.constant(program.operations)}.elementsOf(${expressions.value(expr, scope)})`;
    return `([${params}]) => ${kind === "elements" ? set() : expressions.condition(expr, scope)}`;
  });
  const unassigned = (variable: number) => {
    throw new EvaluationError(`the variable ${program.registers[variable]} has no value in the next state`);
  };
  const load = (names: readonly string[]) => `(state) => { ${names.map((name, i) => `${name} = state[${i}];`).join(" ")} }`;
  const generated = program.run(`
    const TRACK = ${program.constant(track)};
    const UNASSIGNED = ${program.constant(unassigned)};
    const STOP = false;
    let STATE, BETWEEN = 0;
    let ${[...registers("s", program.registers.length), ...registers("t", program.registers.length), "NOTHING"].join(", ")};
    ${expressions.declarations.join("\n")}
    return { loadState: ${load(s)}, loadNext: ${load(t)}, units: [${functions.join(",\n")}] };`) as {
    readonly loadState: (state: State) => void;
    readonly loadNext: (state: State) => void;
    readonly units: readonly ((values: readonly Value[], visit?: Visit) => unknown)[];
  };
  const unit = (index: number) => generated.units[index] ?? unreachable(`temporal unit ${index}`);
  return {
    loadState: generated.loadState,
    loadNext: generated.loadNext,
    holds: (index, values) => unit(index)(values) === true,
    successors: (index, values, visit) => {
      unit(index)(values, visit);
    },
    elements: (index, values) => unit(index)(values) as readonly Value[],
  };
}

/** The code of the next state, or of null where a variable may have no value. */
function successor({ surely }: Assigned, t: readonly string[]): string {
  const open = t.filter((_, variable) => !surely.has(variable));
  const state = `[${t}]`;
  return open.length === 0 ? state : `${open.map((name) => `${name} === undefined`).join(" || ")} ? null : ${state}`;
}
