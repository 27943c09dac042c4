/** Reads the manifests of a tree in the form of tlaplus/Examples: `specifications/<name>/manifest.json`. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ExitCode, NexusError } from "nexus-reference/lib/errors";
import { type Mode, type Model, type Result, results } from "./model.ts";

/**
 * All models of a tree, those that upstream runs in the least time first.
 *
 * @throws NexusError `no-corpus` where there is no manifest, `bad-manifest` with the file and the JSON path of what is malformed.
 */
export function readModels(dir: string): readonly Model[] {
  const home = join(dir, "specifications");
  if (!existsSync(home)) {
    throw new NexusError("no-corpus", `${dir} has no directory specifications`, {
      hint: "expected a copy of tlaplus/Examples, or a tree of its form",
      exit: ExitCode.environment,
    });
  }
  const files = readdirSync(home, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(home, entry.name, "manifest.json")))
    .map((entry) => `specifications/${entry.name}/manifest.json`)
    .sort();
  const models = files.flatMap((file) => parseManifest(file, readFileSync(join(dir, file), "utf8")));
  if (models.length === 0) {
    throw new NexusError("no-corpus", `no manifest.json below ${home} names a model`, { exit: ExitCode.environment });
  }
  return models.sort((a, b) => a.runtime - b.runtime || (a.cfg < b.cfg ? -1 : 1));
}

/** The models of one manifest. Throws {@link NexusError} `bad-manifest`. */
export function parseManifest(file: string, text: string): readonly Model[] {
  const reader = new Reader(file);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new NexusError("bad-manifest", `${file} is no JSON: ${(cause as Error).message}`, { cause });
  }
  return reader.list(json, "$", "modules").flatMap((module, m) => {
    const at = `$.modules[${m}]`;
    const path = reader.path(module, at);
    return reader.list(module, at, "models").map((model, i) => reader.model(model, `${at}.models[${i}]`, path));
  });
}

class Reader {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  model(value: unknown, at: string, module: string): Model {
    const result = this.#field(value, at, "result");
    if (!results.includes(result as Result)) this.#fail(`${at}.result`, `one of ${results.join(", ")}`, result);
    const distinct = this.#count(value, at, "distinctStates");
    const generated = this.#count(value, at, "totalStates");
    return {
      cfg: this.path(value, at),
      module,
      runtime: this.#runtime(this.#field(value, at, "runtime"), `${at}.runtime`),
      mode: this.#mode(this.#field(value, at, "mode"), `${at}.mode`),
      result: result as Result,
      ...(distinct === undefined ? {} : { distinct }),
      ...(generated === undefined ? {} : { generated }),
    };
  }

  list(value: unknown, at: string, key: string): readonly unknown[] {
    const list = this.#field(value, at, key);
    return Array.isArray(list) ? list : this.#fail(`${at}.${key}`, "a list", list);
  }

  /** A path inside of the tree. */
  path(value: unknown, at: string): string {
    const path = this.#field(value, at, "path");
    const isInside = typeof path === "string" && !path.startsWith("/") && !/(^|\/)\.\.(\/|$)|[\\\0]/.test(path);
    return isInside ? path : this.#fail(`${at}.path`, "a path inside of the tree", path);
  }

  #field(value: unknown, at: string, key: string): unknown {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return this.#fail(at, "an object", value);
    return (value as { readonly [key: string]: unknown })[key];
  }

  #count(value: unknown, at: string, key: string): number | undefined {
    const count = this.#field(value, at, key);
    if (count === undefined || (Number.isSafeInteger(count) && (count as number) >= 0)) return count as number | undefined;
    return this.#fail(`${at}.${key}`, "a count", count);
  }

  /** `hh:mm:ss` in seconds. */
  #runtime(value: unknown, at: string): number {
    if (value === "unknown") return Number.POSITIVE_INFINITY;
    const parts = /^(\d\d):(\d\d):(\d\d)$/.exec(typeof value === "string" ? value : "");
    if (parts === null) return this.#fail(at, '"hh:mm:ss" or "unknown"', value);
    return Number(parts[1]) * 3600 + Number(parts[2]) * 60 + Number(parts[3]);
  }

  #mode(value: unknown, at: string): Mode {
    if (value === "exhaustive search" || value === "generate" || value === "symbolic") return value;
    if (typeof value === "string") return this.#fail(at, "exhaustive search, generate, symbolic or simulate", value);
    const simulate = this.#field(value, at, "simulate");
    const traceCount = this.#count(simulate, `${at}.simulate`, "traceCount");
    return traceCount === undefined
      ? this.#fail(`${at}.simulate.traceCount`, "a count", traceCount)
      : { simulate: { traceCount } };
  }

  #fail(at: string, expected: string, found: unknown): never {
    const text = found === undefined ? "nothing" : JSON.stringify(found).slice(0, 80);
    throw new NexusError("bad-manifest", `${this.#file}: ${at} is ${text}, expected ${expected}`);
  }
}
