/** What ends a comparison early; thrown, and caught where the comparison was started. */

import type { Limit } from "../explorer.ts";
import type { Difference } from "./difference.ts";

/** The worlds differ. */
export class Different extends Error {
  readonly difference: Difference;
  constructor(difference: Difference) {
    super(difference.message);
    this.difference = difference;
  }
}

/** A limit was reached. */
export class Stopped extends Error {
  readonly limit: Limit;
  constructor(limit: Limit) {
    super(limit);
    this.limit = limit;
  }
}
