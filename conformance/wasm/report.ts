/** The outcome of the suite as a table. */

import { hasSameRule, isAssertion, type Judged, KINDS } from "./suite.ts";

const WIDTH = 24;

/** Counts by kind: in the suite, passed, failed. */
export function reportText(judged: readonly Judged[]): string {
  const assertions = judged.filter(({ kind }) => isAssertion(kind));
  const simd = assertions.filter(({ file }) => file.startsWith("simd/"));
  const rules = judged.map(hasSameRule).filter((same) => same !== null);
  return [
    row("", ["in the suite", "passed", "failed"]),
    ...KINDS.filter(isAssertion).map((kind) =>
      countsRow(
        kind,
        judged.filter((each) => each.kind === kind),
      ),
    ),
    countsRow("assertions", assertions),
    countsRow(
      "  scalar",
      assertions.filter(({ file }) => !file.startsWith("simd/")),
    ),
    countsRow("  SIMD", simd),
    "",
    ...KINDS.filter((kind) => !isAssertion(kind)).map((kind) =>
      countsRow(
        kind,
        judged.filter((each) => each.kind === kind),
      ),
    ),
    "",
    `${new Set(judged.map(({ file }) => file)).size} files. "assert_malformed text" tests the reader of texts, here wabt. Of ${number(rules.length)}`,
    `refusals, ${number(rules.filter((same) => same).length)} name the rule in the suite's own words.`,
  ].join("\n");
}

const number = (value: number): string => value.toLocaleString("en-US");

function countsRow(name: string, judged: readonly Judged[]): string {
  const count = (kind: Judged["verdict"]["kind"]) => judged.filter(({ verdict }) => verdict.kind === kind).length;
  return row(name, [judged.length, count("passed"), count("failed")].map(number));
}

const row = (name: string, cells: readonly string[]): string =>
  `  ${name.padEnd(WIDTH)}${cells.map((cell) => cell.padStart(14)).join("")}`;

/** What failed, by file and byte offset. */
export function failuresText(judged: readonly Judged[]): readonly string[] {
  return judged.flatMap(({ file, command, kind, verdict }) =>
    verdict.kind === "failed" ? [`${file}, byte ${command.offset}, ${kind}: ${verdict.why}`] : [],
  );
}
