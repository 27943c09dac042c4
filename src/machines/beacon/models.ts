/** The finite models of `Beacon.tla`; each has a cfg of the same name in `spec/tla/`. */

import { decodeBeacon } from "../../crypto/statements.ts";
import { type ToyOrder, toySuite } from "../../crypto/toy-suite.ts";
import type { System } from "../../lib/model.ts";
import { beaconSystem } from "./model.ts";
import { digestOf } from "./rounds.ts";
import type { CloudKey } from "./types.ts";
import type { Closed, Setting } from "./world.ts";

/** The sizes of a setting. */
export type Sizes = Pick<Setting, "threshold" | "byzantine" | "offered" | "maxHeight" | "requesting" | "goodHeight"> & {
  readonly members: number;
};

const ORDER: ToyOrder = 5;

const SECRET = 2;

const KEY: CloudKey = { chainId: 1, cloudId: "c1".repeat(32), keyEpoch: 1 };

/** The logarithm of the point that a round's message is hashed to: never 0. */
function hashOf(message: Uint8Array): number {
  const decoded = decodeBeacon(message);
  return "value" in decoded ? 1 + (decoded.value.round % (ORDER - 1)) : 0;
}

/** A cloud over the toy suite of order 5, its last members Byzantine. */
export function setting({ members, ...sizes }: Sizes): Setting {
  const suite = toySuite(ORDER, { hashToG1: hashOf });
  const constants = { suite, publicKey: String(SECRET), key: KEY };
  return {
    ...sizes,
    constants,
    q: ORDER,
    secret: SECRET,
    honest: Array.from({ length: members - sizes.byzantine }, (_, at) => at + 1),
    values: Array.from({ length: ORDER }, (_, element) => digestOf(constants, String(element))),
  };
}

const three: Sizes = { members: 3, threshold: 2, byzantine: 1, offered: [1, 3, 4], maxHeight: 3, requesting: [1], goodHeight: 0 };
const four: Sizes = { ...three, members: 4, offered: [0, 1, 4], maxHeight: 2 };
const twoRequests: Sizes = { ...three, offered: [1, 2, 3, 4], maxHeight: 4, requesting: [1, 2], goodHeight: 4 };

const settings: { readonly [name: string]: Sizes } = {
  MCBeaconN3H3: three,
  MCBeaconN3Good3: { ...three, goodHeight: 3 },
  MCBeaconN2Good4: { ...twoRequests, members: 2, byzantine: 0 },
  MCBeaconN3Good4: twoRequests,
  MCBeaconN4H2: four,
  MCBeaconN4Good2: { ...four, requesting: [], goodHeight: 2 },
};

/** Models by name, built on demand. */
export const beaconModels: { readonly [name: string]: () => System<Closed> } = Object.fromEntries(
  Object.entries(settings).map(([name, sizes]) => [name, () => beaconSystem(name, setting(sizes))]),
);
