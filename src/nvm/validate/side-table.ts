/**
 * What validation finds out about code and running it needs: with the height of the operand stack before each instruction, and for each
 * branch where it goes and what it keeps, labels are no part of a running machine's state.
 */

/** How many numbers a branch takes in {@link SideTable.branches}. */
export const BRANCH = 3;

export interface SideTable {
  /** By instruction: how many operands the stack of its function holds before it. */
  readonly heights: Uint16Array;
  /** By instruction: the number of its first branch, or -1. A `br_table` has one for each label and then one for the default. */
  readonly branchOf: Int32Array;
  /**
   * Branch `i` has the numbers `BRANCH * i` and up:
   *
   * - the target, an index of an instruction. To a loop, its `loop`; out of a block, what follows its `end`; out of a function, its
   *   last `end`. Of an `if` whose condition is false, what follows its `else`, or else its `end`. Of an `else` that is reached from
   *   above, what follows the `end`;
   * - the arity: how many operands from the top are kept;
   * - the height: how many operands are left below those.
   */
  readonly branches: Int32Array;
}

/** Builds the table of a module. Branches to the end of a block are chained until the end is found. */
export class SideTableBuilder {
  readonly heights: Uint16Array;
  readonly branchOf: Int32Array;
  private branches = new Int32Array(BRANCH * 256);
  private count = 0;

  constructor(instructions: number) {
    this.heights = new Uint16Array(instructions);
    this.branchOf = new Int32Array(instructions).fill(-1);
  }

  /** Adds a branch and gives its number; the first one that is added for an instruction is the one that it names. */
  add(pc: number, target: number, arity: number, height: number): number {
    const number = this.count++;
    const at = BRANCH * number;
    if (at === this.branches.length) {
      const larger = new Int32Array(2 * at);
      larger.set(this.branches);
      this.branches = larger;
    }
    this.branches[at] = target;
    this.branches[at + 1] = arity;
    this.branches[at + 2] = height;
    if (this.branchOf[pc] === -1) this.branchOf[pc] = number;
    return number;
  }

  /** Sets the target of a chain of branches, each of which has held the number of the next one. */
  resolve(first: number, target: number): void {
    for (let number = first; number >= 0; ) {
      const next = this.branches[BRANCH * number] as number;
      this.branches[BRANCH * number] = target;
      number = next;
    }
  }

  /** Sets the target of one branch. */
  setTarget(number: number, target: number): void {
    this.branches[BRANCH * number] = target;
  }

  table(): SideTable {
    return { heights: this.heights, branchOf: this.branchOf, branches: this.branches.slice(0, BRANCH * this.count) };
  }
}
