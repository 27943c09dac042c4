/** All instructions that a rule gives to a function, by name. */

import { conversions } from "./conversions.ts";
import { int64 } from "./int64.ts";
import { vectorFloat } from "./vector-float.ts";
import { vectorInt } from "./vector-int.ts";
import { vectorInt64 } from "./vector-int64.ts";
import type { Applied } from "./views.ts";

const APPLIED: ReadonlyMap<string, Applied> = new Map(
  Object.entries({ ...int64, ...conversions, ...vectorInt, ...vectorInt64, ...vectorFloat }),
);

/** Throws where there is none of this name, which is a bug of the caller. */
export function applied(name: string): Applied {
  const found = APPLIED.get(name);
  if (found === undefined) throw new Error(`no function computes ${name}`);
  return found;
}
