/**
 * Traces of other tools, for replaying: ITF, and what TLC writes with `-dumpTrace json`.
 *
 * TLC's JSON does not say which arrays are sets and which objects are records. A recorded value is therefore compared with a value
 * of the spec, which knows, and is not read alone.
 */

import type { Itf } from "../lib/data.ts";
import { NexusError } from "../lib/errors.ts";
import { compareItf, isMap, isSet, isTuple } from "./itf-order.ts";
import { readItfStates } from "./trace-itf.ts";
import { itfText } from "./trace-text.ts";

/** A value as a file has it. */
export interface Recorded {
  /** Whether it is the value. */
  readonly is: (value: Itf) => boolean;
  /** The value, read in the light of one of the same type where the file leaves its type open. */
  readonly like: (sample: Itf | undefined) => Itf;
}

export type RecordedRow = { readonly [name: string]: Recorded };

/** A step as the file names it; arguments may be missing. */
export interface RecordedStep {
  readonly action: string;
  readonly args: RecordedRow;
}

export interface RecordedTrace {
  readonly format: "ITF" | "TLC";
  /** What the file says that the trace is of, or "". */
  readonly name: string;
  readonly vars: readonly string[];
  readonly states: readonly RecordedRow[];
  /** The step to each state but the first. Where there is a loop, one more leads back. */
  readonly steps: readonly (RecordedStep | null)[];
  /** The state to which the last one leads back. */
  readonly loop?: number;
}

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
type JsonObject = { readonly [name: string]: Json };

/** Reads a trace. Throws {@link NexusError} `bad-trace` or `bad-itf` with the JSON path of what is malformed. */
export function readTrace(text: string): RecordedTrace {
  const file = parse(text);
  if (isObject(file) && "counterexample" in file) return readTlc(file);
  if (isObject(file) && "states" in file) return readRecordedItf(text);
  throw new NexusError("bad-trace", 'malformed trace at $: expected an object with "states" (ITF) or "counterexample" (TLC)', {
    hint: "nexus check --out-itf FILE writes ITF, TLC's -dumpTrace json FILE the other form",
  });
}

function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (cause) {
    throw new NexusError("bad-trace", `the trace is not JSON: ${(cause as Error).message}`, {
      cause,
      hint: "TLC writes JSON with -dumpTrace json FILE, not on its standard output",
    });
  }
}

function readRecordedItf(text: string): RecordedTrace {
  const { name, vars, states, labels, loop } = readItfStates(text);
  const row = (values: { readonly [name: string]: Itf }) => mapValues(values, typed);
  const steps = labels.map((label) => (label === null ? null : { action: label.action, args: row(label.args) }));
  const trace = { format: "ITF" as const, name, vars, states: states.map(row) };
  return loop === undefined ? { ...trace, steps } : { ...trace, steps: [...steps, null], loop };
}

/** A value whose type the file gives. Records, sequences and other functions are one thing in TLA+. */
function typed(value: Itf): Recorded {
  const plain = asFunctions(value);
  return { is: (other) => compareItf(plain, asFunctions(other)) === 0, like: () => value };
}

function asFunctions(value: Itf): Itf {
  if (typeof value !== "object") return value;
  if (isSet(value)) return { "#set": value["#set"].map(asFunctions) };
  if (isTuple(value)) return { "#map": value["#tup"].map((item, i) => [i + 1, asFunctions(item)] as const) };
  if (isMap(value)) return { "#map": value["#map"].map(([key, image]) => [asFunctions(key), asFunctions(image)] as const) };
  return { "#map": Object.entries(value).map(([key, image]) => [key, asFunctions(image)] as const) };
}

function readTlc(file: JsonObject): RecordedTrace {
  const at = "$.counterexample";
  const counterexample = objectAt(file["counterexample"], at);
  const rows = arrayAt(counterexample["state"], `${at}.state`).map((pair, i) => readState(pair, i + 1, `${at}.state[${i}]`));
  const [first] = rows;
  if (first === undefined) return malformed(`${at}.state`, "at least one state");
  const vars = file["vars"] === undefined ? Object.keys(first) : stringsAt(file["vars"], "$.vars");
  rows.forEach((row, i) => {
    for (const name of vars) if (!(name in row)) malformed(`${at}.state[${i}][1].${name}`, "a value for each variable");
  });
  const edges = arrayAt(counterexample["action"], `${at}.action`).map((edge, i) =>
    readEdge(edge, i, rows.length, `${at}.action[${i}]`),
  );
  const missing = edges.length < rows.length - 1;
  if (missing || edges.length > rows.length) malformed(`${at}.action`, `a step between each two of the ${rows.length} states`);
  const states = rows.map((row, i) => mapValues(row, (value, name) => untyped(value, `${at}.state[${i}][1].${name}`)));
  const trace = { format: "TLC" as const, name: "", vars, states, steps: edges.map(({ step }) => step) };
  const back = edges.length === rows.length ? edges.at(-1)?.to : undefined;
  return back === undefined ? trace : { ...trace, loop: back - 1 };
}

/** `[number, state]`, numbered from 1. */
function readState(value: Json, number: number, path: string): JsonObject {
  const [given, state] = arrayAt(value, path);
  if (given !== number) return malformed(`${path}[0]`, `the number ${number}`);
  return objectAt(state, `${path}[1]`);
}

