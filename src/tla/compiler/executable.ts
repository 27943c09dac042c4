/** Assembles the generated code of a model: registers for the variables, Init, Next, actions, operators. */

import { NexusError } from "../../lib/errors.ts";
import type { Config, Definition, Expr, Identifier } from "../ast.ts";
import { Level } from "../ast.ts";
import type { FunctionValue, Value } from "../values/value.ts";
import { Actions } from "./actions.ts";
import { type Assigned, nothingAssigned } from "./assigned.ts";
import type { Behaviour } from "./behaviour.ts";
import type { ReachedConjuncts } from "./blocked-actions.ts";
import { conjuncts } from "./conjuncts.ts";
import { misshapen } from "./errors.ts";
import { Expressions } from "./expressions.ts";
import type { StepLabels } from "./labels.ts";
import type { Program } from "./program.ts";
import { bind, type Local, outermost, type Scope } from "./scope.ts";
import type { Disjunct } from "./shape.ts";

export type State = readonly Value[];

/** One action's functions. Each evaluates in the state that was loaded last. */
export interface ActionCode {
  /** The index of the first false conjunct among the leading ones without parameters, or -1. */
  readonly blocked: () => number;
  /** The index of the first false conjunct, or -1: then `taken` gives the successor. */
  readonly step: (args: readonly Value[]) => number;
  /** The index of the first environment guard that is false, or -1. */
  readonly admits: (args: readonly Value[]) => number;
  readonly effects: ((args: readonly Value[]) => FunctionValue) | null;
  readonly domains: readonly (() => readonly Value[])[];
}

/** The generated code of a model. */
export interface Executable {
  readonly load: (state: State) => void;
  /** Gives the primed variables their values, for what is evaluated of one step. */
  readonly loadNext: (state: State) => void;
  readonly init: (visit: (state: State) => void) => void;
  readonly next: (visit: (state: State) => boolean) => void;
  /** Whether the action constraints allow the step being visited. */
  readonly admitted: () => boolean;
  /** The index of the label of the step being visited. */
  readonly label: () => number;
  /** Its arguments. What is not evaluated yet is a function. */
  /** States between the two steps of `\cdot` since the last call. */
  readonly between: () => number;
  readonly labelArgs: () => readonly (Value | (() => Value))[];
  /** The successor of the action stepped last. */
  readonly taken: () => State;
  readonly actions: readonly ActionCode[];
  /** Operators without parameters, by name. */
  readonly operators: { readonly [name: string]: () => Value };
  readonly assumptions: readonly (() => Value)[];
  /** ALIAS of the cfg, of the step whose states are loaded. */
  readonly alias?: () => Value;
}

export interface Parts {
  readonly program: Program;
  readonly config: Config;
  readonly behaviour: Behaviour;
  /** Empty where Next has no shape for lockstep. */
  readonly disjuncts: readonly Disjunct[];
  readonly labels: StepLabels;
  /** Notes which conjuncts of Next are reached. */
  readonly notes?: ReachedConjuncts;
  /** What the code throws or notes when it fails. */
  readonly track: (index: number, name: string | null, evaluate: () => unknown) => unknown;
  readonly unassigned: (variable: number) => never;
  readonly twoSuccessors: (action: number) => never;
}

export function generate(parts: Parts, tracked: boolean): Executable {
  return new Assembly(parts, tracked).run();
}

class Assembly {
  readonly #parts: Parts;
  readonly #program: Program;
  readonly #expressions: Expressions;
  readonly #width: number;

  constructor(parts: Parts, tracked: boolean) {
    this.#parts = parts;
    this.#program = parts.program;
    this.#expressions = new Expressions(parts.program, tracked);
    this.#width = parts.program.variables.length;
  }

