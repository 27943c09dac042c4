/** How a suite of data is made: each case is judged by the independent implementation, and the verdict must be the one that is meant. */

import { unreachable } from "nexus-reference/lib/errors";

/** JSON. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** The types of bugs that spec/schema/vectors-data.schema.json names. */
export type BugType = "BASIC" | "EDGE_CASE" | "ENCODING" | "MISSING_CHECK" | "MODIFIED" | "MALLEABILITY" | "WRONG_CONTEXT";

export interface Note {
  readonly bugType: BugType;
  readonly description: string;
  readonly effect?: string;
  readonly links?: readonly string[];
}

/** A case before its expectation is computed. */
export interface Draft<I> {
  readonly id: string;
  readonly comment: string;
  readonly flags: readonly string[];
  readonly input: I;
  /** What is meant: a case whose verdict is another one is a mistake in the case or in the implementation that judges it. */
  readonly valid: boolean;
}

export interface SuiteDraft<I> {
  readonly suite: string;
  readonly description: string;
  readonly source: string;
  readonly notes: { readonly [flag: string]: Note };
  /** The output of a valid input; undefined for an invalid one. */
  readonly judge: (input: I) => Json | undefined;
  readonly cases: readonly Draft<I>[];
}

export const valid = <I>(id: string, comment: string, flags: readonly string[], input: I): Draft<I> => ({
  id,
  comment,
  flags,
  input,
  valid: true,
});

export const invalid = <I>(id: string, comment: string, flags: readonly string[], input: I): Draft<I> => ({
  ...valid(id, comment, flags, input),
  valid: false,
});

/** What a case has that is flagged with nothing else. */
const NORMAL = "Normal";
const normal: Note = { bugType: "BASIC", description: "nothing special: it shows that the rest is worth looking at" };

/** The file of a suite, as `vectors/data` has it. */
export interface SuiteFile {
  readonly name: string;
  readonly text: string;
}

export function suiteFile<I>({ suite, description, source, notes, judge, cases }: SuiteDraft<I>): SuiteFile {
  const judged = cases.map((draft) => {
    const output = judge(draft.input);
    if ((output !== undefined) !== draft.valid)
      unreachable(`${suite}/${draft.id} is meant to be ${draft.valid ? "valid" : "invalid"}`);
    const { id, comment, flags, input, valid: isValid } = draft;
    const flagged = { id, comment, flags: flags.length === 0 ? [NORMAL] : flags, input, valid: isValid };
    return output === undefined ? flagged : { ...flagged, output };
  });
  const said = { suite, description: oneLine(description), source: oneLine(source) };
  const explained = notesOf(suite, notes, [...new Set(judged.flatMap(({ flags }) => flags))]);
  const file = { $schema: "../../spec/schema/vectors-data.schema.json", ...said, notes: explained, cases: judged };
  return { name: `${suite}.json`, text: `${JSON.stringify(file, null, 2)}\n` };
}

/** The notes on the flags that cases have, by name; a flag without a note, or a note without a case, is a mistake. */
function notesOf(suite: string, notes: SuiteDraft<never>["notes"], flags: readonly string[]): SuiteDraft<never>["notes"] {
  const known: SuiteDraft<never>["notes"] = { ...notes, ...(flags.includes(NORMAL) ? { [NORMAL]: normal } : {}) };
  const idle = Object.keys(known).filter((flag) => !flags.includes(flag));
  if (idle.length > 0) unreachable(`${suite} has notes on ${idle.join(", ")}, and no case`);
  return Object.fromEntries(
    [...flags].sort().map((flag) => [flag, known[flag] ?? unreachable(`${suite} has no note on ${flag}`)]),
  );
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ");
