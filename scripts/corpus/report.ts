/** What a run of the corpus prints. */

import { type Basis, bases, type Judgement } from "./judge.ts";
import { type Found, type Model, type Tier, tiers } from "./model.ts";

export interface Row {
  readonly model: Model;
  readonly found: Found;
  readonly judgement: Judgement;
}

interface TierCount {
  readonly tier: Tier;
  readonly models: number;
  readonly agree: number;
  readonly byBasis: { readonly [B in Basis]: number };
}

export function byTier(rows: readonly Row[]): readonly TierCount[] {
  return tiers
    .map((tier) => {
      const of = rows.filter(({ found }) => found.tier === tier);
      const on = (basis: Basis) => of.filter(({ judgement }) => judgement.kind === "agrees" && judgement.basis === basis).length;
      const byBasis = Object.fromEntries(bases.map((basis) => [basis, on(basis)])) as Record<Basis, number>;
      return { tier, models: of.length, agree: of.filter(({ judgement }) => judgement.kind === "agrees").length, byBasis };
    })
    .filter(({ models }) => models > 0);
}

const order = { "wrong verdict": 0, "counts differ": 1, "no verdict": 2, stricter: 3, agrees: 4 } as const;

/** Those that do not agree, wrong verdicts first. */
export function disagreements(rows: readonly Row[]) {
  return rows
    .flatMap(({ model, found, judgement }) => (judgement.kind === "agrees" ? [] : [{ model, found, ...judgement }]))
    .sort((a, b) => order[a.kind] - order[b.kind] || (a.model.cfg < b.model.cfg ? -1 : 1));
}

/** The report on a terminal. */
export function reportText(rows: readonly Row[]): string {
  const lines = disagreements(rows).map(
    ({ model, found, kind, reason }) => `${kind}: ${model.cfg} [${found.tier}]\n    ${reason}`,
  );
  const header = ["tier".padEnd(28), "models", "agree", ...bases].join("  ");
  const table = byTier(rows).map(({ tier, models, agree, byBasis }) =>
    [
      tier.padEnd(28),
      String(models).padStart(6),
      String(agree).padStart(5),
      ...bases.map((basis) => String(byBasis[basis]).padStart(basis.length)),
    ].join("  "),
  );
  return [...lines, ...(lines.length > 0 ? [""] : []), header, ...table, "", summaryLine(rows)].join("\n");
}

export function summaryLine(rows: readonly Row[]): string {
  const count = (kind: Judgement["kind"]) => rows.filter(({ judgement }) => judgement.kind === kind).length;
  const searched = rows.filter(({ model }) => model.mode === "exhaustive search");
  const agreeing = searched.filter(({ judgement }) => judgement.kind === "agrees").length;
  return (
    `${count("agrees")} of ${rows.length} models agree, ${agreeing} of the ${searched.length} that are searched exhaustively; ${count("wrong verdict")} wrong verdicts, ` +
    `${count("counts differ")} with other counts, ${count("no verdict")} without a verdict, ${count("stricter")} inconclusive on purpose`
  );
}

/** The tables of `docs/tla-corpus.md`. */
export function reportMarkdown(rows: readonly Row[]): string {
  const table = byTier(rows).map(
    ({ tier, models, agree, byBasis }) =>
      `| ${tier} | ${models} | ${agree} | ${bases.map((basis) => byBasis[basis]).join(" | ")} |`,
  );
  const wrong = disagreements(rows).map(
    ({ model, found, kind, reason }) => `| ${nameOf(model)} | ${found.tier} | ${kind} | ${reason.replaceAll("|", "\\|")} |`,
  );
  return [
    `| tier | models | agree | ${bases.join(" | ")} |`,
    `| --- | ${["models", "agree", ...bases].map(() => "---:").join(" | ")} |`,
    ...table,
    "",
    summaryLine(rows),
    "",
    ...(wrong.length === 0 ? [] : ["| model | tier | | reason |", "| --- | --- | --- | --- |", ...wrong, ""]),
  ].join("\n");
}

const BEGIN = "<!-- npm run corpus -->";
const END = "<!-- end -->";

/** A page with its tables replaced: what stands between its two markers. A page without them is the tables alone. */
export function pageWith(page: string, tables: string): string {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  return begin < 0 || end < begin ? tables : `${page.slice(0, begin + BEGIN.length)}\n\n${tables}\n${page.slice(end)}`;
}

function nameOf({ cfg }: Model): string {
  return cfg.replace(/^specifications\//, "").replace(/\.cfg$/, "");
}
