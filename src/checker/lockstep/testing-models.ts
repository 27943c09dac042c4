/** Small modules with the systems that execute them, for the tests of lockstep. */

import type { Data } from "../../lib/data.ts";
import type { Stepped, System } from "../../lib/model.ts";
import { boolean, integer, record, setOf } from "../../lib/schema.ts";
import { has, insert, remove, type SortedSet } from "../../lib/sorted-set.ts";
import type { Spec } from "../../lib/spec.ts";
import { loadSpec } from "../../tla/index.ts";
import { type Lockstep, type LockstepOptions, lockstep } from "./lockstep.ts";

/** A module with its cfg and its system. */
export interface Model<S> {
  readonly module: string;
  readonly source: string;
  readonly config: string;
  readonly system: System<S>;
}

/** Compiles a model's module. */
export function specOf<S>({ module, source, config, system }: Model<S>): Spec {
  return loadSpec({
    module,
    config: { file: `${module}.cfg`, source: config },
    resolve: (name) => (name === module ? { file: `${module}.tla`, source } : undefined),
    witnesses: Object.keys(system.witnesses),
  });
}

/** Compares a model. */
export function compare<S>(model: Model<S>, options: LockstepOptions = {}): Lockstep {
  return lockstep(specOf(model), model.system, options);
}

/** The model with some text of the module replaced, which must be there once. */
export function withSource<S>(model: Model<S>, from: string, to: string): Model<S> {
  if (model.source.split(from).length !== 2) throw new Error(`the module does not have once: ${from}`);
  return { ...model, source: model.source.replace(from, () => to) };
}

/** The model with some parts of the system replaced. */
export function withSystem<S>(model: Model<S>, parts: Partial<System<S>>): Model<S> {
  return { ...model, system: { ...model.system, ...parts } };
}

/** The model with some parts of one action of the system replaced. */
export function withAction<S>(model: Model<S>, name: string, parts: Partial<System<S>["actions"][string]>): Model<S> {
  const action = model.system.actions[name];
  if (action === undefined) throw new Error(`no action ${name}`);
  return withSystem(model, { actions: { ...model.system.actions, [name]: { ...action, ...parts } } });
}

export interface Lock {
  readonly waiting: SortedSet<number>;
  /** Who holds the lock; 0 for nobody. */
  readonly holder: number;
  readonly served: SortedSet<number>;
}

export type OfProcess = { readonly p: number };

const processes: SortedSet<number> = [1, 2];

