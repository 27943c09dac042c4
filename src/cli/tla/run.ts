/** Checks a model, from files to finding. It runs in a thread of its own. */

import { NexusError } from "../../lib/errors.ts";
import type { CompiledSpec, Config } from "../../tla/index.ts";
import { sourcesOf } from "../load.ts";
import type { ModelWarning, World } from "../outcome.ts";
import { isOutOfMemory, problemOf } from "../problem.ts";
import { type Run, type RunOptions, runSpec } from "../run-spec.ts";
import type { ActionCount, TlaFinding, TlaJob, TlaModel, TlaProperty } from "./job.ts";
import { type OpenedModel, openModel } from "./open.ts";
import { integerWarnings, tlaWarnings, vacuityWarnings } from "./warnings.ts";

type Hooks = Pick<RunOptions, "onProgress" | "progressEvery" | "stop">;

/** What is known before the search ends, so that an error does not lose it. */
interface Known {
  model?: TlaModel;
  warnings: readonly ModelWarning[];
  sources?: NonNullable<TlaFinding["sources"]>;
}

/** Never throws: what goes wrong is part of the finding. */
export function runTla(job: TlaJob, hooks: Hooks): TlaFinding {
  const start = performance.now();
  const known: Known = { warnings: [] };
  const found = attempt(job, hooks, known);
  return { actions: [], temporal: [], ...known, ...found, seconds: (performance.now() - start) / 1000 };
}

type Found = Pick<TlaFinding, "verdict"> & Partial<TlaFinding>;

function attempt(job: TlaJob, hooks: Hooks, known: Known): Found {
  try {
    const opened = openModel(job, job.way.workers !== undefined, (texts) => {
      known.sources = sourcesOf([texts]);
    });
    known.sources = sourcesOf([opened.texts]);
    known.model = modelOf(opened, job);
    known.warnings = tlaWarnings(opened.config, opened.spec);
    const found: Found = opened.spec.assumptionsOnly ? { verdict: "ok" } : explored(opened, job, hooks, known);
    return { ...found, warnings: [...(found.warnings ?? known.warnings), ...integerWarnings(opened.spec)] };
  } catch (error) {
    if (isOutOfMemory(error)) return { verdict: "inconclusive", limit: "memory" };
    if (error instanceof NexusError && error.code === "tla-assume") return { verdict: "violated", property: assumption(error) };
    return { verdict: "error", problem: problemOf(error) };
  }
}

function assumption({ message, at }: NexusError): TlaProperty {
  const name = /^the assumption (.*) is false$/s.exec(message)?.[1] ?? message;
  return { kind: "assumption", name, ...(at === undefined ? {} : { at }) };
}

function modelOf({ spec, config }: OpenedModel, { checkDeadlock }: TlaJob): TlaModel {
  const { invariants, properties, constraints, actionConstraints } = config;
  const names = (of: readonly { readonly name: string }[]) => of.map(({ name }) => name);
  return {
    module: spec.module,
    variables: spec.variables,
    modelValues: [...spec.modelValues],
    invariants: names(invariants),
    properties: names(properties),
    constraints: names([...constraints, ...actionConstraints]),
    checkDeadlock: checkDeadlock && config.checkDeadlock,
    assumptionsOnly: spec.assumptionsOnly,
  };
}

function explored({ spec, config, source }: OpenedModel, job: TlaJob, hooks: Hooks, known: Known): Found {
  const { maxStates, maxBytes, way } = job;
  if (way.fingerprints === true && config.properties.length > 0) throw noProperties(config);
  const run = runSpec(spec, {
    ...hooks,
    way,
    ...(source === undefined ? {} : { source }),
    maxBytes,
    ...(maxStates === undefined ? {} : { maxStates }),
    checkDeadlock: known.model?.checkDeadlock ?? true,
    isTemporal: config.properties.length > 0,
  });
  const temporal = run.temporal ?? [];
  return {
    ...foundBy(run, config),
    ...blockedIn(run, spec),
    temporal,
    warnings: [...known.warnings, ...vacuityWarnings(temporal)],
    ...figures(run, spec),
  };
}

/** Why no step is possible, where none is. */
function blockedIn({ found, trace }: Omit<Run, "mode">, spec: CompiledSpec): Pick<TlaFinding, "blocked"> {
  const last = trace?.states.at(-1);
  if (found !== "deadlock" || last === undefined) return {};
  try {
    return { blocked: spec.blockedActions(spec.state(last)) };
  } catch (error) {
    // The deadlock was found all the same, and its trace is not to be lost to what only explains it.
    if (error instanceof NexusError || isOutOfMemory(error)) return {};
    throw error;
  }
}

function noProperties({ properties }: Config): NexusError {
  return new NexusError("bad-flag", "--fingerprint cannot decide temporal properties, and the cfg names some", {
    ...(properties[0] === undefined ? {} : { at: properties[0].at }),
    hint: "leave out --fingerprint",
  });
}

function foundBy(run: Omit<Run, "mode">, { invariants, postcondition }: Config): Found {
  const { found, property, propertyAt, trace, during, limit, problem, simulation, collisions } = run;
  const kind = invariants.some(({ name }) => name === property) && trace?.loop === undefined ? "invariant" : "property";
  const at = propertyAt === undefined ? {} : { at: propertyAt };
  if (problem?.code === "tla-postcondition" && postcondition !== undefined) {
    return { verdict: "violated", property: { kind: "postcondition", ...postcondition } };
  }
  return {
    verdict: found === "different" ? "error" : found,
    ...(property === undefined ? {} : { property: { kind, name: property, ...at } }),
    ...(trace === undefined ? {} : { trace }),
    ...(during === undefined ? {} : { during }),
    ...(limit === undefined ? {} : { limit }),
    ...(problem === undefined ? {} : { problem }),
    ...(simulation === undefined ? {} : { simulation }),
    ...(collisions === undefined ? {} : { collisions }),
  };
}

function figures({ spec: world }: Omit<Run, "mode">, spec: CompiledSpec): Partial<TlaFinding> {
  if (world === undefined) return {};
  const { distinct, generated, depth } = world;
  return {
    distinct,
    ...(generated === undefined ? {} : { generated }),
    ...(depth === undefined ? {} : { depth }),
    actions: actionCounts(world, spec),
  };
}

function actionCounts({ edges, discovered }: World, spec: CompiledSpec): readonly ActionCount[] {
  return Object.entries(edges).map(([name, taken]) => {
    const at = spec.definition(name);
    const first = discovered?.[name];
    return { name, ...(at === undefined ? {} : { at }), taken, ...(first === undefined ? {} : { discovered: first }) };
  });
}
