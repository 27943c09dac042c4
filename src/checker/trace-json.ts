/** Traces as plain JSON with source positions, for tools. The version changes when a field changes its meaning or goes. */

import type { Trace } from "./trace.ts";

export const TRACE_VERSION = 1;

/**
 * `{"format": "nexus-trace", "version": 1, name, vars, states, steps, loop?}`; values in neutral notation with plain integers,
 * steps with `action`, `args` and, where known, `at` (lines and columns from 1).
 */
export function traceJson(trace: Trace): string {
  return `${JSON.stringify({ format: "nexus-trace", version: TRACE_VERSION, ...trace }, null, 2)}\n`;
}
