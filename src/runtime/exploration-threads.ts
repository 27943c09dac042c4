/** Explores a graph with several threads: the calling thread leads and blocks, worker threads help. */

import { MessageChannel, receiveMessageOnPort, Worker } from "node:worker_threads";
import type { Exploration, SharedOptions } from "../checker/index.ts";
import { exploreShared } from "../checker/parallel/explore-shared.ts";
import { ExitCode, NexusError, unreachable } from "../lib/errors.ts";
import type { StateGraph } from "../lib/model.ts";
import type { FailureReport, HelperInput } from "./exploration-worker.ts";
import { type GraphSource, openGraph } from "./graph-source.ts";

export interface ThreadOptions extends Omit<SharedOptions, "hire"> {
  /** The program of the helping threads, which is JavaScript; the one built beside this file unless told. */
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
      const helpers = Array.from({ length: shared.threads - 1 }, (_, i) => {
        const { port1, port2 } = new MessageChannel();
        const workerData: HelperInput = { source, shared, member: i + 1, mail: port2 };
        const worker = new Worker(program, { workerData, transferList: [port2] });
        return { worker, port: port1 };
      });
      return {
        send: (parts) => {
          for (const { port } of helpers) port.postMessage(parts);
        },
        failure: (member) => {
          const helper = helpers[member - 1] ?? unreachable(`thread ${member}`);
          return failureOf(receiveMessageOnPort(helper.port)?.message as FailureReport | undefined);
        },
        end: () => {
          for (const { worker, port } of helpers) {
            port.close();
            void worker.terminate();
          }
        },
      };
    },
  });
}

/** What a thread said when it ended before its time. */
function failureOf(report: FailureReport | undefined): NexusError {
  const { code = "thread-lost", message = "no reason is known", hint } = report ?? {};
  return new NexusError(code, `a thread of the search failed: ${message}`, {
    exit: ExitCode.environment,
    ...(hint === undefined ? {} : { hint }),
  });
}
