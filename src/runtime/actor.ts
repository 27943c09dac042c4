/**
 * A protocol as an xstate actor: the machine's pure actions behind a mailbox. Events are `{ type: <action>, ...args }`. The actor decides
 * nothing: it looks up the action, takes the step, and hands the outcome on.
 */

import { type EventObject, fromTransition } from "xstate";
import type { Data } from "../lib/data.ts";
import type { Actions, Protocol, Stepped } from "../machines/protocol.ts";

/** An input of a machine: the action's name and its arguments. */
export type ProtocolEvent = { readonly type: string } & { readonly [arg: string]: Data };

/** What the actor emits for each event: the step that was taken, whole, or the refusal. */
export type Outcome<S, E> =
  | { readonly type: "stepped"; readonly event: ProtocolEvent; readonly next: S; readonly effects: readonly E[] }
  | { readonly type: "refused"; readonly event: ProtocolEvent; readonly refusal: string };

/** The refusal of an event that names no action of the protocol. */
export const UNKNOWN_ACTION = "unknown-action";

/** Takes one step. The arguments' types are the business of the codec that decoded the event. */
export function stepOf<C, S, E>(
  protocol: Protocol<C, S, E, Actions<C, S, E>>,
  constants: C,
): (state: S, event: ProtocolEvent) => Stepped<S, E, string> {
  return (state, { type, ...args }) => {
    const action = Object.hasOwn(protocol.actions, type) ? protocol.actions[type] : undefined;
    return action === undefined ? UNKNOWN_ACTION : action(constants, state, args as never);
  };
}

/**
 * The actor logic of a protocol, with the initial state as its input. Refusals leave the snapshot as it is and are emitted; the effects of
 * a step leave as one ordered batch. xstate's own events (`xstate.init`, `xstate.stop`) are no inputs of the machine.
 */
export function protocolLogic<C, S, E>(protocol: Protocol<C, S, E, Actions<C, S, E>>, constants: C) {
  const step = stepOf(protocol, constants);
  return fromTransition<S, ProtocolEvent, never, { readonly initial: S }, EventObject & Outcome<S, E>>(
    (state, event, { emit }) => {
      if (event.type.startsWith("xstate.")) return state;
      const stepped = step(state, event);
      if (typeof stepped === "string") {
        emit({ type: "refused", event, refusal: stepped });
        return state;
      }
      const [next, effects] = stepped;
      emit({ type: "stepped", event, next, effects });
      return next;
    },
    ({ input }) => input.initial,
  );
}
