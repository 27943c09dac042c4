/** Parametric instructions, in the order of the chapter on validation. `select` has two encodings: with types and without. */

import { type Instruction, special } from "./row.ts";

export const parametric: readonly Instruction[] = [
  special("drop", 0x1a),
  special("select", 0x1b),
  special("select", 0x1c, "valtype*"),
];
