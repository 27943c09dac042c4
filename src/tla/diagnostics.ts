/** Helps messages name what the writer probably meant. */

import { closest } from "../lib/edit-distance.ts";

/** `did you mean ...?`, or `undefined` when no known word is near. */
export function suggestion(word: string, known: Iterable<string>): string | undefined {
  const near = closest(word, known);
  return near === undefined ? undefined : `did you mean \`${near}\`?`;
}

/** `no arguments`, `1 argument`, `2 arguments`. */
export function countOf(count: number, what: string): string {
  return `${count === 0 ? "no" : count} ${what}${count === 1 ? "" : "s"}`;
}
