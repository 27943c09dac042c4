/** `nexus nvm inspect` as its users meet it. It runs what `npm run build` has built. */

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { encode } from "../../nvm/index.ts";
import { nexusIn } from "../testing-command.ts";
import { Scratch } from "../tla/testing-files.ts";
import { schemaProblems } from "../tla/testing-json-schema.ts";

const { code, concat, functype, moduleBytes, name, SECTION, section, vec } = encode;

/** `add` counts down from its parameter and calls an import; names come from a name section. */
const sample = (body: readonly number[]): Uint8Array =>
  moduleBytes(
    section(SECTION.type, vec(functype([0x7f], [0x7f]), functype([0x7f], []))),
    section(SECTION.import, vec([...name("env"), ...name("log"), 0, 1])),
    section(SECTION.function, vec([0])),
    section(SECTION.memory, vec([1, 1, 2])),
    section(SECTION.export, vec([...name("add"), 0, 1], [...name("mem\u001b"), 2, 0])),
    section(SECTION.code, vec(code([[2, 0x7e]], body))),
    section(SECTION.custom, name("name"), section(1, vec(concat([0], name("log")), concat([1], name("counts"))))),
  );

const [LOOP, END] = [0x03, 0x0b];
const body = [
  ...[LOOP, 0x7f], // loop (result i32)
  ...[0x20, 0, 0x10, 0], // local.get 0, call 0
  ...[0x20, 0, 0x41, 1, 0x6b, 0x22, 0], // local.get 0, i32.const 1, i32.sub, local.tee 0
  ...[0x20, 0, 0x0d, 0], // local.get 0, br_if 0
  END,
  ...[0x28, 2, 8], // i32.load offset=8
];

let scratch: Scratch;
beforeAll(() => {
  scratch = new Scratch();
  scratch.write("app.wasm", sample(body));
  scratch.write("bad.wasm", sample([...body.slice(0, -3), 0x43, 0, 0, 0xc0, 0x7f, 0x6a]));
  scratch.write("cut.wasm", sample(body).subarray(0, 60));
  scratch.write("text.wasm", "(module)");
});
afterAll(() => scratch.remove());

const inspect = (...argv: readonly string[]) => nexusIn(scratch.path, "nvm", "inspect", ...argv);

describe("nexus nvm inspect", () => {
  test("says what is in a module", async () => {
    const { code: exit, out, err } = await inspect("app.wasm");
    expect([exit, err]).toEqual([0, ""]);
    expect(out.split("\n")).toEqual([
      "app.wasm: a valid module of 111 bytes",
      "",
      "imports",
      "  env  log  func [i32] -> []",
      "",
      "exports",
      "  add          func [i32] -> [i32]  index 1",
      // What a terminal would obey is escaped.
      '  "mem\\u001b"  memory 1 2           index 0',
      "",
      "functions",
      "  index  name    type            locals  instructions  operands  blocks  dearest  at byte",
      "  1      counts  [i32] -> [i32]  2       12            2         4       7        0x3f",
      "",
      "and",
      "  memory 1 2",
      "  0 globals",
      "  0 element segments",
      "  0 data segments of 0 bytes",
      "  custom section name of 16 bytes",
      "",
    ]);
  });

  test("shows the instructions of a function, by its name, its export or its index", async () => {
    const shown = await Promise.all(["counts", "add", "1"].map((function_) => inspect("app.wasm", "-f", function_)));
    expect(shown.map(({ code: exit }) => exit)).toEqual([0, 0, 0]);
    expect(new Set(shown.map(({ out }) => out)).size).toBe(1);
    const lines = (shown[0]?.out ?? "").trimEnd().split("\n");
    expect(lines[0]).toBe("function 1 counts: [i32] -> [i32], locals 2 x i64");
    expect(lines.slice(2).map((line) => line.slice(27))).toEqual([
      "  loop (result i32)",
      "    local.get 0",
      "    call 0 (; log ;)",
      "    local.get 0",
      "    i32.const 1",
      "    i32.sub",
      "    local.tee 0",
      "    local.get 0",
      "    br_if 0",
      "  end",
      "  i32.load offset=8",
      "end",
    ]);
    // Heights before each instruction, and a cost where a block begins: at the entry, after the call, after the branch.
    expect(lines.slice(2).map((line) => line.slice(10, 18).trim())).toEqual([
      "0",
      "0",
      "1",
      "0",
      "1",
      "2",
      "1",
      "1",
      "2",
      "1",
      "1",
      "1",
    ]);
    expect(lines.slice(2).flatMap((line, i) => (line.slice(18, 25).trim() === "" ? [] : [i]))).toEqual([0, 1, 3, 10]);
  });

  test("a refused module: the rule, the byte, and what is around it; exit code 2", async () => {
    const { code: exit, out, err } = await inspect("bad.wasm");
    expect([exit, out]).toEqual([2, ""]);
    expect(err).toContain("error[invalid-module] bad.wasm: type mismatch: i32.add expects i32, found f32 (at byte 0x59)");
    expect(err).toContain("in the code section, function 0 of those that it defines");
    expect(err).toContain("hint: the bytes there are 0b 43 00 00 c0 7f [6a] 0b 00");
    expect((await inspect("cut.wasm")).err).toContain("error[malformed-module] cut.wasm: ");
    expect((await inspect("text.wasm")).err).toContain("magic header not detected");
  });

  test("documents agree with the schema, for both", async () => {
    const [good, bad] = await Promise.all([inspect("app.wasm", "--json"), inspect("bad.wasm", "--json")]);
    expect([good.code, bad.code]).toEqual([0, 2]);
    for (const { out } of [good, bad]) expect(schemaProblems("nvm-inspect-result.schema.json", out)).toEqual([]);
    expect(JSON.parse(good.out)).toMatchObject({ valid: true, functions: [{ index: 1, name: "counts", instructions: 12 }] });
    expect(JSON.parse(bad.out)).toMatchObject({
      valid: false,
      error: { code: "invalid-module", rule: "type mismatch", offset: 89 },
    });
  });

  test("wrong usage says what was meant", async () => {
    const [none, missing, unknown, imported] = await Promise.all([
      inspect(),
      inspect("none.wasm"),
      inspect("app.wasm", "-f", "cuonts"),
      inspect("app.wasm", "-f", "log"),
    ]);
    expect([none.code, missing.code, unknown.code, imported.code]).toEqual([2, 2, 2, 2]);
    expect(none.err).toContain("nvm inspect needs one module");
    expect(missing.err).toContain("there is no file none.wasm");
    expect(unknown.err).toContain("did you mean counts?");
    expect(imported.err).toContain("function 0 has no instructions here");
    expect((await nexusIn(scratch.path, "nvm")).err).toContain("nvm needs a verb: inspect");
  });
});
