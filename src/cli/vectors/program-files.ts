/** The suites of programs as files of vectors. */

import { join } from "node:path";
import { type Generated, PROGRAMS } from "./files.ts";
import type { ProgramSuite } from "./nvm/suite.ts";
import { programSuites } from "./nvm/suites.ts";

/** All of them. Takes a few seconds. */
export const programFiles = (): readonly Generated[] =>
  programSuites().map((suite) => ({
    path: join(PROGRAMS, `${suite.suite}.json`),
    text: suiteText(suite),
    module: PROGRAMS,
    model: suite.suite,
    steps: suite.cases.length,
    refusing: [],
    idle: [],
  }));

/** Each case on a line of its own. */
export function suiteText({ cases, ...head }: ProgramSuite): string {
  const heads = Object.entries(head).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  const rows = cases.map((one) => `    ${JSON.stringify(one)}`);
  return `{\n${[...heads, `  "cases": [\n${rows.join(",\n")}\n  ]`].join(",\n")}\n}\n`;
}
