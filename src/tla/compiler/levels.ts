/**
 * `TLCGet("level")`: how many states the behaviour has on which a state was first reached, the state included; 0 while the initial
 * states are found. Kept by the graph itself, for models that ask for it.
 */
export class Levels {
  readonly #of = new Map<string, number>();
  /** Of single occurrences of states: under a view that shows the level, a state can be met again, later. */
  readonly #ofOccurrences = new WeakMap<readonly unknown[], number>();
  readonly #key: (state: readonly unknown[]) => string;
  /** The length of the behaviour being drawn, in a simulation. */
  #drawn: number | null = null;
  #current = 0;

  constructor(key: (state: readonly unknown[]) => string) {
    this.#key = key;
  }

  get current(): number {
    return this.#current;
  }

  /** The initial states are evaluated now. */
  start(): void {
    this.#current = 0;
  }

  /** A behaviour of so many states leads to the state that is evaluated next: states have more levels than one. */
  draw(states: number): void {
    this.#drawn = states;
  }

  /** A step leads from the state being evaluated to another. */
  reach(next: readonly unknown[]): void {
    if (this.#drawn !== null) return;
    this.#ofOccurrences.set(next, this.#current + 1);
    const key = this.#key(next);
    if (!this.#of.has(key)) this.#of.set(key, this.#current + 1);
  }

  at(state: readonly unknown[]): number | undefined {
    return this.#ofOccurrences.get(state) ?? this.#of.get(this.#key(state));
  }

  /** An occurrence of a state was reached at this level. */
  occurs(state: readonly unknown[], level: number): void {
    this.#ofOccurrences.set(state, level);
  }

  /** A state is evaluated now. One that no step led to is of another thread, or of a search that was resumed. */
  enter(state: readonly unknown[]): void {
    this.#current = this.#drawn ?? this.at(state) ?? Number.NaN;
  }
}
