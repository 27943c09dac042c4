/** The table of a module: a row for each definition and conjunct. */

import { grouped } from "../../render/style.ts";
import { excuse } from "../gaps.ts";
import type { Column, Row } from "../row.ts";
import { lineOf, shortFile, variantId } from "./anchors.ts";
import { html, joined, type Markup } from "./markup.ts";

export function rowTable(module: string, rows: readonly Row[], ids: ReadonlyMap<Row, string>): Markup {
  return html`<div class="wide"><table class="rows">
<thead><tr><th>in the module</th><th>what it says</th><th>in the code</th><th>tests</th><th>vectors</th><th>mutants</th></tr></thead>
<tbody>${rows.map((row) => rowOf(module, row, ids.get(row) as string))}</tbody></table></div>`;
}

function rowOf(module: string, row: Row, id: string): Markup {
  const { kind, name, text, spec, code, symbol } = row;
  const cells = [
    html`<a href="#${lineOf(module, spec)}">${name}</a>`,
    text === undefined ? html`<i>${kind}</i>` : html`<code>${text}</code>`,
    code === undefined
      ? lacking(row, "code")
      : html`<a href="#${lineOf(module, code)}">${symbol ?? ""}</a> <small>${shortFile(code.file)}:${code.start.line}</small>`,
    testsOf(row),
    row.vectors === null
      ? lacking(row, "vector")
      : html`${grouped(row.vectors.count)} <code class="id">${row.vectors.example}</code>`,
    mutantsOf(row),
  ];
  return html`<tr id="${id}" data-kind="${kind}" data-find="${`${module} ${name} ${text ?? ""} ${symbol ?? ""}`.toLowerCase()}">${cells.map((cell) => html`<td>${cell}</td>`)}</tr>
`;
}

function testsOf(row: Row): Markup {
  const { tests, models } = row;
  if (tests.length + models.length === 0) return lacking(row, "test");
  const files = tests.map((file) => html`<span title="${file}">${shortFile(file)}</span>`);
  const [first] = models;
  const checked = models.length === 1 ? `checked in ${first}` : `checked in ${first} and ${models.length - 1} more`;
  return joined([...files, ...(first === undefined ? [] : [html`<span title="${models.join(", ")}">${checked}</span>`])], "<br>");
}

function mutantsOf(row: Row): Markup {
  const { kind, mutants, variants } = row;
  const isProperty = kind === "invariant" || kind === "witness";
  const counts =
    mutants === null
      ? []
      : [
          html`${isProperty ? `${grouped(mutants.dead)} noticed` : `${grouped(mutants.dead)} of ${grouped(mutants.of)} die`} <code class="id">${mutants.example}</code>`,
        ];
  const links = variants.map((name) => html`<a href="#${variantId(name)}">${name}</a>`);
  const both = [...counts, ...(links.length === 0 ? [] : [html`variants: ${joined(links, ", ")}`])];
  return both.length === 0 ? lacking(row, "mutant") : joined(both, "<br>");
}

/** Why a column is empty, in a word. */
function lacking(row: Row, column: Column): Markup {
  const word = excuse(row, column);
  return word === null ? html`<b class="none">none</b>` : html`<span class="word">${word}</span>`;
}
