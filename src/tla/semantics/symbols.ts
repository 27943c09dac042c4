/** What names stand for, and the levels that go with them (Specifying Systems, 17.2). */

import type { SourceRange } from "../../lib/source.ts";
import { type Definition, Level } from "../ast.ts";

/** An expression's level when parameters stand for constants, and what raises it when they do not. */
export interface Leveled {
  readonly level: Level;
  /** The declared names whose own level the expression's level includes. */
  readonly raisedBy: ReadonlySet<Declared>;
}

/**
 * A constant, variable, parameter or bound name. Checking the definitions that use it finds out what may be put in its place;
 * the mutable fields collect that.
 */
export interface Declared {
  readonly kind: "constant" | "variable" | "parameter" | "bound";
  readonly name: string;
  readonly arity: number;
  readonly level: Level;
  readonly at: SourceRange | undefined;
  /** The highest level of an expression that may replace it. */
  maxLevel: Level;
  /** For an operator: the highest level of each argument that it is applied to, and the names that raise those levels. */
  readonly appliedTo: { level: Level; readonly raisedBy: Set<Declared> }[];
}

/** A defined operator, built in, standard or of a module; its formals are those of its instances, then its own. */
export interface Operator {
  readonly kind: "operator";
  readonly name: string;
  readonly formals: readonly Declared[];
  readonly levels: Leveled;
  readonly at: SourceRange | undefined;
  /** Two symbols of one origin are the same operator, however they came into scope. */
  readonly origin: object;
  readonly definition?: Definition;
}

export type Substitution = ReadonlyMap<Declared, Leveled>;

/** `I(p) == INSTANCE M WITH ...` */
export interface Instance {
  readonly kind: "instance";
  readonly name: string;
  readonly formals: readonly Declared[];
  /** The name of the module, and what it exports. */
  readonly module: string;
  readonly exported: ReadonlyMap<string, Named>;
  readonly substitution: Substitution;
  readonly at: SourceRange | undefined;
  readonly origin: object;
  readonly definition: Definition;
}

export type Named = Declared | Operator | Instance;

const nothing: ReadonlySet<Declared> = new Set();

export const constantLeveled: Leveled = { level: Level.constant, raisedBy: nothing };

export function leveled(level: Level): Leveled {
  return { level, raisedBy: nothing };
}

export function declare(
  kind: Declared["kind"],
  name: string,
  arity: number,
  at?: SourceRange,
  level: Level = Level.constant,
): Declared {
  const appliedTo = Array.from({ length: arity }, () => ({ level: Level.constant, raisedBy: new Set<Declared>() }));
  return { kind, name, arity, level, at, maxLevel: Level.temporal, appliedTo };
}

export function join(all: readonly Leveled[]): Leveled {
  let level: Level = Level.constant;
  let raisedBy = nothing;
  let own: Set<Declared> | undefined;
  for (const one of all) {
    if (one.level > level) level = one.level;
    if (one.raisedBy.size === 0 || one.raisedBy === raisedBy) continue;
    if (raisedBy.size === 0) {
      raisedBy = one.raisedBy;
    } else {
      if (own === undefined) {
        own = new Set(raisedBy);
        raisedBy = own;
      }
      for (const name of one.raisedBy) own.add(name);
    }
  }
  return { level, raisedBy };
}

/** The level of a declared name by itself; bound names raise nothing. */
export function ownLevel(name: Declared): Leveled {
  return name.kind === "bound" ? leveled(name.level) : { level: name.level, raisedBy: new Set([name]) };
}

/** Levels after names are replaced: names that are not in the map stay. */
export function substitute(levels: Leveled, replacement: (name: Declared) => Leveled | undefined): Leveled {
  if (levels.raisedBy.size === 0) return levels;
  return join([leveled(levels.level), ...[...levels.raisedBy].map((name) => replacement(name) ?? ownRaise(name))]);
}

function ownRaise(name: Declared): Leveled {
  return { level: Level.constant, raisedBy: new Set([name]) };
}

/** The operator as seen through an instance. */
export function throughInstance(operator: Operator, instance: Pick<Instance, "formals" | "substitution">): Operator {
  if (instance.formals.length === 0 && instance.substitution.size === 0) return operator;
  return {
    ...operator,
    formals: [...instance.formals, ...operator.formals],
    levels: substitute(operator.levels, (name) => instance.substitution.get(name)),
  };
}

export function arityOf(named: Named): number {
  return named.kind === "operator" || named.kind === "instance" ? named.formals.length : named.arity;
}
