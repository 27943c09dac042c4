export type { Analysis, LoadedModule, ResolveModule } from "./types.ts";
