/** Modules that can be read and break a rule of validation: each breaks one. */

import { concat, functype, moduleBytes, name, SECTION, section, vec } from "../../../../nvm/encode.ts";
import { emit } from "../emit.ts";
import { planOf, type Source } from "../notation.ts";
import { moduleWith } from "./malformed.ts";

export interface Breach {
  readonly id: string;
  /** The rule, in the words of the official test suite. */
  readonly rule: string;
  readonly bytes: Uint8Array;
  /** The host may know the later proposal that allows this. */
  readonly isLater: boolean;
}

const breach = (id: string, rule: string, source: Source): Breach => ({
  id,
  rule,
  bytes: emit(planOf(source)).bytes,
  isLater: false,
});

/** A module with one of each thing, around a function with this body. */
const around = (sig: string, body: string, more: Partial<Source> = {}): Source => ({
  memory: { min: 1 },
  tables: [
    { type: "funcref", min: 1 },
    { type: "externref", min: 1 },
  ],
  globals: [
    ["var i32", "i32.const 0"],
    ["i64", "i64.const 0"],
  ],
  elems: [{ mode: "passive", items: [0] }],
  datas: [{ bytes: [1] }],
  ...more,
  funcs: [{ name: "f", sig, locals: "f32", body }, ...(more.funcs ?? [])],
});

const TYPES: readonly (readonly [id: string, sig: string, body: string])[] = [
  ["operand", "i64:i32", "local.get 0 i32.eqz"],
  ["second-operand", "i32,i64:i32", "local.get 0 local.get 1 i32.add"],
  ["operand-missing", ":i32", "i32.const 1 i32.add"],
  ["operand-below-block", ":i32", "i32.const 1 block :i32 i32.eqz end"],
  ["result", ":i64", "i32.const 1"],
  ["result-missing", ":i32", "nop"],
  ["result-too-many", ":i32", "i32.const 1 i32.const 2"],
  ["drop-nothing", ":", "drop"],
  ["block-result", ":", "block :i32 i64.const 1 end drop"],
  ["block-result-missing", ":", "block :i32 end drop"],
  ["block-parameter", ":", "i64.const 1 block i32: drop end"],
  ["if-condition", ":", "i64.const 1 if : end"],
  ["if-without-else", ":", "i32.const 1 if :i32 i32.const 1 end drop"],
  ["if-arms", ":", "i32.const 1 if :i32 i32.const 1 else i64.const 1 end drop"],
  ["br-value", ":i32", "block :i32 i64.const 1 br 0 end"],
  ["br-value-missing", ":i32", "block :i32 br 0 end"],
  ["br-loop-parameter", ":", "i32.const 1 loop i32: drop br 0 end"],
  ["br-if-condition", ":", "block : f32.const 1 br_if 0 end"],
  ["br-if-value", ":i32", "block :i32 i64.const 1 i32.const 1 br_if 0 end"],
  ["br-table-index", ":", "block : i64.const 1 br_table - 0 end"],
  ["br-table-arity", ":i32", "block :i32 block : i32.const 1 i32.const 1 br_table 0 1 end i32.const 1 end"],
  ["return-value", ":i32", "i64.const 1 return"],
  ["call-argument", "i32:", "i64.const 1 call 0"],
  ["call-argument-missing", "i32:", "call 0"],
  ["call-indirect-index", "i32:", "i32.const 1 i64.const 0 call_indirect i32: 0"],
  ["call-indirect-table", "i32:", "i32.const 1 i32.const 0 call_indirect i32: 1"],
  ["select-operands", ":", "i32.const 1 i64.const 1 i32.const 1 select drop"],
  ["select-references", ":", "ref.null func ref.null func i32.const 1 select drop"],
  ["select-typed", ":", "i32.const 1 i32.const 1 i32.const 1 select_t i64 drop"],
  ["local-set", ":", "i32.const 1 local.set 0"],
  ["local-tee", ":", "i32.const 1 local.tee 0 drop"],
  ["global-set", ":", "i64.const 1 global.set 0"],
  ["load-address", ":", "i64.const 0 i32.load drop"],
  ["store-value", ":", "i32.const 0 f32.const 0 i32.store"],
  ["memory-grow", ":", "i64.const 0 memory.grow drop"],
  ["memory-fill", ":", "i32.const 0 i32.const 0 i64.const 0 memory.fill"],
  ["table-set-value", ":", "i32.const 0 ref.null extern table.set 0"],
  ["table-grow-value", ":", "ref.null extern i32.const 0 table.grow 0 drop"],
  ["table-copy-types", ":", "i32.const 0 i32.const 0 i32.const 0 table.copy 0 1"],
  ["table-init-types", ":", "i32.const 0 i32.const 0 i32.const 0 table.init 0 1"],
  ["ref-is-null", ":", "i32.const 0 ref.is_null drop"],
  ["vector-operand", ":", "i64.const 0 v128.not drop"],
  ["unreachable-operand", ":", "unreachable i64.const 0 i32.eqz drop"],
  ["unreachable-result", ":i32", "unreachable i64.const 0"],
  ["unreachable-block", ":", "unreachable block :i32 i64.const 0 end drop"],
  ["dead-code-after-br", ":", "block : br 0 i32.const 1 i64.const 1 i32.add drop end"],
];

