/** What a user should know of a model although nothing is wrong with it. */

import type { Analysis, CompiledSpec, Config } from "../../tla/index.ts";
import type { TemporalFinding } from "../outcome.ts";
import type { TlaWarning } from "./job.ts";

export function modelWarnings(analysis: Analysis, config: Config, spec: CompiledSpec): readonly TlaWarning[] {
  const { symmetry, invariants, properties, constraints, actionConstraints } = config;
  const warnings: TlaWarning[] = [...analysis.warnings];
  if (symmetry !== undefined && properties.length > 0) {
    warnings.push({
      code: "symmetry-liveness",
      message: "where a cfg has SYMMETRY, TLC may miss violations of temporal properties: they are checked on all states here",
      at: symmetry.at,
    });
  }
  const [constraint] = [...constraints, ...actionConstraints];
  if (constraint !== undefined) {
    warnings.push({
      code: "constraint",
      message: "what lies behind states outside of the constraint is not explored",
      at: constraint.at,
    });
  }
  if (!spec.assumptionsOnly && invariants.length + properties.length === 0) {
    warnings.push({
      code: "no-property",
      message: `${config.file} names no invariant and no property: only deadlock is looked for`,
    });
  }
  return warnings;
}

/** A property that holds because what it speaks of never happens. */
export function vacuityWarnings(temporal: readonly TemporalFinding[]): readonly TlaWarning[] {
  return temporal.flatMap(({ name, vacuous }) =>
    vacuous.map((text) => ({ code: "vacuous", message: `${name} holds, but no reachable state satisfies ${text}` })),
  );
}
