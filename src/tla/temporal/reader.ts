/** Reads temporal formulas: fairness, and properties as formulas over indexed predicates and steps. */

import type { FairnessCondition, StateFormula } from "../../lib/liveness.ts";
import type { Bound, Definition, Expr } from "../ast.ts";
import { unsupported } from "../compiler/errors.ts";
import { Expressions } from "../compiler/expressions.ts";
import type { Program } from "../compiler/program.ts";
import type { Value } from "../values/value.ts";
import { parts } from "../walk.ts";
import type { Unit } from "./code.ts";
import { Environment, type Meaning } from "./environment.ts";
import { type Formula, joined, negated, not } from "./formula.ts";

type Apply = Extract<Expr, { kind: "apply" }>;
type Operator = Extract<Definition, { kind: "operator" }>;

/** A unit with the values of its quantified names. */
export interface Atom {
  readonly unit: number;
  readonly values: readonly Value[];
}

/** A predicate of states: a formula, or that an action is enabled. */
export type PredicateAtom = Atom & { readonly enabled: boolean };

/** A step is `<<A>>_v`; with `negated`, no step of `[A]_v`. */
export type StepAtom = Atom & { readonly negated: boolean };

/** The action of a fairness condition as a generator and as a predicate of steps. */
export interface FairAtom {
  readonly successors: Atom;
  readonly step: Atom;
}

/** Evaluates a set without state in an environment. */
export type Elements = (domain: Expr, environment: Environment) => readonly Value[];

export class FormulaReader {
  readonly units: Unit[] = [];
  readonly predicates: PredicateAtom[] = [];
  readonly steps: StepAtom[] = [];
  readonly fairness: (FairnessCondition & FairAtom)[] = [];
  readonly #program: Program;
  readonly #elements: Elements;
  readonly #branching;
  readonly #ofDefinitions = new Map<Definition, boolean>();
  /** The antecedents of the property being read, with their instances. */
  #antecedents = new Map<Expr, StateFormula[]>();

  constructor(program: Program, elements: Elements) {
    this.#program = program;
    this.#elements = elements;
    this.#branching = new Expressions(program, false).branching;
  }

