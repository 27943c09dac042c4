/**
 * The traceability of modules as one HTML page that needs nothing else: module and machine side by side with links both ways, what is
 * known of each conjunct, and the counterexamples of the wrong variants. It can be read without its script.
 */

import { createHash } from "node:crypto";
import type { BrokenEntry, Entry } from "../../codec.ts";
import type { Outcome } from "../../outcome.ts";
import { counted, grouped } from "../../render/style.ts";
import { stands } from "../gaps.ts";
import { COLUMNS, type ModuleRows, type Row } from "../row.ts";
import { rowIds } from "./anchors.ts";
import { html, Markup } from "./markup.ts";
import { rowTable } from "./rows.ts";
import { SCRIPT } from "./script.ts";
import { sidesOf } from "./sources.ts";
import { STYLE } from "./style.ts";
import { variantsOf } from "./variants.ts";

/** What the checker has found of wrong variants, by their names; none where it was not asked. */
export type Found = ReadonlyMap<string, Outcome>;

export function traceabilityPage(modules: readonly ModuleRows[], found: Found, version: string): string {
  const hash = createHash("sha256").update(SCRIPT).digest("base64");
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Nexus: from the modules to the code</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
<header>
<nav>${modules.map(({ module }) => html`<a href="#${module}">${module}</a> `)}</nav>
<form role="search" id="search" hidden><input id="find" type="search" autocomplete="off" placeholder="Find a conjunct: Vote/2" aria-label="find a conjunct"><ul id="found" hidden></ul></form>
</header>
<main>
<h1>From the modules to the code, and back</h1>
<p>Made by <code>nexus report</code> ${version}. Each row is a definition or a conjunct of a module. Its name leads to the line in the module, the symbol to the line in the code;
what stands behind a line of either leads back to the row. The ids of vectors are those of <code>nexus conform --filter</code>, those of mutants of
<code>npm run mutants -- --filter</code>; a test in <code>machines.test.ts</code> is run with <code>npx vitest run src/cli/vectors/machines.test.ts -t "Gsi: Vote/2"</code>.</p>
${summary(modules)}
${modules.map((module) => section(module, found))}
</main>
<script>${new Markup(SCRIPT)}</script>
</body>
</html>
`.text;
}

function summary(modules: readonly ModuleRows[]): Markup {
  const rows = modules.map(({ module, models, rows: of, orphans }) => {
    const columns = COLUMNS.map((column) => html`<td>${of.filter((row) => stands(row, column)).length}</td>`);
    const variants = models.filter(({ kind }) => kind === "broken").length;
    const missing = orphans.length === 0 ? html`<td>-</td>` : html`<td class="none">${orphans.length}</td>`;
    return html`<tr><td><a href="#${module}">${module}</a></td><td>${of.length}</td>${columns}<td>${variants}</td>${missing}</tr>`;
  });
  return html`<div class="wide"><table class="numbers"><tr><th>module</th><th>rows</th><th>with code</th><th>tests</th><th>vectors</th><th>mutants</th><th>wrong variants</th><th>missing</th></tr>${rows}</table></div>`;
}

const isBroken = (entry: Entry): entry is BrokenEntry => entry.kind === "broken";

function section({ module, models, rows, orphans }: ModuleRows, found: Found): Markup {
  const ids = rowIds(module, rows);
  const properties = new Map(rows.map((row) => [row.name, ids.get(row) as string]));
  const variants = models.filter(isBroken).map((entry) => ({ entry, outcome: found.get(entry.name) }));
  const shown = new Set(rows.map((row: Row) => row.spec.file));
  return html`<section>
<h2 id="${module}">${module}</h2>
${modelTable(models)}
${orphans.length === 0 ? null : html`<p class="none">Missing: ${orphans.join("; ")}</p>`}
${rowTable(module, rows, ids)}
<h3>Module and machine</h3>
${sidesOf(module, rows, ids)}
${variantsOf(module, variants, properties, shown)}
</section>
`;
}

function modelTable(models: readonly Entry[]): Markup {
  const own = models.filter(({ kind }) => kind !== "broken");
  const rows = own.map((entry) => {
    const { distinct, edges } = entry as { readonly distinct?: number; readonly edges?: number };
    const verdict =
      entry.kind === "lockstep" && entry.verdict === "ok"
        ? "equal"
        : entry.kind === "spec" && entry.verdict === "ok"
          ? "holds"
          : entry.verdict;
    const figures = [distinct, edges].map((count) => html`<td class="number">${count === undefined ? "" : grouped(count)}</td>`);
    return html`<tr><td>${entry.name}</td><td>${entry.kind}</td><td>${verdict}</td><td>${entry.tier}</td>${figures}<td>${entry.about}</td></tr>
`;
  });
  return html`<details><summary>${counted(own.length, "model")} and what is pinned of them</summary>
<div class="wide"><table><tr><th>model</th><th>kind</th><th>pinned</th><th>tier</th><th>states</th><th>edges</th><th>what it is for</th></tr>
${rows}</table></div></details>`;
}
