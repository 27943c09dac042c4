import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { externalFolder } from "./external.ts";

const place = mkdtempSync(join(tmpdir(), "external-"));
mkdirSync(join(place, "drand"));
afterAll(() => rmSync(place, { recursive: true }));

describe("the folder of published data", () => {
  test("is the one that is named", () => {
    expect(externalFolder("drand", place)).toBe(join(place, "drand"));
  });

  test("is an error where it is named and missing: a run that was told to read it must not skip it", () => {
    expect(() => externalFolder("eip-2537", place)).toThrow(
      expect.objectContaining({
        code: "missing-data",
        exit: 4,
        message: `NEXUS_EXTERNAL_DIR names ${place}, which has no eip-2537`,
      }),
    );
  });

  test("is null where nobody named a place and there is none", () => {
    expect(externalFolder("no-such-data", undefined)).toBeNull();
  });
});
