/**
 * The checkpoint of a run of `nexus check`: the findings of the models that are done, and where the searches of others were. One file:
 * a line with the digest of the next line, that line as JSON, then the bytes of each search.
 *
 * A run that goes on from it trusts the file as it trusts its own memory: the digest notices accidents, and no forgery.
 */

import { existsSync } from "node:fs";
import type { CheckpointOwner } from "../../checker/index.ts";
import { sha256Hex } from "../../crypto/digest.ts";
import { ExitCode, NexusError } from "../../lib/errors.ts";
import { replaceFile } from "../../runtime/files.ts";
import type { Entry } from "../codec.ts";
import { type FilePart, partOf } from "../file-part.ts";
import { shownPath } from "../files.ts";
import type { Finding, Mode, Outcome } from "../outcome.ts";
import type { Way } from "../way.ts";

/** Grows when the layout changes. */
const VERSION = 1;
const MAGIC = `nexus-checkpoint ${VERSION} sha256:`;

/** What a run asks, as far as a checkpoint must agree with it. */
export interface Asked {
  readonly entries: readonly Entry[];
  readonly mode: Mode;
  readonly way: Way;
  readonly owner: CheckpointOwner;
}

/** What a run goes on from. */
export interface Resumed {
  readonly done: ReadonlyMap<string, Finding>;
  readonly searches: ReadonlyMap<string, FilePart>;
}

interface Header extends CheckpointOwner {
  readonly asked: unknown;
  readonly done: readonly { readonly model: string; readonly finding: Finding }[];
  readonly searches: readonly { readonly model: string; readonly bytes: number }[];
}

/** The number of threads may change from run to run, and so may limits. */
const askedOf = ({ entries, mode, way: { symmetry } }: Asked) => ({
  models: entries.map(({ name }) => name),
  mode,
  symmetry: symmetry === true,
});

/** The checkpoint of one search, to be written. */
export interface SearchBytes {
  readonly bytes: number;
  readonly pieces: Iterable<Uint8Array>;
}

/** A model is done when its check has an answer. */
export const isDone = ({ finding }: Outcome): boolean => ["ok", "violated", "deadlock", "different"].includes(finding.found);

/**
 * Writes the checkpoint of a run. False, and nothing is written, where there is nothing to keep. Throws {@link NexusError}
 * `environment` where the file cannot be written.
 */
export async function writeRun(
  path: string,
  asked: Asked,
  outcomes: readonly Outcome[],
  checkpoints: ReadonlyMap<string, SearchBytes>,
): Promise<boolean> {
  const done = outcomes.filter(isDone).map(({ entry, finding }) => ({ model: entry.name, finding }));
  if (done.length + checkpoints.size === 0) return false;
  const searches = [...checkpoints].map(([model, { bytes }]) => ({ model, bytes }));
  const header: Header = { ...asked.owner, asked: askedOf(asked), done, searches };
  const line = JSON.stringify(header);
  try {
    await replaceFile(path, runContent(line, checkpoints.values()));
  } catch (cause) {
    throw new NexusError("environment", `cannot write ${shownPath(path)}: ${(cause as Error).message}`, {
      cause,
      exit: ExitCode.environment,
    });
  }
  return true;
}

function* runContent(line: string, searches: Iterable<SearchBytes>): Generator<string | Uint8Array> {
  yield `${MAGIC}${sha256Hex(line)}\n${line}\n`;
  for (const { pieces } of searches) yield* pieces;
}

/**
 * Reads what a run can go on from. Throws {@link NexusError} `bad-checkpoint` for a file that is none or is damaged,
 * `other-checkpoint` for one of another run, program or state of the specs.
 */
export function readRun(path: string, asked: Asked): Resumed {
  const { header, from } = readHeader(path);
  const { version, sources } = asked.owner;
  const other = (what: string, hint: string): never => {
    throw new NexusError("other-checkpoint", `${shownPath(path)} is of ${what}`, { hint });
  };
  if (header.version !== version)
    other(`version ${header.version} of nexus, and this is ${version}`, "start again without --resume");
  if (header.sources !== sources) other("other specs or another build of nexus", "start again without --resume");
  if (JSON.stringify(header.asked) !== JSON.stringify(askedOf(asked))) {
    other("another selection of models or another way of checking them", "repeat the command that was printed with it");
  }
  const searches = new Map<string, FilePart>();
  let at = from;
  for (const { model, bytes } of header.searches) {
    searches.set(model, { path, from: at, bytes });
    at += bytes;
  }
  return { done: new Map(header.done.map(({ model, finding }) => [model, finding])), searches };
}

function readHeader(path: string): { readonly header: Header; readonly from: number } {
  const lines = linesAt(path);
  const first = lines.next().value;
  if (first === undefined || !first.startsWith("nexus-checkpoint ")) throw damaged(path, "it is no checkpoint of nexus check");
  if (!first.startsWith(MAGIC)) throw damaged(path, "it has a format that this version does not know");
  const second = lines.next().value;
  if (second === undefined || sha256Hex(second) !== first.slice(MAGIC.length)) throw damaged(path, "it is damaged");
  return { header: JSON.parse(second) as Header, from: Buffer.byteLength(first) + Buffer.byteLength(second) + 2 };
}

const damaged = (path: string, what: string): NexusError =>
  new NexusError("bad-checkpoint", `${shownPath(path)} cannot be resumed: ${what}`, { hint: "start again without --resume" });

const NEWLINE = 10;
/** More than the findings of any run. In bytes. */
const LONGEST_LINE = 2 ** 28;

/** The lines of a file, until one is not ended or far too long. */
function* linesAt(path: string): Generator<string> {
  let blocks: Uint8Array[] = [];
  let length = 0;
  for (const block of partOf({ path, from: 0, bytes: Number.MAX_SAFE_INTEGER })) {
    let start = 0;
    for (let end = block.indexOf(NEWLINE); end >= 0; end = block.indexOf(NEWLINE, start)) {
      yield Buffer.concat([...blocks, block.subarray(start, end)]).toString("utf8");
      [blocks, length, start] = [[], 0, end + 1];
    }
    blocks.push(block.subarray(start));
    length += block.length - start;
    if (length > LONGEST_LINE) return;
  }
}

/** Where a checkpoint goes that has no name: a file that is not there yet. */
export function freePath(): string {
  for (let number = 1; ; number++) {
    const path = number === 1 ? "nexus.checkpoint" : `nexus-${number}.checkpoint`;
    if (!existsSync(path)) return path;
  }
}
