/** The gate between simulations and real nodes. */

import { ExitCode, NexusError } from "../lib/errors.ts";
import type { Algebra } from "./suite.ts";

/** The suite's security assumptions are meant to hold. NexusError `suite-without-security`. */
export function assertProduction({ name, production }: Algebra): void {
  if (production) return;
  throw new NexusError("suite-without-security", `the suite ${name} has no security: its public keys are their secrets`, {
    hint: "run the node with the suite bls12-381; sim and toy are for simulations and models",
    exit: ExitCode.usage,
  });
}

/** The suites among the fields of a machine's constants, whatever the fields are called. */
export function suitesAmong(constants: object): readonly Algebra[] {
  return Object.values(constants).filter(
    (value): value is Algebra => typeof value === "object" && value !== null && "pairingCheck" in value,
  );
}
