/** Recovery is a checkpoint and a replay of the log through the machine, and nothing else. */

import { ExitCode, NexusError } from "../lib/errors.ts";
import type { Actions, Protocol } from "../machines/protocol.ts";
import { stepOf } from "./actor.ts";
import { decodeEvent } from "./codec.ts";
import type { Batch, Executed } from "./executor.ts";
import type { CheckpointStore, Log } from "./log.ts";

export interface Recovered<S, E> {
  /** The state at the checkpoint, or the initial one at position 0. */
  readonly executed: Executed<S>;
  /** The steps after it, durable, whose effects may have been executed or not. */
  readonly batches: readonly (Batch<S, E> & { readonly position: number })[];
  /** The state after all of them. */
  readonly state: S;
}

export async function recover<C, S, E>(
  protocol: Protocol<C, S, E, Actions<C, S, E>>,
  constants: C,
  initial: S,
  log: Log,
  checkpoints: CheckpointStore<S>,
): Promise<Recovered<S, E>> {
  const checkpoint = await checkpoints.load();
  if (checkpoint !== null && checkpoint.module !== protocol.module) {
    throw mismatch(`the checkpoint is of the protocol ${checkpoint.module}, not of ${protocol.module}`);
  }
  const executed: Executed<S> = checkpoint ?? { position: 0, state: initial };
  const step = stepOf(protocol, constants);
  const batches: (Batch<S, E> & { readonly position: number })[] = [];
  let state = executed.state;
  for (const { position, text } of await log.read(executed.position)) {
    if (position !== executed.position + batches.length + 1) {
      throw mismatch(`the log continues at record ${position}, after ${executed.position + batches.length}`);
    }
    const event = decodeEvent(text, position);
    const stepped = step(state, event);
    if (typeof stepped === "string") throw mismatch(`record ${position} of the log, ${event.type}, is refused: ${stepped}`);
    const [next, effects] = stepped;
    batches.push({ event, next, effects, position });
    state = next;
  }
  return { executed, batches, state };
}

function mismatch(message: string): NexusError {
  return new NexusError("log-mismatch", message, {
    hint: "the log was written by another protocol, other constants or another version of the machine",
    exit: ExitCode.environment,
  });
}
