/** Names with arguments: what they refer to, how many arguments they take, and the level of the whole. */

import { NexusError } from "../../lib/errors.ts";
import type { SourceRange } from "../../lib/source.ts";
import { type Expr, Level } from "../ast.ts";
import { countOf, suggestion } from "../diagnostics.ts";
import type { Scope } from "./scope.ts";
import {
  arityOf,
  type Declared,
  join,
  type Leveled,
  leveled,
  type Named,
  type Operator,
  ownLevel,
  throughInstance,
} from "./symbols.ts";
import { refuseMixture } from "./temporal.ts";

type Apply = Extract<Expr, { kind: "apply" }>;

const levelNames = { 0: "constant", 1: "state", 2: "action", 3: "temporal" } as const;

/** How the expressions inside an application are checked. */
export interface ExpressionChecks {
  readonly scope: Scope;
  expression(expr: Expr): Leveled;
  lambda(expr: Extract<Expr, { kind: "lambda" }>): Operator;
}

/** An argument: an expression's level, or an operator. */
export interface Argument {
  readonly levels: Leveled;
  readonly operator?: Operator | Declared;
  readonly at: SourceRange;
}

/** An expression's level must not exceed a bound, whatever its parameters stand for. */
export function constrain(levels: Leveled, highest: Level, at: SourceRange, what: string): void {
  if (levels.level > highest) {
    const hint =
      highest === Level.state && levels.level === Level.action ? "it contains a prime or UNCHANGED already" : undefined;
    throw new NexusError(
      "tla-level",
      `${what} has ${levelNames[levels.level]} level, expected ${levelNames[highest]} level at most`,
      {
        at,
        ...(hint === undefined ? {} : { hint }),
      },
    );
  }
  for (const name of levels.raisedBy) if (name.maxLevel > highest) name.maxLevel = highest;
}

export function failArity(named: Named, found: number, at: SourceRange): never {
  const expected = countOf(arityOf(named), "argument");
  throw new NexusError("tla-arity", `\`${named.name}\` takes ${expected}, found ${countOf(found, "argument")}`, { at });
}

/** What a name with its instance prefixes refers to, and the arguments of the prefixes. */
export function resolve(
  checker: ExpressionChecks,
  expr: Apply,
): { readonly named: Declared | Operator; readonly prefixArguments: readonly Expr[] } {
  const prefixArguments: Expr[] = [];
  let find = (name: string): Named | undefined => checker.scope.find(name);
  let unknown = (name: string, at: SourceRange): never => checker.scope.unknown(name, at);
  let wrap = (operator: Operator): Operator => operator;
  for (const step of expr.path ?? []) {
    const named = find(step.name) ?? unknown(step.name, step.at);
    if (named.kind !== "instance") {
      throw new NexusError("tla-name", `\`${step.name}\` is no instance of a module`, {
        at: step.at,
        hint: "`!` selects from `I == INSTANCE M`, or a part of a definition of a module",
      });
    }
    if (named.formals.length !== step.args.length) failArity(named, step.args.length, step.at);
    prefixArguments.push(...step.args);
    const outer = wrap;
    wrap = (operator) => outer(throughInstance(operator, named));
    const { exported, module } = named;
    find = (name) => selectable(exported.get(name));
    unknown = (name, at) => {
      const names = [...exported].filter(([, one]) => selectable(one) !== undefined).map(([key]) => key);
      const hint = suggestion(name, names);
      throw new NexusError("tla-name", `module ${module} defines no \`${name}\``, hint === undefined ? { at } : { at, hint });
    };
  }
  const named = find(expr.name) ?? unknown(expr.name, expr.at);
  if (named.kind === "instance") {
    throw new NexusError("tla-name", `\`${expr.name}\` is an instance of a module, not an expression`, {
      at: expr.at,
      hint: `select one of its definitions: ${expr.name}!Op`,
    });
  }
  return { named: named.kind === "operator" ? wrap(named) : named, prefixArguments };
}

/** Only definitions are selected with `!`, not what a module declares. */
function selectable(named: Named | undefined): Named | undefined {
  return named?.kind === "operator" || named?.kind === "instance" ? named : undefined;
}

export function application(checker: ExpressionChecks, expr: Apply): Leveled {
  const { named, prefixArguments } = resolve(checker, expr);
  const args = [...prefixArguments, ...expr.args];
  if (args.length !== arityOf(named)) failArity(named, expr.args.length, expr.at);
  if (named.kind !== "operator") {
    return applyDeclared(
      named,
      args.map((arg) => argument(checker, arg, 0, named.name)),
    );
  }
  const checked = args.map((arg, index) => argument(checker, arg, (named.formals[index] as Declared).arity, named.name));
  if (expr.name === "=>" || expr.name === "<=>")
    refuseMixture(
      expr.name,
      args,
      checked.map((arg) => arg.levels),
    );
  return applyOperator(named, checked);
}

