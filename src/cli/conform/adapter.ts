/** `adapter.json`: how an implementation is started, and what it is excused from. `spec/schema/adapter.schema.json` says the same. */

import { dirname, resolve } from "node:path";
import { BadValue } from "../../checker/index.ts";
import { NexusError } from "../../lib/errors.ts";
import { readText, shownPath } from "../files.ts";
import { jsonErrorPosition } from "../json-position.ts";
import { arrayAt, fieldsOf, numberAt, oneAt, textAt, textsAt } from "./strict.ts";

export const ADAPTER_FORMAT = "nexus-adapter";

/** Cases that are not run, with the reason and where to read more. */
export interface Skip {
  /** The cases whose ids contain it. */
  readonly cases: string;
  readonly reason: string;
  readonly link: string;
}

export interface Adapter {
  /** The program and its arguments. */
  readonly command: readonly string[];
  /** Where it is started: the directory of the file. */
  readonly directory: string;
  readonly env: { readonly [name: string]: string };
  /** It must answer each request within so many seconds. */
  readonly seconds: number;
  readonly skips: readonly Skip[];
}

const SECONDS = 10;
const LARGEST_FILE = 2 ** 20;

/** Reads an adapter. Throws {@link NexusError} `bad-adapter` with what was expected where. */
export function readAdapter(path: string): Adapter {
  const text = readText(path, "adapter.json says how the implementation is started: docs/runner-protocol.md", LARGEST_FILE);
  try {
    return adapterOf(JSON.parse(text), dirname(resolve(path)));
  } catch (cause) {
    if (cause instanceof BadValue) {
      throw new NexusError("bad-adapter", `${shownPath(path)}: ${cause.message}`, {
        cause,
        hint: "docs/runner-protocol.md has an example",
      });
    }
    if (!(cause instanceof SyntaxError)) throw cause;
    const start = jsonErrorPosition(text);
    const at = { file: shownPath(path), start, end: start };
    throw new NexusError("bad-adapter", `not JSON: ${cause.message}`, { at, cause });
  }
}

function adapterOf(json: unknown, directory: string): Adapter {
  const fields = fieldsOf(json, "$", ["format", "version", "command"], ["$schema", "env", "seconds", "skips"]);
  oneAt(fields.format, "$.format", [ADAPTER_FORMAT]);
  oneAt(fields.version, "$.version", [1]);
  const command = textsAt(fields.command, "$.command", 4096);
  if (command.length === 0) throw new BadValue("$.command", "the program and its arguments");
  return {
    command,
    directory,
    env: envOf(fields.env ?? {}),
    seconds: numberAt(fields.seconds ?? SECONDS, "$.seconds", 0.1, 600),
    skips: arrayAt(fields.skips ?? [], "$.skips").map((skip, i) => skipOf(skip, `$.skips[${i}]`)),
  };
}

function envOf(json: unknown): { readonly [name: string]: string } {
  const names = typeof json === "object" && json !== null ? Object.keys(json) : [];
  const fields = fieldsOf(json, "$.env", [], names);
  return Object.fromEntries(names.map((name) => [name, textAt(fields[name], `$.env.${name}`, 4096)]));
}

/** A skip carries a reason and a link. */
export function skipOf(json: unknown, path: string): Skip {
  const { cases, reason, link } = fieldsOf(json, path, ["cases", "reason", "link"]);
  return { cases: textAt(cases, `${path}.cases`), reason: textAt(reason, `${path}.reason`), link: linkAt(link, `${path}.link`) };
}

export function linkAt(value: unknown, path: string): string {
  const link = textAt(value, path, 2000);
  if (/^https?:\/\/\S+$/.test(link)) return link;
  throw new BadValue(path, "a link that begins with http:// or https://");
}