  run(): Executable {
    const { config, track, unassigned, twoSuccessors, behaviour, disjuncts, labels, notes } = this.#parts;
    const registers = (letter: string, width = this.#width) => Array.from({ length: width }, (_, i) => `${letter}${i}`);
    const [s, t] = [registers("s"), registers("t")];
    const all = ["s", "t"].flatMap((letter) => registers(letter, this.#program.registers.length));
    const g = registers("G", Math.max(0, ...[...labels.values()].map(({ params }) => params.length)));
    const clear = (names: readonly string[]) =>
      names.map((name) => `${name} = `).join("") + (names.length > 0 ? "undefined;" : "");
    const init = new Actions(this.#expressions, { mode: "init", everyWay: true });
    const next = new Actions(this.#expressions, {
      mode: "next",
      everyWay: true,
      label: (expr, scope) => this.#label(expr, scope),
      ...(notes === undefined ? {} : { notes }),
    });
    const initCode = init.generate(
      behaviour.init,
      outermost,
      nothingAssigned,
      (end) => `${this.#complete(end, "s")} VISIT([${s}]);`,
    );
    const nextCode = next.generate(
      behaviour.next,
      outermost,
      nothingAssigned,
      (end) => `${this.#complete(end, "t")} if (VISIT([${t}])) { STOP = true; return; }`,
    );
    const constraints = config.actionConstraints.map(nameOf);
    const admitted = constraints.map((constraint) => this.#expressions.condition(constraint, outermost)).join(" && ") || "true";
    const alias = config.alias === undefined ? undefined : this.#expressions.value(nameOf(config.alias), outermost);
    const actions = disjuncts.map((disjunct, index) => this.#action(disjunct, index, t));
    const operators = this.#operators();
    const assumptions = this.#program.assumptions.map((body) => `() => ${this.#expressions.value(body, outermost)}`);
    return this.#program.run(`
      const TRACK = ${this.#program.constant(track)};
      const UNASSIGNED = ${this.#program.constant(unassigned)};
      const TWO = ${this.#program.constant(twoSuccessors)};
      let ${[...all, ...g, "STATE", "VISIT", "OUT"].join(", ")};
      let STAMP = 0, BETWEEN = 0, STOP = false, LABEL = 0, REACHED = 0, COUNT = 0;
      ${this.#expressions.declarations.join("\n")}
      const SAME = (a, b) => { for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false; return true; };
      return {
        load: (state) => { if (state === STATE) return; STATE = state; STAMP++; ${s.map((name, i) => `${name} = state[${i}];`).join(" ")} },
        loadNext: (state) => { ${t.map((name, i) => `${name} = state[${i}];`).join(" ")} },
        init: (visit) => { VISIT = visit; STOP = false; STATE = undefined; ${clear(s)} ${initCode} },
        next: (visit) => { VISIT = visit; STOP = false; ${clear(t)} ${nextCode} },
        admitted: () => ${admitted},
        label: () => LABEL,
        between: () => { const count = BETWEEN; BETWEEN = 0; return count; },
        labelArgs: () => [${g}],
        taken: () => OUT,
        actions: [${actions.join(",\n")}],
        operators: { ${operators.join(", ")} },
        assumptions: [${assumptions.join(", ")}],
        ${alias === undefined ? "" : `alias: () => ${alias}`}
      };`) as Executable;
  }

  /** Checks that every variable has a value. */
  #complete({ surely }: Assigned, letter: string): string {
    return Array.from({ length: this.#width }, (_, i) => i)
      .filter((variable) => !surely.has(variable))
      .map((variable) => `if (${letter}${variable} === undefined) UNASSIGNED(${variable});`)
      .join(" ");
  }

  #label(expr: Expr, scope: Scope): string {
    const label = this.#parts.labels.get(expr);
    if (label === undefined) return "";
    const index = [...this.#parts.labels.keys()].indexOf(expr);
    this.#parts.notes?.enter(index);
    const values = label.params.map(({ bound }) => scope.locals.get(bound)?.code ?? "undefined");
    return `LABEL = ${index}; ${values.map((code, i) => `G${i} = ${code};`).join(" ")} `;
  }

  #action({ definition, guards, domains, kind, application }: Disjunct, index: number, t: readonly string[]): string {
    const params = definition.params.map(({ name }) => this.#program.fresh(name));
    const locals = (names: readonly string[]) =>
      names.map((name, i): readonly [string, Local] => [name, { code: params[i] as string, call: false }]);
    const scope = bind(outermost, locals(definition.params.map(({ name }) => name)));
    const outer = bind(outermost, locals(application.args.map((arg) => (arg.kind === "apply" ? arg.name : ""))));
    const tests = guards.map((guard, i) => `if (!${this.#expressions.condition(guard, outer)}) return ${i};`);
    const elements = `${this.#program.constant(this.#program.operations)}.elementsOf`;
    return `{
      ${this.#step(definition, index, params, scope, t)},
      admits: (ARGS) => { ${this.#unpacked(params)} ${tests.join(" ")} return -1; },
      effects: ${kind === "machine" ? this.#effects(definition, params) : "null"},
      domains: [${domains.map((domain) => `() => ${elements}(${this.#expressions.value(domain, outermost)})`)}],
    }`;
  }

  /** Leading conjuncts that do not depend on the parameters are evaluated once per state. */
  #step(
    definition: Disjunct["definition"],
    index: number,
    params: readonly string[],
    scope: Scope,
    t: readonly string[],
  ): string {
    let inner = scope;
    let body = definition.body;
    let declarations = "";
    while (body.kind === "let") {
      const [declaration, next] = this.#expressions.letDeclarations(body.definitions, inner);
      declarations += declaration;
      inner = next;
      body = body.body;
    }
    const items = conjuncts(body);
    const own = items.findIndex((item) => {
      const { primed, free } = this.#program.dependence(item);
      return primed || free.size > 0;
    });
    const head = items.slice(0, own < 0 ? items.length : own);
    const tests = head.map((item, i) => `if (!${this.#expressions.condition(item, outermost)}) return ${i};`);
    const actions = new Actions(this.#expressions, { mode: "next", everyWay: false });
    const rest = actions.sequence(
      items.slice(head.length),
      inner,
      nothingAssigned,
      (end) => `${this.#complete(end, "t")} COUNT++; if (COUNT === 1) OUT = [${t}]; else if (!SAME(OUT, [${t}])) TWO(${index});`,
      (item) => `if (REACHED < ${head.length + item}) REACHED = ${head.length + item};`,
    );
    const [stamp, blocked, headName] = ["stamp", "blocked", "head"].map((stem) => this.#program.fresh(stem));
    this.#expressions.declarations.push(
      `let ${stamp} = -1, ${blocked} = -1; function ${headName}() { ${tests.join(" ")} return -1; }`,
    );
    const evaluated = `if (${stamp} !== STAMP) { ${blocked} = ${headName}(); ${stamp} = STAMP; }`;
    return `blocked: () => { ${evaluated} return ${blocked}; },
    step: (ARGS) => {
      ${evaluated}
      if (${blocked} >= 0) return ${blocked};
      ${this.#unpacked(params)}
      REACHED = ${head.length}; COUNT = 0; STOP = false; ${t.map((name) => `${name} = `).join("")}undefined;
      ${this.#inFunction(declarations + rest)}
      return COUNT > 0 ? -1 : REACHED;
    }`;
  }

  /** Names the arguments of an action. */
  #unpacked(params: readonly string[]): string {
    return params.map((param, i) => `const ${param} = ARGS[${i}];`).join(" ");
  }

  /** Shared continuations return early; they must not leave the step. */
  #inFunction(code: string): string {
    return code.includes("if (STOP) return;") ? `(() => { ${code} })();` : code;
  }

  #effects(action: Disjunct["definition"], params: readonly string[]): string {
    const name = `${action.name}Effects`;
    const definition = this.#program.definition(name);
    if (definition?.kind === "operator" && definition.params.length === params.length) {
      return `(ARGS) => { ${this.#unpacked(params)} return ${this.#expressions.definition(definition, false)}(${params}); }`;
    }
    const missing = () =>
      misshapen(
        `the machine action ${action.name} has no operator ${name}`,
        action.nameAt,
        `define ${name} with the same parameters: a sequence of records`,
      );
    return `() => ${this.#program.constant(missing)}()`;
  }

  /** All operators without parameters that can be evaluated in a state. */
  #operators(): readonly string[] {
    const { definitions, analysis } = this.#program;
    const codes: string[] = [];
    for (const [name, definition] of definitions) {
      if (!isNullary(definition) || (analysis.operators.get(name)?.level ?? Level.temporal) > Level.state) continue;
      try {
        codes.push(`${JSON.stringify(name)}: ${this.#expressions.definition(definition, false)}`);
      } catch (error) {
        if (!(error instanceof NexusError && error.code === "tla-unsupported") || this.#isNeeded(name)) throw error;
      }
    }
    return codes;
  }

  /** Whether the cfg asks for an operator. */
  #isNeeded(name: string): boolean {
    const { invariants, constraints, symmetry, view, postcondition } = this.#parts.config;
    return [...invariants, ...constraints, symmetry, view, postcondition].some((needed) => needed?.name === name);
  }
}

const nameOf = ({ name, at }: Identifier): Expr => ({ kind: "apply", at, name, args: [] });

function isNullary(definition: Definition): definition is Extract<Definition, { kind: "operator" }> {
  return definition.kind === "operator" && definition.params.length === 0;
}
