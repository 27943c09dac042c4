/**
 * What every report for continuous integration is made of: one case for each model, for what must happen in some model of a module,
 * and for each gate between module and machine. A case fails exactly where it makes the exit code of `nexus check` other than 0.
 */

import { match } from "ts-pattern";
import { type DifferenceKind, stepText, type Trace, type TraceStep } from "../../checker/index.ts";
import { ExitCode } from "../../lib/errors.ts";
import { formatPosition, type SourceRange } from "../../lib/source.ts";
import type { CodeLines } from "../code-lines.ts";
import type { Entry } from "../codec.ts";
import type { FailureKind } from "../conform/suite.ts";
import type { Coverage } from "../coverage.ts";
import type { ModuleGates } from "../module-gates.ts";
import type { Finding, Outcome } from "../outcome.ts";
import { gapText } from "../render/coverage.ts";
import { type Sides, sidesOf } from "../render/difference.ts";
import { explanation } from "../render/table.ts";

/** The kinds of failure. Their names are stable: consoles and baselines refer to them. */
export type Rule = DifferenceKind | "violated" | "deadlock" | "inconclusive" | "error" | "bug" | "not-as-pinned" | "gap" | "gate";

/** A line that a failure is about, and what is to be seen there. */
export interface Place {
  readonly says: string;
  readonly at: SourceRange;
}

/** A counterexample along the lines of one world. */
export interface Flow {
  readonly world: "spec" | "code";
  readonly trace: Trace;
  readonly places: readonly Place[];
}

export interface Failure {
  readonly rule: Rule | FailureKind;
  readonly message: string;
  /** The whole text, as terminals show it; empty where the message is all. */
  readonly detail: string;
  /** What stays the same while lines move: the action, and the conjunct, property or name that fails. */
  readonly identity: readonly string[];
  /** The spec's line first, then the code's. */
  readonly places: readonly Place[];
  readonly flows: readonly Flow[];
}

export interface Case {
  readonly module: string;
  readonly name: string;
  readonly verdict: string;
  readonly seconds: number;
  /** What was found, where the case is a model that ran. */
  readonly finding?: Finding;
  readonly failure?: Failure;
  /** Selected, and not run. */
  readonly skipped?: true;
}

/** What cases need to know beside the results. */
export interface CaseContext {
  /** The texts of a counterexample, as terminals show them without colours. */
  readonly details: (outcome: Outcome) => readonly string[];
  /** The code's lines for an action and a refusal. */
  readonly codeLines: (module: string, action: string, refusal?: string) => CodeLines;
  /** Where the manifest names a model: the place of failures that have no other. */
  readonly pinnedAt: (model: string) => SourceRange | undefined;
}

export interface CaseInput {
  readonly outcomes: readonly Outcome[];
  readonly coverage: readonly Coverage[];
  readonly gates: readonly ModuleGates[];
  readonly notRun: readonly Entry[];
}

export function casesOf({ outcomes, coverage, gates, notRun }: CaseInput, context: CaseContext): readonly Case[] {
  const placeOf = (module: string): readonly Place[] => {
    const model = outcomes.find(({ entry }) => entry.module === module);
    return model === undefined ? [] : pinned(model.entry, context);
  };
  return [
    ...outcomes.map((outcome) => modelCase(outcome, context)),
    ...notRun.map(({ module, name }): Case => ({ module, name, verdict: "not run", seconds: 0, skipped: true })),
    ...coverage.map(({ module, gaps }) => {
      const problems = gaps.map((gap) => ({ message: gapText(gap).trim(), ...(gap.at === undefined ? {} : { at: gap.at }) }));
      return checkedCase(module, "everything happens in some model", "gap", problems, placeOf(module));
    }),
    ...gates.flatMap(({ module, gates: all }) =>
      all.map(({ name, problems }) => checkedCase(module, name, "gate", problems, placeOf(module))),
    ),
  ];
}

interface Problem {
  readonly message: string;
  readonly at?: SourceRange;
}

/** A case that is a list of problems: it holds where there is none. */
function checkedCase(module: string, name: string, rule: Rule, problems: readonly Problem[], elsewhere: readonly Place[]): Case {
  const base = { module, name, seconds: 0 };
  if (problems.length === 0) return { ...base, verdict: "holds" };
  const places = problems.flatMap(({ message, at }) => (at === undefined ? [] : [{ says: message, at }]));
  const failure: Failure = {
    rule,
    message: problems.map(({ message }) => message).join("; "),
    detail: problems.map(({ message, at }) => (at === undefined ? message : `${formatPosition(at)}: ${message}`)).join("\n"),
    identity: [module, name],
    places: places.length === 0 ? elsewhere : places,
    flows: [],
  };
  return { ...base, verdict: "fails", failure };
}

function modelCase(outcome: Outcome, context: CaseContext): Case {
  const { entry, finding, verdict, exit } = outcome;
  const base = { module: entry.module, name: entry.name, verdict, seconds: finding.seconds, finding };
  return exit === ExitCode.ok ? base : { ...base, failure: failureOf(outcome, context) };
}

