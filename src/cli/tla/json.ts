/** The documents of `nexus tla --json`. Their schemas are in `spec/schema`; a version changes when a field changes its meaning or goes. */

import type { ExitCode } from "../../lib/errors.ts";
import type { TlaFinding } from "./job.ts";

export const CHECK_VERSION = 1;

/** `{"format": "nexus-tla-check", "version": 1, ...}`: values in neutral notation, positions from 1. */
export function checkJson(finding: TlaFinding, nexus: string, exit: ExitCode): string {
  return jsonText({ format: "nexus-tla-check", version: CHECK_VERSION, nexus, exit, ...finding });
}

export const jsonText = (document: object): string => `${JSON.stringify(document, null, 2)}\n`;
