/** Machines as actors: log, recovery and execution of effects; and the threads of a parallel search. */

export { type Outcome, type ProtocolEvent, protocolLogic, stepOf, UNKNOWN_ACTION } from "./actor.ts";
export { createExecutor, type EffectId, type Execute, type Executor } from "./executor.ts";
export { exploreGraphInThreads, exploreInThreads, type ThreadOptions } from "./exploration-threads.ts";
export { type OpenedLog, openFileLog, type TornTail } from "./file-log.ts";
export { fileCheckpoints } from "./files.ts";
export { type GraphSource, openGraph, type SystemSource } from "./graph-source.ts";
export { heapRoom } from "./heap-room.ts";
export { type Checkpoint, type CheckpointStore, type Log, type LogRecord, memoryCheckpoints, memoryLog } from "./log.ts";
export { type NodeOptions, type ProtocolNode, type Submitted, startNode } from "./node.ts";
export { type Recovered, recover } from "./recovery.ts";
export { loadSharedSpec, openSharedSpec, type SharedSpec, type SpecSource } from "./spec-source.ts";
