/**
 * The write-ahead log: what a node must remember before it shows anything. Records are texts with positions that count from 1 without
 * gaps.
 */

export interface LogRecord {
  readonly position: number;
  readonly text: string;
}

export interface Log {
  /** Resolves with the record's position once the record is durable. After a failure no further append succeeds. */
  append(text: string): Promise<number>;
  /** The durable records after a position, in order. */
  read(after: number): Promise<readonly LogRecord[]>;
  close(): Promise<void>;
}

/** The last state that a node need not replay to: everything up to `position` is in `state`, and its effects were executed. */
export interface Checkpoint<S> {
  /** The TLA+ module of the protocol, so that one protocol's state is not taken for another's. */
  readonly module: string;
  readonly position: number;
  readonly state: S;
}

export interface CheckpointStore<S> {
  /** Null when there was no checkpoint yet. */
  load(): Promise<Checkpoint<S> | null>;
  /** Replaces the checkpoint atomically: after a crash, load gives the old one or this one. */
  save(checkpoint: Checkpoint<S>): Promise<void>;
}

/** A log that lives as long as its process: for simulations and tests. */
export function memoryLog(): Log {
  const texts: string[] = [];
  return {
    append: async (text) => texts.push(text),
    read: async (after) => texts.slice(after).map((text, i) => ({ position: after + i + 1, text })),
    close: async () => {},
  };
}

/** A checkpoint that lives as long as its process. */
export function memoryCheckpoints<S>(): CheckpointStore<S> {
  let latest: Checkpoint<S> | null = null;
  return {
    load: async () => latest,
    save: async (checkpoint) => {
      latest = checkpoint;
    },
  };
}
