/** The TLA+ front end and evaluator. It knows no protocol and no explorer. */

export type { Bound, Config, Definition, Expr, Module } from "./ast.ts";
export { parseConfig } from "./cfg.ts";
export { checkConfig } from "./check-config.ts";
export type { BlockedAction } from "./compiler/blocked-actions.ts";
export { type CompiledSpec, type CompileOptions, compileSpec } from "./compiler/spec.ts";
export { excerpt } from "./excerpt.ts";
export { loadSpec, type SpecSources } from "./load.ts";
export { parseModule } from "./parser/index.ts";
export { type Analysis, analyze, type LoadedModule, loadModule, type ResolveModule } from "./semantics/index.ts";
export type { Host } from "./standard/library/index.ts";
export { newSharedValues, type SharedValueMemory } from "./values/shared-records.ts";
export { Universe } from "./values/universe.ts";
export { parts } from "./walk.ts";
