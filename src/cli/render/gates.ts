/** What the gates between modules and machines found. */

import { formatPosition } from "../../lib/source.ts";
import type { ModuleGates } from "../module-gates.ts";
import { counted, type Style } from "./style.ts";

export function gatesText(all: readonly ModuleGates[], style: Style): string {
  return all.map((of) => moduleText(of, style)).join("\n");
}

function moduleText({ module, gates }: ModuleGates, style: Style): string {
  const broken = gates.flatMap(({ name, problems }) => problems.map((problem) => ({ name, ...problem })));
  const rows = gates.reduce((sum, gate) => sum + gate.rows, 0);
  if (broken.length === 0)
    return `${module}: ${counted(gates.length, "gate")} between module and machine hold, over ${counted(rows, "name")}.`;
  return [
    style.bad(`${module}: module and machine do not fit:`),
    ...broken.map(({ name, message, at }) => `  ${name}: ${message}${at === undefined ? "" : `  ${formatPosition(at)}`}`),
  ].join("\n");
}
