/** `nexus report`: from each definition of a module to its code, tests, vectors and mutants. */

import { ExitCode, NexusError } from "../lib/errors.ts";
import { defaultSpecDir, shownPath } from "./files.ts";
import { known, parseFlags } from "./flags.ts";
import { readManifest } from "./manifest.ts";
import { counted } from "./render/style.ts";
import { type Counterexamples, counterexamplesOf } from "./traceability/counterexamples.ts";
import { evidenceOf, modulesWithMachines } from "./traceability/evidence.ts";
import { stands } from "./traceability/gaps.ts";
import { traceabilityMarkdown } from "./traceability/markdown.ts";
import { traceabilityPage } from "./traceability/page/page.ts";
import { COLUMNS, type ModuleRows } from "./traceability/row.ts";
import { moduleRows } from "./traceability/rows.ts";
import { vectorsDirectory } from "./vectors/files.ts";
import { helpFlag, type Io, type Verb, verbHelp } from "./verb.ts";
import { packageVersion } from "./version.ts";
import { requireDirectories, writeWhole } from "./write-file.ts";

const flags = {
  html: {
    type: "string",
    placeholder: "FILE",
    about: "write one HTML page: module and machine side by side, and counterexamples",
  },
  "no-counterexamples": {
    type: "boolean",
    about: "in the page, leave out the counterexamples of wrong variants, which take some minutes",
  },
  markdown: { type: "string", placeholder: "FILE", about: "write a page of Markdown, as docs/traceability.md is" },
  json: { type: "boolean", about: "one JSON document" },
  "spec-dir": { type: "string", placeholder: "DIR", about: "a directory of specs with a manifest.json" },
  "vectors-dir": { type: "string", placeholder: "DIR", about: "a directory of vectors with a manifest.json" },
  help: helpFlag,
} as const;

export const TRACEABILITY_VERSION = 1;

export const report: Verb = {
  name: "report",
  summary: "Leads from each action, guard and property of a module to its code, tests, vectors and mutants.",
  usage: "nexus report [MODULE...] [--html FILE] [--markdown FILE]",
  about: [
    "A row has code, tests, vectors and mutants, or a word that says why a column does not apply: docs/traceability.md explains them.",
    "Exit codes: 0 everything is accounted for, 1 a row lacks something, a module has no rows, or a wrong variant does not fail as pinned.",
  ],
  flags,
  examples: [
    ["nexus report", "what is missing, in all modules"],
    ["nexus report Gsi --html gsi.html", "a page to read the module beside its machine"],
  ],
  run: async (argv, io) => run(argv, io),
};

const NOT_ASKED: Counterexamples = { outcomes: new Map(), exit: ExitCode.ok };

async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  const { values, positionals } = parseFlags(flags, argv);
  if (values.help === true) {
    io.out(verbHelp(report));
    return ExitCode.ok;
  }
  requireDirectories(values.html, values.markdown);
  const specDir = values["spec-dir"] ?? defaultSpecDir;
  const manifest = readManifest(specDir);
  const all = modulesWithMachines(manifest);
  for (const module of positionals) known("module", module, all);
  const evidence = evidenceOf(specDir, vectorsDirectory(values["vectors-dir"]), manifest);
  const chosen = positionals.length === 0 ? all : positionals;
  if (chosen.length === 0) throw new NexusError("no-models", "no module has a machine, so nothing would be shown");
  const modules = chosen.map((module) => moduleRows(module, evidence));
  const orphans = modules.flatMap((module) => module.orphans);
  const entries = modules.flatMap(({ models }) => models);
  const isAsked = values.html !== undefined && values["no-counterexamples"] !== true;
  const found = isAsked ? await counterexamplesOf(specDir, manifest, entries, io) : NOT_ASKED;
  const exit = found.exit === ExitCode.ok && orphans.length > 0 ? ExitCode.violated : found.exit;
  if (values.markdown !== undefined) await writeWhole(values.markdown, traceabilityMarkdown(modules, shownPath(values.markdown)));
  if (values.html !== undefined) await writeWhole(values.html, traceabilityPage(modules, found.outcomes, packageVersion()));
  io.out(
    values.json === true
      ? `${JSON.stringify({ format: "nexus-traceability", version: TRACEABILITY_VERSION, exit, modules }, null, 2)}\n`
      : reportText(modules),
  );
  return exit;
}

function reportText(modules: readonly ModuleRows[]): string {
  const lines = modules.map(({ module, rows, orphans }) => {
    const numbers = [
      counted(rows.length, "row"),
      ...COLUMNS.map((column) => `${rows.filter((row) => stands(row, column)).length} with ${column}`),
    ];
    return `${module}: ${numbers.join(", ")}, ${counted(orphans.length, "orphan")}`;
  });
  return `${[...lines, ...modules.flatMap(({ orphans }) => orphans.map((orphan) => `  ${orphan}`))].join("\n")}\n`;
}
