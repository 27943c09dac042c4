import { describe, expect, test } from "vitest";
import { flagsOf, positive, whole } from "./command.ts";

const options = { seed: { type: "string" }, list: { type: "boolean" } } as const;

describe("flags of the repository's commands", () => {
  test("are read, and help stands for itself", () => {
    expect(flagsOf(options, ["--seed", "7", "--list"])).toEqual({ seed: "7", list: true });
    expect(flagsOf(options, ["--list", "--help"])).toBe("help");
  });

  test.each([
    ["an unknown flag", ["--sed", "7"], "Unknown option '--sed'"],
    ["a flag without its value", ["--seed"], "Option '--seed <value>' argument missing"],
    ["a value that is none of a flag", ["7"], "Unexpected argument '7'"],
  ])("refuse %s and name those that there are", (_, args, message) => {
    expect(() => flagsOf(options, args)).toThrow(
      expect.objectContaining({
        code: "bad-flag",
        exit: 2,
        message: expect.stringContaining(message),
        hint: "known are --seed, --list, --help",
      }),
    );
  });

  test("are numbers where numbers are asked for", () => {
    expect([whole("seed", "0"), positive("threads", "2")]).toEqual([0, 2]);
    for (const text of ["", "x", "-1", "1.5", "2147483648", "1e3"]) {
      expect(() => whole("seed", text)).toThrow(`--seed needs a whole number below 2^31, not ${JSON.stringify(text)}`);
    }
    expect(() => positive("threads", "0")).toThrow("--threads needs a whole number above 0");
  });
});
