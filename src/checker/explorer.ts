/** Exploring a {@link StateGraph} on one thread. */

import type { StateGraph } from "../lib/model.ts";
import type { Exploration, ExploreOptions } from "./exploration.ts";
import { Search } from "./search.ts";

export type { Exploration, ExploreOptions, Limit, Progress, Resumption, SearchPosition, Verdict } from "./exploration.ts";

/**
 * Visits every state that is reachable in `graph`, until a property fails or a limit is hit. Throws `NexusError` `bad-options`
 * for options that exclude each other.
 */
export function explore<S>(graph: StateGraph<S>, options: ExploreOptions<S> = {}): Exploration {
  return new Search(graph, options).run();
}
