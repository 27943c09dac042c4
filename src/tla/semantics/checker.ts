/** Checks expressions: every name is known and has its arguments, and levels are as TLA+ requires. */

import { NexusError } from "../../lib/errors.ts";
import type { SourceRange } from "../../lib/source.ts";
import { type Bound, type Definition, type Expr, type Identifier, Level, type Parameter } from "../ast.ts";
import { parts } from "../walk.ts";
import { application, constrain, type ExpressionChecks } from "./applications.ts";
import { Scope } from "./scope.ts";
import { type Declared, declare, join, type Leveled, leveled, type Operator } from "./symbols.ts";
import { checkTemporal } from "./temporal.ts";

type Kind<K extends Expr["kind"]> = Extract<Expr, { kind: K }>;

/** What checking definitions needs of the module around them. */
export interface DefinitionChecks {
  /** Adds the definitions to the checker's scope in order, with the RECURSIVE declarations among them. */
  define(checker: Checker, definitions: readonly Definition[], recursive: readonly Parameter[]): void;
}

/** Operands of these have at most this level, and the whole has the highest level among them. */
const highestOperand: Partial<Record<Expr["kind"], Level>> = {
  setLiteral: Level.action,
  tuple: Level.action,
  product: Level.action,
  functionSet: Level.action,
  record: Level.action,
  recordSet: Level.action,
  index: Level.action,
  field: Level.action,
  junction: Level.temporal,
  if: Level.temporal,
  case: Level.temporal,
  leadsTo: Level.temporal,
  always: Level.temporal,
  eventually: Level.temporal,
};

export class Checker implements ExpressionChecks {
  readonly scope: Scope;
  readonly definitions: DefinitionChecks;
  /** The level of `@` in the EXCEPT around the expression. */
  private updated: Leveled | undefined;

  constructor(scope: Scope, definitions: DefinitionChecks, updated?: Leveled) {
    this.scope = scope;
    this.definitions = definitions;
    this.updated = updated;
  }

  /** A checker for expressions in which more names are bound. */
  inside(names: readonly Declared[]): Checker {
    const scope = new Scope(this.scope);
    for (const name of names) scope.add(name);
    return new Checker(scope, this.definitions, this.updated);
  }

  expression(expr: Expr): Leveled {
    switch (expr.kind) {
      case "number":
      case "string":
        return leveled(Level.constant);
      case "at":
        return this.at(expr.at);
      case "apply":
        return application(this, expr);
      case "quantifier":
        return this.quantifier(expr);
      case "unbounded":
        return this.unbounded(expr);
      case "choose":
        return this.choose(expr);
      case "setFilter":
        return this.over([expr.bound], expr.predicate, Level.action);
      case "setMap":
        return this.over(expr.bounds, expr.item, Level.action);
      case "function":
        return this.over(expr.bounds, expr.body, Level.temporal);
      case "except":
        return this.except(expr);
      case "let":
        return this.let(expr);
      case "lambda":
        throw new NexusError("tla-arity", "found LAMBDA, expected an expression", {
          at: expr.at,
          hint: "LAMBDA may only be an argument of an operator",
        });
      case "prime":
      case "unchanged":
        return this.fixed(
          expr.operand,
          Level.state,
          expr.kind === "prime" ? "the operand of `'`" : "the operand of UNCHANGED",
          Level.action,
        );
      case "enabled":
        return this.fixed(expr.operand, Level.action, "the operand of ENABLED", Level.state);
      case "square":
      case "angle":
        return this.subscripted(expr, Level.action);
      case "fairness":
        return this.subscripted(expr, Level.temporal);
      case "label":
        return this.expression(expr.body);
      default:
        return this.plain(expr);
    }
  }

  /** LAMBDA as an operator. */
  lambda(expr: Kind<"lambda">): Operator {
    const formals = expr.params.map((param) => declare("parameter", param.name, 0, param.at));
    const levels = this.inside(formals).expression(expr.body);
    return { kind: "operator", name: "LAMBDA", formals, levels, at: expr.at, origin: expr };
  }

