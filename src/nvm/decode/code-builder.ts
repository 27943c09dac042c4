/** The instructions of a module while they are decoded: typed arrays that grow. */

import { CELLS, type Code } from "../types.ts";

export class CodeBuilder {
  /** How many instructions there are. */
  count = 0;
  private cells: Int32Array;
  private labels = new Uint32Array(64);
  private labelCount = 0;
  private vectors = new Uint8Array(256);
  private vectorBytes = 0;

  /** `instructions` is how many are expected. */
  constructor(instructions: number) {
    this.cells = new Int32Array(CELLS * Math.max(instructions, 16));
  }

  push(op: number, a: number, b: number, offset: number): void {
    const at = CELLS * this.count++;
    if (at === this.cells.length) {
      const larger = new Int32Array(2 * at);
      larger.set(this.cells);
      this.cells = larger;
    }
    const { cells } = this;
    cells[at] = op;
    cells[at + 1] = a;
    cells[at + 2] = b;
    cells[at + 3] = offset;
  }

  /** Keeps a label; gives its index. */
  pushLabel(label: number): number {
    const at = this.labelCount++;
    if (at === this.labels.length) {
      const larger = new Uint32Array(2 * at);
      larger.set(this.labels);
      this.labels = larger;
    }
    this.labels[at] = label;
    return at;
  }

  /** Keeps 16 bytes; gives their index. */
  pushVector(bytes: Uint8Array): number {
    const at = this.vectorBytes;
    this.vectorBytes += 16;
    if (this.vectorBytes > this.vectors.length) {
      const larger = new Uint8Array(2 * this.vectorBytes);
      larger.set(this.vectors);
      this.vectors = larger;
    }
    this.vectors.set(bytes, at);
    return at / 16;
  }

  code(): Code {
    return {
      // Where it is full already, as for the largest modules, it is not copied.
      cells: this.cells.length === CELLS * this.count ? this.cells : this.cells.slice(0, CELLS * this.count),
      labels: this.labels.slice(0, this.labelCount),
      vectors: this.vectors.slice(0, this.vectorBytes),
    };
  }
}
