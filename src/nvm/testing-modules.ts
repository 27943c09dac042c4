/** Modules for tests. */

import { type Bytes, code, functype, moduleBytes, SECTION, section, sN, u32, vec } from "./encode.ts";
import { ModuleError } from "./errors.ts";
import type { ModuleLimits } from "./limits.ts";
import { loadModule } from "./load.ts";
import { VALTYPES, type ValType } from "./types.ts";

const bytesOf: ReadonlyMap<ValType, number> = new Map(VALTYPES.map(([byte, valtype]) => [valtype, byte]));

export const byteOf = (valtype: ValType): number => bytesOf.get(valtype) as number;

/** Instructions that push a value of a type. */
export function pushOf(valtype: ValType): readonly number[] {
  switch (valtype) {
    case "i32":
      return [0x41, ...sN(1)];
    case "i64":
      return [0x42, ...sN(1)];
    case "f32":
      return [0x43, 0, 0, 0, 0];
    case "f64":
      return [0x44, 0, 0, 0, 0, 0, 0, 0, 0];
    case "v128":
      return [0xfd, 12, ...Array.from({ length: 16 }, () => 0)];
    case "funcref":
      return [0xd0, 0x70];
    case "externref":
      return [0xd0, 0x6f];
  }
}

/**
 * A module with one function of the type `params -> results`, its locals and its body, and around it: a memory, a table of functions and
 * one of externrefs, a mutable i32 global, a passive element and a passive data segment. The function may be named by `ref.func`.
 */
export function moduleOf(
  body: Bytes,
  {
    params = [],
    results = [],
    locals = [],
  }: { params?: readonly ValType[]; results?: readonly ValType[]; locals?: readonly ValType[] } = {},
): Uint8Array {
  return moduleBytes(
    section(SECTION.type, vec(functype(params.map(byteOf), results.map(byteOf)), functype([], []))),
    section(SECTION.function, vec([0])),
    section(SECTION.table, vec([0x70, 0, 10], [0x6f, 0, 10])),
    section(SECTION.memory, vec([0, 1])),
    section(SECTION.global, vec([0x7f, 1, 0x41, 0, 0x0b])),
    section(SECTION.element, vec([1, 0, ...vec([0])])),
    section(SECTION.dataCount, u32(1)),
    section(
      SECTION.code,
      vec(
        code(
          locals.map((each) => [1, byteOf(each)]),
          body,
        ),
      ),
    ),
    section(SECTION.data, vec([1, ...vec([7])])),
  );
}

/** The error with which a module is refused. Anything that is thrown besides is passed on; null where it is accepted. */
export function refusal(bytes: Uint8Array, limits?: ModuleLimits): ModuleError | null {
  try {
    loadModule(bytes, limits);
    return null;
  } catch (error) {
    if (error instanceof ModuleError) return error;
    throw error;
  }
}

/** `code rule` of a refusal, or `accepted`. */
export function verdict(bytes: Uint8Array, limits?: ModuleLimits): string {
  const error = refusal(bytes, limits);
  return error === null ? "accepted" : `${error.code}: ${error.rule}`;
}

interface Host {
  readonly WebAssembly: { readonly validate: (bytes: Uint8Array) => boolean };
}

/** Whether the host's WebAssembly accepts a module: an implementation of its own, to compare with. */
export const hostAccepts = (bytes: Uint8Array): boolean => (globalThis as unknown as Host).WebAssembly.validate(bytes);
