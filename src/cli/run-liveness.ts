/** What the check of temporal properties adds to a model's finding. */

import type { LivenessCheck } from "../checker/index.ts";
import { unreachable } from "../lib/errors.ts";
import type { Spec } from "../lib/spec.ts";
import type { Finding, TemporalFinding } from "./outcome.ts";
import { problemOf } from "./problem.ts";

type LivenessRun = Pick<Finding, "found"> &
  Partial<Pick<Finding, "property" | "propertyAt" | "trace" | "limit" | "problem" | "temporal">>;

/** The finding of one world, after those of the worlds checked before. */
export function livenessRun(
  check: LivenessCheck,
  world: TemporalFinding["world"],
  spec: Spec,
  before: readonly TemporalFinding[],
): LivenessRun {
  const { verdict, property, trace, limit, error, properties } = check;
  const holding = properties.filter(({ holds }) => holds);
  const temporal = [
    ...before,
    ...holding.map(
      ({ name, vacuous, isSafety, needsFairness = false }): TemporalFinding => ({
        world,
        name,
        vacuous,
        isSafety,
        needsFairness,
      }),
    ),
  ];
  switch (verdict) {
    case "ok":
      return { found: "ok", temporal };
    case "violated": {
      const propertyAt = property === undefined ? undefined : spec.definition(property);
      return {
        found: "violated",
        property: property ?? unreachable("no property"),
        trace: trace ?? unreachable("no counterexample"),
        ...(propertyAt === undefined ? {} : { propertyAt }),
        temporal,
      };
    }
    case "inconclusive":
      return { found: "inconclusive", limit: limit ?? "stopped" };
    case "error":
      return { found: "error", problem: problemOf(error) };
  }
}
