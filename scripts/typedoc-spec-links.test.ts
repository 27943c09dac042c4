import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { definitionLines } from "./typedoc-spec-links.mjs";

const plugin = fileURLToPath(new URL("./typedoc-spec-links.mjs", import.meta.url));
const typedoc = join(dirname(createRequire(import.meta.url).resolve("typedoc/package.json")), "bin", "typedoc");

const demo = [
  "---- MODULE Demo ----",
  "VARIABLE x",
  "",
  "Up(k) ==",
  "    LET Down == 1 IN x' = x + k",
  "Table[i \\in 1..3] == i",
  "====",
].join("\n");

let root: string;

/** Documents a file of functions, each with its tags, as `npm run docs` does. `output` is what typedoc printed. */
function document(functions: Readonly<Record<string, readonly string[]>>): {
  readonly status: number | null;
  readonly output: string;
} {
  const source = Object.entries(functions).map(([name, tags]) =>
    [
      "/**",
      " * Adds.",
      ...tags.map((tag) => ` * ${tag}`),
      " */",
      `export const ${name} = (k: number): number => k + 1;`,
      "",
    ].join("\n"),
  );
  writeFileSync(join(root, "index.ts"), source.join("\n"));
  const options = ["--plugin", plugin, "--out", "api", "--disableGit", "--sourceLinkTemplate", "{path}", "--readme", "none"];
  const env = { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined };
  const { status, stdout, stderr } = spawnSync(process.execPath, [typedoc, ...options, "index.ts"], {
    cwd: root,
    env,
    encoding: "utf8",
  });
  return { status, output: stdout + stderr };
}

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "nexus-typedoc-"));
  const files = {
    "package.json": JSON.stringify({ name: "fixture", type: "module" }),
    "tsconfig.json": JSON.stringify({
      compilerOptions: { module: "nodenext", target: "es2023", strict: true, types: [] },
      files: ["index.ts"],
    }),
    "spec/tla/Demo.tla": demo,
    "docs/papers.md": "| key | source |\n| --- | --- |\n| `lamport-2002` | Specifying Systems |\n",
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe("definitionLines", () => {
  test("finds operators and functions of the first column, not those of a LET", () => {
    expect([...definitionLines(demo.split("\n"))]).toEqual([
      ["Up", 4],
      ["Table", 6],
    ]);
  });
});

const wrong: readonly (readonly [name: string, tags: readonly string[], message: string])[] = [
  ["wrongModule", ["@spec Dome!Up"], "@spec Dome!Up: there is no module Dome; there are Demo"],
  ["wrongName", ["@spec Demo!Upp"], "@spec Demo!Upp: Demo.tla does not define Upp"],
  ["localName", ["@spec Demo!Down"], "@spec Demo!Down: Demo.tla does not define Down"],
  ["malformed", ["@spec Up"], '"@spec Up" is not of the form Module!Name'],
  ["twice", ["@spec Demo!Up", "@spec Demo!Table"], "2 @spec tags; a symbol mirrors one definition"],
  ["wrongPaper", ["@paper lamport-1998 L1"], "@paper lamport-1998 L1: docs/papers.md does not list lamport-1998"],
  ["noLine", ["@paper lamport-2002"], '"@paper lamport-2002" is not of the form key Lnn'],
];

describe("@spec and @paper", () => {
  test("fail the documentation, one error for each wrong symbol", () => {
    const { status, output } = document(Object.fromEntries(wrong.map(([name, tags]) => [name, tags])));
    const errors = output.split("\n").filter((line) => line.includes("[error]") && !line.includes("Found"));
    expect(errors.map((line) => line.replace(/^.*\[error\] /, "")).sort()).toEqual(
      wrong.map(([name, , message]) => `${name}: ${message}`).sort(),
    );
    expect(status).not.toBe(0);
  });

  test("become a link to the line, in a page of the module", () => {
    expect(document({ up: ["@spec Demo!Up", "@paper lamport-2002 L12-L20"] })).toMatchObject({ status: 0 });
    expect(readFileSync(join(root, "api/functions/up.html"), "utf8")).toContain('href="../spec/Demo.html#L4"');
    expect(readFileSync(join(root, "api/spec/Demo.html"), "utf8")).toMatch(/<span id="L4">.*Up\(k\) ==/);
  });
});
