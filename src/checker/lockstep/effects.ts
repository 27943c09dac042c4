/** Effects of the code as values of the spec. */

import type { Data, Itf } from "../../lib/data.ts";
import { NexusError } from "../../lib/errors.ts";
import type { System } from "../../lib/model.ts";
import { isSameData } from "../../lib/same-data.ts";
import type { Spec, SpecValue } from "../../lib/spec.ts";

const asItf = (effect: Data): Itf => effect as Itf;

/** Writes sequences of effects as the spec does. Effects that differ must be written differently: else one may stand for the other. */
export class EffectWriter {
  readonly #spec: Spec;
  readonly #write: (effect: Data) => Itf;
  readonly #none: SpecValue;
  /** What each value was written from. */
  readonly #written = new Map<SpecValue, readonly Data[]>();

  constructor(spec: Spec, system: Pick<System<never>, "abstractEffect">) {
    this.#spec = spec;
    this.#write = system.abstractEffect ?? asItf;
    this.#none = spec.value({ "#tup": [] });
  }

  /** Throws {@link NexusError} `merged-effects` where the value was written from other effects before. */
  value(effects: readonly Data[]): SpecValue {
    if (effects.length === 0) return this.#none;
    const value = this.#spec.value({ "#tup": effects.map((effect) => this.#write(effect)) });
    const before = this.#written.get(value);
    if (before === undefined) this.#written.set(value, effects);
    else if (!isSameData(before, effects)) throw merged(before, effects);
    return value;
  }

  itf(effects: readonly Data[]): Itf {
    return this.#spec.itf(this.value(effects));
  }
}

const merged = (one: readonly Data[], other: readonly Data[]): NexusError =>
  new NexusError(
    "merged-effects",
    `two effects that differ are written as one: ${JSON.stringify(one)} and ${JSON.stringify(other)}`,
    {
      hint: "the model's abstractEffect renames and reshapes, and forgets nothing",
    },
  );
