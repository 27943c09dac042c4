/** Variable instructions, in the order of the chapter on validation. */

import { type Instruction, special } from "./row.ts";

export const variable: readonly Instruction[] = [
  special("local.get", 0x20, "localidx"),
  special("local.set", 0x21, "localidx"),
  special("local.tee", 0x22, "localidx"),
  special("global.get", 0x23, "globalidx"),
  special("global.set", 0x24, "globalidx"),
];
