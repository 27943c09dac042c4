/** What a part of the conformance run found: a level of a model, or of a suite of data. */

import type { DifferenceKind } from "../../checker/index.ts";
import type { Skip } from "./adapter.ts";
import type { Misbehaviour } from "./channel.ts";
import type { Implementation } from "./implementation.ts";
import type { Hello, Level } from "./protocol.ts";

export type FailureKind = DifferenceKind | "data" | "run" | `protocol-${Misbehaviour["kind"]}`;

export interface Failure {
  /** The id of the case. */
  readonly id: string;
  readonly kind: FailureKind;
  readonly message: string;
  /** The action of the step in question, if any. */
  readonly action?: string;
  /** The conjunct in question, if any. */
  readonly conjunct?: string;
  /** The whole of it for a reader; the first failures of a suite have it. */
  readonly detail?: string;
}

export interface SkippedCase {
  readonly id: string;
  readonly reason: string;
  readonly link: string;
}

export interface Suite {
  readonly level: Level;
  /** The module, or the suite of data. */
  readonly module: string;
  readonly model?: string;
  readonly cases: number;
  readonly failures: readonly Failure[];
  readonly skipped: readonly SkippedCase[];
  readonly seconds: number;
  /** Of live exploration: how far it went. */
  readonly explored?: Explored;
}

export interface Explored {
  /** Inputs that were given, and how many of them are steps that are taken. */
  readonly steps: number;
  readonly edges: number;
  /** States of the machine in which all inputs were given, and those reached so far. */
  readonly machines: number;
  readonly reached: number;
  readonly budget: number;
  /** Whether every state was visited, so that the budget cut nothing off. */
  readonly complete: boolean;
}

/** What every level works with. */
export interface Run {
  readonly implementation: Implementation;
  readonly hello: Hello;
  readonly specDir: string;
  readonly vectorsDir: string;
  /** Only cases whose ids contain it. */
  readonly filter: string;
  readonly bail: boolean;
  readonly skips: readonly Skip[];
  readonly budget: number;
}

/** How many failures of a suite are told in full. */
const TOLD = 3;

/** Collects the outcomes of a suite's cases. */
export class SuiteResults {
  readonly #run: Run;
  readonly #start = performance.now();
  readonly #failures: Failure[] = [];
  readonly #skipped: SkippedCase[] = [];
  #cases = 0;

  constructor(run: Run) {
    this.#run = run;
  }

  /** Whether a case is to be run; one that is skipped is noted. */
  admits(id: string): boolean {
    if (!id.includes(this.#run.filter)) return false;
    const skip = this.#run.skips.find(({ cases }) => id.includes(cases));
    if (skip === undefined) return true;
    this.skip(id, skip.reason, skip.link);
    return false;
  }

  skip(id: string, reason: string, link: string): void {
    this.#skipped.push({ id, reason, link });
  }

  passed(): void {
    this.#cases += 1;
  }

  /** `detail` is asked for only while it is told. */
  failed({ detail: known, ...failure }: Failure, detail: () => string | undefined = () => known): void {
    this.#cases += 1;
    const told = this.#failures.length >= TOLD ? undefined : detail();
    this.#failures.push({ ...failure, ...(told === undefined ? {} : { detail: told }) });
  }

  /** Whether the suite is over before its end. */
  get isOver(): boolean {
    return this.#run.bail && this.#failures.length > 0;
  }

  get hasFailed(): boolean {
    return this.#failures.length > 0;
  }

  suite(of: Pick<Suite, "level" | "module" | "model" | "explored">): Suite {
    return {
      ...of,
      cases: this.#cases,
      failures: this.#failures,
      skipped: this.#skipped,
      seconds: (performance.now() - this.#start) / 1000,
    };
  }
}

/** What the implementation did wrong, with the last that it wrote to standard error. */
export function misbehaviour(id: string, { kind, message, lastWords }: Misbehaviour): Failure {
  const detail = lastWords === "" ? {} : { detail: `Its last words on standard error:\n${lastWords}` };
  return { id, kind: `protocol-${kind}`, message, ...detail };
}
