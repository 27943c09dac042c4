/** The name section: names for debuggers and disassemblers. It means nothing, so that what is malformed in it is left out and no error. */

import { ModuleError } from "../errors.ts";
import { LIMITS } from "../limits.ts";
import type { Module } from "../types.ts";
import { Reader } from "./reader.ts";

export interface ModuleNames {
  readonly module: string | null;
  /** By function index. */
  readonly functions: ReadonlyMap<number, string>;
  /** By function index, then by local index. */
  readonly locals: ReadonlyMap<number, ReadonlyMap<number, string>>;
}

/** The names of the last name section, as far as they can be read. */
export function moduleNames({ customs }: Module): ModuleNames {
  const names = {
    module: null as string | null,
    functions: new Map<number, string>(),
    locals: new Map<number, Map<number, string>>(),
  };
  const section = customs.findLast(({ name }) => name === "name");
  if (section === undefined) return names;
  const r = new Reader(section.bytes, LIMITS);
  lenient(() => {
    while (r.pos < section.bytes.length) {
      const id = r.byte();
      const next = r.length() + r.pos;
      r.end = next;
      lenient(() => {
        if (id === 0) names.module = r.name();
        else if (id === 1) nameMap(r, names.functions);
        else if (id === 2) indirectNameMap(r, names.locals);
      });
      r.pos = next;
      r.end = section.bytes.length;
    }
  });
  return names;
}

function nameMap(r: Reader, into: Map<number, string>): void {
  for (let left = r.length(); left > 0; left--) into.set(r.u32(), r.name());
}

function indirectNameMap(r: Reader, into: Map<number, Map<number, string>>): void {
  for (let left = r.length(); left > 0; left--) {
    const of = new Map<number, string>();
    into.set(r.u32(), of);
    nameMap(r, of);
  }
}

/** Runs up to the first malformed byte. */
function lenient(read: () => void): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof ModuleError)) throw error;
  }
}
