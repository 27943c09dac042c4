/**
 * From a temporal formula to the patterns of the behaviours that satisfy it. The formula of a counterexample is the negated
 * property. Every step here is an equivalence of linear temporal logic; what none of them covers is refused.
 */

import type { Pattern, Stage, StateFormula } from "../../lib/liveness.ts";
import type { SourceRange } from "../../lib/source.ts";
import { unsupported } from "../compiler/errors.ts";
import { type Formula, isTail, joined } from "./formula.ts";

/** A behaviour satisfies the formula exactly when it is in one of the patterns. Throws `tla-unsupported`. */
export function patternsOf(formula: Formula): readonly Pattern[] {
  switch (formula.kind) {
    case "state":
      return [pattern({ stages: [{ ...anywhere, reach: [formula.formula] }] })];
    case "step":
      return refused("an action outside of [] and <>", formula.at);
    case "or":
      return formula.items.flatMap(patternsOf);
    case "and":
      return formula.items
        .map(patternsOf)
        .reduce((left, right) => left.flatMap((one) => right.flatMap((other) => both(one, other))));
    case "eventually":
      return eventually(formula.operand);
    case "always":
      return always(formula.operand, formula.at);
  }
}

const anywhere: Stage = { reach: [], steps: [], always: [], never: [] };

function pattern(given: Partial<Pattern>): Pattern {
  return { stages: [anywhere], always: [], never: [], often: [], oftenSteps: [], ...given };
}

function eventually(operand: Formula): readonly Pattern[] {
  if (operand.kind === "step") {
    if (operand.negated) return refused("<>[A]_v", operand.at);
    return [pattern({ stages: [anywhere, { ...anywhere, steps: [operand.index] }] })];
  }
  if (operand.kind === "or") return operand.items.flatMap(eventually);
  if (operand.kind === "always") return eventuallyAlways(operand.operand, operand.at);
  return patternsOf(operand).map((one) => ({ ...one, stages: [anywhere, ...one.stages] }));
}

function eventuallyAlways(operand: Formula, at: SourceRange): readonly Pattern[] {
  if (operand.kind === "state") return [pattern({ always: [operand.formula] })];
  if (operand.kind === "step" && operand.negated) return [pattern({ never: [operand.index] })];
  if (operand.kind === "and") {
    return patternsOf({
      ...operand,
      items: operand.items.map((item) => ({ kind: "eventually", operand: { kind: "always", operand: item, at }, at })),
    });
  }
  return always(operand, at).map((one) => ({ ...one, stages: [anywhere, ...one.stages] }));
}

function always(operand: Formula, at: SourceRange): readonly Pattern[] {
  switch (operand.kind) {
    case "state":
      return [pattern({ stages: [{ ...anywhere, always: [operand.formula] }] })];
    case "step":
      if (!operand.negated) return refused("[]<<A>>_v", operand.at);
      return [pattern({ stages: [{ ...anywhere, never: [operand.index] }] })];
    case "and":
      return patternsOf({ ...operand, items: operand.items.map((item) => ({ kind: "always", operand: item, at })) });
    case "always":
      return always(operand.operand, at);
    case "eventually":
      return infinitelyOften(operand.operand, at);
    case "or":
      return alwaysOneOf(operand.items, at);
  }
}

function infinitelyOften(operand: Formula, at: SourceRange): readonly Pattern[] {
  switch (operand.kind) {
    case "state":
      return [pattern({ often: [operand.formula] })];
    case "step":
      if (operand.negated) return refused("[]<>[A]_v", operand.at);
      return [pattern({ oftenSteps: [operand.index] })];
    case "or":
      return operand.items.flatMap((item) => infinitelyOften(item, at));
    case "eventually":
      return infinitelyOften(operand.operand, at);
    case "always":
      return eventuallyAlways(operand.operand, at);
    case "and": {
      // []<>(F /\ T) is []<>F /\ T for a formula T about tails.
      const others = operand.items.filter((item) => !isTail(item));
      if (others.length === operand.items.length || others.length > 1) return refused("[]<> of this conjunction", at);
      const rest: Formula[] = others.map((item) => ({ kind: "always", operand: { kind: "eventually", operand: item, at }, at }));
      return patternsOf({ kind: "and", items: [...operand.items.filter(isTail), ...rest], at });
    }
  }
}

