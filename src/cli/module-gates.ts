/** Runs the gates of each module whose machine was compared with it. */

import { existsSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { NexusError } from "../lib/errors.ts";
import { models, protocols } from "../machines/index.ts";
import { analyze, loadModule } from "../tla/index.ts";
import { machineFolder } from "./code-lines.ts";
import type { Entry } from "./codec.ts";
import { packageRoot, readText, shownPath } from "./files.ts";
import { type Gate, type GateInput, gatesOf } from "./gates.ts";
import { loadModel } from "./load.ts";
import type { Outcome } from "./outcome.ts";
import type { SourceText } from "./spec-tags.ts";

export interface ModuleGates {
  readonly module: string;
  readonly gates: readonly Gate[];
}

/** The gates of each module, on the first of its lockstep models that could be loaded. */
export function moduleGates(specDir: string, outcomes: readonly Outcome[]): readonly ModuleGates[] {
  const loaded = outcomes.filter(({ entry, finding }) => entry.kind === "lockstep" && finding.found !== "error");
  const modules = [...new Set(loaded.map(({ entry }) => entry.module))];
  return modules.flatMap((module) => {
    const of = loaded.find(({ entry }) => entry.module === module);
    return of === undefined ? [] : [{ module, gates: gatesOf(gateInput(specDir, of.entry)) }];
  });
}

/** A lockstep model and the sources of its machine. Throws {@link NexusError} `no-code` where the code has no such protocol. */
export function gateInput(specDir: string, { module, name }: Pick<Entry, "module" | "name">): GateInput {
  const system = models[name]?.();
  const protocol = protocols.find((one) => one.module === module);
  if (system === undefined || protocol === undefined) {
    const missing = protocol === undefined ? `a protocol of the module ${module}` : `an executable model ${name}`;
    throw new NexusError("no-code", `the code lacks ${missing}`, { hint: "src/machines/index.ts lists protocols and models" });
  }
  const { spec, read } = loadModel(specDir, { module, cfg: name, broken: false, witnesses: Object.keys(system.witnesses) });
  const resolve = (wanted: string) => {
    const found = [...read].find(([path]) => basename(path) === `${wanted}.tla`);
    return found === undefined ? undefined : { file: shownPath(found[0]), source: found[1] };
  };
  const { definitions } = analyze(loadModule(module, resolve));
  return { spec, definitions, protocol, system, sources: machineSources(module) };
}

/** The sources of a module's machine, without tests and what is made for them; none where they are not shipped. */
function machineSources(module: string): readonly SourceText[] {
  const folder = join(packageRoot, "src", "machines", machineFolder(module));
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts") && !name.startsWith("testing-"))
    .sort()
    .map((name) => ({ file: shownPath(join(folder, name)), text: readText(join(folder, name)) }));
}
