/** Module and machine side by side. A line that rows are about has links to them. */

import type { SourceRange } from "../../../lib/source.ts";
import { readSource } from "../../render/source.ts";
import type { Row } from "../row.ts";
import { lineId, shortFile } from "./anchors.ts";
import { html, type Markup } from "./markup.ts";

/** The files that the rows lie in. */
export function sidesOf(module: string, rows: readonly Row[], ids: ReadonlyMap<Row, string>): Markup {
  const spec = rows.map((row) => [row.spec, row] as const);
  const code = rows.flatMap((row) => (row.code === undefined ? [] : [[row.code, row] as const]));
  return html`<div class="sides">
<div class="side" tabindex="0" aria-label="the module ${module}">${filesOf(module, spec, ids)}</div>
<div class="side" tabindex="0" aria-label="the machine of ${module}">${filesOf(module, code, ids)}</div>
</div>`;
}

function filesOf(
  module: string,
  placed: readonly (readonly [at: SourceRange, row: Row])[],
  ids: ReadonlyMap<Row, string>,
): readonly Markup[] {
  const rowsAt = new Map<string, Row[]>();
  for (const [at, row] of placed) {
    const line = lineId(module, at.file, at.start.line);
    const known = rowsAt.get(line);
    if (known === undefined) rowsAt.set(line, [row]);
    else known.push(row);
  }
  const files = [...new Set(placed.map(([{ file }]) => file))];
  return files.map((file) => sourceOf(module, file, rowsAt, ids));
}

/** A file, line by line. Its rows stand behind each line, so that a conjunct leads to its test, vector and mutant. */
export function sourceOf(
  module: string,
  file: string,
  rowsAt: ReadonlyMap<string, readonly Row[]>,
  ids: ReadonlyMap<Row, string>,
): Markup {
  const lines = (readSource(file) ?? "").trimEnd().split("\n");
  const shown = lines.map((text, i) => {
    const id = lineId(module, file, i + 1);
    const rows = rowsAt.get(id) ?? [];
    const links = rows.map(
      (row) =>
        html`<a class="to" href="#${ids.get(row) as string}" title="${row.name}: code, tests, vectors, mutants">${labelOf(row)}</a>`,
    );
    return html`<span id="${id}"${rows.length === 0 ? null : html` class="at"`}>${text === "" ? " " : text}${links}</span>`;
  });
  return html`<h4>${shortFile(file)}</h4><pre>${shown}</pre>`;
}

/** One row's name is short, where several refusals stand for one conjunct they are told apart. */
const labelOf = ({ kind, name, symbol }: Row): string =>
  kind === "guard" || kind === "domain" || kind === "environment" ? `${name} ${symbol ?? ""}` : name;
