/**
 * The one executor of a node: steps one by one, in the order in which the machine took them. Of each step it makes the input durable
 * first, then executes the effects, each awaited before the next. Nothing that a step shows to the world precedes its record.
 *
 * It fails closed: when an append or an effect fails, nothing that stands behind it is ever executed.
 */

import { canonicalJson } from "../lib/canonical.ts";
import type { ProtocolEvent } from "./actor.ts";
import type { Log } from "./log.ts";

/** Which effect of which input: the same pair after a crash and replay, so a key for doing a thing once. */
export interface EffectId {
  /** The position of the input in the log. */
  readonly position: number;
  /** The effect's index in the step, from 0. */
  readonly index: number;
}

/** Carries one effect out; resolves when it is done, rejects when it cannot be. Must tolerate an effect that it has done already. */
export type Execute<E> = (effect: E, id: EffectId) => Promise<void>;

/** A step on its way: `position` when its input is in the log already. */
export interface Batch<S, E> {
  readonly event: ProtocolEvent;
  readonly next: S;
  readonly effects: readonly E[];
  readonly position?: number;
}

/** Where the world stands: everything up to `position` is durable and executed. */
export interface Executed<S> {
  readonly position: number;
  readonly state: S;
}

export interface Executor<S, E> {
  /** Resolves when the step is durable and its effects are executed; rejects with the first failure. */
  run(batch: Batch<S, E>): Promise<Executed<S>>;
  /** Runs a task between two steps. */
  between<T>(task: (executed: Executed<S>) => Promise<T>): Promise<T>;
  /** Executes nothing from now on; what waits rejects with this error. */
  halt(error: unknown): void;
}

/** `onHalt` is called once, with the first error. */
export function createExecutor<S, E>(
  log: Log,
  execute: Execute<E>,
  start: Executed<S>,
  onHalt: (error: unknown) => void,
): Executor<S, E> {
  let executed = start;
  let halted: { readonly error: unknown } | null = null;
  let tail: Promise<unknown> = Promise.resolve();

  const halt = (error: unknown): void => {
    if (halted !== null) return;
    halted = { error };
    onHalt(error);
  };
  const guard = (): void => {
    if (halted !== null) throw halted.error;
  };
  const chain = <T>(task: () => Promise<T>): Promise<T> => {
    const result = tail.then(async () => {
      guard();
      try {
        return await task();
      } catch (error) {
        halt(error);
        throw error;
      }
    });
    tail = result.catch(() => {});
    return result;
  };

  return {
    run: (batch) =>
      chain(async () => {
        const position = batch.position ?? (await log.append(canonicalJson(batch.event)));
        for (const [index, effect] of batch.effects.entries()) {
          guard();
          await execute(effect, { position, index });
        }
        executed = { position, state: batch.next };
        return executed;
      }),
    between: (task) => chain(() => task(executed)),
    halt,
  };
}
