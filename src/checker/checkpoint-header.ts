/** The first line of a checkpoint: what it belongs to, and where its search was. */

import { NexusError } from "../lib/errors.ts";
import type { StateGraph } from "../lib/model.ts";
import type { SearchPosition } from "./exploration.ts";

/** Grows when the layout changes. */
export const FORMAT = 2;

/** What a checkpoint belongs to, beside the model's graph. */
export interface CheckpointOwner {
  /** The version of the program. */
  readonly version: string;
  /** A digest of everything that the model was built from: code, modules, cfg. */
  readonly sources: string;
}

export interface Header extends CheckpointOwner {
  readonly format: number;
  readonly model: string;
  /** What was permuted, where keys are those of orbits. */
  readonly orbits: string | null;
  readonly actions: readonly string[];
  /** Lines of values that follow; none where keys are portable. */
  readonly values: number;
  /** Integers for each state: words of its key, or its values. */
  readonly words: number;
  readonly size: number;
  readonly littleEndian: boolean;
  readonly position: SearchPosition;
  readonly checksum: number;
}

export const damaged = (what: string): NexusError =>
  new NexusError("bad-checkpoint", `the checkpoint cannot be read: ${what}`, { hint: "start again without it" });

/** Throws {@link NexusError} `bad-checkpoint` for a line that is no header of this format. */
export function parseHeader(line: string): Header {
  try {
    const header: unknown = JSON.parse(line);
    if (isHeader(header)) return header;
  } catch {
    // What is no JSON is no header either.
  }
  throw damaged("it does not begin with a header that this version knows");
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const areCounts = (value: unknown): value is readonly number[] => Array.isArray(value) && value.every(isCount);

function isHeader(value: unknown): value is Header {
  if (typeof value !== "object" || value === null) return false;
  const { format, version, sources, model, actions, values, words, size, position, checksum } = value as Partial<Header>;
  return (
    format === FORMAT &&
    [version, sources, model].every((text) => typeof text === "string") &&
    Array.isArray(actions) &&
    [values, words, size].every(isCount) &&
    Number.isSafeInteger(checksum) &&
    isPosition(position, size as number, actions.length)
  );
}

function isPosition(value: Partial<SearchPosition> | undefined, size: number, actions: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { index, levels, generated, edges, witnesses } = value;
  return (
    isCount(index) &&
    isCount(generated) &&
    areCounts(levels) &&
    areCounts(edges) &&
    edges.length === actions &&
    index <= size &&
    levels.every((start) => start <= size) &&
    typeof witnesses === "object" &&
    witnesses !== null &&
    Object.values(witnesses).every((at) => isCount(at) && at < size)
  );
}

/** Throws {@link NexusError} `other-checkpoint` where a checkpoint belongs to something else. */
export function requireSame<S>(graph: StateGraph<S>, header: Header, owner: CheckpointOwner, isLittleEndian: boolean): void {
  const other = (what: string): never => {
    throw new NexusError("other-checkpoint", `the checkpoint is of ${what}`, { hint: "start again without it" });
  };
  if (header.model !== graph.name) other(`the model ${header.model}, not of ${graph.name}`);
  if (header.orbits !== (graph.orbits ?? null))
    other(header.orbits === null ? "states, not of orbits" : "orbits, not of these states");
  if (header.version !== owner.version) other(`version ${header.version}, not ${owner.version}`);
  if (header.sources !== owner.sources) other("other sources of the model");
  const hasWidth = header.values > 0 || graph.portableKeys !== true || header.words === graph.words;
  if (!hasWidth || header.actions.join() !== graph.actions.join()) other("another shape of the model");
  if (header.littleEndian !== isLittleEndian) other("a machine with another byte order");
}
