import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NexusError } from "../lib/errors.ts";
import { readText } from "./files.ts";

let scratch = "";
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), "nexus-"));
});
afterAll(() => rmSync(scratch, { recursive: true }));

function written(bytes: string | Uint8Array): string {
  const path = join(scratch, "file.tla");
  writeFileSync(path, bytes);
  return path;
}

function errorOf(path: string, largest?: number): NexusError {
  try {
    readText(path, "a hint", largest);
  } catch (error) {
    if (error instanceof NexusError) return error;
    throw error;
  }
  throw new Error("expected an error, there was none");
}

describe("reading a text", () => {
  test("gives the text, a byte order mark included, for the lexer to judge", () => {
    expect(readText(written("a ∈ S\n"))).toBe("a ∈ S\n");
    expect(readText(written("\ufeffa"))).toBe("\ufeffa");
  });

  test("says where there is no file", () => {
    expect(errorOf(join(scratch, "none.tla"))).toMatchObject({ code: "no-file", hint: "a hint", exit: 2 });
    expect(errorOf(join(written(""), "below")).code).toBe("no-file");
  });

  test("refuses directories and devices", () => {
    expect(errorOf(scratch)).toMatchObject({ code: "bad-file", exit: 2 });
    expect(errorOf(scratch).message).toMatch(/ is a directory, expected a file$/);
    expect(errorOf("/dev/zero").message).toBe("/dev/zero is a device, expected a file");
  });

  test("refuses a file that is too large before it reads it", () => {
    expect(readText(written("12345"), undefined, 5)).toBe("12345");
    expect(errorOf(written("123456"), 5).message).toMatch(/ has 6 bytes, expected at most 5$/);
  });

  test("points at the first byte that is no UTF-8", () => {
    const error = errorOf(written(Uint8Array.of(0x61, 0x0a, 0xc3, 0xa4, 0x62, 0xe4, 0x0a)));
    expect(error.at?.start).toEqual({ line: 2, column: 3 });
    expect(error).toMatchObject({ code: "bad-file", hint: "save the file in the encoding UTF-8" });
    expect(errorOf(written(Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 0x00, 0xff))).hint).toBe("this looks like a binary file");
  });
});
