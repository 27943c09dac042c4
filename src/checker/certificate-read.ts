/** Reads the lines of a certificate. What is malformed is an error; what does not hold is a {@link Refusal}. */

import { canonicalJson } from "../lib/canonical.ts";
import type { Data } from "../lib/data.ts";
import { NexusError } from "../lib/errors.ts";
import {
  CERTIFICATE_FORMAT,
  CERTIFICATE_VERSION,
  type CertificateHeader,
  type CertificateState,
  type PermutationPairs,
} from "./certificate.ts";

/** Ends a check of a well-formed certificate that does not hold. */
export class Refusal extends Error {
  /** The number of the state in question, where there is one. */
  readonly at: number | undefined;

  constructor(reason: string, at?: number) {
    super(reason);
    this.at = at;
  }
}

/** One state's line, read. */
export interface Row {
  readonly key: string;
  readonly from: number;
  /** Action and arguments, canonically; empty for an initial state. */
  readonly label: string;
  /** The initial states of its orbit, by their keys; none where every state is listed. */
  readonly starts: readonly { readonly key: string; readonly by: PermutationPairs }[];
  /** The steps from it; none where every state is listed. */
  readonly steps: readonly RowStep[];
}

export interface RowStep {
  readonly label: string;
  readonly to: number;
  readonly by: PermutationPairs;
}

/** What stands for the predecessor of an initial state. */
export const INITIAL = -1;

export const brief = (text: string): string => (text.length > 160 ? `${text.slice(0, 160)}...` : text);

export const labelText = (action: string, args: string): string => `${action} ${args}`;

/** Reads the first line. Throws {@link NexusError} `bad-certificate`. */
export function readCertificateHeader(text: string): CertificateHeader {
  const header = objectOf(text, 1);
  if (header["format"] !== CERTIFICATE_FORMAT) malformed(1, `"format" is not "${CERTIFICATE_FORMAT}"`);
  if (header["version"] !== CERTIFICATE_VERSION) {
    malformed(1, `"version" is not ${CERTIFICATE_VERSION}, the only one that is known`);
  }
  const checks: { readonly [field in keyof CertificateHeader]: (value: unknown) => boolean } = {
    format: isText,
    version: isCount,
    model: isText,
    module: isText,
    world: (value) => value === "spec" || value === "code",
    constants: isObject,
    constraints: isTexts,
    symmetry: (value) => value === null || isObject(value),
    sources: isObject,
    deadlock: (value) => typeof value === "boolean",
    variables: isTexts,
    actions: isTexts,
    invariants: isTexts,
    initial: isCount,
    states: isCount,
    steps: isCount,
  };
  for (const [field, holds] of Object.entries(checks)) {
    if (!(field in header)) malformed(1, `"${field}" is missing`);
    if (!holds(header[field])) malformed(1, `"${field}" is malformed`);
  }
  for (const field of Object.keys(header)) if (!(field in checks)) malformed(1, `unknown field "${field}"`);
  return header as unknown as CertificateHeader;
}

/** Reads the lines after the header. Throws {@link NexusError} `bad-certificate`, and {@link Refusal} where the order is not kept. */
export function readRows(header: CertificateHeader, lines: Iterable<string>): readonly Row[] {
  const { states } = header;
  const rows: Row[] = [];
  for (const text of lines) {
    if (rows.length === states) throw new Refusal(`the header counts ${states} states and more follow`);
    rows.push(readRow(text, rows.length, header));
  }
  if (rows.length < states) throw new Refusal(`the header counts ${states} states and ${rows.length} follow`);
  return rows;
}

function readRow(text: string, index: number, { initial, symmetry }: CertificateHeader): Row {
  const line = index + 2;
  const { state, from, action, args, initial: starts, steps, ...rest } = objectOf(text, line) as Fields;
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) malformed(line, `unknown field "${unknown}"`);
  if (symmetry === null && (starts !== undefined || steps !== undefined)) {
    malformed(line, '"initial" and "steps" are of certificates with a symmetry');
  }
  const isInitial = from === undefined && action === undefined && args === undefined;
  const extra = {
    key: keyOf(state, line),
    starts: symmetry === null || !isInitial ? noneOf(starts, line) : readStarts(starts, line),
    steps: symmetry === null ? [] : readSteps(steps, line),
  };
  if (isInitial) {
    if (index < initial) return { ...extra, from: INITIAL, label: "" };
    throw new Refusal(`only the first ${initial} states are initial, and this one has no predecessor`, index);
  }
  if (!isCount(from) || !isText(action) || !isObject(args)) {
    return malformed(line, '"from", "action" and "args" are not a number, a text and an object');
  }
  if (index < initial) throw new Refusal(`the first ${initial} states are initial, and this one has a predecessor`, index);
  if (from >= index) throw new Refusal(`its predecessor ${from} does not stand before it`, index);
  return { ...extra, from, label: labelText(action, textOf(args as Data, line)) };
}

type Fields = { readonly [field in keyof CertificateState]?: unknown };

function keyOf(state: unknown, line: number): string {
  return isObject(state) ? textOf(state as Data, line) : malformed(line, '"state" is not an object');
}

function noneOf(starts: unknown, line: number): readonly [] {
  return starts === undefined ? [] : malformed(line, '"initial" is of initial states');
}

function readStarts(starts: unknown, line: number): Row["starts"] {
  if (!Array.isArray(starts)) return malformed(line, '"initial" is not an array');
  return starts.map((start: unknown) => {
    if (!isObject(start) || Object.keys(start).length !== 2) return malformed(line, '"initial" holds more than "state" and "by"');
    return { key: keyOf(start["state"], line), by: permutationOf(start["by"], line) };
  });
}

function readSteps(steps: unknown, line: number): Row["steps"] {
  if (!Array.isArray(steps)) return malformed(line, '"steps" is not an array');
  return steps.map((step: unknown) => {
    if (!isObject(step) || Object.keys(step).length !== 4)
      return malformed(line, 'a step is not "action", "args", "to" and "by"');
    const { action, args, to, by } = step as { readonly [field: string]: unknown };
    if (!isText(action) || !isObject(args) || !isCount(to)) {
      return malformed(line, '"action", "args" and "to" of a step are not a text, an object and a number');
    }
    return { label: labelText(action, textOf(args as Data, line)), to, by: permutationOf(by, line) };
  });
}

function permutationOf(by: unknown, line: number): PermutationPairs {
  const isPoint = (value: unknown) => typeof value === "string" || Number.isSafeInteger(value);
  const isPair = (pair: unknown) => Array.isArray(pair) && pair.length === 2 && pair.every(isPoint);
  if (!Array.isArray(by) || !by.every(isPair)) return malformed(line, '"by" is not an array of pairs of numbers or texts');
  return by as PermutationPairs;
}

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";
const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText);
const isCount = (value: unknown): value is number => typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
const isObject = (value: unknown): value is { readonly [name: string]: unknown } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function objectOf(text: string, line: number): { readonly [name: string]: unknown } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    return malformed(line, `not JSON: ${(cause as Error).message}`);
  }
  return isObject(value) ? value : malformed(line, "not an object");
}

/** The canonical text of what a line holds. JSON also writes what has none: numbers beyond all bounds, halves of characters. */
export function textOf(data: Data, line: number): string {
  try {
    return canonicalJson(data);
  } catch (cause) {
    return malformed(line, (cause as Error).message);
  }
}

function malformed(line: number, what: string): never {
  throw new NexusError("bad-certificate", `malformed certificate, line ${line}: ${what}`, {
    hint: "nexus check --certificate writes certificates; this one was cut off or changed",
  });
}
