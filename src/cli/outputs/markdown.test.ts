import { expect, test } from "vitest";
import { markdownText } from "./markdown.ts";
import { cases, entry, mixed, outcome } from "./testing-cases.ts";

test("Markdown: what fails, then the table", () => {
  expect(markdownText(mixed, 1.5).split("\n")).toEqual([
    "## nexus check: 4 of 7 cases fail, 1 not run",
    "",
    "### Gsi Miscounted: not-as-pinned",
    "",
    "distinct states: pinned 11, found 10",
    "",
    "- `spec/tla/manifest.json:4:15`: pins of Miscounted",
    "",
    "### Gsi Failing: error",
    "",
    "tla-parse: found \\`\\]\\](1)\\`, \\<\\&\"'\\|\u0007\\>",
    "",
    "- `spec/tla/manifest.json:4:15`: pins of Failing",
    "",
    "### Gsi everything happens in some model: gap",
    "",
    "an action that is taken: Rewind",
    "",
    "- `spec/tla/manifest.json:4:15`: pins of Equal",
    "",
    "<details><summary>Details</summary>",
    "",
    "```text",
    "an action that is taken:    Rewind",
    "```",
    "",
    "</details>",
    "",
    "### Gsi order: gate",
    "",
    "Vote is missing",
    "",
    "- `spec/tla/manifest.json:4:15`: Vote is missing",
    "",
    "<details><summary>Details</summary>",
    "",
    "```text",
    "spec/tla/manifest.json:4:15: Vote is missing",
    "```",
    "",
    "</details>",
    "",
    "| module | model | spec states | code states | edges | bindings | verdict | time |",
    "| --- | --- | ---: | ---: | ---: | ---: | --- | ---: |",
    "| Gsi | Equal | 10 | 10 | 20 | 3,000 | equal | 0.3 s |",
    "| Gsi | Miscounted | 10 | 10 | 20 | 3,000 | **not as pinned** | 0.3 s |",
    "| Gsi | Failing | 10 | 10 | 20 | 3,000 | **error** | 0.3 s |",
    "| Gsi | Later | - | - | - | - | not run | - |",
    "| Gsi | everything happens in some model | - | - | - | - | **fails** | - |",
    "| Gsi | tags | - | - | - | - | holds | - |",
    "| Gsi | order | - | - | - | - | **fails** | - |",
    "",
    "7 cases in 1.5 s.",
    "",
  ]);
});

test("nothing fails where all is equal", () => {
  expect(markdownText(cases({ outcomes: [outcome(entry("Equal"))] }), 1).split("\n")[0]).toBe("## nexus check: nothing fails");
});

test("a counterexample cannot end its fence", () => {
  const text = markdownText(
    cases({ outcomes: [outcome(entry("M"), { found: "deadlock" })] }, { details: () => ["x\n```\ny"] }),
    1,
  );
  expect(text).toContain("\n````text\nx\n```\ny\n````\n");
});
