/** Judges a finding by the model's pins. */

import { ExitCode } from "../lib/errors.ts";
import type { Entry } from "./codec.ts";
import type { Finding, Outcome, Verdict } from "./outcome.ts";
import { grouped } from "./render/style.ts";

/** Compares what was found with what is pinned. */
export function judge(entry: Entry, finding: Finding): Outcome {
  const { found, problem } = finding;
  if (found === "error") {
    const verdict = problem?.kind === "bug" ? "bug" : "error";
    return { entry, finding, verdict, exit: problem?.exit ?? ExitCode.bug, failures: [], unpinned: [] };
  }
  if (found === "inconclusive")
    return { entry, finding, verdict: found, exit: ExitCode.inconclusive, failures: [], unpinned: [] };
  if (found !== "ok" && found !== entry.verdict) {
    const failures = entry.verdict === "ok" ? [] : [`the pinned verdict is ${entry.verdict}`];
    return { entry, finding, verdict: found, exit: ExitCode.violated, failures, unpinned: [] };
  }
  const failures = found === entry.verdict ? pinFailures(entry, finding) : [`must fail (${entry.verdict}) and does not`];
  if (failures.length > 0) return { entry, finding, verdict: "not as pinned", exit: ExitCode.violated, failures, unpinned: [] };
  return {
    entry,
    finding,
    verdict: goodVerdict(entry, finding),
    exit: ExitCode.ok,
    failures,
    unpinned: unpinned(entry, finding),
  };
}

function goodVerdict({ kind, verdict }: Entry, { mode }: Finding): Verdict {
  if (verdict !== "ok") return "fails as pinned";
  if (kind === "refinement") return "refines";
  return kind === "lockstep" && mode === "kind" ? "equal" : "holds";
}

/** The pins of every kind in one shape. */
type Pins = {
  readonly [key in "property" | "sources"]?: string;
} & { readonly [key in "actions" | "witnesses"]?: readonly string[] } & {
  readonly [key in "distinct" | "generated" | "edges" | "orbits"]?: number;
};

function pinFailures(entry: Entry, finding: Finding): readonly string[] {
  const pins: Pins = entry;
  const failures: string[] = [];
  const { spec, edges, orbits, property, trace, sources, found } = finding;
  const compare = (what: string, pinned: number | string | undefined, now: number | string | undefined) => {
    if (pinned === undefined || now === undefined || pinned === now) return;
    failures.push(`${what}: pinned ${shown(pinned)}, found ${shown(now)}`);
  };
  compare("property", pins.property, property);
  if (trace !== undefined && finding.otherTrace === undefined) {
    compare("counterexample", pins.actions?.join(", "), trace.steps.map(({ action }) => action).join(", "));
  }
  // Where a search ends before all is explored, the counts are those of its order.
  if (found === "ok" || finding.otherTrace === undefined) {
    compare("distinct states", pins.distinct, spec?.distinct);
    compare("generated states", pins.generated, spec?.generated);
    compare("edges", pins.edges, edges);
  }
  compare("orbits", pins.orbits, orbits?.distinct);
  if (sources !== undefined && pins.sources !== undefined && pins.sources !== sources.digest) {
    failures.push(`sources: ${sources.files.join(", ")} differ from what was pinned`);
  }
  if (found !== "ok") {
    if (entry.kind === "broken" && entry.verdict === "violated" && pins.property === undefined)
      failures.push("property: not pinned");
    if (entry.kind === "broken" && pins.actions === undefined) failures.push("counterexample: not pinned");
    return failures;
  }
  const reached = new Set((finding.mode === "code" ? (finding.code ?? orbits) : finding.spec)?.witnesses);
  const unreached = (pins.witnesses ?? []).filter((name) => !reached.has(name));
  if (unreached.length > 0) failures.push(`witnesses that are not reached: ${unreached.join(", ")}`);
  for (const { world, name, vacuous, isSafety, needsFairness } of finding.temporal ?? []) {
    if (vacuous.length > 0) failures.push(`${name} says nothing: no reachable state satisfies ${vacuous.join(", nor ")}`);
    if (!isSafety && !needsFairness)
      failures.push(`${name} holds in the ${world} without any fairness, so that it says nothing of it`);
  }
  return failures;
}

const shown = (value: number | string): string => (typeof value === "number" ? grouped(value) : value);

function unpinned(entry: Entry, { mode, found, orbits }: Finding): readonly string[] {
  const pins: Pins = entry;
  const reduced: readonly (keyof Pins)[] = orbits === undefined ? [] : ["orbits"];
  return [...(mode === "kind" ? figuresOfKind(entry, found) : []), ...reduced].filter((figure) => pins[figure] === undefined);
}

/** The figures that a whole check of an entry gives. */
function figuresOfKind({ kind }: Entry, found: Finding["found"]): readonly (keyof Pins)[] {
  if (found !== "ok") return ["sources"];
  if (kind === "lockstep") return ["distinct", "generated", "edges", "sources"];
  return kind === "refinement" ? ["distinct", "edges", "sources"] : ["distinct", "generated", "sources"];
}

/** Worse comes first: a bug makes every answer doubtful, and a limit that was reached is no answer. */
const severity: readonly ExitCode[] = [
  ExitCode.bug,
  ExitCode.violated,
  ExitCode.usage,
  ExitCode.environment,
  ExitCode.inconclusive,
  ExitCode.ok,
];

/** The exit code of several: the worst decides. */
export function worst(codes: readonly ExitCode[]): ExitCode {
  return severity.find((code) => codes.includes(code)) ?? ExitCode.ok;
}
