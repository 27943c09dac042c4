/** What happened in the lockstep models of each module, and what never did. */

import { match } from "ts-pattern";
import { formatPosition } from "../../lib/source.ts";
import type { Coverage, Gap } from "../coverage.ts";
import type { Style } from "./style.ts";

export function coverageText(coverage: readonly Coverage[], style: Style): string {
  return coverage.map((module) => moduleText(module, style)).join("\n");
}

function moduleText({ module, actions, guards, witnesses, gaps }: Coverage, style: Style): string {
  if (gaps.length === 0) {
    return `${module}: all ${actions} actions are taken, all ${guards} guards refuse, all ${witnesses} witnesses are reached.`;
  }
  return [style.bad(`In no model of ${module}:`), ...gaps.map(gapText)].join("\n");
}

export function gapText({ kind, name, text, at }: Gap): string {
  return [
    `  ${kindText(kind)} ${name}`,
    ...(text === undefined ? [] : [text]),
    ...(at === undefined ? [] : [formatPosition(at)]),
  ].join("  ");
}

const kindText = (kind: Gap["kind"]): string =>
  match(kind)
    .with("action", () => "an action that is taken:   ")
    .with("guard", () => "a guard that refuses:      ")
    .with("witness", () => "a witness that is reached: ")
    .exhaustive();
