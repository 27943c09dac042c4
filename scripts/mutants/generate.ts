/** All mutants of a module: those of the operators, in both worlds, and those written by hand. */

import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { NexusError } from "nexus-reference/lib/errors";
import { parseModule } from "nexus-reference/tla";
import { codeMutants } from "./code-operators.ts";
import { viewCode } from "./code-places.ts";
import type { NamedMutant } from "./ledger.ts";
import type { MutatedModule } from "./modules.ts";
import type { Mutant } from "./mutant.ts";
import { specMutants } from "./spec-operators.ts";
import { guardsOf } from "./spec-places.ts";

/** Generates the mutants of a module, those of the spec first. `root` is the project's root. Throws where a world has none. */
export function generate(root: string, of: MutatedModule, named: readonly NamedMutant[]): readonly Mutant[] {
  const { module, folder, only } = of;
  const own = named.filter(({ id }) => id.startsWith(`spec:${module}/`) || id.startsWith(`code:${folder}/`));
  const everywhere = only === "named" ? [] : atEachPlace(root, of);
  const all: readonly Mutant[] = [...everywhere, ...own.map((mutant) => byHand(root, module, mutant))];
  for (const world of ["spec", "code"]) {
    if (!all.some((mutant) => mutant.world === world))
      throw new NexusError("no-mutants", `the ${world} of ${module} has no mutant: nothing would be tested`);
  }
  const ids = new Set<string>();
  for (const { id } of all) {
    if (ids.has(id)) throw new NexusError("bad-ledger", `two mutants are called ${id}`);
    ids.add(id);
  }
  return all;
}

function atEachPlace(root: string, { module, folder, files, only }: MutatedModule): readonly Mutant[] {
  const moduleFile = `spec/tla/${module}.tla`;
  const tree = parseModule(moduleFile, readFileSync(join(root, moduleFile), "utf8"));
  const spec = specMutants(tree, moduleFile);
  const paths = files.map((file) => posix.join(folder, file));
  const machineFiles = paths.map((path) => `src/machines/${path}`);
  const view = viewCode(machineFiles.map((file) => join(root, file)));
  const code = machineFiles.flatMap((file, i) =>
    codeMutants(view, join(root, file), file, `code:${(paths[i] as string).replace(/\.ts$/, "")}`),
  );
  return only === "guards" ? withoutGuards([...spec, ...code], guardsOf(tree)) : [...spec, ...code];
}

/** Those that leave out a guard: `spec:Nvm/Const/1/drop`, `spec:Nvm/Invoke/env1/drop`, `code:nvm/host/Settle/1/drop`. */
function withoutGuards(mutants: readonly Mutant[], ofSpec: ReadonlySet<string>): readonly Mutant[] {
  return mutants.filter(({ world, id }) => {
    const [, conjunct = "", environment] = /\/(\w+\/(env)?\d+)\/drop$/.exec(id) ?? [];
    return conjunct !== "" && (world === "code" || environment !== undefined || ofSpec.has(conjunct));
  });
}

function byHand(root: string, module: string, { id, file, find, replace, kills, about }: NamedMutant): Mutant {
  const source = readFileSync(join(root, file), "utf8");
  const at = source.indexOf(find);
  if (at < 0 || source.indexOf(find, at + 1) >= 0) {
    throw new NexusError("bad-ledger", `the text that ${id} replaces does not occur exactly once in ${file}`, { hint: find });
  }
  const line = source.slice(0, at).split("\n").length;
  const changed = source.slice(0, at) + replace + source.slice(at + find.length);
  const common = { id, file, line, change: about, target: kills };
  if (id.startsWith("code:")) return { ...common, world: "code", source: changed };
  return { ...common, world: "spec", tree: parseModule(`${module}.tla`, changed) };
}
