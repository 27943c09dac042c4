import { expect, test } from "vitest";
import type { Found, Model } from "./model.ts";
import { pageWith, type Row, reportMarkdown, reportText } from "./report.ts";
import { parseCounts } from "./tlc.ts";

const found: Found = { verdict: "success", distinct: 1, generated: 1, tier: "1 basics", seconds: 1 };
const row = (name: string, judgement: Row["judgement"], of: Found = found): Row => {
  const model: Model = {
    cfg: `specifications/${name}.cfg`,
    module: "M.tla",
    runtime: 1,
    mode: "exhaustive search",
    result: "success",
  };
  return { model, found: of, judgement };
};
const rows: readonly Row[] = [
  row("A/Agrees", { kind: "agrees", basis: "recorded counts" }),
  row("B/Uncounted", { kind: "agrees", basis: "verdict alone" }, { ...found, tier: "4 the rest" }),
  row("C/Silent", { kind: "no verdict", reason: "time: more than 1 s" }),
  row("D/Other", { kind: "counts differ", reason: "2 distinct" }),
  row("E/Wrong", { kind: "wrong verdict", reason: "success, upstream records a|b" }),
];

test("the report shows wrong verdicts first, then the tiers, then the sum", () => {
  expect(reportText(rows).split("\n")).toEqual([
    "wrong verdict: specifications/E/Wrong.cfg [1 basics]",
    "    success, upstream records a|b",
    "counts differ: specifications/D/Other.cfg [1 basics]",
    "    2 distinct",
    "no verdict: specifications/C/Silent.cfg [1 basics]",
    "    time: more than 1 s",
    "",
    "tier                          models  agree  recorded counts  TLC's counts  counterexample  verdict alone",
    "1 basics                           4      1                1             0               0              0",
    "4 the rest                         1      1                0             0               0              1",
    "",
    "2 of 5 models agree, 2 of the 5 that are searched exhaustively; 1 wrong verdicts, 1 with other counts, 1 without a verdict, 0 inconclusive on purpose",
  ]);
});

test("the tables name models by their short paths", () => {
  const lines = reportMarkdown(rows).split("\n");
  expect(lines).toContain("| 1 basics | 4 | 1 | 1 | 0 | 0 | 0 |");
  expect(lines).toContain("| E/Wrong | 1 basics | wrong verdict | success, upstream records a\\|b |");
});

test("a page keeps what stands around its tables", () => {
  const page = "# Title\n\n<!-- npm run corpus -->\nold\n<!-- end -->\n\nLast.\n";
  expect(pageWith(page, "| new |\n")).toBe("# Title\n\n<!-- npm run corpus -->\n\n| new |\n\n<!-- end -->\n\nLast.\n");
  expect(pageWith(pageWith(page, "a\n"), "| new |\n")).toBe(pageWith(page, "| new |\n"));
  expect(pageWith("", "| new |\n")).toBe("| new |\n");
});

test("TLC's counts are those of its last line, where it is done", () => {
  const progress = "Progress(3): 10 states generated, 8 distinct states found, 2 states left on queue.\n";
  expect(parseCounts(progress)).toBeUndefined();
  expect(parseCounts(`${progress}1,234 states generated, 567 distinct states found, 0 states left on queue.\n`)).toEqual({
    generated: 1234,
    distinct: 567,
  });
});
