/**
 * Traces in the Informal Trace Format (Apalache ADR 015). Each state carries the action that led to it and its arguments as Quint
 * writes them: `mbt::actionTaken` ("init" in the first state) and `mbt::nondetPicks`, whose values are options.
 */

import type { Itf, ItfRecord } from "../lib/data.ts";
import { NexusError } from "../lib/errors.ts";
import { isMap, isSet, isTuple, sortedElements, sortedPairs } from "./itf-order.ts";
import type { Trace, TraceStep } from "./trace.ts";

const ACTION_TAKEN = "mbt::actionTaken";
const NONDET_PICKS = "mbt::nondetPicks";
const INITIAL_ACTION = "init";
const FORMAT_DESCRIPTION = "https://apalache-mc.org/docs/adr/015adr-trace.html";

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
type JsonObject = { readonly [name: string]: Json };

/** The trace as ITF; positions of actions are not kept. */
export function writeItf(trace: Trace): string {
  const states = trace.states.map((state, index) => {
    const step = trace.steps[index - 1];
    return {
      "#meta": { index },
      [ACTION_TAKEN]: step?.action ?? INITIAL_ACTION,
      [NONDET_PICKS]: mapValues(step?.args ?? {}, (value) => ({ tag: "Some", value: toJson(value) })),
      ...mapValues(state, toJson),
    };
  });
  const meta = { format: "ITF", "format-description": FORMAT_DESCRIPTION, description: trace.name };
  const vars = [ACTION_TAKEN, NONDET_PICKS, ...trace.vars];
  const loop = trace.loop === undefined ? {} : { loop: trace.loop };
  return `${JSON.stringify({ "#meta": meta, vars, states, ...loop }, null, 2)}\n`;
}

/** Reads what {@link writeItf} or Quint wrote. Throws {@link NexusError} `bad-itf` with the JSON path of what is malformed. */
export function readItf(text: string): Trace {
  const { labels, ...trace } = readItfStates(text);
  const steps = labels.map((label, i) => label ?? malformed(`$.states[${i + 1}].${ACTION_TAKEN}`, "the name of an action"));
  return { ...trace, steps };
}

/** A trace whose states need not say which action led to them. */
export interface LabelledStates extends Omit<Trace, "steps"> {
  /** The step to each state but the first; null where the file does not name it. */
  readonly labels: readonly (TraceStep | null)[];
}

/** Reads ITF of any tool. Throws {@link NexusError} `bad-itf` with the JSON path of what is malformed. */
export function readItfStates(text: string): LabelledStates {
  const file = objectAt(parse(text), "$");
  const listed = stringsAt(file["vars"], "$.vars");
  const vars = [...new Set(listed)].filter((name) => name !== ACTION_TAKEN && name !== NONDET_PICKS);
  const rows = arrayAt(file["states"], "$.states").map((state, i) => objectAt(state, `$.states[${i}]`));
  if (rows.length === 0) malformed("$.states", "at least one state");
  const states = rows.map((row, i) => readState(vars, row, `$.states[${i}]`));
  const labels = rows.slice(1).map((row, i) => readStep(row, `$.states[${i + 1}]`));
  const meta = file["#meta"] === undefined ? {} : objectAt(file["#meta"], "$.#meta");
  const description = meta["description"];
  const name = typeof description === "string" ? description : "";
  const { loop } = file;
  if (loop === undefined) return { name, vars, states, labels };
  if (typeof loop !== "number" || !Number.isInteger(loop) || loop < 0 || loop >= states.length) {
    return malformed("$.loop", `the index of one of the ${states.length} states`);
  }
  return { name, vars, states, labels, loop };
}

function toJson(value: Itf): Json {
  if (typeof value === "number") return { "#bigint": String(value) };
  if (typeof value !== "object") return value;
  if (isTuple(value)) return { "#tup": value["#tup"].map(toJson) };
  if (isSet(value)) return { "#set": sortedElements(value["#set"]).map(toJson) };
  if (isMap(value)) return { "#map": sortedPairs(value["#map"]).map(([key, image]) => [toJson(key), toJson(image)]) };
  return mapValues(value as ItfRecord, toJson);
}

function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (cause) {
    throw new NexusError("bad-itf", `the trace is not JSON: ${(cause as Error).message}`, { cause });
  }
}

