/** The contents of sections, in the order of the specification's chapter. */

import { hex } from "../errors.ts";
import type { LimitName } from "../limits.ts";
import type { Export, ExternKind, Global, Import, ImportDesc, LocalRun, Mem, Start, Table, ValType } from "../types.ts";
import type { InstructionDecoder } from "./instructions.ts";
import type { Reader } from "./reader.ts";
import { globaltype, memtype, tabletype, valtype } from "./types.ts";

/** A vector with a limit. */
export function vec<T>(r: Reader, limit: LimitName, element: () => T): T[] {
  const count = r.lengthWithin(limit);
  const result: T[] = [];
  for (let i = 0; i < count; i++) result.push(element());
  return result;
}

export function importOf(r: Reader): Import {
  const offset = r.pos;
  const module = r.name();
  const name = r.name();
  return { module, name, desc: importdesc(r), offset };
}

function importdesc(r: Reader): ImportDesc {
  const at = r.pos;
  const byte = r.byte();
  switch (byte) {
    case 0:
      return { kind: "func", typeidx: r.u32() };
    case 1:
      return { kind: "table", type: tabletype(r) };
    case 2:
      return { kind: "mem", type: memtype(r) };
    case 3:
      return { kind: "global", type: globaltype(r) };
    default:
      return r.malformed("malformed import kind", at, { detail: `${hex(byte)}, expected 0 to 3`, ...tagHint(byte) });
  }
}

const tagHint = (byte: number): { hint?: string } =>
  byte === 4 ? { hint: "tags belong to exception handling, which WebAssembly 2.0 does not have" } : {};

export function table(r: Reader): Table {
  const offset = r.pos;
  return { type: tabletype(r), offset };
}

export function mem(r: Reader): Mem {
  const offset = r.pos;
  return { type: memtype(r), offset };
}

export function global(r: Reader, instructions: InstructionDecoder): Global {
  const offset = r.pos;
  const type = globaltype(r);
  return { type, init: instructions.expr(), offset };
}

const exportKinds: readonly ExternKind[] = ["func", "table", "mem", "global"];

export function exportOf(r: Reader): Export {
  const offset = r.pos;
  const name = r.name();
  const at = r.pos;
  const byte = r.byte();
  const kind = exportKinds[byte];
  if (kind === undefined) {
    return r.malformed("malformed export kind", at, { detail: `${hex(byte)}, expected 0 to 3`, ...tagHint(byte) });
  }
  return { name, kind, index: r.u32(), offset };
}

export function start(r: Reader): Start {
  const offset = r.pos;
  return { funcidx: r.u32(), offset };
}

/** What the code section has of a function. */
export interface FunctionCode {
  /** Without empty ones. */
  readonly locals: readonly LocalRun[];
  readonly body: { readonly start: number; readonly end: number };
  readonly offset: number;
}

export function code(r: Reader, instructions: InstructionDecoder, runs: Runs): FunctionCode {
  const at = r.pos;
  const size = r.within("functionBytes", r.u32(), at);
  const offset = r.pos;
  const sectionEnd = r.end;
  if (size > sectionEnd - offset) r.unexpectedEnd();
  r.end = offset + size;
  const locals = localRuns(r, runs);
  const body = instructions.expr();
  if (r.pos !== r.end) sizeMismatch(r, "a function", offset, size);
  r.end = sectionEnd;
  return { locals, body, offset };
}

/** Sizes and contents disagree. */
export function sizeMismatch(r: Reader, of: string, start: number, size: number): never {
  return r.malformed("section size mismatch", r.pos, {
    detail: `${of} that starts at byte ${hex(start)} has the size ${size} and ends after ${r.pos - start} bytes`,
  });
}

/** Runs by their text: a module may have millions of them, and most are equal. */
export type Runs = Map<string, LocalRun>;

function localRuns(r: Reader, known: Runs): LocalRun[] {
  const runs: LocalRun[] = [];
  let locals = 0;
  const declared = r.length();
  for (let i = 0; i < declared; i++) {
    const at = r.pos;
    const count = r.u32();
    const run = sharedRun(known, count, valtype(r));
    locals += count;
    if (locals >= 2 ** 32) r.malformed("too many locals", at, { detail: `${locals}, expected less than 2^32` });
    if (count > 0 && locals <= r.limits.locals) runs.push(run);
  }
  r.within("locals", locals, r.pos);
  return runs;
}

function sharedRun(known: Runs, count: number, t: ValType): LocalRun {
  const key = `${count} ${t}`;
  const run = known.get(key) ?? { count, valtype: t };
  known.set(key, run);
  return run;
}

/** The instructions that fill a code section on average, so that their cells seldom have to be moved. */
export const expectedInstructions = (bytes: number): number => Math.ceil(bytes / 2);
