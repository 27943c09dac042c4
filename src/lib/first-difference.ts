/** Comparing lists of names that both worlds must have in the same order. */

/** The first place at which two lists differ, as a sentence, or null. */
export function firstDifference(what: string, spec: readonly string[], code: readonly string[]): string | null {
  const longest = Math.max(spec.length, code.length);
  for (let at = 0; at < longest; at++) {
    if (spec[at] === code[at]) continue;
    return `${what} differ at place ${at + 1}: the spec has ${spec[at] ?? "no more"}, the code has ${code[at] ?? "no more"}`;
  }
  return null;
}
