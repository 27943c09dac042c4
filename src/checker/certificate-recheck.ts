/**
 * Checks a certificate of safety: Init in S, Next(S) in S, S in Inv, and a real step to each state from an earlier one.
 *
 * It shares no traversal, store, digest, packing, unpacking or canonical form with the explorer. States are compared by their canonical
 * texts; a state to evaluate comes from the step function, along the certificate's own predecessors and permutations, and never from a
 * text or a packed key. Trusted are the step function (`initial`, `successors`, `excludes`, `show`) and the evaluator of invariants of
 * the graph that is given; for a certificate of orbits also how the group renames a state, and that it preserves in the unlisted
 * states of an orbit what {@link Orbits} finds preserved in the listed one.
 */

import { canonicalJson } from "../lib/canonical.ts";
import type { Data } from "../lib/data.ts";
import type { PermutationGroup, StateGraph } from "../lib/model.ts";
import type { CertificateHeader, CertificateSubject, PermutationPairs } from "./certificate.ts";
import { Orbits } from "./certificate-orbits.ts";
import { brief, labelText, Refusal, type Row, type RowStep, readRows, textOf } from "./certificate-read.ts";

/** What was shown, or why not. `at` is the number of the state in question, where there is one. */
export type Recheck =
  | {
      readonly verdict: "holds";
      readonly states: number;
      readonly initial: number;
      readonly steps: number;
      /** Steps that a constraint keeps out, where there is one. */
      readonly excluded?: number;
      /** How many states the orbits have, where these are listed; null where they are too many to be counted. */
      readonly unreduced?: number | null;
    }
  | { readonly verdict: "refused"; readonly reason: string; readonly at?: number };

export interface RecheckOptions<S = unknown> {
  /** A text that is equal exactly when states are, where `show` alone does not promise that: states of one key must have one. */
  readonly identity?: (state: S) => string;
  /** What the permutations of a reduced certificate act by; it must be the model's own. */
  readonly group?: PermutationGroup<S>;
  /** How many states of orbits are counted; a million unless told. */
  readonly maxOrbitStates?: number;
  readonly onProgress?: (checked: number, states: number) => void;
}

const PROGRESS_EVERY = 1 << 12;

/**
 * Checks a certificate against the graph of states that it must be of. `lines` are the lines after the header, without line feeds.
 * Throws `NexusError` `bad-certificate` for lines that are malformed.
 */
export function recheck<S>(
  graph: StateGraph<S>,
  subject: CertificateSubject,
  header: CertificateHeader,
  lines: Iterable<string>,
  options: RecheckOptions<S> = {},
): Recheck {
  try {
    checkHeader(graph, subject, header);
    const { group } = options;
    if ((header.symmetry === null) !== (group === undefined)) throw new Refusal("the symmetry is given without its group");
    const checker = new Checker(graph, header, readRows(header, lines), options);
    return { verdict: "holds", states: header.states, initial: header.initial, ...checker.run() };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { verdict: "refused", reason: error.message, ...(error.at === undefined ? {} : { at: error.at }) };
  }
}

function checkHeader<S>(graph: StateGraph<S>, subject: CertificateSubject, header: CertificateHeader): void {
  const expected: { readonly [field: string]: unknown } = {
    ...subject,
    variables: graph
      .initial()
      .slice(0, 1)
      .flatMap((state) => Object.keys(graph.show(state))),
    actions: graph.actions,
    invariants: graph.invariants.map(({ name }) => name),
  };
  for (const [field, value] of Object.entries(expected)) {
    const there = textOf(header[field as keyof CertificateHeader] as unknown as Data, 1);
    const here = canonicalJson(value as Data);
    if (there === here) continue;
    throw new Refusal(`the certificate is of another model: its ${field} ${differenceOf(there, here)}`);
  }
  if (header.initial === 0) throw new Refusal("the certificate has no initial state");
  if (header.initial > header.states) throw new Refusal(`${header.initial} of ${header.states} states are said to be initial`);
}

