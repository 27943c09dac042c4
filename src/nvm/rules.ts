/**
 * The step rules: for each instruction of WebAssembly 2.0, in the order of the table of instructions and with its names, what it does. The
 * immutable stepper interprets these rules; `npm run nvm:generate` turns them into the switch over typed arrays.
 */

import { control } from "./rules/control.ts";
import type { Rule } from "./rules/ir.ts";
import { memory } from "./rules/memory.ts";
import { numeric } from "./rules/numeric.ts";
import { parametric } from "./rules/parametric.ts";
import { reference } from "./rules/reference.ts";
import { table } from "./rules/table.ts";
import { variable } from "./rules/variable.ts";
import { vector } from "./rules/vector.ts";

export type { Rule } from "./rules/ir.ts";

export const RULES: readonly Rule[] = [
  ...numeric,
  ...reference,
  ...vector,
  ...parametric,
  ...variable,
  ...table,
  ...memory,
  ...control,
];

/** The cell of a block's entry: its charge belongs to the step of the instruction after it. */
export const ENTER = 0;

/** `local.get/2`: the name of a rule, with the words that it moves where there are several rules of one mnemonic. */
export const ruleName = ({ mnemonic, words }: Rule): string => (words === undefined ? mnemonic : `${mnemonic}/${words}`);

const numbers: ReadonlyMap<string, number> = new Map(RULES.map((rule, i) => [ruleName(rule), i + 1]));

/** The number of a rule in lowered code, from its name; 0 is {@link ENTER}. Throws where there is none, which is a bug of the caller. */
export function ruleNumber(name: string): number {
  const number = numbers.get(name);
  if (number === undefined) throw new Error(`no rule is named ${name}`);
  return number;
}