/** The level of a name that stands alone, without arguments. */
export function alone(named: Declared | Operator): Leveled {
  return named.kind === "operator" ? applyOperator(named, []) : ownLevel(named);
}

/** Checks one argument against the arity that its parameter declares: 0 for a value. */
export function argument(checker: ExpressionChecks, expr: Expr, arity: number, receiver: string): Argument {
  if (arity === 0) return { levels: checker.expression(expr), at: expr.at };
  const operator = operatorArgument(checker, expr);
  if (operator === undefined) {
    throw new NexusError(
      "tla-arity",
      `\`${receiver}\` expects an operator of ${countOf(arity, "argument")} here, found an expression`,
      {
        at: expr.at,
        hint: "pass the name of an operator, or LAMBDA",
      },
    );
  }
  if (arityOf(operator) !== arity) {
    throw new NexusError(
      "tla-arity",
      `\`${receiver}\` expects an operator of ${countOf(arity, "argument")} here, found one of ${arityOf(operator)}`,
      { at: expr.at },
    );
  }
  if (operator.kind === "operator" && operator.formals.some((formal) => formal.arity > 0)) {
    throw new NexusError("tla-arity", `\`${operator.name}\` takes an operator itself and cannot be passed as an argument`, {
      at: expr.at,
    });
  }
  return { levels: operatorLevel(operator), operator, at: expr.at };
}

function operatorArgument(checker: ExpressionChecks, expr: Expr): Operator | Declared | undefined {
  if (expr.kind === "lambda") return checker.lambda(expr);
  if (expr.kind !== "apply" || expr.args.length > 0) return undefined;
  const { named, prefixArguments } = resolve(checker, expr);
  if (prefixArguments.length > 0) return undefined;
  return arityOf(named) === 0 ? undefined : named;
}

function operatorLevel(operator: Operator | Declared): Leveled {
  if (operator.kind !== "operator") return ownLevel(operator);
  const formals = new Set(operator.formals);
  return { level: operator.levels.level, raisedBy: new Set([...operator.levels.raisedBy].filter((name) => !formals.has(name))) };
}

/** A constant, variable or parameter, applied if it is an operator; what it is applied to bounds what may replace it. */
function applyDeclared(named: Declared, args: readonly Argument[]): Leveled {
  args.forEach((arg, index) => {
    noteApplied(named, index, arg.levels);
  });
  return join([ownLevel(named), ...args.map((arg) => arg.levels)]);
}

function noteApplied(named: Declared, index: number, levels: Leveled): void {
  const noted = named.appliedTo[index];
  if (noted === undefined) return;
  if (levels.level > noted.level) noted.level = levels.level;
  for (const name of levels.raisedBy) noted.raisedBy.add(name);
}

function applyOperator(operator: Operator, args: readonly Argument[]): Leveled {
  const replacement = (name: Declared): Leveled | undefined => {
    const index = operator.formals.indexOf(name);
    return index < 0 ? undefined : (args[index] as Argument).levels;
  };
  operator.formals.forEach((formal, index) => {
    const arg = args[index] as Argument;
    constrain(arg.levels, formal.maxLevel, arg.at, `argument ${index + 1} of \`${operator.name}\``);
    if (arg.operator !== undefined) constrainApplications(formal, arg.operator, replacement, arg.at);
  });
  let { level } = operator.levels;
  const raised: Leveled[] = [];
  for (const name of operator.levels.raisedBy) {
    const by = replacement(name);
    if (by === undefined) raised.push({ level: Level.constant, raisedBy: new Set([name]) });
    else {
      raised.push(by);
      if (by.level > level) level = by.level;
    }
  }
  return raised.length === 0 ? leveled(level) : { level, raisedBy: join(raised).raisedBy };
}

/** An operator that replaces a parameter must accept what the parameter is applied to. */
export function constrainApplications(
  formal: Declared,
  operator: Operator | Declared,
  replacement: (name: Declared) => Leveled | undefined,
  at: SourceRange,
): void {
  formal.appliedTo.forEach(({ level, raisedBy }, index) => {
    const applied = join([leveled(level), ...[...raisedBy].map((name) => replacement(name) ?? ownLevel(name))]);
    if (operator.kind !== "operator") noteApplied(operator, index, applied);
    else
      constrain(
        applied,
        (operator.formals[index] as Declared).maxLevel,
        at,
        `what \`${formal.name}\` applies \`${operator.name}\` to`,
      );
  });
}
