/** Random choices, from the host's numbers or from those of a fixed seed. */

import { randomIndex, seededRandom } from "../../../lib/random.ts";
import type { Context } from "./context.ts";

const FIXED_SEED = 1;

export function randomOf({ host }: Context) {
  const random = host.random ?? seededRandom(FIXED_SEED);
  return {
    pick: <T>(items: readonly T[]): T => items[randomIndex(random, items.length)] as T,
    chance: (probability: number): boolean => random() < probability,
    /** So many items, each set of them as likely. */
    sample: <T>(items: readonly T[], count: number): readonly T[] => {
      const rest = [...items];
      return Array.from({ length: count }, () => rest.splice(randomIndex(random, rest.length), 1)[0] as T);
    },
  };
}
