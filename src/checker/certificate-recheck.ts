/**
 * Checks a certificate of safety: Init in S, Next(S) in S, S in Inv, and a real step to each state from an earlier one.
 *
 * It shares no traversal, store, digest, packing or unpacking with the explorer. States are compared by their canonical texts; a state to
 * evaluate comes from the step function, along the certificate's own predecessors, and never from a text or a packed key. Trusted
 * are the step function (`initial`, `successors`, `show`) and the evaluator of invariants of the graph that is given.
 */

import { canonicalJson } from "../lib/canonical.ts";
import type { Data, ItfRecord } from "../lib/data.ts";
import { NexusError } from "../lib/errors.ts";
import type { StateGraph } from "../lib/model.ts";
import { CERTIFICATE_FORMAT, CERTIFICATE_VERSION, type CertificateHeader, type CertificateSubject } from "./certificate.ts";

/** What was shown, or why not. `at` is the number of the state in question, where there is one. */
export type Recheck =
  | { readonly verdict: "holds"; readonly states: number; readonly initial: number; readonly steps: number }
  | { readonly verdict: "refused"; readonly reason: string; readonly at?: number };

export interface RecheckOptions<S = unknown> {
  /** A text that is equal exactly when states are, where `show` alone does not promise that: states of one key must have one. */
  readonly identity?: (state: S) => string;
  readonly onProgress?: (checked: number, states: number) => void;
}

/** One state's line, read. */
interface Row {
  readonly key: string;
  readonly from: number;
  /** Action and arguments, canonically; empty for an initial state. */
  readonly label: string;
}

const INITIAL = -1;
const PROGRESS_EVERY = 1 << 12;

/** Ends a check of a well-formed certificate that does not hold. */
class Refusal extends Error {
  readonly at: number | undefined;

  constructor(reason: string, at?: number) {
    super(reason);
    this.at = at;
  }
}

/**
 * Checks a certificate against the graph that it must be of. `lines` are the lines after the header, without line feeds.
 * Throws {@link NexusError} `bad-certificate` for lines that are malformed.
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
    const steps = new Checker(graph, header, readRows(header, lines), options).run();
    return { verdict: "holds", states: header.states, initial: header.initial, steps };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { verdict: "refused", reason: error.message, ...(error.at === undefined ? {} : { at: error.at }) };
  }
}

/** Reads the first line. Throws {@link NexusError} `bad-certificate`. */
export function readCertificateHeader(text: string): CertificateHeader {
  const header = objectOf(text, 1);
  if (header["format"] !== CERTIFICATE_FORMAT) malformed(1, `"format" is not "${CERTIFICATE_FORMAT}"`);
  if (header["version"] !== CERTIFICATE_VERSION) {
    malformed(1, `"version" is not ${CERTIFICATE_VERSION}, the only one that is known`);
  }
  const checks: { readonly [field in keyof CertificateHeader]: (value: unknown) => boolean } = {
    format: isText,
    version: isCount,
    model: isText,
    module: isText,
    world: (value) => value === "spec" || value === "code",
    constants: isObject,
    sources: isObject,
    deadlock: (value) => typeof value === "boolean",
    variables: isTexts,
    actions: isTexts,
    invariants: isTexts,
    initial: isCount,
    states: isCount,
    steps: isCount,
  };
  for (const [field, holds] of Object.entries(checks)) {
    if (!(field in header)) malformed(1, `"${field}" is missing`);
    if (!holds(header[field])) malformed(1, `"${field}" is malformed`);
  }
  for (const field of Object.keys(header)) if (!(field in checks)) malformed(1, `unknown field "${field}"`);
  return header as unknown as CertificateHeader;
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
    const there = textOf(header[field as keyof CertificateHeader] as Data, 1);
    const here = canonicalJson(value as Data);
    if (there === here) continue;
    throw new Refusal(`the certificate is of another model: its ${field} ${differenceOf(there, here)}`);
  }
  if (header.initial === 0) throw new Refusal("the certificate has no initial state");
  if (header.initial > header.states) throw new Refusal(`${header.initial} of ${header.states} states are said to be initial`);
}

const differenceOf = (there: string, here: string): string =>
  there.length + here.length > 160 ? "differ" : `are ${there}, the model's ${here}`;

function readRows({ states, initial }: CertificateHeader, lines: Iterable<string>): readonly Row[] {
  const rows: Row[] = [];
  for (const text of lines) {
    if (rows.length === states) throw new Refusal(`the header counts ${states} states and more follow`);
    rows.push(readRow(text, rows.length, initial));
  }
  if (rows.length < states) throw new Refusal(`the header counts ${states} states and ${rows.length} follow`);
  return rows;
}

