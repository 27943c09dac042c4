import { format, inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { NexusError } from "../lib/errors.ts";
import { hide, open, SECRET_TEXT } from "./secret.ts";

const scalar = 0x1f2e3d4c5b6a79880123456789abcdefn;
const secret = hide(scalar);

/** Every way in which the scalar could be written. */
const forms = [scalar.toString(), scalar.toString(16), scalar.toString(16).toUpperCase()];
const shows = (text: string) => forms.some((form) => text.includes(form));

describe("a secret", () => {
  test("opens to its scalar", () => {
    expect(open(secret)).toBe(scalar);
    expect(shows(String(scalar)), "the test would see the scalar").toBe(true);
  });

  test.each([
    ["by its own method", () => secret.toString()],
    ["in a template string", () => `${secret}`],
    ["joined to a text", () => `share ${String(secret)}`],
    ["added to a text", () => ["share ", secret].join("")],
    ["in JSON", () => JSON.stringify({ share: secret, list: [secret] })],
    ["inspected, hidden properties included", () => inspect({ share: secret }, { showHidden: true, depth: null, getters: true })],
    ["inspected without custom forms", () => inspect(secret, { customInspect: false, showHidden: true })],
    ["formatted as the console does", () => format("%s %o %O %j %d", secret, secret, secret, secret, secret)],
    ["in an error", () => inspect(new NexusError("bad-share", `share ${secret}`, { cause: { share: secret } }))],
    ["in an error's stack", () => new Error(`share ${secret}`).stack ?? ""],
  ])("does not show %s", (_, print) => {
    const text = print();
    expect(shows(text)).toBe(false);
    expect(text.length).toBeGreaterThan(0);
  });

  test("says that it is one", () => {
    expect(`${secret}`).toBe(SECRET_TEXT);
    expect(JSON.stringify([secret])).toBe(`["${SECRET_TEXT}"]`);
    expect(inspect({ share: secret })).toBe(`{ share: ${SECRET_TEXT} }`);
  });

  test("has nothing to enumerate, to copy or to change", () => {
    expect(Reflect.ownKeys(secret)).toEqual([]);
    expect({ ...secret }).toEqual({});
    expect(Object.isFrozen(secret)).toBe(true);
    expect(structuredClone(secret)).toEqual({});
  });

  test("is no number", () => {
    expect(Number(secret)).toBeNaN();
    expect(() => BigInt(secret as unknown as bigint)).toThrow(SyntaxError);
  });
});
