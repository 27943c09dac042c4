/** Runs tests against wrong variants of `src/crypto/`, each in a tree of its own, all in one run of vitest. */

import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { NexusError } from "nexus-reference/lib/errors";
import type { CryptoMutant } from "./mutant.ts";

/** The titles of the tests that failed on a tree; null where its file of tests did not load. */
export type Failures = readonly string[] | null;

export interface Verdicts {
  /** What fails on the files as they are: nothing should. */
  readonly right: Failures;
  /** In the order of the mutants. */
  readonly wrong: readonly Failures[];
}

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

/** The mutated text; NexusError where the text to be replaced does not stand in the file exactly once. */
export function mutated({ id, file, find, replace }: CryptoMutant, source: string): string {
  const parts = source.split(find);
  if (parts.length !== 2)
    throw new NexusError("bad-mutant", `${id}: its text stands ${parts.length - 1} times in ${file}, expected once`, {
      hint: find,
    });
  return parts.join(replace);
}

/**
 * Judges all mutants, and the right files with every file of tests that they name. `root` is the project's; the trees grow in a folder of its
 * reports, which two runs at once may not share.
 */
export function judgeCrypto(root: string, mutants: readonly CryptoMutant[], folder = "crypto-mutants"): Verdicts {
  const trees = join(root, "reports", folder);
  rmSync(trees, { recursive: true, force: true });
  plant(root, join(trees, "right"), [...new Set(mutants.map(({ dies: [file] }) => file))], null);
  for (const [at, mutant] of mutants.entries()) plant(root, join(trees, `wrong-${at}`), [mutant.dies[0]], mutant);
  const report = runTests(root, trees);
  const failuresIn = (tree: string): Failures => {
    const files = report.testResults.filter(({ name }) => name.startsWith(join(trees, tree, "/")));
    if (files.length === 0 || files.some(({ assertionResults }) => assertionResults.length === 0)) return null;
    return files.flatMap(({ assertionResults }) =>
      assertionResults.filter(({ status }) => status === "failed").map(({ fullName }) => fullName),
    );
  };
  return { right: failuresIn("right"), wrong: mutants.map((_, at) => failuresIn(`wrong-${at}`)) };
}

/** A copy of the room with some of its tests, and a mutant in it if there is one. The rooms below are the project's own. */
function plant(root: string, tree: string, tests: readonly string[], mutant: CryptoMutant | null): void {
  const [from, to] = [join(root, "src", "crypto"), join(tree, "src", "crypto")];
  mkdirSync(to, { recursive: true });
  symlinkSync(join(root, "src", "lib"), join(tree, "src", "lib"));
  for (const folder of ["spec", "vectors"]) symlinkSync(join(root, folder), join(tree, folder));
  for (const file of readdirSync(from)) {
    if (!file.endsWith(".test.ts") || tests.includes(file)) copyFileSync(join(from, file), join(to, file));
  }
  if (mutant !== null) writeFileSync(join(to, mutant.file), mutated(mutant, readFileSync(join(from, mutant.file), "utf8")));
}

/** The project's own settings would look for tests elsewhere. */
const CONFIG = `export default { test: { include: ["*/src/crypto/*.test.ts"], pool: "forks", isolate: false, maxWorkers: 2 } };\n`;

/** Without isolation the curve's library is loaded once for all trees; the files of a tree are modules of their own all the same. */
function runTests(root: string, trees: string): Report {
  const output = join(trees, "report.json");
  const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
  const config = join(trees, "vitest.config.mjs");
  writeFileSync(config, CONFIG);
  const flags = ["--root", trees, "--config", config, "--reporter=json", `--outputFile=${output}`];
  const { stderr } = spawnSync(process.execPath, [vitest, "run", ...flags], { cwd: root, encoding: "utf8" });
  try {
    return JSON.parse(readFileSync(output, "utf8")) as Report;
  } catch (cause) {
    throw new NexusError("no-report", `vitest wrote no report: ${stderr.slice(-500)}`, { cause });
  }
}
