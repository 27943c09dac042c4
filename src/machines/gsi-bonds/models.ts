/** The finite models of `GsiBonds.tla`; each has a cfg of the same name in `spec/tla/`. */

import type { System } from "../../lib/model.ts";
import type { SortedSet } from "../../lib/sorted-set.ts";
import { gsiSystem } from "../gsi/model.ts";
import { setting as ladderSetting } from "../gsi/models.ts";
import type { NodeId } from "../gsi/types.ts";
import type { Setting as LadderSetting } from "../gsi/world.ts";
import { gsiBondsSystem } from "./model.ts";
import type { Closed, Setting } from "./world.ts";

/** A setting of the ladder with a stake and a margin; half of what is left is rewarded. Without `draws`, every base may come. */
export function setting(
  [N, baseSize, assertThreshold, byzantine]: readonly [N: number, baseSize: number, assertThreshold: number, byzantine: number],
  stake: number,
  margin: number,
  draws?: readonly SortedSet<NodeId>[],
): Setting {
  const ladder = ladderSetting(N, baseSize, assertThreshold, byzantine);
  const constants = { ...ladder.constants, stake, margin, rewardPart: 2 };
  return { ...ladder, constants, draws: draws ?? allBases(ladder) };
}

/** Every base cloud with an honest member. */
function allBases(ladder: LadderSetting): readonly SortedSet<NodeId>[] {
  return gsiSystem("all bases", ladder).initial.map(({ machine }) => machine.cloud);
}

const model = (name: string, of: Setting) => [name, () => gsiBondsSystem(name, of)] as const;

/** Models by name, built on demand. */
export const gsiBondsModels: { readonly [name: string]: () => System<Closed> } = Object.fromEntries([
  model(
    "MCGsiBondsN4n3",
    setting([4, 3, 3, 1], 1, 0, [
      [1, 2, 3],
      [1, 2, 4],
    ]),
  ),
  model(
    "MCGsiBondsN4n2",
    setting([4, 2, 1, 1], 5, 1, [
      [1, 2],
      [1, 4],
    ]),
  ),
  model(
    "MCGsiBondsN5n2",
    setting([5, 2, 2, 1], 4, 0, [
      [1, 2],
      [1, 5],
    ]),
  ),
  model(
    "MCGsiBondsN7n3",
    setting([7, 3, 2, 2], 6, 0, [
      [1, 2, 3],
      [1, 2, 7],
      [1, 6, 7],
    ]),
  ),
  model("MCGsiBondsN7n3f1", setting([7, 3, 1, 2], 10, 1, [[1, 6, 7]])),
  model("MCGsiBondsN7n3all", setting([7, 3, 2, 2], 6, 0)),
  model("MCGsiBondsN10n2", setting([10, 2, 2, 3], 10, 0, [[1, 10]])),
]);
