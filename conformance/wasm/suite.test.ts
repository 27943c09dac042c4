import { describe, expect, test } from "vitest";
import { externalFolder, missingData } from "../external.ts";
import { checkManifest, readManifest } from "./manifest.ts";
import { failuresText } from "./report.ts";
import { readScript } from "./script.ts";
import { hasSameRule, isAssertion, judgeSuite, KINDS, readSuite, SUITE } from "./suite.ts";
import { assembler } from "./text.ts";

const dir = externalFolder(SUITE);
if (dir === null) console.warn(missingData(SUITE));

const frozen = readManifest();
/** Commands of each kind, text-only malformed modules apart. */
const COUNTS = {
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
};

const sum = (kind: (typeof KINDS)[number], files = Object.entries(frozen.files)) =>
  files.reduce((total, [, counts]) => total + (counts[kind] ?? 0), 0);

describe("the official test suite", () => {
  test("is frozen whole: 148 files and 52,230 assertions", () => {
    const files = Object.entries(frozen.files);
    const simd = files.filter(([file]) => file.startsWith("simd/"));
    const assertions = (of = files) => KINDS.filter(isAssertion).reduce((total, kind) => total + sum(kind, of), 0);
    expect(files).toHaveLength(148);
    expect([assertions(), assertions(simd)]).toEqual([52_230, 25_514]);
    expect(Object.fromEntries(KINDS.map((kind) => [kind, sum(kind)]))).toEqual(COUNTS);
  });

  test.runIf(dir !== null)("is read as frozen, and every command of it passes on the step machine", async () => {
    const scripts = readSuite(dir as string);
    checkManifest(scripts, frozen);
    const judged = judgeSuite(scripts, await assembler());
    expect(failuresText(judged)).toEqual([]);
    const passed = judged.filter(({ verdict }) => verdict.kind === "passed");
    const counts = Object.fromEntries(KINDS.map((kind) => [kind, passed.filter((each) => each.kind === kind).length]));
    expect(counts).toEqual(COUNTS);
    const rules = judged.map(hasSameRule).filter((same) => same !== null);
    expect([rules.length, rules.filter((same) => same).length]).toEqual([2_948, 2_938]);
  });

  test("fails where a script expects something else", async () => {
    const script = (commands: string) => [{ file: "own.wast", commands: readScript("own.wast", Buffer.from(commands)) }];
    const module = `(module (func (export "f") (param i32) (result f32) (f32.div (f32.const 0) (f32.convert_i32_s (local.get 0)))))`;
    const verdicts = async (assertion: string) => failuresText(judgeSuite(script(`${module}${assertion}`), await assembler()));
    expect(await verdicts(`(assert_return (invoke "f" (i32.const 0)) (f32.const nan:canonical))`)).toEqual([]);
    expect(await verdicts(`(assert_return (invoke "f" (i32.const 1)) (f32.const 0))`)).toEqual([]);
    expect(await verdicts(`(assert_return (invoke "f" (i32.const 1)) (f32.const -0))`)).toEqual([
      expect.stringContaining("returned 00000000 00000000, expected 80000000 00000000"),
    ]);
    expect(await verdicts(`(assert_return (invoke "f" (i32.const 0)) (f32.const -nan))`)).toEqual([
      expect.stringContaining("returned 7fc00000 00000000, expected ffc00000 00000000"),
    ]);
    expect(await verdicts(`(assert_trap (invoke "f" (i32.const 1)) "unreachable")`)).toEqual([
      expect.stringContaining("returned, expected a trap: unreachable"),
    ]);
    expect(await verdicts(`(module (func (export "f") unreachable)) (assert_trap (invoke "f") "integer overflow")`)).toEqual([
      expect.stringContaining("unreachable, expected integer overflow"),
    ]);
    expect(await verdicts(`(assert_return (invoke "g"))`)).toEqual([expect.stringContaining("no export g")]);
  });
});
