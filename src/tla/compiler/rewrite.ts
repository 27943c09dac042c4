/** Rewrites the names of an expression, and tells the rewriter which names are bound around each. */

import type { Bound, Definition, Expr } from "../ast.ts";

type Apply = Extract<Expr, { kind: "apply" }>;
type Instance = Extract<Definition, { kind: "instance" }>;

/** What an environment must offer to rewrite expressions in it; it grows by the names that are bound on the way down. */
export interface RewriteScope<Self> {
  /** The scope inside of a binder; a name with its number of parameters. */
  bind(names: readonly (readonly [name: string, arity: number])[]): Self;
  /** What an application becomes; its arguments are rewritten, those of its path are not. */
  application(expr: Apply): Expr;
  /** What becomes of ENABLED and fairness, whose parts are rewritten. */
  enabling(written: Expr, rewritten: Extract<Expr, { kind: "enabled" | "fairness" }>): Expr;
  /** The scope after a local INSTANCE. */
  instance(definition: Instance): Self;
}

export function rewrite<S extends RewriteScope<S>>(expr: Expr, scope: S): Expr {
  const of = (inner: Expr): Expr => rewrite(inner, scope);
  const all = (items: readonly Expr[]): readonly Expr[] => items.map(of);
  switch (expr.kind) {
    case "number":
    case "string":
    case "at":
      return expr;
    case "apply":
      return scope.application(expr.args.length === 0 ? expr : { ...expr, args: all(expr.args) });
    case "junction":
    case "setLiteral":
    case "tuple":
    case "product":
      return { ...expr, items: all(expr.items) };
    case "quantifier":
    case "function": {
      const [bounds, inner] = rewriteBounds(expr.bounds, scope);
      return { ...expr, bounds, body: rewrite(expr.body, inner) };
    }
    case "setMap": {
      const [bounds, inner] = rewriteBounds(expr.bounds, scope);
      return { ...expr, bounds, item: rewrite(expr.item, inner) };
    }
    case "setFilter": {
      const [[bound], inner] = rewriteBounds([expr.bound], scope);
      return { ...expr, bound: bound as Bound, predicate: rewrite(expr.predicate, inner) };
    }
    case "choose": {
      const { bound } = expr;
      const inner = scope.bind(values(bound.names));
      const rewritten = "domain" in bound ? { ...bound, domain: of(bound.domain) } : bound;
      return { ...expr, bound: rewritten, body: rewrite(expr.body, inner) };
    }
    case "unbounded":
      return { ...expr, body: rewrite(expr.body, scope.bind(values(expr.names))) };
    case "lambda":
    case "label":
      return { ...expr, body: rewrite(expr.body, scope.bind(values(expr.params))) };
    case "functionSet":
      return { ...expr, domain: of(expr.domain), range: of(expr.range) };
    case "record":
    case "recordSet":
      return { ...expr, fields: expr.fields.map((field) => ({ ...field, value: of(field.value) })) };
    case "except": {
      const updates = expr.updates.map((update) => ({
        ...update,
        path: update.path.map((step) => (step.kind === "index" ? { ...step, args: all(step.args) } : step)),
        value: of(update.value),
      }));
      return { ...expr, base: of(expr.base), updates };
    }
    case "index":
      return { ...expr, fn: of(expr.fn), args: all(expr.args) };
    case "field":
      return { ...expr, record: of(expr.record) };
    case "if":
      // biome-ignore lint/suspicious/noThenProperty: the syntax tree names the parts of IF as TLA+ does; no node is ever awaited
      return { ...expr, condition: of(expr.condition), then: of(expr.then), otherwise: of(expr.otherwise) };
    case "case": {
      const arms = expr.arms.map(({ guard, value }) => ({ guard: of(guard), value: of(value) }));
      return { ...expr, arms, ...(expr.other === undefined ? {} : { other: of(expr.other) }) };
    }
    case "let":
      return rewriteLet(expr, scope);
    case "prime":
    case "unchanged":
    case "always":
    case "eventually":
      return { ...expr, operand: of(expr.operand) };
    case "enabled":
      return scope.enabling(expr, { ...expr, operand: of(expr.operand) });
    case "fairness":
      return scope.enabling(expr, { ...expr, action: of(expr.action), subscript: of(expr.subscript) });
    case "square":
    case "angle":
      return { ...expr, action: of(expr.action), subscript: of(expr.subscript) };
    case "leadsTo":
      return { ...expr, left: of(expr.left), right: of(expr.right) };
  }
}

function rewriteLet<S extends RewriteScope<S>>(expr: Extract<Expr, { kind: "let" }>, outer: S): Expr {
  let scope = outer.bind(expr.recursive.map(({ name, arity }) => [name, arity] as const));
  const definitions: Definition[] = [];
  for (const definition of expr.definitions) {
    if (definition.kind === "instance") {
      scope = scope.instance(definition);
      continue;
    }
    definitions.push(rewriteDefinition(definition, scope));
    scope = scope.bind([[definition.name, definition.kind === "operator" ? definition.params.length : 0]]);
  }
  const body = rewrite(expr.body, scope);
  return definitions.length === 0 ? body : { ...expr, definitions, body };
}

/** A definition with its body rewritten; its name and parameters stay. */
export function rewriteDefinition<S extends RewriteScope<S>, D extends Exclude<Definition, Instance>>(
  definition: D,
  scope: S,
): D {
  if (definition.kind === "operator") {
    const inner = scope.bind(definition.params.map(({ name, arity }) => [name, arity] as const));
    return { ...definition, body: rewrite(definition.body, inner) };
  }
  const [bounds, inner] = rewriteBounds(definition.bounds, scope.bind([[definition.name, 0]]));
  return { ...definition, bounds, body: rewrite(definition.body, inner) };
}

function rewriteBounds<S extends RewriteScope<S>>(bounds: readonly Bound[], scope: S): readonly [readonly Bound[], S] {
  const rewritten = bounds.map((bound) => ({ ...bound, domain: rewrite(bound.domain, scope) }));
  return [rewritten, scope.bind(bounds.flatMap(({ names }) => values(names)))];
}

const values = (names: readonly { readonly name: string }[]) => names.map(({ name }) => [name, 0] as const);
