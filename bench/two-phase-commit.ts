/**
 * Two-phase commit with N resource managers: J. Gray and L. Lamport, "Consensus on Transaction Commit", ACM TODS 31(1), 2006; the
 * module TwoPhase. It is written in the style of this house, plain JSON-shaped states and pure actions, and packed by what the
 * checker generates from the schema: the figure is what any protocol gets, not what hand-written bit fields would.
 */

import { explore, graphOf, packingOf } from "nexus-reference/checker";
import type { System } from "nexus-reference/lib/model";
import { arrayOf, oneOf, record, setOf } from "nexus-reference/lib/schema";
import { has, insert } from "nexus-reference/lib/sorted-set";
import type { Benchmark } from "./benchmark.ts";

/** A resource manager, by its number. */
type Rm = number;
type RmState = "working" | "prepared" | "committed" | "aborted";
type Outcome = "Abort" | "Commit";

interface State {
  /** By resource manager. */
  readonly rmState: readonly RmState[];
  readonly tmState: "init" | "done";
  readonly tmPrepared: readonly Rm[];
  /** Messages are never lost or consumed: the senders of Prepared, and the transaction manager's outcome. */
  readonly msgs: { readonly prepared: readonly Rm[]; readonly outcome: readonly Outcome[] };
}

type OfRm = { readonly rm: Rm };

const withRm = (s: State, rm: Rm, to: RmState): readonly RmState[] => s.rmState.map((state, i) => (i === rm ? to : state));

/** The closed system; `count` is the number of resource managers. */
export function twoPhaseCommit(count: number): System<State> {
  const rms: readonly Rm[] = Array.from({ length: count }, (_, i) => i);
  const actions: System<State>["actions"] = {
    TMRcvPrepared: {
      kind: "machine",
      params: { rm: rms },
      step: (s, { rm }: OfRm) => {
        if (s.tmState !== "init") return "tm-done";
        if (!has(s.msgs.prepared, rm)) return "no-message";
        return [{ ...s, tmPrepared: insert(s.tmPrepared, rm) }, []];
      },
    },
    TMCommit: {
      kind: "machine",
      params: {},
      step: (s) => {
        if (s.tmState !== "init") return "tm-done";
        if (s.tmPrepared.length !== count) return "not-all-prepared";
        return [{ ...s, tmState: "done", msgs: { ...s.msgs, outcome: insert(s.msgs.outcome, "Commit") } }, []];
      },
    },
    TMAbort: {
      kind: "machine",
      params: {},
      step: (s) => {
        if (s.tmState !== "init") return "tm-done";
        return [{ ...s, tmState: "done", msgs: { ...s.msgs, outcome: insert(s.msgs.outcome, "Abort") } }, []];
      },
    },
    RMPrepare: {
      kind: "machine",
      params: { rm: rms },
      step: (s, { rm }: OfRm) => {
        if (s.rmState[rm] !== "working") return "not-working";
        return [{ ...s, rmState: withRm(s, rm, "prepared"), msgs: { ...s.msgs, prepared: insert(s.msgs.prepared, rm) } }, []];
      },
    },
    RMChooseToAbort: {
      kind: "machine",
      params: { rm: rms },
      step: (s, { rm }: OfRm) => {
        if (s.rmState[rm] !== "working") return "not-working";
        return [{ ...s, rmState: withRm(s, rm, "aborted") }, []];
      },
    },
    RMRcvCommitMsg: {
      kind: "machine",
      params: { rm: rms },
      step: (s, { rm }: OfRm) => {
        if (!has(s.msgs.outcome, "Commit")) return "no-message";
        return [{ ...s, rmState: withRm(s, rm, "committed") }, []];
      },
    },
    RMRcvAbortMsg: {
      kind: "machine",
      params: { rm: rms },
      step: (s, { rm }: OfRm) => {
        if (!has(s.msgs.outcome, "Abort")) return "no-message";
        return [{ ...s, rmState: withRm(s, rm, "aborted") }, []];
      },
    },
  };
  return {
    module: "TwoPhase",
    name: `TwoPhase, N = ${count}`,
    schema: record({
      rmState: arrayOf(oneOf("working", "prepared", "committed", "aborted"), count),
      tmState: oneOf("init", "done"),
      tmPrepared: setOf(rms),
      msgs: record({ prepared: setOf(rms), outcome: setOf(["Abort", "Commit"]) }),
    }),
    initial: [{ rmState: rms.map(() => "working"), tmState: "init", tmPrepared: [], msgs: { prepared: [], outcome: [] } }],
    actions,
    invariants: { TCConsistent: (s) => !(s.rmState.includes("aborted") && s.rmState.includes("committed")) },
    witnesses: { AllCommitted: (s) => s.rmState.every((state) => state === "committed") },
    abstract: ({ rmState, tmState, tmPrepared, msgs }) => ({
      rmState: { "#map": rmState.map((state, rm) => [rm, state] as const) },
      tmState,
      tmPrepared: { "#set": tmPrepared },
      msgs: {
        "#set": [...msgs.prepared.map((rm) => ({ type: "Prepared", rm })), ...msgs.outcome.map((type) => ({ type }))],
      },
    }),
  };
}

/** Published counts: TLC's for small N, and those that Stateright's example quotes. */
export const expectedCounts = {
  full: { rms: 10, distinct: 61_515_776, generated: 817_760_258 },
  quick: { rms: 7, distinct: 296_448, generated: 2_744_706 },
} as const;

/** By name, for threads that build their own graph. */
export const models: { readonly [name: string]: () => System<State> } = Object.fromEntries(
  [7, 8, 9, 10].map((count) => [`TwoPhaseN${count}`, () => twoPhaseCommit(count)]),
);

export const twoPhaseCommitBenchmark: Benchmark = {
  name: "two-phase-commit",
  run: (quick) => {
    const expected = quick ? expectedCounts.quick : expectedCounts.full;
    const system = twoPhaseCommit(expected.rms);
    const before = process.cpuUsage();
    const result = explore(graphOf(system), { checkDeadlock: false });
    const cpu = process.cpuUsage(before);
    const cpuSeconds = (cpu.user + cpu.system) / 1e6;
    return [
      { name: "verdict", value: result.verdict, exactly: "ok" },
      { name: "resource managers", value: expected.rms },
      { name: "bits per key", value: packingOf(system.schema).bits },
      { name: "distinct states", value: result.distinct, exactly: expected.distinct },
      { name: "generated states", value: result.generated, exactly: expected.generated },
      { name: "distinct per second", value: result.distinct / result.seconds, atLeast: 0.3e6 },
      { name: "generated per second", value: result.generated / result.seconds, atLeast: 4e6 },
      { name: "distinct per CPU second", value: result.distinct / cpuSeconds },
      { name: "generated per CPU second", value: result.generated / cpuSeconds },
      { name: "bytes per state", value: result.store.bytes / result.distinct },
      { name: "seconds", value: result.seconds },
      { name: "CPU seconds", value: cpuSeconds },
    ];
  },
};
