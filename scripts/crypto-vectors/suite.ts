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
    return output === undefined ? draft : { ...draft, output };
  });
  const used = new Set(cases.flatMap(({ flags }) => flags));
  const idle = Object.keys(notes).filter((flag) => !used.has(flag));
  if (idle.length > 0) unreachable(`${suite} has notes on ${idle.join(", ")}, and no case`);
  const sorted = Object.fromEntries(Object.entries(notes).sort(([a], [b]) => (a < b ? -1 : 1)));
  const said = { suite, description: oneLine(description), source: oneLine(source) };
  const file = { $schema: "../../spec/schema/vectors-data.schema.json", ...said, notes: sorted, cases: judged };
  return { name: `${suite}.json`, text: `${JSON.stringify(file, null, 2)}\n` };
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ");
