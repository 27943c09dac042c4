/** Effects of the code as a value of the spec. */

import type { Data, Itf } from "../../lib/data.ts";
import type { System } from "../../lib/model.ts";
import type { Spec, SpecValue } from "../../lib/spec.ts";

const asItf = (effect: Data): Itf => effect as Itf;

/** The sequence of some effects, as the spec writes them. */
export function writtenEffects<S>(spec: Spec, system: System<S>, effects: readonly Data[]): SpecValue {
  return spec.value({ "#tup": effects.map(system.abstractEffect ?? asItf) });
}
