/** Control instructions, in the order of the chapter on validation; then the two opcodes that delimit blocks. */

import { type Instruction, plain, special } from "./row.ts";

export const control: readonly Instruction[] = [
  plain("nop", "nop", 0x01, [], [], []),
  special("unreachable", 0x00),
  special("block", 0x02, "blocktype"),
  special("loop", 0x03, "blocktype"),
  special("if", 0x04, "blocktype"),
  special("br", 0x0c, "labelidx"),
  special("br_if", 0x0d, "labelidx"),
  special("br_table", 0x0e, "labelidx*", "labelidx"),
  special("return", 0x0f),
  special("call", 0x10, "funcidx"),
  special("call_indirect", 0x11, "typeidx", "tableidx"),
  special("else", 0x05),
  special("end", 0x0b),
];
