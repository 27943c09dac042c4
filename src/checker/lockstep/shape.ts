/** What must agree before any step is compared: names, order, kinds, parameters, variables, properties, refusals. */

import type { System } from "../../lib/model.ts";
import type { Spec } from "../../lib/spec.ts";

/** The first disagreement, as a sentence, or null. */
export function shapeMismatch<S>(spec: Spec, system: System<S>): string | null {
  return (
    listsDiffer(
      "the actions, in the order of Next",
      spec.actions.map(({ kind, name, params }) => `${kind} ${name}(${params.join(", ")})`),
      Object.entries(system.actions).map(([name, { kind, params }]) => `${kind} ${name}(${Object.keys(params).join(", ")})`),
    ) ??
    listsDiffer("the variables", spec.variables, variablesOf(system)) ??
    listsDiffer(
      "the invariants",
      spec.graph.invariants.map(({ name }) => name),
      Object.keys(system.invariants),
    ) ??
    refusalMismatch(spec, system)
  );
}

function variablesOf<S>(system: System<S>): readonly string[] {
  const declared = system.variables;
  if (declared !== undefined) return [...declared.machine, ...declared.world];
  return Object.keys(system.initial[0] === undefined ? {} : system.abstract(system.initial[0]));
}

function listsDiffer(what: string, spec: readonly string[], code: readonly string[]): string | null {
  const at = [...spec, ...code].findIndex((_, i) => spec[i] !== code[i]);
  if (at < 0) return null;
  return `${what} differ at place ${at + 1}: the spec has ${spec[at] ?? "no more"}, the code has ${code[at] ?? "no more"}`;
}

/** Every refusal must stand for a conjunct that exists. */
function refusalMismatch<S>(spec: Spec, system: System<S>): string | null {
  const ids = new Set(spec.conjuncts.map(({ id }) => id));
  for (const [action, refusals] of Object.entries(system.refusals ?? {})) {
    if (!(action in system.actions)) return `the table of refusals names ${action}, which is no action`;
    for (const [refusal, conjunct] of Object.entries(refusals)) {
      const id = `${action}/${conjunct}`;
      if (!ids.has(id)) return `the refusal "${refusal}" of ${action} stands for ${id}, which is no conjunct of ${spec.module}`;
    }
  }
  for (const action of Object.keys(system.actions)) {
    if (system.refusals?.[action] === undefined) return `the table of refusals lacks ${action}`;
  }
  return null;
}
