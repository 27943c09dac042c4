/** Effects of the code as values of the spec. */

import type { Data, Itf } from "../../lib/data.ts";
import type { System } from "../../lib/model.ts";
import type { Spec, SpecValue } from "../../lib/spec.ts";

const asItf = (effect: Data): Itf => effect as Itf;

/** Writes sequences of effects as the spec does. */
export class EffectWriter {
  readonly #spec: Spec;
  readonly #write: (effect: Data) => Itf;
  readonly #none: SpecValue;

  constructor(spec: Spec, system: Pick<System<never>, "abstractEffect">) {
    this.#spec = spec;
    this.#write = system.abstractEffect ?? asItf;
    this.#none = spec.value({ "#tup": [] });
  }

  value(effects: readonly Data[]): SpecValue {
    return effects.length === 0 ? this.#none : this.#spec.value({ "#tup": effects.map((effect) => this.#write(effect)) });
  }

  itf(effects: readonly Data[]): Itf {
    return this.#spec.itf(this.value(effects));
  }
}