const UNKNOWN: readonly (readonly [what: string, body: string, more?: Partial<Source>])[] = [
  ["local", "local.get 1 drop"],
  ["global", "global.get 2 drop"],
  ["function", "call 9"],
  ["label", "br 1"],
  ["label", "block : i32.const 0 br_table 0,2 0 end"],
  ["table", "i32.const 0 table.get 2 drop"],
  ["memory", "i32.const 0 i32.load drop", { memory: undefined as never }],
  ["data segment", "data.drop 1"],
  ["elem segment", "elem.drop 1"],
  ["elem segment", "i32.const 0 i32.const 0 i32.const 0 table.init 1 0"],
];

const others: readonly Breach[] = [
  breach("global-immutable", "global is immutable", around(":", "i64.const 1 global.set 1")),
  breach("alignment", "alignment must not be larger than natural", around(":", "i32.const 0 i32.load16_u +0@2 drop")),
  breach(
    "alignment-vector",
    "alignment must not be larger than natural",
    around("v128:", "i32.const 0 local.get 0 v128.load8_lane +0@1 0 drop"),
  ),
  breach("lane-extract", "invalid lane index", around("v128:", "local.get 0 i32x4.extract_lane 4 drop")),
  breach(
    "lane-shuffle",
    "invalid lane index",
    around("v128:", "local.get 0 local.get 0 i8x16.shuffle 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,32 drop"),
  ),
  breach("lane-load", "invalid lane index", around("v128:", "i32.const 0 local.get 0 v128.load64_lane 2 drop")),
  breach("reference-undeclared", "undeclared function reference", { funcs: [{ sig: ":", body: "ref.func 0 drop" }] }),
  breach("constant-instruction", "constant expression required", { globals: [["i32", "i32.const 1 i32.eqz"]], funcs: [] }),
  breach("constant-nop", "constant expression required", { globals: [["i32", "i32.const 1 nop"]], funcs: [] }),
  breach("constant-type", "type mismatch", { globals: [["i32", "i64.const 1"]], funcs: [] }),
  breach("constant-empty", "type mismatch", { globals: [["i32", ""]], funcs: [] }),
  breach("constant-two", "type mismatch", { globals: [["i32", "i32.const 1 i32.const 1"]], funcs: [] }),
  breach("constant-unknown-global", "unknown global", { globals: [["i32", "global.get 1"]], funcs: [] }),
  breach("export-twice", "duplicate export name", {
    funcs: [
      { name: "f", sig: ":", body: "" },
      { name: "f", sig: ":", body: "" },
    ],
  }),
  breach("start-parameters", "start function", { funcs: [{ sig: "i32:", body: "" }], start: 0 }),
  breach("start-results", "start function", { funcs: [{ sig: ":i32", body: "i32.const 1" }], start: 0 }),
  breach("start-unknown", "unknown function", { funcs: [], start: 0 }),
  breach("memory-limits", "size minimum must not be greater than maximum", { memory: { min: 2, max: 1 }, funcs: [] }),
  breach("memory-size", "memory size must be at most 65536 pages (4GiB)", { memory: { min: 65_537 }, funcs: [] }),
  breach("memory-maximum", "memory size must be at most 65536 pages (4GiB)", { memory: { min: 0, max: 65_537 }, funcs: [] }),
  breach("table-limits", "size minimum must not be greater than maximum", {
    tables: [{ type: "funcref", min: 2, max: 1 }],
    funcs: [],
  }),
  breach("elements-type", "type mismatch", {
    tables: [{ type: "externref", min: 1 }],
    elems: [{ items: [0] }],
    funcs: [{ sig: ":", body: "" }],
  }),
  breach("elements-function", "unknown function", {
    tables: [{ type: "funcref", min: 1 }],
    elems: [{ items: [1] }],
    funcs: [{ sig: ":", body: "" }],
  }),
  breach("elements-table", "unknown table", { elems: [{ items: [0] }], funcs: [{ sig: ":", body: "" }] }),
  breach("data-memory", "unknown memory", { datas: [{ at: 0, bytes: [1] }], funcs: [] }),
];

