export { analyze } from "./analyze.ts";
export { loadModule } from "./load.ts";
export type { Analysis, LoadedModule, ModuleClosure, OperatorSummary, ResolveModule, Warning } from "./types.ts";
