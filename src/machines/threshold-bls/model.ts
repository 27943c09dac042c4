/** The closed system that `ThresholdBls.tla` describes: a combiner, the members around it, and the candidates of Next. */

import type { Itf, ItfRecord } from "../../lib/data.ts";
import type { AnySystemAction, RefusalTable, System } from "../../lib/model.ts";
import { integer, oneOf, option, record, type Schema, sequenceOf, setOf } from "../../lib/schema.ts";
import { itfSet, machineActions, mergeRefusals, predicates, subsets, worldAction } from "../closed-system.ts";
import { lists } from "./arithmetic.ts";
import { messageText, pointOf } from "./naming.ts";
import { invariants, witnesses } from "./properties.ts";
import { init, thresholdBls } from "./protocol.ts";
import type { ElementText, Hex, MemberIndex } from "./types.ts";
import { type Closed, Done, maySend, notes, type Setting } from "./world.ts";

/** Which conjunct each refusal of the world stands for. */
const worldRefusals: RefusalTable = {
  Collect: { "forged-sender": "env1" },
  Done: { "not-signed": 1 },
};

const upTo = (first: number, last: number): readonly number[] => Array.from({ length: last - first + 1 }, (_, at) => first + at);

/** The closed system of a setting. `name` is the model's: the stem of its cfg file. */
export function thresholdBlsSystem(name: string, setting: Setting): System<Closed> {
  return {
    module: thresholdBls.module,
    name,
    schema: schemaOf(setting),
    variables: {
      machine: ["key", "message", "partials", "quorum", "suspects", "blamed", "signature"],
      world: ["bad", "combined", "checks"],
    },
    initial: [{ machine: init(), world: { bad: [], combined: [], checks: 0 } }],
    actions: actionsOf(setting),
    invariants: predicates(invariants, setting),
    witnesses: predicates(witnesses, setting),
    abstract: (closed) => abstract(setting, closed),
    abstractArg: {
      p: (p) => itfElements(p as readonly ElementText[]),
      m: (m) => pointOf(m as Hex),
      s: (s) => itfElement(s as ElementText),
      S: itfSet,
    },
    abstractEffect: (effect) => abstractEffect(effect as { readonly [field: string]: Itf }),
    refusals: mergeRefusals(thresholdBls.refusals, worldRefusals),
  };
}

function actionsOf(setting: Setting): { readonly [name: string]: AnySystemAction<Closed> } {
  const { constants, q, coefficients, messages } = setting;
  const members = upTo(1, constants.members);
  const commitments = upTo(0, constants.threshold + 1).flatMap((length) => lists(coefficients.map(String), length));
  const inputs = {
    Open: {
      params: { p: commitments, m: messages.map(messageText) },
      outside: { p: [["1", ...Array.from({ length: constants.threshold - 1 }, () => String(q))]] },
    },
    Collect: {
      params: { i: upTo(0, q + 1), s: upTo(0, q - 1).map(String) },
      outside: { i: [-1, 2 * q], s: [String(q)] },
      admits: ({ machine }: Closed, { i, s }: { readonly i: MemberIndex; readonly s: ElementText }) =>
        maySend(setting, machine, i, s) ? null : "forged-sender",
    },
    Combine: {
      params: { S: upTo(0, constants.members).flatMap((size) => subsets(members, size)) },
    },
    Halve: { params: {} },
    Blame: { params: { i: members }, outside: { i: [0] } },
  };
  return {
    ...machineActions({ setting, constants, actions: thresholdBls.actions, notes }, inputs),
    Done: worldAction(Done, {}),
  };
}

function schemaOf({ constants, q, messages }: Setting): Schema<Closed> {
  const members = setOf(upTo(1, constants.members));
  const element = oneOf(...upTo(0, q - 1).map(String));
  return record({
    machine: record({
      key: sequenceOf(element, constants.threshold + 1),
      message: option(oneOf(...messages.map(messageText))),
      partials: sequenceOf(record({ index: integer(1, constants.members), signature: element }), constants.members),
      quorum: members,
      suspects: members,
      blamed: members,
      signature: option(element),
    }),
    world: record({ bad: members, combined: members, checks: integer(0, 4 * constants.members) }),
  });
}

const itfElement = (text: ElementText): number => Number(text);

const itfElements = (texts: readonly ElementText[]): Itf => ({ "#tup": texts.map(itfElement) });

/** Renames and reshapes a state into the variables of `ThresholdBls.tla`; -1 stands for nothing. */
function abstract({ constants }: Setting, { machine: s, world: w }: Closed): ItfRecord {
  const none = -1;
  const partials = upTo(1, constants.members).map((member): [Itf, Itf] => {
    const partial = s.partials.find(({ index }) => index === member);
    return [member, partial === undefined ? none : itfElement(partial.signature)];
  });
  return {
    key: itfElements(s.key),
    message: s.message === null ? none : pointOf(s.message),
    partials: { "#map": partials },
    quorum: itfSet(s.quorum),
    suspects: itfSet(s.suspects),
    blamed: itfSet(s.blamed),
    signature: s.signature === null ? none : itfElement(s.signature),
    bad: itfSet(w.bad),
    combined: itfSet(w.combined),
    checks: w.checks,
  };
}

function abstractEffect(effect: { readonly [field: string]: Itf }): Itf {
  return effect.type === "Publish" ? { type: "Publish", signature: itfElement(effect.signature as ElementText) } : effect;
}
