/** What a user should know of a model that stands alone: beside what every model's warnings say, that nothing is asked of it. */

import type { CompiledSpec, Config } from "../../tla/index.ts";
import type { ModelWarning, TemporalFinding } from "../outcome.ts";
import { modelWarnings } from "../warnings.ts";

export function tlaWarnings(config: Config, spec: CompiledSpec): readonly ModelWarning[] {
  const { file, invariants, properties } = config;
  const warnings = modelWarnings(config, spec);
  if (spec.assumptionsOnly || invariants.length + properties.length > 0) return warnings;
  const message = `${file} names no invariant and no property: only deadlock is looked for`;
  return [...warnings, { code: "no-property", message }];
}

/** An integer for which TLC has no room; known once the model is explored. */
export function integerWarnings({ wideInteger }: CompiledSpec): readonly ModelWarning[] {
  const message = "TLC would overflow: an integer leaves 32 bits, and is exact here";
  return wideInteger === null ? [] : [{ code: "wide-integer", message, ...wideInteger }];
}

/** A property that holds because what it speaks of never happens. */
export function vacuityWarnings(temporal: readonly TemporalFinding[]): readonly ModelWarning[] {
  return temporal.flatMap(({ name, vacuous }) =>
    vacuous.map((text) => ({ code: "vacuous", message: `${name} holds, but no reachable state satisfies ${text}` })),
  );
}
