/** Certificates as files: what a certificate of a model says that it is about, writing one, and reading one line by line. */

import { closeSync, openSync, readSync } from "node:fs";
import { basename } from "node:path";
import { TextDecoder } from "node:util";
import { type CertificateSubject, certificateText, explore, graphOf } from "../checker/index.ts";
import { sha256Hex } from "../crypto/digest.ts";
import { canonicalJson } from "../lib/canonical.ts";
import type { Data } from "../lib/data.ts";
import { ExitCode, NexusError } from "../lib/errors.ts";
import type { PermutationGroup, StateGraph, System } from "../lib/model.ts";
import { replaceFile } from "../runtime/files.ts";
import type { Config } from "../tla/index.ts";
import { machineTexts } from "./code-lines.ts";
import type { Entry } from "./codec.ts";
import { shownPath } from "./files.ts";
import { systemOf } from "./job.ts";
import { loadModel } from "./load.ts";

export type CertifiedWorld = CertificateSubject["world"];

/** One world of a model, as certificates are written of it and checked against. */
export interface Certifiable {
  /** The graph of all states. */
  readonly graph: StateGraph<unknown>;
  readonly subject: CertificateSubject;
  /** The graph of orbits with its permutations, for a reduced certificate. */
  readonly reduced?: { readonly graph: StateGraph<unknown>; readonly group: PermutationGroup<unknown> };
  /** The whole state of the code, of which the certificate shows the abstraction. */
  readonly identity?: (state: unknown) => string;
}

/** Which world of a model a certificate is of. Throws {@link NexusError} `bad-flag` where the flags do not say. */
export function certifiedWorld(entry: Entry, asked: CertifiedWorld | undefined): CertifiedWorld {
  if (entry.kind === "spec") return "spec";
  if (entry.kind !== "lockstep") {
    throw new NexusError(
      "bad-flag",
      `--certificate needs a model that is to be safe, and ${entry.name} is of the kind ${entry.kind}`,
      {
        hint: "nexus list shows the models of the kinds lockstep and spec",
      },
    );
  }
  if (asked !== undefined) return asked;
  throw new NexusError("bad-flag", "--certificate is of one world", { hint: "add --spec or --code" });
}

/** Loads one world of a model, with the permutations of its symmetry where orbits are certified. */
export function certifiable(specDir: string, entry: Entry, world: CertifiedWorld, symmetry: boolean): Certifiable {
  const { spec, config, read } = loadModel(specDir, { module: entry.module, cfg: entry.name, broken: false, witnesses: [] });
  const texts = [...read].map(([path, text]) => [basename(path), text] as const);
  const system = world === "code" ? systemOf(entry) : undefined;
  if (system?.hidden !== undefined && Object.keys(system.hidden).length > 0) {
    throw new NexusError(
      "no-certificate",
      `there is no certificate of the code of ${entry.name}: its variables do not tell all states apart`,
      {
        hint: "--spec gives one of the spec",
      },
    );
  }
  const reduced = symmetry ? reducedOf(entry, system) : undefined;
  const code = system === undefined ? [] : machineTexts(entry.module);
  const digests = [...texts, ...code].map(([name, text]) => [name, `sha256:${sha256Hex(text)}`] as const);
  return {
    graph: (system === undefined ? spec.states : graphOf(system)) as StateGraph<unknown>,
    subject: {
      model: entry.name,
      module: entry.module,
      world,
      constants: constantsOf(config),
      constraints: system === undefined ? [...config.constraints, ...config.actionConstraints].map(({ name }) => name) : [],
      symmetry: reduced === undefined ? null : { about: reduced.graph.orbits as string, classes: reduced.group.classes },
      sources: Object.fromEntries(digests),
      deadlock: config.checkDeadlock,
    },
    ...(reduced === undefined ? {} : { reduced }),
    ...(system === undefined ? {} : { identity: (state: unknown) => canonicalJson(state as Data) }),
  };
}

