/**
 * What instructions cost, written from the tables of spec/nvm.md and not from the schedule of our own machine: version 1. A group is a pattern of mnemonics;
 * the first that matches counts.
 */

/** Gas of an instruction as a part of its block. */
const GROUPS: readonly (readonly [weight: number, pattern: RegExp])[] = [
  [0, /^(block|loop|end)$/],
  [4, /^(v128|[if]\d+x\d+)\./],
  [8, /^call_indirect$/],
  [5, /^call$/],
  [2, /^(if|br|br_if|br_table|return)$/],
  [1, /^(else|nop|unreachable|drop|select|(local|global)\..*|ref\..*|(memory|table)\.size|.*\.const)$/],
  [3, /^table\.[gs]et$/],
  [10, /^(memory|table|data|elem)\.(grow|fill|copy|init|drop)$/],
  [2, /^[if]\d\d\.(load|store)/],
  [4, /^i\d\d\.(div|rem)_[su]$/],
  [1, /\.reinterpret_/],
  [2, /^f\d\d\.|^i\d\d\.trunc_/],
  [1, /^i\d\d\./],
];

export function weightOf(mnemonic: string): number {
  const group = GROUPS.find(([, pattern]) => pattern.test(mnemonic));
  if (group === undefined) throw new Error(`spec/nvm.md has no weight for ${mnemonic}`);
  return group[0];
}

/** Gas of a unit of an operation with a dynamic cost: a page, an element, a byte or a reference. */
export function unitPrice(mnemonic: string): number | null {
  if (mnemonic === "memory.grow") return 4096;
  if (mnemonic === "table.grow") return 16;
  return /^(memory|table)\.(fill|copy|init)$/.test(mnemonic) ? 1 : null;
}

/** For each local that a function declares. */
export const LOCAL = 1;
/** For each page of the initial memory, and each element of the initial tables. */
export const INITIAL = { page: 4096, element: 16 } as const;

/** Units that one step of an operation on an area does. */
export const pieceOf = (mnemonic: string): number => (mnemonic.startsWith("memory") ? 4096 : 1024);

/** Bytes of the stack limit, of an activation, and of a slot of its locals and operands. */
export const STACK = { limit: 1_048_576, activation: 16, slot: 8 } as const;

/** How far a memory and a table ever grow. */
export const MOST = { pages: 16_384, elements: 1_000_000 } as const;

/** After these a block ends, besides structure and what never goes on. */
export const ENDS_BLOCK = /^(if|else|br_if|call|call_indirect|(memory|table)\.(grow|fill|copy|init)|(data|elem)\.drop)$/;
