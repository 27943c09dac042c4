/** Holds a finding against what TLC says of the same model. */

import { differences } from "../tlc/compare.ts";
import { type Environment, runTlc } from "../tlc/run.ts";
import type { TlaFinding, TlaJob } from "./job.ts";

/** The finding with TLC's. Throws `NexusError` where TLC cannot be run. */
export async function withTlc(
  finding: TlaFinding,
  { file, config = file.replace(/\.tla$/, ".cfg"), libraries, checkDeadlock }: TlaJob,
  limits: { readonly seconds: number; readonly signal: AbortSignal },
  env: Environment,
): Promise<TlaFinding> {
  const run = await runTlc({ file, config, libraries, checkDeadlock, ...limits }, env);
  const { verdict, property, distinct, generated } = finding;
  const own = {
    verdict,
    ...(property === undefined || property.kind === "assumption" ? {} : { property: property.name }),
    ...(distinct === undefined ? {} : { distinct }),
    ...(generated === undefined ? {} : { generated }),
  };
  return { ...finding, tlc: { ...run, differences: differences(run, own) } };
}
