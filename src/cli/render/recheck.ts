/** What checking a certificate has shown, and what it leaves to be believed. */

import type { CertificateHeader, Recheck } from "../../checker/index.ts";
import { counted, grouped, type Style } from "./style.ts";

export const RECHECK_VERSION = 2;

type Held = Extract<Recheck, { readonly verdict: "holds" }>;

export function recheckJson(header: CertificateHeader, result: Recheck, seconds: number): string {
  const { format: _, version: __, variables, actions, invariants, initial, states, steps, ...subject } = header;
  const document = { format: "nexus-recheck", version: RECHECK_VERSION, subject, invariants, trusted: trusted(header) };
  return `${JSON.stringify({ ...document, ...result, seconds }, null, 2)}\n`;
}

export function recheckText(path: string, header: CertificateHeader, result: Recheck, seconds: number, style: Style): string {
  const { model, module, world } = header;
  const about = `${path}: ${model} (${module}), ${world === "spec" ? "the spec" : "the code"}`;
  if (result.verdict === "refused") {
    const where = result.at === undefined ? "" : `state ${result.at} (line ${result.at + 2}): `;
    return `${about}\n${style.bad("refused")}: ${where}${result.reason}\n`;
  }
  const counts = `${grouped(result.initial)} of them initial, ${grouped(result.steps)} steps, in ${seconds.toFixed(1)} s`;
  const what = header.symmetry === null ? "states" : "states, one of each orbit";
  const lines = [about, `${style.good("holds")}: ${grouped(result.states)} ${what}, ${counts}`, ...shown(header, result)];
  return `${[...lines, ...orbitLines(header, result), ...trustLines(header)].join("\n")}\n`;
}

function shown({ constraints, deadlock, invariants, symmetry }: CertificateHeader, { excluded = 0 }: Held): readonly string[] {
  const bound = constraints.join(" and ");
  const isCut = constraints.length > 0;
  const closed =
    symmetry === null
      ? `every initial state${isCut ? ` within ${bound}` : ""} is one of them, and every step from one of them leads to one of them`
      : "every initial state, and every successor of one of them, is one of them after a permutation of the group";
  return [
    `  ${closed}${isCut ? ` or out of ${bound}: ${counted(excluded, "step")}` : ""}`,
    "  each is reached, by a real step from an earlier one",
    invariants.length === 0 ? "  no invariant was checked" : `  in each hold ${invariants.join(", ")}`,
    ...(isCut ? [`  so they do where a step leaves ${bound}; nothing is said of what lies beyond`] : []),
    ...(deadlock ? ["  in each a step is possible"] : []),
  ];
}

/** How far the symmetry was looked at, and how many states the orbits have. */
function orbitLines({ symmetry }: CertificateHeader, { unreduced }: Held): readonly string[] {
  if (symmetry === null) return [];
  const points = symmetry.classes.map((points) => `{${points.join(", ")}}`).join(" and ");
  return [
    `  the group: all permutations within ${points}; every exchange of neighbours preserves Init, and in each listed state the`,
    "  invariants and the steps",
    typeof unreduced === "number"
      ? `  no two are of one orbit, and the orbits have ${grouped(unreduced)} states: those of the graph without symmetry`
      : "  the orbits have too many states to be counted, so that two of them may be of one orbit",
  ];
}

function trustLines(header: CertificateHeader): readonly string[] {
  const unused = ["the explorer, its store, digest and packing", ...(header.symmetry === null ? [] : ["its canonical forms"])];
  const lines = trusted(header).map((what) => `  ${what}`);
  return [`Trusted, of the ${header.world}:`, ...lines, `Not used: ${unused.join(", and ")}.`];
}

/** What a certificate that holds leaves to be believed. */
function trusted({ symmetry }: CertificateHeader): readonly string[] {
  const both = ["the step function", "the evaluator"];
  if (symmetry === null) return both;
  return [
    ...both,
    "how the model renames a state",
    "that exchanges preserve in the other states of an orbit what they preserve in the listed one",
  ];
}
