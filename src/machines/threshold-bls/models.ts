/** The finite models of `ThresholdBls.tla`; each has a cfg of the same name in `spec/tla/`. */

import { type ToyOrder, toySuite } from "../../crypto/toy-suite.ts";
import type { System } from "../../lib/model.ts";
import { thresholdBlsSystem } from "./model.ts";
import type { Closed, Setting } from "./world.ts";

/** The sizes of a setting. */
export type Sizes = Omit<Setting, "constants"> & {
  readonly q: ToyOrder;
  readonly members: number;
  readonly threshold: number;
};

/** A group over a toy suite, which hashes a message of one byte to the element with that logarithm. */
export function setting({ members, threshold, ...of }: Sizes): Setting {
  const suite = toySuite(of.q, { hashToG1: ([point]) => point as number });
  return { constants: { suite, members, threshold }, ...of };
}

const settings: { readonly [name: string]: Sizes } = {
  MCThresholdBlsN4t2: { q: 5, members: 4, threshold: 2, byzantine: [4], coefficients: [0, 1, 2, 3, 4], messages: [0, 2] },
  MCThresholdBlsN4t3: { q: 5, members: 4, threshold: 3, byzantine: [4], coefficients: [0, 1], messages: [0, 1] },
  MCThresholdBlsN6t4: { q: 7, members: 6, threshold: 4, byzantine: [1, 2], coefficients: [1], messages: [1] },
};

/** Models by name, built on demand. */
export const thresholdBlsModels: { readonly [name: string]: () => System<Closed> } = Object.fromEntries(
  Object.entries(settings).map(([name, sizes]) => [name, () => thresholdBlsSystem(name, setting(sizes))]),
);