const differenceOf = (there: string, here: string): string =>
  there.length + here.length > 160 ? "differ" : `are ${there}, the model's ${here}`;

/** A state, and the number of the row that stands for it. */
interface Arrival<S> {
  readonly index: number;
  /** The state itself, or the one of its orbit that the row lists. */
  readonly state: S;
}

/** The walk over the certificate's states, in their order. */
class Checker<S> {
  readonly #graph: StateGraph<S>;
  readonly #header: CertificateHeader;
  readonly #rows: readonly Row[];
  readonly #numbers = new Map<string, number>();
  /** States that were shown reachable and are not yet expanded. */
  readonly #reached = new Map<number, S>();
  readonly #options: RecheckOptions<S>;
  readonly #orbits: Orbits<S> | null;
  /** The identities of states by number, where they are asked for. */
  readonly #identities: string[] = [];
  #excluded = 0;
  /** Of the state being expanded, the steps that its row lists and that were not met yet. */
  #listed: RowStep[] = [];

  constructor(graph: StateGraph<S>, header: CertificateHeader, rows: readonly Row[], options: RecheckOptions<S>) {
    this.#graph = graph;
    this.#header = header;
    this.#rows = rows;
    this.#options = options;
    const { group, identity, maxOrbitStates } = options;
    const textOfState = identity ?? ((state: S) => this.#keyOf(state));
    this.#orbits = group === undefined ? null : new Orbits(graph, group, textOfState, maxOrbitStates);
  }

  run(): { readonly steps: number; readonly excluded?: number; readonly unreduced?: number | null } {
    const { onProgress } = this.#options;
    this.#rows.forEach(({ key }, index) => {
      const first = this.#numbers.get(key);
      if (first !== undefined) throw new Refusal(`it is state ${first} again`, index);
      this.#numbers.set(key, index);
    });
    this.#checkInitial();
    let steps = 0;
    for (let index = 0; index < this.#rows.length; index++) {
      steps += this.#expand(index);
      if ((index + 1) % PROGRESS_EVERY === 0) onProgress?.(index + 1, this.#rows.length);
    }
    const { steps: counted, constraints } = this.#header;
    if (steps !== counted) throw new Refusal(`the header counts ${counted} steps, and there are ${steps}`);
    return {
      steps,
      ...(constraints.length === 0 ? {} : { excluded: this.#excluded }),
      ...(this.#orbits === null ? {} : { unreduced: this.#orbits.states }),
    };
  }

  /** Init in S, and what is said to be initial is. */
  #checkInitial(): void {
    const starts = new Map(this.#rows.flatMap(({ starts: of }, index) => of.map(({ key, by }) => [key, { index, by }] as const)));
    const initial = this.#graph.initial();
    this.#orbits?.checkInitial(initial);
    const met = new Set<string>();
    for (const state of initial) {
      if (this.#isExcluded(state)) continue;
      const key = this.#keyOf(state);
      met.add(key);
      const arrival = this.#orbits === null ? this.#plain(key, state) : this.#start(this.#orbits, starts.get(key), state);
      if (arrival === null) throw new Refusal(`an initial state is missing: ${brief(key)}`);
      const { index } = arrival;
      if (index >= this.#header.initial) throw new Refusal("it is initial, and has a predecessor", index);
      this.#identify(arrival);
      this.#reached.set(index, arrival.state);
    }
    for (const [key, { index }] of starts) {
      if (!met.has(key))
        throw new Refusal(`it is said to stand for an initial state that Init does not give: ${brief(key)}`, index);
    }
    for (let index = 0; index < this.#header.initial; index++) {
      if (!this.#reached.has(index)) throw new Refusal("it is said to be initial, and Init does not give it", index);
    }
  }

  /** The state is reached and safe, and its successors are in S; how many steps it has. */
  #expand(index: number): number {
    const { from, label, steps: listed } = this.#rows[index] as Row;
    const state = this.#reached.get(index);
    if (state === undefined) throw new Refusal(`the step ${brief(label)} from state ${from} does not lead to it`, index);
    this.#reached.delete(index);
    const wrong = this.#falseInvariant(state);
    if (wrong !== undefined) throw new Refusal(`the invariant ${wrong} is false in it`, index);
    this.#listed = [...listed];
    let steps = 0;
    this.#graph.successors(state, (action, next) => {
      steps += 1;
      this.#visit(index, action, next);
      return false;
    });
    const [spare] = this.#listed;
    if (spare !== undefined) throw new Refusal(`it lists a step that it does not have: ${brief(spare.label)}`, index);
    if (steps === 0 && this.#header.deadlock)
      throw new Refusal("no step leads from it, and the end is not declared as one", index);
    this.#orbits?.check(state, index);
    this.#orbits?.count(state, index);
    return steps;
  }

  #falseInvariant(state: S): string | undefined {
    return this.#graph.invariants.find(({ holds }) => !holds(state))?.name;
  }

  #visit(from: number, action: number, next: S): void {
    const label = this.#label(action);
    if (this.#isExcluded(next)) {
      this.#excluded += 1;
      const wrong = this.#falseInvariant(next);
      if (wrong === undefined) return;
      throw new Refusal(`the invariant ${wrong} is false where the step ${brief(label)} leaves the constraint`, from);
    }
    const key = this.#keyOf(next);
    const arrival = this.#orbits === null ? this.#plain(key, next) : this.#follow(this.#orbits, label, next, from);
    if (arrival === null) throw new Refusal(`a step from it leads out of the certificate: ${label} to ${brief(key)}`, from);
    this.#identify(arrival);
    const { index, state } = arrival;
    const row = this.#rows[index] as Row;
    if (row.from === from && !this.#reached.has(index) && row.label === label) this.#reached.set(index, state);
  }

  #isExcluded(state: S): boolean {
    return this.#graph.excludes?.(state) === true;
  }

  #plain(key: string, state: S): Arrival<S> | null {
    const index = this.#numbers.get(key);
    return index === undefined ? null : { index, state };
  }

  /** Takes a step that the row lists, by the permutation that it carries. Null where it lists none. */
  #follow(orbits: Orbits<S>, label: string, next: S, from: number): Arrival<S> | null {
    const listed = this.#listed.filter((step) => step.label === label);
    const [first] = listed;
    if (first === undefined) return null;
    for (const step of listed) {
      const state = orbits.rename(next, orbits.permutation(step.by, from));
      if (this.#keyOf(state) !== this.#rows[step.to]?.key) continue;
      this.#listed.splice(this.#listed.indexOf(step), 1);
      return { index: step.to, state };
    }
    throw new Refusal(`the permutation of its step ${brief(label)} does not lead to state ${first.to}`, from);
  }

  /** Takes an initial state by the permutation that its row lists. Null where none does. */
  #start(orbits: Orbits<S>, start: { readonly index: number; readonly by: PermutationPairs } | undefined, initial: S) {
    if (start === undefined) return null;
    const { index, by } = start;
    const state = orbits.rename(initial, orbits.permutation(by, index));
    if (this.#keyOf(state) === this.#rows[index]?.key) return { index, state };
    throw new Refusal("the permutation of an initial state does not lead to it", index);
  }

  /** Two states with one key would let one of them escape. */
  #identify({ index, state }: Arrival<S>): void {
    const identity = this.#options.identity?.(state);
    if (identity === undefined) return;
    this.#identities[index] ??= identity;
    if (this.#identities[index] !== identity) throw new Refusal("two states that differ have these variables", index);
  }

  #label(action: number): string {
    return labelText(this.#graph.actions[action] ?? "", canonicalJson(this.#graph.visitedArgs() as Data));
  }

  #keyOf(state: S): string {
    return canonicalJson(this.#graph.show(state) as Data);
  }
}
