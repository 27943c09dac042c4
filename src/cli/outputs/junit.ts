/** JUnit's XML, as build servers read it: a suite for each module, a case for each model and gate. */

import type { Case, Failure } from "./cases.ts";

/** `title` is the name of all suites together. */
export function junitXml(cases: readonly Case[], seconds: number, title = "nexus check"): string {
  const modules = [...new Set(cases.map(({ module }) => module))];
  const suites = modules.flatMap((module) =>
    suite(
      module,
      cases.filter((one) => one.module === module),
    ),
  );
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${escaped(title)}" ${totals(cases)} time="${time(seconds)}">`,
    ...suites,
    "</testsuites>",
  ].join("\n")}\n`;
}

function suite(module: string, cases: readonly Case[]): readonly string[] {
  const seconds = cases.reduce((total, one) => total + one.seconds, 0);
  return [
    `  <testsuite name="${escaped(module)}" ${totals(cases)} time="${time(seconds)}">`,
    ...cases.flatMap(testcase),
    "  </testsuite>",
  ];
}

function testcase({ module, name, seconds, failure, skipped }: Case): readonly string[] {
  const head = `    <testcase classname="${escaped(module)}" name="${escaped(name)}" time="${time(seconds)}"`;
  if (skipped === true) return [`${head}>`, '      <skipped message="not run"/>', "    </testcase>"];
  return failure === undefined ? [`${head}/>`] : [`${head}>`, problem(failure), "    </testcase>"];
}

function problem(failure: Failure): string {
  const tag = isError(failure) ? "error" : "failure";
  const head = `      <${tag} type="${failure.rule}" message="${escaped(failure.message)}"`;
  return failure.detail === "" ? `${head}/>` : `${head}>${escapedText(failure.detail)}</${tag}>`;
}

/** JUnit's word for what could not be judged. */
const isError = ({ rule }: Failure): boolean => rule === "error" || rule === "bug";

function totals(cases: readonly Case[]): string {
  const failing = cases.flatMap(({ failure }) => (failure === undefined ? [] : [failure]));
  const errors = failing.filter(isError).length;
  const skipped = cases.filter((one) => one.skipped === true).length;
  return `tests="${cases.length}" failures="${failing.length - errors}" errors="${errors}" skipped="${skipped}"`;
}

const time = (seconds: number): string => seconds.toFixed(3);

/** Line ends and tabs in attributes would be read as blanks. */
const escaped = (text: string): string => escapedText(text).replace(/[\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);

const entities: { readonly [character: string]: string } = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** What XML 1.0 has no way to write becomes U+FFFD. */
function escapedText(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd")
    .replace(/[&<>"']/g, (character) => entities[character] as string);
}
