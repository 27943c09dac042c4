/** Modules that are made to break whoever reads them: each is refused with a reason, or accepted for what it is. */

import { describe, expect, test } from "vitest";
import { type Bytes, code, concat, functype, moduleBytes, name, SECTION, section, u32, vec } from "./encode.ts";
import { loadModule } from "./load.ts";
import { moduleOf, pushOf, refusal, verdict } from "./testing-modules.ts";

const types = section(SECTION.type, vec(functype([], [])));
const functions = section(SECTION.function, vec([0]));
const bodied = (body: Bytes): Uint8Array =>
  moduleBytes(types, functions, section(SECTION.code, vec(concat(u32(body.length), body))));
const most = [0xff, 0xff, 0xff, 0xff, 0x0f];
const filled = (count: number, byte: number): Uint8Array => new Uint8Array(count).fill(byte);

describe("bombs", () => {
  test("locals by the billion, in one run or in many", () => {
    expect(verdict(bodied([1, ...most, 0x7f, 0x0b]))).toBe("limit-exceeded: limit on locals exceeded");
    expect(verdict(bodied([2, ...most, 0x7f, 1, 0x7e, 0x0b]))).toBe("malformed-module: too many locals");
    const runs = vec(...Array.from({ length: 5_001 }, () => [2, 0x7f]));
    expect(verdict(bodied(concat(runs, [0x0b])))).toBe("limit-exceeded: limit on locals exceeded");
  });

  test("runs of locals by the hundred thousand that declare none, or one each", () => {
    const none = concat(
      u32(300_000),
      Uint8Array.from({ length: 600_000 }, (_, i) => (i % 2 === 0 ? 0 : 0x7f)),
      [0x0b],
    );
    expect(loadModule(bodied(none)).module.funcs[0]?.locals).toEqual([]);
    const one = concat(
      u32(300_000),
      Uint8Array.from({ length: 600_000 }, (_, i) => (i % 2 === 0 ? 1 : 0x7f)),
      [0x0b],
    );
    expect(verdict(bodied(one))).toBe("limit-exceeded: limit on locals exceeded");
  });

  test("custom sections by the million", () => {
    const empty = Uint8Array.from({ length: 3_000_000 }, (_, i) => (i % 3 === 1 ? 1 : 0));
    expect(verdict(moduleBytes(empty))).toBe("limit-exceeded: limit on customSections exceeded");
  });

  test("names that fill screens are cut in messages", () => {
    const long = name("x".repeat(16_000));
    const twice = section(SECTION.export, vec(concat(long, [2, 0]), concat(long, [2, 0])));
    expect(refusal(moduleBytes(section(SECTION.memory, vec([0, 0])), twice))?.message.length).toBeLessThan(200);
  });

  test("a million blocks inside each other, closed or not", () => {
    const open = Uint8Array.from({ length: 2_000_000 }, (_, i) => (i % 2 === 0 ? 0x02 : 0x40));
    expect(verdict(bodied(concat([0], open)))).toBe("limit-exceeded: limit on nesting exceeded");
    const deep = open.subarray(0, 8_000);
    expect(verdict(bodied(concat([0], deep)))).toBe("malformed-module: unexpected end of section or function");
    expect(verdict(bodied(concat([0], deep, filled(4_001, 0x0b))))).toBe("accepted");
  });

  test("br_table with labels by the billion", () => {
    expect(verdict(moduleOf([...pushOf("i32"), 0x0e, ...most, 0]))).toBe("malformed-module: length out of bounds");
    const labels = concat(u32(40_000), filled(40_001, 0));
    expect(verdict(moduleOf(concat(pushOf("i32"), [0x0e], labels)))).toBe("limit-exceeded: limit on brTable exceeded");
  });

  test("memories and tables of all that can be addressed", () => {
    expect(verdict(moduleBytes(section(SECTION.memory, vec([0, ...u32(65_536)]))))).toBe(
      "limit-exceeded: limit on memoryPages exceeded",
    );
    expect(verdict(moduleBytes(section(SECTION.memory, vec([0, ...u32(65_537)]))))).toBe(
      "invalid-module: memory size must be at most 65536 pages (4GiB)",
    );
    expect(verdict(moduleBytes(section(SECTION.table, vec([0x70, 0, ...most]))))).toBe(
      "limit-exceeded: limit on tableElements exceeded",
    );
    const imported = section(SECTION.import, vec([...name("m"), ...name("t"), 1, 0x70, 0, ...most]));
    expect(verdict(moduleBytes(imported))).toBe("limit-exceeded: limit on tableElements exceeded");
  });

  test("operands that multiply: a call that pushes as many as a type may have, again and again", () => {
    const results = filled(128, 0x7f);
    const module = moduleBytes(
      section(SECTION.type, vec(functype([], results), functype([], []))),
      section(SECTION.import, vec([...name("m"), ...name("f"), 0, 0])),
      section(SECTION.function, vec([1])),
      section(
        SECTION.code,
        vec(
          code(
            [],
            Uint8Array.from({ length: 2_000 }, (_, i) => (i % 2 === 0 ? 0x10 : 0)),
          ),
        ),
      ),
    );
    expect(verdict(module)).toBe("limit-exceeded: limit on operands exceeded");
  });

  test("select with types by the thousand", () => {
    expect(verdict(moduleOf(concat([0x1c], u32(5_000), filled(5_000, 0x7f))))).toBe("invalid-module: invalid result arity");
  });
});

