import { describe, expect, it } from "vitest";
import { parseConfig } from "./cfg.ts";
import { checkConfig } from "./check-config.ts";
import { errorOf } from "./compiler/testing-specs.ts";
import { analyze, loadModule } from "./semantics/index.ts";

const parse = (text: string) => parseConfig("T.cfg", text);

describe("parsing", () => {
  it("reads every statement", () => {
    const config = parse(`\\* a model
SPECIFICATION Spec (* nested (* comment *) *)
CONSTANTS N = 3  S = {1, {a, "b"}, TRUE}
  Nat <- MyNat
CONSTANT Int <- [Base] Small   M = [Base] mv  Empty = {}
INVARIANT TypeOK
INVARIANTS A B
PROPERTY Live PROPERTIES C D
CONSTRAINT Bound ACTION_CONSTRAINTS Step
SYMMETRY Perms VIEW view ALIAS alias POSTCONDITION Post
CHECK_DEADLOCK FALSE`);
    expect(config).toMatchObject({
      file: "T.cfg",
      specification: { name: "Spec", at: { start: { line: 2, column: 15 } } },
      constants: [
        { kind: "value", name: "N", value: { kind: "number", value: 3 } },
        {
          kind: "value",
          name: "S",
          value: {
            items: [
              { value: 1 },
              {
                items: [
                  { kind: "modelValue", name: "a" },
                  { kind: "string", value: "b" },
                ],
              },
              { kind: "boolean", value: true },
            ],
          },
        },
        { kind: "replacement", name: "Nat", by: "MyNat" },
        { kind: "replacement", name: "Int", by: "Small", module: "Base" },
        { kind: "value", name: "M", module: "Base", value: { name: "mv" } },
        { kind: "value", name: "Empty", value: { kind: "set", items: [] } },
      ],
      invariants: [{ name: "TypeOK" }, { name: "A" }, { name: "B" }],
      properties: [{ name: "Live" }, { name: "C" }, { name: "D" }],
      constraints: [{ name: "Bound" }],
      actionConstraints: [{ name: "Step" }],
      symmetry: { name: "Perms" },
      view: { name: "view" },
      alias: { name: "alias" },
      postcondition: { name: "Post" },
      checkDeadlock: false,
    });
  });

  it("checks for deadlock unless told otherwise and takes an empty file", () => {
    expect(parse("")).toEqual({
      file: "T.cfg",
      constants: [],
      invariants: [],
      properties: [],
      constraints: [],
      actionConstraints: [],
      checkDeadlock: true,
    });
  });

  it.each([
    ["INVARIANTT TypeOK", "1:1", "expected a statement", "did you mean `INVARIANT`?"],
    ["INIT", "1:5", "expected the name of a definition after INIT", undefined],
    ["INIT Init\nINIT Init2", "2:1", "expected INIT once", undefined],
    ["INIT Init NEXTT Next", "1:11", "expected one name after INIT", "did you mean `NEXT`?"],
    ["CONSTANT N", "1:11", "expected `=` or `<-` after `N`", undefined],
    ["CONSTANT N = -1", "1:14", "cfg files have no negative numbers", "replace the constant with `<-`"],
    ["CONSTANT N = {1, -1}", "1:18", "cfg files have no negative numbers", undefined],
    ["CONSTANT N = {1 2}", "1:17", "expected `,` or `}` in a set", "the set opens at line 1, column 14"],
    ["CONSTANT N = {1,}", "1:17", "expected a number, string", undefined],
    ["CONSTANT N = INVARIANT Inv", "1:14", "expected a value", undefined],
    ["CONSTANT F(1) = 2", "1:11", "expected `=` or `<-`", "values for single arguments are not supported"],
    ["CONSTANT N <- [Base Small", "1:21", "expected `]`", undefined],
    ["CHECK_DEADLOCK MAYBE", "1:16", "expected TRUE or FALSE", undefined],
    ["CHECK_DEADLOCK TRUE\nCHECK_DEADLOCK FALSE", "2:1", "expected CHECK_DEADLOCK once", undefined],
    ['CONSTANT N = "a', "1:14", "a string is not closed", undefined],
    [`CONSTANT N = ${"{".repeat(10_000)}`, "1:514", "nested at most 500 levels deep", undefined],
  ])("refuses %.30s", (text, at, message, hint) => {
    const error = errorOf(() => parse(text));
    expect(error.code).toBe("cfg-parse");
    expect(`${error.at?.start.line}:${error.at?.start.column}`).toBe(at);
    expect(error.message).toContain(message);
    if (hint !== undefined) expect(error.hint).toContain(hint);
  });
});

