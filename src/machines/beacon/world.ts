/** The world around the members in the models of the beacon: the chain, who may know what, and ghosts. */

import { insert, type SortedSet } from "../../lib/sorted-set.ts";
import { roundFor } from "./rounds.ts";
import type { Block, Constants, Effect, Round, SignatureText, State, Value } from "./types.ts";

export type Member = number;

/** What the models fix. */
export type Setting = {
  readonly constants: Constants;
  /** The order of the toy group. */
  readonly q: number;
  readonly secret: number;
  /** The elements that are sent as signatures. */
  readonly offered: readonly number[];
  readonly honest: readonly Member[];
  /** How many members the adversary controls. */
  readonly byzantine: number;
  readonly threshold: number;
  readonly maxHeight: number;
  /** The heights whose blocks make a request. */
  readonly requesting: SortedSet<number>;
  /** The height whose leader opens all it can, or 0. */
  readonly goodHeight: number;
  /** The values of the elements of the group, in their order. */
  readonly values: readonly Value[];
};

export type World = {
  /** What the final blocks open. */
  readonly chain: readonly (readonly SignatureText[])[];
  /** By which value each honest member served each requesting height. */
  readonly served: readonly (readonly (Value | null)[])[];
  /** The heights whose round was known before their block was fixed. */
  readonly foreseen: SortedSet<number>;
};

export type Closed = { readonly machine: readonly State[]; readonly world: World };

/**
 * The one signature of a round, as the toy suite of the models hashes its message.
 * @spec Beacon!Signature
 */
export function signature({ q, secret }: Setting, round: Round): SignatureText {
  return String((secret * (1 + (round % (q - 1)))) % q);
}

/**
 * How many honest members have their partial of the round out, or need not.
 * @spec Beacon!Releasers
 */
export function releasers({ machine }: Closed, round: Round): number {
  return machine.filter(({ released }) => released >= round).length;
}

/**
 * The adversary can have the signature of the round.
 * @spec Beacon!Known
 */
export function known({ byzantine, threshold }: Setting, closed: Closed, round: Round): boolean {
  return byzantine + releasers(closed, round) >= threshold;
}

/**
 * Assumption: a right signature is nowhere before it can be had.
 * @spec Beacon!Unforgeable
 */
export function unforgeable(setting: Setting, closed: Closed, round: Round, text: SignatureText): boolean {
  return text !== signature(setting, round) || known(setting, closed, round);
}

/** @spec Beacon!Carried */
export function carried(setting: Setting, closed: Closed, { opened }: State, opens: readonly SignatureText[]): boolean {
  return opens.every((text, at) => {
    const round = opened + at + 1;
    return round > setting.maxHeight || unforgeable(setting, closed, round, text);
  });
}

/**
 * The block of the member's next height is not fixed yet.
 * @spec Beacon!Undecided
 */
export function undecided({ maxHeight }: Setting, { world }: Closed, { height }: State): boolean {
  return world.chain.length === height && world.chain.length < maxHeight;
}

/**
 * Assumption of liveness: the leader of the good height opens all rounds before it.
 * @spec Beacon!GoodLeader
 */
export function goodLeader(
  { goodHeight }: Setting,
  { world }: Closed,
  { opened }: State,
  opens: readonly SignatureText[],
): boolean {
  return world.chain.length + 1 !== goodHeight || opened + opens.length === goodHeight - 1;
}

/**
 * Consensus gives everybody the same blocks.
 * @spec Beacon!Decided
 */
export function decided({ world }: Closed, { height }: State, opens: readonly SignatureText[]): boolean {
  const block = world.chain[height];
  return block !== undefined && block.length === opens.length && block.every((text, at) => text === opens[at]);
}

/** The block that opens these rounds at the member's next height. */
export function blockAt({ requesting }: Setting, { height }: State, opens: readonly SignatureText[]): Block {
  return { opens, requests: requesting.includes(height + 1) };
}

/** What the world notes of a vote: the block is fixed. */
export function fix(setting: Setting, closed: Closed, opens: readonly SignatureText[]): World {
  const { chain, foreseen } = closed.world;
  const height = chain.length + 1;
  const early = known(setting, closed, roundFor(height));
  return { ...closed.world, chain: [...chain, opens], foreseen: early ? insert(foreseen, height) : foreseen };
}

/** What the world notes of a member's effects: the requests that it served. */
export function serve({ requesting }: Setting, world: World, at: number, effects: readonly Effect[]): World {
  let served = world.served[at] as World["served"][number];
  for (const effect of effects) {
    if (effect.type === "Serve") served = served.with(requesting.indexOf(effect.height), effect.value);
  }
  return { ...world, served: world.served.with(at, served) };
}
