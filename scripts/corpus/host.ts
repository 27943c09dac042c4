/** What a model of the tree may see of the world: files of the tree, the clock, and how it is being checked. */

import { readFileSync, realpathSync } from "node:fs";
import { dirname, join, resolve, sep } from "node:path";
import type { ItfRecord } from "nexus-reference/lib/data";
import type { Host } from "nexus-reference/tla";
import type { Job } from "./model.ts";

/** What the model's POSTCONDITION may ask of a search that is over. */
export interface Statistics {
  readonly distinct: number;
  readonly generated: number;
  /** States on the longest of the shortest behaviours. */
  readonly diameter: number;
}

/** `onExit` is called when the model asks to end the search; `statistics` gives them once it is over. */
export function hostOf({ dir, model }: Job, onExit: () => void, statistics: () => Statistics | undefined): Host {
  const start = performance.now();
  const seconds = () => Math.floor((performance.now() - start) / 1000);
  const simulated = typeof model.mode === "object" ? model.mode.simulate : undefined;
  const search: Host["search"] = (what) => {
    if (what === "duration") return seconds();
    if (what === "stats") return statistics() as ItfRecord | undefined;
    return what === "config" && simulated !== undefined
      ? { mode: "simulate", worker: 1, traces: simulated.traceCount }
      : undefined;
  };
  return { search, exit: onExit, read: (file) => readInside(dir, dirname(model.module), file) };
}

/** Upstream checks its models from the root of the tree; a file may also stand beside the module. */
function readInside(dir: string, beside: string, file: string): string | undefined {
  const root = realpathSync(resolve(dir));
  for (const path of [join(root, file), join(root, beside, file)]) {
    try {
      const real = realpathSync(path);
      if (real.startsWith(root + sep)) return readFileSync(real, "utf8");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    }
  }
  return undefined;
}
