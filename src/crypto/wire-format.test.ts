import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { wireFormat } from "./testing-wire-format.ts";

const frozen = readFileSync(new URL("../../vectors/crypto/bls12-381.json", import.meta.url), "utf8");

test("the bytes that others rely on are the frozen ones", () => {
  expect(`${JSON.stringify(wireFormat(), null, 1)}\n`).toBe(frozen);
});
