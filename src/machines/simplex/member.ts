/**
 * A node with its votes: the steps of the core under their names, each with the ballots kept beside it. What a step signs enters the
 * node's own ballot in that very step, and finalization forgets the ballots that it makes superfluous.
 */

import type { Stepped } from "../protocol.ts";
import * as core from "./core.ts";
import { init as coreInit } from "./recovery.ts";
import type { Constants, Effect, Item, State } from "./types.ts";
import { forget, isVote, keep, OnVote } from "./vote-keeper.ts";
import type { DriverConstants, Node } from "./votes-types.ts";

/** The node with the votes among these items in its own ballots. */
function signing<N extends Node>(c: DriverConstants, s: N, items: readonly Item[]): N {
  const votes = items.reduce((kept, item) => (isVote(item) ? keep(kept, c.self, item) : kept), s.votes);
  return votes === s.votes ? s : { ...s, votes };
}

/** What the ballots become when the core has made this durable. */
function recorded<N extends Node>(c: DriverConstants, s: N, items: readonly Item[]): N {
  const final = items.find(({ type }) => type === "finalization");
  return final === undefined ? signing(c, s, items) : forget(s, final.view);
}

/** A step of the core, as one of a node with votes. */
function counting<A, R extends string>(step: (c: Constants, s: State, args: A) => Stepped<State, Effect, R>) {
  return <N extends Node>(c: DriverConstants, s: N, args: A): Stepped<N, Effect, R> => {
    const stepped = step(c, s.core, args);
    if (typeof stepped === "string") return stepped;
    let next: N = { ...s, core: stepped[0] };
    for (const effect of stepped[1]) if (effect.type === "Persist") next = recorded(c, next, effect.items);
    return [next, stepped[1]];
  };
}

/** The node has crashed: it comes back with what its log says. The votes of others are lost, its own are in the log. */
function Recover<N extends Node>(c: DriverConstants, s: N, args: { readonly log: readonly Item[] }): Stepped<N, Effect, never> {
  const [state, effects] = core.Recover(c, s.core, args) as readonly [State, readonly Effect[]];
  return [forget(signing(c, { ...s, core: state, votes: [], accused: [] }, args.log), state.tip.view), effects];
}

/** In the order of MachineNext. */
export const steps = {
  Propose: counting(core.Propose),
  Notarize: counting(core.Notarize),
  Nullify: counting(core.Nullify),
  OnVote,
  OnNotarization: counting(core.OnNotarization),
  OnNullification: counting(core.OnNullification),
  OnFinalization: counting(core.OnFinalization),
  Request: counting(core.Request),
  Gather: counting(core.Gather),
  Answer: counting(core.Answer),
  Recover,
};

/** A node that has not been started yet. */
export const initNode = (): Node => ({ core: coreInit(), votes: [], accused: [] });
