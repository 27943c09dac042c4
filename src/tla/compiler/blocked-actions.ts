/**
 * Why no step is possible in a state: for each action of Next the first false conjunct. Next is generated once more, with code that
 * notes each conjunct as it is reached; of an action's bindings, the one counts that gets furthest.
 */

import type { Itf, ItfRecord } from "../../lib/data.ts";
import type { SourceRange } from "../../lib/source.ts";
import type { Definition, Expr } from "../ast.ts";
import { toItf } from "../values/itf.ts";
import { EvaluationError, type Value } from "../values/value.ts";
import { definitionParts, parts } from "../walk.ts";
import type { Then } from "./assigned.ts";
import type { Program } from "./program.ts";
import type { Local, Scope } from "./scope.ts";
import type { StepNames } from "./step-names.ts";

/** An action, or one of its disjuncts, that is not possible in a state. */
export interface BlockedAction {
  readonly action: string;
  /** The binding that gets furthest; empty where no action is entered. */
  readonly args: ItfRecord;
  /** The action's expression in Next or in its definition. */
  readonly at: SourceRange;
  /** The first false one; absent where Next takes another branch (of IF or CASE), so that none is evaluated. */
  readonly conjunct?: { readonly text: string; readonly at: SourceRange };
  /** What the conjunct reads, by name: variables, `x'` where x has its next value, bound names. */
  readonly values: ItfRecord;
}

/** A conjunct: where it is, and the expressions whose variables it reads. */
export interface Place {
  readonly at: SourceRange;
  readonly reads: readonly Expr[];
}

type State = readonly Value[];

/** The generated code, as far as it is needed here. */
interface NotedCode {
  readonly load: (state: State) => void;
  readonly next: (visit: (state: State) => boolean) => void;
  readonly labelArgs: () => readonly (Value | (() => Value))[];
}

interface NotedConjunct extends Place {
  /** The labels of the actions in which it stands, or before which. */
  readonly labels: Set<number>;
  readonly isInAction: boolean;
}

interface Reached {
  readonly conjunct: number;
  readonly args: ItfRecord;
  readonly values: ItfRecord;
}

/** Notes the conjuncts of Next: first while the code is generated, then each time that they are reached. */
export class ReachedConjuncts {
  readonly #program: Program;
  readonly #steps: StepNames;
  readonly #conjuncts: NotedConjunct[] = [];
  /** The conjuncts before the action whose code is being generated. */
  readonly #around: number[] = [];
  #label: number | null = null;
  /** Not 0 inside of what counts as one conjunct. */
  #inside = 0;
  #furthest = new Map<number, Reached>();
  #code: NotedCode | null = null;

  constructor(program: Program, steps: StepNames) {
    this.#program = program;
    this.#steps = steps;
  }

