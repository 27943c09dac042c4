/**
 * The syntax tree of TLA+, as the parser builds it, semantic analysis annotates it and the compiler reads it. Every node
 * carries its position. Names follow the grammar of "Specifying Systems" (Lamport 2002, ch. 15).
 */

import type { SourceRange } from "../lib/source.ts";

interface Node {
  readonly at: SourceRange;
}

/** TLA+ levels (Specifying Systems, 17.2): constant, state, action, temporal. */
export const Level = { constant: 0, state: 1, action: 2, temporal: 3 } as const;
export type Level = (typeof Level)[keyof typeof Level];

export interface Identifier extends Node {
  readonly name: string;
}

/** A bound in a quantifier, set or function constructor: `x, y \in S` or `<<x, y>> \in S`. */
export interface Bound extends Node {
  /** `tuple` when the names destructure one tuple. */
  readonly tuple: boolean;
  readonly names: readonly Identifier[];
  readonly domain: Expr;
}

/** A declared operator parameter, possibly an operator itself: `F(_, _)` has arity 2. */
export interface Parameter extends Identifier {
  readonly arity: number;
}

/** One step of an EXCEPT path: `.field` or `[index, ...]`. */
export type PathStep =
  | (Node & { readonly kind: "field"; readonly name: string })
  | (Node & { readonly kind: "index"; readonly args: readonly Expr[] });

export interface ExceptUpdate extends Node {
  readonly path: readonly PathStep[];
  readonly value: Expr;
}

/** A variable of an instantiated module under a name of its own, and what the instance puts in its place. */
export interface InstanceVariable {
  readonly name: string;
  readonly value: Expr;
}

export type Expr =
  | (Node & { readonly kind: "number"; readonly value: number })
  | (Node & { readonly kind: "string"; readonly value: string })
  /**
   * A name or an operator application; nullary when `args` is empty. Infix, prefix and postfix operators (`\in`, `+`, `~`,
   * `'` excepted) are applications too, under their canonical name (`\in`, not `\u2208`; unary minus is `-.`).
   * `path` holds the instance prefixes of `I!Op` with their arguments, outermost first.
   */
  | (Node & {
      readonly kind: "apply";
      readonly name: string;
      readonly args: readonly Expr[];
      readonly path?: readonly (Node & { readonly name: string; readonly args: readonly Expr[] })[];
    })
  /** A conjunction or disjunction, written as a bulleted list or infix; nested lists of the same operator are kept nested. */
  | (Node & {
      readonly kind: "junction";
      readonly op: "/\\" | "\\/";
      readonly items: readonly Expr[];
      readonly bulleted: boolean;
    })
  | (Node & {
      readonly kind: "quantifier";
      readonly quantifier: "\\E" | "\\A";
      readonly bounds: readonly Bound[];
      readonly body: Expr;
    })
  /** `\E x : P`, `\A x : P`, `\EE`, `\AA`: without a domain; parsed, refused by the compiler. */
  | (Node & {
      readonly kind: "unbounded";
      readonly quantifier: "\\E" | "\\A" | "\\EE" | "\\AA";
      readonly names: readonly Identifier[];
      readonly body: Expr;
    })
  | (Node & {
      readonly kind: "choose";
      readonly bound: Bound | { readonly tuple: boolean; readonly names: readonly Identifier[] };
      readonly body: Expr;
    })
  | (Node & { readonly kind: "setLiteral"; readonly items: readonly Expr[] })
  /** `{x \in S : P}` */
  | (Node & { readonly kind: "setFilter"; readonly bound: Bound; readonly predicate: Expr })
  /** `{e : x \in S, ...}` */
  | (Node & { readonly kind: "setMap"; readonly item: Expr; readonly bounds: readonly Bound[] })
  /** `[x \in S |-> e]` */
  | (Node & { readonly kind: "function"; readonly bounds: readonly Bound[]; readonly body: Expr })
  /** `[S -> T]` */
  | (Node & { readonly kind: "functionSet"; readonly domain: Expr; readonly range: Expr })
  | (Node & { readonly kind: "record"; readonly fields: readonly { readonly name: string; readonly value: Expr }[] })
  | (Node & { readonly kind: "recordSet"; readonly fields: readonly { readonly name: string; readonly value: Expr }[] })
  | (Node & { readonly kind: "tuple"; readonly items: readonly Expr[] })
  /** `S \X T \X U` */
  | (Node & { readonly kind: "product"; readonly items: readonly Expr[] })
  | (Node & { readonly kind: "except"; readonly base: Expr; readonly updates: readonly ExceptUpdate[] })
  /** `@` inside EXCEPT. */
  | (Node & { readonly kind: "at" })
  /** `f[x, y]` */
  | (Node & { readonly kind: "index"; readonly fn: Expr; readonly args: readonly Expr[] })
  /** `r.field` */
  | (Node & { readonly kind: "field"; readonly record: Expr; readonly name: string })
  | (Node & { readonly kind: "if"; readonly condition: Expr; readonly then: Expr; readonly otherwise: Expr })
  | (Node & {
      readonly kind: "case";
      readonly arms: readonly { readonly guard: Expr; readonly value: Expr }[];
      readonly other?: Expr;
    })
  /** `recursive` holds the RECURSIVE declarations among the definitions; each definition that uses its own name has one. */
  | (Node & {
      readonly kind: "let";
      readonly definitions: readonly Definition[];
      readonly recursive: readonly Parameter[];
      readonly body: Expr;
    })
  | (Node & { readonly kind: "lambda"; readonly params: readonly Identifier[]; readonly body: Expr })
  | (Node & { readonly kind: "prime"; readonly operand: Expr })
  | (Node & { readonly kind: "unchanged"; readonly operand: Expr })
  /** Through INSTANCE, flattening adds the module's variables, in whose names the operand is then written; null: it cannot. */
  | (Node & { readonly kind: "enabled"; readonly operand: Expr; readonly instance?: readonly InstanceVariable[] | null })
  /** `[A]_v` */
  | (Node & { readonly kind: "square"; readonly action: Expr; readonly subscript: Expr })
  /** `<<A>>_v` */
  | (Node & { readonly kind: "angle"; readonly action: Expr; readonly subscript: Expr })
  | (Node & { readonly kind: "always" | "eventually"; readonly operand: Expr })
  | (Node & { readonly kind: "leadsTo"; readonly left: Expr; readonly right: Expr })
  /** Through INSTANCE, flattening adds what `ENABLED <<A>>_v` is there. */
  | (Node & {
      readonly kind: "fairness";
      readonly strength: "WF" | "SF";
      readonly subscript: Expr;
      readonly action: Expr;
      readonly enabled?: Expr;
    })
  /** `label :: e`; transparent for evaluation. */
  | (Node & { readonly kind: "label"; readonly name: string; readonly params: readonly Identifier[]; readonly body: Expr });

