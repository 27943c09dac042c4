/** What a run of mutants must show. */

import { type Judgement, survives, verdictOf } from "./judgement.ts";
import type { Ledger } from "./ledger.ts";
import type { Mutant } from "./mutant.ts";

export interface Judged {
  readonly mutant: Mutant;
  readonly judgement: Judgement;
}

/** What is wrong with the mutants that were judged, as sentences. */
export function objections(judged: readonly Judged[], ledger: Ledger): readonly string[] {
  const equivalent = new Set(ledger.equivalent.map(({ id }) => id));
  return judged.flatMap(({ mutant: { id, target }, judgement }) => {
    const lines: string[] = [];
    if (survives(judgement) && !equivalent.has(id)) lines.push(`${id} survives and is not listed as equivalent`);
    if (!survives(judgement) && equivalent.has(id)) lines.push(`${id} is listed as equivalent and dies: ${verdictOf(judgement)}`);
    if (judgement.disagreement !== undefined) lines.push(`${id}: ${judgement.disagreement}`);
    if (target !== undefined && judgement.alone !== `invariant ${target}`) {
      lines.push(`${id} must be killed by ${target} with lockstep off: ${judgement.alone}`);
    }
    if (target !== undefined && judgement.lockstep === "equal") lines.push(`${id} must be killed by lockstep`);
    const pinned = ledger.verdicts[id];
    if (pinned !== verdictOf(judgement)) lines.push(`${id}: ${verdictOf(judgement)}, pinned is ${pinned ?? "nothing"}`);
    return lines;
  });
}

/** What the ledger says of mutants that no longer exist. */
export function staleEntries(mutants: readonly Mutant[], { equivalent, verdicts }: Ledger): readonly string[] {
  const ids = new Set(mutants.map(({ id }) => id));
  const listed = new Set([...equivalent.map(({ id }) => id), ...Object.keys(verdicts)]);
  return [...listed].filter((id) => !ids.has(id)).map((id) => `${id} is in the ledger and is no mutant`);
}

/** An invariant, and the mutants that die by it with lockstep off. */
export interface Killers {
  readonly invariant: string;
  readonly spec: readonly string[];
  readonly code: readonly string[];
}

export function killersOf(invariants: readonly string[], judged: readonly Judged[]): readonly Killers[] {
  return invariants.map((invariant) => {
    const killed = (world: Mutant["world"]) =>
      judged
        .filter(({ mutant, judgement }) => mutant.world === world && judgement.alone === `invariant ${invariant}`)
        .map(({ mutant }) => mutant.id);
    return { invariant, spec: killed("spec"), code: killed("code") };
  });
}

/** Invariants that no mutant of a world violates prove nothing there. TypeOK may be idle: the schema bounds the code. */
export function idleInvariants(killers: readonly Killers[]): readonly string[] {
  return killers
    .filter(({ invariant }) => invariant !== "TypeOK")
    .flatMap(({ invariant, spec, code }) => [
      ...(spec.length === 0 ? [`no mutant of the spec dies by ${invariant} with lockstep off`] : []),
      ...(code.length === 0 ? [`no mutant of the code dies by ${invariant} with lockstep off`] : []),
    ]);
}

export interface Summary {
  readonly mutants: number;
  readonly byLockstep: number;
  /** Killed with lockstep off, by whatever. */
  readonly alone: number;
  readonly byInvariants: number;
  readonly survivors: number;
  /** States on which the two worlds' invariants were compared. */
  readonly agreed: number;
}

export function summarize(judged: readonly Judged[]): Summary {
  const count = (holds: (judgement: Judgement) => boolean): number => judged.filter(({ judgement }) => holds(judgement)).length;
  return {
    mutants: judged.length,
    byLockstep: count(({ lockstep }) => lockstep !== "equal"),
    alone: count(({ alone }) => alone !== "survives"),
    byInvariants: count(({ alone }) => alone.startsWith("invariant ")),
    survivors: count(survives),
    agreed: judged.reduce((sum, { judgement }) => sum + judgement.agreed, 0),
  };
}
