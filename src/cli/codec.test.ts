import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { NexusError } from "../lib/errors.ts";
import { formatPosition } from "../lib/source.ts";
import { decodeManifest, entryFields } from "./codec.ts";
import { defaultSpecDir, packageRoot } from "./files.ts";

const entry = { name: "MCA", module: "A", kind: "spec", tier: "quick", about: "one", verdict: "ok" };
const manifest = (...models: readonly unknown[]) => JSON.stringify({ format: 1, models }, null, 2);

/** Message, position and hint of the error that decoding a text throws. */
function failure(text: string): readonly (string | undefined)[] {
  try {
    decodeManifest("manifest.json", text);
  } catch (error) {
    if (error instanceof NexusError) return [error.message, error.at && formatPosition(error.at), error.hint];
    throw error;
  }
  return [];
}

describe("decodeManifest", () => {
  test("decodes the project's own manifest", () => {
    const { models } = decodeManifest("manifest.json", readFileSync(join(defaultSpecDir, "manifest.json"), "utf8"));
    expect(models.length).toBeGreaterThan(0);
    expect(new Set(models.map(({ kind }) => kind))).toEqual(new Set(Object.keys(entryFields)));
  });

  test("gives each model's position", () => {
    const { models, positions } = decodeManifest("m.json", manifest(entry, { ...entry, name: "MCB" }));
    expect(models).toEqual([entry, { ...entry, name: "MCB" }]);
    expect(positions.map(formatPosition)).toEqual(["m.json:5:15", "m.json:13:15"]);
  });

  test.each<[string, string, readonly (string | undefined)[]]>([
    ["no array", '{"format": 1, "models": {}}', ["$.models: expected an array, found {}", "manifest.json:1:25", undefined]],
    ["another format", '{"format": 2, "models": []}', ["$.format: expected 1, found 2", "manifest.json:1:12", undefined]],
    [
      "a missing key",
      manifest({ ...entry, about: undefined }),
      ['$.models[0]: the key "about" is missing', "manifest.json:4:5", undefined],
    ],
    [
      "an extra key",
      manifest({ ...entry, distnct: 3 }),
      ["$.models[0].distnct: unknown key", "manifest.json:11:18", 'did you mean "distinct"?'],
    ],
    [
      "an unknown kind",
      manifest({ ...entry, kind: "specs" }),
      [
        '$.models[0].kind: expected "lockstep" or "spec" or "refinement" or "broken", found "specs"',
        "manifest.json:7:15",
        undefined,
      ],
    ],
    [
      "a count that is none",
      manifest({ ...entry, distinct: -1 }),
      ["$.models[0].distinct: expected a whole number, 0 or more, found -1", "manifest.json:11:19", undefined],
    ],
    [
      "a name within a list",
      manifest({ ...entry, witnesses: ["A", 7] }),
      ["$.models[0].witnesses[1]: expected a name of letters, digits and _, found 7", "manifest.json:13:9", undefined],
    ],
    [
      "a path for a name",
      manifest({ ...entry, module: "../A" }),
      [expect.stringContaining("$.models[0].module"), "manifest.json:6:17", undefined],
    ],
    [
      "a model twice",
      manifest(entry, entry),
      ["$.models[1].name: MCA is the name of $.models[0] too", "manifest.json:13:15", undefined],
    ],
    [
      "a violation of nothing",
      manifest({ ...entry, verdict: "violated" }),
      ["$.models[0].verdict: a violated model names the property that fails", "manifest.json:10:18", 'add "property"'],
    ],
    [
      "a broken variant that holds",
      manifest({ ...entry, kind: "broken" }),
      [expect.stringContaining("$.models[0].verdict"), "manifest.json:10:18", undefined],
    ],
    ["no object", manifest([]), ["$.models[0]: expected an object, found []", "manifest.json:4:5", undefined]],
  ])("refuses %s", (_, text, expected) => {
    expect(failure(text)).toEqual(expected);
  });

  test("says where a text stops being JSON", () => {
    const [message, at] = failure('{\n  "format": 1,\n  "models": [,]\n}');
    expect(message).toMatch(/^not JSON: /);
    expect(at).toBe("manifest.json:3:14");
  });
});

describe("the JSON Schema beside the manifest", () => {
  const schema = JSON.parse(readFileSync(join(packageRoot, "spec", "schema", "manifest.schema.json"), "utf8"));

  test.each(Object.entries(entryFields))("has the keys of the codec for %s", (kind, { required, optional }) => {
    const definition = schema.$defs[kind];
    expect(new Set(definition.required)).toEqual(new Set(Object.keys(required)));
    expect(new Set(Object.keys(definition.properties))).toEqual(new Set([...Object.keys(required), ...Object.keys(optional)]));
    expect(definition.additionalProperties).toBe(false);
  });

  test("knows all kinds", () => {
    const kinds = schema.properties.models.items.oneOf.map(({ $ref }: { readonly $ref: string }) => $ref.replace("#/$defs/", ""));
    expect(kinds).toEqual(Object.keys(entryFields));
  });
});
