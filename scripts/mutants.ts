/** `npm run mutants`: mutation testing of both worlds. What it must show is in {@link objections}. */

import { randomInt } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ExitCode, NexusError } from "nexus-reference/lib/errors";
import { models } from "nexus-reference/machines/index";
import { command, positive, type Values, whole } from "./command.ts";
import { generate } from "./mutants/generate.ts";
import { parseVerdict, verdictOf } from "./mutants/judgement.ts";
import { type Ledger, readLedger, writeLedger } from "./mutants/ledger.ts";
import { type MutatedModule, mutatedModules } from "./mutants/modules.ts";
import type { Mutant } from "./mutants/mutant.ts";
import { judgeAll } from "./mutants/pool.ts";
import { Progress } from "./mutants/progress.ts";
import { type ModuleReport, markdown, summaryLine } from "./mutants/report.ts";
import { sample } from "./mutants/sample.ts";
import { idleInvariants, type Judged, killersOf, objections, staleEntries, summarize } from "./mutants/verdicts.ts";

const help = `Mutation testing: one small change to one world at a time; the invariants, lockstep or both must notice.

  npm run mutants                              all mutants of all modules, two threads
  npm run mutants -- --sample 20 --seed 7      some of them, the same for the same seed
  npm run mutants -- --filter spec:Gsi/Claim   those whose id contains the text
  npm run mutants -- --list                    the ids and changes, judging nothing
  npm run mutants -- --json                    the verdicts as JSON on standard output
  npm run mutants -- --accept                  write docs/mutants.md and the verdicts of spec/tla/mutants.json; with
                                               --filter those of the mutants that were judged
  npm run mutants -- --table                   write docs/mutants.md from these verdicts, judging nothing
  npm run mutants -- --threads 4

Exit codes: 0 as pinned, 1 a survivor that is not listed as equivalent, a listed one that dies, an invariant that kills nothing,
worlds whose invariants disagree, or another verdict than pinned; 2 usage.`;

const root = fileURLToPath(new URL("../../../", import.meta.url));
const ledgerPath = join(root, "spec", "tla", "mutants.json");
const tablePath = join(root, "docs", "mutants.md");

interface Candidate {
  readonly of: MutatedModule;
  readonly mutant: Mutant;
}

const options = {
  sample: { type: "string" },
  seed: { type: "string" },
  filter: { type: "string" },
  threads: { type: "string", default: "2" },
  json: { type: "boolean", default: false },
  list: { type: "boolean", default: false },
  accept: { type: "boolean", default: false },
  table: { type: "boolean", default: false },
} as const;

async function main(values: Values<typeof options>): Promise<ExitCode> {
  const ledger = readLedger(ledgerPath);
  const all = mutatedModules.flatMap((of): Candidate[] => generate(root, of, ledger.named).map((mutant) => ({ of, mutant })));
  const filtered = all.filter(({ mutant }) => mutant.id.includes(values.filter ?? ""));
  const seed = values.seed === undefined ? randomInt(2 ** 31) : whole("seed", values.seed);
  const chosen = values.sample === undefined ? filtered : sample(filtered, positive("sample", values.sample), seed);
  if (chosen.length === 0)
    throw new NexusError("no-mutants", `no mutant's id contains ${values.filter}, so nothing would be tested`);
  const isWhole = values.sample === undefined && values.filter === undefined;
  if (values.list) {
    for (const { mutant } of chosen) console.log(`${mutant.id}  ${mutant.file}:${mutant.line}  ${mutant.change}`);
    return ExitCode.ok;
  }
  if (values.table) {
    writeTable(all, ledger);
    return ExitCode.ok;
  }
  if (values.sample !== undefined) {
    const filter = values.filter === undefined ? "" : ` --filter ${values.filter}`;
    console.error(`seed ${seed}; to repeat: npm run mutants -- --sample ${values.sample} --seed ${seed}${filter}`);
  }

  const judged = await judgeCandidates(chosen, positive("threads", values.threads));
  const reports = reportsOf(chosen, judged);
  const summary = summarize(judged);
  const pinned: Ledger = values.accept ? { ...ledger, verdicts: accepted(all, judged, ledger) } : ledger;
  if (values.accept) {
    writeLedger(ledgerPath, pinned);
    writeTable(all, pinned);
  }
  const wrong = [
    ...objections(judged, pinned),
    ...staleEntries(
      all.map(({ mutant }) => mutant),
      pinned,
    ),
    ...(isWhole ? reports.flatMap(({ of, killers }) => (of.hasVariants ? [] : idleInvariants(killers))) : []),
  ];
  if (values.json) {
    const mutants = judged.map(({ mutant: { id, file, line, change }, judgement }) => ({ id, file, line, change, ...judgement }));
    console.log(JSON.stringify({ mutants, killers: reports.flatMap(({ killers }) => killers), summary, wrong }, null, 2));
  } else {
    for (const { mutant, judgement } of judged) console.log(`${mutant.id}: ${verdictOf(judgement)}`);
    console.log(`${summaryLine(summary)}; the worlds' invariants agree on ${summary.agreed} states of mutants`);
  }
  for (const line of wrong) console.error(`wrong: ${line}`);
  return wrong.length === 0 ? ExitCode.ok : ExitCode.violated;
}

async function judgeCandidates(chosen: readonly Candidate[], threads: number): Promise<readonly Judged[]> {
  const progress = new Progress(chosen.length);
  const tasks = chosen.map(({ of, mutant }) => ({ module: of.module, mutant }));
  const judgements = await judgeAll(tasks, {
    root,
    threads,
    onJudgement: (index, judgement) => progress.judged((chosen[index] as Candidate).mutant, judgement),
  });
  return chosen.map(({ mutant }, i) => ({ mutant, judgement: judgements[i] as Judged["judgement"] }));
}

/** The verdicts of this run, and of the mutants that it left out the pinned ones. */
function accepted(all: readonly Candidate[], judged: readonly Judged[], ledger: Ledger): Ledger["verdicts"] {
  const found = new Map(judged.map(({ mutant, judgement }) => [mutant.id, verdictOf(judgement)]));
  return Object.fromEntries(
    all.flatMap(({ mutant: { id } }) => {
      const verdict = found.get(id) ?? ledger.verdicts[id];
      return verdict === undefined ? [] : [[id, verdict]];
    }),
  );
}

function reportsOf(candidates: readonly Candidate[], judged: readonly Judged[]): readonly ModuleReport[] {
  return mutatedModules.map((of) => {
    const ofModule = judged.filter((_, i) => candidates[i]?.of === of);
    return { of, judged: ofModule, killers: killersOf(invariantsOf(of), ofModule) };
  });
}

/** Writes the table of the ledger's verdicts. Throws where a mutant has none. */
function writeTable(all: readonly Candidate[], ledger: Ledger): void {
  const judged = all.map(({ mutant }): Judged => {
    const verdict = ledger.verdicts[mutant.id];
    if (verdict === undefined)
      throw new NexusError("bad-ledger", `${mutant.id} has no verdict`, { hint: "--accept judges all mutants" });
    return { mutant, judgement: parseVerdict(verdict) };
  });
  writeFileSync(tablePath, markdown(reportsOf(all, judged), ledger.equivalent, summarize(judged)));
}

function invariantsOf({ models: names }: MutatedModule): readonly string[] {
  return [...new Set(names.flatMap((name) => Object.keys(models[name]?.().invariants ?? {})))];
}

await command(help, options, main);
