/**
 * Whether the logs of a run are a behaviour of the module. Each log has the steps of one node, or of all others, in order; events name
 * others that happened before. What nobody logs, the world and Byzantine nodes, may happen at any time.
 *
 * The search looks for one order of all events in which each is a step of Next. If there is none, every prefix of the run (a set of
 * events that holds with each event those before it) that is possible has been seen, and the shortest one that is not is the answer.
 */

import type { Itf, ItfRecord } from "../../lib/data.ts";
import { NexusError, unreachable } from "../../lib/errors.ts";
import type { Conjunct, Spec, SpecState, SpecValue } from "../../lib/spec.ts";
import { FULL, StateStore } from "../store.ts";
import type { TraceStep } from "../trace.ts";
import { neutralText, normal } from "./neutral.ts";

export interface LogEvent {
  readonly action: string;
  readonly args: ItfRecord;
  /** Events that happened before: a log and a position in it, from 0. */
  readonly after: readonly (readonly [log: number, position: number])[];
  /** Variables after the step, or the node's own part of them where they are functions from nodes. */
  readonly state?: ItfRecord;
  readonly effects?: Itf;
}

export interface Log {
  /** Whose steps it has: those whose first argument it is. Null for the steps of nobody else. */
  readonly node: Itf | null;
  readonly events: readonly LogEvent[];
}

/** Which event cannot be next, and why: in the state `at`, which the events before it lead to. */
export interface Refused {
  readonly verdict: "refused";
  readonly event: readonly [log: number, position: number];
  /** Events of the shortest prefix that fails, this one among them. */
  readonly prefix: number;
  /** The steps before it, in an order that is possible; what was not logged has no event. */
  readonly before: readonly ValidatedStep[];
  readonly reason: Reason;
  readonly at: ItfRecord;
  /** The steps of Next that are possible there. */
  readonly enabled: readonly TraceStep[];
}

export type Reason =
  | { readonly conjunct: Conjunct }
  | { readonly variable: string; readonly logged: Itf; readonly spec: Itf }
  | { readonly effects: { readonly logged: Itf; readonly spec: Itf } };

export interface ValidatedStep {
  readonly label: TraceStep;
  readonly event: readonly [log: number, position: number] | null;
}

export type Validation =
  | { readonly verdict: "accepted"; readonly steps: readonly ValidatedStep[]; readonly searched: number }
  | (Refused & { readonly searched: number })
  | { readonly verdict: "inconclusive"; readonly searched: number };

export interface ValidationOptions {
  /** Nodes that log nothing. */
  readonly unlogged: readonly Itf[];
  /** Pairs of a prefix and a state that are looked at, at most. */
  readonly limit: number;
}

/** Throws {@link NexusError} `bad-log` for an action, an argument or an order that there is not. */
export function validateLogs(spec: Spec, logs: readonly Log[], options: ValidationOptions): Validation {
  return new Validator(spec, logs, options).run();
}

/** Steps that are listed where an event is refused. */
const MOST_ENABLED = 30;

class Validator {
  readonly #spec: Spec;
  readonly #logs: readonly Log[];
  readonly #events: readonly (readonly { readonly action: number; readonly values: readonly SpecValue[] }[])[];
  readonly #store: StateStore;
  readonly #key: Int32Array;
  /** How each pair was reached. */
  readonly #how: (ValidatedStep | null)[] = [];
  readonly #texts: ReadonlySet<string>;
  readonly #logged: ReadonlyMap<string, number>;

  constructor(spec: Spec, logs: readonly Log[], options: ValidationOptions) {
    this.#spec = spec;
    this.#logs = logs;
    const words = logs.length + spec.states.words;
    this.#store = new StateStore({ words, maxStates: options.limit });
    this.#key = new Int32Array(words);
    this.#events = logs.map(({ events }) => events.map((event) => this.#read(event)));
    this.#texts = new Set(options.unlogged.map(neutralText));
    this.#logged = new Map(logs.map(({ node }, i) => [node === null ? "" : neutralText(node), i]));
  }

