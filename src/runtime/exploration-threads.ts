/**
 * Explores a graph with several threads: the calling thread leads and blocks, worker threads help, and one more thread starts these
 * and notices their deaths.
 */

import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from "node:worker_threads";
import type { Exploration, SharedOptions } from "../checker/index.ts";
import { exploreShared } from "../checker/parallel/explore-shared.ts";
import { ExitCode, NexusError, unreachable } from "../lib/errors.ts";
import type { StateGraph } from "../lib/model.ts";
import type { Death, SupervisorInput } from "./exploration-supervisor.ts";
import type { FailureReport } from "./exploration-worker.ts";
import { type GraphSource, openGraph } from "./graph-source.ts";

export interface ThreadOptions extends Omit<SharedOptions, "hire"> {
  /** The program of the helping threads, which is JavaScript, with the supervisor beside it; the ones built beside this file unless told. */
  readonly worker?: URL;
}

/**
 * Explores the graph of a source with `threads` threads, the calling one included; see `exploreShared`. Throws `NexusError`
 * `no-model` where there is no such graph.
 */
export async function exploreInThreads(source: GraphSource, options: ThreadOptions): Promise<Exploration> {
  return exploreGraphInThreads(await openGraph(source), source, options);
}

/** The same for a caller that has built the graph of the source. Blocks the calling thread. */
export function exploreGraphInThreads<S>(
  graph: StateGraph<S>,
  source: GraphSource,
  { worker: program = new URL("./exploration-worker.js", import.meta.url), ...options }: ThreadOptions,
): Exploration {
  return exploreShared(graph, {
    ...options,
    hire: (shared) => {
      const channels = Array.from({ length: shared.threads - 1 }, () => new MessageChannel());
      const ports = channels.map(({ port1 }) => port1);
      const mails = channels.map(({ port2 }) => port2);
      const { port1: deaths, port2 } = new MessageChannel();
      const workerData: SupervisorInput = { program: program.href, source, shared, mails, deaths: port2 };
      const transferList = [...mails, port2];
      const supervisor = new Worker(new URL("./exploration-supervisor.js", program), { workerData, transferList });
      return {
        send: (parts) => {
          for (const port of ports) port.postMessage(parts);
        },
        failure: (member) => {
          const port = ports[member - 1] ?? unreachable(`thread ${member}`);
          return failureOf((receiveMessageOnPort(port)?.message as FailureReport | undefined) ?? deathOf(member, deaths));
        },
        end: () => {
          for (const port of [...ports, deaths]) port.close();
          // The threads that it has started end with it.
          void supervisor.terminate();
        },
      };
    },
  });
}

/** What the supervisor says of a thread's end. */
function deathOf(member: number, deaths: MessagePort): FailureReport | undefined {
  for (;;) {
    const death = receiveMessageOnPort(deaths)?.message as Death | undefined;
    if (death === undefined || death.member === member) return death?.report;
  }
}

/** What a thread said when it ended before its time. */
function failureOf(report: FailureReport | undefined): NexusError {
  const { code = "thread-lost", message = "no reason is known", hint } = report ?? {};
  return new NexusError(code, `a thread of the search failed: ${message}`, {
    exit: ExitCode.environment,
    ...(hint === undefined ? {} : { hint }),
  });
}
