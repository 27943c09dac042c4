/** Whether what a module imports is there and of a type that matches: import subtyping, as the chapter on types defines it. */

import { ModuleError, quoted } from "./errors.ts";
import { type ExternType, type FuncType, funcTypeText, type Limits } from "./types.ts";
import type { ValidModule } from "./validate/module.ts";

/** The type of what a host or another instance offers, if it offers anything by that name. */
export type Resolve<T extends ExternType> = (module: string, name: string) => T | undefined;

/**
 * What stands for each import, in their order. A table or memory is offered with its present size as minimum. Throws `ModuleError`
 * `unlinkable-module` for the first import that is missing or does not match.
 */
export function linkImports<T extends ExternType>({ module, importTypes }: ValidModule, resolve: Resolve<T>): readonly T[] {
  return module.imports.map(({ module: from, name, offset }, i) => {
    const wanted = importTypes[i] as ExternType;
    const what = `${quoted(from)} ${quoted(name)}`;
    const offered = resolve(from, name);
    if (offered === undefined) {
      throw new ModuleError("unlinkable-module", "unknown import", offset, { detail: `nothing is offered as ${what}` });
    }
    if (!matchesExternType(offered, wanted)) {
      throw new ModuleError("unlinkable-module", "incompatible import type", offset, {
        detail: `${what} is ${externTypeText(offered)}, expected ${externTypeText(wanted)}`,
      });
    }
    return offered;
  });
}

export function matchesExternType(offered: ExternType, wanted: ExternType): boolean {
  if (offered.kind === "func") return wanted.kind === "func" && sameFuncType(offered.type, wanted.type);
  if (offered.kind === "table") {
    return (
      wanted.kind === "table" &&
      offered.type.reftype === wanted.type.reftype &&
      matchesLimits(offered.type.limits, wanted.type.limits)
    );
  }
  if (offered.kind === "mem") return wanted.kind === "mem" && matchesLimits(offered.type.limits, wanted.type.limits);
  return wanted.kind === "global" && offered.type.mut === wanted.type.mut && offered.type.valtype === wanted.type.valtype;
}

export function matchesLimits(offered: Limits, wanted: Limits): boolean {
  if (offered.min < wanted.min) return false;
  return wanted.max === null || (offered.max !== null && offered.max <= wanted.max);
}

const sameFuncType = (left: FuncType, right: FuncType): boolean => funcTypeText(left) === funcTypeText(right);

const limitsText = ({ min, max }: Limits): string => (max === null ? `${min}` : `${min} ${max}`);

/** `func [i32] -> []`, `table 1 10 funcref`, `memory 1`, `global var i32`. */
export function externTypeText({ kind, type }: ExternType): string {
  switch (kind) {
    case "func":
      return `func ${funcTypeText(type)}`;
    case "table":
      return `table ${limitsText(type.limits)} ${type.reftype}`;
    case "mem":
      return `memory ${limitsText(type.limits)}`;
    case "global":
      return `global ${type.mut} ${type.valtype}`;
  }
}
