/** The finite models of `Gsi.tla`; each has a cfg of the same name in `spec/tla/`. */

import type { System } from "../../lib/model.ts";
import { gsiSystem } from "./model.ts";
import type { Closed, Setting } from "./world.ts";

/** A network of `N` nodes, the last `byzantine` of them Byzantine; the outputs are a good and a bad one. */
export function setting(N: number, baseSize: number, assertThreshold: number, byzantine: number): Setting {
  const nodes = Array.from({ length: N }, (_, index) => index + 1);
  return {
    constants: { nodes, baseSize, assertThreshold },
    outputs: ["bad", "good"],
    byzantine: nodes.slice(N - byzantine),
    truth: "good",
  };
}

/** Models by name, built on demand. */
export const gsiModels: { readonly [name: string]: () => System<Closed> } = {
  MCGsiN10n2: () => gsiSystem("MCGsiN10n2", setting(10, 2, 2, 3)),
  MCGsiN7n4: () => gsiSystem("MCGsiN7n4", setting(7, 4, 2, 2)),
  MCGsiN7n3: () => gsiSystem("MCGsiN7n3", setting(7, 3, 2, 2)),
  MCGsiN4n4: () => gsiSystem("MCGsiN4n4", setting(4, 4, 2, 1)),
  MCGsiN10n4: () => gsiSystem("MCGsiN10n4", setting(10, 4, 3, 3)),
  MCGsiN10n2f1: () => gsiSystem("MCGsiN10n2f1", setting(10, 2, 1, 3)),
  MCGsiN10n4f1: () => gsiSystem("MCGsiN10n4f1", setting(10, 4, 2, 3)),
};
