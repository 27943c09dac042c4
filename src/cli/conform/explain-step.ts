/** A difference as a reader sees it: as lockstep shows those of our own code, beside the action and its first false conjunct. */

import type { Difference } from "../../checker/index.ts";
import type { Spec } from "../../lib/spec.ts";
import type { LockstepEntry } from "../codec.ts";
import { differenceText } from "../render/difference.ts";
import { readSource } from "../render/source.ts";
import { styleOf } from "../render/style.ts";

/** A foreign implementation names refusals by the conjuncts that they stand for. */
export function explained(spec: Spec, entry: LockstepEntry, difference: Difference): string {
  return differenceText(difference, {
    entry,
    read: readSource,
    style: styleOf(false),
    guards: spec.conjuncts.map(({ id, text, at }) => ({ conjunct: id, refusal: id, text, at })),
    codeLines: () => ({}),
  });
}
