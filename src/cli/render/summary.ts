/** The lines under the table: what the verdicts mean, totals, what was not checked, and how it ended. */

import { match, P } from "ts-pattern";
import { ExitCode } from "../../lib/errors.ts";
import type { Outcome, Verdict } from "../outcome.ts";
import { counted, grouped, type Style, wrap } from "./style.ts";
import { TABLE_WIDTH } from "./table.ts";

export interface Summary {
  readonly outcomes: readonly Outcome[];
  /** Models that were selected and not run. */
  readonly notRun: number;
  /** Models of tier full that were not selected. */
  readonly full: number;
  readonly seconds: number;
  readonly exit: ExitCode;
}

export function summaryText({ outcomes, notRun, full, seconds, exit }: Summary, style: Style): string {
  const lines = [
    ...totals(outcomes, seconds),
    ...temporalProperties(outcomes),
    `Not checked: ${notChecked(outcomes).join("; ")}.`,
    ...notPinned(outcomes),
    ...(notRun === 0 ? [] : [`Not run: ${counted(notRun, "selected model")}.`]),
    ...(full === 0 ? [] : [`Not selected: ${counted(full, "model")} of tier full (--all).`]),
  ];
  const paragraphs = [
    legend(outcomes, style),
    [...lines.flatMap((line) => wrap(line, TABLE_WIDTH)), ending(exit, style)].join("\n"),
  ];
  return paragraphs.filter((text) => text !== "").join("\n\n");
}

/** What each verdict of the table says, in the order in which they appear. */
function legend(outcomes: readonly Outcome[], style: Style): string {
  const verdicts = [...new Set(outcomes.map(({ verdict }) => verdict))];
  const width = Math.max(...verdicts.map(({ length }) => length));
  const rows = verdicts.map((verdict) => [verdict, meaning(verdict)] as const).filter(([, text]) => text !== "");
  return rows
    .flatMap(([verdict, text]) =>
      wrap(text, TABLE_WIDTH - width - 2).map((line, i) => `${(i === 0 ? verdict : "").padEnd(width)}  ${style.faint(line)}`),
    )
    .join("\n");
}

function meaning(verdict: Verdict): string {
  return match(verdict)
    .with(
      "equal",
      () =>
        "in every reachable state, every action with every binding of its arguments was tried in both worlds: same guards, same " +
        "successors, same effects; and every invariant holds",
    )
    .with("holds", () => "every invariant holds in every reachable state")
    .with("refines", () => "under the map, both specs have the same initial states and the same steps")
    .with("fails as pinned", () => "a wrong variant, and it fails as it must")
    .with("not as pinned", () => "explored, and not what the manifest says")
    .with("inconclusive", () => "a limit was reached, or behaviours were only drawn at random: neither right nor wrong")
    .otherwise(() => "");
}

/** Figures without a pin cannot fail. */
function notPinned(outcomes: readonly Outcome[]): readonly string[] {
  const models = outcomes.filter(({ unpinned }) => unpinned.length > 0);
  if (models.length === 0) return [];
  const figures = [...new Set(models.flatMap(({ unpinned }) => unpinned))];
  return [`Not pinned: ${figures.join(", ")} of ${counted(models.length, "model")} (--accept).`];
}

function totals(outcomes: readonly Outcome[], seconds: number): readonly string[] {
  const verdicts = [...new Set(outcomes.map(({ verdict }) => verdict))];
  const parts = verdicts.map((verdict) => numbered(outcomes.filter((outcome) => outcome.verdict === verdict).length, verdict));
  const sum = (of: (outcome: Outcome) => number | undefined) =>
    outcomes.reduce((total, outcome) => total + (of(outcome) ?? 0), 0);
  const states = sum(({ finding }) => (finding.spec ?? finding.code ?? finding.orbits)?.distinct);
  const bindings = sum(({ finding }) => finding.bindings);
  const compared = bindings === 0 ? "" : `, ${grouped(bindings)} bindings tried in both worlds`;
  const list = parts.length === 0 ? "" : `: ${parts.join(", ")}`;
  const explored = states === 0 ? [] : [`${counted(states, "state")}${compared}.`];
  return [`${counted(outcomes.length, "model")} in ${seconds.toFixed(1)} s${list}.`, ...explored];
}

/** `1 holds`, `2 hold`. */
function numbered(count: number, verdict: Verdict): string {
  const plural: { readonly [singular: string]: string } = {
    holds: "hold",
    refines: "refine",
    "fails as pinned": "fail as pinned",
    error: "errors",
    bug: "bugs",
  };
  return `${count} ${count === 1 ? verdict : (plural[verdict] ?? verdict)}`;
}

/** What the verdicts say of behaviours, beside what they say of states and steps. */
function temporalProperties(outcomes: readonly Outcome[]): readonly string[] {
  const holding = outcomes.flatMap(({ finding }) => finding.temporal ?? []);
  const [inSpec, inCode] = (["spec", "code"] as const).map((world) => holding.filter((one) => one.world === world).length);
  const count = inSpec || inCode || 0;
  if (count === 0) return [];
  const code = inCode === 0 ? "" : inSpec === 0 ? ", in the code" : `, ${inCode === inSpec ? "all" : inCode} in the code as well`;
  const holds = count === 1 ? "1 temporal property holds" : `${grouped(count)} temporal properties hold`;
  return [`${holds} of every behaviour that the module's fairness allows${code}.`];
}

/** What no verdict of the table says anything about. */
export function notChecked(outcomes: readonly Outcome[]): readonly string[] {
  const temporal = [...new Set(outcomes.flatMap(({ finding }) => finding.unchecked))];
  const wasChecked = outcomes.some(({ finding }) => finding.temporal !== undefined);
  const liveness = temporal.length > 0 ? [`liveness (${temporal.join(", ")})`] : wasChecked ? [] : ["liveness"];
  return [...liveness, "constants other than those of the cfgs"];
}

function ending(exit: ExitCode, style: Style): string {
  return match(exit)
    .with(ExitCode.ok, () => style.good("Everything that was asked was shown."))
    .with(ExitCode.inconclusive, () => style.warn("Inconclusive: the search ended before an answer (exit 3)."))
    .with(ExitCode.interrupted, () => style.warn("Interrupted: what was reached stands above (exit 130)."))
    .with(ExitCode.violated, () => style.bad("Violated, or not as pinned: see above (exit 1)."))
    .with(P.union(ExitCode.usage, ExitCode.environment), (code) =>
      style.bad(`Something could not be checked: see the errors (exit ${code}).`),
    )
    .with(ExitCode.bug, () => style.bad("A bug in nexus: see the errors (exit 70)."))
    .exhaustive();
}