/** Two processes, each of which is served once; the world may let a waiting one give up. */
export const lock: Model<Lock> = {
  module: "Lock",
  source: `---- MODULE Lock ----
EXTENDS Integers
CONSTANT Proc
VARIABLES waiting, holder, served
machine == <<waiting, holder>>
world == <<served>>
vars == <<waiting, holder, served>>

Init == /\\ waiting \\in {{}, {1}}
        /\\ holder = 0
        /\\ served = {}

Ask(p) ==
  /\\ p \\notin waiting
  /\\ holder # p
  /\\ waiting' = waiting \\cup {p}
  /\\ UNCHANGED <<holder, served>>
AskEffects(p) == <<>>

Grant(p) ==
  /\\ holder = 0
  /\\ p \\in waiting
  /\\ holder' = p
  /\\ waiting' = waiting \\ {p}
  /\\ UNCHANGED served
GrantEffects(p) == <<[type |-> "Granted", to |-> p]>>

Release ==
  /\\ holder # 0
  /\\ holder' = 0
  /\\ served' = served \\cup {holder}
  /\\ UNCHANGED waiting
ReleaseEffects == <<[type |-> "Freed"]>>

MayAsk(p) == p \\notin served
GiveUp(p) ==
  /\\ holder # 0
  /\\ waiting' = waiting \\ {p}
  /\\ UNCHANGED <<holder, served>>
Done ==
  /\\ served = Proc
  /\\ UNCHANGED vars

MachineNext ==
  \\/ \\E p \\in Proc : MayAsk(p) /\\ Ask(p)
  \\/ \\E p \\in Proc : Grant(p)
  \\/ Release
EnvNext ==
  \\/ \\E p \\in waiting : GiveUp(p)
  \\/ Done
Next == MachineNext \\/ EnvNext
Spec == Init /\\ [][Next]_vars

HolderIsNotWaiting == holder \\notin waiting
AllServed == served = Proc
====
`,
  config: "SPECIFICATION Spec\nCONSTANT Proc = {1, 2}\nINVARIANT HolderIsNotWaiting\n",
  system: {
    module: "Lock",
    name: "MCLock",
    schema: record({ waiting: setOf(processes), holder: integer(0, 2), served: setOf(processes) }),
    variables: { machine: ["waiting", "holder"], world: ["served"] },
    initial: [
      { waiting: [], holder: 0, served: [] },
      { waiting: [1], holder: 0, served: [] },
    ],
    actions: {
      Ask: {
        kind: "machine",
        params: { p: processes },
        outside: { p: [0, 3] },
        admits: (s: Lock, { p }: OfProcess) => (has(s.served, p) ? "served-already" : null),
        step: (s, { p }: OfProcess) => {
          if (!has(processes, p)) return "stranger";
          if (has(s.waiting, p)) return "waiting-already";
          if (s.holder === p) return "holder";
          return [{ ...s, waiting: insert(s.waiting, p) }, []];
        },
      },
      Grant: {
        kind: "machine",
        params: { p: processes },
        outside: { p: [3] },
        step: (s, { p }: OfProcess) => {
          if (s.holder !== 0) return "taken";
          if (!has(s.waiting, p)) return "not-waiting";
          return [{ ...s, holder: p, waiting: remove(s.waiting, p) }, [{ type: "Granted", to: p }]];
        },
      },
      Release: {
        kind: "machine",
        params: {},
        step: (s) => {
          if (s.holder === 0) return "free";
          return [{ ...s, holder: 0, served: insert(s.served, s.holder) }, [{ type: "Freed" }]];
        },
      },
      GiveUp: {
        kind: "environment",
        params: { p: (s: Lock) => s.waiting },
        step: (s, { p }: OfProcess) => {
          if (s.holder === 0) return "free";
          return [{ ...s, waiting: remove(s.waiting, p) }, []];
        },
      },
      Done: {
        kind: "environment",
        params: {},
        step: (s) => (s.served.length < processes.length ? "not-done" : [s, []]),
      },
    },
    invariants: { HolderIsNotWaiting: (s) => !has(s.waiting, s.holder) },
    witnesses: { AllServed: (s) => s.served.length === processes.length },
    abstract: ({ waiting, holder, served }) => ({ waiting: { "#set": waiting }, holder, served: { "#set": served } }),
    refusals: {
      Ask: { stranger: "in:p", "waiting-already": 1, holder: 2, "served-already": "env1" },
      Grant: { taken: 1, "not-waiting": 2 },
      Release: { free: 1 },
      GiveUp: { free: 1 },
      Done: { "not-done": 1 },
    },
  },
};

/** The step of an action of the lock. */
export function stepOf(name: string): (state: Lock, args: OfProcess) => Stepped<Lock, Data, string> {
  const action = lock.system.actions[name];
  if (action === undefined) throw new Error(`no action ${name}`);
  return (state, args) => action.step(state, args as never);
}

export interface Relay {
  readonly at: number;
  /** Whether the runner has warmed up; the module knows nothing of it. */
  readonly isWarm: boolean;
}

export type OfRunner = { readonly n: number };

const relaySource = `---- MODULE Relay ----
EXTENDS Integers
VARIABLE at
Init == at = 0
Pass(n) ==
  /\\ at = n
  /\\ at' = n + 1
PassEffects(n) == <<[type |-> "Passed", by |-> n]>>
Done ==
  /\\ at = 3
  /\\ UNCHANGED at
MachineNext == \\E n \\in 0..2 : Pass(n)
EnvNext == Done
Next == MachineNext \\/ EnvNext
Spec == Init /\\ [][Next]_at
InRange == at \\in 0..3
====
`;