export type Definition =
  /** `Op(a, F(_)) == e`; infix, prefix and postfix definitions have their operator as name. */
  | (Node & {
      readonly kind: "operator";
      readonly name: string;
      readonly nameAt: SourceRange;
      readonly params: readonly Parameter[];
      readonly body: Expr;
      readonly local: boolean;
    })
  /** `f[x \in S] == e` */
  | (Node & {
      readonly kind: "functionDefinition";
      readonly name: string;
      readonly nameAt: SourceRange;
      readonly bounds: readonly Bound[];
      readonly body: Expr;
      readonly local: boolean;
    })
  /** `I(p) == INSTANCE M WITH a <- e`; an unnamed `INSTANCE M` has no name. */
  | (Node & {
      readonly kind: "instance";
      readonly name?: string;
      readonly params: readonly Parameter[];
      readonly module: string;
      readonly moduleAt: SourceRange;
      readonly substitutions: readonly { readonly name: string; readonly at: SourceRange; readonly value: Expr }[];
      readonly local: boolean;
    });

export type Unit =
  | Definition
  | (Node & { readonly kind: "constants"; readonly params: readonly Parameter[] })
  | (Node & { readonly kind: "variables"; readonly names: readonly Identifier[] })
  | (Node & { readonly kind: "recursive"; readonly params: readonly Parameter[] })
  | (Node & { readonly kind: "assume"; readonly name?: string; readonly body: Expr })
  /** THEOREM, LEMMA, ...; its proof, if any, is skipped. */
  | (Node & { readonly kind: "theorem"; readonly name?: string; readonly body?: Expr })
  | (Node & { readonly kind: "module"; readonly module: Module })
  | (Node & { readonly kind: "separator" });

export interface Module extends Node {
  readonly name: string;
  readonly extends: readonly Identifier[];
  readonly units: readonly Unit[];
  /** The text that the positions refer to, for excerpts in messages. */
  readonly source: string;
}

/** A model: what a cfg file says. Positions refer to the cfg file. */
export interface Config {
  readonly file: string;
  readonly specification?: Identifier;
  readonly init?: Identifier;
  readonly next?: Identifier;
  readonly constants: readonly ConstantAssignment[];
  readonly invariants: readonly Identifier[];
  readonly properties: readonly Identifier[];
  readonly constraints: readonly Identifier[];
  readonly actionConstraints: readonly Identifier[];
  readonly symmetry?: Identifier;
  readonly view?: Identifier;
  readonly alias?: Identifier;
  readonly postcondition?: Identifier;
  /** TLC checks for deadlock unless told FALSE. */
  readonly checkDeadlock: boolean;
}

export type ConstantAssignment =
  /** `name = value` or `name = [Module] value` */
  | (Node & { readonly kind: "value"; readonly name: string; readonly value: ConfigValue; readonly module?: string })
  /** `name <- definition` or `name <- [Module] definition` */
  | (Node & { readonly kind: "replacement"; readonly name: string; readonly by: string; readonly module?: string });

export type ConfigValue =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "modelValue"; readonly name: string }
  | { readonly kind: "set"; readonly items: readonly ConfigValue[] };
