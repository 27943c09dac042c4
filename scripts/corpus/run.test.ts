import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { judge } from "./judge.ts";
import type { Model } from "./model.ts";
import { runModel, runModels } from "./run.ts";

const home = mkdtempSync(join(tmpdir(), "nexus-corpus-children-"));
const model = (cfg: string): Model => ({ cfg, module: "M.tla", runtime: 1, mode: "exhaustive search", result: "success" });

/** A process that does what `body` says with `job`. */
function child(name: string, body: string): URL {
  const file = join(home, `${name}.mjs`);
  writeFileSync(file, `process.once("message", (job) => { ${body} });`);
  return pathToFileURL(file);
}

const reason = async (program: URL, seconds = 30) => {
  const found = await runModel(".", model("a.cfg"), { seconds, memory: 64, child: program });
  const judgement = judge(model("a.cfg"), found);
  return { tier: found.tier, reason: judgement.kind === "agrees" ? "agrees" : judgement.reason };
};

test("a process that needs too long is ended, and its tier is known", async () => {
  const endless = child("endless", `process.send({ tier: "1 basics" }); setInterval(() => {}, 1000);`);
  expect(await reason(endless, 1)).toEqual({ tier: "1 basics", reason: "time: more than 1 s" });
});

test("a process that fills its heap has no verdict, and a reason", async () => {
  const hungry = child("hungry", "const kept = []; for (;;) kept.push(new Array(1000).fill(kept.length));");
  expect(await reason(hungry)).toEqual({ tier: "unread", reason: "memory: more than the limit" });
});

test("a process that ends without an answer is a crash", async () => {
  expect((await reason(child("quits", "process.exit(7);"))).reason).toMatch(/^crash: the process ended with code 7/);
  expect((await reason(child("throws", `throw new Error("broken");`))).reason).toMatch(/^crash: .*Error: broken/);
});

test("what was found is in the order of the models, with any number of processes", async () => {
  const echo = child(
    "echo",
    `const seconds = Number(job.model.cfg); setTimeout(() => process.send({ found: { verdict: "success", distinct: job.maxBytes, generated: 1, tier: "1 basics", seconds } }, () => process.disconnect()), 100 * (3 - seconds));`,
  );
  const seen: string[] = [];
  const models = ["1", "2", "3"].map(model);
  const found = await runModels(models, {
    dir: ".",
    jobs: 2,
    seconds: 30,
    memory: 64,
    child: echo,
    onFound: ({ cfg }) => seen.push(cfg),
  });
  expect(found.map((one) => one.seconds)).toEqual([1, 2, 3]);
  expect(found[0]).toMatchObject({ verdict: "success", distinct: 2 ** 26 });
  expect(seen.toSorted()).toEqual(["1", "2", "3"]);
});
