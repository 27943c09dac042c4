/** What the program around a member asks of its state: what to put into a block, and which blocks to ask for. */

import { knownOf } from "./rounds.ts";
import type { SignatureText, State } from "./types.ts";

/** The signatures that the member's own block opens: all that it knows of the rounds that come next, up to its height. */
export function proposal(s: State): readonly SignatureText[] {
  const opens: SignatureText[] = [];
  for (let round = s.opened + 1; round <= s.height; round++) {
    const signature = knownOf(s, round);
    if (signature === undefined) break;
    opens.push(signature);
  }
  return opens;
}

/**
 * The heights above that of the member of which it knows that they are final; null if it knows of none. Ask for these blocks until they come.
 * @spec Beacon!Behind
 */
export function behind({ height, known }: State): { readonly above: number; readonly upTo: number } | null {
  const upTo = known.at(-1)?.round ?? 0;
  return upTo > height ? { above: height, upTo } : null;
}
