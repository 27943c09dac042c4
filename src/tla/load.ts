/** From source texts to a compiled model. */

import { parseConfig } from "./cfg.ts";
import { checkConfig } from "./check-config.ts";
import { type CompiledSpec, type CompileOptions, compileSpec } from "./compiler/spec.ts";
import { analyze, loadModule, type ResolveModule } from "./semantics/index.ts";

export interface SpecSources extends CompileOptions {
  /** The name of the root module. */
  readonly module: string;
  readonly config: { readonly file: string; readonly source: string };
  readonly resolve: ResolveModule;
}

/**
 * Loads, analyses, configures and compiles a model.
 *
 * @throws NexusError with the position of what is wrong in the module or the cfg.
 */
export function loadSpec({ module, config: { file, source }, resolve, ...options }: SpecSources): CompiledSpec {
  const analysis = analyze(loadModule(module, resolve));
  const config = parseConfig(file, source);
  checkConfig(config, analysis);
  return compileSpec(analysis, config, options);
}
