/**
 * The closed system that the checker explores: a machine, the world around it (network, adversary, ghosts), and the candidates
 * of every argument. Pure data and functions; the checker turns it into a {@link StateGraph}.
 */

import type { Data, Itf, ItfRecord } from "./data.ts";
import type { Schema } from "./schema.ts";
import type { SourceRange } from "./source.ts";

/** A step: the next state and its effects in order, or the name of the first guard that is false. */
export type Stepped<S, E, R extends string> = readonly [next: S, effects: readonly E[]] | R;

/** Whether a module's machine takes the step, or the world around it. */
export type ActionKind = "machine" | "environment";

/** An action's arguments by name, in the order of the TLA+ parameters. */
export type Args = { readonly [name: string]: Data };

/**
 * An action of a closed system. One name everywhere: TLA+ action, key, function, trace event.
 *
 * `params` are the candidates of each argument: an array where they are the same in all states, else a function of the state.
 * They mirror the domains of the quantifiers in Next and must not filter by a guard. `outside` are values beyond the domain
 * that lockstep also tries; the step must refuse them.
 *
 * `admits` is the environment's say in a machine action: may this input occur at all (an honest node signs only what it
 * executed, the window assumption)? It returns null, or the name of the environment guard that is false. Lockstep asks `step`
 * regardless, so that the machine's guards and effects are compared on inputs that the environment would not produce as well.
 */
export interface SystemAction<S, A extends Args = Args> {
  readonly kind: ActionKind;
  readonly params: { readonly [P in keyof A]: readonly A[P][] | ((state: S) => readonly A[P][]) };
  readonly outside?: { readonly [P in keyof A]?: readonly Data[] | undefined };
  readonly admits?: (state: S, args: A) => string | null;
  readonly covers?: (state: S, args: A) => readonly CoveredStep<S>[];
  readonly step: (state: S, args: A) => Stepped<S, Data, string>;
}

/**
 * One of the steps of the spec that a driver takes at once. An action with `covers` is a driver: no action of Next, but a sequence
 * of them. `covers` names the sequence in any state, also where the driver refuses it; lockstep takes the spec through it and
 * compares the abstraction after each step, the effects of all, and the refusal with the first false conjunct on the way.
 */
export interface CoveredStep<S> {
  /** An action of Next. */
  readonly action: string;
  readonly args: Args;
  /** The code's state after it. The last is not compared: the driver's own successor stands for it. */
  readonly after: S;
}

/** An action whose arguments' type is forgotten, so that actions of different arguments stand in one record. */
export interface AnySystemAction<S> {
  readonly kind: ActionKind;
  readonly params: { readonly [param: string]: readonly Data[] | ((state: S) => readonly Data[]) };
  readonly outside?: { readonly [param: string]: readonly Data[] | undefined };
  readonly admits?: (state: S, args: never) => string | null;
  readonly covers?: (state: S, args: never) => readonly CoveredStep<S>[];
  readonly step: (state: S, args: never) => Stepped<S, Data, string>;
}

/**
 * Permutations that a model does not distinguish: each maps behaviours to behaviours with the same actions, and preserves every
 * invariant and witness.
 */
export interface Symmetry<S> {
  /** What may be permuted, as a report names it. */
  readonly about: string;
  /** The representative of a state's orbit: the same for two states exactly when a permutation leads from one to the other. */
  readonly canonical: (state: S) => S;
  /** A state of the same orbit, by permutations drawn with `random`, which gives numbers from 0 up to 1; every state can come. */
  readonly permuted: (state: S, random: () => number) => S;
  /** The permutations themselves. Certificates need them; exploring does not. */
  readonly group?: PermutationGroup<S>;
}

/** What a permutation renames, as states of the code have it. */
export type Point = number | string;

/** Where a permutation takes points; the others stay where they are. */
export type Permutation = ReadonlyMap<Point, Point>;

/** The permutations of a {@link Symmetry}: all that take each of the classes to itself. No point is in two of them. */
export interface PermutationGroup<S> {
  readonly classes: readonly (readonly Point[])[];
  /** The state with every point renamed. */
  readonly rename: (state: S, by: Permutation) => S;
  /** A permutation that takes a state to its orbit's representative. */
  readonly toCanonical: (state: S) => Permutation;
}

/** A predicate of states: an invariant, or a witness that must be reached. */
export type Predicate<S> = (state: S) => boolean;

