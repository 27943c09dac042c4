/** The NVM: WebAssembly 2.0 decoded, validated and linked by rules that every node shares. */

export { decodeModule } from "./decode/module.ts";
export { type ModuleNames, moduleNames } from "./decode/names.ts";
export * as encode from "./encode.ts";
export { hex, ModuleError, type ModuleErrorCode } from "./errors.ts";
export * from "./instructions.ts";
export { LIMITS, type ModuleLimits } from "./limits.ts";
export { externTypeText, linkImports, matchesExternType, matchesLimits, type Resolve } from "./link.ts";
export { loadModule } from "./load.ts";
export * from "./types.ts";
export { type ValidModule, validateModule } from "./validate/module.ts";
export { BRANCH, type SideTable } from "./validate/side-table.ts";
