/** What the generators share: the meaning of names in one model, and the text and constants of the program being generated. */

import { NexusError } from "../../lib/errors.ts";
import type { SourceRange } from "../../lib/source.ts";
import type { Config, ConfigValue, Definition, Expr } from "../ast.ts";
import type { Analysis } from "../semantics/index.ts";
import { type Host, Libraries } from "../standard/library/index.ts";
import { flatNames, searchOperators, volatileOperators } from "../standard/names.ts";
import { isWide, WideIntegers } from "../values/integers.ts";
import { type Operations, type Operator, operationsOver } from "../values/operations.ts";
import type { Universe } from "../values/universe.ts";
import type { Value } from "../values/value.ts";
import { definitionParts, parts } from "../walk.ts";
import { boundBy } from "./binders.ts";
import { conjuncts } from "./conjuncts.ts";
import { flatten, valueName } from "./flatten.ts";
import { isComposition, type Named, ownName } from "./scope.ts";

/** What a name of the module means. */
export type Meaning =
  | { readonly kind: "variable"; readonly index: number }
  | { readonly kind: "constant"; readonly value: Value }
  | { readonly kind: "definition"; readonly definition: Named }
  | { readonly kind: "standard"; readonly operator: Operator };

/** What an expression depends on. */
export interface Dependence {
  /** A variable, primed or not, directly or through definitions. */
  readonly state: boolean;
  /** A primed variable, directly or through definitions, or UNCHANGED. */
  readonly primed: boolean;
  /** Its value may change from one evaluation to the next, or evaluating it has an effect: it must not be kept. */
  readonly volatile: boolean;
  /** Names that are bound outside of the expression: parameters, quantified and LET names. */
  readonly free: ReadonlySet<string>;
}

/** The names of one model, and the constants that generated code refers to. */
export class Program {
  readonly analysis: Analysis;
  readonly universe: Universe;
  readonly operations: Operations;
  readonly wide: WideIntegers;
  /** The universe's ids of forced values, for generated code. */
  readonly idOf = (value: Value): number => this.universe.idOf(value);
  readonly variables: readonly string[];
  /** The variables, and behind them those of instances, which have values only in ENABLED: generated code has a register for each. */
  readonly registers: readonly string[];
  /** By the names that flattening gives. */
  readonly definitions: ReadonlyMap<string, Named>;
  /** The conjuncts of all assumptions. */
  readonly assumptions: readonly Expr[];
  /** Flat names of the operators of standard modules that generated code calls. */
  readonly called = new Set<string>();
  /** Positions that code refers to by index. */
  readonly positions: SourceRange[] = [];
  readonly #constants: unknown[] = [];
  readonly #meanings = new Map<string, Meaning>();
  readonly #dependence = new WeakMap<Expr, Dependence>();
  /** Every name that is bound somewhere: unmarked, such a name means the bound one. */
  readonly #bound: ReadonlySet<string>;
  readonly #primedNames = new WeakMap<Expr, ReadonlySet<string>>();
  readonly #ofDefinitions = new Map<Named, Dependence>();
  #names = 0;

  readonly libraries: Libraries;

