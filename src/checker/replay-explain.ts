/** Why each action is or is not possible in a state, in both worlds. */

import type { ItfRecord } from "../lib/data.ts";
import type { ActionKind, System } from "../lib/model.ts";
import type { SourceRange } from "../lib/source.ts";
import type { Conjunct, Spec, SpecState } from "../lib/spec.ts";
import { Worlds } from "./replay-worlds.ts";

/** Bindings of an action that both worlds answer alike. */
export interface ExplainedGroup {
  /** The first false conjunct; absent where the spec takes the step. */
  readonly conjunct?: Conjunct;
  /** What the code says; null where there is no code. */
  readonly code: { readonly takes: true } | { readonly takes: false; readonly refusal: string | null } | null;
  readonly bindings: readonly ItfRecord[];
}

export interface Explained {
  readonly action: string;
  readonly kind: ActionKind;
  readonly params: readonly string[];
  readonly at: SourceRange;
  /** How many there are in all. */
  readonly bindings: number;
  /** Enabled ones first, then in the order in which they were met. */
  readonly groups: readonly ExplainedGroup[];
}

/**
 * Every action of Next with every binding in a state of the spec and, where there is code, one of the code that abstracts to it.
 * Throws a NexusError `tla-shape` for a spec whose Next does not have actions with parameters.
 */
export function explain<S>(spec: Spec, system: System<S> | null, state: SpecState, code: S | null): readonly Explained[] {
  const worlds = new Worlds(spec, system);
  return spec.actions.map(({ name, kind, params, at }, action) => {
    const groups = new Map<
      string,
      { readonly conjunct?: Conjunct; readonly code: ExplainedGroup["code"]; readonly bindings: ItfRecord[] }
    >();
    const all = worlds.bindings(state, action);
    for (const values of all) {
      const label = { action, values };
      const { conjunct } = worlds.askSpec(state, label);
      const answer = system === null || code === null ? null : codeAnswer(worlds.askCode(code, label));
      const key = JSON.stringify([conjunct?.id ?? null, answer]);
      const group = groups.get(key) ?? { ...(conjunct === undefined ? {} : { conjunct }), code: answer, bindings: [] };
      groups.set(key, group);
      group.bindings.push(worlds.step(label).args);
    }
    const ordered = [...groups.values()];
    const enabled = ordered.filter(({ conjunct }) => conjunct === undefined);
    return {
      action: name,
      kind,
      params,
      at,
      bindings: all.length,
      groups: [...enabled, ...ordered.filter((one) => !enabled.includes(one))],
    };
  });
}

function codeAnswer(asked: { readonly refusal?: string; readonly next?: unknown } | null): ExplainedGroup["code"] {
  if (asked?.next !== undefined) return { takes: true };
  return { takes: false, refusal: asked?.refusal ?? null };
}
