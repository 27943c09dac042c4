/** Which expressions of a module are integers, as far as their form tells. */

import { type Bound, type Expr, type Module, parts } from "nexus-reference/tla";
import { conjunctsOf, operatorsOf, type SpecPlaces } from "./spec-places.ts";

const arithmetic: ReadonlySet<string> = new Set(["+", "-", "*", "^", "%", "\\div", "-.", "Cardinality", "Len"]);

/**
 * A predicate of expressions. A variable is an integer if Init sets it to one, an operator if its body is one, a bound name if
 * the module binds it to intervals only. Parameters of operators are not known: what they are compared with may tell.
 */
export function integers(module: Module, { init }: SpecPlaces): (expr: Expr) => boolean {
  const operators = operatorsOf(module);
  const initial = new Map<string, Expr>();
  for (const conjunct of conjunctsOf(init.body)) {
    if (conjunct.kind !== "apply" || conjunct.name !== "=") continue;
    const [left, right] = conjunct.args as [Expr, Expr];
    if (left.kind === "apply" && left.args.length === 0) initial.set(left.name, right);
  }
  const bound = boundToIntervals([...operators.values()].map(({ body }) => body));
  const known = new Map<string, boolean>();
  const isInteger = (expr: Expr): boolean => {
    switch (expr.kind) {
      case "number":
        return true;
      case "if":
        return isInteger(expr.then) || isInteger(expr.otherwise);
      case "choose":
        return "domain" in expr.bound && isInterval(expr.bound.domain);
      case "apply":
        return arithmetic.has(expr.name) || isIntegerName(expr.name);
      default:
        return false;
    }
  };
  const isIntegerName = (name: string): boolean => {
    const before = known.get(name);
    if (before !== undefined) return before;
    known.set(name, false);
    const body = operators.get(name)?.body ?? initial.get(name);
    const result = bound.has(name) || (body !== undefined && isInteger(body));
    known.set(name, result);
    return result;
  };
  return isInteger;
}

const isInterval = (domain: Expr): boolean => domain.kind === "apply" && domain.name === "..";

/** The names that are bound to intervals wherever they are bound. */
function boundToIntervals(bodies: readonly Expr[]): ReadonlySet<string> {
  const bounds = bodies.flatMap(boundsIn);
  const others = new Set(
    bounds.filter(({ domain }) => !isInterval(domain)).flatMap(({ names }) => names.map(({ name }) => name)),
  );
  return new Set(bounds.flatMap(({ names }) => names.map(({ name }) => name)).filter((name) => !others.has(name)));
}

function boundsIn(expr: Expr): readonly Bound[] {
  const own = "bounds" in expr ? expr.bounds : "bound" in expr && "domain" in expr.bound ? [expr.bound] : [];
  return [...own, ...parts(expr).flatMap(boundsIn)];
}