function readState(vars: readonly string[], row: JsonObject, path: string): ItfRecord {
  for (const name of Object.keys(row)) {
    if (!vars.includes(name) && ![ACTION_TAKEN, NONDET_PICKS, "#meta"].includes(name)) {
      malformed(`${path}.${name}`, `one of the variables ${vars.join(", ")}`);
    }
  }
  return Object.fromEntries(
    vars.map((name) => {
      const value = row[name];
      return [
        name,
        value === undefined ? malformed(`${path}.${name}`, "a value for each variable") : readValue(value, `${path}.${name}`),
      ];
    }),
  );
}

function readStep(row: JsonObject, path: string): TraceStep | null {
  const action = row[ACTION_TAKEN];
  if (action === undefined) return null;
  if (typeof action !== "string") return malformed(`${path}.${ACTION_TAKEN}`, "the name of an action");
  const picks = row[NONDET_PICKS] === undefined ? {} : objectAt(row[NONDET_PICKS], `${path}.${NONDET_PICKS}`);
  const args: { [name: string]: Itf } = {};
  for (const [name, pick] of Object.entries(picks)) {
    const at = `${path}.${NONDET_PICKS}.${name}`;
    const { tag, value } = objectAt(pick, at);
    if (tag === "None") continue;
    if (tag !== "Some" || value === undefined)
      return malformed(at, 'an option, {"tag": "Some", "value": ...} or {"tag": "None"}');
    args[name] = readValue(value, `${at}.value`);
  }
  return { action, args };
}

function readValue(value: Json, path: string): Itf {
  if (typeof value === "boolean" || typeof value === "string") return value;
  if (typeof value === "number") return integerAt(value, path);
  if (value === null) return malformed(path, "a value; null is none");
  if (Array.isArray(value)) return { "#tup": readAll(value, path) };
  const fields = value as JsonObject;
  const tag = Object.keys(fields).find((name) => name.startsWith("#"));
  if (tag === undefined) {
    return Object.fromEntries(Object.entries(fields).map(([name, part]) => [name, readValue(part, `${path}.${name}`)]));
  }
  if (Object.keys(fields).length > 1) return malformed(path, `an object with ${tag} alone`);
  return readTagged(tag, fields[tag] as Json, `${path}.${tag}`);
}

function readTagged(tag: string, content: Json, path: string): Itf {
  switch (tag) {
    case "#bigint":
      if (typeof content !== "string" || !/^-?\d+$/.test(content)) return malformed(path, "a string of decimal digits");
      return integerAt(Number(content), path);
    case "#tup":
      return { "#tup": readAll(content, path) };
    case "#set":
      return { "#set": readAll(content, path) };
    case "#map":
      return { "#map": arrayAt(content, path).map((pair, i) => readPair(pair, `${path}[${i}]`)) };
    default:
      return malformed(path, "one of #bigint, #tup, #set, #map");
  }
}

function readPair(pair: Json, path: string): readonly [Itf, Itf] {
  const [key, image, ...rest] = arrayAt(pair, path);
  if (key === undefined || image === undefined || rest.length > 0) return malformed(path, "a pair of a key and a value");
  return [readValue(key, `${path}[0]`), readValue(image, `${path}[1]`)];
}

const readAll = (values: Json, path: string): readonly Itf[] =>
  arrayAt(values, path).map((value, i) => readValue(value, `${path}[${i}]`));

function integerAt(value: number, path: string): number {
  return Number.isSafeInteger(value) ? value : malformed(path, "an integer of at most 53 bits");
}

function objectAt(value: Json | undefined, path: string): JsonObject {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return malformed(path, "an object");
  return value as JsonObject;
}

function arrayAt(value: Json | undefined, path: string): readonly Json[] {
  return Array.isArray(value) ? value : malformed(path, "an array");
}

function stringsAt(value: Json | undefined, path: string): readonly string[] {
  return arrayAt(value, path).map((item, i) => (typeof item === "string" ? item : malformed(`${path}[${i}]`, "a string")));
}

function malformed(path: string, expected: string): never {
  throw new NexusError("bad-itf", `malformed ITF trace at ${path}: expected ${expected}`, {
    hint: `the format: ${FORMAT_DESCRIPTION}`,
  });
}

const mapValues = <A, B>(record: { readonly [name: string]: A }, f: (value: A) => B): { readonly [name: string]: B } =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, f(value)]));