export interface System<S> {
  /** The TLA+ module that this system executes. */
  readonly module: string;
  /** The model's name, as in `spec/tla/MC<...>.cfg`. */
  readonly name: string;
  readonly schema: Schema<S>;
  /** Which TLA+ variables are the machine's and which the world's: the tuples `machine` and `world` of the module. */
  readonly variables?: { readonly machine: readonly string[]; readonly world: readonly string[] };
  readonly initial: readonly S[];
  /** In the order of Next: machine actions, then environment actions. Internal actions and drivers may stand anywhere. */
  readonly actions: { readonly [name: string]: AnySystemAction<S> };
  /**
   * Actions that the spec does not see, each with the reason. They leave the abstraction as it is and have no effects, and no
   * path of them is infinite; lockstep checks all this, and compares the rest as a branching bisimulation.
   */
  readonly internal?: { readonly [action: string]: string };
  /**
   * Fields that the abstraction forgets, each with the reason: `machine.timer`, or `nodes.*.timer` for a field of each element.
   * Reachable states with one abstraction may differ in these alone.
   */
  readonly hidden?: { readonly [path: string]: string };
  readonly invariants: { readonly [name: string]: Predicate<S> };
  /** States that must be reached, so that no invariant is vacuous. */
  readonly witnesses: { readonly [name: string]: Predicate<S> };
  /** The TLA+ variables of a state. It renames and reshapes; it calls no function of the machine. */
  readonly abstract: (state: S) => ItfRecord;
  /** How each argument is written in TLA+, where it is not its JSON form. */
  readonly abstractArg?: { readonly [param: string]: (value: Data) => Itf };
  /** How an effect is written in TLA+, where it is not its JSON form. */
  readonly abstractEffect?: (effect: Data) => Itf;
  /** Lockstep needs it; exploring the code alone does not. */
  readonly refusals?: RefusalTable;
  /** For exploring orbits instead of states, where asked; safety only. */
  readonly symmetry?: Symmetry<S>;
}

/**
 * Which conjunct each refusal of each action stands for: `1` is the first conjunct of the action's definition, `"in:S"` the
 * domain of the parameter `S` and `"env1"` the first guard of the environment in Next. `"Vote/1"` is a conjunct of an action that a
 * driver covers, and `"internal"` says that an internal step must come first.
 */
export type RefusalTable = { readonly [action: string]: { readonly [refusal: string]: ConjunctName } };
type OwnConjunct = number | `in:${string}` | `env${number}`;
export type ConjunctName = OwnConjunct | `${string}/${OwnConjunct}` | "internal";

/** The id of the conjunct that a refusal stands for, as in `Conjunct.id`; null where that is an internal step. */
export function conjunctId(action: string, name: ConjunctName): string | null {
  if (name === "internal") return null;
  return typeof name === "string" && name.includes("/") ? name : `${action}/${name}`;
}

/**
 * What the explorer walks: a graph of states with packed keys, from either world. A key is `words` 32-bit integers, equal
 * exactly when the states are.
 */
export interface StateGraph<S> {
  readonly name: string;
  readonly words: number;
  /** Names of actions; an action is its index here. */
  readonly actions: readonly string[];
  initial(): readonly S[];
  /** Writes the key of a state at an offset. Throws `NexusError` `bound-exceeded` when a value is outside its schema. */
  pack(state: S, into: Int32Array, offset: number): void;
  unpack(from: Int32Array, offset: number): S;
  /** Calls `visit` for each enabled step, in a deterministic order. `visit` returns true to stop. */
  successors(state: S, visit: (action: number, next: S) => boolean): void;
  /**
   * Whether a constraint of the model keeps a state out of it, or, inside `visit`, the step that leads there: such a state counts as
   * generated and is neither stored nor expanded. Without it, no state is kept out.
   */
  excludes?(next: S): boolean;
  /** States that were generated since the last call and to which no step leads: those between the two steps of `\cdot`. */
  between?(): number;
  /** The arguments of the step being visited; valid only inside `visit`. */
  visitedArgs(): ItfRecord;
  /** Where the action of the step being visited is defined, for graphs that know it better than by its name; inside `visit`. */
  visitedAt?(): SourceRange | undefined;
  readonly invariants: readonly NamedPredicate<S>[];
  readonly witnesses: readonly NamedPredicate<S>[];
  /** An order of states that is the same in every thread, where that of their keys, word by word, is not. */
  order?(a: S, b: S): number;
  /** Whether a key means the same in another process. */
  readonly portableKeys?: boolean;
  /** What was permuted, where states with one key are an orbit of a {@link Symmetry} and not one state. Sound for safety alone. */
  readonly orbits?: string;
  /** Tells states apart in the place of keys, where the model has a view. Sound for safety alone. */
  readonly identity?: Identity<S>;
  /** Told in a simulation how many states the behaviour has that ends in the state looked at next, by graphs that ask. */
  drawn?(states: number): void;
  /** The TLA+ variables of a state, for traces. */
  show(state: S): ItfRecord;
  /** What a trace shows in their place, if the model says so: it may look at the next state, in the last one at that itself. */
  alias?(state: S, next: S): ItfRecord | undefined;
}

/** Of the states with one identity, the first that is met stands for all. */
export interface Identity<S> {
  /** As a report names it. */
  readonly about: string;
  readonly words: number;
  write(state: S, into: Int32Array, offset: number): void;
}

export interface NamedPredicate<S> {
  readonly name: string;
  readonly holds: Predicate<S>;
}
