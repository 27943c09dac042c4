/** Loads the small modules of the gallery. */

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { SpecState } from "../../lib/spec.ts";
import { type CompiledSpec, loadSpec } from "../../tla/index.ts";
import { explore } from "../explorer.ts";
import type { LivenessCheck, LivenessOptions } from "./liveness.ts";
import { checkSpecLiveness } from "./spec.ts";

const gallery = new URL("../../tla/temporal/gallery/", import.meta.url);

/** A module of the gallery with its cfg, or with another one. */
export function galleryModel(module: string, cfg?: string): CompiledSpec {
  const read = (file: string) => readFileSync(fileURLToPath(new URL(file, gallery)), "utf8");
  const config = { file: `${module}.cfg`, source: cfg ?? read(`${module}.cfg`) };
  return loadSpec({
    module,
    config,
    resolve: (name) => (name === module ? { file: `${name}.tla`, source: read(`${name}.tla`) } : undefined),
  });
}

/** Explores a spec and checks its properties. */
export const checked = (spec: CompiledSpec, options: LivenessOptions<SpecState, SpecState> = {}): LivenessCheck =>
  checkSpecLiveness(spec, explore(spec.graph, { checkDeadlock: false }), options);

/** The check with all fairness removed. */
export const withoutFairness = (spec: CompiledSpec): LivenessCheck => checked(spec, { assumes: () => false });
