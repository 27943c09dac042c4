import { describe, expect, test } from "vitest";
import { externalData, missingData } from "../external.ts";
import { checkManifest, readManifest } from "./manifest.ts";
import { failuresText } from "./report.ts";
import { hasSameRule, isAssertion, judgeSuite, KINDS, readSuite, SUITE } from "./suite.ts";
import { assembler } from "./text.ts";

const dir = externalData(SUITE);
if (dir === undefined) console.warn(missingData(SUITE));

const frozen = readManifest();
const sum = (kind: (typeof KINDS)[number], files = Object.entries(frozen.files)) =>
  files.reduce((total, [, counts]) => total + (counts[kind] ?? 0), 0);

describe("the official test suite", () => {
  test("is frozen whole: 148 files and 52,230 assertions", () => {
    const files = Object.entries(frozen.files);
    const simd = files.filter(([file]) => file.startsWith("simd/"));
    const assertions = (of = files) => KINDS.filter(isAssertion).reduce((total, kind) => total + sum(kind, of), 0);
    expect(files).toHaveLength(148);
    expect([assertions(), assertions(simd)]).toEqual([52_230, 25_514]);
    expect(Object.fromEntries(KINDS.map((kind) => [kind, sum(kind)]))).toEqual({
      assert_return: 45_734,
      assert_trap: 2_442,
      assert_exhaustion: 15,
      assert_invalid: 2_146,
      assert_malformed: 719,
      "assert_malformed text": 1_091,
      assert_unlinkable: 83,
      module: 1_599,
      register: 22,
      action: 155,
    });
  });

  test.runIf(dir !== undefined)("is read as frozen, and every verdict of the loader is right", async () => {
    const scripts = readSuite(dir as string);
    checkManifest(scripts, frozen);
    const judged = judgeSuite(scripts, await assembler());
    expect(failuresText(judged)).toEqual([]);
    const passed = judged.filter(({ verdict }) => verdict.kind === "passed");
    const counts = Object.fromEntries(KINDS.map((kind) => [kind, passed.filter((each) => each.kind === kind).length]));
    expect(counts).toEqual({
      assert_return: 0,
      assert_trap: 0,
      assert_exhaustion: 0,
      assert_invalid: 2_146,
      assert_malformed: 719,
      "assert_malformed text": 1_091,
      assert_unlinkable: 83,
      // Four import what has grown when the script runs.
      module: 1_595,
      register: 22,
      action: 0,
    });
    const rules = judged.map(hasSameRule).filter((same) => same !== null);
    expect([rules.length, rules.filter((same) => same).length]).toEqual([2_948, 2_938]);
  });
});
