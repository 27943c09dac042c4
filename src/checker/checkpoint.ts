/**
 * An interrupted breadth-first search as bytes, and back. A checkpoint holds every key and predecessor and where the search was; it is
 * refused for another model, other sources or another version, and when a byte of it is lost or changed by accident.
 *
 * Layout: a line of JSON, then the keys and then the predecessors of all states as 32-bit integers in the byte order that the line
 * names.
 */

import { NexusError } from "../lib/errors.ts";
import type { StateGraph } from "../lib/model.ts";
import type { Exploration, Resumption, SearchPosition } from "./exploration.ts";
import { CHUNK_BITS, CHUNK_MASK, CHUNK_STATES, hashKey, StateStore, type StoreOptions } from "./store.ts";

/** Grows when the layout changes. */
const FORMAT = 1;

/** What a checkpoint belongs to, beside the model's graph. */
export interface CheckpointOwner {
  /** The version of the program. */
  readonly version: string;
  /** A digest of everything that the model was built from: code, modules, cfg. */
  readonly sources: string;
}

interface Header extends CheckpointOwner {
  readonly format: number;
  readonly model: string;
  /** What was permuted, where keys are those of orbits. */
  readonly orbits: string | null;
  readonly actions: readonly string[];
  readonly words: number;
  readonly size: number;
  readonly littleEndian: boolean;
  readonly checksum: number;
  readonly position: SearchPosition;
}

const isLittleEndian = new Uint8Array(Int32Array.of(1).buffer)[0] === 1;

/**
 * The bytes of an interrupted exploration, in pieces to be written one after the other. Throws {@link NexusError} `no-position` for an
 * exploration that cannot be resumed, `keys-not-portable` for a graph whose keys mean nothing in another process.
 */
export function* writeCheckpoint<S>(
  graph: StateGraph<S>,
  exploration: Exploration,
  owner: CheckpointOwner,
): Generator<Uint8Array> {
  requirePortable(graph);
  const { position, store } = exploration;
  if (position === undefined) {
    throw new NexusError("no-position", "only a breadth-first search by full keys that was stopped can be resumed");
  }
  const { words, size } = store;
  const pieces = arraysOf(store);
  const checksum = pieces.reduce((sum, piece) => (Math.imul(sum, 31) + hashKey(piece, 0, piece.length)) | 0, 0);
  const { name: model, actions, orbits = null } = graph;
  const { version, sources } = owner;
  const header: Header = {
    format: FORMAT,
    version,
    sources,
    model,
    orbits,
    actions,
    words,
    size,
    littleEndian: isLittleEndian,
    checksum,
    position,
  };
  yield encodeLine(JSON.stringify(header));
  for (const piece of pieces) yield new Uint8Array(piece.buffer, piece.byteOffset, piece.byteLength);
}

/** The parts of a store's arrays that hold states: keys, then predecessors. */
function arraysOf({ parts: { chunks, predecessors, words }, size }: StateStore): readonly Int32Array[] {
  const used = (chunk: number): number => Math.min(CHUNK_STATES, size - chunk * CHUNK_STATES);
  const filled = (arrays: readonly Int32Array[], width: number) =>
    arrays.map((array, chunk) => array.subarray(0, Math.max(0, used(chunk)) * width)).filter(({ length }) => length > 0);
  return [...filled(chunks, words), ...filled(predecessors, 1)];
}

/**
 * Reads a checkpoint from its bytes, cut into any pieces. Throws {@link NexusError} `bad-checkpoint` for bytes that are none or are
 * damaged, `other-checkpoint` for one of another model, version or sources, `checkpoint-too-large` beyond the limits.
 */
