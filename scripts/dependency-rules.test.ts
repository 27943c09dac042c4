/** Every dependency rule is shown to fail on a tree that breaks it, and all of them to hold on a tree that breaks none. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { cruise, type IConfiguration } from "dependency-cruiser";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const { forbidden = [], options } = createRequire(import.meta.url)("../.dependency-cruiser.cjs") as IConfiguration;

const dependencies = ["@noble/hashes", "xstate", "ts-pattern", "io-ts", "fp-ts"];
const devDependencies = ["vitest", "fast-check", "@fast-check/vitest", "typescript"];
const importing = (...specifiers: string[]) => `${specifiers.map((name) => `import "${name}";`).join("\n")}\nexport {};\n`;

/** A tree with one file in every room, each using all that its room may use. */
const lawful: Readonly<Record<string, string>> = {
  "src/lib/data.ts": importing(),
  "src/lib/data.test.ts": importing("./data.ts", "node:fs", "vitest", "@fast-check/vitest"),
  "src/crypto/suite.ts": importing("../lib/data.ts", "./secret.ts", "@noble/hashes"),
  "src/crypto/secret.ts": importing(),
  "src/nvm/step.ts": importing("../lib/data.ts"),
  "src/machines/demo/actions.ts": importing("../../lib/data.ts", "../../crypto/suite.ts", "../../nvm/step.ts"),
  "src/machines/demo/codec.ts": importing("io-ts", "fp-ts"),
  "src/tla/index.ts": importing("../lib/data.ts"),
  "src/checker/index.ts": importing("../lib/data.ts", "node:worker_threads"),
  "src/checker/lockstep/both.test.ts": importing("../../tla/index.ts", "../../machines/demo/actions.ts", "vitest"),
  "src/runtime/actor.ts": importing("../machines/demo/actions.ts", "xstate", "ts-pattern", "node:fs"),
  "src/cli/main.ts": importing("../runtime/actor.ts", "../tla/index.ts", "../checker/index.ts", "ts-pattern"),
};

/** One unlawful file per row and the rules that must report it. */
const unlawful: readonly (readonly [file: string, imports: readonly string[], rules: readonly string[]])[] = [
  ["src/lib/bad.ts", ["../crypto/suite.ts"], ["room-lib"]],
  ["src/crypto/bad.ts", ["../nvm/step.ts"], ["room-crypto"]],
  ["src/nvm/bad.ts", ["../crypto/suite.ts"], ["room-nvm"]],
  ["src/machines/bad.ts", ["../tla/index.ts"], ["room-machines"]],
  ["src/machines/bad.ts", ["../checker/index.ts"], ["room-machines"]],
  ["src/tla/bad.ts", ["../checker/index.ts"], ["room-tla"]],
  ["src/tla/bad.ts", ["../machines/demo/actions.ts"], ["room-tla"]],
  ["src/checker/bad.ts", ["../tla/index.ts"], ["room-checker"]],
  ["src/checker/bad.ts", ["../machines/demo/actions.ts"], ["room-checker"]],
  ["src/checker/bad.test.ts", ["../cli/main.ts"], ["room-checker-tests"]],
  ["src/runtime/bad.ts", ["../cli/main.ts"], ["room-runtime"]],
  ["src/cli/bad.ts", ["../attic/old.ts"], ["every-file-in-a-room", "room-cli"]],
  ["src/attic/bad.ts", ["../lib/data.ts"], ["every-importer-in-a-room"]],
  ["src/machines/bad.ts", ["@noble/hashes"], ["noble-only-in-crypto", "rooms-without-packages"]],
  ["src/cli/bad.ts", ["@noble/hashes"], ["noble-only-in-crypto"]],
  ["src/cli/bad.ts", ["xstate"], ["xstate-only-in-runtime"]],
  ["src/checker/bad.ts", ["ts-pattern"], ["rooms-without-packages", "ts-pattern-only-at-edges"]],
  ["src/machines/bad.ts", ["io-ts"], ["io-ts-only-in-codecs", "rooms-without-packages"]],
  ["src/cli/bad.ts", ["fp-ts"], ["io-ts-only-in-codecs"]],
  ["src/cli/bad.ts", ["vitest"], ["shipped-code-without-dev-packages", "test-tools-only-in-tests"]],
  ["src/runtime/bad.ts", ["@fast-check/vitest"], ["shipped-code-without-dev-packages", "test-tools-only-in-tests"]],
  ["src/cli/bad.ts", ["typescript"], ["shipped-code-without-dev-packages"]],
  ["src/lib/bad.ts", ["node:fs"], ["pure-rooms-without-node"]],
  ["src/crypto/bad.ts", ["node:crypto"], ["pure-rooms-without-node"]],
  ["src/nvm/bad.ts", ["fs"], ["pure-rooms-without-node"]],
  ["src/machines/demo/codec.ts", ["node:fs"], ["pure-rooms-without-node"]],
  ["src/tla/bad.ts", ["xstate"], ["rooms-without-packages", "xstate-only-in-runtime"]],
  ["src/machines/bad.ts", ["../crypto/secret.ts"], ["secrets-opened-in-crypto"]],
  ["src/checker/certificate-recheck.ts", ["./explorer.ts"], ["rechecker-without-explorer"]],
  ["src/checker/certificate-recheck.ts", ["./store.ts"], ["rechecker-without-explorer"]],
  ["src/checker/certificate-recheck.ts", ["./digest.ts"], ["rechecker-without-explorer"]],
  ["src/checker/certificate-recheck.ts", ["./packing-read.ts"], ["rechecker-without-explorer"]],
  ["src/checker/certificate-recheck.ts", ["./through.ts"], ["rechecker-without-explorer"]],
  ["src/lib/bad.ts", ["./data.test.ts"], ["no-import-of-tests"]],
  ["src/lib/testing-bad.ts", ["./data.test.ts"], ["no-import-of-tests"]],
  ["src/lib/bad.ts", ["./testing-data.ts"], ["no-import-of-test-tools"]],
  ["src/lib/bad.ts", ["./worse.ts"], ["no-cycles"]],
  ["src/lib/bad.ts", ["./absent.ts"], ["no-unresolvable"]],
];

