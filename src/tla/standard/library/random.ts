/** Random choices, from the host's numbers or from those of a fixed seed. */

import { randomIndex, seededRandom } from "../../../lib/random.ts";

const FIXED_SEED = 1;

/** The numbers of one model. */
export class Randomness {
  readonly #given: (() => number) | undefined;
  #next: () => number;

  /** `given` are numbers from 0 up to 1. */
  constructor(given?: () => number) {
    this.#given = given;
    this.#next = given ?? seededRandom(FIXED_SEED);
  }

  pick<T>(items: readonly T[]): T {
    return items[randomIndex(this.#next, items.length)] as T;
  }

  chance(probability: number): boolean {
    return this.#next() < probability;
  }

  /** So many items, each set of them as likely. */
  sample<T>(items: readonly T[], count: number): readonly T[] {
    const rest = [...items];
    return Array.from({ length: count }, () => rest.splice(randomIndex(this.#next, rest.length), 1)[0] as T);
  }

  /** Evaluates with numbers of its own, so that what a constant is does not depend on what was drawn before it. */
  apart<T>(name: string, evaluate: () => T): T {
    const before = this.#next;
    this.#next = this.#given ?? seededRandom(seedOf(name));
    try {
      return evaluate();
    } finally {
      this.#next = before;
    }
  }
}

/** A seed from a name (FNV-1a). */
function seedOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return hash | 0;
}