export function readCheckpoint<S>(
  graph: StateGraph<S>,
  bytes: Iterable<Uint8Array>,
  owner: CheckpointOwner,
  limits: Omit<StoreOptions, "words"> = {},
): Resumption {
  requirePortable(graph);
  const reader = new ByteReader(bytes);
  const header = parseHeader(reader.line());
  requireSame(graph, header, owner);
  const { words, size, position } = header;
  const keys = readArrays(reader, size, words);
  const predecessors = readArrays(reader, size, 1);
  reader.end();
  const checksum = [...keys, ...predecessors].reduce(
    (sum, piece) => (Math.imul(sum, 31) + hashKey(piece, 0, piece.length)) | 0,
    0,
  );
  if (checksum !== header.checksum) throw damaged("its checksum is another");
  const store = new StateStore({ ...limits, words });
  for (let index = 0; index < size; index++) {
    const chunk = keys[index >>> CHUNK_BITS] as Int32Array;
    const predecessor = (predecessors[index >>> CHUNK_BITS] as Int32Array)[index & CHUNK_MASK] as number;
    const given = store.insert(chunk, (index & CHUNK_MASK) * words, predecessor);
    if (given === index) continue;
    if (given !== -(2 ** 31)) throw damaged("a state stands in it twice");
    throw new NexusError("checkpoint-too-large", `the checkpoint has ${size} states, which is more than the limits allow`, {
      hint: "allow more states or bytes",
    });
  }
  return { position, store };
}

function requirePortable<S>({ name, portableKeys }: StateGraph<S>): void {
  if (portableKeys === true) return;
  throw new NexusError("keys-not-portable", `the keys of ${name} mean something in this process alone`, {
    hint: "explore the code's graph, whose keys are packed from a schema",
  });
}

function requireSame<S>(graph: StateGraph<S>, header: Header, owner: CheckpointOwner): void {
  const other = (what: string): never => {
    throw new NexusError("other-checkpoint", `the checkpoint is of ${what}`, { hint: "start again without it" });
  };
  if (header.model !== graph.name) other(`the model ${header.model}, not of ${graph.name}`);
  if (header.orbits !== (graph.orbits ?? null))
    other(header.orbits === null ? "states, not of orbits" : "orbits, not of these states");
  if (header.version !== owner.version) other(`version ${header.version}, not ${owner.version}`);
  if (header.sources !== owner.sources) other("other sources of the model");
  if (header.words !== graph.words || header.actions.join() !== graph.actions.join()) other("another shape of the model");
  if (header.littleEndian !== isLittleEndian) other("a machine with another byte order");
}

function parseHeader(line: string): Header {
  try {
    const header = JSON.parse(line) as Header;
    if (header.format === FORMAT && Number.isSafeInteger(header.size)) return header;
  } catch {
    // What is no JSON is no header either.
  }
  throw damaged("it does not begin with a header that this version knows");
}

function readArrays(reader: ByteReader, size: number, width: number): readonly Int32Array[] {
  const arrays: Int32Array[] = [];
  for (let start = 0; start < size; start += CHUNK_STATES) {
    arrays.push(reader.integers(Math.min(CHUNK_STATES, size - start) * width));
  }
  return arrays;
}

const damaged = (what: string): NexusError => new NexusError("bad-checkpoint", `the checkpoint cannot be read: ${what}`);

const NEWLINE = 10;

/** Text beyond ASCII is escaped, so that a character is a byte. */
function encodeLine(text: string): Uint8Array {
  const ascii = text.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return Uint8Array.from(`${ascii}\n`, (character) => character.charCodeAt(0));
}

/** Reads lines and integers from bytes that come in pieces. */
class ByteReader {
  readonly #pieces: Iterator<Uint8Array>;
  #piece: Uint8Array = new Uint8Array(0);
  #at = 0;

  constructor(bytes: Iterable<Uint8Array>) {
    this.#pieces = bytes[Symbol.iterator]();
  }

  line(): string {
    const units: string[] = [];
    for (let byte = this.#byte(); byte !== NEWLINE; byte = this.#byte()) units.push(String.fromCharCode(byte));
    return units.join("");
  }

  integers(count: number): Int32Array {
    const result = new Int32Array(count);
    const bytes = new Uint8Array(result.buffer);
    for (let filled = 0; filled < bytes.length; ) {
      if (!this.#hasMore()) throw damaged("it ends early");
      const part = this.#piece.subarray(this.#at, this.#at + bytes.length - filled);
      bytes.set(part, filled);
      filled += part.length;
      this.#at += part.length;
    }
    return result;
  }

  end(): void {
    if (this.#hasMore()) throw damaged("more follows its end");
  }

  #byte(): number {
    if (!this.#hasMore()) throw damaged("it ends early");
    return this.#piece[this.#at++] as number;
  }

  #hasMore(): boolean {
    while (this.#at >= this.#piece.length) {
      const next = this.#pieces.next();
      if (next.done === true) return false;
      this.#piece = next.value;
      this.#at = 0;
    }
    return true;
  }
}
