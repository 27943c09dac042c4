import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { decodeManifest } from "./codec.ts";
import { defaultSpecDir, packageRoot } from "./files.ts";
import { acceptFigures, formatJson, manifestPath, selectEntries } from "./manifest.ts";

const good = join(packageRoot, "src", "cli", "fixtures", "good");
const text = readFileSync(manifestPath(good), "utf8");
const manifest = decodeManifest("manifest.json", text);
const all = { modules: [], models: [], all: true, kinds: ["lockstep", "spec", "refinement", "broken"] } as const;
const names = (selection: Partial<Parameters<typeof selectEntries>[1]>) =>
  selectEntries(manifest, { ...all, ...selection }).map(({ name }) => name);

describe("formatJson", () => {
  test.each([manifestPath(defaultSpecDir), manifestPath(good)])("writes %s as it stands", (path) => {
    const standing = readFileSync(path, "utf8");
    expect(formatJson(JSON.parse(standing))).toBe(standing);
  });

  test("breaks a list that is too long for a line", () => {
    const long = Array.from({ length: 9 }, (_, i) => `${i}`.repeat(14));
    expect(formatJson({ long })).toBe(`{\n  "long": [\n${long.map((word) => `    "${word}"`).join(",\n")}\n  ]\n}\n`);
    expect(formatJson({ short: long.slice(0, 2) })).toBe('{\n  "short": ["00000000000000", "11111111111111"]\n}\n');
  });
});

describe("selectEntries", () => {
  test("takes quick models unless told, in the order of the manifest", () => {
    expect(names({ all: false })).toEqual(["MCCounter", "PairIsCounted", "CounterOverflows"]);
    expect(names({})).toEqual(["MCCounter", "MCSwitches", "PairIsCounted", "CounterOverflows"]);
  });

  test("takes named models of any tier, and the models of named modules", () => {
    expect(names({ all: false, models: ["MCSwitches"] })).toEqual(["MCSwitches"]);
    expect(names({ modules: ["Pair", "Counter"] })).toEqual(["MCCounter", "PairIsCounted"]);
    expect(names({ kinds: ["broken"] })).toEqual(["CounterOverflows"]);
  });

  test("refuses unknown names, and a selection of nothing", () => {
    expect(() => names({ modules: ["Conter"] })).toThrow("unknown module Conter");
    expect(() => names({ models: ["MCCounters"] })).toThrow("unknown model MCCounters");
    expect(() => names({ kinds: ["lockstep"] })).toThrow("nothing would be checked");
    expect(() => names({ modules: ["Switches"], all: false })).toThrow("nothing would be checked");
  });
});

describe("acceptFigures", () => {
  test("replaces figures in their places and adds new ones in order, and nothing else", async () => {
    const directory = mkdtempSync(join(tmpdir(), "nexus-"));
    try {
      cpSync(good, directory, { recursive: true });
      await acceptFigures(
        directory,
        new Map([
          ["MCCounter", { distinct: 44, generated: 55, sources: "sha256:0" }],
          ["CounterOverflows", { actions: ["UpAnyway"], sources: "sha256:1" }],
        ]),
      );
      const expected = text
        .replace('"distinct": 4,\n      "generated": 5,', '"distinct": 44,\n      "generated": 55,')
        .replace('"witnesses": ["Full"]', '"witnesses": ["Full"],\n      "sources": "sha256:0"')
        .replace('["UpAnyway", "UpAnyway", "UpAnyway"]', '["UpAnyway"],\n      "sources": "sha256:1"');
      expect(readFileSync(manifestPath(directory), "utf8")).toBe(expected);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});