/** What a row's import needs beside the lawful tree. */
const accomplices: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "./explorer.ts": { "src/checker/explorer.ts": importing() },
  "./store.ts": { "src/checker/store.ts": importing() },
  "./digest.ts": { "src/checker/digest.ts": importing() },
  "./packing-read.ts": { "src/checker/packing-read.ts": importing() },
  "./through.ts": { "src/checker/through.ts": importing("./store.ts"), "src/checker/store.ts": importing() },
  "../attic/old.ts": { "src/attic/old.ts": importing() },
  "./testing-data.ts": { "src/lib/testing-data.ts": importing() },
  "./worse.ts": { "src/lib/worse.ts": importing("./bad.ts") },
};

let root: string;

function write(tree: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), text);
  }
}

/** The names of the rules that a tree breaks, sorted, and how many files were read. */
async function broken(name: string, files: Readonly<Record<string, string>>): Promise<{ rules: string[]; read: number }> {
  const tree = join(root, name);
  const stubs = [...dependencies, ...devDependencies].flatMap((id) => [
    [`node_modules/${id}/package.json`, JSON.stringify({ name: id, version: "1.0.0", main: "index.js" })],
    [`node_modules/${id}/index.js`, "module.exports = {};\n"],
  ]);
  const versions = (names: readonly string[]) => Object.fromEntries(names.map((id) => [id, "1.0.0"]));
  const manifest = {
    name: "fixture",
    type: "module",
    dependencies: versions(dependencies),
    devDependencies: versions(devDependencies),
  };
  write(tree, { ...Object.fromEntries(stubs), ...files, "package.json": JSON.stringify(manifest) });
  const { output } = await cruise(["src"], { ...options, baseDir: tree, validate: true, ruleSet: { forbidden } });
  if (typeof output === "string") throw new Error(output);
  return {
    rules: [...new Set(output.summary.violations.map((violation) => violation.rule.name))].sort(),
    read: output.modules.filter((module) => module.source.startsWith("src/")).length,
  };
}

describe("dependency rules", () => {
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), "nexus-rooms-"));
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  test("hold on a lawful tree, all of which is read", async () => {
    expect(await broken("lawful", lawful)).toEqual({ rules: [], read: Object.keys(lawful).length });
  });

  test.each(unlawful.map((row, index) => [index, ...row] as const))(
    "%i: %s importing %j breaks %j",
    async (index, file, imports, rules) => {
      expect(
        (await broken(`tree-${index}`, { ...lawful, ...accomplices[imports[0] ?? ""], [file]: importing(...imports) })).rules,
      ).toEqual(rules);
    },
  );

  test("count imports of types alone", async () => {
    const files = { ...lawful, "src/lib/bad.ts": `import type { X } from "../tla/index.ts";\nexport type Y = X;\n` };
    expect((await broken("types", files)).rules).toEqual(["room-lib"]);
  });

  test("each have a row that shows them failing", () => {
    const shown = new Set(unlawful.flatMap(([, , rules]) => rules));
    expect(forbidden.map((rule) => rule.name).filter((name) => !shown.has(name ?? ""))).toEqual([]);
    expect(forbidden.length).toBeGreaterThan(10);
  });
});
