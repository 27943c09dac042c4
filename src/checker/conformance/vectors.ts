/**
 * Step vectors: a text of lines, each one JSON document in canonical form. The first is the {@link StepsHeader}; then come the machines
 * ({@link MachineLine}), each after the one that it was reached from; then the steps ({@link StepLine}).
 * `docs/runner-protocol.md` is the normative description.
 */

import { canonicalJson } from "../../lib/canonical.ts";
import type { Data, Itf, ItfRecord } from "../../lib/data.ts";
import { unreachable } from "../../lib/errors.ts";
import type { Conjunct, SpecState } from "../../lib/spec.ts";
import type { Chosen, Cover } from "./cover.ts";
import type { Input, Walk } from "./walk.ts";

export const VECTORS_FORMAT = "nexus-vectors";

/** Changes when a field changes its meaning, appears or goes. */
export const VECTORS_VERSION = 1;

/** What the vectors are of. */
export interface VectorsSubject {
  readonly module: string;
  readonly model: string;
  /** The constants of the cfg in neutral notation. */
  readonly constants: { readonly [name: string]: Data };
}

export interface StepsHeader extends VectorsSubject {
  readonly format: typeof VECTORS_FORMAT;
  readonly version: typeof VECTORS_VERSION;
  readonly kind: "steps";
  /** What an implementation's state consists of. */
  readonly variables: readonly string[];
  readonly actions: readonly { readonly name: string; readonly params: readonly string[] }[];
  /** The conjuncts that refusals name, with their texts in the module. */
  readonly guards: { readonly [id: string]: string };
  readonly coverage: Cover["coverage"];
  /** Guards that refuse nothing in this model. */
  readonly idle: readonly string[];
}

/** An initial state has no `from`, `action` and `args`. */
export interface MachineLine {
  readonly id: string;
  readonly state: ItfRecord;
  /** The id of the machine that it is reached from, and the step. */
  readonly from?: string;
  readonly action?: string;
  readonly args?: ItfRecord;
}

/** A step that is taken has `next` and `effects`, one that is refused has `refused`. */
export interface StepLine {
  readonly id: string;
  /** The id of the machine. */
  readonly on: string;
  readonly action: string;
  readonly args: ItfRecord;
  /** The variables that change. */
  readonly next?: ItfRecord;
  readonly effects?: Itf;
  /** The conjuncts that a refusal may name. There are two where an argument is outside its domain and a guard is false as well. */
  readonly refused?: readonly string[];
  /** The conjunct of Next that keeps the environment from producing this input. What the machine does with it is defined all the same. */
  readonly forbidden?: string;
}

/** 64 hexadecimal digits of a text. */
export type Digest = (text: string) => string;

/** Digits of an id. Two ids that are equal are found when vectors are read. */
const ID_DIGITS = 12;

/** The lines of a cover. */
export function* vectorLines(walk: Walk, cover: Cover, subject: VectorsSubject, digest: Digest): Generator<string> {
  yield line(headerOf(walk, cover, subject));
  const ids = new Map<number, string>();
  for (const machine of cover.machines) {
    const state = walk.view.show(walk.machineAt(machine));
    const id = `m-${shortDigest(digest, state as unknown as Data)}`;
    ids.set(machine, id);
    const via = walk.via(machine);
    const way = via === null ? {} : { from: idOf(ids, via.from), ...label(walk, via.input) };
    yield line({ id, state, ...way });
  }
  for (const step of cover.steps) yield line(stepLine(walk, step, idOf(ids, step.machine), digest));
}

const idOf = (ids: ReadonlyMap<number, string>, machine: number): string =>
  ids.get(machine) ?? unreachable(`the machine ${machine} has no line`);

const shortDigest = (digest: Digest, of: Data): string => digest(canonicalJson(of)).slice(0, ID_DIGITS);

const line = (document: object): string => `${canonicalJson(document as Data)}\n`;

function headerOf({ view }: Walk, { coverage, idle, steps }: Cover, subject: VectorsSubject): StepsHeader {
  const named = new Set(
    steps.flatMap(({ expected }): readonly (Conjunct | null)[] => (expected.taken ? [expected.forbidden] : expected.conjuncts)),
  );
  const guards = view.spec.conjuncts.filter((conjunct) => named.has(conjunct));
  return {
    format: VECTORS_FORMAT,
    version: VECTORS_VERSION,
    kind: "steps",
    ...subject,
    variables: view.variables,
    actions: view.spec.actions.filter(({ kind }) => kind === "machine").map(({ name, params }) => ({ name, params })),
    guards: Object.fromEntries(guards.map(({ id, text }) => [id, text])),
    coverage,
    idle,
  };
}

/** The action of an input and its arguments. */
export function label({ view }: Walk, { action, values }: Input): { readonly action: string; readonly args: ItfRecord } {
  const { name, params } = view.spec.actions[action] ?? unreachable(`action ${action}`);
  return { action: name, args: Object.fromEntries(params.map((param, at) => [param, view.value(values[at])])) };
}

function stepLine(walk: Walk, { machine, input, expected }: Chosen, on: string, digest: Digest): StepLine {
  const { action, args } = label(walk, input);
  const before: SpecState = walk.machineAt(machine);
  const id = `${action}-${shortDigest(digest, [on, action, args] as unknown as Data)}`;
  if (!expected.taken) return { id, on, action, args, refused: expected.conjuncts.map((conjunct) => conjunct.id) };
  const { view } = walk;
  return {
    id,
    on,
    action,
    args,
    next: view.show(expected.next, view.changed(before, expected.next)),
    effects: expected.effects === null ? { "#tup": [] } : view.value(expected.effects),
    ...(expected.forbidden === null ? {} : { forbidden: expected.forbidden.id }),
  };
}
