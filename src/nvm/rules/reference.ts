/**
 * Reference instructions. A reference is a word: the address of a function, or the number that the host gives to what it refers to; null
 * is -1.
 */

import { A, eq, MINUS_ONE, push, rule, slot } from "./build.ts";
import type { Rule } from "./ir.ts";

export const reference: readonly Rule[] = [
  rule("ref.null", push(MINUS_ONE)),
  rule("ref.is_null", push(eq(slot(0), MINUS_ONE))),
  rule("ref.func", push(A)),
];
