import { describe, expect, test } from "vitest";
import { functype, moduleBytes, name, SECTION, section, vec } from "./encode.ts";
import { ModuleError } from "./errors.ts";
import { linkImports, matchesExternType, matchesLimits } from "./link.ts";
import { loadModule } from "./load.ts";
import type { ExternType, ValType } from "./types.ts";

const func = (params: readonly ValType[], results: readonly ValType[] = []): ExternType => ({
  kind: "func",
  type: { params, results },
});
const mem = (min: number, max: number | null = null): ExternType => ({ kind: "mem", type: { limits: { min, max } } });
const table = (min: number, reftype: "funcref" | "externref"): ExternType => ({
  kind: "table",
  type: { limits: { min, max: null }, reftype },
});
const global = (mut: "const" | "var", valtype: ValType): ExternType => ({ kind: "global", type: { mut, valtype } });

describe("import subtyping", () => {
  test("limits: no fewer now, and no more ever", () => {
    const wanted = { min: 2, max: 5 };
    expect(matchesLimits({ min: 2, max: 5 }, wanted)).toBe(true);
    expect(matchesLimits({ min: 3, max: 4 }, wanted)).toBe(true);
    expect(matchesLimits({ min: 1, max: 5 }, wanted)).toBe(false);
    expect(matchesLimits({ min: 2, max: 6 }, wanted)).toBe(false);
    expect(matchesLimits({ min: 2, max: null }, wanted)).toBe(false);
    expect(matchesLimits({ min: 2, max: null }, { min: 2, max: null })).toBe(true);
  });

  test("each kind matches itself alone, functions and globals exactly", () => {
    const types = [func(["i32"]), func([], ["i32"]), mem(1), table(1, "funcref"), table(1, "externref"), global("const", "i32")];
    const more = [...types, global("var", "i32"), global("const", "i64"), func(["i32", "i32"])];
    const matching = more.flatMap((a, i) => more.flatMap((b, j) => (matchesExternType(a, b) ? [[i, j]] : [])));
    expect(matching).toEqual(more.map((_, i) => [i, i]));
  });
});

describe("linking", () => {
  const valid = loadModule(
    moduleBytes(
      section(SECTION.type, vec(functype([0x7f], []))),
      section(SECTION.import, vec([...name("env"), ...name("log"), 0, 0], [...name("env"), ...name("memory"), 2, 0, 1])),
    ),
  );

  const linked = (offered: { [name: string]: ExternType }) => {
    try {
      return linkImports(valid, (module, field) => (module === "env" ? offered[field] : undefined));
    } catch (error) {
      if (error instanceof ModuleError) return `${error.code} at ${error.offset}: ${error.message}`;
      throw error;
    }
  };

  test("gives what stands for each import", () => {
    expect(linked({ log: func(["i32"]), memory: mem(2) })).toEqual([func(["i32"]), mem(2)]);
  });

  test("names the first import that is missing or of another type, and where it stands", () => {
    expect(linked({ memory: mem(2) })).toBe(
      'unlinkable-module at 18: unknown import: nothing is offered as "env" "log" (at byte 0x12)',
    );
    expect(linked({ log: func(["i32"]), memory: mem(0) })).toBe(
      'unlinkable-module at 28: incompatible import type: "env" "memory" is memory 0, expected memory 1 (at byte 0x1c)',
    );
  });
});
