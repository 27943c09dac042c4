/**
 * Logs of a run, as nodes write them: lines of JSON, the first a header, each other one an event. `docs/guides/traces.md` describes them,
 * `spec/schema/log.schema.json` each line.
 */

import { BadValue, type Log, type LogEvent, neutralText, readNeutral } from "../../checker/index.ts";
import type { Itf, ItfRecord } from "../../lib/data.ts";
import { NexusError } from "../../lib/errors.ts";
import { arrayAt, fieldsOf, numberAt, oneAt, textAt } from "../conform/strict.ts";
import { readText, shownPath } from "../files.ts";

export const LOG_FORMAT = "nexus-log";

export interface Header {
  readonly module: string;
  readonly model: string | undefined;
  readonly node: Itf | null;
  readonly unlogged: readonly Itf[];
}

export interface ReadLogs {
  readonly headers: readonly Header[];
  readonly logs: readonly Log[];
  /** Where an event stands. */
  readonly places: readonly (readonly { readonly file: string; readonly line: number; readonly text: string }[])[];
}

interface Line {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

/** A log as a text, and the name of its file. */
export interface LogText {
  readonly file: string;
  readonly text: string;
}

/** Reads the logs of one run. Throws {@link NexusError} `bad-log` with file and line of what is malformed. */
export const readLogs = (paths: readonly string[]): ReadLogs =>
  readLogTexts(paths.map((path) => ({ file: shownPath(path), text: readText(path) })));

/** The same of logs that are no files yet. */
export function readLogTexts(texts: readonly LogText[]): ReadLogs {
  const files = texts.map(({ file, text: whole }) => {
    const lines = whole
      .split("\n")
      .map((text, i): Line => ({ file, line: i + 1, text }))
      .filter(({ text }) => text.trim() !== "");
    const [first, ...events] = lines;
    if (first === undefined) throw new NexusError("bad-log", `${file} is empty`, { hint: "a log begins with a header" });
    return { header: at(first, headerOf), first, events };
  });
  const headers = files.map(({ header }) => header);
  const nodes = headers.map(({ node }) => (node === null ? "" : neutralText(node)));
  const twice = files.find((_, i) => nodes.indexOf(nodes[i] as string) < i);
  if (twice !== undefined) fail(twice.first, "two logs are of one node");
  const logs = files.map(
    ({ header, events }): Log => ({
      node: header.node,
      events: events.map((line, i) =>
        at(line, (json) =>
          eventOf(
            json,
            i,
            nodes,
            files.map((file) => file.events.length),
          ),
        ),
      ),
    }),
  );
  return { headers, logs, places: files.map(({ events }) => events) };
}

function at<T>(line: Line, read: (json: unknown) => T): T {
  let json: unknown;
  try {
    json = JSON.parse(line.text);
  } catch (cause) {
    return fail(line, `not JSON: ${(cause as Error).message}`);
  }
  try {
    return read(json);
  } catch (error) {
    if (error instanceof BadValue) return fail(line, error.message);
    throw error;
  }
}

function fail({ file, line }: Line, message: string): never {
  const place = { line, column: 1 };
  throw new NexusError("bad-log", message, {
    at: { file, start: place, end: place },
    hint: "docs/guides/traces.md describes logs",
  });
}

function headerOf(json: unknown): Header {
  const fields = fieldsOf(json, "$", ["format", "version", "module"], ["model", "node", "unlogged"]);
  oneAt(fields.format, "$.format", [LOG_FORMAT]);
  oneAt(fields.version, "$.version", [1]);
  return {
    module: textAt(fields.module, "$.module"),
    model: fields.model === undefined ? undefined : textAt(fields.model, "$.model"),
    node: fields.node === undefined ? null : readNeutral(fields.node, "$.node"),
    unlogged: arrayAt(fields.unlogged ?? [], "$.unlogged").map((node, i) => readNeutral(node, `$.unlogged[${i}]`)),
  };
}

/** `nodes` are the texts of the logs' nodes, `lengths` the numbers of their events. */
function eventOf(json: unknown, position: number, nodes: readonly string[], lengths: readonly number[]): LogEvent {
  const fields = fieldsOf(json, "$", ["seq", "action", "args"], ["after", "state", "effects"]);
  if (fields.seq !== position) throw new BadValue("$.seq", `${position}: sequence numbers begin at 0 and have no gap`);
  return {
    action: textAt(fields.action, "$.action"),
    args: recordAt(fields.args, "$.args"),
    after: arrayAt(fields.after ?? [], "$.after").map((id, i) => idAt(id, `$.after[${i}]`, nodes, lengths)),
    ...(fields.state === undefined ? {} : { state: recordAt(fields.state, "$.state") }),
    ...(fields.effects === undefined ? {} : { effects: readNeutral(fields.effects, "$.effects") }),
  };
}

/** `{"node": n, "seq": k}`: an event of one of the logs. */
function idAt(json: unknown, path: string, nodes: readonly string[], lengths: readonly number[]): readonly [number, number] {
  const { node, seq } = fieldsOf(json, path, ["seq"], ["node"]);
  const log = nodes.indexOf(node === undefined ? "" : neutralText(readNeutral(node, `${path}.node`)));
  if (log < 0) throw new BadValue(`${path}.node`, "the node of one of the logs");
  const last = (lengths[log] as number) - 1;
  return [log, numberAt(seq, `${path}.seq`, 0, last)];
}

function recordAt(json: unknown, path: string): ItfRecord {
  const names = typeof json === "object" && json !== null ? Object.keys(json) : [];
  const fields = fieldsOf(json, path, [], names);
  return Object.fromEntries(names.map((name) => [name, readNeutral(fields[name], `${path}.${name}`)]));
}
