/** The instructions of a module by their byte offsets. */

import { CELLS, type ValidModule } from "../../nvm/index.ts";

export class Places {
  private readonly instructions = new Map<number, number>();

  constructor({ module }: ValidModule) {
    const { cells } = module.code;
    for (let pc = 0; CELLS * pc < cells.length; pc++) this.instructions.set(cells[CELLS * pc + 3] as number, pc);
  }

  /** The number of the instruction whose opcode stands at a byte. */
  instructionAt(offset: number): number | undefined {
    return this.instructions.get(offset);
  }
}
