import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { AnySystemAction, System } from "../../lib/model.ts";
import { gsiModels } from "../../machines/gsi/models.ts";
import type { Closed } from "../../machines/gsi/world.ts";
import { codeLines } from "../code-lines.ts";
import { defaultSpecDir } from "../files.ts";
import { judge } from "../judge.ts";
import { loadModel } from "../load.ts";
import { runModel } from "../run-model.ts";
import type { Case } from "./cases.ts";
import { sarifJson } from "./sarif.ts";
import { cases, entry, mixed, outcome } from "./testing-cases.ts";
import { sourceUri } from "./write.ts";

interface Location {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string };
    readonly region: {
      readonly startLine: number;
      readonly startColumn: number;
      readonly endLine: number;
      readonly endColumn: number;
    };
  };
  readonly message: { readonly text: string };
}
interface Step {
  readonly location: Location;
  readonly executionOrder: number;
  readonly importance: string;
  readonly state?: { readonly [name: string]: { readonly text: string } };
}
interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly Location[];
  readonly relatedLocations: readonly (Location & { readonly id: number })[];
  readonly partialFingerprints: { readonly [name: string]: string };
  readonly codeFlows?: readonly {
    readonly threadFlows: readonly { readonly id: string; readonly initialState: object; readonly locations: readonly Step[] }[];
  }[];
}
interface Log {
  readonly $schema: string;
  readonly version: string;
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly name: string; readonly rules: readonly { readonly id: string }[] } };
    readonly results: readonly Result[];
  }[];
}

const context = { version: "1.2.3", uri: sourceUri };

/** The log's only run, after what the schema of SARIF 2.1.0 requires of it. */
function runOf(of: readonly Case[]): Log["runs"][number] {
  const log = JSON.parse(sarifJson(of, context)) as Log;
  expect(log.version).toBe("2.1.0");
  expect(log.$schema).toMatch(/^https:.*sarif-schema-2\.1\.0\.json$/);
  const [run, ...more] = log.runs;
  if (run === undefined) throw new Error("a log without a run");
  expect(more).toEqual([]);
  expect(run.tool.driver.name).toBe("nexus");
  const ids = run.tool.driver.rules.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { ruleId, ruleIndex, level, message, locations, relatedLocations, codeFlows, partialFingerprints } of run.results) {
    expect(ids[ruleIndex]).toBe(ruleId);
    expect(level).toBe("error");
    expect(message.text).toMatch(/\S/);
    expect(locations.length).toBeGreaterThan(0);
    expect(relatedLocations.map(({ id }) => id)).toEqual(relatedLocations.map((_, i) => i + 1));
    expect(relatedLocations).toEqual(expect.arrayContaining(locations.map((one) => expect.objectContaining(one))));
    expect(new Set(locations.map(({ physicalLocation }) => physicalLocation.artifactLocation.uri)).size).toBe(1);
    for (const { id } of relatedLocations) expect(message.text).toContain(`](${id})`);
    for (const print of Object.values(partialFingerprints)) expect(print).toMatch(/^[0-9a-f]{64}$/);
    const steps = (codeFlows ?? []).flatMap(({ threadFlows }) => threadFlows.flatMap((flow) => flow.locations));
    for (const flow of codeFlows ?? []) expect(flow.threadFlows[0]?.locations.length).toBeGreaterThan(0);
    for (const { physicalLocation } of [...locations, ...steps.map((step) => step.location)]) {
      expect(physicalLocation.artifactLocation.uri).toMatch(/^(?!\/|\.\.)[\w./%@-]+$/);
      const { startLine, startColumn, endLine, endColumn } = physicalLocation.region;
      for (const place of [startLine, startColumn, endLine, endColumn]) expect(place).toBeGreaterThanOrEqual(1);
      expect(endLine > startLine || endColumn > startColumn).toBe(true);
    }
  }
  return run;
}

