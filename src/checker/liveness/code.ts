/** Liveness of the code, under the fairness and with the properties that the specification states. */

import { NexusError } from "../../lib/errors.ts";
import type { Liveness } from "../../lib/liveness.ts";
import type { System } from "../../lib/model.ts";
import type { Spec, SpecState } from "../../lib/spec.ts";
import type { StateStore } from "../store.ts";
import { graphOf } from "../system-graph.ts";
import { checkLiveness, type LivenessCheck, type LivenessOptions } from "./liveness.ts";

/**
 * Checks the specification's properties on the code's own graph: predicates are evaluated on the abstraction of the code's states, and
 * a step of the code is one of a fair action when its two abstractions are. `store` holds all reachable states of the code.
 */
export function checkCodeLiveness<S>(
  spec: Spec,
  system: System<S>,
  store: StateStore,
  liveness: Liveness<SpecState>,
  options: Omit<LivenessOptions<S, SpecState>, "view"> = {},
): LivenessCheck {
  const driver = Object.entries(system.actions).find(([, { covers }]) => covers !== undefined);
  if (driver !== undefined) {
    const error = new NexusError("liveness-driver", `${driver[0]} takes several steps of ${spec.module} at once`, {
      hint: "liveness needs each step of its own: check it on a system without drivers",
    });
    return { verdict: "error", error, properties: [], states: store.size, edges: 0, acyclic: false, seconds: 0 };
  }
  const view = { graph: spec.states, of: (state: S) => spec.state(system.abstract(state)) };
  return checkLiveness(graphOf(system), store, liveness, {
    locate: (action) => spec.definition(action),
    ...options,
    view,
  });
}
