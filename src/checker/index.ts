/** The explorer: packed states, breadth-first search, traces. It knows no protocol and no TLA+. */

export { type Exploration, type ExploreOptions, explore, type Limit, type Progress, type Verdict } from "./explorer.ts";
export { type Packing, packingOf } from "./packing.ts";
export { FULL, hashKey, StateStore, type StoreOptions } from "./store.ts";
export { graphOf } from "./system-graph.ts";
export type { Trace, TraceStep } from "./trace.ts";
export { type Locate, pathTo, traceTo } from "./trace-search.ts";