  private plain(expr: Expr): Leveled {
    const highest = highestOperand[expr.kind] ?? Level.temporal;
    const checked = parts(expr).map((part) => {
      const levels = this.expression(part);
      constrain(levels, highest, part.at, "an operand");
      return levels;
    });
    checkTemporal(expr, checked);
    const temporal = expr.kind === "always" || expr.kind === "eventually" || expr.kind === "leadsTo";
    return temporal ? leveled(Level.temporal) : join(checked);
  }

  private fixed(operand: Expr, highest: Level, what: string, result: Level): Leveled {
    constrain(this.expression(operand), highest, operand.at, what);
    return leveled(result);
  }

  private subscripted(expr: Kind<"square" | "angle" | "fairness">, result: Level): Leveled {
    constrain(this.expression(expr.action), Level.action, expr.action.at, "an action");
    constrain(this.expression(expr.subscript), Level.state, expr.subscript.at, "the subscript of an action");
    return leveled(result);
  }

  private at(at: SourceRange): Leveled {
    if (this.updated === undefined) throw new NexusError("tla-name", "`@` is used outside EXCEPT", { at });
    return this.updated;
  }

  private except(expr: Kind<"except">): Leveled {
    const base = this.expression(expr.base);
    constrain(base, Level.action, expr.base.at, "the function that EXCEPT changes");
    const all = [base];
    const outer = this.updated;
    for (const update of expr.updates) {
      for (const step of update.path) {
        if (step.kind === "index") all.push(...step.args.map((arg) => this.expression(arg)));
      }
      this.updated = base;
      const value = this.expression(update.value);
      this.updated = outer;
      constrain(value, Level.action, update.value.at, "the new value in EXCEPT");
      all.push(value);
    }
    return join(all);
  }

  private let(expr: Kind<"let">): Leveled {
    const inner = this.inside([]);
    this.definitions.define(inner, expr.definitions, expr.recursive);
    return inner.expression(expr.body);
  }

  /** Checks the domains, which do not see the names, and gives the names. */
  bounds(bounds: readonly Bound[]): { readonly domains: readonly Leveled[]; readonly names: readonly Declared[] } {
    const domains = bounds.map((bound) => {
      const domain = this.expression(bound.domain);
      constrain(domain, Level.action, bound.domain.at, "the domain of a bound name");
      return domain;
    });
    return { domains, names: boundNames(bounds.flatMap((bound) => bound.names)) };
  }

  private over(bounds: readonly Bound[], body: Expr, highest: Level): Leveled {
    const { domains, names } = this.bounds(bounds);
    const inner = this.inside(names).expression(body);
    constrain(inner, highest, body.at, "the body");
    return join([...domains, inner]);
  }

  private quantifier(expr: Kind<"quantifier">): Leveled {
    const { domains, names } = this.bounds(expr.bounds);
    const body = this.inside(names).expression(expr.body);
    if (body.level === Level.temporal) {
      expr.bounds.forEach((bound, index) => {
        if ((domains[index] as Leveled).level === Level.action) {
          constrain(domains[index] as Leveled, Level.state, bound.domain.at, "the domain of a quantified temporal formula");
        }
      });
    }
    return join([...domains, body]);
  }

  private unbounded(expr: Kind<"unbounded">): Leveled {
    const temporal = expr.quantifier === "\\EE" || expr.quantifier === "\\AA";
    const names = boundNames(expr.names, temporal ? Level.state : Level.constant);
    const body = this.inside(names).expression(expr.body);
    return temporal ? { ...body, level: Level.temporal } : body;
  }

  private choose(expr: Kind<"choose">): Leveled {
    const bounds = "domain" in expr.bound ? [expr.bound] : [];
    if (bounds.length > 0) return this.over(bounds, expr.body, Level.action);
    const body = this.inside(boundNames(expr.bound.names)).expression(expr.body);
    constrain(body, Level.action, expr.body.at, "the body");
    return body;
  }
}

function boundNames(names: readonly Identifier[], level: Level = Level.constant): readonly Declared[] {
  return names.map((name) => declare("bound", name.name, 0, name.at, level));
}
