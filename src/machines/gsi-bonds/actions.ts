/**
 * The money behind a GSI ladder. To be read beside `spec/tla/GsiBonds.tla`: each action is the ladder's of the same name, and what it
 * does to the money. Transfers are effects; that another interval has slashed a node arrives as an input.
 */

import { insert, type SortedSet, union } from "../../lib/sorted-set.ts";
import * as ladder from "../gsi/actions.ts";
import { signersOf } from "../gsi/ladder.ts";
import type { Effect as LadderEffect, State as LadderState, NodeId, Output } from "../gsi/types.ts";
import type { RefusalOf, Stepped } from "../protocol.ts";
import { amountOf, balances, deposit, divide, lock, topUp } from "./money.ts";
import type { Constants, Effect, Money, State } from "./types.ts";

type Step<R extends string> = Stepped<State, Effect, R>;

/** The refusals of the ladder's action of a name. */
type LadderRefusal<N extends keyof typeof ladder> = RefusalOf<(typeof ladder)[N]>;

/** A step of the ladder that leaves the money alone. */
function withoutMoney<R extends string>(s: State, stepped: Stepped<LadderState, LadderEffect, R>): Step<R> {
  return typeof stepped === "string" ? stepped : [{ ...s, ...stepped[0] }, stepped[1]];
}

/** A step that the ladder takes, with what it does to the money and the effects of both. */
function withMoney(
  s: State,
  [next]: readonly [LadderState, readonly LadderEffect[]],
  money: Partial<Money>,
  effects: readonly Effect[],
): readonly [State, readonly Effect[]] {
  return [{ ...s, ...next, ...money }, effects];
}

/** @spec GsiBonds!Vote */
export function Vote(c: Constants, s: State, args: { readonly i: NodeId; readonly o: Output }): Step<LadderRefusal<"Vote">> {
  return withoutMoney(s, ladder.Vote(c, s, args));
}

/**
 * Signers who can lock a deposit.
 * @spec GsiBonds!Depositors
 */
export function depositors(c: Constants, s: State, o: Output): SortedSet<NodeId> {
  return signersOf(s.signers, o).filter((node) => amountOf(c, s.stake, node) >= deposit(c));
}

/**
 * The ladder's assertion, for which each signer locks a deposit. Signers who cannot do not count.
 * @spec GsiBonds!Assert
 */
export function Assert(c: Constants, s: State, args: { readonly o: Output }): Step<LadderRefusal<"Assert"> | "too-few-deposits"> {
  const asserted = ladder.Assert(c, s, args);
  if (typeof asserted === "string") return asserted;
  const nodes = depositors(c, s, args.o);
  if (nodes.length < c.assertThreshold) return "too-few-deposits";
  const amount = deposit(c);
  return withMoney(s, asserted, lock(c, s, nodes, amount), [{ type: "Lock", nodes, amount }, ...asserted[1]]);
}

/**
 * The ladder's claim, for which the claimant locks a bond that pays for the rest of the ladder.
 * @spec GsiBonds!Claim
 */
export function Claim(
  c: Constants,
  s: State,
  args: { readonly x: NodeId; readonly o: Output },
): Step<LadderRefusal<"Claim"> | "no-bond"> {
  const claimed = ladder.Claim(c, s, args);
  if (typeof claimed === "string") return claimed;
  const amount = topUp(c, s, args.x);
  if (amountOf(c, s.stake, args.x) < amount) return "no-bond";
  const money = { ...lock(c, s, [args.x], amount), claimants: insert(s.claimants, args.x) };
  return withMoney(s, claimed, money, [{ type: "Lock", nodes: [args.x], amount }, ...claimed[1]]);
}

/**
 * The ladder's sample, whose newcomers are owed an execution each.
 * @spec GsiBonds!Sample
 */
export function Sample(c: Constants, s: State, args: { readonly S: SortedSet<NodeId> }): Step<LadderRefusal<"Sample">> {
  const sampled = ladder.Sample(c, s, args);
  if (typeof sampled === "string") return sampled;
  const executors = sampled[1].reduce((all, effect) => (effect.type === "Execute" ? union(all, effect.nodes) : all), s.executors);
  return withMoney(s, sampled, { executors }, sampled[1]);
}

/** @spec GsiBonds!Decide */
export function Decide(c: Constants, s: State, args: { readonly o: Output }): Step<LadderRefusal<"Decide">> {
  return withoutMoney(s, ladder.Decide(c, s, args));
}

/** @spec GsiBonds!NoQuorum */
export function NoQuorum(c: Constants, s: State, args: { readonly k: number }): Step<LadderRefusal<"NoQuorum">> {
  return withoutMoney(s, ladder.NoQuorum(c, s, args));
}

/** @spec GsiBonds!WindowExpire */
export function WindowExpire(c: Constants, s: State, args: { readonly k: number }): Step<LadderRefusal<"WindowExpire">> {
  return withoutMoney(s, ladder.WindowExpire(c, s, args));
}

/**
 * The one settlement: whoever signed another output forfeits all it has here. Executors are paid from it, then right claimants; the rest
 * burns. All other locks end.
 * @spec GsiBonds!Settle
 */
export function Settle(c: Constants, s: State, args: object): Step<LadderRefusal<"Settle">> {
  const settled = ladder.Settle(c, s, args);
  if (typeof settled === "string") return settled;
  const division = divide(c, s);
  const { forfeiting, paid, right, reward, books } = division;
  const money = { stake: balances(c, s, division), locked: c.nodes.map(() => 0), books };
  return withMoney(s, settled, money, [
    ...settled[1],
    { type: "Pay", nodes: paid, amount: 1 },
    { type: "Pay", nodes: right, amount: reward },
    { type: "Burn", amount: books.burned },
    { type: "Advance", amount: books.advanced },
    { type: "Unlock", nodes: c.nodes.filter((node) => amountOf(c, s.locked, node) > 0 && !forfeiting.includes(node)) },
  ]);
}

/** @spec GsiBonds!Rewind */
export function Rewind(c: Constants, s: State, args: object): Step<LadderRefusal<"Rewind">> {
  return withoutMoney(s, ladder.Rewind(c, s, args));
}

/** @spec GsiBonds!Release */
export function Release(c: Constants, s: State, args: object): Step<LadderRefusal<"Release">> {
  return withoutMoney(s, ladder.Release(c, s, args));
}

/**
 * Another interval has slashed `i`: what is not locked here is gone.
 * @spec GsiBonds!SlashedElsewhere
 */
export function SlashedElsewhere(c: Constants, s: State, { i }: { readonly i: NodeId }): Step<"settled" | "no-stake"> {
  if (s.phase === "settled") return "settled";
  if (amountOf(c, s.stake, i) === 0) return "no-stake";
  return [{ ...s, stake: s.stake.map((own, at) => (c.nodes[at] === i ? 0 : own)) }, []];
}