const relayConfig = "SPECIFICATION Spec\nINVARIANT InRange\n";

const passed = (n: number): Data => ({ type: "Passed", by: n });

/** A relay of three runners; in the code each must warm up before it runs, which the module does not see. */
export const warmRelay: Model<Relay> = {
  module: "Relay",
  source: relaySource,
  config: relayConfig,
  system: {
    module: "Relay",
    name: "MCWarmRelay",
    schema: record({ at: integer(0, 3), isWarm: boolean }),
    initial: [{ at: 0, isWarm: false }],
    actions: {
      Pass: {
        kind: "machine",
        params: { n: [0, 1, 2] },
        step: (s, { n }: OfRunner) => {
          if (s.at !== n) return "elsewhere";
          if (!s.isWarm) return "cold";
          return [{ at: n + 1, isWarm: false }, [passed(n)]];
        },
      },
      WarmUp: {
        kind: "machine",
        params: {},
        step: (s) => (s.isWarm ? "warm" : [{ ...s, isWarm: true }, []]),
      },
      Done: {
        kind: "environment",
        params: {},
        step: (s) => (s.at < 3 ? "running" : [s, []]),
      },
    },
    internal: { WarmUp: "how a runner prepares is its own affair" },
    hidden: { isWarm: "only internal steps change it between two passes" },
    invariants: { InRange: (s) => s.at >= 0 && s.at <= 3 },
    witnesses: {},
    abstract: ({ at }) => ({ at }),
    refusals: { Pass: { elsewhere: 1, cold: "internal" }, Done: { running: 1 } },
  },
};

/** The same relay without warming up; a driver takes two passes at once. */
export const drivenRelay: Model<{ readonly at: number }> = {
  module: "Relay",
  source: relaySource,
  config: relayConfig,
  system: {
    module: "Relay",
    name: "MCDrivenRelay",
    schema: record({ at: integer(0, 3) }),
    initial: [{ at: 0 }],
    actions: {
      Pass: {
        kind: "machine",
        params: { n: [0, 1, 2] },
        step: (s, { n }: OfRunner) => (s.at === n ? [{ at: n + 1 }, [passed(n)]] : "elsewhere"),
      },
      PassTwice: {
        kind: "machine",
        params: {},
        covers: ({ at }) => [
          { action: "Pass", args: { n: at }, after: { at: at + 1 } },
          { action: "Pass", args: { n: at + 1 }, after: { at: at + 2 } },
        ],
        step: ({ at }) => (at > 1 ? "too-far" : [{ at: at + 2 }, [passed(at), passed(at + 1)]]),
      },
      Done: {
        kind: "environment",
        params: {},
        step: (s) => (s.at < 3 ? "running" : [s, []]),
      },
    },
    invariants: { InRange: (s) => s.at >= 0 && s.at <= 3 },
    witnesses: {},
    abstract: ({ at }) => ({ at }),
    refusals: { Pass: { elsewhere: 1 }, PassTwice: { "too-far": "Pass/in:n" }, Done: { running: 1 } },
  },
};

/** What a comparison found, in short: labels as `Action(arguments)`. */
export function found({ verdict, difference }: Lockstep) {
  const { kind, trace, step, spec, code, variables } = difference ?? { variables: [] };
  const label = ({ action, args }: { readonly action: string; readonly args: object }) => `${action}(${Object.values(args)})`;
  return {
    verdict,
    kind,
    ...(trace === undefined ? {} : { trace: trace.steps.map(label) }),
    ...(step === undefined ? {} : { step: label(step) }),
    ...(spec?.conjunct === undefined ? {} : { conjunct: spec.conjunct.id }),
    ...(code?.refusal === undefined ? {} : { refusal: code.refusal }),
    ...(variables.length === 0 ? {} : { variables: variables.map((row) => `${row.variable}: ${row.spec} / ${row.code}`) }),
  };
}
