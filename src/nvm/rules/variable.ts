/** Variable instructions, each by the width of the variable. The cell `a` holds the place of the local in its frame, or the global's address. */

import { global, local, pushWords, ruleByWidth, setGlobal, setLocal, slots, wordsOf } from "./build.ts";
import type { Rule } from "./ir.ts";

const WIDTHS = [1, 2, 4] as const;

export const variable: readonly Rule[] = [
  ...ruleByWidth("local.get", WIDTHS, (words) => [pushWords(...wordsOf(words, local))]),
  ...ruleByWidth("local.set", WIDTHS, (words) => [setLocal(...slots(words, 0).slice(0, words))]),
  ...ruleByWidth("local.tee", WIDTHS, (words) => [setLocal(...slots(words, 0).slice(0, words))]),
  ...ruleByWidth("global.get", WIDTHS, (words) => [pushWords(...wordsOf(words, global))]),
  ...ruleByWidth("global.set", WIDTHS, (words) => [setGlobal(...slots(words, 0).slice(0, words))]),
];
