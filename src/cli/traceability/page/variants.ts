/** The wrong variants of a module, each with its counterexample, step by step. */

import type { Trace, TraceStep } from "../../../checker/index.ts";
import { compareItf } from "../../../checker/itf-order.ts";
import { itfText } from "../../../checker/trace-text.ts";
import type { Itf, ItfRecord } from "../../../lib/data.ts";
import type { BrokenEntry } from "../../codec.ts";
import type { Outcome } from "../../outcome.ts";
import { counted } from "../../render/style.ts";
import { callText } from "../../render/trace.ts";
import { lineOf, shortFile, variantId } from "./anchors.ts";
import { html, type Markup } from "./markup.ts";
import { sourceOf } from "./sources.ts";

export interface Variant {
  readonly entry: BrokenEntry;
  /** What the checker has found; undefined where it was not asked. */
  readonly outcome: Outcome | undefined;
}

/** Ids by the names of properties that have a row. */
export type Properties = ReadonlyMap<string, string>;

/** `shown` are the files of the module that the page has already. */
export function variantsOf(
  module: string,
  variants: readonly Variant[],
  properties: Properties,
  shown: ReadonlySet<string>,
): Markup {
  if (variants.length === 0) return html``;
  return html`<h3>Wrong variants</h3>
<p>Each is the module with one thing wrong, and must fail. ${counted(variants.length, "variant")}.</p>
${variants.map((variant) => variantOf(module, variant, properties))}
${textsOf(module, variants, shown)}`;
}

function variantOf(module: string, { entry, outcome }: Variant, properties: Properties): Markup {
  const { name, about, property } = entry;
  const trace = outcome?.finding.trace;
  const isPinned = outcome === undefined || outcome.verdict === "fails as pinned";
  return html`<details class="variant" id="${variantId(name)}">
<summary><b>${name}</b>: ${about} <span class="fails">${failing(entry)}${trace === undefined ? null : `, ${counted(trace.steps.length, "step")}`}</span>${isPinned ? null : html` <b class="none">${outcome?.verdict ?? ""}</b>`}</summary>
<p>It breaks ${property === undefined ? html`no property: it stops` : propertyLink(property, properties)}. <code>npx nexus check --model ${name}</code> finds it again.</p>
${trace === undefined ? pinnedActions(entry) : traceOf(module, trace, propertyText(entry, trace))}
</details>
`;
}

const failing = ({ verdict, property }: BrokenEntry): string => (verdict === "deadlock" ? "stops" : `breaks ${property}`);

const propertyLink = (property: string, properties: Properties): Markup => {
  const id = properties.get(property);
  return id === undefined ? html`<b>${property}</b>` : html`<a href="#${id}">${property}</a>`;
};

const pinnedActions = ({ actions = [] }: BrokenEntry): Markup => html`<p>Its actions: <code>${actions.join(", ")}</code></p>`;

function propertyText({ verdict, property }: BrokenEntry, { loop, closing }: Trace): string {
  if (verdict === "deadlock") return "No step is possible any more.";
  if (loop === undefined) return `${property} is false here.`;
  return closing === undefined
    ? `Nothing need happen any more: ${property} fails.`
    : `It goes on like this for ever: ${property} fails.`;
}

/** A list of steps, each with the variables that it changes; the script makes a stepper of it. */
function traceOf(module: string, trace: Trace, failure: string): Markup {
  const { states, steps, loop, closing } = trace;
  const items = states.map((state, i) => {
    const step = steps[i - 1];
    const before = states[i - 1];
    const title = step === undefined ? html`Initial state` : stepTitle(module, step);
    const mark = loop === i && i < states.length - 1 ? html` <span class="loop">the loop begins</span>` : null;
    return html`<li data-state="${i}"><details${i === states.length - 1 ? html` open` : null}><summary>${title}${mark}</summary>${changesOf(trace, before, state)}</details></li>
`;
  });
  return html`<div class="trace">
<ol start="0">
${items}</ol>
${closing === undefined || loop === undefined ? null : html`<p class="loop" data-loop="${loop}">${stepTitle(module, closing)} leads back to state ${loop}.</p>`}
<p class="failure">${failure}</p>
</div>`;
}

const stepTitle = (module: string, step: TraceStep): Markup =>
  html`<code>${callText(step)}</code>${step.at === undefined ? null : html` <a class="to" href="#${lineOf(module, step.at)}">${shortFile(step.at.file)}:${step.at.start.line}</a>`}`;

function changesOf({ vars }: Trace, before: ItfRecord | undefined, state: ItfRecord): Markup {
  const changed = vars.filter((name) => before === undefined || compareItf(state[name] as Itf, before[name] as Itf) !== 0);
  if (changed.length === 0) return html`<p>Nothing changes.</p>`;
  const rows = changed.map((name) => {
    const old = before === undefined ? null : html`<del>${itfText(before[name] as Itf)}</del> `;
    return html`<dt>${name}</dt><dd>${old}<ins>${itfText(state[name] as Itf)}</ins></dd>`;
  });
  return html`<dl>${rows}</dl>`;
}

/** The texts of the variants, where steps are defined in files that stand nowhere else under the module. */
function textsOf(module: string, variants: readonly Variant[], shown: ReadonlySet<string>): Markup {
  const places = variants.flatMap(({ outcome }) => outcome?.finding.trace?.steps.flatMap(({ at }) => at?.file ?? []) ?? []);
  const files = [...new Set(places)].filter((file) => !shown.has(file)).sort();
  if (files.length === 0) return html``;
  const none = new Map();
  return html`<details class="texts"><summary>The texts of the variants</summary>
${files.map((file) => html`<div class="side">${sourceOf(module, file, none, none)}</div>`)}
</details>`;
}
