/** Types in the binary format, in the order of the specification's chapter. */

import { hex } from "../errors.ts";
import type { LimitName } from "../limits.ts";
import type { FuncType, GlobalType, Limits, MemType, RefType, TableType, ValType } from "../types.ts";
import { isRefType, valtypeOf } from "../types.ts";
import type { Reader } from "./reader.ts";

export function reftype(r: Reader): RefType {
  const at = r.pos;
  const byte = r.byte();
  const t = valtypeOf(byte);
  if (t !== undefined && isRefType(t)) return t;
  return r.malformed("malformed reference type", at, {
    detail: `${hex(byte)}, expected 0x70 (funcref) or 0x6f (externref)`,
    ...laterType(byte),
  });
}

export function valtype(r: Reader): ValType {
  const at = r.pos;
  const byte = r.byte();
  const t = valtypeOf(byte);
  if (t !== undefined) return t;
  return r.malformed("malformed value type", at, { detail: `${hex(byte)} encodes no value type`, ...laterType(byte) });
}

/** Types of proposals after WebAssembly 2.0 have bytes next to those that there are. */
function laterType(byte: number): { hint?: string } {
  const later = (byte >= 0x63 && byte <= 0x6e) || (byte >= 0x71 && byte <= 0x78);
  return later ? { hint: "it may be a type of exceptions or garbage collection, which are not in WebAssembly 2.0" } : {};
}

function resulttype(r: Reader, limit: LimitName): ValType[] {
  const count = r.lengthWithin(limit);
  return Array.from({ length: count }, () => valtype(r));
}

export function functype(r: Reader): FuncType {
  const at = r.pos;
  const byte = r.byte();
  if (byte !== 0x60) {
    const later = byte === 0x5f || byte === 0x5e || byte === 0x50 || byte === 0x4f || byte === 0x4e;
    const hint = later ? { hint: "types of garbage collection are not in WebAssembly 2.0" } : {};
    r.malformed("malformed function type", at, { detail: `${hex(byte)}, expected 0x60`, ...hint });
  }
  const params = resulttype(r, "params");
  return { params, results: resulttype(r, "results") };
}

function limits(r: Reader): Limits {
  const at = r.pos;
  const flags = r.byte();
  if (flags > 1) limitsFlags(r, flags, at);
  const min = r.u32();
  return { min, max: flags === 1 ? r.u32() : null };
}

/** The flags are an integer of one bit. */
function limitsFlags(r: Reader, flags: number, at: number): never {
  if (flags >= 0x80) r.malformed("integer representation too long", at, { detail: "flags of limits are one byte" });
  const later = flags < 4 ? "shared memories belong to threads" : "64-bit limits belong to memory64";
  return r.malformed("integer too large", at, {
    detail: `flags of limits are ${hex(flags)}, expected 0 or 1`,
    hint: `${later}, which WebAssembly 2.0 does not have`,
  });
}

export const memtype = (r: Reader): MemType => ({ limits: limits(r) });

export function tabletype(r: Reader): TableType {
  const element = reftype(r);
  return { limits: limits(r), reftype: element };
}

export function globaltype(r: Reader): GlobalType {
  const t = valtype(r);
  const at = r.pos;
  const byte = r.byte();
  if (byte > 1) r.malformed("malformed mutability", at, { detail: `${hex(byte)}, expected 0 (const) or 1 (var)` });
  return { mut: byte === 1 ? "var" : "const", valtype: t };
}
