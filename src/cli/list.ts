/** `nexus list`: the models of the manifest. */

import { ExitCode } from "../lib/errors.ts";
import type { Entry } from "./codec.ts";
import { defaultSpecDir } from "./files.ts";
import { known, parseFlags } from "./flags.ts";
import { readManifest } from "./manifest.ts";
import { styleOf, wrap } from "./render/style.ts";
import { TABLE_WIDTH } from "./render/table.ts";
import { helpFlag, type Io, type Verb, verbHelp } from "./verb.ts";

const flags = {
  json: { type: "boolean", about: "one JSON document with the manifest's entries" },
  "spec-dir": { type: "string", placeholder: "DIR", about: "a directory of specs with a manifest.json" },
  help: helpFlag,
} as const;

export const list: Verb = {
  name: "list",
  summary: "Lists the models: module, name, kind, tier, what is pinned, and what each is for.",
  usage: "nexus list [MODULE...] [--json]",
  about: [
    `Kinds: lockstep (spec and code compared), spec (the spec alone), refinement (two specs compared),
broken (a wrong variant, which must fail). Tiers: quick models run by default, full ones with --all.`,
  ],
  flags,
  examples: [
    ["nexus list", "all models"],
    ["nexus list Gsi --json", "the models of one module, for programs"],
  ],
  run: async (argv, io) => run(argv, io),
};

function run(argv: readonly string[], io: Io): ExitCode {
  const { values, positionals } = parseFlags(flags, argv);
  if (values.help === true) {
    io.out(verbHelp(list));
    return ExitCode.ok;
  }
  const { models } = readManifest(values["spec-dir"] ?? defaultSpecDir);
  const modules = [...new Set(models.map(({ module }) => module))];
  for (const module of positionals) known("module", module, modules);
  const chosen = models.filter(({ module }) => positionals.length === 0 || positionals.includes(module));
  io.out(values.json === true ? listJson(chosen) : listText(chosen, io.colour && io.outIsTerminal));
  return ExitCode.ok;
}

export const LIST_VERSION = 1;

function listJson(models: readonly Entry[]): string {
  return `${JSON.stringify({ format: "nexus-list", version: LIST_VERSION, models }, null, 2)}\n`;
}

function listText(models: readonly Entry[], colour: boolean): string {
  const style = styleOf(colour);
  const width = (of: (entry: Entry) => string) => Math.max(...models.map((entry) => of(entry).length));
  const [names, kinds, tiers] = [width(({ name }) => name), width(({ kind }) => kind), width(({ tier }) => tier)];
  const lines = models.flatMap((entry, i) => {
    const { name, module, kind, tier, verdict, about } = entry;
    const property = "property" in entry && entry.property !== undefined ? `: ${entry.property}` : "";
    const row = `  ${name.padEnd(names)}  ${kind.padEnd(kinds)}  ${tier.padEnd(tiers)}  ${verdict}${property}`;
    const head = module === models[i - 1]?.module ? [] : [...(i === 0 ? [] : [""]), style.strong(module)];
    return [...head, row, ...wrap(about, TABLE_WIDTH - 6).map((line) => `      ${style.faint(line)}`)];
  });
  return `${lines.join("\n")}\n`;
}
