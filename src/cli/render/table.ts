/** The table of verdicts: modules, their models with figures, and one line on each model. */

import { match, P } from "ts-pattern";
import type { Finding, Outcome, SimulationFinding, Verdict } from "../outcome.ts";
import { counted, grouped, type Style, wrap } from "./style.ts";
import { actionSummary, callText, failureText } from "./trace.ts";

/** The columns of terminals that the table is made for. */
export const TABLE_WIDTH = 100;

const NOTE_INDENT = "      ";
const NONE = "-";

/** The rows of all outcomes, in their order, under the names of their modules. */
export function tableText(outcomes: readonly Outcome[], style: Style): string {
  const names = outcomes.map(({ entry }) => entry.name.length);
  const heads = ["model", "spec states", "code states", "edges", "bindings", "verdict", "time"];
  const rows = outcomes.map((outcome) => cells(outcome));
  const widths = heads.map((head, i) => Math.max(head.length, ...rows.map((row) => (row[i] as string).length)));
  widths[0] = Math.max("model".length, ...names);
  const line = (row: readonly string[], paint: (text: string) => string) =>
    row
      .map((cell, i) => {
        const width = widths[i] as number;
        if (i === 0) return cell.padEnd(width);
        return i === 5 ? paint(cell.padEnd(width)) : cell.padStart(width);
      })
      .join("  ");
  const lines = [`  ${style.strong(line(heads, (text) => text))}`];
  outcomes.forEach((outcome, i) => {
    const { module, kind } = outcome.entry;
    const variant = kind === "broken" ? style.faint(" (a wrong variant)") : "";
    if (module !== outcomes[i - 1]?.entry.module) lines.push("", style.strong(module) + variant);
    lines.push(`  ${line(rows[i] as readonly string[], painter(outcome.verdict, style))}`, ...notes(outcome, style));
  });
  return lines.join("\n");
}

function cells({ entry, finding, verdict }: Outcome): readonly string[] {
  const { spec, code, edges, bindings, seconds } = finding;
  const count = (of: number | undefined) => (of === undefined ? NONE : grouped(of));
  return [
    entry.name,
    count(spec?.distinct),
    count(code?.distinct),
    count(edges),
    count(bindings),
    verdict,
    `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`,
  ];
}

function painter(verdict: Verdict, style: Style): (text: string) => string {
  return match(verdict)
    .with(P.union("equal", "holds", "refines", "fails as pinned"), () => style.good)
    .with("inconclusive", () => style.warn)
    .otherwise(() => style.bad);
}

/** What stands under a row, wrapped: what the model is for, how a broken variant fails, what is not as pinned. */
function notes(outcome: Outcome, style: Style): readonly string[] {
  const { entry, finding, failures } = outcome;
  const note = (text: string, paint: (text: string) => string) =>
    wrap(text, TABLE_WIDTH - NOTE_INDENT.length).map((line) => NOTE_INDENT + paint(line));
  return [
    ...note(entry.about, style.faint),
    ...explanation(outcome).flatMap((text) => note(text, (line) => line)),
    ...failures.flatMap((text) => note(`! ${text}`, style.bad)),
    ...(finding.unchecked.length === 0 ? [] : note(`not checked: ${finding.unchecked.join(", ")}`, style.warn)),
  ];
}

/** What was found, in one sentence where there is something to say. */
export function explanation(outcome: Outcome): readonly string[] {
  return [...foundText(outcome), ...wayTexts(outcome)];
}

function foundText({ entry, finding }: Outcome): readonly string[] {
  const { found, property, trace, problem, difference, spec, counted: other } = finding;
  const actions = trace?.steps.map((step) => callText(step)) ?? [];
  const after =
    actions.length === 0 ? "in an initial state" : `after ${counted(actions.length, "step")}: ${actionSummary(actions)}`;
  return match(found)
    .with("violated", () => [`${failureText(property, trace)} ${after}`])
    .with("deadlock", () => [`no step is possible ${after}`])
    .with("different", () => [difference?.message ?? ""])
    .with("inconclusive", () => [limitText(finding)])
    .with("error", () => [`${problem?.code}: ${problem?.message}`])
    .with("ok", () =>
      entry.kind === "refinement" && other !== undefined
        ? [`${grouped(spec?.distinct ?? 0)} states map onto the ${grouped(other.distinct)} of ${entry.counted}`]
        : [],
    )
    .exhaustive();
}

/** What a way of searching other than the plain one says beside its verdict. */
function wayTexts({ entry, finding: { mode, orbits, simulation, found, collisions } }: Outcome): readonly string[] {
  const texts: string[] = [];
  if (orbits !== undefined && mode === "code") {
    const states = entry.kind === "lockstep" ? entry.distinct : undefined;
    const of = states === undefined ? "" : ` of the ${grouped(states)} states that the manifest pins`;
    texts.push(`${counted(orbits.distinct, "orbit")}${of}, symmetric in ${orbits.about}`);
  }
  if (simulation !== undefined && found !== "inconclusive") texts.push(`in ${drawnText(simulation)}`);
  if (collisions !== undefined) {
    const { optimistic, actual } = collisions;
    texts.push(
      `64-bit fingerprints: a state was missed with a probability of ${optimistic.toExponential(1)} if they are as good as ` +
        `random, of ${actual.toExponential(1)} by the least distance between two`,
    );
  }
  return texts;
}

const drawnText = ({ drawn, steps, maxSteps, seed }: SimulationFinding): string =>
  `${counted(drawn, "behaviour")} of at most ${counted(maxSteps, "step")}, ${counted(steps, "step")} in all, drawn with the seed ${seed}`;

function limitText({ limit, spec, code, orbits, simulation }: Finding): string {
  const states = (spec ?? code ?? orbits)?.distinct;
  const so =
    simulation !== undefined ? ` in ${drawnText(simulation)}` : states === undefined ? "" : `, after ${counted(states, "state")}`;
  return match(limit)
    .with("simulation", () => `nothing is wrong${so}: nothing is said about the rest`)
    .with("states", () => `the limit of states was reached${so}: nothing is said about the rest`)
    .with("memory", () => `the limit of memory was reached${so}: nothing is said about the rest`)
    .with("stopped", () => `stopped${so}`)
    .with("constraint", () => `a constraint of the cfg cuts behaviours off${so}: temporal properties are not decided`)
    .otherwise(() => `the limit of ${limit} was reached${so}`);
}
