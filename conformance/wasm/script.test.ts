import { describe, expect, test } from "vitest";
import { checkManifest } from "./manifest.ts";
import { readScript } from "./script.ts";
import { countsOf } from "./suite.ts";

const read = (source: string) => readScript("test.wast", Buffer.from(source, "utf8"));
const texts = (source: string) =>
  read(source).map((command) =>
    "module" in command && typeof command.module === "object" ? Buffer.from(command.module?.bytes ?? []).toString() : "",
  );

describe("the reader of scripts", () => {
  test("keeps the text of modules as it stands, with comments and strings that look like parentheses", () => {
    const module = '(module (; a (; nested ;) comment ) ;) (func (export ")(") ;; )\n))';
    expect(texts(`;; first\n${module} (module)`)).toEqual([module, "(module)"]);
  });

  test("counts bytes and not characters", () => {
    const [first, second] = read('(module (func (export "é€😀")))\n(module $m)');
    expect(first?.offset).toBe(0);
    expect(second).toMatchObject({ offset: 37, module: { name: "$m", offset: 37 } });
  });

  test("turns the strings of binary and quoted modules into bytes", () => {
    const [binary, quote] = read(
      String.raw`(module $b binary "\00asm" "\01\00\00\00" "\t\n\r\"\'\\\u{20ac}") (module quote "(fu" "nc)")`,
    );
    expect(binary).toMatchObject({ module: { form: "binary", name: "$b" } });
    expect([...(binary as { module: { bytes: Uint8Array } }).module.bytes]).toEqual([
      ...[0, 97, 115, 109, 1, 0, 0, 0, 9, 10, 13, 34, 39, 92, 0xe2, 0x82, 0xac],
    ]);
    expect(texts('(module quote "(fu" "nc)")')).toEqual(["(func)"]);
    expect(quote).toMatchObject({ module: { form: "quote" } });
  });

  test("reads assertions with their actions, arguments and what is expected", () => {
    const source = `
      (register "M" $m)
      (invoke $m "f" (i32.const -1) (i64.const 0x8000_0000_0000_0000))
      (assert_return (get $m "g") (f32.const nan:canonical) (ref.extern 7) (ref.func) (ref.null extern))
      (assert_return (invoke "v" (v128.const i16x8 1 2 3 4 5 6 7 -1)) (v128.const f32x4 nan:arithmetic 1 -0 inf))
      (assert_trap (invoke "t") "unreachable")
      (assert_trap (module (start 0) (func unreachable)) "unreachable")
      (assert_invalid (module (func (result i32))) "type mismatch")`;
    const commands = read(source).map(({ offset: _, ...command }) => command);
    expect(commands.slice(0, 5)).toEqual([
      { kind: "register", as: "M", module: "$m" },
      {
        kind: "action",
        action: {
          kind: "invoke",
          module: "$m",
          field: "f",
          args: [
            { type: "i32", bits: 0xffffffffn },
            { type: "i64", bits: 1n << 63n },
          ],
        },
      },
      {
        kind: "assert_return",
        action: { kind: "get", module: "$m", field: "g" },
        expected: [
          { type: "f32", bits: "nan:canonical" },
          { type: "externref", ref: 7 },
          { type: "funcref", ref: "any" },
          { type: "externref", ref: null },
        ],
      },
      {
        kind: "assert_return",
        action: {
          kind: "invoke",
          module: null,
          field: "v",
          args: [{ type: "v128", shape: "i16x8", lanes: [1n, 2n, 3n, 4n, 5n, 6n, 7n, 0xffffn] }],
        },
        expected: [{ type: "v128", shape: "f32x4", lanes: ["nan:arithmetic", 0x3f800000n, 0x80000000n, 0x7f800000n] }],
      },
      { kind: "assert_trap", of: { kind: "invoke", module: null, field: "t", args: [] }, message: "unreachable" },
    ]);
    expect(commands.slice(5)).toMatchObject([
      { kind: "assert_trap", of: { form: "text" } },
      { kind: "assert_invalid", module: { form: "text" }, message: "type mismatch" },
    ]);
  });

  test("takes the fields of one module for a script", () => {
    expect(texts('(func) (memory 0) (func (export "f"))')).toEqual(['(module (func) (memory 0) (func (export "f"))\n)']);
  });

  test.each([
    ["(module", "a parenthesis that is not closed"],
    ["(module (; ) ", "a comment that does not end"],
    ['(module binary "\\0")', "an escape that there is not"],
    ['(module "x', "a string that does not end"],
    ["(module) (assert_something)", "unknown command assert_something"],
    ['(assert_return (invoke "f" (i32.const 1.5)))', "no value that is known"],
    ['(assert_return (invoke "f" (i8.const 1)))', "no value that is known"],
    ['(assert_return (invoke "f") (v128.const i32x4 1 2 3))', "no value that is known"],
    ['(assert_invalid (func) "x")', "expected a module"],
    ['(assert_trap (invoke "f"))', "expected one message"],
  ])("refuses what it does not know: %s", (source, message) => {
    expect(() => read(source)).toThrow(message);
    expect(() => read(source)).toThrow(/^test\.wast:1: .* \(at byte \d+\)$/);
  });

  test("nests without recursion", () => {
    const deep = `(module ${"(".repeat(200_000)}${")".repeat(200_000)})`;
    expect(texts(deep)[0]).toHaveLength(deep.length);
    expect(() => read(`(invoke "f" ${"(".repeat(200_000)}${")".repeat(200_000)})`)).toThrow("no value that is known");
  });
});

describe("the frozen manifest", () => {
  const script = (source: string) => ({ file: "a.wast", commands: read(source) });
  const whole = script(
    '(module) (assert_malformed (module binary "") "unexpected end") (assert_malformed (module quote "(") "x")',
  );

  test("tells malformed texts from malformed modules", () => {
    expect(countsOf(whole)).toEqual({ assert_malformed: 1, "assert_malformed text": 1, module: 1 });
  });

  test("finds a command that is lost, one too many, and a file that is lost or new", () => {
    const frozen = { source: "", files: { "a.wast": countsOf(whole) } };
    expect(() => checkManifest([whole], frozen)).not.toThrow();
    expect(() => checkManifest([{ ...whole, commands: whole.commands.slice(1) }], frozen)).toThrow("the first is a.wast");
    expect(() => checkManifest([{ ...whole, commands: [...whole.commands, ...whole.commands] }], frozen)).toThrow("a.wast");
    expect(() => checkManifest([], frozen)).toThrow("1 files have other commands");
    expect(() => checkManifest([whole, { file: "b.wast", commands: [] }], frozen)).toThrow("the first is b.wast");
  });
});
