/** Compares what TLC found with what nexus found. */

import { grouped } from "../render/style.ts";
import type { TlcFinding } from "./output.ts";

/** What is compared of a finding of nexus. */
export interface Own {
  readonly verdict: string;
  readonly property?: string;
  readonly distinct?: number;
  readonly generated?: number;
}

/**
 * Where the two part, one sentence each. Counts are compared where both explored everything: before a violation they depend on where
 * a search stops. Where one of them was ended early, nothing is said.
 */
export function differences(tlc: TlcFinding, own: Own): readonly string[] {
  if (tlc.verdict === "inconclusive" || own.verdict === "inconclusive") return [];
  if (tlc.verdict !== own.verdict) {
    const words = tlc.message === undefined ? "" : ` (${tlc.message})`;
    return [`TLC says ${tlc.verdict}${words}, nexus says ${own.verdict}`];
  }
  if (tlc.verdict === "violated" && tlc.property !== undefined && own.property !== undefined && tlc.property !== own.property) {
    return [`TLC finds ${tlc.property} violated, nexus ${own.property}`];
  }
  if (tlc.verdict !== "ok") return [];
  return [countText("distinct", tlc.distinct, own.distinct), countText("generated", tlc.generated, own.generated)].flat();
}

function countText(what: string, tlc: number | undefined, own: number | undefined): readonly string[] {
  if (tlc === undefined || own === undefined || tlc === own) return [];
  return [`TLC counts ${grouped(tlc)} ${what} states, nexus ${grouped(own)}`];
}
