/** Programs about instantiating: what is paid for, in which order it happens, and how it ends. */

import type { Asked } from "../suite.ts";
import { call } from "./calls.ts";

const bytes = (text: string): readonly number[] => [...Buffer.from(text)];

const STARTED = {
  memory: { min: 2 },
  tables: [{ type: "funcref", min: 5 }],
  globals: [["var i32", "i32.const 1"]],
  elems: [{ at: 2, items: [0, 1] }],
  datas: [{ at: 16, bytes: bytes("start") }],
  funcs: [
    { sig: ":", locals: "i32,i32", body: "global.get 0 i32.const 16 i32.load8_u i32.add global.set 0" },
    { name: "get", sig: ":i32", body: "global.get 0" },
  ],
  start: 0,
} as const;

/** Pages and elements; then three constants and the operation with its units, and dropping, for each segment; the call; the start function. */
const START_GAS = 2 * 4096 + 5 * 16 + (3 + 10 + 2) + 10 + (3 + 10 + 5) + 10 + 5 + (2 + 6);

/** Gas of instantiating the program up to each charge, and one less. */
const boundaries: readonly Asked[] = [
  ["pages-and-elements", 2 * 4096 + 5 * 16],
  ["first-segment", 2 * 4096 + 5 * 16 + 15],
  ["all", START_GAS],
].flatMap(([what, gas]) =>
  [0, 1].map((less) => ({
    id: `start-gas-${what}${less === 0 ? "" : "-less-one"}`,
    comment: `instantiating with ${Number(gas) - less} gas`,
    flags: ["Start", "Metering", "OutOfGas"],
    source: STARTED,
    gas: Number(gas) - less,
    calls: [call("get")],
    parts: ["state"] as const,
  })),
);

export const starts: readonly Asked[] = [
  {
    id: "start",
    comment: "segments, then the start function, which sees them",
    flags: ["Start", "Segment", "Metering"],
    source: STARTED,
    calls: [call("get")],
    parts: ["state"],
  },
  ...boundaries,
  {
    id: "start-traps",
    comment: "a start function that traps: there is no instance",
    flags: ["Start", "Trap"],
    source: { funcs: [{ sig: ":", body: "unreachable" }], start: 0 },
  },
  {
    id: "start-exhausts",
    comment: "a start function without an end",
    flags: ["Start", "OutOfGas"],
    source: { funcs: [{ sig: ":", body: "loop : br 0 end" }], start: 0 },
    gas: 1_000,
  },
  {
    id: "data-out-of-bounds",
    comment: "a data segment that ends one byte after the memory",
    flags: ["Start", "Segment", "Trap"],
    source: { memory: { min: 1 }, datas: [{ at: 65_533, bytes: bytes("four") }], funcs: [] },
  },
  {
    id: "data-at-the-end",
    comment: "a data segment that ends with the memory, and an empty one behind it",
    flags: ["Start", "Segment"],
    source: {
      memory: { min: 1 },
      datas: [
        { at: 65_532, bytes: bytes("four") },
        { at: 65_536, bytes: [] },
      ],
      funcs: [],
    },
    parts: ["state"],
  },
  {
    id: "data-negative-address",
    comment: "the address of a segment is unsigned",
    flags: ["Start", "Segment", "Trap"],
    source: { memory: { min: 1 }, datas: [{ at: -1, bytes: bytes("a") }], funcs: [] },
  },
  {
    id: "elements-out-of-bounds",
    comment: "an element segment beyond its table",
    flags: ["Start", "Segment", "Trap"],
    source: { tables: [{ type: "funcref", min: 2 }], elems: [{ at: 2, items: [0] }], funcs: [{ sig: ":", body: "" }] },
  },
  {
    id: "elements-before-data",
    comment: "element segments come first: an element segment out of bounds is what it traps for",
    flags: ["Start", "Segment", "Trap"],
    source: {
      memory: { min: 1 },
      tables: [{ type: "funcref", min: 1 }],
      elems: [{ at: 1, items: [0] }],
      datas: [{ at: 65_536, bytes: [1] }],
      funcs: [{ sig: ":", body: "" }],
    },
  },
  {
    id: "declarative",
    comment: "declarative segments are dropped, and that is paid for; passive ones cost nothing",
    flags: ["Start", "Segment", "Metering"],
    source: {
      tables: [{ type: "funcref", min: 1 }],
      elems: [
        { mode: "declarative", items: [0] },
        { mode: "passive", items: [0, null] },
      ],
      funcs: [
        {
          name: "f",
          sig: ":",
          body: "i32.const 0 i32.const 0 i32.const 0 table.init 0 0 i32.const 0 i32.const 1 i32.const 1 table.init 1 0",
        },
      ],
    },
    calls: [call("f")],
    parts: ["state"],
  },
  {
    id: "empty",
    comment: "the smallest module costs nothing",
    flags: ["Start"],
    source: { funcs: [] },
    gas: 0,
  },
];