function failureOf(outcome: Outcome, context: CaseContext): Failure {
  const { entry, finding, failures } = outcome;
  const { module } = entry;
  const rule = ruleOf(outcome);
  const codeLines = (action: string, refusal?: string) => context.codeLines(module, action, refusal);
  const hasCode = entry.kind === "lockstep" && finding.mode !== "spec";
  const { difference } = finding;
  const sides =
    difference === undefined || entry.kind !== "lockstep" ? undefined : sidesOf(difference, finding.guards ?? [], codeLines);
  const isPinned = rule === "not-as-pinned";
  const places = isPinned ? [] : placesOf(outcome, sides, hasCode ? codeLines : () => ({}));
  return {
    rule,
    message: [...explanation(outcome), ...failures].join("; "),
    detail: context.details(outcome).join("\n\n"),
    identity: identityOf(outcome, rule, sides),
    places: places.length === 0 ? pinned(entry, context) : places,
    flows: isPinned ? [] : flowsOf(finding, places, hasCode ? codeLines : undefined),
  };
}

function ruleOf({ verdict, finding }: Outcome): Rule {
  return match(verdict)
    .with("violated", "deadlock", "inconclusive", "error", "bug", (same) => same)
    .with("different", () => finding.difference?.kind ?? "bug")
    .otherwise(() => "not-as-pinned");
}

/** Pins and limits belong to a model; what is wrong with a module is the same in each of its models. */
function identityOf({ entry, finding }: Outcome, rule: Rule, sides: Sides | undefined): readonly string[] {
  const { module, name } = entry;
  const { difference, during, trace, property, problem } = finding;
  if (rule === "not-as-pinned" || rule === "inconclusive") return [module, name];
  const action = (difference?.step ?? during ?? trace?.steps.at(-1))?.action ?? "";
  const withoutStep = difference !== undefined && difference.step === undefined ? difference.message : undefined;
  return [module, action, sides?.conjunct ?? property ?? problem?.code ?? withoutStep ?? ""];
}

type Lines = (action: string, refusal?: string) => CodeLines;

function placesOf({ finding }: Outcome, sides: Sides | undefined, codeLines: Lines): readonly Place[] {
  const { difference, property, propertyAt, problem, during, trace } = finding;
  if (sides !== undefined) {
    const all = [
      { world: "spec", ...sides.spec },
      { world: "code", ...sides.code },
    ];
    return all.flatMap(({ world, says, at }) => (at === undefined ? [] : [{ says: `${world} ${says}`, at }]));
  }
  if (difference?.step?.at !== undefined) return [{ says: stepText(unplaced(difference.step)), at: difference.step.at }];
  const place = (says: string, at: SourceRange | undefined): readonly Place[] => (at === undefined ? [] : [{ says, at }]);
  const last = during ?? trace?.steps.at(-1);
  const code = last === undefined ? undefined : codeLines(last.action).action;
  const inCode = place(last === undefined ? "" : `code of the last step, ${last.action}`, code);
  if (problem !== undefined) return [...place(problem.message, problem.at), ...inCode];
  if (finding.found === "violated") return [...place(`${property} is defined here`, propertyAt), ...inCode];
  return finding.found === "deadlock" ? [...place(`no step follows ${last?.action}`, last?.at), ...inCode] : [];
}

const pinned = (entry: Entry, { pinnedAt }: CaseContext): readonly Place[] => {
  const at = pinnedAt(entry.name);
  return at === undefined ? [] : [{ says: `pins of ${entry.name}`, at }];
};

/** The counterexample along the module's lines, and along the code's where there is code. The last place is the failure's own. */
function flowsOf({ trace: own, difference, during }: Finding, places: readonly Place[], codeLines?: Lines): readonly Flow[] {
  const trace = own ?? difference?.trace;
  if (trace === undefined) return [];
  const more = [trace.closing, during].filter((step) => step !== undefined);
  const along = (world: Flow["world"], at: (step: TraceStep) => SourceRange | undefined, end: Place | undefined): Flow[] => {
    const steps = [...trace.steps, ...more].flatMap((step) => {
      const found = at(step);
      return found === undefined ? [] : [{ says: stepText(unplaced(step)), at: found }];
    });
    const all = end === undefined ? steps : [...steps, end];
    return all.length === 0 ? [] : [{ world, trace, places: all }];
  };
  const [spec, code] = places;
  return [
    ...along("spec", ({ at }) => at, spec),
    ...(codeLines === undefined ? [] : along("code", ({ action }) => codeLines(action).action, code)),
  ];
}

/** The places of a failure in one file, and the others. */
export interface FilePlaces {
  readonly file: string;
  readonly own: readonly Place[];
  readonly elsewhere: readonly Place[];
}

/** One entry for each file of a failure: consumers annotate one place of what they are given, and both files are to be annotated. */
export function placesByFile({ places }: Failure): readonly FilePlaces[] {
  return [...new Set(places.map(({ at }) => at.file))].map((file) => ({
    file,
    own: places.filter(({ at }) => at.file === file),
    elsewhere: places.filter(({ at }) => at.file !== file),
  }));
}

/** The label alone: the place stands beside it. */
const unplaced = ({ action, args }: TraceStep): TraceStep => ({ action, args });
