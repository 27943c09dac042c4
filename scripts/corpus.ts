/** `npm run corpus`: the published models of a tree in the form of tlaplus/Examples, checked here and compared with what is recorded. */

import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { ExitCode, NexusError } from "nexus-reference/lib/errors";
import { command, positive, type Values } from "./command.ts";
import { type Judgement, judge } from "./corpus/judge.ts";
import { readModels } from "./corpus/manifest.ts";
import type { Found, Model } from "./corpus/model.ts";
import { pageWith, type Row, reportMarkdown, reportText } from "./corpus/report.ts";
import { runModels } from "./corpus/run.ts";
import { type TlcCounts, tlcCounts } from "./corpus/tlc.ts";

const help = `Agreement with TLC on the models of a tree with manifest.json files, as tlaplus/Examples has them.

  npm run corpus -- --dir DIR                    the models that upstream runs in 30 s or less, except those of other tools
  npm run corpus -- --dir DIR --filter Paxos     those whose path contains the text
  npm run corpus -- --dir DIR --max-runtime 5s   those that upstream runs in 5 s or less
  npm run corpus -- --dir DIR --timeout 120      seconds for each model here; 300 unless told
  npm run corpus -- --dir DIR --memory 4096      MiB for the heap of each process, and again for its states
  npm run corpus -- --dir DIR --jobs 2           processes at a time; 1 unless told
  npm run corpus -- --dir DIR --json FILE        all results as JSON
  npm run corpus -- --dir DIR --markdown FILE    the tables, between the markers of the page if it is there

A model agrees if its verdict is the recorded one and, for a successful exhaustive search, so are the numbers of distinct and of
generated states. With the class path TLA2TOOLS_JAR, TLC is asked for numbers that are not recorded.

Exit codes: 0 all agree, 1 a wrong verdict, 2 usage or a malformed manifest, 3 some do not agree and no verdict is wrong,
4 there is no such tree.`;

const options = {
  dir: { type: "string" },
  filter: { type: "string", default: "" },
  "max-runtime": { type: "string", default: "30s" },
  timeout: { type: "string", default: "300" },
  memory: { type: "string", default: "4096" },
  jobs: { type: "string", default: "1" },
  json: { type: "string" },
  markdown: { type: "string" },
} as const;

async function main(values: Values<typeof options>): Promise<ExitCode> {
  if (values.dir === undefined) throw new NexusError("usage", "--dir is missing", { hint: "the tree of tlaplus/Examples" });
  const { dir } = values;
  const most = positive("max-runtime", values["max-runtime"].replace(/s$/, ""));
  const models = readModels(dir).filter(
    ({ cfg, runtime, mode }) => runtime <= most && mode !== "symbolic" && cfg.includes(values.filter),
  );
  if (models.length === 0) throw new NexusError("no-models", "no model is selected, so nothing would be compared");
  const seconds = positive("timeout", values.timeout);
  let done = 0;
  const found = await runModels(models, {
    dir,
    jobs: positive("jobs", values.jobs),
    seconds,
    memory: positive("memory", values.memory),
    onFound: (model, one) => console.error(`${++done}/${models.length} ${model.cfg}: ${progressText(model, one)}`),
  });
  const rows: Row[] = [];
  for (const [i, model] of models.entries()) {
    const one = found[i] as Found;
    rows.push({ model, found: one, judgement: await judged(model, one, dir, seconds) });
  }
  if (values.json !== undefined) replaceFile(values.json, `${JSON.stringify({ format: 1, rows }, null, 2)}\n`);
  if (values.markdown !== undefined) {
    const page = existsSync(values.markdown) ? readFileSync(values.markdown, "utf8") : "";
    replaceFile(values.markdown, pageWith(page, reportMarkdown(rows)));
  }
  console.log(reportText(rows));
  if (rows.some(({ judgement }) => judgement.kind === "wrong verdict")) return ExitCode.violated;
  return rows.every(({ judgement }) => judgement.kind === "agrees") ? ExitCode.ok : ExitCode.inconclusive;
}

/** A reader finds the old file or the new one. */
function replaceFile(path: string, text: string): void {
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}

function progressText(model: Model, found: Found): string {
  const judgement = judge(model, found);
  const text = judgement.kind === "agrees" ? "agrees" : `${judgement.kind}: ${judgement.reason}`;
  return `${text} (${found.seconds.toFixed(1)} s)`;
}

async function judged(model: Model, found: Found, dir: string, seconds: number): Promise<Judgement> {
  const judgement = judge(model, found);
  const classPath = process.env.TLA2TOOLS_JAR;
  const isUncounted = model.mode === "exhaustive search" && model.result === "success" && model.distinct === undefined;
  if (classPath === undefined || !isUncounted || judgement.kind !== "agrees") return judgement;
  if (found.verdict !== null && found.random === true) return judgement;
  const tlc: TlcCounts | undefined = await tlcCounts(model, { dir, classPath, seconds });
  return judge(model, found, tlc);
}

await command(help, options, main);
