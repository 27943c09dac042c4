import { describe, expect, test } from "vitest";
import { NexusError } from "../lib/errors.ts";
import { known, parseCount, parseFlags, parseSeed } from "./flags.ts";

const flags = {
  model: { type: "string", multiple: true, placeholder: "M", about: "" },
  limit: { type: "string", placeholder: "N", about: "" },
  json: { type: "boolean", about: "" },
  draw: { type: "string", placeholder: "N", fallback: "7", about: "" },
  help: { type: "boolean", short: "h", about: "" },
} as const;

/** The code, message and hint of the error that a call throws. */
function failure(call: () => unknown): readonly (string | undefined)[] {
  try {
    call();
  } catch (error) {
    if (error instanceof NexusError) return [error.code, error.message, error.hint];
    throw error;
  }
  return [];
}

describe("parseFlags", () => {
  test("gives strings, lists, booleans and what is no flag", () => {
    expect(parseFlags(flags, ["Gsi", "--model", "A", "--model=B", "--limit", "3", "-h"])).toEqual({
      values: { model: ["A", "B"], limit: "3", help: true },
      positionals: ["Gsi"],
    });
  });

  test.each<[readonly string[], string | undefined, readonly string[]]>([
    [["--draw"], "7", []],
    [["--draw", "--json"], "7", []],
    [["--draw", "Gsi"], "7", ["Gsi"]],
    [["--draw", "12", "Gsi"], "12", ["Gsi"]],
    [["--draw=12"], "12", []],
    [["--", "--draw", "Gsi"], undefined, ["--draw", "Gsi"]],
  ])("takes the value of %j only where it is a number", (argv, draw, positionals) => {
    const parsed = parseFlags(flags, argv);
    expect([parsed.values.draw, parsed.positionals]).toEqual([draw, positionals]);
  });

  test.each<[string, readonly string[], readonly string[]]>([
    ["a mistyped flag", ["--modle", "A"], ["unknown-flag", "unknown flag --modle", "did you mean --model?"]],
    ["a flag like no other", ["--zzzzzz"], ["unknown-flag", "unknown flag --zzzzzz", "nexus help lists the flags of each verb"]],
    ["an unknown letter", ["-x"], ["unknown-flag", "unknown flag -x", "nexus help lists the flags of each verb"]],
    ["a missing value", ["--limit"], ["bad-flag", "--limit needs a value", "write --limit=N"]],
    ["a value that looks like a flag", ["--model", "--json"], ["bad-flag", "--model needs a value", "write --model=M"]],
    ["a value for a switch", ["--json=yes"], ["bad-flag", "--json takes no value", "write --json"]],
  ])("refuses %s", (_, argv, expected) => {
    expect(failure(() => parseFlags(flags, argv))).toEqual(expected);
  });
});

describe("parseCount", () => {
  test.each([
    ["7", 7],
    ["500_000", 500_000],
    ["500k", 500_000],
    ["2M", 2_000_000],
    ["2GiB", 2 ** 31],
  ])("reads %s", (text, count) => {
    expect(parseCount("limit", text)).toBe(count);
  });

  test.each(["0", "", "-3", "1.5", "3x", "k", "_", "1e6", "9007199254740993"])("refuses %j", (text) => {
    expect(failure(() => parseCount("limit", text))).toEqual([
      "bad-flag",
      `--limit needs a positive whole number, not ${JSON.stringify(text)}`,
      "for example --limit=500_000; the suffixes k, M, G, KiB, MiB, GiB are known",
    ]);
  });
});

describe("known", () => {
  test("gives a name that is known, and the nearest of one that is not", () => {
    expect(known("module", "Gsi", ["Gsi", "Nvm"])).toBe("Gsi");
    expect(failure(() => known("module", "Gis", ["Gsi", "Nvm"]))).toEqual([
      "unknown-module",
      "unknown module Gis",
      "did you mean Gsi?",
    ]);
    expect(failure(() => known("model", "Paxos", ["A", "B"]))).toEqual([
      "unknown-model",
      "unknown model Paxos",
      "known are A, B",
    ]);
  });
});

describe("parseSeed", () => {
  test("takes whole numbers from 0 on, and no others", () => {
    expect([parseSeed("seed", "0"), parseSeed("seed", "2147483647")]).toEqual([0, 2 ** 31 - 1]);
    for (const text of ["", "-1", "2147483648", "1e3", "1.5", "0x10", "seven", " 1"]) {
      expect(failure(() => parseSeed("seed", text))).toEqual([
        "bad-flag",
        `--seed needs a whole number below 2^31, not ${JSON.stringify(text)}`,
        "for example --seed=1",
      ]);
    }
  });
});
