/** Table instructions, in the order of the chapter on validation. */

import { type Instruction, plain, special } from "./row.ts";

export const table: readonly Instruction[] = [
  special("table.get", 0x25, "tableidx"),
  special("table.set", 0x26, "tableidx"),
  plain("table.size", "table.size", 0xfc10, ["tableidx"], [], ["i32"]),
  special("table.grow", 0xfc0f, "tableidx"),
  special("table.fill", 0xfc11, "tableidx"),
  plain("table.copy", "table.copy", 0xfc0e, ["tableidx", "tableidx"], ["i32", "i32", "i32"], []),
  plain("table.init", "table.init", 0xfc0c, ["elemidx", "tableidx"], ["i32", "i32", "i32"], []),
  plain("elem.drop", "elem.drop", 0xfc0d, ["elemidx"], [], []),
];
