/** The flags of `nexus check` that say how a graph is searched, and which of them exclude each other. */

import { randomInt } from "node:crypto";
import { NexusError } from "../../lib/errors.ts";
import type { Entry } from "../codec.ts";
import { type FlagValues, parseCount, parseSeed } from "../flags.ts";
import type { Mode } from "../outcome.ts";
import type { Draw, Way } from "../way.ts";
import type { checkFlags } from "./flags.ts";

export type CheckValues = FlagValues<typeof checkFlags>;

/** More threads than any machine has use for, and fewer than it takes to fill its memory. */
const MOST_WORKERS = 256;

/** Pairs that exclude each other, each with the reason. */
const exclusions: readonly (readonly [keyof CheckValues, keyof CheckValues, string])[] = [
  ["simulate", "workers", "a simulation is one sequence of random numbers"],
  ["simulate", "dfs", "a simulation has no order"],
  ["simulate", "symmetry", "a simulation stores no states"],
  ["simulate", "fingerprint", "a simulation stores no states"],
  ["simulate", "max-states", "a simulation stores no states"],
  ["simulate", "max-memory", "a simulation stores no states"],
  ["simulate", "certificate", "a simulation shows nothing about the states that it does not visit"],
  ["simulate", "resume", "a simulation starts again from its seed"],
  ["simulate", "checkpoint", "a simulation starts again from its seed"],
  ["dfs", "workers", "threads meet after each level of a breadth-first search"],
  ["dfs", "fingerprint", "the states that wait are stored as keys"],
  ["dfs", "resume", "only breadth-first searches are resumed"],
  ["dfs", "checkpoint", "only breadth-first searches are resumed"],
  ["fingerprint", "resume", "fingerprints cannot be turned back into states"],
  ["fingerprint", "checkpoint", "fingerprints cannot be turned back into states"],
  ["fingerprint", "workers", "threads share full keys"],
  ["fingerprint", "certificate", "a certificate is of full keys"],
];

/**
 * How the flags want a graph searched. The seed of a simulation is drawn where none is given. Throws {@link NexusError} `bad-flag` for
 * flags that exclude or need each other.
 */
export function wayOf(values: CheckValues): Way {
  for (const [one, other, reason] of exclusions) {
    if (values[one] === undefined || values[other] === undefined) continue;
    throw new NexusError("bad-flag", `--${one} and --${other} exclude each other: ${reason}`, { hint: "leave out one of them" });
  }
  for (const name of ["seed", "max-steps"] as const) {
    if (values[name] === undefined || values.simulate !== undefined) continue;
    throw new NexusError("bad-flag", `--${name} is of a simulation`, { hint: `add --simulate, or leave out --${name}` });
  }
  const workers = workersOf(values);
  return {
    ...(workers === 1 ? {} : { workers }),
    ...(values.dfs === true ? { depthFirst: true } : {}),
    ...(values.fingerprint === true ? { fingerprints: true } : {}),
    ...(values.symmetry === true ? { symmetry: true } : {}),
    ...(values.simulate === undefined ? {} : { simulation: drawOf(values, values.simulate) }),
  };
}

function workersOf({ workers: text }: CheckValues): number {
  const workers = text === undefined ? 1 : parseCount("workers", text);
  if (workers <= MOST_WORKERS) return workers;
  throw new NexusError("bad-flag", `--workers is at most ${MOST_WORKERS}, not ${text}`, {
    hint: "as many as there are cores is enough",
  });
}

function drawOf(values: CheckValues, traces: string): Draw {
  return {
    traces: parseCount("simulate", traces),
    seed: values.seed === undefined ? randomInt(2 ** 31) : parseSeed("seed", values.seed),
    maxSteps: values["max-steps"] === undefined ? 100 : parseCount("max-steps", values["max-steps"]),
  };
}

/** The flags whose searches are of one world, as lockstep compares all states of both by their full keys. */
const ofOneWorld = ["workers", "dfs", "simulate", "symmetry", "fingerprint"] as const;

/**
 * The mode, where the flags want another way than lockstep's. Models of specs alone need no flag to say which world. Throws
 * {@link NexusError} `bad-flag` where the world is not said, or is not the code for `--symmetry`.
 */
export function modeOf(values: CheckValues, mode: Mode, entries: readonly Entry[]): Mode {
  const flag = ofOneWorld.find((name) => values[name] !== undefined);
  if (flag === undefined) return mode;
  const hint = `add --code${flag === "symmetry" ? "" : " or --spec"}, or leave out --${flag}`;
  const isSpec = entries.every(({ kind }) => kind === "spec" || kind === "broken");
  if (mode === "kind" && !isSpec) throw new NexusError("bad-flag", `--${flag} is of one world, and not for lockstep`, { hint });
  if (flag === "symmetry" || values.symmetry === true) {
    if (mode === "code") return mode;
    throw new NexusError("bad-flag", "--symmetry is of the code: a spec declares no symmetry to the checker", {
      hint: "add --code, or leave out --symmetry",
    });
  }
  return mode === "kind" ? "spec" : mode;
}