  /** A property, and what it says something about. */
  property(expr: Expr): { readonly formula: Formula; readonly antecedents: ReadonlyMap<Expr, readonly StateFormula[]> } {
    this.#antecedents = new Map();
    const formula = this.#read(expr, new Environment());
    return { formula, antecedents: this.#antecedents };
  }

  /** Takes the fairness out of a conjunct of a specification; what is no fairness is returned as formulas. */
  assumptions(expr: Expr, environment = new Environment()): readonly Formula[] {
    if (expr.kind === "junction" && expr.op === "/\\") return expr.items.flatMap((item) => this.assumptions(item, environment));
    if (expr.kind === "label") return this.assumptions(expr.body, environment);
    if (expr.kind === "quantifier" && expr.quantifier === "\\A" && this.#isTemporal(expr.body, environment)) {
      return this.#instances(expr.bounds, environment).flatMap((inner) => this.assumptions(expr.body, inner));
    }
    if (expr.kind === "fairness") {
      if (expr.enabled !== undefined) {
        unsupported(
          "a specification with fairness of an instance whose variables are expressions",
          expr.at,
          "state it in this module",
        );
      }
      this.fairness.push({
        ...this.#fair(expr, environment),
        strength: expr.strength === "WF" ? "weak" : "strong",
        at: expr.at,
        text: this.#text(expr, environment),
      });
      return [];
    }
    const expanded = expr.kind === "apply" ? this.#expanded(expr, environment) : null;
    if (expanded !== null && this.#isTemporal(expr, environment)) return this.assumptions(...expanded);
    return [this.#read(expr, environment)];
  }

  #text(expr: Expr, environment: Environment): string {
    return this.#program.textAt(expr.at) + environment.text();
  }

  #read(expr: Expr, environment: Environment): Formula {
    if (!this.#isTemporal(expr, environment)) return this.#state(expr, environment);
    const of = (inner: Expr) => this.#read(inner, environment);
    const { at } = expr;
    switch (expr.kind) {
      case "junction":
        return joined(expr.op === "/\\" ? "and" : "or", expr.items.map(of), at);
      case "quantifier": {
        const instances = this.#instances(expr.bounds, environment).map((inner) => this.#read(expr.body, inner));
        return joined(expr.quantifier === "\\A" ? "and" : "or", instances, at);
      }
      case "label":
        return of(expr.body);
      case "let":
        return this.#read(
          expr.body,
          environment.with(expr.definitions.map((definition) => this.#local(definition, environment))),
        );
      case "if": {
        const [condition, then, otherwise] = [of(expr.condition), of(expr.then), of(expr.otherwise)];
        return joined("or", [joined("and", [condition, then], at), joined("and", [negated(condition), otherwise], at)], at);
      }
      case "always":
        if (expr.operand.kind === "square")
          return { kind: "always", operand: negated(this.#step(expr.operand, environment, true)), at };
        this.#noteAntecedent(expr.operand, environment);
        return { kind: "always", operand: of(expr.operand), at };
      case "eventually":
        if (expr.operand.kind === "angle")
          return { kind: "eventually", operand: this.#step(expr.operand, environment, false), at };
        return { kind: "eventually", operand: of(expr.operand), at };
      case "leadsTo": {
        const left = of(expr.left);
        if (left.kind === "state") this.#note(expr.left, left.formula);
        return {
          kind: "always",
          operand: joined("or", [negated(left), { kind: "eventually", operand: of(expr.right), at }], at),
          at,
        };
      }
      case "fairness":
        return this.#fairnessFormula(expr, environment);
      case "apply":
        return this.#application(expr, environment);
      default:
        return unsupported("a temporal formula inside of this expression", at);
    }
  }

  #application(expr: Apply, environment: Environment): Formula {
    const expanded = this.#expanded(expr, environment);
    if (expanded !== null) return this.#read(...expanded);
    const { at } = expr;
    const [left, right] = expr.args;
    const standard = this.#program.meaning(expr.name)?.kind === "standard";
    if (standard && expr.name === "~" && left !== undefined) return negated(this.#read(left, environment));
    if (!standard || left === undefined || right === undefined) return unsupported(`a temporal formula under ${expr.name}`, at);
    const [first, second] = [this.#read(left, environment), this.#read(right, environment)];
    if (expr.name === "=>") return joined("or", [negated(first), second], at);
    if (expr.name !== "<=>" && expr.name !== "\\equiv") return unsupported(`a temporal formula under ${expr.name}`, at);
    return joined("or", [joined("and", [first, second], at), joined("and", [negated(first), negated(second)], at)], at);
  }

  /** What an application stands for, or null where it is no definition. */
  #expanded(expr: Apply, environment: Environment): readonly [Expr, Environment] | null {
    const meaning = environment.names.get(expr.name);
    if (meaning !== undefined) return "value" in meaning ? null : [meaning.expr, meaning.environment];
    const definition = this.#program.definition(expr.name);
    if (definition?.kind !== "operator") return null;
    return [definition.body, this.#arguments(definition, expr, environment)];
  }

  #arguments({ params }: Operator, { args, at }: Apply, environment: Environment): Environment {
    const names = params.map((param, i): readonly [string, Meaning] => {
      if (param.arity > 0) return unsupported("a temporal formula with an operator as an argument", at);
      const expr = args[i] as Expr;
      // A name that is quantified around is passed by value, so that its code is shared.
      const passed = expr.kind === "apply" && expr.args.length === 0 ? environment.names.get(expr.name) : undefined;
      return [param.name, passed ?? { expr, environment }];
    });
    return new Environment(new Map(names));
  }

  #local(definition: Definition, environment: Environment): readonly [string, Meaning] {
    if (definition.kind !== "operator" || definition.params.length > 0) {
      return unsupported(
        "a local definition with parameters around a temporal formula",
        definition.at,
        "define it outside of LET",
      );
    }
    return [definition.name, { expr: definition.body, environment }];
  }

  /** The environments in which the names of the bounds have each of their values. */
  #instances(bounds: readonly Bound[], environment: Environment): readonly Environment[] {
    return bounds.reduce<readonly Environment[]>(
      (all, { tuple, names, domain, at }) => {
        if (tuple) return unsupported("a temporal formula under a quantifier over tuples", at, "quantify over the parts");
        if (this.#dependsOnState(domain, environment)) {
          return unsupported(
            "a temporal formula under a quantifier whose set depends on the state",
            domain.at,
            "quantify over a constant set",
          );
        }
        const elements = this.#elements(domain, environment);
        return names.reduce(
          (sofar, { name }) => sofar.flatMap((one) => elements.map((value) => one.with([[name, { value }]]))),
          all,
        );
      },
      [environment],
    );
  }

  #dependsOnState(expr: Expr, environment: Environment): boolean {
    const { state, free } = this.#program.dependence(expr);
    if (state) return true;
    return [...free].some((name) => {
      const meaning = environment.names.get(name);
      return meaning !== undefined && "expr" in meaning && this.#dependsOnState(meaning.expr, meaning.environment);
    });
  }

  /** Whether a formula speaks of behaviours. */
  #isTemporal(expr: Expr, environment: Environment): boolean {
    if (["always", "eventually", "leadsTo", "fairness"].includes(expr.kind)) return true;
    if (expr.kind === "apply") {
      const meaning = environment.names.get(expr.name);
      if (meaning !== undefined && "expr" in meaning && this.#isTemporal(meaning.expr, meaning.environment)) return true;
      const definition = meaning === undefined ? this.#program.definition(expr.name) : undefined;
      if (definition !== undefined && this.#definitionIsTemporal(definition)) return true;
    }
    return parts(expr).some((part) => this.#isTemporal(part, environment));
  }

  #definitionIsTemporal(definition: Exclude<Definition, { kind: "instance" }>): boolean {
    const known = this.#ofDefinitions.get(definition);
    if (known !== undefined) return known;
    this.#ofDefinitions.set(definition, false);
    const found = this.#isTemporal(definition.body, new Environment());
    this.#ofDefinitions.set(definition, found);
    return found;
  }

  #unit(kind: Unit["kind"], expr: Expr, environment: Environment): Atom {
    const values = environment.values();
    const known = this.units.findIndex(
      (unit) => unit.kind === kind && unit.expr === expr && isSameShape(unit.environment, environment),
    );
    return { unit: known >= 0 ? known : this.units.push({ kind, expr, environment }) - 1, values };
  }

  #state(expr: Expr, environment: Environment): Formula {
    const scope = environment.scope(new Expressions(this.#program, false), () => "undefined");
    if (this.#branching.isPrimed(expr, scope)) return unsupported("an action outside of [][A]_v and <><<A>>_v", expr.at);
    const index = this.predicates.push({ ...this.#unit("predicate", expr, environment), enabled: false }) - 1;
    return { kind: "state", formula: { kind: "predicate", index } };
  }

  #step(action: Extract<Expr, { kind: "square" | "angle" }>, environment: Environment, isNegated: boolean): Formula {
    const index = this.steps.push({ ...this.#unit("step", action, environment), negated: isNegated }) - 1;
    return { kind: "step", index, negated: false, at: action.at };
  }

  #fair({ action, subscript, at }: Extract<Expr, { kind: "fairness" }>, environment: Environment): FairAtom {
    const known = this.#angles.get(action);
    const angle: Expr = known ?? { kind: "angle", at, action, subscript };
    this.#angles.set(action, angle);
    return { successors: this.#unit("successors", angle, environment), step: this.#unit("step", angle, environment) };
  }

  /** `<<A>>_v` for each action of a fairness condition. */
  readonly #angles = new Map<Expr, Expr>();

  #fairnessFormula(expr: Extract<Expr, { kind: "fairness" }>, environment: Environment): Formula {
    const { at } = expr;
    const { successors, step } = this.#fair(expr, environment);
    const known: PredicateAtom =
      expr.enabled === undefined
        ? { ...successors, enabled: true }
        : { ...this.#unit("predicate", expr.enabled, environment), enabled: false };
    const enabled = this.predicates.push(known) - 1;
    const disabled: Formula = { kind: "state", formula: not({ kind: "predicate", index: enabled }) };
    const taken: Formula = { kind: "step", index: this.steps.push({ ...step, negated: false }) - 1, negated: false, at };
    const often = (operand: Formula): Formula => ({ kind: "always", operand: { kind: "eventually", operand, at }, at });
    const never: Formula = { kind: "eventually", operand: { kind: "always", operand: disabled, at }, at };
    return joined("or", [expr.strength === "WF" ? often(disabled) : never, often(taken)], at);
  }

  /** `[](P => F)` says something only where P holds. */
  #noteAntecedent(expr: Expr, environment: Environment): void {
    if (expr.kind !== "apply" || expr.name !== "=>" || expr.args[0] === undefined) return;
    if (this.#isTemporal(expr.args[0], environment)) return;
    const left = this.#state(expr.args[0], environment);
    if (left.kind === "state") this.#note(expr.args[0], left.formula);
  }

  #note(expr: Expr, formula: StateFormula): void {
    this.#antecedents.set(expr, [...(this.#antecedents.get(expr) ?? []), formula]);
  }
}

/** Whether two environments bind the same names to the same expressions; values may differ. */
function isSameShape(left: Environment, right: Environment): boolean {
  if (left.names.size !== right.names.size) return false;
  return [...left.names].every(([name, one]) => {
    const other = right.names.get(name);
    if (other === undefined) return false;
    if ("value" in one || "value" in other) return "value" in one && "value" in other;
    return one.expr === other.expr && isSameShape(one.environment, other.environment);
  });
}