/** `[[i, state], {name, context?, ...}, [j, state]]`; only the last may lead back. */
function readEdge(
  value: Json,
  index: number,
  states: number,
  path: string,
): { readonly step: RecordedStep; readonly to: number } {
  const [from, label, to] = arrayAt(value, path);
  const [source] = arrayAt(from, `${path}[0]`);
  if (source !== index + 1) malformed(`${path}[0][0]`, `the number ${index + 1}`);
  const [target] = arrayAt(to, `${path}[2]`);
  const isBack = index === states - 1;
  const isFit =
    typeof target === "number" && Number.isInteger(target) && (isBack ? target >= 1 && target <= states : target === index + 2);
  if (!isFit) return malformed(`${path}[2][0]`, isBack ? `the number of one of the ${states} states` : `the number ${index + 2}`);
  const { name, context } = objectAt(label, `${path}[1]`);
  if (typeof name !== "string") return malformed(`${path}[1].name`, "the name of an action");
  const given = context === undefined ? {} : objectAt(context, `${path}[1].context`);
  const args = mapValues(given, (arg, param) => untyped(arg, `${path}[1].context.${param}`));
  return { step: { action: name, args }, to: target };
}

/** A value whose type the file leaves open. */
function untyped(value: Json, path: string): Recorded {
  checkValue(value, path);
  return { is: (other) => isValue(value, other), like: (sample) => readLike(value, sample) };
}

function checkValue(value: Json, path: string): void {
  if (value === null) malformed(path, "a value; null is none");
  if (typeof value === "number" && !Number.isSafeInteger(value)) malformed(path, "an integer of at most 53 bits");
  if (Array.isArray(value))
    value.forEach((item: Json, i) => {
      checkValue(item, `${path}[${i}]`);
    });
  else if (isObject(value)) for (const [name, part] of Object.entries(value)) checkValue(part, `${path}.${name}`);
}

function isValue(value: Json, other: Itf): boolean {
  if (typeof other !== "object") return value === other;
  if (isSet(other)) {
    const elements = other["#set"];
    if (!Array.isArray(value) || value.length !== elements.length) return false;
    // Of as many items as elements each must stand for another: an item that is written twice would hide one that is missing.
    return elements.every((element) => value.some((item: Json) => isValue(item, element)));
  }
  if (isTuple(other)) {
    const items = other["#tup"];
    // TLC writes the empty function as an empty array, and as an empty object where it was a record.
    if (items.length === 0) return isObject(value) ? Object.keys(value).length === 0 : Array.isArray(value) && value.length === 0;
    return Array.isArray(value) && value.length === items.length && items.every((item, i) => isValue(value[i] as Json, item));
  }
  const pairs = isMap(other) ? other["#map"].map(([key, image]) => [keyText(key), image] as const) : Object.entries(other);
  if (pairs.length === 0)
    return (Array.isArray(value) && value.length === 0) || (isObject(value) && Object.keys(value).length === 0);
  if (!isObject(value) || Object.keys(value).length !== pairs.length) return false;
  return pairs.every(([key, image]) => key in value && isValue(value[key] as Json, image as Itf));
}

/** A key as TLC's JSON has it. */
const keyText = (key: Itf): string => (typeof key === "string" ? key : itfText(key));

function readLike(value: Json, sample: Itf | undefined): Itf {
  if (Array.isArray(value)) {
    const isSetLike = typeof sample === "object" && isSet(sample);
    const element =
      typeof sample !== "object"
        ? undefined
        : isSet(sample)
          ? sample["#set"][0]
          : isTuple(sample)
            ? sample["#tup"][0]
            : undefined;
    const items = value.map((item: Json) => readLike(item, element));
    return isSetLike ? { "#set": items } : { "#tup": items };
  }
  if (!isObject(value)) return value as Itf;
  if (typeof sample === "object" && isMap(sample)) {
    const keys = new Map(sample["#map"].map(([key, image]) => [keyText(key), { key, image }]));
    const any = sample["#map"][0]?.[1];
    const pair = ([key, part]: [string, Json]) =>
      [keys.get(key)?.key ?? key, readLike(part, keys.get(key)?.image ?? any)] as const;
    return { "#map": Object.entries(value).map(pair) };
  }
  const fields = typeof sample === "object" ? (sample as { readonly [name: string]: Itf }) : {};
  return mapValues(value, (part, name) => readLike(part, fields[name]));
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const objectAt = (value: Json | undefined, path: string): JsonObject => (isObject(value) ? value : malformed(path, "an object"));

function arrayAt(value: Json | undefined, path: string): readonly Json[] {
  return Array.isArray(value) ? value : malformed(path, "an array");
}

function stringsAt(value: Json | undefined, path: string): readonly string[] {
  return arrayAt(value, path).map((item, i) => (typeof item === "string" ? item : malformed(`${path}[${i}]`, "a string")));
}

function malformed(path: string, expected: string): never {
  throw new NexusError("bad-trace", `malformed TLC trace at ${path}: expected ${expected}`, {
    hint: "TLC writes the form with -dumpTrace json FILE",
  });
}

const mapValues = <A, B>(
  record: { readonly [name: string]: A },
  f: (value: A, name: string) => B,
): { readonly [name: string]: B } => Object.fromEntries(Object.entries(record).map(([name, value]) => [name, f(value, name)]));
