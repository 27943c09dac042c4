/** Programs about memory: growth, segments, operations on areas, bounds. */

import type { Asked } from "../suite.ts";
import { call, calls } from "./calls.ts";

const PAGE = "10000";
const bytes = (text: string): readonly number[] => [...Buffer.from(text)];

export const memory: readonly Asked[] = [
  {
    id: "little-endian",
    comment: "bytes of a stored value, lowest first, and accesses that are not aligned",
    flags: ["Memory"],
    source: {
      memory: { min: 1 },
      funcs: [
        { name: "store", sig: "i32,i64:", body: "local.get 0 local.get 1 i64.store +3@0" },
        {
          name: "load",
          sig: "i32:i32,i32,i64",
          body: "local.get 0 i32.load8_u local.get 0 i32.load16_s +1 local.get 0 i64.load32_s +2@1",
        },
      ],
    },
    calls: [call("store", "0", "8182838485868788"), ...calls("load", ["3"], ["5"], ["8"])],
    parts: ["state"],
  },
  {
    id: "memory-bounds",
    comment: "the last bytes of a page and the first beyond it; address and offset add up without wrapping",
    flags: ["Memory", "Trap"],
    source: {
      memory: { min: 1 },
      funcs: [
        { name: "load", sig: "i32:i32", body: "local.get 0 i32.load" },
        { name: "byte", sig: "i32:i32", body: "local.get 0 i32.load8_u" },
        { name: "far", sig: "i32:i32", body: "local.get 0 i32.load8_u +4294967295" },
        { name: "store", sig: "i32:", body: "local.get 0 i64.const -1 i64.store" },
        { name: "offset", sig: "i32:i64", body: "local.get 0 i64.load +65528" },
      ],
    },
    calls: [
      ...calls("load", ["fffc"], ["fffd"], ["ffffffff"]),
      ...calls("byte", ["ffff"], [PAGE]),
      ...calls("far", ["0"], ["1"]),
      ...calls("store", ["fff8"], ["fff9"], ["fffc"]),
      ...calls("offset", ["0"], ["1"]),
    ],
    parts: ["state"],
  },
  {
    id: "memory-grow",
    comment: "growth up to the declared maximum; it is paid also where it fails, and what is new is zero",
    flags: ["Growth", "Metering"],
    source: {
      memory: { min: 1, max: 3 },
      funcs: [
        { name: "grow", sig: "i32:i32", body: "local.get 0 memory.grow" },
        { name: "size", sig: ":i32", body: "memory.size" },
        { name: "load", sig: "i32:i32", body: "local.get 0 i32.load" },
      ],
    },
    calls: [
      call("grow", "0"),
      call("grow", "1"),
      call("size"),
      call("load", "1fffc"),
      call("load", "20000"),
      call("grow", "2"),
      call("grow", "ffff"),
      call("grow", "1"),
      call("grow", "1"),
      call("size"),
    ],
    parts: ["state"],
  },
  {
    id: "memory-grow-limit",
    comment: "without a maximum, growth ends at the limit of 16,384 pages",
    flags: ["Growth", "Limit"],
    source: { memory: { min: 0 }, funcs: [{ name: "grow", sig: "i32:i32", body: "local.get 0 memory.grow" }] },
    calls: calls("grow", ["4001"], ["1"], ["4000"], ["2"]),
  },
  {
    id: "memory-grow-unpaid",
    comment: "growing runs out of gas before anything is allocated; the operand is unsigned",
    flags: ["Growth", "OutOfGas", "Metering"],
    source: { memory: { min: 1 }, funcs: [{ name: "grow", sig: "i32:i32", body: "local.get 0 memory.grow" }] },
    calls: [
      { ...call("grow", "1"), gas: 4106 },
      { ...call("grow", "1"), gas: 4107 },
      { ...call("grow", "ffffffff"), gas: 1_000_000 },
    ],
    parts: ["state"],
  },
  {
    id: "memory-fill",
    comment: "areas in pieces of 4,096 bytes; bounds are checked before anything is written, at length zero too",
    flags: ["Area", "Trap", "Metering"],
    source: {
      memory: { min: 1 },
      funcs: [{ name: "fill", sig: "i32,i32,i32:", body: "local.get 0 local.get 1 local.get 2 memory.fill" }],
    },
    calls: calls(
      "fill",
      ["0", "a", "1"],
      ["10", "1ff", "1001"],
      ["8000", "3", "2000"],
      ["fff0", "4", "11"],
      [PAGE, "5", "0"],
      ["10001", "5", "0"],
      ["1", "6", "ffffffff"],
    ),
    parts: ["state"],
  },
  {
    id: "memory-copy",
    comment: "areas that overlap are copied as if at once, in both directions",
    flags: ["Area", "Trap", "Metering"],
    source: {
      memory: { min: 1 },
      datas: [{ at: 100, bytes: bytes("the quick brown fox") }],
      funcs: [{ name: "copy", sig: "i32,i32,i32:", body: "local.get 0 local.get 1 local.get 2 memory.copy" }],
    },
    calls: calls(
      "copy",
      ["6e", "64", "13"],
      ["5a", "64", "20"],
      ["70", "50", "1800"],
      ["40", "70", "2800"],
      ["fff0", "0", "11"],
      ["0", "fff0", "11"],
      [PAGE, "0", "0"],
    ),
    parts: ["state"],
  },
  {
    id: "memory-init",
    comment: "a passive segment, in parts; once it is dropped it has length zero",
    flags: ["Area", "Segment", "Trap"],
    source: {
      memory: { min: 1 },
      datas: [{ bytes: bytes("abcdefgh") }, { at: 0, bytes: bytes("xyz") }],
      funcs: [
        { name: "init", sig: "i32,i32,i32:", body: "local.get 0 local.get 1 local.get 2 memory.init 0" },
        { name: "active", sig: "i32:", body: "i32.const 8 i32.const 0 local.get 0 memory.init 1" },
        { name: "drop", sig: ":", body: "data.drop 0" },
      ],
    },
    calls: [
      ...calls("init", ["10", "2", "3"], ["20", "8", "0"], ["20", "1", "8"], ["fffd", "0", "4"]),
      ...calls("active", ["0"], ["1"]),
      call("drop"),
      ...calls("init", ["10", "0", "0"], ["10", "0", "1"]),
      call("drop"),
    ],
    parts: ["state"],
  },
  {
    id: "rolled-back",
    comment: "a trap and want of gas take back memory, globals, tables and growth; what came before stays",
    flags: ["RolledBack", "Trap", "OutOfGas"],
    source: {
      memory: { min: 1, max: 4 },
      tables: [{ type: "funcref", min: 2 }],
      globals: [["var i64", "i64.const 5"]],
      datas: [{ bytes: bytes("data") }],
      elems: [{ mode: "passive", items: [0] }],
      funcs: [
        {
          name: "f",
          sig: "i32:",
          body: `i32.const 0 i32.const 77 i32.store
            i64.const 9 global.set 0
            i32.const 0 ref.func 0 table.set 0
            i32.const 1 memory.grow drop
            data.drop 0 elem.drop 0
            i32.const 1 local.get 0 i32.div_u drop`,
        },
        {
          name: "init",
          sig: ":",
          body: "i32.const 4 i32.const 0 i32.const 4 memory.init 0 i32.const 1 i32.const 0 i32.const 1 table.init 0 0",
        },
      ],
    },
    calls: [call("f", "0"), { ...call("f", "1"), gas: 4_150 }, call("init"), call("f", "1"), call("init")],
    parts: ["state"],
  },
];
