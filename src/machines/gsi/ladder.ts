/** The sizes of the ladder and the statements on it. Pure arithmetic, shared by the actions and the model. */

import { insert, type SortedSet } from "../../lib/sorted-set.ts";
import type { Constants, NodeId, Output, Statement } from "./types.ts";

/**
 * The BFT quorum of `size` nodes, of which fewer than a third are faulty.
 * @spec Gsi!Quorum
 */
export function quorum(size: number): number {
  return size - Math.floor((size - 1) / 3);
}

/**
 * The number of members of the cloud at a level.
 * @spec Gsi!Size
 */
export function size(c: Constants, level: number): number {
  let members = c.baseSize;
  for (let k = 0; k < level; k += 1) members *= 2;
  return Math.min(c.nodes.length, members);
}

/**
 * The level at which the cloud is the whole network: ceil(log2(N/n)).
 * @spec Gsi!Top
 */
export function top(c: Constants): number {
  let level = 0;
  while (c.baseSize * 2 ** level < c.nodes.length) level += 1;
  return level;
}

/** Who has signed `output`. */
export function signersOf(signers: readonly Statement[], output: Output): SortedSet<NodeId> {
  for (const statement of signers) if (statement.output === output) return statement.by;
  return [];
}

/** The statements with that of `node` for `output` among them. */
export function sign(signers: readonly Statement[], output: Output, node: NodeId): readonly Statement[] {
  let at = 0;
  while (at < signers.length && (signers[at] as Statement).output < output) at += 1;
  const found = signers[at];
  if (found?.output === output) return signers.with(at, { output, by: insert(found.by, node) });
  return signers.toSpliced(at, 0, { output, by: [node] });
}
