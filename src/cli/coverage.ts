/** Judges the lockstep models of a module together: every action, guard and witness must have had its turn in some of them. */

import type { SourceRange } from "../lib/source.ts";
import type { Entry } from "./codec.ts";
import type { Finding, Outcome } from "./outcome.ts";

export interface Coverage {
  readonly module: string;
  readonly actions: number;
  readonly guards: number;
  readonly witnesses: number;
  readonly gaps: readonly Gap[];
}

/** What must have happened in some model of a module and did not. */
export interface Gap {
  readonly kind: "action" | "guard" | "witness";
  readonly name: string;
  readonly text?: string;
  readonly at?: SourceRange;
}

/**
 * Actions taken, guards that refused and witnesses reached, over the lockstep models of each module. A module is judged only when all
 * its quick models were compared and are equal.
 */
export function coverageOf(all: readonly Entry[], outcomes: readonly Outcome[]): readonly Coverage[] {
  const compared = outcomes.filter(({ verdict, entry }) => verdict === "equal" && entry.kind === "lockstep");
  const modules = [...new Set(compared.map(({ entry }) => entry.module))];
  return modules.flatMap((module) => {
    const of = compared.filter(({ entry }) => entry.module === module);
    const wanted = all.filter((entry) => entry.module === module && entry.kind === "lockstep" && entry.tier === "quick");
    const ran = wanted.every(({ name }) => of.some(({ entry }) => entry.name === name));
    return ran
      ? [
          moduleCoverage(
            module,
            of.map(({ finding }) => finding),
          ),
        ]
      : [];
  });
}

function moduleCoverage(module: string, findings: readonly Finding[]): Coverage {
  const [first] = findings;
  const actions = Object.keys(first?.code?.edges ?? {});
  const guards = first?.guards ?? [];
  const witnesses = first?.declaredWitnesses ?? [];
  const taken = (action: string) => findings.some(({ code }) => (code?.edges[action] ?? 0) > 0);
  const refused = (conjunct: string) => findings.some((finding) => (finding.refused?.[conjunct] ?? 0) > 0);
  const reached = (witness: string) => findings.some(({ code }) => code?.witnesses.includes(witness));
  const gaps: readonly Gap[] = [
    ...actions.filter((action) => !taken(action)).map((name) => ({ kind: "action" as const, name })),
    ...guards
      .filter(({ conjunct }) => !refused(conjunct))
      .map(({ conjunct, refusal, text, at }) => ({ kind: "guard" as const, name: `${conjunct} "${refusal}"`, text, at })),
    ...witnesses.filter((witness) => !reached(witness)).map((name) => ({ kind: "witness" as const, name })),
  ];
  return { module, actions: actions.length, guards: guards.length, witnesses: witnesses.length, gaps };
}
