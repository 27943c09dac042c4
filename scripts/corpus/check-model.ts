/** Checks one model of a tree, as TLC is asked to: without traces to print, with the counts and the kind of verdict. */

import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { checkSpecLiveness, type Exploration, explore, type LivenessCheck, simulate, type Trace } from "nexus-reference/checker";
import { NexusError } from "nexus-reference/lib/errors";
import { type CompiledSpec, type Config, loadModule, loadSpec, parseConfig, type ResolveModule } from "nexus-reference/tla";
import { objectionTo } from "./counterexample.ts";
import { hostOf, type Statistics } from "./host.ts";
import type { Failure, Found, Job, NoVerdict, Tier } from "./model.ts";
import { tierOf } from "./tier.ts";

/** TLC's own bound on the behaviours that it draws. */
const SIMULATED_STEPS = 100;
const SEED = 1;

type Verdict = Extract<Found, { readonly distinct: number }>;
type Outcome = Omit<Verdict, "tier" | "seconds"> | { readonly verdict: null; readonly why: NoVerdict };

/** Never throws: what goes wrong is a result without a verdict. `onTier` is called before the search, which may not end. */
export function checkModel(job: Job, onTier: (tier: Tier) => void = () => {}): Found {
  const start = performance.now();
  let tier: Tier = "unread";
  const seconds = () => (performance.now() - start) / 1000;
  try {
    const { dir, model } = job;
    const directory = join(dir, dirname(model.module));
    const resolve: ResolveModule = (name) => readIfThere(join(directory, `${name}.tla`));
    const file = join(dir, model.cfg);
    const source = readIfThere(file)?.source;
    if (source === undefined) throw new NexusError("no-file", `there is no file ${model.cfg}`);
    const module = basename(model.module, ".tla");
    const config = parseConfig(model.cfg, source);
    tier = tierOf(loadModule(module, resolve), config, typeof model.mode === "object");
    onTier(tier);
    const search: SearchState = { asksToEnd: false };
    const onExit = () => {
      search.asksToEnd = true;
    };
    const host = hostOf(job, onExit, () => search.statistics);
    const spec = loadSpec({ module, config: { file: model.cfg, source }, resolve, labels: "definitions", host });
    const outcome = check(spec, config, job, search);
    const random = spec.singleThreaded.some((name) => name.includes("Random")) ? { random: true as const } : {};
    return { ...outcome, ...(outcome.verdict === null ? {} : random), tier, seconds: seconds() } as Found;
  } catch (error) {
    return { ...notFound(error), tier, seconds: seconds() };
  }
}

function readIfThere(path: string): { readonly file: string; readonly source: string } | undefined {
  try {
    return { file: basename(path), source: readFileSync(path, "utf8") };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** A false assumption is a verdict; any other error is none. */
function notFound(error: unknown): Outcome {
  if (error instanceof NexusError && error.code === "tla-assume") {
    return { verdict: "assumption failure", distinct: 0, generated: 0 };
  }
  return { verdict: null, why: { kind: "failure", failure: failureOf(error) } };
}

function failureOf(error: unknown): Failure {
  if (!(error instanceof NexusError)) return { code: "bug", message: error instanceof Error ? error.message : String(error) };
  const { code, message, at } = error;
  return { code, message, ...(at === undefined ? {} : { at: `${at.file}:${at.start.line}:${at.start.column}` }) };
}

/** What the model asks of the search, and may ask about it. */
interface SearchState {
  asksToEnd: boolean;
  statistics?: Statistics;
}

function check(spec: CompiledSpec, config: Config, { model, maxBytes }: Job, search: SearchState): Outcome {
  const stop = () => search.asksToEnd;
  if (spec.assumptionsOnly) return { verdict: "success", distinct: 0, generated: 0 };
  const { checkDeadlock } = config;
  if (typeof model.mode === "object") {
    const { traceCount: traces } = model.mode.simulate;
    const drawn = simulate(spec.graph, { seed: SEED, traces, maxSteps: SIMULATED_STEPS, checkDeadlock, stop });
    return outcomeOf(spec, { ...drawn, distinct: 0, generated: drawn.steps });
  }
  const explored = explore(spec.graph, { checkDeadlock, maxBytes, stop });
  search.statistics = { distinct: explored.distinct, generated: explored.generated, diameter: explored.depth };
  if (explored.verdict === "ok" && !spec.postcondition()) {
    throw new NexusError("tla-postcondition", `the postcondition ${config.postcondition?.name} is false`);
  }
  if (explored.verdict !== "ok" || config.properties.length === 0) return outcomeOf(spec, explored);
  return livenessOutcome(spec, explored, checkSpecLiveness(spec, explored, { maxBytes }));
}

interface Ended {
  readonly verdict: Exploration["verdict"] | "no-violation" | "stopped";
  readonly property?: string;
  readonly error?: unknown;
  readonly limit?: string;
  readonly trace?: Trace;
  readonly distinct: number;
  readonly generated: number;
}

function outcomeOf(spec: CompiledSpec, { verdict, property, error, limit, trace, distinct, generated }: Ended): Outcome {
  const counts = { distinct, generated };
  const counterexample = (name: string) =>
    trace === undefined
      ? {}
      : { counterexample: { property: name, states: trace.states.length, ...objectionTo(spec, trace, name) } };
  switch (verdict) {
    case "ok":
    case "no-violation":
      return { verdict: "success", ...counts };
    case "violated":
      return { verdict: "safety failure", ...counts, ...counterexample(property as string) };
    case "deadlock":
      return { verdict: "deadlock failure", ...counts, ...counterexample("Deadlock") };
    case "stopped":
      return { verdict: "success", ...counts };
    case "inconclusive":
      if (limit === "stopped") return { verdict: "success", ...counts };
      return { verdict: null, why: { kind: "inconclusive", limit: limit ?? verdict, ...counts } };
    case "error":
      return { verdict: null, why: { kind: "failure", failure: failureOf(error) } };
  }
}

/** A behaviour that ends is a violation of safety, as TLC has it; a lasso is one of liveness. */
function livenessOutcome(spec: CompiledSpec, { distinct, generated }: Exploration, checked: LivenessCheck): Outcome {
  const { verdict, property, trace, error, limit } = checked;
  const ended = { verdict, distinct, generated, ...(trace === undefined ? {} : { trace }) };
  if (verdict !== "violated") return outcomeOf(spec, { ...ended, error, ...(limit === undefined ? {} : { limit }) });
  const outcome = outcomeOf(spec, { ...ended, property: property as string });
  return trace?.loop === undefined ? outcome : ({ ...outcome, verdict: "liveness failure" } as Outcome);
}
