/** Numbers that are the same on every machine: a linear congruence (Numerical Recipes, 7.1), of which the upper bits are taken. */
export class Draw {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** One of some; undefined where there is none. */
  among<T>(some: readonly T[]): T | undefined {
    this.#state = (Math.imul(this.#state, 1664525) + 1013904223) >>> 0;
    return some[Math.floor((this.#state / 2 ** 32) * some.length)];
  }
}
