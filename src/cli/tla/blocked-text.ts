/** Why no step is possible, for people: a line or two for each action. */

import { itfText, stepText } from "../../checker/trace-text.ts";
import type { Itf } from "../../lib/data.ts";
import { formatPosition } from "../../lib/source.ts";
import type { BlockedAction } from "../../tla/index.ts";
import type { Style } from "../render/style.ts";

/** Longer conjuncts and values are cut; --json has them whole. In characters. */
const LONGEST = { conjunct: 120, value: 80 } as const;
/** Actions that are shown; --json has all. */
const MOST_ACTIONS = 40;

export function blockedText(blocked: readonly BlockedAction[], modelValues: ReadonlySet<string>, style: Style): string {
  const lines = blocked.slice(0, MOST_ACTIONS).flatMap((one) => actionLines(one, modelValues, style));
  const rest = blocked.length - MOST_ACTIONS;
  return [
    "Why no step is possible in the last state, by the first false conjunct of each action:",
    ...lines,
    ...(rest > 0 ? [`  and ${rest} more (--json has them all)`] : []),
  ].join("\n");
}

function actionLines({ action, args, at, conjunct, values }: BlockedAction, modelValues: ReadonlySet<string>, style: Style) {
  const step = cut(stepText({ action, args }, modelValues), LONGEST.conjunct);
  if (conjunct === undefined) return [`  ${style.strong(step)} ${formatPosition(at)}: not reached, Next takes another branch`];
  const shown = Object.entries(values).map(
    ([name, value]) => `${name} = ${cut(itfText(value as Itf, modelValues), LONGEST.value)}`,
  );
  return [
    `  ${style.strong(step)} ${formatPosition(conjunct.at)}: ${cut(conjunct.text, LONGEST.conjunct)}`,
    ...(shown.length === 0 ? [] : [`    where ${shown.join(", ")}`]),
  ];
}

const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 3)}...` : text);