  constructor(analysis: Analysis, config: Config, universe: Universe, host?: Host, wide = new WideIntegers()) {
    this.analysis = analysis;
    this.universe = universe;
    this.operations = operationsOver(universe, wide);
    this.wide = wide;
    this.libraries = new Libraries(universe, this.operations, host);
    this.variables = analysis.variables.map(({ name }) => name);
    this.variables.forEach((name, index) => {
      this.#meanings.set(name, { kind: "variable", index });
    });
    const { definitions, assumes, bound, instanceVariables } = flatten(analysis, config);
    this.registers = [...this.variables, ...instanceVariables];
    instanceVariables.forEach((name, i) => {
      this.#meanings.set(name, { kind: "variable", index: this.variables.length + i });
    });
    this.#bound = bound;
    this.definitions = definitions;
    this.assumptions = assumes.flatMap(conjuncts);
    for (const [name, definition] of definitions) this.#meanings.set(name, { kind: "definition", definition });
    for (const assignment of config.constants) {
      if (assignment.module !== undefined) {
        if (assignment.kind === "value") {
          this.#meanings.set(valueName(assignment), {
            kind: "constant",
            value: this.#configValue(assignment.value, assignment.at),
          });
        }
        continue;
      }
      if (assignment.kind === "value") {
        this.#meanings.set(assignment.name, { kind: "constant", value: this.#configValue(assignment.value, assignment.at) });
      } else {
        const meaning = this.meaning(assignment.by);
        if (meaning === undefined) {
          throw new NexusError("cfg-constant", `no operator ${assignment.by} replaces ${assignment.name}`, { at: assignment.at });
        }
        this.#meanings.set(assignment.name, meaning);
      }
    }
  }

  #configValue(value: ConfigValue, at: SourceRange): Value {
    switch (value.kind) {
      case "number":
        return this.number(value.value, at);
      case "boolean":
        return value.value;
      case "string":
        return this.universe.string(value.value);
      case "modelValue":
        return this.universe.modelValue(value.name);
      case "set":
        return this.universe.setOf(value.items.map((item) => this.#configValue(item, at)));
    }
  }

  /** A number that is written out. */
  number(value: number, at: SourceRange): number {
    if (isWide(value)) this.wide.note(this.place(at));
    return value;
  }

  /** The index of a position. */
  place(at: SourceRange): number {
    return this.positions.push(at) - 1;
  }

  /** The meaning of a name that is not bound locally. */
  meaning(name: string): Meaning | undefined {
    const own = ownName(name);
    const known = this.#meanings.get(own);
    if (known !== undefined) return known;
    const operator = this.operations.standard[own] ?? this.#libraryOperator(own);
    return operator === undefined ? undefined : { kind: "standard", operator };
  }

  /** Whether a name is bound somewhere, so that it means the bound one. */
  isBound(name: string): boolean {
    return this.#bound.has(name);
  }

  /** An operator of a library by its flat name, or by its own where the cfg names it. */
  #libraryOperator(name: string): Operator | undefined {
    if (name.includes("!")) return this.libraries.operator(name);
    const home = [...this.analysis.standardModules].find((module) => flatNames(module).has(name));
    return home === undefined ? undefined : this.libraries.operator(flatNames(home).get(name) as string);
  }

  /** A definition by its name. */
  definition(name: string): Extract<Definition, { kind: "operator" | "functionDefinition" }> | undefined {
    const meaning = this.#meanings.get(ownName(name));
    return meaning?.kind === "definition" ? meaning.definition : undefined;
  }

  /** A name that no other has. */
  fresh(stem: string): string {
    this.#names += 1;
    return `${stem.replace(/[^A-Za-z0-9]/g, "")}_${this.#names}`;
  }

  /** The expression in generated code that gives this object. */
  constant(value: unknown): string {
    const known = this.#constants.indexOf(value);
    if (known >= 0) return `K${known}`;
    this.#constants.push(value);
    return `K${this.#constants.length - 1}`;
  }

  /** The generated code's object, from its text. */
  run(text: string): unknown {
    const names = this.#constants.map((_, i) => `K${i}`);
    return new Function(...names, `"use strict";\n${text}`)(...this.#constants);
  }

  /** The text of a range of a module, white space folded. */
  textAt(at: SourceRange): string {
    const module = [...this.analysis.modules.values()].find((one) => one.at.file === at.file);
    const lines = (module?.source ?? "").split("\n").slice(at.start.line - 1, at.end.line);
    if (lines.length === 0) return "";
    lines[lines.length - 1] = (lines.at(-1) ?? "").slice(0, at.end.column);
    lines[0] = (lines[0] ?? "").slice(at.start.column - 1);
    return lines
      .map((line) => line.replace(/\\\*.*$/, ""))
      .join(" ")
      .replace(/\s+/g, " ")
      .trim();
  }

  dependence(expr: Expr): Dependence {
    let found = this.#dependence.get(expr);
    if (found === undefined) {
      found = this.#examine(expr);
      this.#dependence.set(expr, found);
    }
    return found;
  }

  /** The free names that stand inside of a prime, or of ENABLED: of these more than the value matters. */
  primedNames(expr: Expr): ReadonlySet<string> {
    let found = this.#primedNames.get(expr);
    if (found === undefined) {
      const primes = expr.kind === "prime" || expr.kind === "unchanged" || expr.kind === "enabled";
      const inside = primes ? [...this.dependence(expr.operand).free] : [];
      found = new Set([...inside, ...parts(expr).flatMap((part) => [...this.primedNames(part)])]);
      for (const name of boundBy(expr)) (found as Set<string>).delete(name);
      this.#primedNames.set(expr, found);
    }
    return found;
  }

  #examine(expr: Expr): Dependence {
    const inner = parts(expr).map((part) => this.dependence(part));
    let state = inner.some((part) => part.state);
    // The next values in ENABLED are those that it looks for.
    let primed = expr.kind !== "enabled" && (isPriming(expr) || inner.some((part) => part.primed));
    let volatile = inner.some((part) => part.volatile);
    const free = new Set(inner.flatMap((part) => [...part.free]));
    for (const name of boundBy(expr)) free.delete(name);
    if (expr.kind === "at") free.add("@");
    if (expr.kind === "except" && !this.dependence(expr.base).free.has("@")) free.delete("@");
    if (expr.kind === "apply") {
      const meaning = this.#bound.has(expr.name) ? undefined : this.meaning(expr.name);
      if (isComposition(expr)) primed = true;
      else if (meaning === undefined) free.add(expr.name);
      else if (meaning.kind === "variable" || searchOperators.has(expr.name)) state = true;
      else if (volatileOperators.has(expr.name)) volatile = true;
      else if (meaning.kind === "definition") {
        const of = this.#ofDefinition(meaning.definition);
        state ||= of.state;
        primed ||= of.primed;
        // A constant definition is evaluated once, as TLC does.
        volatile ||= of.volatile && (of.state || !isConstantDefinition(meaning.definition));
      }
    }
    return { state: state || primed, primed, volatile, free };
  }

  /** What a definition depends on, through all definitions that it uses, itself perhaps among them. */
  #ofDefinition(definition: Named): Dependence {
    let found = this.#ofDefinitions.get(definition);
    if (found === undefined) {
      const reached = new Set([definition]);
      let state = false;
      let primed = false;
      let volatile = false;
      for (const one of reached) {
        for (const part of definitionParts(one)) {
          this.#eachPart(part, (expr) => {
            if (isPriming(expr)) primed = true;
            if (expr.kind === "enabled") state = true;
            const meaning = expr.kind === "apply" && !this.#bound.has(expr.name) ? this.meaning(expr.name) : undefined;
            if (meaning?.kind === "variable") state = true;
            if (meaning?.kind === "standard" && expr.kind === "apply") {
              state ||= searchOperators.has(expr.name);
              volatile ||= volatileOperators.has(expr.name);
            }
            if (meaning?.kind === "definition") reached.add(meaning.definition);
          });
        }
      }
      found = { state: state || primed, primed, volatile, free: new Set() };
      this.#ofDefinitions.set(definition, found);
    }
    return found;
  }

  /** The parts of an expression, without those of ENABLED, which depends on the state alone. */
  #eachPart(expr: Expr, visit: (part: Expr) => void): void {
    visit(expr);
    if (expr.kind !== "enabled") for (const part of parts(expr)) this.#eachPart(part, visit);
  }
}

/** Whether an expression speaks of next values although none of its parts need do so. */
const isPriming = (expr: Expr): boolean => expr.kind === "prime" || expr.kind === "unchanged" || isComposition(expr);

function isConstantDefinition(definition: Named): boolean {
  return definition.kind === "functionDefinition" || definition.params.length === 0;
}
