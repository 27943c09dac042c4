/** Which refusals stand for which conjunct, and how often each conjunct was the first false one. */

import { conjunctId, type RefusalTable } from "../../lib/model.ts";
import type { Conjunct, Spec } from "../../lib/spec.ts";

/** One conjunct's count. */
export interface Tally {
  readonly conjunct: Conjunct;
  /** The refusals that stand for it. */
  readonly refusals: readonly string[];
  /** The refusal that stood for it last, null where the table has none: most refusals repeat the one before. */
  last: string | null;
  count: number;
}

/** The table of refusals of one action. */
export class Refusals {
  readonly #tallies = new Map<Conjunct, Tally>();
  readonly #standsFor = new Map<string, Conjunct>();
  readonly #internal = new Set<string>();
  #recent: Tally | null = null;

  constructor(spec: Spec, table: RefusalTable, action: string) {
    const named = Object.entries(table[action] ?? {});
    for (const conjunct of spec.conjuncts) {
      const refusals = named.filter(([, name]) => conjunctId(action, name) === conjunct.id).map(([refusal]) => refusal);
      if (conjunct.action !== action && refusals.length === 0) continue;
      for (const refusal of refusals) this.#standsFor.set(refusal, conjunct);
      this.#tallies.set(conjunct, { conjunct, refusals, last: refusals[0] ?? null, count: 0 });
    }
    for (const [refusal, name] of named) if (name === "internal") this.#internal.add(refusal);
  }

  get tallies(): Iterable<Tally> {
    return this.#tallies.values();
  }

  /** The count of a conjunct. */
  of(conjunct: Conjunct): Tally | undefined {
    if (this.#recent?.conjunct !== conjunct) this.#recent = this.#tallies.get(conjunct) ?? null;
    return this.#recent ?? undefined;
  }

  /** Counts a refusal, if it stands for the conjunct. */
  count(conjunct: Conjunct, refusal: string): boolean {
    const tally = this.of(conjunct);
    if (tally === undefined) return false;
    if (tally.last !== refusal) {
      if (!tally.refusals.includes(refusal)) return false;
      tally.last = refusal;
    }
    tally.count += 1;
    return true;
  }

  standsFor(refusal: string): Conjunct | undefined {
    return this.#standsFor.get(refusal);
  }

  /** Whether a refusal says that an internal step must come first. */
  isInternal(refusal: string): boolean {
    return this.#internal.has(refusal);
  }
}