  run(): Validation {
    const stack: number[] = [];
    const none = this.#logs.map(() => 0);
    for (const state of this.#spec.states.initial()) this.#push(stack, none, state, -1, null);
    while (stack.length > 0) {
      const index = stack.pop() as number;
      const frontier = this.#frontier(index);
      const state = this.#state(index);
      if (this.#isEnd(frontier)) return { verdict: "accepted", steps: this.#way(index), searched: this.#store.size };
      const isFull = this.#hidden(stack, index, frontier, state) || this.#next(stack, index, frontier, state);
      if (isFull) return { verdict: "inconclusive", searched: this.#store.size };
    }
    return { ...this.#refused(), searched: this.#store.size };
  }

  /** An event as the spec has it. */
  #read({ action, args }: LogEvent): { readonly action: number; readonly values: readonly SpecValue[] } {
    const index = this.#spec.actions.findIndex(({ name }) => name === action);
    if (index < 0) {
      const names = this.#spec.actions.map(({ name }) => name).join(", ");
      throw new NexusError("bad-log", `${this.#spec.module} has no action ${action}`, { hint: `it has ${names}` });
    }
    const { params } = this.#spec.actions[index] ?? unreachable(`action ${index}`);
    const extra = Object.keys(args).find((name) => !params.includes(name));
    if (extra !== undefined) throw new NexusError("bad-log", `${action} has no parameter ${extra}`);
    const values = params.map((param) => {
      const value = args[param];
      if (value === undefined) throw new NexusError("bad-log", `${action} lacks the argument ${param}`);
      return this.#spec.value(value);
    });
    return { action: index, values };
  }

  /** Adds a pair, if it is new. Whether there is no room. */
  #push(stack: number[], frontier: readonly number[], state: SpecState, from: number, how: ValidatedStep | null): boolean {
    for (const [i, position] of frontier.entries()) this.#key[i] = position;
    this.#spec.states.pack(state, this.#key, frontier.length);
    const index = this.#store.insert(this.#key, 0, from);
    if (index === FULL) return true;
    if (index < 0) return false;
    this.#how[index] = how;
    stack.push(index);
    return false;
  }

  #frontier(index: number): readonly number[] {
    const chunk = this.#store.keyChunk(index);
    const offset = this.#store.keyOffset(index);
    return this.#logs.map((_, i) => chunk[offset + i] as number);
  }

  #state(index: number): SpecState {
    return this.#spec.states.unpack(this.#store.keyChunk(index), this.#store.keyOffset(index) + this.#logs.length);
  }

  #isEnd(frontier: readonly number[]): boolean {
    return frontier.every((position, log) => position === this.#logs[log]?.events.length);
  }