/** The text that a location marks, on one line. */
function marked({ physicalLocation: { artifactLocation, region } }: Location): string {
  const line = readFileSync(artifactLocation.uri, "utf8").split("\n")[region.startLine - 1] ?? "";
  return line.slice(region.startColumn - 1, region.startLine === region.endLine ? region.endColumn - 1 : undefined);
}

const fingerprint = (of: readonly Case[]) => runOf(of).results.map(({ partialFingerprints }) => partialFingerprints);

describe("a guard that the code lacks", () => {
  const model = entry("MCGsiN7n4");
  const { spec } = loadModel(defaultSpecDir, { module: "Gsi", cfg: model.name, broken: false, witnesses: [] });
  const system = (gsiModels.MCGsiN7n4 as () => System<Closed>)();
  const action = system.actions.Rewind as AnySystemAction<Closed>;
  const step = (state: Closed, args: never) => {
    const stepped = action.step(state, args);
    return stepped === "nothing-to-rewind" ? [{ ...state, machine: { ...state.machine, rests: null } }, []] : stepped;
  };
  const wrong = { ...system, actions: { ...system.actions, Rewind: { ...action, step } } } as System<unknown>;
  const run = runModel(model, "kind", { spec, system: wrong, checkDeadlock: true, isTemporal: false }, {});
  const judged = judge(model, { ...run, seconds: 1, unchecked: [] });
  const results = runOf(cases({ outcomes: [judged] }, { codeLines })).results;
  const [result, other] = results as readonly [Result, Result];
  const places = results.flatMap(({ locations }) => locations);

  test("is a result at the conjunct in the module and one at the action in the code, each linked to the other", () => {
    expect(results.map(({ ruleId }) => ruleId)).toEqual(["code-extra", "code-extra"]);
    expect(places.map(({ physicalLocation }) => physicalLocation.artifactLocation.uri)).toEqual([
      "spec/tla/Gsi.tla",
      "src/machines/gsi/actions.ts",
    ]);
    for (const { relatedLocations } of results) expect(relatedLocations).toHaveLength(2);
    expect(other.codeFlows).toEqual(result.codeFlows);
    const [inSpec, inCode] = places as unknown as readonly [Location, Location];
    expect(marked(inSpec)).toBe("rests # standing");
    expect(marked(inCode)).toBe("Rewind");
    expect(result.message.text).toContain(
      "spec refuses: the first false conjunct is Rewind/2, rests # standing ([spec/tla/Gsi.tla:",
    );
    expect(result.message.text).toContain("code takes the step ([src/machines/gsi/actions.ts:");
  });

  test("has the way to it along both files, and the place of the difference last", () => {
    const flows = result.codeFlows?.flatMap(({ threadFlows }) => threadFlows) ?? [];
    expect(flows.map(({ id }) => id)).toEqual(["spec", "code"]);
    const taken = judged.finding.difference?.trace?.steps.map((one) => one.action) ?? [];
    expect(taken.length).toBeGreaterThan(0);
    for (const { locations, initialState } of flows) {
      expect(initialState).toMatchObject({ phase: { text: '"executing"' } });
      expect(locations.map(({ executionOrder }) => executionOrder)).toEqual(locations.map((_, i) => i + 1));
      expect(locations.slice(0, -1).map(({ location }) => location.message.text.split("(")[0])).toEqual(taken);
      expect(locations.slice(0, -1).map(({ location }) => marked(location).match(/\w+/)?.[0])).toEqual(taken);
      expect(locations.filter(({ importance }) => importance === "essential")).toEqual([locations.at(-1)]);
      expect(locations[0]?.state).toBeDefined();
    }
    expect(flows.map(({ locations }) => locations.at(-1)?.location)).toEqual(places);
  });

  test("has a fingerprint that does not move with the lines or the size of the model", () => {
    const moved = JSON.parse(
      JSON.stringify({ ...judged, entry: { ...model, name: "MCGsiN10n4" } }, (key, value: unknown) =>
        key === "line" ? (value as number) + 7 : value,
      ),
    );
    const prints = results.map(({ partialFingerprints }) => partialFingerprints);
    expect(prints[0]).not.toEqual(prints[1]);
    expect(fingerprint(cases({ outcomes: [moved] }, { codeLines }))).toEqual(prints);
    const elsewhere = fingerprint(cases({ outcomes: [{ ...judged, entry: { ...model, module: "Other" } }] }, { codeLines }));
    for (const print of elsewhere) expect(prints).not.toContainEqual(print);
  });
});

