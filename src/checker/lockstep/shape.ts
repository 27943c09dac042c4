/** What must agree before any step is compared: names, order, kinds, parameters, variables, properties, refusals. */

import { firstDifference } from "../../lib/first-difference.ts";
import { conjunctId, type System } from "../../lib/model.ts";
import type { Spec } from "../../lib/spec.ts";
import { partsOf } from "./candidates.ts";

/** The first disagreement, as a sentence, or null. */
export function shapeMismatch<S>(spec: Spec, system: System<S>): string | null {
  return (
    firstDifference(
      "the actions, in the order of Next",
      spec.actions.map(({ kind, name, params }) => `${kind} ${name}(${params.join(", ")})`),
      partsOf(system).shared.map(({ name, action }) => `${action.kind} ${name}(${Object.keys(action.params).join(", ")})`),
    ) ??
    internalMismatch(system) ??
    variablesMismatch(spec, system) ??
    firstDifference(
      "the invariants",
      spec.states.invariants.map(({ name }) => name),
      Object.keys(system.invariants),
    ) ??
    witnessesMismatch(spec, system) ??
    refusalMismatch(spec, system)
  );
}

function internalMismatch<S>(system: System<S>): string | null {
  const unknown = Object.keys(system.internal ?? {}).find((name) => !(name in system.actions));
  return unknown === undefined ? null : `${unknown} is declared as internal and is no action of the code`;
}

/** The declared partition and what the abstraction gives must both be the spec's variables. */
function variablesMismatch<S>(spec: Spec, system: System<S>): string | null {
  const { variables, initial } = system;
  const declared = variables && firstDifference("the variables", spec.variables, [...variables.machine, ...variables.world]);
  const given = initial[0] === undefined ? [] : Object.keys(system.abstract(initial[0]));
  return declared ?? firstDifference("the variables of the abstraction", [...spec.variables].sort(), [...given].sort());
}

/** A spec that was compiled without witnesses leaves them to the code. */
function witnessesMismatch<S>(spec: Spec, system: System<S>): string | null {
  const { witnesses } = spec.states;
  if (witnesses.length === 0) return null;
  return firstDifference("the witnesses", witnesses.map(({ name }) => name).sort(), Object.keys(system.witnesses).sort());
}

/** Every refusal must stand for a conjunct that exists, or for an internal step where there are such. */
function refusalMismatch<S>(spec: Spec, system: System<S>): string | null {
  const ids = new Set(spec.conjuncts.map(({ id }) => id));
  const { shared, drivers } = partsOf(system);
  const withTable = new Set([...shared, ...drivers].map(({ name }) => name));
  for (const [action, refusals] of Object.entries(system.refusals ?? {})) {
    if (!withTable.has(action)) return `the table of refusals names ${action}, which is no action that is compared`;
    for (const [refusal, name] of Object.entries(refusals)) {
      const id = conjunctId(action, name);
      if (id === null && Object.keys(system.internal ?? {}).length > 0) continue;
      if (id === null) return `the refusal "${refusal}" of ${action} stands for an internal step, and no action is internal`;
      if (!ids.has(id)) return `the refusal "${refusal}" of ${action} stands for ${id}, which is no conjunct of ${spec.module}`;
    }
  }
  for (const action of withTable) {
    if (system.refusals?.[action] === undefined) return `the table of refusals lacks ${action}`;
  }
  return null;
}
