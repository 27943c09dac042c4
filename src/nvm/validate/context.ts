/** What the rules of validation know of a module: the index spaces, imports first. */

import { ModuleError } from "../errors.ts";
import type { ModuleLimits } from "../limits.ts";
import type { ExternType, FuncType, GlobalType, MemType, Module, RefType, TableType } from "../types.ts";

export interface Context {
  readonly module: Module;
  readonly limits: ModuleLimits;
  readonly types: readonly FuncType[];
  /** Type indices, each of them in range. */
  readonly funcs: Uint32Array;
  readonly tables: readonly TableType[];
  readonly mems: readonly MemType[];
  readonly globals: readonly GlobalType[];
  readonly importedGlobals: number;
  readonly elems: readonly RefType[];
  readonly datas: number;
  /** By function: whether it occurs outside of functions' bodies and the start function, and `ref.func` may name it. */
  readonly refs: Uint8Array;
}

export interface Why {
  readonly detail?: string;
  readonly hint?: string;
}

export function invalid(rule: string, offset: number, why: Why = {}): never {
  throw new ModuleError("invalid-module", rule, offset, why);
}

/** An index that is not in its space. */
export function unknown(what: string, index: number, count: number, offset: number): never {
  return invalid(`unknown ${what} ${index}`, offset, {
    detail: count === 0 ? "there is none" : `indices of this kind end at ${count - 1}`,
  });
}

/** The types of a module's imports, in their order. Throws where one names a type that is not there. */
export function importTypes({ imports, types }: Module): ExternType[] {
  return imports.map(({ desc, offset }): ExternType => {
    if (desc.kind !== "func") return desc;
    const type = types[desc.typeidx] ?? unknown("type", desc.typeidx, types.length, offset);
    return { kind: "func", type };
  });
}