const raw = (id: string, rule: string, bytes: Uint8Array, isLater = false): Breach => ({ id, rule, bytes, isLater });

const bytes: readonly Breach[] = [
  raw("function-type", "unknown type", moduleWith({ function: vec([0], [7]) })),
  raw("import-type", "unknown type", moduleBytes(section(SECTION.import, vec(concat(name("m"), name("f"), [0, 0]))))),
  raw("block-type", "unknown type", moduleWith({ code: vec([7, 0, 0x20, 0, 0x02, 9, 0x0b, 0x0b], [2, 0, 0x0b]) })),
  raw(
    "select-two-types",
    "invalid result arity",
    moduleWith({ code: vec([12, 0, 0x20, 0, 0x20, 0, 0x20, 0, 0x1c, 2, 0x7f, 0x7f, 0x0b], [2, 0, 0x0b]) }),
  ),
  raw("export-function", "unknown function", moduleWith({ export: vec(concat(name("f"), [0, 9])) })),
  raw("export-table", "unknown table", moduleWith({ export: vec(concat(name("f"), [1, 1])) })),
  raw("export-memory", "unknown memory", moduleWith({ export: vec(concat(name("f"), [2, 1])) })),
  raw("export-global", "unknown global", moduleWith({ export: vec(concat(name("f"), [3, 1])) })),
  raw("two-memories", "multiple memories", moduleWith({ memory: vec([0, 1], [0, 1]) }), true),
  raw(
    "constant-extended",
    "constant expression required",
    moduleWith({ global: vec([0x7f, 1, 0x41, 0, 0x41, 0, 0x6a, 0x0b]) }),
    true,
  ),
  raw(
    "constant-own-global",
    "unknown global",
    moduleWith({ global: vec([0x7f, 0, 0x41, 0, 0x0b], [0x7f, 0, 0x23, 0, 0x0b]) }),
    true,
  ),
  raw("constant-type-of-segment", "type mismatch", moduleWith({ data: vec([0, 0x42, 0, 0x0b, 1, 0x61]) })),
  raw(
    "type-of-start",
    "start function",
    moduleBytes(
      section(SECTION.type, vec(functype([0x7f], []))),
      section(SECTION.function, vec([0])),
      section(SECTION.start, [0]),
      section(SECTION.code, vec([2, 0, 0x0b])),
    ),
  ),
];

export const invalid: readonly Breach[] = [
  ...TYPES.map(([id, sig, body]) => breach(`type-${id}`, "type mismatch", around(sig, body))),
  ...UNKNOWN.map(([what, body, more], i) =>
    breach(`unknown-${what.replace(" ", "-")}-${i}`, `unknown ${what}`, around(":", body, more)),
  ),
  ...others,
  ...bytes,
];
