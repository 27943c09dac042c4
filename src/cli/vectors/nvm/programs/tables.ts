/** Programs about tables, references, globals and indirect calls. */

import type { Asked } from "../suite.ts";
import { call, calls } from "./calls.ts";

const ADD = { sig: "i32,i32:i32", body: "local.get 0 local.get 1 i32.add" };
const SUB = { sig: "i32,i32:i32", body: "local.get 0 local.get 1 i32.sub" };

export const tables: readonly Asked[] = [
  {
    id: "call-indirect",
    comment: "through a table: right functions, no element, null, another type",
    flags: ["Call", "Table", "Trap"],
    source: {
      tables: [{ type: "funcref", min: 5 }],
      elems: [{ at: 1, items: [0, 1, 2] }],
      funcs: [
        ADD,
        SUB,
        { sig: "i32:i32", body: "local.get 0" },
        { name: "f", sig: "i32,i32,i32:i32", body: "local.get 0 local.get 1 local.get 2 call_indirect i32,i32:i32 0" },
      ],
    },
    calls: calls(
      "f",
      ["7", "5", "1"],
      ["7", "5", "2"],
      ["7", "5", "3"],
      ["7", "5", "0"],
      ["7", "5", "4"],
      ["7", "5", "5"],
      ["7", "5", "ffffffff"],
    ),
  },
  {
    id: "call-indirect-tables",
    comment: "two tables, and types that are equal though declared twice",
    flags: ["Call", "Table", "Trap"],
    source: {
      tables: [
        { type: "funcref", min: 1 },
        { type: "funcref", min: 2 },
      ],
      elems: [{ items: [0] }, { table: 1, items: [1, 0] }],
      funcs: [
        ADD,
        SUB,
        { name: "first", sig: "i32:i32", body: "i32.const 9 i32.const 4 local.get 0 call_indirect i32,i32:i32 0" },
        { name: "second", sig: "i32:i32", body: "i32.const 9 i32.const 4 local.get 0 call_indirect i32,i32:i32 1" },
        { name: "other", sig: "i32:i64", body: "i32.const 9 i32.const 4 local.get 0 call_indirect i32,i32:i64 1" },
      ],
    },
    calls: [...calls("first", ["0"], ["1"]), ...calls("second", ["0"], ["1"], ["2"]), call("other", "0")],
  },
  {
    id: "table-access",
    comment: "get and set, null and functions, at the bounds",
    flags: ["Table", "Reference", "Trap"],
    source: {
      tables: [
        { type: "funcref", min: 2 },
        { type: "externref", min: 1 },
      ],
      elems: [{ items: [0] }],
      funcs: [
        { name: "get", sig: "i32:funcref", body: "local.get 0 table.get 0" },
        { name: "set", sig: "i32:", body: "local.get 0 ref.func 1 table.set 0" },
        { name: "null", sig: "i32:i32", body: "local.get 0 table.get 1 ref.is_null" },
        { name: "pass", sig: "externref:externref", body: "i32.const 0 local.get 0 table.set 1 i32.const 0 table.get 1" },
        { name: "size", sig: ":i32,i32", body: "table.size 0 table.size 1" },
      ],
    },
    calls: [
      ...calls("get", ["0"], ["1"], ["2"]),
      ...calls("set", ["1"], ["2"], ["ffffffff"]),
      call("get", "1"),
      ...calls("null", ["0"], ["1"]),
      call("pass", "0"),
      call("size"),
    ],
    parts: ["state"],
  },
  {
    id: "table-grow",
    comment: "growth up to the maximum, each element paid, also where it fails",
    flags: ["Table", "Growth", "Metering"],
    source: {
      tables: [{ type: "funcref", min: 1, max: 10 }],
      elems: [{ mode: "declarative", items: [0] }],
      funcs: [
        { name: "grow", sig: "i32:i32", body: "ref.func 0 local.get 0 table.grow 0" },
        { name: "null", sig: "i32:i32", body: "ref.null func local.get 0 table.grow 0" },
      ],
    },
    calls: [
      ...calls("grow", ["0"], ["2"]),
      call("null", "1"),
      ...calls("grow", ["7"], ["ffff"], ["6"], ["1"]),
      { ...call("grow", "ffffffff"), gas: 9_999 },
    ],
    parts: ["state"],
  },
  {
    id: "table-areas",
    comment: "fill, copy between tables and within one, init from a segment; bounds before anything is written",
    flags: ["Table", "Area", "Segment", "Trap", "Metering"],
    source: {
      tables: [
        { type: "funcref", min: 8 },
        { type: "funcref", min: 4 },
      ],
      elems: [
        { mode: "passive", items: [0, null, 1, 2] },
        { at: 1, items: [3, 4] },
      ],
      funcs: [
        { name: "fill", sig: "i32,i32:", body: "local.get 0 ref.func 0 local.get 1 table.fill 0" },
        { name: "copy", sig: "i32,i32,i32:", body: "local.get 0 local.get 1 local.get 2 table.copy 0 0" },
        { name: "between", sig: "i32,i32,i32:", body: "local.get 0 local.get 1 local.get 2 table.copy 1 0" },
        { name: "init", sig: "i32,i32,i32:", body: "local.get 0 local.get 1 local.get 2 table.init 0 0" },
        { name: "drop", sig: ":", body: "elem.drop 0" },
      ],
    },
    calls: [
      ...calls("init", ["4", "0", "4"], ["4", "1", "4"], ["5", "0", "4"]),
      ...calls("copy", ["2", "1", "5"], ["0", "1", "4"], ["5", "0", "4"], ["8", "8", "0"], ["9", "0", "0"]),
      ...calls("between", ["0", "4", "4"], ["1", "0", "4"]),
      ...calls("fill", ["0", "2"], ["7", "2"], ["8", "0"]),
      call("drop"),
      ...calls("init", ["0", "0", "0"], ["0", "0", "1"]),
    ],
    parts: ["state"],
  },
  {
    id: "table-pieces",
    comment: "1,024 references a step",
    flags: ["Table", "Area", "Metering"],
    source: {
      tables: [{ type: "funcref", min: 3000 }],
      funcs: [{ name: "fill", sig: "i32:", body: "i32.const 0 ref.null func local.get 0 table.fill 0" }],
    },
    calls: calls("fill", ["0"], ["400"], ["401"], ["bb8"], ["bb9"]),
    parts: ["trace"],
  },
  {
    id: "globals",
    comment: "globals of each type keep what an invocation that returned has set",
    flags: ["Variable"],
    source: {
      globals: [
        ["var i32", "i32.const -1"],
        ["i64", "i64.const 123456789012345"],
        ["var f32", "f32.const 0x7fa00001"],
        ["var v128", "v128.const 000102030405060708090a0b0c0d0e0f"],
        ["funcref", "ref.null func"],
      ],
      funcs: [
        {
          name: "swap",
          sig: "i32,f32:i32,i64,f32",
          body: "global.get 0 global.get 1 global.get 2 local.get 0 global.set 0 local.get 1 global.set 2",
        },
        { name: "vector", sig: "v128:v128", body: "global.get 3 local.get 0 global.set 3" },
        { name: "null", sig: ":i32", body: "global.get 4 ref.is_null" },
      ],
    },
    calls: [
      call("swap", "2a", "ffc00000"),
      call("swap", "0", "80000000"),
      call("vector", "1"),
      call("vector", "0"),
      call("null"),
    ],
    parts: ["state"],
  },
];
