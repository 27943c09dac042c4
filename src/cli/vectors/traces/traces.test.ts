/** Whole runs: those that are committed are the generated ones, the good are accepted, and the changed are refused where they are wrong. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { defaultSpecDir, defaultVectorsDir, packageRoot } from "../../files.ts";
import { nexusIn } from "../../testing-command.ts";
import { schemaProblems } from "../../tla/testing-json-schema.ts";
import { driftOf, readVectorsManifest, TRACES, vectorFiles } from "../files.ts";
import { type TraceCase, traceFiles } from "../trace-files.ts";

const directory = join(defaultVectorsDir, TRACES);
const text = readFileSync(join(directory, "index.json"), "utf8");
const { cases } = JSON.parse(text) as { readonly cases: readonly TraceCase[] };

/** What is wrong with each changed run, by hand: the place and the reason, whatever the generator says. */
const refused: { readonly [id: string]: readonly [place: string | number, reason: string] } = {
  "Simplex/good-effect-dropped": ["node2.jsonl:2", "effects differ"],
  "Simplex/good-effects-exchanged": ["node3.jsonl:2", "effects differ"],
  "Simplex/good-state-altered": ["node1.jsonl:4", "variable view"],
  "Simplex/good-steps-exchanged": ["node3.jsonl:3", "effects differ"],
  "Simplex/good-log-cut-off": ["node1.jsonl:6", "conjunct Notarize/env1"],
  "Simplex/good-events-missing": ["node1.jsonl:6", "form $.after[0].seq"],
  "Simplex/good-gap": ["node1.jsonl:4", "form $.seq"],
  "Simplex/good-line-cut-off": ["node3.jsonl:7", "form not JSON"],
  "Simplex/byzantine-leader-vote-altered": ["node2.jsonl:3", "conjunct OnNotarization/env1"],
  "Simplex/byzantine-leader-certificates-differ": ["node1.jsonl:3", "conjunct OnNotarization/env1"],
  "Simplex/byzantine-leader-voted-twice": ["node3.jsonl:3", "conjunct Notarize/2"],
  "Simplex/crash-vote-forgotten": ["node2.jsonl:4", "conjunct Nullify/2"],
  "Simplex/crash-certificate-made-up": ["node3.jsonl:3", "conjunct OnFinalization/env1"],
  "Simplex/partition-finalized-too-early": ["node3.jsonl:5", "conjunct OnFinalization/env1"],
  "Gsi/ladder-honest-missing": ["ladder.jsonl:3", "conjunct Assert/2"],
  "Gsi/ladder-window-open": ["ladder.jsonl:18", "conjunct Settle/1"],
  "Gsi/ladder-effects-altered": ["ladder.jsonl:5", "effects differ"],
};

const accepted = [
  ...["good", "byzantine-leader", "crash", "partition"].map((name) => `Simplex/${name}`),
  ...["Gsi/ladder", "Gsi/ladder-byzantine-unlogged"],
  ...["Beacon", "Gsi", "LogDkg", "Simplex", "ThresholdBls"].map((module) => `${module}/behaviour`),
];

const caseOf = (id: string) => cases.find((one) => one.id === id) as TraceCase;
const paths = (id: string) => caseOf(id).files.map((file) => join(directory, file));

describe("the whole runs that are committed", () => {
  test("are those that are generated, and their index has the form of its schema", () => {
    const generated = traceFiles(defaultSpecDir);
    const manifest = readVectorsManifest(defaultVectorsDir);
    expect(generated.map((file) => driftOf(defaultVectorsDir, manifest, file)).filter((drift) => drift !== null)).toEqual([]);
    expect(vectorFiles(defaultVectorsDir, TRACES).toSorted()).toEqual(generated.map(({ path }) => path).sort());
    expect(schemaProblems("vectors-traces.schema.json", text)).toEqual([]);
  });

  test("are good ones, and changed ones that are wrong in a known place for a known reason", () => {
    const ids = cases.filter(({ verdict }) => verdict === "accepted").map(({ id }) => id);
    expect(ids.sort()).toEqual([...accepted].sort());
    const wrong = cases.flatMap((one) => (one.verdict === "accepted" || one.form === "itf" ? [] : [one]));
    const told = wrong.map(({ id, at, because }) => {
      const place = "step" in at ? at.step : `${at.file.split("/").at(-1)}:${at.line}`;
      return [id, [place, Object.entries(because).flat().join(" ")]] as const;
    });
    expect(Object.fromEntries(told)).toEqual(refused);
  });

  test("have lines that the schema of logs describes, but for those that are no logs", () => {
    const logs = new Set(
      cases.filter(({ form, verdict }) => form === "logs" && verdict !== "malformed").flatMap(({ files }) => files),
    );
    for (const log of logs) {
      const lines = readFileSync(join(directory, log), "utf8").trimEnd().split("\n");
      for (const line of lines) expect(schemaProblems("log.schema.json", line)).toEqual([]);
    }
  });

  test("of Simplex tell of every kind of trouble: a second proposal, a recovery, a node that catches up", () => {
    const actionsOf = (id: string) =>
      paths(id).map((path) => [...readFileSync(path, "utf8").matchAll(/"action":"(\w+)"/g)].map(([, action]) => action));
    expect(actionsOf("Simplex/crash")[1]).toContain("Recover");
    expect(actionsOf("Simplex/partition")[2]?.[0]).toBe("Nullify");
    for (const id of accepted.filter((one) => one.startsWith("Simplex/") && !one.endsWith("behaviour"))) {
      expect(actionsOf(id)).toHaveLength(3);
      for (const actions of actionsOf(id)) expect(actions.at(-1)).toBe("OnFinalization");
    }
  });
});

/** One of each kind: the others are judged in this process, where they are generated. */
const told = {
  validate: [
    ...["good", "good-effect-dropped", "good-state-altered", "good-gap", "byzantine-leader-vote-altered"].map(
      (name) => `Simplex/${name}`,
    ),
    ...["Gsi/ladder-byzantine-unlogged", "Gsi/ladder-window-open"],
  ],
  replay: [
    ...["Beacon", "Gsi", "LogDkg", "Simplex", "ThresholdBls"].map((module) => `${module}/behaviour`),
    ...["Gsi/behaviour-state-left-out", "ThresholdBls/behaviour-value-kept"],
  ],
};

describe("nexus trace validate", () => {
  const exits = { accepted: 0, refused: 1, malformed: 2 } as const;

  test.each(told.validate)("judges %s", async (id) => {
    const one = caseOf(id);
    const { code, out, err } = await nexusIn(packageRoot, "trace", "validate", ...paths(id), "--module", one.module);
    expect(code, out + err).toBe(exits[one.verdict]);
    if (one.verdict === "accepted" || !("file" in one.at)) return;
    expect(out + err).toContain(`${one.at.file}:${one.at.line}`);
    const [reason] = Object.values(one.because) as [string];
    expect(out + err).toContain("effects" in one.because ? "the step has other effects" : reason);
  });
});

describe("nexus replay, in both worlds,", () => {
  test.each(told.replay)("judges %s", async (id) => {
    const { verdict, model, ...one } = caseOf(id);
    const { code, out } = await nexusIn(packageRoot, "replay", ...paths(id), "--model", model, "--json");
    const { parting, steps } = JSON.parse(out);
    expect(code).toBe(verdict === "accepted" ? 0 : 1);
    if (verdict === "accepted") expect(steps.length).toBeGreaterThan(8);
    else expect(one).toMatchObject({ at: { step: parting?.at } });
  });
});