/** The orbits of the code. Throws {@link NexusError} `no-certificate` for the spec, and where there are no permutations. */
function reducedOf({ name }: Entry, system: System<unknown> | undefined): NonNullable<Certifiable["reduced"]> {
  if (system === undefined) {
    throw new NexusError("no-certificate", `there is no certificate of orbits of the spec of ${name}`, {
      hint: "--code gives one of the code's orbits; without --symmetry there is one of all states",
    });
  }
  const graph = graphOf(system, { symmetry: true });
  const group = system.symmetry?.group;
  if (group !== undefined) return { graph, group };
  throw new NexusError("no-certificate", `the symmetry of ${name} declares no group of permutations`, {
    hint: "without --symmetry there is a certificate of all states",
  });
}

type ConfigValue = Extract<Config["constants"][number], { kind: "value" }>["value"];

/** The constants of a cfg in neutral notation; `{"<-": "Operator"}` for what an operator replaces. */
export function constantsOf({ constants }: Config): { readonly [name: string]: Data } {
  return Object.fromEntries(
    constants.map((one) => {
      const name = one.module === undefined ? one.name : `${one.module}!${one.name}`;
      return [name, one.kind === "value" ? constantValue(one.value) : { "<-": one.by }];
    }),
  );
}

function constantValue(value: ConfigValue): Data {
  if (value.kind === "set") return { "#set": value.items.map(constantValue) };
  return value.kind === "modelValue" ? value.name : value.value;
}

/**
 * Explores one world of a model and writes its certificate. How many lines of states it has; null where the exploration does not end in `ok`
 * within the limits, and nothing is written.
 */
export async function writeCertificate(
  path: string,
  { graph: states, subject, reduced }: Certifiable,
  limits: { readonly maxStates?: number; readonly maxBytes?: number },
): Promise<number | null> {
  const graph = reduced?.graph ?? states;
  const exploration = explore(graph, { ...limits, checkDeadlock: subject.deadlock });
  if (exploration.verdict !== "ok") return null;
  try {
    await replaceFile(path, inBlocks(certificateText(graph, exploration, subject, reduced?.group)));
  } catch (cause) {
    if (cause instanceof NexusError) throw cause;
    throw new NexusError("environment", `cannot write ${shownPath(path)}: ${(cause as Error).message}`, {
      cause,
      exit: ExitCode.environment,
    });
  }
  return exploration.distinct;
}

const BLOCK = 1 << 18;

/** Joins short texts, so that each write is worth its call. */
function* inBlocks(texts: Iterable<string>): Generator<string> {
  let block = "";
  for (const text of texts) {
    block += text;
    if (block.length < BLOCK) continue;
    yield block;
    block = "";
  }
  yield block;
}

/**
 * The lines of a file, without their line feeds. Throws {@link NexusError} `no-file`, `environment`, and `bad-certificate` where the
 * bytes are no text or the last line has no end.
 */
export function* linesOf(path: string): Generator<string> {
  const file = openFile(path);
  try {
    const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    const bytes = new Uint8Array(BLOCK);
    let rest = "";
    for (let count = read(file, bytes, path); count > 0; count = read(file, bytes, path)) {
      const lines = (rest + decoded(decoder, bytes.subarray(0, count))).split("\n");
      rest = lines.pop() as string;
      yield* lines;
    }
    if (rest !== "" || decoded(decoder) !== "") throw cutOff("the last line has no end");
  } finally {
    closeSync(file);
  }
}

function decoded(decoder: TextDecoder, bytes?: Uint8Array): string {
  try {
    return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
  } catch {
    throw cutOff("it is not UTF-8");
  }
}

const cutOff = (what: string): NexusError =>
  new NexusError("bad-certificate", `malformed certificate: ${what}`, {
    hint: "nexus check --certificate writes certificates; this one was cut off or changed",
  });

function openFile(path: string): number {
  try {
    return openSync(path, "r");
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR")
      throw new NexusError("no-file", `there is no file ${shownPath(path)}`, { cause });
    throw unreadable(path, cause);
  }
}

function read(file: number, into: Uint8Array, path: string): number {
  try {
    return readSync(file, into);
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

const unreadable = (path: string, cause: unknown): NexusError =>
  new NexusError("environment", `cannot read ${shownPath(path)}: ${(cause as Error).message}`, {
    cause,
    exit: ExitCode.environment,
  });
