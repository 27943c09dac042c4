import { describe, expect, test } from "vitest";
import { ExitCode, NexusError, unreachable } from "./errors.ts";
import { formatPosition, type SourceRange } from "./source.ts";

const at: SourceRange = { file: "Gsi.tla", start: { line: 3, column: 5 }, end: { line: 3, column: 9 } };

describe("NexusError", () => {
  test("is a usage error without position and hint unless told", () => {
    const error = new NexusError("unknown-module", "there is no module Gis");
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({
      name: "NexusError",
      code: "unknown-module",
      message: "there is no module Gis",
      exit: ExitCode.usage,
    });
    expect([error.at, error.hint, "cause" in error]).toEqual([undefined, undefined, false]);
  });

  test("carries position, hint, exit code and cause", () => {
    const cause = new Error("ENOENT");
    const error = new NexusError("no-file", "cannot read", { at, hint: "did you mean Gsi?", exit: ExitCode.environment, cause });
    expect(error).toMatchObject({ at, hint: "did you mean Gsi?", exit: 4, cause });
  });
});

test("exit codes are distinct and inconclusive is not success", () => {
  const codes = Object.values(ExitCode);
  expect(new Set(codes).size).toBe(codes.length);
  expect(ExitCode).toEqual({ ok: 0, violated: 1, usage: 2, inconclusive: 3, environment: 4, bug: 70, interrupted: 130 });
});

test("unreachable names what was reached", () => {
  expect(() => unreachable("no such kind")).toThrow("unreachable: no such kind");
  expect(() => unreachable({ kind: "new" } as never)).toThrow('unreachable: {"kind":"new"}');
});

test("positions print as editors and terminals read them", () => {
  expect(formatPosition(at)).toBe("Gsi.tla:3:5");
});