  /** Steps that nobody logs. */
  #hidden(stack: number[], index: number, frontier: readonly number[], state: SpecState): boolean {
    let isFull = false;
    this.#spec.states.successors(state, (action, next) => {
      const args = this.#spec.states.visitedArgs();
      if (this.#isLogged(action, args)) return false;
      const label = { action: this.#spec.actions[action]?.name ?? "", args };
      isFull = this.#push(stack, frontier, next, index, { label, event: null });
      return isFull;
    });
    return isFull;
  }

  /** Whether a step would stand in a log. */
  #isLogged(action: number, args: ItfRecord): boolean {
    const { kind, params } = this.#spec.actions[action] ?? unreachable(`action ${action}`);
    if (kind === "environment") return false;
    const first = params[0] === undefined ? undefined : args[params[0]];
    const text = first === undefined ? "" : neutralText(first);
    return this.#logged.has(text) || (this.#logged.has("") && !this.#texts.has(text));
  }

  /** Events that may be next in the order of their logs. */
  *#ready(frontier: readonly number[]): Generator<readonly [log: number, position: number]> {
    for (const [log, position] of frontier.entries()) {
      const event = this.#logs[log]?.events[position];
      if (event?.after.every(([other, at]) => (frontier[other] ?? 0) > at) === true) yield [log, position];
    }
  }

  #next(stack: number[], index: number, frontier: readonly number[], state: SpecState): boolean {
    for (const [log, position] of [...this.#ready(frontier)].reverse()) {
      const taken = this.#take(state, log, position);
      if ("reason" in taken) continue;
      const { action, args } = this.#event(log, position);
      const how = { label: { action, args }, event: [log, position] as const };
      if (this.#push(stack, frontier.with(log, position + 1), taken.next, index, how)) return true;
    }
    return false;
  }

  #event(log: number, position: number): LogEvent {
    return this.#logs[log]?.events[position] ?? unreachable(`event ${position} of log ${log}`);
  }

  /** The state after an event, or why there is none. */
  #take(state: SpecState, log: number, position: number): { readonly next: SpecState } | { readonly reason: Reason } {
    const { action, values } = this.#events[log]?.[position] ?? unreachable(`event ${position} of log ${log}`);
    const { name, params } = this.#spec.actions[action] ?? unreachable(`action ${action}`);
    const outside = params.find((_, at) => !this.#spec.domain(state, action, at).includes(values[at]));
    if (outside !== undefined) return { reason: { conjunct: this.#conjunct(`${name}/in:${outside}`) } };
    const stepped = this.#spec.step(state, action, values);
    if (!stepped.enabled) return { reason: { conjunct: stepped.conjunct } };
    const guard = this.#spec.admits(state, action, values);
    if (guard !== null) return { reason: { conjunct: guard } };
    return this.#observed(state, action, values, stepped.next, log, position);
  }

  /** What the log says of the step's outcome must be so. */
  #observed(
    state: SpecState,
    action: number,
    values: readonly SpecValue[],
    next: SpecState,
    log: number,
    position: number,
  ): { readonly next: SpecState } | { readonly reason: Reason } {
    const { state: logged = {}, effects } = this.#event(log, position);
    for (const [variable, value] of Object.entries(logged)) {
      const spec = this.#own(next, variable, this.#logs[log]?.node ?? null);
      if (neutralText(spec) !== neutralText(value)) return { reason: { variable, logged: value, spec } };
    }
    if (effects === undefined) return { next };
    const wanted = this.#spec.effects(state, action, values);
    const spec: Itf = wanted === null ? { "#tup": [] } : normal(this.#spec.itf(wanted));
    return neutralText(spec) === neutralText(effects) ? { next } : { reason: { effects: { logged: effects, spec } } };
  }

  /** The value of a variable, or the node's own part where it is a function from nodes. */
  #own(state: SpecState, variable: string, node: Itf | null): Itf {
    const at = this.#spec.variables.indexOf(variable);
    if (at < 0) throw new NexusError("bad-log", `${this.#spec.module} has no variable ${variable}`);
    const value = this.#spec.itf(state[at]);
    if (node === null || typeof value !== "object") return normal(value);
    const pairs = pairsOf(value);
    const own = pairs.find(([key]) => neutralText(key) === neutralText(node));
    return normal(own === undefined ? value : own[1]);
  }

  #conjunct(id: string): Conjunct {
    return this.#spec.conjuncts.find((conjunct) => conjunct.id === id) ?? unreachable(`no conjunct ${id}`);
  }

  #way(index: number): readonly ValidatedStep[] {
    const way: ValidatedStep[] = [];
    for (let at = index; at >= 0; at = this.#store.predecessor(at)) {
      const how = this.#how[at];
      if (how !== null && how !== undefined) way.push(how);
    }
    return way.reverse();
  }

  /**
   * The shortest prefix that no pair has, by one event more than one that some pair has. An event that no pair has at all comes first:
   * where causal ids leave an order open, others may only be too early.
   */
  #refused(): Refused {
    const possible = new Set<string>();
    const furthest = this.#logs.map(() => 0);
    for (let index = 0; index < this.#store.size; index++) {
      const frontier = this.#frontier(index);
      possible.add(frontier.join());
      for (const [log, position] of frontier.entries()) furthest[log] = Math.max(position, furthest[log] as number);
    }
    const never = this.#shortest((frontier, log) => frontier[log] === furthest[log]);
    const best =
      never ?? this.#shortest((frontier, log) => !possible.has(frontier.with(log, (frontier[log] as number) + 1).join()));
    if (best === null) throw new NexusError("bad-log", "events wait for each other: their order is a circle");
    return this.#explained(best.index, best.log, best.size + 1);
  }

  /** The pair with the fewest events of which an event is ready that does not fit; the first of them. */
  #shortest(isMisfit: (frontier: readonly number[], log: number) => boolean) {
    let best: { readonly index: number; readonly log: number; readonly size: number } | null = null;
    for (let index = 0; index < this.#store.size; index++) {
      const frontier = this.#frontier(index);
      const size = frontier.reduce((sum, position) => sum + position, 0);
      if (best !== null && size >= best.size) continue;
      const [misfit] = [...this.#ready(frontier)].find(([log]) => isMisfit(frontier, log)) ?? [];
      if (misfit !== undefined) best = { index, log: misfit, size };
    }
    return best;
  }

  #explained(index: number, log: number, prefix: number): Refused {
    const position = this.#frontier(index)[log] as number;
    const state = this.#state(index);
    const taken = this.#take(state, log, position);
    const reason = "reason" in taken ? taken.reason : unreachable("a possible event");
    const enabled: TraceStep[] = [];
    this.#spec.states.successors(state, (action) => {
      enabled.push({ action: this.#spec.actions[action]?.name ?? "", args: this.#spec.states.visitedArgs() });
      return enabled.length >= MOST_ENABLED;
    });
    const event = [log, position] as const;
    return { verdict: "refused", event, prefix, before: this.#way(index), reason, at: this.#spec.states.show(state), enabled };
  }
}

/** A function as its pairs; none for other values. */
function pairsOf(value: Itf & object): readonly (readonly [Itf, Itf])[] {
  if ("#map" in value) return (value as { readonly "#map": readonly (readonly [Itf, Itf])[] })["#map"];
  if ("#tup" in value) return (value as { readonly "#tup": readonly Itf[] })["#tup"].map((item, i) => [i + 1, item] as const);
  return "#set" in value ? [] : Object.entries(value as ItfRecord);
}