describe("counts and sizes that lie", () => {
  const sections = [1, 2, 3, 4, 5, 6, 7, 9, 10, 11];

  test("a count beyond the section, in every section that has one", () => {
    for (const id of sections) {
      expect([id, verdict(moduleBytes(section(id, most)))]).toEqual([id, "malformed-module: length out of bounds"]);
      expect([id, verdict(moduleBytes(section(id, [100], filled(50, 0))))]).toEqual([
        id,
        "malformed-module: length out of bounds",
      ]);
    }
  });

  test("a count below what the section holds", () => {
    for (const id of sections) {
      expect([id, verdict(moduleBytes(section(id, [0, 0])))]).toEqual([id, "malformed-module: section size mismatch"]);
    }
  });

  test("a section or a function that is longer or shorter than it says", () => {
    expect(verdict(moduleBytes([1, 100, 0]))).toBe("malformed-module: length out of bounds");
    expect(verdict(bodied([0, 0x0b, 0x0b]))).toBe("malformed-module: section size mismatch");
    const short = moduleBytes(types, functions, section(SECTION.code, vec([1, 0, 0x0b])));
    expect(verdict(short)).toBe("malformed-module: unexpected end of section or function");
    const long = moduleBytes(types, functions, section(SECTION.code, vec([50, 0, 0x0b])));
    expect(verdict(long)).toBe("malformed-module: unexpected end of section or function");
  });

  test("sections that disagree: bodies, data counts", () => {
    expect(verdict(moduleBytes(types, functions))).toBe("malformed-module: function and code section have inconsistent lengths");
    expect(verdict(moduleBytes(section(SECTION.dataCount, most)))).toBe(
      "malformed-module: data count and data section have inconsistent lengths",
    );
  });

  test("sections twice, or in another order", () => {
    expect(verdict(moduleBytes(types, types))).toBe("malformed-module: unexpected content after last section");
    expect(verdict(moduleBytes(section(SECTION.memory, vec()), types))).toBe(
      "malformed-module: unexpected content after last section",
    );
    expect(verdict(moduleBytes(section(13, vec())))).toBe("malformed-module: malformed section id");
  });
});

describe("modules that are cut short", () => {
  const whole = moduleOf([...pushOf("i32"), 0x04, 0x40, ...pushOf("v128"), 0x1a, 0x05, 0x01, 0x0b], { locals: ["f64"] });

  test("are malformed at every length but those of fewer whole sections that agree", () => {
    const verdicts = Array.from({ length: whole.length }, (_, length) => verdict(whole.subarray(0, length)));
    const accepted = verdicts.flatMap((each, length) => (each === "accepted" ? [length] : []));
    // The preamble alone, and the preamble with the types.
    expect(accepted).toEqual([8, 17]);
    expect(verdicts.every((each) => each === "accepted" || each.startsWith("malformed-module: "))).toBe(true);
    expect(verdict(whole)).toBe("accepted");
  });

  test("say where they end", () => {
    expect(refusal(whole.subarray(0, 3))).toMatchObject({ rule: "unexpected end", offset: 3 });
    expect(refusal(whole.subarray(0, 10))?.offset).toBeGreaterThanOrEqual(9);
  });
});

describe("what later versions of WebAssembly have is refused by name", () => {
  const cases: readonly (readonly [string, Uint8Array, RegExp])[] = [
    ["threads", moduleOf([0xfe, 0x00]), /threads/],
    ["relaxed SIMD", moduleOf([0xfd, 0x80, 0x02]), /relaxed SIMD/],
    ["tail calls", moduleOf([0x12, 0]), /tail calls/],
    ["exceptions", moduleOf([0x08, 0]), /exception handling/],
    ["garbage collection", moduleOf([0xfb, 0]), /garbage collection/],
    ["a shared memory", moduleBytes(section(SECTION.memory, vec([3, 1, 1]))), /threads/],
    ["a 64-bit memory", moduleBytes(section(SECTION.memory, vec([4, 1]))), /memory64/],
    ["several memories", moduleBytes(section(SECTION.memory, vec([0, 1], [0, 1]))), /several memories/],
    ["tags", moduleBytes(section(13, vec())), /exception handling/],
    ["a component", Uint8Array.of(0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0), /component/],
  ];

  test.each(cases)("%s", (_, bytes, hint) => {
    const error = refusal(bytes);
    expect(error?.hint).toMatch(hint);
    expect(error?.offset).toBeGreaterThan(0);
  });
});
