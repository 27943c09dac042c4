/** What TLA, as against raw temporal logic, forbids: formulas that a stuttering step could change. */

import { NexusError } from "../../lib/errors.ts";
import { type Expr, Level } from "../ast.ts";
import type { Leveled } from "./symbols.ts";

/**
 * Refuses `[]A` and `<>A` of an action that is no `[A]_v` or `<<A>>_v`, actions beside `~>`, and junctions of actions and temporal
 * formulas.
 *
 * @param operands - the levels of the operands, in order
 */
export function checkTemporal(expr: Expr, operands: readonly Leveled[]): void {
  switch (expr.kind) {
    case "always":
      if (operands[0]?.level === Level.action && expr.operand.kind !== "square") {
        refuse(expr.operand, "`[]` is followed by an action", "write [][A]_v");
      }
      break;
    case "eventually":
      if (operands[0]?.level === Level.action && expr.operand.kind !== "angle") {
        refuse(expr.operand, "`<>` is followed by an action", "write <><<A>>_v");
      }
      break;
    case "leadsTo":
      [expr.left, expr.right].forEach((operand, index) => {
        if (operands[index]?.level === Level.action) {
          refuse(operand, "`~>` has an action as an operand, expected a state predicate or a temporal formula");
        }
      });
      break;
    case "junction":
      refuseMixture(expr.op, expr.items, operands);
      break;
    default:
  }
}

/** An operator of propositional logic must not join an action, which speaks of one step, with a formula about all steps. */
export function refuseMixture(op: string, items: readonly Expr[], levels: readonly Leveled[]): void {
  if (!levels.some(({ level }) => level === Level.temporal)) return;
  const action = items.find((_, index) => levels[index]?.level === Level.action);
  if (action !== undefined) {
    refuse(action, `\`${op}\` joins an action with a temporal formula`, "write [][A]_v for an action that every step takes");
  }
}

function refuse(at: Expr, message: string, hint?: string): never {
  throw new NexusError("tla-level", message, hint === undefined ? { at: at.at } : { at: at.at, hint });
}
