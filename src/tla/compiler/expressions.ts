/** Generates JavaScript expressions from TLA+ expressions. */

import type { Bound, Definition, Expr } from "../ast.ts";
import type { StringValue } from "../values/value.ts";
import { Applications, lambda } from "./applications.ts";
import { Branching } from "./branching.ts";
import { unsupported } from "./errors.ts";
import type { Program } from "./program.ts";
import { bind, type Expansion, isPlainName, type Named, outermost, plain, type Scope } from "./scope.ts";

/** Operators whose result is a boolean whatever their arguments are. */
const predicates = new Set([
  "TRUE",
  "FALSE",
  "=",
  "#",
  "~",
  "=>",
  "<=>",
  "\\in",
  "\\notin",
  "\\subseteq",
  "<",
  ">",
  "\\leq",
  "\\geq",
]);

/** Kinds worth evaluating once if they depend on nothing. */
const costly = new Set([
  "apply",
  "setLiteral",
  "setFilter",
  "setMap",
  "function",
  "functionSet",
  "record",
  "recordSet",
  "tuple",
  "product",
  "choose",
  "quantifier",
  "except",
  "index",
  "let",
  "if",
  "case",
]);

/**
 * The generator of one program. Definitions become functions, on demand; what depends on neither state nor bound names is
 * evaluated once. In a tracked program every expression that can fail notes its position.
 */
export class Expressions {
  readonly program: Program;
  readonly branching: Branching;
  readonly #applications: Applications;
  readonly #tracked: boolean;
  readonly #functions = new Map<string, string>();
  /** Generated functions and caches. */
  readonly declarations: string[] = [];
  readonly #op: string;

  constructor(program: Program, tracked: boolean) {
    this.program = program;
    this.branching = new Branching(program);
    this.#applications = new Applications(this);
    this.#tracked = tracked;
    this.#op = program.constant(program.operations);
  }

  /** An expression's value. */
  value(expr: Expr, scope: Scope): string {
    if (costly.has(expr.kind) && !isPlainName(expr)) {
      const { state, free } = this.program.dependence(expr);
      if (!state && free.size === 0) return this.#once(expr);
    }
    return this.#track(expr, this.#value(expr, scope));
  }

  /** A JavaScript condition. */
  condition(expr: Expr, scope: Scope): string {
    if (this.#isBoolean(expr)) return this.value(expr, scope);
    return this.#track(expr, `${this.#op}.toBoolean(${this.value(expr, scope)})`);
  }

  /** An operator given as an argument: a JavaScript function. */
  operatorArgument(expr: Expr, arity: number, scope: Scope): string {
    return this.#applications.operatorArgument(expr, arity, scope);
  }

  /** A definition as a function: its name in generated code. If `lazy`, its parameters are functions that give values. */
  definition(definition: Named, primed: boolean, lazy = false): string {
    const key = `${primed ? "'" : ""}${lazy ? "?" : ""}${definition.name}`;
    const known = this.#functions.get(key);
    if (known !== undefined) return known;
    const name = this.program.fresh(`d${definition.name}`);
    this.#functions.set(key, name);
    try {
      this.#declare(name, definition, primed, lazy);
    } catch (error) {
      this.#functions.delete(key);
      throw error;
    }
    return name;
  }

  #declare(name: string, definition: Named, primed: boolean, lazy: boolean): void {
    const scope: Scope = { ...outermost, primed };
    if (definition.kind === "operator" && definition.params.length === 0 && !this.program.dependence(definition.body).state) {
      this.declarations.push(`let c${name}; function ${name}() { return c${name} ??= ${this.value(definition.body, scope)}; }`);
    } else {
      this.declarations.push(this.#function(name, definition, scope, lazy));
    }
  }

  #function(name: string, definition: Named, scope: Scope, lazy = false): string {
    if (definition.kind === "functionDefinition") return this.#functionDefinition(name, definition, scope, true);
    const params = definition.params.map(({ name: param }) => this.program.fresh(param));
    const inner = bind(
      scope,
      definition.params.map(
        ({ name: param, arity }, i) => [param, { code: params[i] as string, call: arity > 0 || lazy }] as const,
      ),
    );
    return `function ${name}(${params.join(", ")}) { return ${this.value(definition.body, inner)}; }`;
  }

