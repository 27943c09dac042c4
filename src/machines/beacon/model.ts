/** The closed system that `Beacon.tla` describes: the honest members, the chain between them, and the candidates of Next. */

import type { Data, Itf, ItfRecord } from "../../lib/data.ts";
import type { AnySystemAction, Args, RefusalTable, Stepped, System } from "../../lib/model.ts";
import { arrayOf, integer, oneOf, option, record, type Schema, sequenceOf, setOf } from "../../lib/schema.ts";
import { itfSet, mergeRefusals, predicates } from "../closed-system.ts";
import { lists } from "../threshold-bls/arithmetic.ts";
import { invariants, witnesses } from "./properties.ts";
import { beacon, init } from "./protocol.ts";
import type { Constants, Effect, Round, SignatureText, State, Value } from "./types.ts";
import {
  blockAt,
  type Closed,
  carried,
  decided,
  fix,
  goodLeader,
  type Member,
  type Setting,
  serve,
  undecided,
  unforgeable,
} from "./world.ts";

/** Which conjunct each refusal of the world stands for. */
const worldRefusals: RefusalTable = {
  Learn: { "not-to-be-had": "env1" },
  Accept: { "already-decided": "env1", "not-to-be-had": "env2", "good-height": "env3" },
  Final: { "not-decided": "env1" },
};

type OfRound = { readonly i: Member; readonly r: Round };
type OfSignature = OfRound & { readonly s: SignatureText };
type OfBlock = { readonly i: Member; readonly b: readonly SignatureText[] };

const upTo = (first: number, last: number): readonly number[] => Array.from({ length: last - first + 1 }, (_, at) => first + at);

/** The closed system of a setting. `name` is the model's: the stem of its cfg file. */
export function beaconSystem(name: string, setting: Setting): System<Closed> {
  const { honest, requesting } = setting;
  return {
    module: beacon.module,
    name,
    schema: schemaOf(setting),
    variables: {
      machine: ["height", "opened", "known", "released", "waiting"],
      world: ["chain", "served", "foreseen"],
    },
    initial: [
      {
        machine: honest.map(init),
        world: { chain: [], served: honest.map(() => requesting.map(() => null)), foreseen: [] },
      },
    ],
    actions: actionsOf(setting),
    invariants: predicates(invariants, setting),
    witnesses: predicates(witnesses, setting),
    abstract: (closed) => abstract(setting, closed),
    abstractArg: { s: (s) => Number(s), b: (b) => itfBlock(b as readonly SignatureText[]) },
    abstractEffect: (effect) => abstractEffect(setting, effect as Effect),
    refusals: mergeRefusals(beacon.refusals, worldRefusals),
  };
}

function actionsOf(setting: Setting): { readonly [name: string]: AnySystemAction<Closed> } {
  const { honest, maxHeight, offered } = setting;
  const elements = offered.map(String);
  const blocks = upTo(0, maxHeight - 1).flatMap((length) => lists(elements, length));
  const ofRound = { i: honest, r: upTo(1, maxHeight) };
  const ofBlock = { i: honest, b: blocks };
  const at = ({ machine }: Closed, i: Member) => machine[honest.indexOf(i)] as State;
  return {
    Release: memberAction(setting, "Release", { params: ofRound, outside: { r: [0, maxHeight + 1] } }),
    Learn: memberAction(setting, "Learn", {
      params: { ...ofRound, s: elements },
      outside: { r: [0] },
      admits: (closed: Closed, { r, s }: OfSignature) => (unforgeable(setting, closed, r, s) ? null : "not-to-be-had"),
    }),
    Accept: memberAction(setting, "Accept", {
      params: ofBlock,
      admits: (closed: Closed, { i, b }: OfBlock) => {
        const member = at(closed, i);
        if (!undecided(setting, closed, member)) return "already-decided";
        if (!carried(setting, closed, member, b)) return "not-to-be-had";
        return goodLeader(setting, closed, member, b) ? null : "good-height";
      },
    }),
    Final: memberAction(setting, "Final", {
      params: ofBlock,
      admits: (closed: Closed, { i, b }: OfBlock) => (decided(closed, at(closed, i), b) ? null : "not-decided"),
    }),
  };
}

