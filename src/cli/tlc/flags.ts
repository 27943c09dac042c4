/** The flags by which a verb also asks TLC. */

import { NexusError } from "../../lib/errors.ts";
import { parseCount } from "../flags.ts";
import type { Way } from "../way.ts";
import { tlcPath } from "./run.ts";

export const tlcFlags = {
  engine: { type: "string", placeholder: "tlc", about: "also run the model in TLC (Java, $TLA2TOOLS_JAR) and compare" },
  "tlc-seconds": { type: "string", placeholder: "N", about: "end TLC after so many seconds; 600 unless told" },
} as const;

interface Values {
  readonly engine?: string | undefined;
  readonly "tlc-seconds"?: string | undefined;
}

/**
 * Whether TLC is asked. Throws {@link NexusError} `bad-flag` for another engine or a way that TLC cannot be compared with, and `no-tlc`
 * where there is no TLC, before anything is explored.
 */
export function engineOf({ engine }: Values, { simulation }: Way): boolean {
  if (engine === undefined || engine === "nexus") return false;
  if (engine !== "tlc") {
    throw new NexusError("bad-flag", `--engine is tlc or nexus, not ${JSON.stringify(engine)}`, { hint: "write --engine tlc" });
  }
  if (simulation !== undefined) {
    throw new NexusError("bad-flag", "--engine tlc and --simulate exclude each other: random behaviours cannot be compared", {
      hint: "leave out one of them",
    });
  }
  tlcPath(process.env);
  return true;
}

export function tlcSeconds({ "tlc-seconds": seconds }: Values): number {
  return seconds === undefined ? 600 : parseCount("tlc-seconds", seconds);
}
