import { expect, test } from "vitest";
import { junitXml } from "./junit.ts";
import { cases, entry, mixed, outcome } from "./testing-cases.ts";

test("JUnit: a suite for each module, a case for each model, gap and gate, with hostile texts escaped", () => {
  expect(junitXml(mixed, 1.5).split("\n")).toEqual([
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites name="nexus check" tests="7" failures="3" errors="1" skipped="1" time="1.500">',
    '  <testsuite name="Gsi" tests="7" failures="3" errors="1" skipped="1" time="0.750">',
    '    <testcase classname="Gsi" name="Equal" time="0.250"/>',
    '    <testcase classname="Gsi" name="Miscounted" time="0.250">',
    '      <failure type="not-as-pinned" message="distinct states: pinned 11, found 10"/>',
    "    </testcase>",
    '    <testcase classname="Gsi" name="Failing" time="0.250">',
    '      <error type="error" message="tla-parse: found `]](1)`, &lt;&amp;&quot;&apos;|\ufffd&gt;"/>',
    "    </testcase>",
    '    <testcase classname="Gsi" name="Later" time="0.000">',
    '      <skipped message="not run"/>',
    "    </testcase>",
    '    <testcase classname="Gsi" name="everything happens in some model" time="0.000">',
    '      <failure type="gap" message="an action that is taken:    Rewind">an action that is taken:    Rewind</failure>',
    "    </testcase>",
    '    <testcase classname="Gsi" name="tags" time="0.000"/>',
    '    <testcase classname="Gsi" name="order" time="0.000">',
    '      <failure type="gate" message="Vote is missing">spec/tla/manifest.json:4:15: Vote is missing</failure>',
    "    </testcase>",
    "  </testsuite>",
    "</testsuites>",
    "",
  ]);
});

test("a limit that was reached is a failure", () => {
  const [limited] = cases({ outcomes: [outcome(entry("Big"), { found: "inconclusive", limit: "states" })] });
  expect(junitXml(limited === undefined ? [] : [limited], 1)).toContain('<failure type="inconclusive"');
});

test("names, lone surrogates and line ends cannot break the document", () => {
  const hostile = { module: '"><!--', name: "a\n\ud800\u0000]]>\u{1f600}", verdict: "fails", seconds: 0 };
  expect(junitXml([hostile], 0)).toContain(
    'classname="&quot;&gt;&lt;!--" name="a&#10;\ufffd\ufffd]]&gt;\u{1f600}" time="0.000"/>',
  );
});
