/** Finds the step that writes to the state that it is given. */

import type { System } from "../../lib/model.ts";
import { abstractArgs } from "../system-graph.ts";
import type { TraceStep } from "../trace.ts";
import { argumentsIn } from "./candidates.ts";
import type { CodeStates } from "./code-states.ts";

/** The first action and arguments that change a state of the code, each tried on a copy of its own. */
export function mutatingStep<S>(system: System<S>, states: CodeStates<S>, index: number): TraceStep | null {
  for (const [name, action] of Object.entries(system.actions)) {
    for (const args of argumentsIn(action, states.at(index))) {
      const copy = states.at(index);
      action.admits?.(copy, args as never);
      action.step(copy, args as never);
      if (!states.isUnchanged(copy, index)) return { action: name, args: abstractArgs(system, args) };
    }
  }
  return null;
}
