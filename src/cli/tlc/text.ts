/** What TLC says of a model, in one line, and where it differs. */

import { counted, grouped, type Style } from "../render/style.ts";
import type { TlcRun } from "./run.ts";

/** A run of TLC, and where its finding and that of nexus part. */
export interface TlcComparison extends TlcRun {
  readonly differences: readonly string[];
}

export function tlcText(
  { verdict, property, distinct, generated, message, differences, seconds }: TlcComparison,
  style: Style,
): string {
  const figures = [
    `TLC: ${verdict}${property === undefined ? "" : ` (${property})`}`,
    ...(distinct === undefined ? [] : [counted(distinct, "distinct state")]),
    ...(generated === undefined ? [] : [`${grouped(generated)} generated`]),
    `${seconds.toFixed(1)} s`,
  ].join(", ");
  if (differences.length > 0) return [figures, ...differences.map((difference) => style.bad(`  ${difference}`))].join("\n");
  return verdict === "inconclusive" ? `${figures}: ${style.warn(message ?? "no answer")}` : `${figures}: ${style.good("agrees")}`;
}
