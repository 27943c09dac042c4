/**
 * Control instructions. Validation gives every branch its target, its arity and the height that it cuts to, so a label is no part of the
 * state: entering a `block` or a `loop` and passing an `end` do nothing and are no steps.
 *
 * `if` goes past its `else` (or to its end) when the condition is 0; the `else` that is reached from above goes to the end. The `end` of a
 * function is its `return`.
 */

import {
  A,
  branch,
  branchTable,
  call,
  checkType,
  element,
  eqz,
  geU,
  jump,
  leave,
  ONE,
  rule,
  size,
  slot,
  sub,
  trap,
} from "./build.ts";
import type { Rule } from "./ir.ts";

const index = slot(0);
const callee = sub(element(index), ONE);

export const control: readonly Rule[] = [
  rule("nop"),
  rule("unreachable", trap("unreachable")),
  rule("if", jump(eqz(slot(0)))),
  rule("br", branch()),
  rule("br_if", branch(slot(0))),
  rule("br_table", branchTable(slot(0))),
  rule("return", leave),
  rule("call", call(A)),
  rule(
    "call_indirect",
    trap("undefined element", geU(index, size("table"))),
    trap("uninitialized element", eqz(element(index))),
    checkType(callee),
    call(callee),
  ),
  rule("else", jump()),
];