function alwaysOneOf(items: readonly Formula[], at: SourceRange): readonly Pattern[] {
  // [](F \/ T) is []F \/ T for a formula T about tails.
  const tails = items.filter(isTail);
  const others = items.filter((item) => !isTail(item));
  const whole: Formula = joined("or", others, at);
  if (tails.length > 0) return [...tails.flatMap(patternsOf), ...(others.length === 0 ? [] : always(whole, at))];
  const conjunction = others.find((item) => item.kind === "and");
  if (conjunction?.kind === "and") {
    const rest = others.filter((item) => item !== conjunction);
    return always({ kind: "and", items: conjunction.items.map((item) => joined("or", [item, ...rest], at)), at }, at);
  }
  const states = others.flatMap((item) => (item.kind === "state" ? [item.formula] : []));
  const later = others.flatMap((item) =>
    item.kind === "eventually" && item.operand.kind === "state" ? [item.operand.formula] : [],
  );
  if (states.length + later.length < others.length) return refused("[] of this disjunction", at);
  // [](x \/ <>y) is []<>y \/ []x \/ <>(y /\ [](x \/ y)): after the last y, x holds.
  const x: StateFormula = { kind: "or", operands: states };
  const y: StateFormula = { kind: "or", operands: later };
  return [
    pattern({ often: [y] }),
    pattern({ stages: [{ ...anywhere, always: [x] }] }),
    pattern({ stages: [anywhere, { ...anywhere, reach: [y], always: [{ kind: "or", operands: [x, y] }] }] }),
  ];
}

/** The behaviours that are in both patterns: their later stages may come in any order. */
function both(left: Pattern, right: Pattern): readonly Pattern[] {
  const [first, ...others] = left.stages as [Stage, ...Stage[]];
  const [second, ...more] = right.stages as [Stage, ...Stage[]];
  const start = together(first, second);
  return interleaved(others, more).map((stages) => ({
    stages: [start, ...stages],
    always: [...left.always, ...right.always],
    never: [...left.never, ...right.never],
    often: [...left.often, ...right.often],
    oftenSteps: [...left.oftenSteps, ...right.oftenSteps],
  }));
}

function together(one: Stage, other: Stage): Stage {
  return {
    reach: [...one.reach, ...other.reach],
    steps: [...one.steps, ...other.steps],
    always: [...one.always, ...other.always],
    never: [...one.never, ...other.never],
  };
}

/** The orders in which the stages of two lists can begin. Stages that begin in one state are in either order; one step can begin two. */
function interleaved(left: readonly Stage[], right: readonly Stage[]): readonly (readonly Stage[])[] {
  const [first, ...others] = left;
  const [second, ...more] = right;
  if (first === undefined || second === undefined) return [[...left, ...right]];
  const byOneStep = first.steps.length > 0 && second.steps.length > 0;
  return [
    ...interleaved(others, right).map((rest) => [first, ...rest]),
    ...interleaved(left, more).map((rest) => [second, ...rest]),
    ...(byOneStep ? interleaved(others, more).map((rest) => [together(first, second), ...rest]) : []),
  ];
}

const hint = "a property may join P, []P, <>P, []<>P, <>[]P, P ~> Q, [][A]_v, []<><<A>>_v, WF and SF by /\\, \\/, => and \\A";

function refused(what: string, at: SourceRange): never {
  return unsupported(`the formula, in which a counterexample has to satisfy ${what},`, at, hint);
}
