/** Whether an implementation does what the module says, and what the difference is where it does not. */

import { type Difference, type DifferenceKind, differingVariables, type TraceStep } from "../../checker/index.ts";
import type { Itf, ItfRecord } from "../../lib/data.ts";
import type { Conjunct, Spec } from "../../lib/spec.ts";
import { isSameTexts, type Place } from "./place.ts";
import type { Reaction } from "./prober.ts";
import type { Label } from "./protocol.ts";

/** What the module says of an input. */
export type Wanted =
  | {
      readonly taken: true;
      readonly texts: readonly string[];
      readonly next: () => ItfRecord;
      readonly effects: Itf;
      readonly effectsText: string;
    }
  | { readonly taken: false; readonly conjuncts: readonly string[] };

export interface Objection {
  readonly kind: DifferenceKind;
  readonly message: string;
}

/** Compares a reaction with what the module says; null where it is that. `named`: whether names of refusals are compared. */
export function objectionTo(wanted: Wanted, { answer, left }: Reaction, named: boolean): Objection | null {
  if (!answer.taken && left !== undefined) return { kind: "code-extra", message: "a step that is refused changes the state" };
  if (!answer.taken) return wanted.taken ? refusedInVain : named ? wrongName(wanted.conjuncts, answer.refusal) : null;
  if (!wanted.taken) return { kind: "code-extra", message: "the implementation takes a step that the module does not allow" };
  if (!isSameTexts(wanted.texts, answer.next.texts)) {
    return { kind: "code-extra", message: "both take the step, to different states" };
  }
  if (left !== undefined)
    return { kind: "code-extra", message: "the state after the step is not the one that it was said to lead to" };
  return answer.effects.text === wanted.effectsText
    ? null
    : { kind: "effect", message: "both take the step, with different effects" };
}

const refusedInVain: Objection = { kind: "spec-extra", message: "the module takes a step that the implementation refuses" };

function wrongName(conjuncts: readonly string[], refusal: string | null): Objection | null {
  if (refusal === null)
    return { kind: "refusal", message: "a refusal without a name, although the feature refusals is declared" };
  if (conjuncts.includes(refusal)) return null;
  return { kind: "refusal", message: `the refusal ${JSON.stringify(refusal)} is not the first false conjunct` };
}

/** An objection as lockstep reports its own, with the way to the state, both answers and the variables that differ. */
export function differenceOf(
  spec: Spec,
  place: Place,
  label: Label,
  wanted: Wanted,
  { answer, left }: Reaction,
  objection: Objection,
): Difference {
  const at = (action: string) => spec.actions.find(({ name }) => name === action)?.at;
  const step = (of: Label): TraceStep => {
    const found = at(of.action);
    return { ...of, ...(found === undefined ? {} : { at: found }) };
  };
  const way = place.way;
  const next = wanted.taken ? wanted.next() : undefined;
  const inCode = (left ?? (answer.taken ? answer.next : undefined))?.record();
  const conjunct = wanted.taken ? undefined : conjunctOf(spec, wanted.conjuncts.at(-1));
  return {
    ...objection,
    trace: {
      name: spec.module,
      vars: Object.keys(place.state),
      states: way.map(({ state }) => state),
      steps: way.flatMap(({ via }) => (via === null ? [] : [step(via.label)])),
    },
    step: step(label),
    spec: {
      ...(conjunct === undefined ? {} : { conjunct }),
      ...(wanted.taken ? { effects: wanted.effects } : {}),
      ...(next && { next }),
    },
    code: {
      ...(answer.taken ? { effects: answer.effects.value() } : { refusal: answer.refusal ?? "(no name)" }),
      ...(inCode === undefined ? {} : { next: inCode }),
    },
    variables: differingVariables(spec, place.state, next, inCode),
  };
}

const conjunctOf = (spec: Spec, id: string | undefined): Conjunct | undefined =>
  spec.conjuncts.find((conjunct) => conjunct.id === id);
