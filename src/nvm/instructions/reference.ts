/** Reference instructions, in the order of the chapter on validation. */

import { type Instruction, plain, special } from "./row.ts";

export const reference: readonly Instruction[] = [
  special("ref.null", 0xd0, "reftype"),
  special("ref.is_null", 0xd1),
  plain("ref.func", "ref.func", 0xd2, ["funcidx"], [], ["funcref"]),
];
