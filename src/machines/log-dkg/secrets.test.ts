/** What holds secrets prints none of them: keyrings, polynomials, shares; and neither does what a ceremony makes public. */

import { format, inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { bls12381Suite } from "../../crypto/bls12-381-suite.ts";
import { nodeKey } from "../../crypto/ed25519.ts";
import type { Secret } from "../../crypto/suite.ts";
import { seededBytes } from "../../crypto/testing-suites.ts";
import { NexusError } from "../../lib/errors.ts";
import { Ceremony, upTo } from "./testing-ceremony.ts";

const members = upTo(4);
const log = new Ceremony(bls12381Suite(), seededBytes(11));
log.begin("generate", members, 2);
log.register();
/** What the members hold in the middle of the ceremony: keys and polynomials. */
const during = members.map((node) => log.ring(node));
log.deal(members);
log.confirm(members);
/** And at its end: shares. */
const after = members.map((node) => log.ring(node));

const { disclose } = log.c.suite.secrets;

/** Every secret that is reachable from a value. */
function secretsIn(value: unknown): readonly Secret[] {
  if (typeof value !== "object" || value === null) return [];
  if (String(value) === "[secret]") return [value as Secret];
  return Object.values(value).flatMap(secretsIn);
}

const secrets = [...new Set(secretsIn([during, after]))];

/** Each secret as hexadecimal digits, in both cases, and as a decimal number. */
const forms = secrets.flatMap((secret) => {
  const text = disclose(secret);
  return [text, text.toUpperCase(), BigInt(`0x${text}`).toString()];
});
const shows = (text: string) => forms.some((form) => text.includes(form));

const printers: readonly (readonly [how: string, print: (value: unknown) => string])[] = [
  ["JSON", (value) => JSON.stringify(value) ?? ""],
  ["the inspector, hidden properties included", (value) => inspect(value, { showHidden: true, depth: null, getters: true })],
  ["the inspector without custom forms", (value) => inspect(value, { customInspect: false, depth: null })],
  ["the console", (value) => format("%o %O %j", value, value, value)],
  ["an error", (value) => inspect(new NexusError("bad-share", "a member's error", { cause: value }), { depth: null })],
  ["a copy", (value) => inspect(structuredClone(JSON.parse(JSON.stringify(value))), { depth: null })],
];

describe("a ceremony of four over BLS12-381", () => {
  test("has keys, ephemeral keys, polynomials and shares, which the test would see", () => {
    expect(log.state.phase).toBe("done");
    // Of each member: an encryption key, an ephemeral key, two coefficients, a share.
    expect(secrets.length).toBeGreaterThanOrEqual(4 * 5);
    for (const secret of secrets) expect(shows(`share ${disclose(secret)}`)).toBe(true);
  });

  test.each(printers)("shows none of them in %s", (_, print) => {
    for (const ring of [...during, ...after]) {
      expect(print(ring)).toContain("ceremony");
      expect(shows(print(ring))).toBe(false);
    }
    expect(shows(print({ entries: log.log, state: log.state, effects: log.effects }))).toBe(false);
  });

  test.each(printers)("and a node's key for votes does not show in %s", (_, print) => {
    const seed = seededBytes(3)(32);
    const text = print({ key: nodeKey(() => seed) });
    expect(text.length).toBeGreaterThan(0);
    for (const form of [Buffer.from(seed).toString("hex"), BigInt(`0x${Buffer.from(seed).toString("hex")}`).toString()])
      expect(text).not.toContain(form);
  });
});
