/** What comes back from disk, decoded once. */

import { isRight } from "fp-ts/lib/Either.js";
import * as t from "io-ts";
import { ExitCode, NexusError } from "../lib/errors.ts";
import type { ProtocolEvent } from "./actor.ts";
import type { Checkpoint } from "./log.ts";

const event = t.intersection([t.type({ type: t.string }), t.UnknownRecord]);
const checkpoint = t.type({ module: t.string, position: t.number, state: t.unknown });

function decode<A>(codec: t.Decoder<unknown, A>, text: string, what: string): A {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw malformed(what, cause);
  }
  const decoded = codec.decode(value);
  if (!isRight(decoded)) throw malformed(what);
  return decoded.right;
}

function malformed(what: string, cause?: unknown): NexusError {
  return new NexusError("malformed-record", `${what} does not hold what this node writes`, {
    hint: "restore the directory from a copy, or let the node join anew",
    exit: ExitCode.environment,
    cause,
  });
}

/** The event of a log record. Its arguments are those that the machine accepted when it was written. */
export function decodeEvent(text: string, position: number): ProtocolEvent {
  return decode(event, text, `record ${position} of the log`) as ProtocolEvent;
}

/** A checkpoint as it was saved. Its state is one of the machine's own. */
export function decodeCheckpoint<S>(text: string): Checkpoint<S> {
  return decode(checkpoint, text, "the checkpoint") as Checkpoint<S>;
}
