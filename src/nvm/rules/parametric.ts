/** Parametric instructions. Dropping moves nothing: the next height says it all. */

import { cond, pushWords, rule, ruleByWidth, slot, wordsOf } from "./build.ts";
import type { Rule } from "./ir.ts";

/** Both encodings of `select` have these rules. A reference or a value of 32 bits is moved with its high word. */
export const parametric: readonly Rule[] = [
  rule("drop"),
  ...ruleByWidth("select", [2, 4], (words) => [
    pushWords(...wordsOf(words, (i) => cond(slot(2 * words), slot(i), slot(words + i)))),
  ]),
];
