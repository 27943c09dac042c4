/** Results for the tests of the reports. */

import type { SourceRange } from "../../lib/source.ts";
import type { Entry } from "../codec.ts";
import { judge } from "../judge.ts";
import type { Finding, Outcome } from "../outcome.ts";
import { type Case, type CaseContext, type CaseInput, casesOf } from "./cases.ts";

export const manifestPlace: SourceRange = {
  file: "spec/tla/manifest.json",
  start: { line: 4, column: 15 },
  end: { line: 4, column: 24 },
};

export const context: CaseContext = { details: () => [], codeLines: () => ({}), pinnedAt: () => manifestPlace };

export const entry = (name: string, more: Partial<Entry> = {}): Entry =>
  ({ name, module: "Gsi", kind: "lockstep", tier: "quick", about: `what ${name} is for`, verdict: "ok", ...more }) as Entry;

const finding = (more: Partial<Finding>): Finding => ({ found: "ok", mode: "kind", unchecked: [], seconds: 0.25, ...more });

const world = (distinct: number) => ({ distinct, edges: {}, witnesses: [] });

export const outcome = (of: Entry, more: Partial<Finding> = {}): Outcome =>
  judge(of, finding({ spec: world(10), code: world(10), edges: 20, bindings: 3000, ...more }));

export const cases = (input: Partial<CaseInput>, more: Partial<CaseContext> = {}): readonly Case[] =>
  casesOf({ outcomes: [], coverage: [], gates: [], notRun: [], ...input }, { ...context, ...more });

/** One of each kind of end: equal, not as pinned, an error with a hostile text, not run, a gap, gates. */
export const mixed: readonly Case[] = cases({
  outcomes: [
    outcome(entry("Equal")),
    outcome(entry("Miscounted", { distinct: 11 })),
    outcome(entry("Failing"), {
      found: "error",
      problem: { kind: "error", code: "tla-parse", message: "found `]](1)`, <&\"'|\u0007>", exit: 2 },
    }),
  ],
  notRun: [entry("Later")],
  coverage: [{ module: "Gsi", actions: 1, guards: 0, witnesses: 0, gaps: [{ kind: "action", name: "Rewind" }] }],
  gates: [
    {
      module: "Gsi",
      gates: [
        { name: "tags", rows: 3, problems: [] },
        { name: "order", rows: 2, problems: [{ message: "Vote is missing", at: manifestPlace }] },
      ],
    },
  ],
});
