/** States that wait to be expanded in a depth-first search: indices with their depths, last in first out. */

const FIRST = 1 << 10;

export class DepthStack {
  /** Index and depth in turns. */
  #entries = new Int32Array(2 * FIRST);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  get bytes(): number {
    return this.#entries.byteLength;
  }

  push(index: number, depth: number): void {
    if (2 * this.#length === this.#entries.length) {
      const entries = new Int32Array(2 * this.#entries.length);
      entries.set(this.#entries);
      this.#entries = entries;
    }
    this.#entries[2 * this.#length] = index;
    this.#entries[2 * this.#length++ + 1] = depth;
  }

  /** The last entry; the stack must not be empty. */
  pop(): { readonly index: number; readonly depth: number } {
    const at = 2 * --this.#length;
    return { index: this.#entries[at] as number, depth: this.#entries[at + 1] as number };
  }
}
