import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type Bytes, code, concat, functype, moduleBytes, name, SECTION, section, u32 } from "./encode.ts";
import { LIMITS, type ModuleLimits } from "./limits.ts";
import { loadModule } from "./load.ts";
import { hostAccepts, moduleOf, refusal } from "./testing-modules.ts";
import type { ValType } from "./types.ts";

function repeated(count: number, bytes: Bytes): Uint8Array {
  const result = new Uint8Array(count * bytes.length);
  for (let at = 0; at < result.length; at += bytes.length) result.set(bytes, at);
  return result;
}
const vecOf = (count: number, bytes: Bytes): Bytes => concat(u32(count), repeated(count, bytes));
const i32s = (count: number): ValType[] => Array.from({ length: count }, () => "i32");
const types = section(SECTION.type, [1], functype([], []));
const unique = (count: number, of: (i: number) => Bytes): Bytes =>
  concat(u32(count), ...Array.from({ length: count }, (_, i) => of(i)));
const NOP = 0x01;

/** A module with `count` of what each limit is about. */
const modules: { readonly [limit in Exclude<keyof ModuleLimits, "version" | "stackBytes">]: (count: number) => Uint8Array } = {
  moduleBytes: (count) => {
    const module = new Uint8Array(count);
    const contents = count - 8 - 5;
    module.set(moduleBytes([0, ...[0, 7, 14, 21].map((shift) => ((contents >> shift) & 0x7f) | (shift === 21 ? 0 : 0x80))]));
    return module;
  },
  types: (count) => moduleBytes(section(SECTION.type, vecOf(count, functype([], [])))),
  functions: (count) =>
    moduleBytes(types, section(SECTION.function, vecOf(count, [0])), section(SECTION.code, vecOf(count, code([], [])))),
  tables: (count) => moduleBytes(section(SECTION.table, vecOf(count, [0x70, 0, 0]))),
  memories: (count) => moduleBytes(section(SECTION.memory, vecOf(count, [0, 0]))),
  globals: (count) => moduleBytes(section(SECTION.global, vecOf(count, [0x7f, 0, 0x41, 0, 0x0b]))),
  imports: (count) => moduleBytes(types, section(SECTION.import, vecOf(count, [...name("m"), ...name("f"), 0, 0]))),
  exports: (count) =>
    moduleBytes(
      section(SECTION.table, [1, 0x70, 0, 0]),
      section(
        SECTION.export,
        unique(count, (i) => [...name(`t${i}`), 1, 0]),
      ),
    ),
  elementSegments: (count) => moduleBytes(section(SECTION.element, vecOf(count, [1, 0, 0]))),
  elements: (count) =>
    moduleBytes(
      types,
      section(SECTION.import, [1, ...name("m"), ...name("f"), 0, 0]),
      // In two segments: the limit is on all of them together.
      section(SECTION.element, [2, 1, 0], vecOf(10, [0]), [1, 0], vecOf(count - 10, [0])),
    ),
  dataSegments: (count) => moduleBytes(section(SECTION.data, vecOf(count, [1, 0]))),
  customSections: (count) => moduleBytes(repeated(count, section(SECTION.custom, name("")))),
  nameBytes: (count) => moduleBytes(section(SECTION.custom, name("n".repeat(count)))),
  params: (count) => moduleOf([], { params: i32s(count) }),
  results: (count) => moduleOf(repeated(count, [0x41, 0]), { results: i32s(count) }),
  // In eight functions; each has an end.
  instructions: (count) =>
    moduleBytes(
      types,
      section(SECTION.function, vecOf(8, [0])),
      section(SECTION.code, [8], repeated(7, code([], repeated(1_000_000, [NOP]))), code([], repeated(count - 7_000_008, [NOP]))),
    ),
  // The locals and the last end take two bytes.
  functionBytes: (count) => moduleOf(repeated(count - 2, [NOP])),
  locals: (count) => moduleBytes(types, section(SECTION.function, [1, 0]), section(SECTION.code, [1], code([[count, 0x7b]], []))),
  nesting: (count) => moduleOf(concat(repeated(count, [0x02, 0x40]), repeated(count, [0x0b]))),
  brTable: (count) => moduleOf(concat([0x41, 0, 0x0e], vecOf(count, [0]), [0])),
  operands: (count) => moduleOf(concat(repeated(count, [0x41, 0]), repeated(count, [0x1a]))),
  memoryPages: (count) => moduleBytes(section(SECTION.memory, [1, 0, ...u32(count)])),
  tableElements: (count) => moduleBytes(section(SECTION.table, [1, 0x70, 0, ...u32(count)])),
};

describe("limits", () => {
  test.each(Object.entries(modules))("%s: up to it, host and NVM accept; beyond it, the NVM refuses", (limit, build) => {
    const most = LIMITS[limit as keyof typeof modules];
    const bytes = build(most);
    // Several memories are not valid at all; the limit bounds what is decoded.
    if (limit === "memories") expect(refusal(bytes)?.rule).toBe("multiple memories");
    else expect([refusal(bytes), hostAccepts(bytes)]).toEqual([null, true]);
    const error = refusal(build(most + 1));
    expect([error?.code, error?.rule]).toEqual(["limit-exceeded", `limit on ${limit} exceeded`]);
  });

  test("the index spaces are limited with their imports", () => {
    const limits = { ...LIMITS, functions: 2 };
    const functions = (imported: number, own: number) =>
      moduleBytes(
        types,
        section(SECTION.import, vecOf(imported, [...name("m"), ...name("f"), 0, 0])),
        section(SECTION.function, vecOf(own, [0])),
        section(SECTION.code, vecOf(own, code([], []))),
      );
    expect(refusal(functions(1, 1), limits)).toBeNull();
    expect(refusal(functions(1, 2), limits)?.rule).toBe("limit on functions exceeded");
    expect(refusal(functions(2, 1), limits)?.rule).toBe("limit on functions exceeded");
  });

  test("parameters count as locals", () => {
    const limits = { ...LIMITS, locals: 3 };
    expect(refusal(moduleOf([], { params: ["i32", "i64"], locals: ["f32"] }), limits)).toBeNull();
    expect(refusal(moduleOf([], { params: ["i32", "i64"], locals: ["f32", "f32"] }), limits)?.rule).toBe(
      "limit on locals exceeded",
    );
  });

  test("declared maxima may be beyond what is ever reached", () => {
    const bytes = moduleBytes(
      section(SECTION.table, [1, 0x70, 1, 0, ...u32(0xffffffff)]),
      section(SECTION.memory, [1, 1, 0, ...u32(65536)]),
    );
    expect(loadModule(bytes).mems).toEqual([{ limits: { min: 0, max: 65536 } }]);
  });

  test("one function's frame fits the stack", () => {
    expect(16 * (LIMITS.locals + LIMITS.operands)).toBeLessThan(LIMITS.stackBytes);
  });
});

test("the page has each limit with its figure", () => {
  const page = /^## Limits$(.*?)^## /ms.exec(readFileSync("spec/nvm.md", "utf8"))?.[1] ?? "";
  const table = new Map([...page.matchAll(/^\| (\w+) \| ([\d,]+) \|/gm)].map(([, limit, figure]) => [limit, figure]));
  const { version, ...limits } = LIMITS;
  expect(table).toEqual(new Map(Object.entries(limits).map(([limit, most]) => [limit, most.toLocaleString("en-US")])));
  expect(page).toContain(`Version ${version}. `);
});
