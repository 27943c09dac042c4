/**
 * The thread that starts the helping threads of a search, and waits for their end: see `exploration-threads.ts`. The leader blocks, so
 * that no event would tell it of a thread that dies without a word, for example because its heap is full.
 */

import { type MessagePort, Worker, workerData } from "node:worker_threads";
import type { SharedSearch } from "../checker/index.ts";
import { At, Order } from "../checker/parallel/shared-memory.ts";
import { reportFailure } from "../checker/parallel/team.ts";
import type { FailureReport, HelperInput } from "./exploration-worker.ts";
import type { GraphSource } from "./graph-source.ts";

export interface SupervisorInput {
  /** The program of the helping threads. */
  readonly program: string;
  readonly source: GraphSource;
  readonly shared: SharedSearch;
  /** One for each helping thread; the first is for thread 1. */
  readonly mails: readonly MessagePort[];
  /** Where deaths are reported. */
  readonly deaths: MessagePort;
}

/** A thread that could not say itself why it ended. */
export interface Death {
  readonly member: number;
  readonly report: FailureReport;
}

const { program, source, shared, mails, deaths } = workerData as SupervisorInput;
mails.forEach((mail, i) => {
  const member = i + 1;
  const input: HelperInput = { source, shared, member, mail };
  const worker = new Worker(new URL(program), { workerData: input, transferList: [mail] });
  const died = (report: FailureReport) => {
    const death: Death = { member, report };
    deaths.postMessage(death);
    reportFailure(shared, member);
  };
  worker.on("error", ({ message }) => died({ code: "thread-lost", message, hint: "try fewer workers" }));
  worker.on("exit", (code) => {
    // After the last order threads end as they should. One that has said why it failed ends too, and its own words come first.
    if (Atomics.load(shared.control, At.order) !== Order.end)
      died({ code: "thread-lost", message: `it ended with code ${code}` });
  });
});
