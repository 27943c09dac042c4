/** The finite models of `Simplex.tla`; each has a cfg of the same name in `spec/tla/`. */

import type { System } from "../../lib/model.ts";
import { simplexSystem } from "./model.ts";
import type { Setting } from "./universe.ts";
import type { Closed } from "./world.ts";

/** Four nodes, the last of them Byzantine, and one block for each view and parent. */
const four: Setting = {
  nodes: [1, 2, 3, 4],
  byzantine: [4],
  maxView: 2,
  byzantineViews: [1],
  labels: [0],
  maxCrashes: 0,
  goodView: 0,
  begins: "new",
};

/** Two honest nodes. */
const two: Setting = { ...four, nodes: [1, 2], byzantine: [], byzantineViews: [] };

/** What each model fixes. */
export const simplexSettings: { readonly [name: string]: Setting } = {
  MCSimplexV1: { ...four, maxView: 1, labels: [0, 1], maxCrashes: 1 },
  MCSimplexV1InTime: { ...four, maxView: 1, labels: [0, 1], maxCrashes: 1, goodView: 1 },
  MCSimplexV1Good: { ...four, maxView: 1, byzantineViews: [], labels: [0, 1], maxCrashes: 1, goodView: 1 },
  MCSimplexN1V3: { ...two, nodes: [1], maxView: 3, maxCrashes: 1, goodView: 3 },
  MCSimplexN3V1: { ...two, nodes: [1, 2, 3], maxView: 1, goodView: 1 },
  MCSimplexN2V3: { ...two, maxView: 3, maxCrashes: 2, goodView: 3 },
  MCSimplexBehind: { ...four, maxView: 3, byzantineViews: [2], goodView: 3, begins: "behind" },
  MCSimplexHH: { ...four, byzantineViews: [] },
  MCSimplexBH: four,
  MCSimplexHHGood2: { ...four, byzantineViews: [], goodView: 2 },
  MCSimplexHBGood2: { ...four, byzantineViews: [2], goodView: 2 },
  MCSimplexBBGood2: { ...four, byzantineViews: [1, 2], goodView: 2 },
  MCSimplexGood2: { ...four, goodView: 2 },
  MCSimplexGood2Crash: { ...four, goodView: 2, maxCrashes: 1 },
};

/** Models by name, built on demand. */
export const simplexModels: { readonly [name: string]: () => System<Closed> } = Object.fromEntries(
  Object.entries(simplexSettings).map(([name, setting]) => [name, () => simplexSystem(name, setting)]),
);
