/** The finite models of `GsiData.tla`; each has a cfg of the same name in `spec/tla/`. */

import type { System } from "../../lib/model.ts";
import { setting as ladderSetting } from "../gsi/models.ts";
import { gsiDataSystem } from "./model.ts";
import type { Closed, Setting } from "./world.ts";

/** The sizes of a setting. */
export type Sizes = {
  readonly N: number;
  readonly baseSize: number;
  readonly assertThreshold: number;
  readonly codeThreshold: number;
  readonly byzantine: number;
};

/** A network of `N` nodes, the last `byzantine` of them Byzantine, whose encoder committed to a codeword or not. */
export function setting({ N, baseSize, assertThreshold, codeThreshold, byzantine }: Sizes, codeword: boolean): Setting {
  const ladder = ladderSetting(N, baseSize, assertThreshold, byzantine);
  return { ...ladder, constants: { ...ladder.constants, codeThreshold }, codeword };
}

const N4n1: Sizes = { N: 4, baseSize: 1, assertThreshold: 1, codeThreshold: 2, byzantine: 1 };
const N4n4: Sizes = { N: 4, baseSize: 4, assertThreshold: 2, codeThreshold: 2, byzantine: 1 };
const N5n2: Sizes = { N: 5, baseSize: 2, assertThreshold: 1, codeThreshold: 3, byzantine: 1 };
const N6n3: Sizes = { N: 6, baseSize: 3, assertThreshold: 1, codeThreshold: 4, byzantine: 1 };
const N7n2: Sizes = { N: 7, baseSize: 2, assertThreshold: 1, codeThreshold: 3, byzantine: 2 };
const N7n3: Sizes = { N: 7, baseSize: 3, assertThreshold: 2, codeThreshold: 3, byzantine: 2 };

const model = (name: string, sizes: Sizes, codeword: boolean) => () => gsiDataSystem(name, setting(sizes, codeword));

/** Models by name, built on demand. */
export const gsiDataModels: { readonly [name: string]: () => System<Closed> } = {
  MCGsiDataN4n1: model("MCGsiDataN4n1", N4n1, true),
  MCGsiDataN4n4: model("MCGsiDataN4n4", N4n4, true),
  MCGsiDataN5n2: model("MCGsiDataN5n2", N5n2, true),
  MCGsiDataN5n2bad: model("MCGsiDataN5n2bad", N5n2, false),
  MCGsiDataN6n3: model("MCGsiDataN6n3", N6n3, true),
  MCGsiDataN7n3: model("MCGsiDataN7n3", N7n3, true),
  MCGsiDataN7n3bad: model("MCGsiDataN7n3bad", N7n3, false),
  MCGsiDataN7n2: model("MCGsiDataN7n2", N7n2, true),
  MCGsiDataN7n2bad: model("MCGsiDataN7n2bad", N7n2, false),
};
