/** Level 1: suites of data, valid and invalid, that an implementation must tell apart and read alike. */

import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { BadValue } from "../../checker/index.ts";
import { canonicalJson } from "../../lib/canonical.ts";
import type { Data } from "../../lib/data.ts";
import { readText } from "../files.ts";
import { Misbehaviour } from "./channel.ts";
import { Skipped } from "./protocol.ts";
import { fieldsOf, oneAt } from "./strict.ts";
import { misbehaviour, type Run, type Suite, SuiteResults } from "./suite.ts";

/** One datum, in the way of Wycheproof: what is special about it stands in flags, and the file has a note for each. */
export interface DataCase {
  readonly id: string;
  readonly comment: string;
  readonly flags: readonly string[];
  readonly input: Data;
  readonly valid: boolean;
  /** What a valid datum is read as. */
  readonly output?: Data;
}

/** What the cases of a flag find. */
export interface Note {
  readonly bugType: string;
  readonly description: string;
  /** What comes of the bug. */
  readonly effect?: string;
  /** Where it was met. */
  readonly links?: readonly string[];
}

/** A file of `vectors/data`. `spec/schema/vectors-data.schema.json` describes it. */
export interface DataSuite {
  readonly suite: string;
  readonly description: string;
  /** Where the expected results come from. */
  readonly source: string;
  readonly notes: { readonly [flag: string]: Note };
  readonly cases: readonly DataCase[];
}

/** The suites that there are. */
export function dataSuites(vectorsDir: string): readonly DataSuite[] {
  const directory = join(vectorsDir, "data");
  const files = (existsSync(directory) ? readdirSync(directory) : []).filter((name) => name.endsWith(".json"));
  return files.sort().map((name) => JSON.parse(readText(join(directory, name))) as DataSuite);
}

export async function level1(run: Run, suite: DataSuite): Promise<Suite> {
  const results = new SuiteResults(run);
  const idOf = ({ id }: DataCase) => `L1/${suite.suite}/${id}`;
  const chosen = suite.cases.filter((one) => results.admits(idOf(one)));
  const verify = (cases: readonly DataCase[]) =>
    run.implementation.verify(
      suite.suite,
      cases.map(({ input }) => ({ input })),
    );
  const answers = chosen.length === 0 ? [] : await askAll(chosen, verify);
  for (const [i, one] of chosen.entries()) {
    const id = idOf(one);
    const answer = answers[i];
    if (answer instanceof Skipped) results.skip(id, answer.message, answer.link);
    else if (answer instanceof Misbehaviour) {
      results.failed(misbehaviour(id, answer));
    } else judge(suite, one, answer, id, results);
    if (results.isOver) break;
  }
  return results.suite({ level: 1, module: suite.suite });
}

/** Asks all at once; where that fails, each by itself. Where none fails so, together they did: that is the first one's failure. */
export async function askAll<Case, Answer>(
  cases: readonly Case[],
  ask: (cases: readonly Case[]) => Promise<readonly Answer[]>,
): Promise<readonly (Answer | Misbehaviour | Skipped)[]> {
  let together: Misbehaviour;
  try {
    return await ask(cases);
  } catch (error) {
    if (!(error instanceof Misbehaviour || error instanceof Skipped)) throw error;
    if (cases.length === 1 || error instanceof Skipped) return cases.map(() => error);
    together = error;
  }
  const answers: (Answer | Misbehaviour | Skipped)[] = [];
  for (const one of cases) answers.push(...(await askAll([one], ask)));
  return answers.some((answer) => answer instanceof Misbehaviour) ? answers : [together, ...answers.slice(1)];
}

function judge({ notes }: DataSuite, datum: DataCase, answer: unknown, id: string, results: SuiteResults): void {
  const { input, valid, output, comment, flags } = datum;
  const said = answerOf(answer);
  const message =
    typeof said === "string"
      ? said
      : said.valid !== valid
        ? `it calls ${valid ? "a valid datum invalid" : "an invalid datum valid"}: ${comment}`
        : valid && canonicalJson(said.output ?? null) !== canonicalJson(output ?? null)
          ? `it reads the datum${difference(said.output ?? null, output ?? null)}: ${comment}`
          : null;
  if (message === null) results.passed();
  else
    results.failed({ id, kind: "data", message }, () =>
      [`input  ${brief(input)}`, ...flags.map((flag) => noted(flag, notes[flag]))].join("\n"),
    );
}

/** A flag with what its note says of it. */
function noted(flag: string, note: Note | undefined): string {
  const { description = "", effect, links = [] } = note ?? {};
  return `${flag}  ${[description, ...(effect === undefined ? [] : [effect]), ...links].join("; ")}`;
}

/** The first place at which two data differ, inside lists of one length and objects of the same fields, with what stands there. */
function difference(said: Data, right: Data, at = "$"): string {
  const [a, b] = [partsOf(said), partsOf(right)];
  if (a !== null && b !== null && Object.keys(a).sort().join() === Object.keys(b).sort().join()) {
    const name = Object.keys(b).find((field) => canonicalJson(a[field] as Data) !== canonicalJson(b[field] as Data));
    if (name !== undefined)
      return difference(a[name] as Data, b[name] as Data, Array.isArray(b) ? `${at}[${name}]` : `${at}.${name}`);
  }
  return `${at === "$" ? "" : ` at ${at}`} as ${brief(said)}, which is ${brief(right)}`;
}

const partsOf = (data: Data): { readonly [name: string]: Data } | null =>
  typeof data === "object" && data !== null ? (data as { readonly [name: string]: Data }) : null;

/** `{"valid": true, "output": ...}` or `{"valid": false}`; what is wrong with it, if it is neither. */
function answerOf(answer: unknown): { readonly valid: boolean; readonly output?: Data } | string {
  try {
    const { valid, output } = fieldsOf(answer, "$", ["valid"], ["output"]);
    const isValid = oneAt(valid, "$.valid", [true, false]);
    return output === undefined || !isValid ? { valid: isValid } : { valid: true, output: output as Data };
  } catch (error) {
    if (error instanceof BadValue) return `its reply is malformed at ${error.message}`;
    throw error;
  }
}

function brief(data: Data): string {
  const text = JSON.stringify(data);
  return text.length > 120 ? `${text.slice(0, 120)}...` : text;
}
