/** The finite models of `LogDkg.tla`; each has a cfg of the same name in `spec/tla/`. */

import { type ToyOrder, toySuite } from "../../crypto/toy-suite.ts";
import type { System } from "../../lib/model.ts";
import type { SortedSet } from "../../lib/sorted-set.ts";
import { noKey } from "./ceremony.ts";
import { logDkgSystem } from "./model.ts";
import type { Constants, Kind, NodeId, SharedKey } from "./types.ts";
import type { Closed, Setting } from "./world.ts";

/** Four nodes and a stranger, the fourth of them Byzantine; other settings say where they differ. */
export function setting(order: ToyOrder, begun: readonly Kind[], change: Partial<Setting> = {}, limit = 1): Setting {
  const constants: Constants = { suite: toySuite(order), cloud: "toy", limit };
  return {
    constants,
    nodes: [1, 2, 3, 4, 5],
    committees: [[1, 2, 3, 4]],
    thresholds: [2],
    firstKey: noKey,
    byzantine: [4],
    corruptions: [[]],
    begun,
    slow: [],
    inTurn: false,
    twice: true,
    lucky: false,
    maxCeremonies: 1,
    goodFrom: 1,
    ...change,
  };
}

/**
 * A key that is in force as the model begins, whose holders' shares are all registered.
 * @spec LogDkg!FirstKey
 */
export function firstKey(members: SortedSet<NodeId>, threshold: number): SharedKey {
  return { epoch: 1, ceremony: 0, members, holders: members, threshold, poly: Array.from({ length: threshold }, () => "1") };
}

const model = (name: string, of: Setting) => [name, () => logDkgSystem(name, of)] as const;

const old = firstKey([1, 2, 3, 4], 2);
const next = [2, 3, 4, 5];
const anyBad = [[], [1], [2], [3], [1, 2], [1, 3], [2, 3], [1, 2, 3]];

/** Node 3's deals come too late: fewer orders of the log. */
const short: Partial<Setting> = { slow: [3] };
const once: Partial<Setting> = { slow: [3], twice: false };

/** No node beside the committee: fewer entries that are refused. */
const alone: Partial<Setting> = { nodes: [1, 2, 3, 4] };

/** Two members, none of them faulty, and a stranger. */
const pair: Partial<Setting> = { nodes: [1, 2, 3, 4], committees: [[1, 2]] };

/** Models by name, built on demand. */
export const logDkgModels: { readonly [name: string]: () => System<Closed> } = Object.fromEntries([
  model("MCLogDkgGenerate", setting(5, ["generate"], { ...short, corruptions: [[], [1]] })),
  model("MCLogDkgRetry", setting(5, ["generate"], { ...once, inTurn: true, maxCeremonies: 2, goodFrom: 2 })),
  model("MCLogDkgReshare", setting(7, ["reshare"], { ...short, firstKey: old, committees: [next], corruptions: [[2]] })),
  model(
    "MCLogDkgRefresh",
    setting(7, ["refresh"], {
      ...once,
      inTurn: true,
      firstKey: old,
      committees: [[1, 2, 3, 4], next],
      thresholds: [1, 2],
      corruptions: [[3]],
    }),
  ),
  model("MCLogDkgRotate", setting(7, ["rotate"], { ...once, ...alone, firstKey: old, corruptions: [[1]] })),
  model(
    "MCLogDkgN2",
    setting(7, ["refresh", "reshare", "rotate"], {
      ...pair,
      committees: [
        [1, 2],
        [2, 3],
      ],
      firstKey: firstKey([1, 2], 2),
    }),
  ),
  model("MCLogDkgN2Chain", setting(7, ["generate", "refresh"], { ...pair, maxCeremonies: 2, goodFrom: 2 }, 2)),
  model("MCLogDkgTwoVictims", setting(5, ["generate"], { ...alone, ...short, inTurn: true, corruptions: [[2, 3]], lucky: true })),
  model(
    "MCLogDkgOneHolder",
    setting(7, ["rotate"], { ...alone, ...once, inTurn: true, firstKey: firstKey([1], 1), corruptions: [[3]] }),
  ),
  model("MCLogDkgLucky", setting(5, ["generate"], { ...once, lucky: true })),
  model("MCLogDkgOrders", setting(5, ["generate"], { twice: false })),
  model("MCLogDkgGenerateAll", setting(5, ["generate"], { corruptions: anyBad })),
  model("MCLogDkgRetryAll", setting(5, ["generate"], { twice: false, maxCeremonies: 2, goodFrom: 2 })),
  model(
    "MCLogDkgReshareAll",
    setting(7, ["reshare"], {
      firstKey: old,
      committees: [next],
      corruptions: [[], [2]],
      goodFrom: 2,
    }),
  ),
  model("MCLogDkgRefreshAll", setting(7, ["refresh"], { ...alone, twice: false, firstKey: old })),
  model("MCLogDkgRotateAll", setting(7, ["rotate"], { ...alone, twice: false, firstKey: old })),
  model("MCLogDkgReshareComes", setting(7, ["reshare"], { twice: false, firstKey: old, committees: [next] })),
  model("MCLogDkgChain", setting(7, ["generate", "refresh"], { twice: false, corruptions: [[1]], maxCeremonies: 2 })),
  model(
    "MCLogDkgN5",
    setting(7, ["generate"], {
      ...once,
      nodes: [1, 2, 3, 4, 5, 6],
      committees: [[1, 2, 3, 4, 5]],
      thresholds: [3],
      corruptions: [[1, 2]],
      byzantine: [5],
    }),
  ),
]);