type Act = (c: Constants, s: State, args: Args) => Stepped<State, Effect, string>;

/** The step of one member, and what becomes of it in the world. */
function memberAction(
  setting: Setting,
  name: keyof typeof beacon.actions,
  inputs: Omit<AnySystemAction<Closed>, "kind" | "step">,
): AnySystemAction<Closed> {
  const act = beacon.actions[name] as Act;
  const step = (closed: Closed, { i, b, ...rest }: Args): Stepped<Closed, Data, string> => {
    const at = setting.honest.indexOf(i as Member);
    const member = closed.machine[at] as State;
    const opens = b as readonly SignatureText[];
    const args = b === undefined ? rest : { b: blockAt(setting, member, opens) };
    const stepped = act(setting.constants, member, args);
    if (typeof stepped === "string") return stepped;
    const [next, effects] = stepped;
    const fixed = name === "Accept" ? fix(setting, closed, opens) : closed.world;
    return [{ machine: closed.machine.with(at, next), world: serve(setting, fixed, at, effects) }, effects];
  };
  return { kind: "machine", ...inputs, step };
}

function schemaOf({ honest, q, maxHeight, requesting, values }: Setting): Schema<Closed> {
  const element = oneOf(...upTo(0, q - 1).map(String));
  const height = integer(0, maxHeight);
  const member = record({
    height,
    opened: height,
    known: sequenceOf(record({ round: integer(1, maxHeight), signature: element }), maxHeight),
    released: height,
    waiting: setOf(upTo(1, maxHeight)),
  });
  const world = record({
    chain: sequenceOf(sequenceOf(element, maxHeight - 1), maxHeight),
    served: arrayOf(arrayOf(option(oneOf(...values)), requesting.length), honest.length),
    foreseen: setOf(upTo(1, maxHeight)),
  });
  return record({ machine: arrayOf(member, honest.length), world });
}

const itfBlock = (opens: readonly SignatureText[]): Itf => ({ "#tup": opens.map(Number) });

/** Values are written as the elements whose digests they are; -1 stands for nothing. */
const itfValue = ({ values }: Setting, value: Value | null): number => (value === null ? -1 : values.indexOf(value));

/** Renames and reshapes a state into the variables of `Beacon.tla`. */
function abstract(setting: Setting, { machine: members, world: w }: Closed): ItfRecord {
  const { honest, maxHeight, requesting } = setting;
  const perMember = (value: (member: State, at: number) => Itf): Itf => ({
    "#map": members.map((member, at): [Itf, Itf] => [honest[at] as Member, value(member, at)]),
  });
  const signatureAt = ({ known }: State, round: Round) => {
    const one = known.find((of) => of.round === round);
    return one === undefined ? -1 : Number(one.signature);
  };
  return {
    height: perMember(({ height }) => height),
    opened: perMember(({ opened }) => opened),
    known: perMember((member) => ({
      "#map": upTo(1, maxHeight).map((round): [Itf, Itf] => [round, signatureAt(member, round)]),
    })),
    released: perMember(({ released }) => released),
    waiting: perMember(({ waiting }) => itfSet(waiting)),
    chain: { "#tup": w.chain.map(itfBlock) },
    served: perMember((_, at) => ({
      "#map": requesting.map((height, place): [Itf, Itf] => [height, itfValue(setting, w.served[at]?.[place] ?? null)]),
    })),
    foreseen: itfSet(w.foreseen),
  };
}

function abstractEffect(setting: Setting, effect: Effect): Itf {
  switch (effect.type) {
    case "Spread":
      return { ...effect, signature: Number(effect.signature) };
    case "Serve":
      return { ...effect, value: itfValue(setting, effect.value) };
    default:
      return effect;
  }
}
