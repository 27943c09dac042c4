/** A node's life with one protocol: recover, take inputs, stop; and stop at once when anything of it fails. */

import { type Actor, createActor, type InspectionEvent } from "xstate";
import { assertProduction, suitesAmong } from "../crypto/production.ts";
import { closest } from "../lib/edit-distance.ts";
import { ExitCode, NexusError } from "../lib/errors.ts";
import type { Decoded, DecodeError } from "../machines/codec.ts";
import type { Actions, Protocol } from "../machines/protocol.ts";
import { type ProtocolEvent, protocolLogic, UNKNOWN_ACTION } from "./actor.ts";
import { type Batch, createExecutor, type Execute } from "./executor.ts";
import type { Checkpoint, CheckpointStore, Log } from "./log.ts";
import { recover } from "./recovery.ts";

export interface NodeOptions<C extends object, S, E> {
  readonly protocol: Protocol<C, S, E, Actions<C, S, E>>;
  readonly constants: C;
  /** The state before the first input, where there is no checkpoint. */
  readonly initial: S;
  readonly log: Log;
  readonly checkpoints: CheckpointStore<S>;
  readonly execute: Execute<E>;
  /** Decodes an input before the machine sees it. A node whose inputs come from outside must have it. */
  readonly decode?: (json: unknown) => Decoded<ProtocolEvent>;
  /** Marks a node of a simulation, which may compute in a suite without security. Every other node refuses to start with one. */
  readonly simulation?: boolean;
  /** Told once why the node has stopped itself. */
  readonly onFailure?: (error: unknown) => void;
  /** The one trace stream: everything that the actor receives and does. */
  readonly inspect?: (event: InspectionEvent) => void;
}

/** What became of an input: refused by the machine and forgotten, or durable at a position with its effects executed. */
export type Submitted = { readonly refusal: string } | { readonly position: number };

export interface ProtocolNode<S> {
  /**
   * Rejects with `NexusError` `bad-input` or `unknown-action` when the input is malformed, `node-failed` or `node-stopped` when the
   * node no longer takes inputs.
   */
  submit(event: ProtocolEvent): Promise<Submitted>;
  /** The machine's state. It may be ahead of the log: show it to nobody outside. */
  state(): S;
  /** Saves the state after the last executed step, so that a restart replays from there. */
  checkpoint(): Promise<Checkpoint<S>>;
  /** Waits for the steps on their way, then closes the log. */
  stop(): Promise<void>;
}

interface Waiting {
  readonly resolve: (submitted: Submitted | Promise<Submitted>) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Recovers, executes again the effects of the steps after the checkpoint, and takes inputs. NexusError `suite-without-security` for the
 * constants of a simulation where none was asked for, before anything is read.
 */
export async function startNode<C extends object, S, E>(options: NodeOptions<C, S, E>): Promise<ProtocolNode<S>> {
  const { protocol, constants, log, checkpoints, simulation = false } = options;
  if (!simulation) suitesAmong(constants).forEach(assertProduction);
  const recovered = await recover(protocol, constants, options.initial, log, checkpoints);
  const waiting = new Map<ProtocolEvent, Waiting>();
  let ended: NexusError | null = null;

  const executor = createExecutor<S, E>(log, options.execute, recovered.executed, (cause) => {
    const error = new NexusError("node-failed", `the node stopped itself: ${String(cause)}`, {
      exit: ExitCode.environment,
      cause,
    });
    ended = error;
    actor.stop();
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
    options.onFailure?.(cause);
  });
  const run = async (batch: Batch<S, E>): Promise<Submitted> => {
    try {
      const { position } = await executor.run(batch);
      return { position };
    } catch (error) {
      throw ended ?? error;
    }
  };
  const actor: Actor<ReturnType<typeof protocolLogic<C, S, E>>> = createActor(protocolLogic(protocol, constants), {
    input: { initial: recovered.state },
    ...(options.inspect === undefined ? {} : { inspect: options.inspect }),
  });
  actor.subscribe({ error: executor.halt });
  actor.on("stepped", (batch) => settle(batch.event, run(batch)));
  actor.on("refused", ({ event, refusal }) => settle(event, { refusal }));

  function settle(event: ProtocolEvent, submitted: Submitted | Promise<Submitted>): void {
    waiting.get(event)?.resolve(submitted);
    waiting.delete(event);
  }

  for (const batch of recovered.batches) await run(batch);
  actor.start();

  return {
    submit: (event) => {
      if (ended !== null) return Promise.reject(ended);
      if (!Object.hasOwn(protocol.actions, event.type)) return Promise.reject(unknownAction(protocol, event.type));
      const decoded = options.decode?.(event) ?? { value: event };
      if ("error" in decoded) return Promise.reject(badInput(decoded.error));
      return new Promise((resolve, reject) => {
        // The actor tells outcomes by the event's identity, so that one datum may be submitted twice at once.
        const own = { ...decoded.value };
        waiting.set(own, { resolve, reject });
        actor.send(own);
      });
    },
    state: () => actor.getSnapshot().context,
    checkpoint: () =>
      executor.between(async ({ position, state }) => {
        const checkpoint = { module: protocol.module, position, state };
        await checkpoints.save(checkpoint);
        return checkpoint;
      }),
    stop: async () => {
      ended ??= new NexusError("node-stopped", "the node was stopped", { exit: ExitCode.environment });
      // A failure of a step on its way has been reported to whoever submitted it.
      await executor.between(async () => {}).catch(() => {});
      actor.stop();
      await log.close();
    },
  };
}

function badInput({ path, expected, found }: DecodeError): NexusError {
  return new NexusError("bad-input", `the input is malformed at ${path}: found ${found}`, { hint: `expected ${expected}` });
}

function unknownAction<C, S, E>(protocol: Protocol<C, S, E, Actions<C, S, E>>, type: string): NexusError {
  const names = Object.keys(protocol.actions);
  const near = closest(type, names);
  const hint = near === undefined ? `its actions are ${names.join(", ")}` : `did you mean ${near}?`;
  return new NexusError(UNKNOWN_ACTION, `${protocol.module} has no action ${type}`, { hint });
}