  /**
   * `f[x \in S] == e`: `name()` gives the function, and `name_at()` a JavaScript function that gives single values, so that a
   * function on an infinite set can be applied. Both are kept where they stay the same.
   */
  #functionDefinition(
    name: string,
    definition: Extract<Definition, { kind: "functionDefinition" }>,
    scope: Scope,
    topLevel: boolean,
  ): string {
    const op = this.#op;
    const [self, memo, key, domain] = ["self", "memo", "key", "domain"].map((stem) => this.program.fresh(stem)) as [
      string,
      string,
      string,
      string,
    ];
    const inner = bind(scope, [[definition.name, { code: name, call: true, lookup: self }]]);
    const [items, sets, around] = this.#boundItems(definition.bounds, inner);
    const [first] = items as [string];
    const whole = items.length === 1 ? sets[0] : `${op}.product([${sets}])`;
    const pattern = items.length === 1 ? first : `{ values: [${items}] }`;
    const body = this.value(definition.body, around);
    const kept = topLevel
      ? !this.program.dependence({ ...definition, kind: "function" }).state
      : !this.branching.isPrimed(definition.body, scope);
    const keep = (cache: string, code: string) => (kept ? `${cache} ??= ${code}` : code);
    return `let c${name}, a${name};
      function ${name}_at() { return ${keep(
        `a${name}`,
        `(() => {
        const ${memo} = new Map(), ${domain} = ${whole};
        const ${self}_new = (${pattern}) => ${body};
        const ${self} = (${key}) => {
          let v = ${memo}.get(${key});
          if (v === undefined) { ${op}.inDomain(${domain}, ${key}); v = ${op}.forced(${self}_new(${key})); ${memo}.set(${key}, v); }
          return v;
        };
        return ${self};
      })()`,
      )}; }
      function ${name}() { return ${keep(`c${name}`, `${op}.functionOn(${whole}, ${name}_at())`)}; }`;
  }

  #once(expr: Expr): string {
    const cache = this.program.fresh("once");
    this.declarations.push(
      `let ${cache}; function f${cache}() { return ${cache} = ${this.#track(expr, this.#value(expr, outermost))}; }`,
    );
    return `(${cache} === undefined ? f${cache}() : ${cache})`;
  }

  #track(expr: Expr, code: string): string {
    if (!this.#tracked || expr.kind === "number" || expr.kind === "string") return code;
    const index = this.program.positions.push(expr.at) - 1;
    const name = expr.kind === "apply" && this.program.definition(expr.name) !== undefined ? JSON.stringify(expr.name) : "null";
    return `TRACK(${index}, ${name}, () => ${code})`;
  }

  #isBoolean(expr: Expr): boolean {
    if (expr.kind === "junction" || expr.kind === "quantifier" || expr.kind === "unchanged" || expr.kind === "square")
      return true;
    return expr.kind === "apply" && predicates.has(expr.name) && this.program.meaning(expr.name)?.kind === "standard";
  }

  #value(expr: Expr, scope: Scope): string {
    const op = this.#op;
    const of = (inner: Expr) => this.value(inner, scope);
    const list = (items: readonly Expr[]) => `[${items.map(of).join(", ")}]`;
    switch (expr.kind) {
      case "number":
        return String(expr.value);
      case "string":
        return this.program.constant(this.program.universe.string(expr.value));
      case "apply":
        return this.#applications.apply(expr, scope);
      case "junction":
        return `(${expr.items.map((item) => this.condition(item, scope)).join(expr.op === "/\\" ? " && " : " || ")})`;
      case "quantifier":
        return this.#quantifier(expr, scope);
      case "choose": {
        if (!("domain" in expr.bound)) return unsupported("CHOOSE without a domain", expr.at, "bound it by a finite set");
        const [item, inner] = this.#boundItem(expr.bound, scope);
        return `${op}.choose(${of(expr.bound.domain)}, (${item}) => ${this.condition(expr.body, inner)})`;
      }
      case "setLiteral":
        return `${op}.set(${list(expr.items)})`;
      case "setFilter": {
        const [item, inner] = this.#boundItem(expr.bound, scope);
        return `${op}.filtered(${of(expr.bound.domain)}, (${item}) => ${this.condition(expr.predicate, inner)})`;
      }
      case "setMap": {
        const [items, sets, inner] = this.#boundItems(expr.bounds, scope);
        const body = this.value(expr.item, inner);
        return items.length === 1
          ? `${op}.mapped1(${sets[0]}, (${items[0]}) => ${body})`
          : `${op}.mapped([${sets}], ([${items}]) => ${body})`;
      }
      case "function": {
        const [items, sets, inner] = this.#boundItems(expr.bounds, scope);
        const body = this.value(expr.body, inner);
        return items.length === 1
          ? `${op}.functionOn(${sets[0]}, (${items[0]}) => ${body})`
          : `${op}.functionOver([${sets}], ([${items}]) => ${body})`;
      }
      case "functionSet":
        return `${op}.functionSet(${of(expr.domain)}, ${of(expr.range)})`;
      case "record":
      case "recordSet": {
        const fields = [...expr.fields].sort((a, b) => (a.name < b.name ? -1 : 1));
        const names = fields.map(({ name }) => this.program.universe.string(name));
        const domain = this.program.constant(this.program.universe.setOfSorted(names));
        return `${op}.${expr.kind}(${domain}, ${list(fields.map((field) => field.value))})`;
      }
      case "tuple":
        return `${op}.tuple(${list(expr.items)})`;
      case "product":
        return `${op}.product(${list(expr.items)})`;
      case "except":
        return this.#except(expr, scope);
      case "at":
        return scope.at ?? unsupported("@ outside EXCEPT", expr.at);
      case "index":
        return this.#index(expr, scope);
      case "field":
        return `${op}.field(${of(expr.record)}, ${this.program.constant(this.program.universe.string(expr.name) as StringValue)})`;
      case "if":
        return `(${this.condition(expr.condition, scope)} ? ${of(expr.then)} : ${of(expr.otherwise)})`;
      case "case": {
        const other = expr.other === undefined ? `${op}.fail("no arm of CASE is true")` : of(expr.other);
        return expr.arms.reduceRight(
          (rest, { guard, value: arm }) => `(${this.condition(guard, scope)} ? ${of(arm)} : ${rest})`,
          other,
        );
      }
      case "let": {
        const [declarations, inner] = this.letDeclarations(expr.definitions, scope);
        return `(() => { ${declarations} return ${this.value(expr.body, inner)}; })()`;
      }
      case "lambda":
        return lambda(this, expr, scope);
      case "prime":
        return this.value(expr.operand, { ...scope, primed: true });
      case "unchanged":
        return this.#unchanged(expr.operand, scope);
      case "square":
        return `(${this.condition(expr.action, scope)} || ${this.#unchanged(expr.subscript, scope)})`;
      case "angle":
        return `(${this.condition(expr.action, scope)} && !${this.#unchanged(expr.subscript, scope)})`;
      case "label":
        return of(expr.body);
      case "enabled":
        return unsupported("ENABLED", expr.at);
      case "unbounded":
        return unsupported("a quantifier without a domain", expr.at, "bound it by a finite set");
      case "always":
      case "eventually":
      case "leadsTo":
      case "fairness":
        return unsupported("a temporal formula", expr.at);
    }
  }

  /** Whether an expression has the same value in both states; of a tuple, its parts, so that none is built. */
  #unchanged(operand: Expr, scope: Scope): string {
    if (operand.kind === "tuple" && operand.items.length > 0) {
      return `(${operand.items.map((item) => this.#unchanged(item, scope)).join(" && ")})`;
    }
    const named = isPlainName(operand) && !scope.locals.has(operand.name) ? this.program.definition(operand.name) : undefined;
    if (named?.kind === "operator" && named.body.kind === "tuple")
      return this.#unchanged(named.body, { ...outermost, primed: scope.primed });
    return `${this.#op}.equal(${this.value(operand, { ...scope, primed: true })}, ${this.value(operand, scope)})`;
  }

  #index(expr: Extract<Expr, { kind: "index" }>, scope: Scope): string {
    const args = expr.args.map((arg) => this.value(arg, scope));
    const lookup = isPlainName(expr.fn) ? this.#applications.lookup(expr.fn.name, scope) : undefined;
    if (lookup !== undefined)
      return `${lookup}(${args.length === 1 ? `${this.#op}.forced(${args[0]})` : `${this.#op}.key([${args}])`})`;
    const fn = this.value(expr.fn, scope);
    return args.length === 1 ? `${this.#op}.apply1(${fn}, ${args[0]})` : `${this.#op}.apply(${fn}, [${args}])`;
  }

  #quantifier(expr: Extract<Expr, { kind: "quantifier" }>, scope: Scope): string {
    const method = expr.quantifier === "\\E" ? "some" : "every";
    const [items, sets, inner] = this.#boundItems(expr.bounds, scope);
    const body = this.condition(expr.body, inner);
    return items.reduceRight((code, item, i) => `${this.#op}.elementsOf(${sets[i]}).${method}((${item}) => ${code})`, body);
  }

  /** The JavaScript pattern for the names of a bound, and their scope. */
  #boundItem(bound: Pick<Bound, "tuple" | "names">, scope: Scope): readonly [string, Scope] {
    const names = bound.names.map(({ name }) => [name, this.program.fresh(name)] as const);
    const inner = bind(
      scope,
      names.map(([name, code]) => [name, plain(code)] as const),
    );
    const codes = names.map(([, code]) => code);
    return bound.tuple ? [`{ values: [${codes}] }`, inner] : [codes.join(", "), inner];
  }

  /** One pattern and one set for each quantified name or tuple, left to right. */
  #boundItems(bounds: readonly Bound[], scope: Scope): readonly [items: string[], sets: string[], inner: Scope] {
    const items: string[] = [];
    const sets: string[] = [];
    let inner = scope;
    for (const bound of bounds) {
      const set = this.value(bound.domain, scope);
      for (const part of bound.tuple ? [bound] : bound.names.map((name) => ({ tuple: false, names: [name] }))) {
        const [item, next] = this.#boundItem(part, inner);
        items.push(item);
        sets.push(set);
        inner = next;
      }
    }
    return [items, sets, inner];
  }

  #except(expr: Extract<Expr, { kind: "except" }>, scope: Scope): string {
    return expr.updates.reduce(
      (base, update) => {
        const keys = update.path.map((step) =>
          step.kind === "field"
            ? this.program.constant(this.program.universe.string(step.name))
            : step.args.length === 1
              ? this.value(step.args[0] as Expr, scope)
              : `${this.#op}.key([${step.args.map((arg) => this.value(arg, scope))}])`,
        );
        const old = this.program.fresh("old");
        return `${this.#op}.except(${base}, [${keys}], (${old}) => ${this.value(update.value, { ...scope, at: old })})`;
      },
      this.value(expr.base, scope),
    );
  }

  /** Local definitions as JavaScript declarations; a definition without parameters is evaluated at most once. */
  letDeclarations(definitions: readonly Definition[], scope: Scope): readonly [string, Scope] {
    let inner = scope;
    const declare: ((all: Scope) => string)[] = [];
    for (const definition of definitions) {
      if (definition.kind === "instance") return unsupported("INSTANCE in LET", definition.at);
      const code = this.program.fresh(definition.name);
      const expansion: Expansion | undefined =
        definition.kind === "operator" ? { params: definition.params, body: definition.body, scope: inner } : undefined;
      inner = bind(inner, [
        [definition.name, { code, call: true, ...(expansion === undefined ? { lookup: `${code}_at()` } : { expansion }) }],
      ]);
      declare.push((all) => this.#localDefinition(code, definition, all));
    }
    const declarations = declare.map((declaration) => declaration(inner));
    return [declarations.join(" "), inner];
  }

  #localDefinition(code: string, definition: Named, scope: Scope): string {
    if (definition.kind === "functionDefinition") return this.#functionDefinition(code, definition, scope, false);
    if (definition.params.length > 0) return this.#function(code, definition, scope);
    const body = this.value(definition.body, scope);
    // Next values differ from branch to branch.
    if (this.branching.isPrimed(definition.body, scope)) return `const ${code} = () => ${body};`;
    return `let c${code}; const ${code} = () => c${code} ??= ${body};`;
  }
}
