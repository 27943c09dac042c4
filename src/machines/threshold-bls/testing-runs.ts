/** Runs of a combiner to its end, over any suite. */

import { commit } from "../../crypto/feldman.ts";
import { type Polynomial, shareOf } from "../../crypto/shamir.ts";
import type { Suite } from "../../crypto/suite.ts";
import { partialSign } from "../../crypto/threshold-bls.ts";
import { bytesOfHex } from "../../lib/hex.ts";
import { actOf, type AnyInput as InputOf } from "../testing-act.ts";
import { init, thresholdBls } from "./protocol.ts";
import type { Constants, Effect, Hex, MemberIndex, Partial, State } from "./types.ts";

export type ActionName = keyof typeof thresholdBls.actions;

export type AnyInput = InputOf<ActionName>;

export const act = actOf(thresholdBls);

/** A group whose members hold shares of a key. */
export interface Group {
  readonly constants: Constants;
  readonly polynomial: Polynomial;
  readonly key: readonly string[];
}

export function groupOf(suite: Suite, members: number, polynomial: Polynomial): Group {
  return { constants: { suite, members, threshold: polynomial.length }, polynomial, key: commit(suite, polynomial) };
}

/** What an honest member sends. */
export function honestPartial({ constants, polynomial }: Group, index: MemberIndex, message: Hex): Partial {
  const share = shareOf(constants.suite, polynomial, index);
  return { index, signature: partialSign(constants.suite, share, bytesOfHex(message)) as string };
}

/** Where a run has ended, what it published and whom it blamed, and how many pairing checks it took. */
export interface Run {
  readonly state: State;
  readonly effects: readonly Effect[];
  readonly checks: number;
}

/** Takes inputs and, whenever it can, the combiner's own steps: the first t of those that are there, halving, blame. */
export function run({ constants, key }: Group, message: Hex, partials: readonly Partial[]): Run {
  let at: Run = { state: init(), effects: [], checks: 0 };
  at = taken(constants, at, { type: "Open", p: key, m: message });
  for (const { index, signature } of partials) {
    if (at.state.signature === null) at = taken(constants, at, { type: "Collect", i: index, s: signature });
    at = settled(constants, at);
  }
  return at;
}

const CHECKING: readonly ActionName[] = ["Combine", "Halve"];

function taken(c: Constants, { state, effects, checks }: Run, input: AnyInput): Run {
  const stepped = act(c, state, input);
  if (typeof stepped === "string") throw new Error(`${input.type} is refused: ${stepped}`);
  return { state: stepped[0], effects: [...effects, ...stepped[1]], checks: checks + (CHECKING.includes(input.type) ? 1 : 0) };
}

function settled(c: Constants, run: Run): Run {
  const own = ownStep(c, run.state);
  return own === null ? run : settled(c, taken(c, run, own));
}

function ownStep({ threshold }: Constants, s: State): AnyInput | null {
  if (s.suspects.length > 1) return { type: "Halve" };
  if (s.suspects.length === 1) return { type: "Blame", i: s.suspects[0] };
  if (s.partials.length < threshold) return null;
  return { type: "Combine", S: s.partials.slice(0, threshold).map(({ index }) => index) };
}
