/** Instructions and expressions in the binary format. Blocks are followed with a stack of their own, so that depth costs no recursion. */

import { hex } from "../errors.ts";
import { BLOCK, ELSE, END, IF, LOOP } from "../instructions/ops.ts";
import { opOf } from "../instructions.ts";
import type { Expr } from "../types.ts";
import type { CodeBuilder } from "./code-builder.ts";
import { Immediates, isLegal } from "./immediates.ts";
import { prefixedProposal, proposalOf } from "./proposals.ts";
import type { Reader } from "./reader.ts";

export class InstructionDecoder {
  private readonly r: Reader;
  private readonly code: CodeBuilder;
  /** The opcodes of the blocks that are open. An `else` takes the place of its `if`. */
  private readonly blocks: Uint8Array;
  readonly immediates: Immediates;

  constructor(r: Reader, code: CodeBuilder) {
    this.r = r;
    this.code = code;
    this.immediates = new Immediates(r, code);
    this.blocks = new Uint8Array(r.limits.nesting + 1);
  }

  /** An expression up to its `end`. */
  expr(): Expr {
    const { r, code, blocks, immediates } = this;
    const start = code.count;
    const most = r.limits.instructions;
    for (let depth = 0; ; ) {
      const at = r.pos;
      const op = this.opcode(at);
      immediates.read(op, at);
      if (code.count === most) r.within("instructions", most + 1, at);
      code.push(op, immediates.a, immediates.b, at);
      if (op > END) continue;
      if (op === END) {
        if (depth-- === 0) return { start, end: code.count };
      } else if (op === ELSE) {
        if (depth === 0 || blocks[depth - 1] !== IF) this.misplacedElse(at);
        blocks[depth - 1] = ELSE;
      } else if (op === BLOCK || op === LOOP || op === IF) {
        r.within("nesting", depth + 1, at);
        blocks[depth++] = op;
      }
    }
  }

  private misplacedElse(at: number): never {
    return this.r.malformed("END opcode expected", at, { detail: "an else that belongs to no if" });
  }

  private opcode(at: number): number {
    const { r } = this;
    const byte = r.byte();
    if (byte === 0xfc || byte === 0xfd) return this.prefixed(byte, at);
    if (byte < 0xfc && isLegal(byte)) return byte;
    return this.illegal(hex(byte), proposalOf(byte), at);
  }

  private prefixed(prefix: number, at: number): number {
    const number = this.r.u32();
    const op = number < 0x100 ? opOf((prefix << 8) | number) : -1;
    if (op >= 0 && isLegal(op)) return op;
    return this.illegal(`${hex(prefix)} ${number}`, prefixedProposal(prefix, number), at);
  }

  private illegal(opcode: string, proposal: string | undefined, at: number): never {
    const hint = proposal === undefined ? {} : { hint: `it belongs to ${proposal}, which WebAssembly 2.0 does not have` };
    return this.r.malformed("illegal opcode", at, { detail: opcode, ...hint });
  }
}
