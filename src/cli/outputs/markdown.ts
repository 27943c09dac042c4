/** The result as Markdown, for the summary of a job: what fails first, then the table. */

import { formatPosition } from "../../lib/source.ts";
import { counted, grouped } from "../render/style.ts";
import type { Case, Failure } from "./cases.ts";

export function markdownText(cases: readonly Case[], seconds: number): string {
  const failing = cases.flatMap(({ name, module, failure }) => (failure === undefined ? [] : [{ name, module, failure }]));
  const skipped = cases.filter((one) => one.skipped === true).length;
  const count =
    failing.length === 0
      ? "nothing fails"
      : `${grouped(failing.length)} of ${counted(cases.length, "case")} ${failing.length === 1 ? "fails" : "fail"}`;
  const notRun = skipped === 0 ? "" : `, ${grouped(skipped)} not run`;
  return `${[
    `## nexus check: ${count}${notRun}`,
    ...failing.map(({ name, module, failure }) => failureText(`${module} ${name}`, failure)),
    table(cases),
    `${counted(cases.length, "case")} in ${seconds.toFixed(1)} s.`,
  ].join("\n\n")}\n`;
}

function failureText(title: string, { rule, message, places, detail }: Failure): string {
  const lines = places.map(({ says, at }) => `- ${code(formatPosition(at))}: ${escaped(says)}`);
  const parts = [`### ${escaped(title)}: ${rule}`, escaped(message), ...(lines.length === 0 ? [] : [lines.join("\n")])];
  return [...parts, ...(detail === "" ? [] : [folded(detail)])].join("\n\n");
}

/** The fence is longer than any run of backquotes in the text, so that the text cannot end it. */
function folded(detail: string): string {
  const fence = "`".repeat(Math.max(3, longestTicks(detail) + 1));
  return `<details><summary>Details</summary>\n\n${fence}text\n${detail}\n${fence}\n\n</details>`;
}

function table(cases: readonly Case[]): string {
  const count = (of: number | undefined) => (of === undefined ? "-" : grouped(of));
  const rows = cases.map(({ module, name, finding, verdict, seconds, failure }) => [
    escaped(module),
    escaped(name),
    count(finding?.spec?.distinct),
    count(finding?.code?.distinct),
    count(finding?.edges),
    count(finding?.bindings),
    failure === undefined ? verdict : `**${verdict}**`,
    finding === undefined ? "-" : `${seconds.toFixed(1)} s`,
  ]);
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const heads = ["module", "model", "spec states", "code states", "edges", "bindings", "verdict", "time"];
  return [line(heads), line(["---", "---", "---:", "---:", "---:", "---:", "---", "---:"]), ...rows.map(line)].join("\n");
}

const longestTicks = (text: string): number => Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));

function code(text: string): string {
  const ticks = "`".repeat(longestTicks(text) + 1);
  return ticks === "`" ? `\`${text}\`` : `${ticks} ${text} ${ticks}`;
}

/** Text that Markdown takes as text, on one line. */
const escaped = (text: string): string =>
  text.replace(/\s+/g, " ").replace(/[\\`*_{}[\]<>#|~&]/g, (character) => `\\${character}`);
