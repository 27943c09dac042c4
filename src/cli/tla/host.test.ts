import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hostOf } from "./host.ts";
import { checked, Scratch } from "./testing-files.ts";

let scratch: Scratch;
let outside: Scratch;
beforeAll(() => {
  scratch = new Scratch();
  outside = new Scratch();
  outside.write("secret.json", "1");
  scratch.write("data.json", "[1, 2]");
  symlinkSync(outside.path, join(scratch.path, "link"));
});
afterAll(() => {
  scratch.remove();
  outside.remove();
});

test("modules read files beside them and in libraries, and no others", () => {
  const host = hostOf(join(scratch.path, "M.tla"), [], () => {});
  expect(host.read?.("data.json")).toBe("[1, 2]");
  expect(host.read?.(join(scratch.path, "data.json"))).toBe("[1, 2]");
  const others = ["none.json", "link", "link/secret.json", join(outside.path, "secret.json"), "../../etc/passwd", "", "a\0b"];
  for (const name of others) expect(host.read?.(name), name).toBeUndefined();
  expect(hostOf(join(scratch.path, "M.tla"), [outside.path], () => {}).read?.("secret.json")).toBe("1");
  expect(host.environment).toBeUndefined();
});

test("a model reads a file and checks what is in it", () => {
  const lines = [
    "J == INSTANCE Json",
    "VARIABLE x",
    'Init == x \\in {J!JsonDeserialize("data.json")[2]}',
    "Next == x' = x",
    "Two == x = 2",
  ];
  expect(checked(scratch.model("Reads", lines, "INIT Init\nNEXT Next\nINVARIANT Two\n"))).toMatchObject({
    verdict: "ok",
    distinct: 1,
  });
});
