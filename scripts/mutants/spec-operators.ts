/**
 * The mutation operators of a module, as changes to its syntax tree. Places of actions and of Init are the ordinals of the
 * conjuncts, as in the table of refusals:
 *
 * - `<n>/drop`, `<n>/negate`: a guard; `env<n>/drop` and `/negate`: a guard of the environment in Next's disjunct;
 * - `<n>/unchanged`: an assignment `x' = e` becomes `UNCHANGED x`;
 * - `effect<n>/drop`: an effect of `<Action>Effects`;
 * - `operand<n>/drop`: an item of an inner conjunction or disjunction, the left side of `=>`; `not<n>/drop`: a negation; `atom<n>/negate`: a comparison
 *   or a membership; `condition<n>/negate`: of an IF; `quantifier<n>/flip`: `\A` and `\E`; `result/negate`: a predicate;
 * - `compare<n>/+1`, `/-1`: the right side of a comparison of integers; `literal<n>`: a number; `bound<n>`: an
 *   end of an interval; `arithmetic<n>`: any other computed integer.
 *
 * Dropping puts `TRUE` in a conjunct's place, so that the ordinals of the others stay.
 */

import { type Expr, type Module, parts } from "nexus-reference/tla";
import { oneLine, type SpecMutant } from "./mutant.ts";
import { showChange } from "./show-change.ts";
import { integers } from "./spec-integers.ts";
import { assigned, conjunctsOf, type Operator, placesOfModule, type SpecPlaces } from "./spec-places.ts";
import { make, replaceNode, textAt } from "./spec-tree.ts";

/** A replacement of a node, under the last parts of a mutant's id. */
interface Change {
  readonly id: string;
  readonly old: Expr;
  readonly by: Expr;
  /** What replaces the node's text. */
  readonly text: string;
}

const equalities: ReadonlySet<string> = new Set(["=", "#"]);
const orderings: ReadonlySet<string> = new Set(["<", ">", "\\leq", "\\geq"]);
const memberships: ReadonlySet<string> = new Set(["\\in", "\\notin", "\\subseteq", "\\subset", "\\supseteq", "\\supset"]);

const isAtom = (expr: Expr): expr is Expr & { kind: "apply" } =>
  expr.kind === "apply" && (equalities.has(expr.name) || orderings.has(expr.name) || memberships.has(expr.name));

/** All mutants of a module. `file` is how reports call it. */
export function specMutants(module: Module, file: string): readonly SpecMutant[] {
  const places = placesOfModule(module);
  return changesOf(module, places).map(({ id, old, by, text }) => ({
    world: "spec",
    id: `spec:${module.name}/${id}`,
    file,
    line: old.at.start.line,
    change: showChange(module.source, old.at, text),
    tree: replaceNode(module, old, by),
  }));
}

function changesOf(module: Module, places: SpecPlaces): readonly Change[] {
  const numbers = integers(module, places);
  const changes: Change[] = [];
  const of = (definition: string): Changes => new Changes(module, definition, numbers, changes);
  const init = of("Init");
  for (const conjunct of conjunctsOf(places.init.body)) {
    // Without one of Init's equations a variable has no value; only their right sides change.
    init.inside(conjunct.kind === "apply" && isAtom(conjunct) ? (conjunct.args[1] as Expr) : conjunct);
  }
  for (const [at, action] of places.actions.entries()) {
    const own = of(action.name);
    conjunctsOf(action.body).forEach((conjunct, index) => {
      own.conjunct(conjunct, index + 1);
    });
    const { guards = [], domains = [] } = places.disjuncts[at] ?? {};
    guards.forEach((guard, index) => {
      own.guard(guard, `env${index + 1}`);
    });
    for (const domain of domains) own.inside(domain);
    const effects = places.effects.find(({ name }) => name === `${action.name}Effects`);
    if (effects !== undefined) of(effects.name).effects(effects);
  }
  for (const helper of places.helpers) of(helper.name).helper(helper);
  return changes;
}

/** Collects the changes of one definition. */
class Changes {
  readonly #module: Module;
  readonly #definition: string;
  readonly #isInteger: (expr: Expr) => boolean;
  readonly #changes: Change[];
  readonly #counts = new Map<string, number>();

  constructor(module: Module, definition: string, isInteger: (expr: Expr) => boolean, changes: Change[]) {
    this.#module = module;
    this.#definition = definition;
    this.#isInteger = isInteger;
    this.#changes = changes;
  }

  /** A conjunct of an action's definition. */
  conjunct(conjunct: Expr, ordinal: number): void {
    const variable = assigned(conjunct);
    if (variable !== null) {
      const by = make.unchanged(variable, conjunct);
      this.#add(`${ordinal}/unchanged`, conjunct, by, `UNCHANGED ${variable.name}`);
      this.inside((conjunct as Expr & { kind: "apply" }).args[1] as Expr);
    } else if (conjunct.kind !== "unchanged") {
      this.guard(conjunct, String(ordinal));
    }
  }

  guard(guard: Expr, place: string): void {
    this.#add(`${place}/drop`, guard, make.truth(true, guard), "");
    this.#add(`${place}/negate`, guard, make.not(guard), this.#negation(guard));
    this.inside(guard, true);
  }

