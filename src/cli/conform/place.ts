/** States of a model that an implementation is asked in, and how it is brought there. */

import { neutralText } from "../../checker/index.ts";
import type { ItfRecord } from "../../lib/data.ts";
import type { Label } from "./protocol.ts";
import type { SeenState } from "./seen.ts";
import type { Session } from "./session.ts";

/** A state of the machine, with the shortest way to it. */
export class Place implements SeenState {
  readonly state: ItfRecord;
  /** Null for an initial state. */
  readonly via: { readonly from: Place; readonly label: Label } | null;
  #texts: readonly string[] | null = null;
  /** What an implementation calls it that has saved it, and the process that has. */
  token: { readonly session: Session; readonly text: string } | null = null;

  constructor(state: ItfRecord, via: Place["via"]) {
    this.state = state;
    this.via = via;
  }

  /** The text of each variable. */
  get texts(): readonly string[] {
    this.#texts ??= textsOf(this.state);
    return this.#texts;
  }

  record(): ItfRecord {
    return this.state;
  }

  /** From the initial state to this one. */
  get way(): readonly Place[] {
    const way: Place[] = [];
    for (let at: Place | undefined = this; at !== undefined; at = at.via?.from) way.push(at);
    return way.reverse();
  }

  isState({ texts }: SeenState): boolean {
    return isSameTexts(this.texts, texts);
  }
}

export const textsOf = (state: ItfRecord): readonly string[] => Object.values(state).map(neutralText);

export const isSameTexts = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((text, i) => text === b[i]);
