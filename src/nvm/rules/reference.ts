/**
 * Reference instructions. A reference is a word: null is 0, as everything that is not set; otherwise it is one more than the address of a
 * function, or than the number that the host gives to what it refers to.
 */

import { A, eqz, push, rule, slot, ZERO } from "./build.ts";
import type { Rule } from "./ir.ts";

export const reference: readonly Rule[] = [
  rule("ref.null", push(ZERO)),
  rule("ref.is_null", push(eqz(slot(0)))),
  rule("ref.func", push(A)),
];