  /** The tuple of an action's effects. */
  effects({ body }: Operator): void {
    if (body.kind === "tuple") {
      body.items.forEach((effect, index) => {
        const rest = body.items.filter((item) => item !== effect);
        const text = `<<${rest.map((item) => oneLine(this.#text(item))).join(", ")}>>`;
        this.#add(`effect${index + 1}/drop`, body, { ...body, items: rest }, text);
      });
    }
    this.inside(body);
  }

  helper({ body }: Operator): void {
    const isPredicate =
      body.kind === "quantifier" || body.kind === "junction" || isAtom(body) || (body.kind === "apply" && body.name === "~");
    if (isPredicate) this.#add("result/negate", body, make.not(body), this.#negation(body));
    this.inside(body, isPredicate);
  }

  /**
   * Whatever can change inside an expression.
   *
   * @param isRoot a guard that has been negated already
   * @param isShifted an integer whose shift is that of the comparison or of the arithmetic around it
   */
  inside(expr: Expr, isRoot = false, isShifted = false): void {
    let compared = false;
    switch (expr.kind) {
      case "number":
        this.#plusMinus(
          "literal",
          expr,
          (by) => make.number(expr.value + by, expr),
          (by) => String(expr.value + by),
        );
        return;
      case "unchanged":
        return;
      case "junction":
        expr.items.forEach((item) => {
          this.#add(`${this.#nth("operand")}/drop`, item, make.truth(expr.op === "/\\", item), "");
        });
        break;
      case "quantifier": {
        const quantifier = expr.quantifier === "\\A" ? "\\E" : "\\A";
        const text = `${quantifier}${this.#text(expr).slice(2)}`;
        this.#add(`${this.#nth("quantifier")}/flip`, expr, { ...expr, quantifier }, text);
        break;
      }
      case "if":
        if (!isAtom(expr.condition)) this.#negate(this.#nth("condition"), expr.condition);
        break;
      case "apply":
        if (expr.name === "~" && !isRoot)
          this.#add(`${this.#nth("not")}/drop`, expr, expr.args[0] as Expr, this.#text(expr.args[0] as Expr));
        if (expr.name === "=>") {
          const [, consequent] = expr.args as [Expr, Expr];
          this.#add(`${this.#nth("operand")}/drop`, expr, consequent, this.#text(consequent));
        }
        if (isAtom(expr)) {
          if (!isRoot) this.#negate(this.#nth("atom"), expr);
          compared = this.#compare(expr);
        } else if (expr.name === "..") {
          for (const bound of expr.args) if (bound.kind !== "number") this.#shift("bound", bound);
        } else if (!isShifted && this.#isArithmetic(expr) && !this.#hasLiteral(expr)) {
          this.#shift("arithmetic", expr);
        }
        break;
    }
    const shifted = compared || this.#isArithmetic(expr) || (expr.kind === "apply" && expr.name === "..");
    for (const part of parts(expr)) this.inside(part, false, shifted && this.#isInteger(part));
  }

  /** Shifts the right side of a comparison of integers; true if it is one. */
  #compare({ name, args }: Expr & { kind: "apply" }): boolean {
    const [left, right] = args as [Expr, Expr];
    if (memberships.has(name)) return false;
    if (equalities.has(name) && !this.#isInteger(left) && !this.#isInteger(right)) return false;
    if (right.kind !== "number") this.#shift("compare", right);
    return true;
  }

  /** Integers that an operator computes; names are shifted where they are compared. */
  #isArithmetic(expr: Expr): boolean {
    return expr.kind === "apply" && expr.args.length > 0 && this.#isInteger(expr);
  }

  /** A sum with a number: shifting the number shifts the sum. */
  #hasLiteral(expr: Expr): boolean {
    return expr.kind === "apply" && (expr.name === "+" || expr.name === "-") && expr.args.some(({ kind }) => kind === "number");
  }

  #shift(what: string, expr: Expr): void {
    this.#plusMinus(
      what,
      expr,
      (by) => make.plus(expr, by),
      (by) => `${this.#text(expr)} ${by === 1 ? "+" : "-"} 1`,
    );
  }

  #plusMinus(what: string, expr: Expr, by: (by: 1 | -1) => Expr, text: (by: 1 | -1) => string): void {
    const id = this.#nth(what);
    this.#add(`${id}/+1`, expr, by(1), text(1));
    this.#add(`${id}/-1`, expr, by(-1), text(-1));
  }

  #negate(id: string, expr: Expr): void {
    this.#add(`${id}/negate`, expr, make.not(expr), this.#negation(expr));
  }

  #negation(expr: Expr): string {
    const negated = make.not(expr);
    return negated.kind === "apply" && negated.args[0] === expr ? `~(${this.#text(expr)})` : this.#text(negated);
  }

  #nth(what: string): string {
    const n = (this.#counts.get(what) ?? 0) + 1;
    this.#counts.set(what, n);
    return `${what}${n}`;
  }

  #add(id: string, old: Expr, by: Expr, text: string): void {
    this.#changes.push({ id: `${this.#definition}/${id}`, old, by, text });
  }

  #text(expr: Expr): string {
    return textAt(this.#module, expr.at);
  }
}
