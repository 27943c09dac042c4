/** What a user should know of a model although nothing is wrong with it. */

import type { CompiledSpec, Config } from "../tla/index.ts";
import type { ModelWarning } from "./outcome.ts";

/** What the modules' analysis warns of, and what the cfg leaves unsaid. */
export function modelWarnings(
  { symmetry, properties, constraints, actionConstraints }: Config,
  spec: CompiledSpec,
): readonly ModelWarning[] {
  const warnings: ModelWarning[] = [...spec.warnings];
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
  return warnings;
}

/** Each warning once: models share modules. */
export function distinctWarnings(warnings: readonly ModelWarning[]): readonly ModelWarning[] {
  return [...new Map(warnings.map((warning) => [JSON.stringify(warning), warning])).values()];
}
