/** A thread that helps a search: see `exploration-threads.ts`. */

import { type MessagePort, receiveMessageOnPort, workerData } from "node:worker_threads";
import { assist, type SharedSearch, type StoreParts } from "../checker/index.ts";
import { unreachable } from "../lib/errors.ts";
import { type GraphSource, openGraph } from "./graph-source.ts";

export interface HelperInput {
  readonly source: GraphSource;
  readonly shared: SharedSearch;
  readonly member: number;
  /** Where the store's new arrays arrive. */
  readonly mail: MessagePort;
}

const { source, shared, member, mail } = workerData as HelperInput;
assist(await openGraph(source), shared, member, {
  receive: () => (receiveMessageOnPort(mail) ?? unreachable("no arrays were sent")).message as StoreParts,
});
mail.close();