test("failures of counts, errors, gaps and gates are results, what holds or was not run is none", () => {
  const { results } = runOf(mixed);
  expect(results.map(({ ruleId }) => ruleId)).toEqual(["not-as-pinned", "error", "gap", "gate"]);
  expect(results[0]?.message.text).toBe(
    "Miscounted: distinct states: pinned 11, found 10\npins of Miscounted ([spec/tla/manifest.json:4:15](1)).",
  );
  expect(new Set(results.map(({ partialFingerprints }) => partialFingerprints["nexusFailure/v1"])).size).toBe(4);
  expect(runOf([]).results).toEqual([]);
});

test("a text that looks like a link is none", () => {
  expect(runOf(mixed).results[1]?.message.text).toContain("found `]\\](1)`");
});

test("a property that fails in the spec is marked where it is defined, and the counterexample ends there", () => {
  const at = (line: number) => ({ file: "spec/tla/Gsi.tla", start: { line, column: 1 }, end: { line, column: 4 } });
  const trace = {
    name: "M",
    vars: ["x", "y"],
    states: [
      { x: 0, y: 0 },
      { x: 1, y: 0 },
    ],
    steps: [{ action: "Vote", args: {}, at: at(9) }],
    loop: 0,
    closing: { action: "Back", args: {}, at: at(12) },
  };
  const found = { found: "violated", property: "Live", propertyAt: at(3), trace } as const;
  const [result] = runOf(cases({ outcomes: [outcome(entry("M", { kind: "spec" }), found)] })).results;
  expect(result?.ruleId).toBe("violated");
  const locations = result?.codeFlows?.[0]?.threadFlows[0]?.locations ?? [];
  expect(locations.map(({ location }) => location.physicalLocation.region.startLine)).toEqual([9, 12, 3]);
  expect(locations[0]?.state).toEqual({ x: { text: "1" } });
});

test("a long list of gaps has as many locations as consumers take, and all of it in the message", () => {
  const at = { file: "spec/tla/Gsi.tla", start: { line: 1, column: 1 }, end: { line: 1, column: 2 } };
  const gaps = Array.from({ length: 12 }, (_, i) => ({ kind: "guard", name: `Claim/${i}`, at }) as const);
  const [result] = runOf(cases({ coverage: [{ module: "Gsi", actions: 1, guards: 12, witnesses: 0, gaps }] })).results;
  expect(result?.locations).toHaveLength(10);
  expect(result?.message.text).toContain("Claim/11");
});

test("only relative references have a base", () => {
  const bases = (uri: string) => {
    const log = JSON.parse(sarifJson(mixed, { version: "1.2.3", uri: () => uri }));
    return log.runs[0].results[0].locations[0].physicalLocation.artifactLocation;
  };
  expect(bases("a/b.tla")).toEqual({ uri: "a/b.tla", uriBaseId: "%SRCROOT%" });
  expect(bases("file:///a/b.tla")).toEqual({ uri: "file:///a/b.tla" });
});

test("files outside of the package and the working directory have a file URI", () => {
  expect(sourceUri("/elsewhere/a b.tla")).toBe("file:///elsewhere/a%20b.tla");
  expect(sourceUri("spec/tla/Gsi.tla")).toBe("spec/tla/Gsi.tla");
  expect(sourceUri("a b#1.tla")).toBe("a%20b%231.tla");
});