function readRow(text: string, index: number, initial: number): Row {
  const line = index + 2;
  const { state, from, action, args, ...rest } = objectOf(text, line);
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) malformed(line, `unknown field "${unknown}"`);
  if (!isObject(state)) return malformed(line, '"state" is not an object');
  const key = textOf(state as Data, line);
  if (from === undefined && action === undefined && args === undefined) {
    if (index < initial) return { key, from: INITIAL, label: "" };
    throw new Refusal(`only the first ${initial} states are initial, and this one has no predecessor`, index);
  }
  if (!isCount(from) || !isText(action) || !isObject(args)) {
    return malformed(line, '"from", "action" and "args" are not a number, a text and an object');
  }
  if (index < initial) throw new Refusal(`the first ${initial} states are initial, and this one has a predecessor`, index);
  if (from >= index) throw new Refusal(`its predecessor ${from} does not stand before it`, index);
  return { key, from, label: `${action} ${textOf(args as Data, line)}` };
}

const labelOf = (action: string, args: ItfRecord): string => `${action} ${canonicalJson(args as Data)}`;

/** The walk over the certificate's states, in their order. */
class Checker<S> {
  readonly #graph: StateGraph<S>;
  readonly #header: CertificateHeader;
  readonly #rows: readonly Row[];
  readonly #numbers = new Map<string, number>();
  /** States that were shown reachable and are not yet expanded. */
  readonly #reached = new Map<number, S>();
  readonly #options: RecheckOptions<S>;
  /** The identities of states by number, where they are asked for. */
  readonly #identities: string[] = [];
  /** How many states were expanded: those before this number. */
  #expanded = 0;

  constructor(graph: StateGraph<S>, header: CertificateHeader, rows: readonly Row[], options: RecheckOptions<S>) {
    this.#graph = graph;
    this.#header = header;
    this.#rows = rows;
    this.#options = options;
  }

  run(): number {
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
      if (this.#expanded % PROGRESS_EVERY === 0) onProgress?.(this.#expanded, this.#rows.length);
    }
    const counted = this.#header.steps;
    if (steps !== counted) throw new Refusal(`the header counts ${counted} steps, and there are ${steps}`);
    return steps;
  }

  /** Init in S, and what is said to be initial is. */
  #checkInitial(): void {
    for (const state of this.#graph.initial()) {
      const key = this.#keyOf(state);
      const index = this.#numbers.get(key);
      if (index === undefined) throw new Refusal(`an initial state is missing: ${brief(key)}`);
      if (index >= this.#header.initial) throw new Refusal("it is initial, and has a predecessor", index);
      this.#identify(index, state);
      this.#reached.set(index, state);
    }
    for (let index = 0; index < this.#header.initial; index++) {
      if (!this.#reached.has(index)) throw new Refusal("it is said to be initial, and Init does not give it", index);
    }
  }

  /** The state is reached and safe, and its successors are in S; how many steps it has. */
  #expand(index: number): number {
    const state = this.#reached.get(index);
    if (state === undefined) {
      const { from, label } = this.#rows[index] as Row;
      throw new Refusal(`the step ${brief(label)} from state ${from} does not lead to it`, index);
    }
    this.#reached.delete(index);
    for (const { name, holds } of this.#graph.invariants) {
      if (!holds(state)) throw new Refusal(`the invariant ${name} is false in it`, index);
    }
    let steps = 0;
    this.#graph.successors(state, (action, next) => {
      steps += 1;
      this.#visit(index, action, next);
      return false;
    });
    if (steps === 0 && this.#header.deadlock)
      throw new Refusal("no step leads from it, and the end is not declared as one", index);
    this.#expanded += 1;
    return steps;
  }

  #visit(from: number, action: number, next: S): void {
    const key = this.#keyOf(next);
    const index = this.#numbers.get(key);
    if (index === undefined)
      throw new Refusal(`a step from it leads out of the certificate: ${this.#label(action)} to ${brief(key)}`, from);
    this.#identify(index, next);
    const row = this.#rows[index] as Row;
    if (row.from === from && !this.#reached.has(index) && row.label === this.#label(action)) this.#reached.set(index, next);
  }

  /** Two states with one key would let one of them escape. */
  #identify(index: number, state: S): void {
    const identity = this.#options.identity?.(state);
    if (identity === undefined) return;
    this.#identities[index] ??= identity;
    if (this.#identities[index] !== identity) throw new Refusal("two states that differ have these variables", index);
  }

  #label(action: number): string {
    return labelOf(this.#graph.actions[action] ?? "", this.#graph.visitedArgs());
  }

  #keyOf(state: S): string {
    return canonicalJson(this.#graph.show(state) as Data);
  }
}

const brief = (text: string): string => (text.length > 160 ? `${text.slice(0, 160)}...` : text);

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";
const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText);
const isCount = (value: unknown): value is number => typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
const isObject = (value: unknown): value is { readonly [name: string]: unknown } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function objectOf(text: string, line: number): { readonly [name: string]: unknown } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    return malformed(line, `not JSON: ${(cause as Error).message}`);
  }
  return isObject(value) ? value : malformed(line, "not an object");
}

/** The canonical text of what a line holds. JSON also writes what has none: numbers beyond all bounds, halves of characters. */
function textOf(data: Data, line: number): string {
  try {
    return canonicalJson(data);
  } catch (cause) {
    return malformed(line, (cause as Error).message);
  }
}

function malformed(line: number, what: string): never {
  throw new NexusError("bad-certificate", `malformed certificate, line ${line}: ${what}`, {
    hint: "nexus check --certificate writes certificates; this one was cut off or changed",
  });
}
