/** The gate between simulations and real nodes. */

import { ExitCode, NexusError } from "../lib/errors.ts";
import type { Suite } from "./suite.ts";

/** Returns the suite if its security assumptions are meant to hold; a node calls it before it touches a key. NexusError `suite-without-security`. */
export function assertProduction(suite: Suite): Suite {
  if (suite.production) return suite;
  throw new NexusError("suite-without-security", `the suite ${suite.name} has no security: its public keys are their secrets`, {
    hint: "run the node with the suite bls12-381; sim and toy are for simulations and models",
    exit: ExitCode.usage,
  });
}