describe("checking against the module", () => {
  const module = `---- MODULE T ----
EXTENDS Naturals, Base
CONSTANTS N, Op(_)
VARIABLE v
Init == v = N
Next == v' = Op(v)
Spec == Init /\\ [][Next]_v
TypeOK == v \\in Nat
Two == 2
Double(a) == a + a
State == v
Live == <>(v = 1)
====`;
  const base = "---- MODULE Base ----\nCONSTANT M\nSmall == 1\n====";
  const sources: Record<string, string> = { T: module, Base: base };
  const analysis = analyze(
    loadModule("T", (name) =>
      Object.hasOwn(sources, name) ? { file: `${name}.tla`, source: sources[name] as string } : undefined,
    ),
  );
  const good = "CONSTANTS N = 1 M = 2 Op <- Double\n";

  it.each([
    `${good}SPECIFICATION Spec\nINVARIANT TypeOK\nPROPERTY Live`,
    `${good}INIT Init NEXT Next VIEW State SYMMETRY Two CONSTRAINT TypeOK ACTION_CONSTRAINT Next`,
    `${good}CONSTANT Nat <- Two Small = 3`,
    `${good}CONSTANT Small <- [Base] Two Nat <- [Naturals] Two`,
    `${good}CONSTANT spare = spare`,
  ])("accepts %j", (text) => {
    expect(() => checkConfig(parse(text), analysis)).not.toThrow();
  });

  it.each([
    [
      "CONSTANTS N = 1 Op <- Double",
      "cfg-constant",
      "Base.tla:2:10",
      "the constant `M` has no value in T.cfg",
      "add `CONSTANT M = ...` to T.cfg",
    ],
    ["CONSTANTS N = 1 M = 2", "cfg-constant", "T.tla:3:14", "the constant `Op` has no value", "CONSTANT Op <- ..."],
    [`${good}CONSTANT NN = 1`, "cfg-constant", "T.cfg:2:10", "`NN` is no constant", "did you mean `N`?"],
    [`${good}CONSTANT v = 1`, "cfg-constant", "T.cfg:2:10", "`v` is no constant", undefined],
    [`${good}CONSTANT N = 2`, "cfg-constant", "T.cfg:2:10", "already has a value", "T.cfg:1:11"],
    ["CONSTANTS N = 1 M = 2 Op = 3", "cfg-arity", "T.cfg:1:23", "`Op` is an operator of 1 argument", "replace it with `<-`"],
    ["CONSTANTS N = 1 M = 2 Op <- Two", "cfg-arity", "T.cfg:1:23", "takes 1 argument but `Two`", undefined],
    [
      "CONSTANTS N <- State M = 2 Op <- Double",
      "cfg-level",
      "T.cfg:1:11",
      "`State` has state level, expected constant level",
      undefined,
    ],
    ["CONSTANTS N <- Too M = 2 Op <- Double", "cfg-name", "T.cfg:1:11", "`Too` is not defined", "did you mean `Two`?"],
    [
      `${good}CONSTANT Small <- [Bose] Two`,
      "cfg-name",
      "T.cfg:2:10",
      "module `Bose` is no part of the model",
      "did you mean `Base`?",
    ],
    [`${good}INVARIANT TypeOk`, "cfg-name", "T.cfg:2:11", "`TypeOk` is not defined in module T", "did you mean `TypeOK`?"],
    [`${good}INVARIANT Next`, "cfg-level", "T.cfg:2:11", "INVARIANT `Next` has action level, expected state level", "PROPERTY"],
    [`${good}INVARIANT Double`, "cfg-arity", "T.cfg:2:11", "INVARIANT `Double` takes 1 argument", undefined],
    [`${good}INIT Next NEXT Next`, "cfg-level", "T.cfg:2:6", "INIT `Next` has action level", undefined],
    [`${good}SYMMETRY State`, "cfg-level", "T.cfg:2:10", "SYMMETRY `State` has state level", undefined],
    [`${good}SPECIFICATION Spec INIT Init NEXT Next`, "cfg-statement", "T.cfg:2:25", "expected one way", "leave out"],
    [`${good}INIT Init`, "cfg-statement", "T.cfg:2:6", "INIT without NEXT", "add NEXT"],
    [`${good}NEXT Next`, "cfg-statement", "T.cfg:2:6", "NEXT without INIT", "add INIT"],
  ])("refuses %j", (text, code, at, message, hint) => {
    const error = errorOf(() => checkConfig(parse(text), analysis));
    expect({ code: error.code, at: `${error.at?.file}:${error.at?.start.line}:${error.at?.start.column}` }).toEqual({ code, at });
    expect(error.message).toContain(message);
    if (hint !== undefined) expect(error.hint).toContain(hint);
    expect(error.exit).toBe(2);
  });
});
