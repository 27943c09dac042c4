/**
 * An interrupted breadth-first search as bytes, and back. A checkpoint holds every state and predecessor and where the search was; it
 * is refused for another model, other sources or another version, and when a byte of it is lost or changed by accident.
 *
 * Layout: a line of JSON; then, where keys mean something in one process alone, a line for each value that occurs in a state; then the
 * keys, or for each state the numbers of its values, and the predecessors of all states, as 32-bit integers in the byte order that
 * the first line names.
 */

import { NexusError } from "../lib/errors.ts";
import type { StateGraph } from "../lib/model.ts";
import { ByteReader, Checksum, encodeLine } from "./checkpoint-bytes.ts";
import { type CheckpointOwner, damaged, FORMAT, type Header, parseHeader, requireSame } from "./checkpoint-header.ts";
import { fromNumbers, numbered, type ReadKey, type StateValues } from "./checkpoint-values.ts";
import type { Exploration, Resumption } from "./exploration.ts";
import { CHUNK_BITS, CHUNK_MASK, CHUNK_STATES, FULL, StateStore, type StoreOptions } from "./store.ts";

const isLittleEndian = new Uint8Array(Int32Array.of(1).buffer)[0] === 1;

/**
 * The bytes of an interrupted exploration, in pieces to be written one after the other. `values` writes the states of a graph whose
 * keys are not portable. Throws {@link NexusError} `no-position` for an exploration that cannot be resumed, `keys-not-portable` for a
 * graph whose keys mean nothing in another process.
 */
export function* writeCheckpoint<S>(
  graph: StateGraph<S>,
  exploration: Exploration,
  owner: CheckpointOwner,
  values?: StateValues<S>,
): Generator<Uint8Array> {
  requirePortable(graph, values);
  const { position, store } = exploration;
  if (position === undefined) {
    throw new NexusError("no-position", "only a breadth-first search by full keys that was stopped can be resumed");
  }
  const { lines, width, pieces } =
    graph.portableKeys === true || values === undefined
      ? { lines: [], width: store.words, pieces: filled(store, store.parts.chunks, store.words) }
      : numbered(graph, store, values);
  const predecessors = filled(store, store.parts.predecessors, 1);
  const { name: model, actions, orbits = null } = graph;
  const { version, sources } = owner;
  const header: Omit<Header, "checksum"> = {
    format: FORMAT,
    version,
    sources,
    model,
    orbits,
    actions,
    values: lines.length,
    words: width,
    size: store.size,
    littleEndian: isLittleEndian,
    position,
  };
  const sum = new Checksum();
  sum.text(JSON.stringify(header));
  for (const line of lines) sum.text(line);
  for (const piece of [...pieces, ...predecessors]) sum.integers(piece);
  yield encodeLine(JSON.stringify({ ...header, checksum: sum.value }));
  for (const line of lines) yield encodeLine(line);
  for (const piece of [...pieces, ...predecessors]) yield new Uint8Array(piece.buffer, piece.byteOffset, piece.byteLength);
}

/** The parts of some of a store's arrays that hold states. */
function filled({ size }: StateStore, arrays: readonly Int32Array[], width: number): readonly Int32Array[] {
  const used = (chunk: number): number => Math.min(CHUNK_STATES, size - chunk * CHUNK_STATES);
  return arrays.map((array, chunk) => array.subarray(0, Math.max(0, used(chunk)) * width)).filter(({ length }) => length > 0);
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
  values?: StateValues<S>,
): Resumption {
  requirePortable(graph, values);
  const reader = new ByteReader(bytes);
  const header = parseHeader(reader.line());
  requireSame(graph, header, owner, isLittleEndian);
  const { checksum, ...signed } = header;
  const { size, words, position } = signed;
  const lines: string[] = [];
  while (lines.length < header.values) lines.push(reader.line());
  const keys = readArrays(reader, size, words);
  const predecessors = readArrays(reader, size, 1);
  reader.end();
  const sum = new Checksum();
  sum.text(JSON.stringify(signed));
  for (const line of lines) sum.text(line);
  for (const piece of [...keys, ...predecessors]) sum.integers(piece);
  if (sum.value !== checksum) throw damaged("its checksum is another");
  const isPortable = graph.portableKeys === true || values === undefined;
  const read = isPortable ? keyIn(keys, words) : fromNumbers(graph, values, lines, keys, words);
  return { position, store: stored(graph, limits, size, read, predecessors) };
}

const keyIn =
  (keys: readonly Int32Array[], words: number): ReadKey =>
  (index) => [keys[index >>> CHUNK_BITS] as Int32Array, (index & CHUNK_MASK) * words];

function stored<S>(
  { words }: StateGraph<S>,
  limits: Omit<StoreOptions, "words">,
  size: number,
  read: ReadKey,
  predecessors: readonly Int32Array[],
): StateStore {
  const store = new StateStore({ ...limits, words });
  for (let index = 0; index < size; index++) {
    const [array, offset] = read(index);
    const predecessor = (predecessors[index >>> CHUNK_BITS] as Int32Array)[index & CHUNK_MASK] as number;
    const given = store.insert(array, offset, predecessor);
    if (given === index) continue;
    if (given !== FULL) throw damaged("a state stands in it twice");
    throw new NexusError("checkpoint-too-large", `the checkpoint has ${size} states, which is more than the limits allow`, {
      hint: "allow more states or bytes",
    });
  }
  return store;
}

function requirePortable<S>({ name, portableKeys }: StateGraph<S>, values: StateValues<S> | undefined): void {
  if (portableKeys === true || values !== undefined) return;
  throw new NexusError("keys-not-portable", `the keys of ${name} mean something in this process alone`, {
    hint: "write its states by their values",
  });
}

function readArrays(reader: ByteReader, size: number, width: number): readonly Int32Array[] {
  const arrays: Int32Array[] = [];
  for (let start = 0; start < size; start += CHUNK_STATES) {
    arrays.push(reader.integers(Math.min(CHUNK_STATES, size - start) * width));
  }
  return arrays;
}
