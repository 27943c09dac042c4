/** What every thread but the leader does: it follows orders until the leader ends it. */

import type { StateGraph } from "../../lib/model.ts";
import { Expander } from "./expander.ts";
import { At, Order, type SharedSearch } from "./shared-memory.ts";
import { SharedStore } from "./shared-store.ts";
import { type PartsMail, Team } from "./team.ts";

/**
 * Helps a search that `exploreShared` leads; `member` counts the threads from 1, the leader is 0. The graph must be the leader's,
 * built again in this thread. Blocks the thread until the search ends.
 */
export function assist<S>(graph: StateGraph<S>, shared: SharedSearch, member: number, mail: PartsMail): void {
  const store = new SharedStore(shared, member);
  const team = new Team(shared, member, store, mail);
  const expander = new Expander(graph, shared, member, store, team);
  for (;;) {
    team.awaitOrder();
    const order = Atomics.load(shared.control, At.order);
    if (order === Order.end) return;
    if (order === Order.expand) expander.expandLevel(() => {});
    else expander.retraceLevel();
    team.finish();
  }
}
