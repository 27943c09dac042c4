/** Variants of the example in plain JavaScript, for tests: implementations that do something else in one place. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packageRoot } from "../files.ts";
import { type Ended, nexusIn } from "../testing-command.ts";

const source = readFileSync(join(packageRoot, "conformance", "examples", "gsi", "gsi.mjs"), "utf8");
export const directory = mkdtempSync(join(tmpdir(), "nexus-conform-"));
export const removeVariants = (): void => rmSync(directory, { recursive: true });

let variants = 0;

export interface Variant {
  /** Texts of the example, each there once, and what stands in their place. */
  readonly changes?: readonly (readonly [text: string, by: string])[];
  readonly adapter?: object;
}

/** Writes a variant of the example; the path of its adapter. */
export function variant({ changes = [], adapter = {} }: Variant): string {
  const name = `variant${variants++}`;
  const changed = changes.reduce((text, [old, by]) => {
    if (text.split(old).length !== 2) throw new Error(`not once in the example: ${old}`);
    return text.replace(old, () => by);
  }, source);
  writeFileSync(join(directory, `${name}.mjs`), changed);
  const path = join(directory, `${name}.json`);
  writeFileSync(path, JSON.stringify({ format: "nexus-adapter", version: 1, command: ["node", `${name}.mjs`], ...adapter }));
  return path;
}

export const run = (of: Variant, ...argv: readonly string[]): Promise<Ended> =>
  nexusIn(packageRoot, "conform", "--adapter", variant(of), ...argv);

export interface Report {
  readonly suites: readonly {
    readonly level: number;
    readonly cases: number;
    readonly failures: readonly {
      readonly id: string;
      readonly kind: string;
      readonly message: string;
      readonly detail?: string;
    }[];
    readonly skipped: readonly { readonly id: string; readonly reason: string; readonly link: string }[];
  }[];
}

/** The vectors of the small model, of one action unless told. */
export async function vectors(of: Variant, filter = "L2/Gsi/MCGsiN4n4/Settle"): Promise<Report["suites"][number]> {
  const { out, err } = await run(of, "--json", "--filter", filter);
  if (out === "") throw new Error(err);
  const { suites } = JSON.parse(out) as Report;
  const [suite, ...others] = suites;
  if (suite === undefined || others.length > 0) throw new Error(`${suites.length} suites in place of one`);
  return suite;
}

/** At the beginning of a step. */
const STEP = "    const guards = this.guards[action];\n";
const REPLY = `  process.stdout.write(\`\${JSON.stringify({ id, ...reply })}\\n\`);\n`;
export const inStep = (code: string): Variant => ({ changes: [[STEP, `    ${code}\n${STEP}`]] });
export const inReply = (code: string): Variant => ({ changes: [[REPLY, `  ${code}\n${REPLY}`]] });

/** The example with a state of its own, that `step` goes on from. */
export const stateful = (feature: string): Variant => ({
  changes: [
    ['features: ["stateless", "refusals"]', `features: [${feature}]`],
    ["let ladder = null;\n", "let ladder = null;\nlet now = null;\nconst saved = [];\n"],
    ["    return { state };\n", "    now = state;\n    return { state };\n"],
    [
      "  step: ({ state, steps }) => ({ results: steps.map((step) => ladder.step(state, step)), state }),\n",
      `  step: ({ token, steps }) => {
    const results = steps.map((step) => {
      if (token !== undefined) now = saved[token];
      const result = ladder.step(now, step);
      if (result.next) now = { ...now, ...result.next };
      return result;
    });
    return { results, state: now };
  },
  save: () => ({ token: String(saved.push(now) - 1) }),
  load: ({ token }) => ({ state: (now = saved[token]) }),
  reset: () => ({}),
`,
    ],
  ],
});
