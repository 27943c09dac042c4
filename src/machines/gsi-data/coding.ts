/**
 * Counting chunks. The codec itself is outside: what it finds (a chunk that fits the root, inputs that were recovered, an encoding
 * that does not fit the root) arrives as facts.
 */

import { type Constants, type Output, UNAVAILABLE, type Verdict } from "./types.ts";

/** What a node knows of an interval when it has asked all holders for their chunks, and the time for answers is over. */
export type Fetched = {
  /** How many chunks of different holders it has, each verified against the root. */
  readonly chunks: number;
  /**
   * The output of an execution of the inputs that `codeThreshold` of them gave, or null where encoding these inputs again gave another
   * root. Not read where there are too few chunks.
   */
  readonly executed: Output | null;
};

/**
 * What an honest node says of the interval.
 * @spec GsiData!Finding
 */
export function finding(c: Constants, { chunks, executed }: Fetched): Verdict {
  return chunks >= c.codeThreshold && executed !== null ? executed : UNAVAILABLE;
}
