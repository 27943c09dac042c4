/** `nexus conform`: another implementation shows that it does what the modules say. */

import { ExitCode, NexusError } from "../lib/errors.ts";
import type { LockstepEntry, Manifest } from "./codec.ts";
import { readAdapter } from "./conform/adapter.ts";
import { Misbehaviour } from "./conform/channel.ts";
import { cannotStart, Implementation } from "./conform/implementation.ts";
import { dataSuites, level1 } from "./conform/level1.ts";
import { level2 } from "./conform/level2.ts";
import { level3 } from "./conform/level3.ts";
import { programSuitesIn, programs } from "./conform/programs.ts";
import { type Hello, LEVELS, type Level } from "./conform/protocol.ts";
import { type ConformReport, conformCases, conformJson, conformMarkdown, conformText, exitOf } from "./conform/report.ts";
import type { Run, Suite } from "./conform/suite.ts";
import { defaultSpecDir } from "./files.ts";
import { known, parseCount, parseFlags } from "./flags.ts";
import { readManifest } from "./manifest.ts";
import { junitXml } from "./outputs/junit.ts";
import { styleOf } from "./render/style.ts";
import { vectorModels, vectorsDirectory } from "./vectors/files.ts";
import { helpFlag, type Io, type Verb, verbHelp } from "./verb.ts";
import { packageVersion } from "./version.ts";
import { requireDirectories, writeWhole } from "./write-file.ts";

const flags = {
  adapter: { type: "string", placeholder: "FILE", about: "adapter.json: how the implementation is started" },
  level: { type: "string", placeholder: "1|2|3", about: "one level; all that the implementation claims unless told" },
  filter: { type: "string", placeholder: "TEXT", about: "only cases whose ids contain it, as L2/Gsi/MCGsiN4n4/Vote" },
  budget: { type: "string", placeholder: "N", about: "inputs for each model at level 3; 20k unless told" },
  bail: { type: "boolean", about: "end at the first failure" },
  json: { type: "boolean", about: "one JSON document" },
  junit: { type: "string", placeholder: "FILE", about: "write JUnit's XML" },
  markdown: { type: "string", placeholder: "FILE", about: "write a summary in Markdown" },
  "spec-dir": { type: "string", placeholder: "DIR", about: "a directory of specs with a manifest.json" },
  "vectors-dir": { type: "string", placeholder: "DIR", about: "a directory of vectors with a manifest.json" },
  help: helpFlag,
} as const;

const BUDGET = 20_000;

export const conform: Verb = {
  name: "conform",
  summary: "Shows whether another implementation does what the modules say.",
  usage: "nexus conform --adapter FILE [--level 1|2|3] [--filter TEXT]",
  about: [
    `The implementation is a program that answers JSON lines: docs/runner-protocol.md. Level 1 is data: encodings, cryptography, programs of the NVM. Level 2 is
the step vectors. Level 3 explores the implementation live: in each state that the spec reaches it is given every input, up to a
budget for each model, and must do what the spec does.`,
    "Exit codes: 0 no case failed, 1 some did, 2 a malformed adapter or nothing to run, 4 the program cannot be started.",
  ],
  flags,
  examples: [
    ["nexus conform --adapter adapter.json", "everything that the implementation claims"],
    ["nexus conform --adapter adapter.json --level 2 --filter Gsi --bail", "the first vector of Gsi that fails"],
    ["nexus conform --adapter adapter.json --level 3 --budget 1M", "a longer exploration"],
  ],
  run: async (argv, io) => run(argv, io),
};

async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  const { values, positionals } = parseFlags(flags, argv);
  if (values.help === true) {
    io.out(verbHelp(conform));
    return ExitCode.ok;
  }
  if (values.adapter === undefined || positionals.length > 0) {
    throw new NexusError("bad-argument", "conform needs an adapter", { hint: conform.usage });
  }
  requireDirectories(values.junit, values.markdown);
  const start = performance.now();
  const vectorsDir = vectorsDirectory(values["vectors-dir"]);
  const adapter = readAdapter(values.adapter);
  const implementation = new Implementation(adapter);
  const specDir = values["spec-dir"] ?? defaultSpecDir;
  const manifest = readManifest(specDir);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, interrupted);
  try {
    const hello = await greeted(implementation, manifest);
    const of: Run = {
      implementation,
      hello,
      specDir,
      vectorsDir,
      filter: values.filter ?? "",
      bail: values.bail === true,
      skips: adapter.skips,
      budget: values.budget === undefined ? BUDGET : parseCount("budget", values.budget),
    };
    const suites = await runLevels(of, manifest, levelsOf(values.level, hello), io);
    if (suites.length === 0) {
      throw new NexusError("no-cases", "no case is selected, so nothing would be shown", {
        hint: "the implementation's hello names its levels, modules and suites; --filter selects among them",
      });
    }
    const report: ConformReport = {
      hello,
      suites,
      unclaimed: modulesOf(manifest).filter((module) => !hello.modules.includes(module)),
      steps: implementation.steps,
      seconds: (performance.now() - start) / 1000,
      exit: exitOf(suites),
    };
    io.out(
      values.json === true ? conformJson(report, packageVersion()) : conformText(report, styleOf(io.colour && io.outIsTerminal)),
    );
    if (values.junit !== undefined)
      await writeWhole(values.junit, junitXml(conformCases(report), report.seconds, "nexus conform"));
    if (values.markdown !== undefined) await writeWhole(values.markdown, conformMarkdown(report));
    return report.exit;
  } finally {
    await implementation.bye();
  }
}

