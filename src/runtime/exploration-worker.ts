/** A thread that helps a search: see `exploration-threads.ts`. */

import { type MessagePort, receiveMessageOnPort, workerData } from "node:worker_threads";
import type { SharedSearch, StoreParts } from "../checker/index.ts";
import { assist } from "../checker/parallel/assist.ts";
import { NexusError, unreachable } from "../lib/errors.ts";
import { type GraphSource, openGraph } from "./graph-source.ts";

export interface HelperInput {
  readonly source: GraphSource;
  readonly shared: SharedSearch;
  readonly member: number;
  /** Where the store's new arrays arrive, and where a failure is reported. */
  readonly mail: MessagePort;
}

/** Why a thread ended before its time. */
export interface FailureReport {
  readonly code?: string;
  readonly message: string;
  readonly hint?: string;
}

const { source, shared, member, mail } = workerData as HelperInput;
try {
  assist(await openGraph(source), shared, member, {
    receive: () => (receiveMessageOnPort(mail) ?? unreachable("no arrays were sent")).message as StoreParts,
  });
} catch (error) {
  // The supervisor tells the leader that this thread has ended.
  mail.postMessage(reportOf(error));
}
mail.close();

function reportOf(error: unknown): FailureReport {
  if (!(error instanceof NexusError)) return { message: error instanceof Error ? error.message : String(error) };
  const { code, message, hint } = error;
  return { code, message, ...(hint === undefined ? {} : { hint }) };
}