  /** Code of an action is generated from here on. */
  enter(label: number): void {
    this.#label = label;
    for (const conjunct of this.#around) this.#conjuncts[conjunct]?.labels.add(label);
  }

  leave(): void {
    this.#label = null;
  }

  /** The code of a conjunct and of what follows it, preceded by a note that it is reached. */
  conjunct(place: Place, scope: Scope, generate: () => string): string {
    if (this.#inside > 0) return generate();
    const [note, code] = this.#noted(place, scope, generate);
    return `${note}; ${code}`;
  }

  /** The code of a branch of IF or CASE: before an action is entered, its condition is like a conjunct. */
  branch(place: Place, scope: Scope, condition: string, generate: () => string): string | undefined {
    if (this.#inside > 0 || this.#label !== null) return undefined;
    const [note, code] = this.#noted(place, scope, generate);
    return `if (${note}, ${condition}) { ${code} }`;
  }

  /** The expression that notes a conjunct, and the code of what follows. */
  #noted(place: Place, scope: Scope, generate: () => string): readonly [string, string] {
    const isInAction = this.#label !== null;
    const index = this.#conjuncts.push({ ...place, isInAction, labels: new Set(isInAction ? [this.#label as number] : []) }) - 1;
    const [names, codes] = this.#read(place, scope);
    const note = this.#program.constant((values: () => readonly unknown[]) => this.#note(index, names, values));
    if (!isInAction) this.#around.push(index);
    const code = generate();
    if (!isInAction) this.#around.pop();
    return [`${note}(() => [${codes}])`, code];
  }

  /** A conjunct whose parts are no conjuncts of their own. */
  whole(place: Place, scope: Scope, then: Then, generate: (then: Then) => string): string {
    return this.conjunct(place, scope, () => {
      this.#inside += 1;
      const code = generate((end) => {
        this.#inside -= 1;
        const rest = then(end);
        this.#inside += 1;
        return rest;
      });
      this.#inside -= 1;
      return code;
    });
  }

  /** The names that a conjunct reads and the code of their values. */
  #read({ reads }: Place, scope: Scope): readonly [readonly string[], readonly string[]] {
    const { state, next } = variablesOf(this.#program, reads);
    const free = new Set(reads.flatMap((expr) => [...this.#program.dependence(expr).free]));
    const locals = [...free].flatMap((name) => {
      const code = valueCode(this.#program, scope.locals.get(name));
      return code === null ? [] : [[name, code] as const];
    });
    const pairs = [
      ...locals,
      ...[...state].sort((a, b) => a - b).map((i) => [this.#program.variables[i] as string, `s${i}`] as const),
      ...[...next].sort((a, b) => a - b).map((i) => [`${this.#program.variables[i]}'`, `t${i}`] as const),
    ];
    return [pairs.map(([name]) => name), pairs.map(([, code]) => `() => ${code}`)];
  }

  #note(conjunct: number, names: readonly string[], values: () => readonly unknown[]): void {
    const { labels, isInAction } = this.#conjuncts[conjunct] as NotedConjunct;
    for (const label of labels) {
      if ((this.#furthest.get(label)?.conjunct ?? -1) >= conjunct) continue;
      // Before an action is entered, the label's arguments are those of another step.
      const args = isInAction ? this.#steps.args(label, this.#code?.labelArgs() ?? []) : {};
      this.#furthest.set(label, { conjunct, args, values: known(names, values()) });
    }
  }

  /** Every action in a state without steps, in the order of Next. `code` is what was generated with these notes. */
  in(code: NotedCode, state: State): readonly BlockedAction[] {
    this.#furthest = new Map();
    this.#code = code;
    code.load(state);
    code.next(() => false);
    return [...this.#steps.labels.values()].map(({ name, at }, label) => {
      const reached = this.#furthest.get(label);
      if (reached === undefined) return { action: name, args: {}, at, values: {} };
      const place = this.#conjuncts[reached.conjunct] as NotedConjunct;
      const conjunct = { text: this.#program.textAt(place.at), at: place.at };
      return { action: name, args: reached.args, at, conjunct, values: reached.values };
    });
  }
}

/** The code of a local name's value; null for an operator with parameters, and for what speaks of next values, which may be missing. */
function valueCode(program: Program, local: Local | undefined): string | null {
  if (local === undefined || local.fn !== undefined) return null;
  const { expansion } = local;
  if (expansion !== undefined && (expansion.params.length > 0 || program.dependence(expansion.body).primed)) return null;
  return local.call ? `${local.code}()` : local.code;
}

/** The names that have values: a variable may have no next value yet, and what a definition stands for may have none. */
function known(names: readonly string[], values: readonly unknown[]): ItfRecord {
  return Object.fromEntries(
    names.flatMap((name, i) => {
      const value = itfOf(values[i] as () => Value | undefined);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function itfOf(value: () => Value | undefined): Itf | undefined {
  try {
    const found = value();
    return found === undefined || typeof found === "function" ? undefined : toItf(found);
  } catch (error) {
    if (error instanceof EvaluationError || error instanceof RangeError || error instanceof TypeError) return undefined;
    throw error;
  }
}

/** The variables that expressions read, also through definitions, by index; of next values only those that they name themselves. */
function variablesOf(program: Program, reads: readonly Expr[]): { readonly state: Set<number>; readonly next: Set<number> } {
  const [state, next, seen] = [new Set<number>(), new Set<number>(), new Set<Definition>()];
  const visit = (expr: Expr, into: Set<number>): void => {
    if (expr.kind === "apply" && !program.isBound(expr.name)) {
      const meaning = program.meaning(expr.name);
      if (meaning?.kind === "variable" && meaning.index < program.variables.length) into.add(meaning.index);
      if (meaning?.kind === "definition" && !seen.has(meaning.definition)) {
        seen.add(meaning.definition);
        for (const part of definitionParts(meaning.definition)) visit(part, into);
      }
    }
    for (const part of parts(expr)) visit(part, expr.kind === "prime" ? next : into);
  };
  for (const expr of reads) visit(expr, state);
  return { state, next };
}
