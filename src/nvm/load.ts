/** Bytes to a module that may be run. */

import { decodeModule } from "./decode/module.ts";
import { LIMITS, type ModuleLimits } from "./limits.ts";
import { type ValidModule, validateModule } from "./validate/module.ts";

/** Decodes and validates. Throws `ModuleError`, and nothing else whatever the bytes are. */
export function loadModule(bytes: Uint8Array, limits: ModuleLimits = LIMITS): ValidModule {
  return validateModule(decodeModule(bytes, limits), limits);
}