/** The implementation's process group is its own, so that the terminal does not interrupt it: it ends with this process. */
const interrupted = (): never => process.exit(ExitCode.interrupted);

/** What the implementation says of itself. Throws where there is nobody to say it, or where it names what there is not. */
async function greeted(implementation: Implementation, manifest: Manifest): Promise<Hello> {
  try {
    const hello = await implementation.hello();
    for (const module of hello.modules) known("module", module, modulesOf(manifest));
    return hello;
  } catch (error) {
    if (!(error instanceof Misbehaviour)) throw error;
    throw cannotStart(error);
  }
}

const modulesOf = (manifest: Manifest): readonly string[] => [
  ...new Set(manifest.models.filter(({ kind }) => kind === "lockstep").map(({ module }) => module)),
];

function levelsOf(asked: string | undefined, { levels }: Hello): readonly Level[] {
  if (asked === undefined) return levels;
  const level = LEVELS.find((one) => String(one) === asked);
  if (level !== undefined) return [level];
  throw new NexusError("bad-flag", `--level is 1, 2 or 3, not ${JSON.stringify(asked)}`, {
    hint: "without it, all levels are run",
  });
}

async function runLevels(run: Run, manifest: Manifest, levels: readonly Level[], io: Io): Promise<readonly Suite[]> {
  const suites: Suite[] = [];
  const isOver = () => run.bail && suites.some(({ failures }) => failures.length > 0);
  for (const start of startsOf(run, manifest, levels)) {
    if (isOver()) break;
    const suite = await start();
    if (suite.cases + suite.skipped.length === 0) continue;
    suites.push(suite);
    io.err(`L${suite.level} ${suite.module} ${suite.model ?? ""}: ${suite.cases} cases, ${suite.failures.length} failed\n`);
  }
  return suites;
}

/** What there is to run, in order; nothing runs yet. */
function startsOf(run: Run, manifest: Manifest, levels: readonly Level[]): readonly (() => Promise<Suite>)[] {
  const { hello, vectorsDir } = run;
  const isWanted = (level: Level, name: string) => levels.includes(level) && mayHave(`L${level}/${name}`, level, run.filter);
  const data = dataSuites(vectorsDir).filter(({ suite }) => hello.suites.includes(suite) && isWanted(1, suite));
  const runs = programSuitesIn(vectorsDir).filter(({ suite }) => hello.suites.includes(suite) && isWanted(1, suite));
  const models = manifest.models.filter((entry): entry is LockstepEntry => entry.kind === "lockstep");
  const claimed = models.filter(({ module }) => hello.modules.includes(module));
  const withVectors = vectorModels(manifest, hello.modules.length === 0 ? ["-"] : hello.modules);
  return [
    ...data.map((suite) => () => level1(run, suite)),
    ...runs.map((suite) => () => programs(run, suite)),
    ...claimed
      .filter((entry) => withVectors.includes(entry) && isWanted(2, `${entry.module}/${entry.name}`))
      .map((entry) => () => level2(run, entry)),
    ...claimed
      .filter((entry) => entry.tier === "quick" && isWanted(3, `${entry.module}/${entry.name}`))
      .map((entry) => () => level3(run, entry)),
  ];
}

/**
 * Whether the id of some case of a suite may contain the filter. A model has one case at level 3, with the suite's own name; the ids of
 * steps have no slash, so that a filter that has one must reach into the suite's name.
 */
function mayHave(suite: string, level: Level, filter: string): boolean {
  if (suite.includes(filter) || level === 1) return true;
  return level === 2 && `${suite}/`.endsWith(filter.slice(0, filter.lastIndexOf("/") + 1));
}
