/** The explorer: packed states, breadth-first search, traces. It knows no protocol and no TLA+. */

export type { CertificateHeader, CertificateSubject } from "./certificate.ts";
export { readCertificateHeader } from "./certificate-read.ts";
export { type Recheck, recheck } from "./certificate-recheck.ts";
export { certificateText } from "./certificate-write.ts";
export { readCheckpoint, writeCheckpoint } from "./checkpoint.ts";
export type { CheckpointOwner } from "./checkpoint-header.ts";
export { type StateValues, specValues } from "./checkpoint-values.ts";
export { type Cover, coverOf, StepClasses } from "./conformance/cover.ts";
export {
  type Log,
  type LogEvent,
  type Reason,
  type ValidatedStep,
  type Validation,
  validateLogs,
} from "./conformance/logs.ts";
export { MachineView } from "./conformance/machine-view.ts";
export { BadValue, neutralText, normal, readNeutral } from "./conformance/neutral.ts";
export { SystemVectors } from "./conformance/system-vectors.ts";
export {
  label,
  type MachineLine,
  type StepLine,
  type StepsHeader,
  type VectorsSubject,
  vectorLines,
} from "./conformance/vectors.ts";
export { type Expected, type Input, type Tried, type Visit, Walk } from "./conformance/walk.ts";
export { EdgeDigest } from "./digest.ts";
export {
  type Exploration,
  type ExploreOptions,
  explore,
  type Limit,
  type Progress,
  type Resumption,
  type SearchPosition,
  type Verdict,
} from "./explorer.ts";
export { type CollisionProbability, requireFullKeys } from "./fingerprint.ts";
export { compareItf } from "./itf-order.ts";
export { checkCodeLiveness } from "./liveness/code.ts";
export {
  checkLiveness,
  type LivenessCheck,
  type LivenessOptions,
  type LivenessVerdict,
  type PropertyFinding,
} from "./liveness/liveness.ts";
export { checkSpecLiveness, type SpecLivenessOptions } from "./liveness/spec.ts";
export {
  type Answer,
  type Difference,
  type DifferenceKind,
  differingVariables,
  type VariableDifference,
} from "./lockstep/difference.ts";
export { type Lockstep, type LockstepOptions, type LockstepVerdict, lockstep } from "./lockstep/lockstep.ts";
export { requireStates } from "./orbit-audit.ts";
export { type Packing, packingOf } from "./packing.ts";
export { assist } from "./parallel/assist.ts";
export { exploreShared } from "./parallel/explore-shared.ts";
export type { SharedSearch } from "./parallel/shared-memory.ts";
export type { Helpers, SharedOptions } from "./parallel/shared-options.ts";
export { type PartsMail, reportFailure } from "./parallel/team.ts";
export { type Refinement, type RefinementOptions, type RefinementVerdict, refines } from "./refinement.ts";
export { type Replay, type ReplayedStep, replay, startsIn } from "./replay.ts";
export { type Explained, type ExplainedGroup, explain } from "./replay-explain.ts";
export type { Followed, PartedVariable, Parting } from "./replay-parting.ts";
export { type RecordedTrace, readTrace } from "./replay-trace.ts";
export { type SimulateOptions, type Simulation, simulate } from "./simulate.ts";
export { FULL, hashKey, StateStore, type StoreOptions, type StoreParts } from "./store.ts";
export { type GraphOptions, graphOf } from "./system-graph.ts";
export type { Trace, TraceStep } from "./trace.ts";
export { readItf, writeItf } from "./trace-itf.ts";
export { TRACE_VERSION, traceJson } from "./trace-json.ts";
export { type Locate, labelOf, pathTo, traceTo } from "./trace-search.ts";
export { itfText, loopText, rangeText, stepText, type TraceTextOptions, traceText } from "./trace-text.ts";
