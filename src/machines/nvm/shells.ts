/** What the models of the NVM are about, as `NvmPrograms.tla` says it: the instructions of their programs, and the module around them. */

import type { Instruction, Shell } from "./types.ts";

const plain = (...ops: readonly string[]): readonly Instruction[] => ops.map((op) => ({ op }));
const at = (op: string, ...indices: readonly number[]): readonly Instruction[] => indices.map((a) => ({ op, a }));

const types: Shell["types"] = [
  { params: [], results: [] },
  { params: [], results: ["i32"] },
  { params: ["i32"], results: ["i32"] },
  { params: ["i32"], results: [] },
  { params: ["i32", "i32"], results: ["i32", "i32"] },
  { params: ["i32"], results: ["i32"] },
  { params: ["i32", "i32"], results: ["i32"] },
];

const empty: Shell = {
  types,
  hosts: [],
  main: { type: 0, locals: [] },
  funcs: [],
  globals: [],
  memory: { cells: [], max: 0 },
  datas: [],
  tables: [],
  elems: [],
};

/** A shell and the instructions of the programs in it. */
export interface Grammar {
  readonly shell: Shell;
  readonly alphabet: readonly Instruction[];
}

/** Structured control. A local makes the entry of the function cost. */
export const control: Grammar = {
  shell: { ...empty, main: { type: 0, locals: ["i32"] } },
  alphabet: [
    ...plain("nop", "unreachable", "drop", "else", "end", "return"),
    ...at("block", 0, 1),
    ...at("loop", 0),
    ...at("if", 0, 1),
    ...at("br", 0, 1),
    ...at("br_if", 0),
    { op: "br_table", labels: [1, 0] },
    ...at("i32.const", 1),
  ],
};

/** Blocks inside each other, and branches out of them. */
export const nesting: Grammar = {
  shell: empty,
  alphabet: [
    ...plain("else", "end", "nop"),
    ...at("block", 0),
    ...at("loop", 0),
    ...at("if", 0),
    ...at("br", 1),
    ...at("br_if", 1),
    { op: "br_table", labels: [0, 1] },
    ...at("i32.const", 0, 1),
  ],
};

/** Operands under labels: blocks that take some, and branches that cut. */
export const operands: Grammar = {
  shell: { ...empty, main: { type: 1, locals: [] } },
  alphabet: [
    ...plain("end", "drop", "i32.sub"),
    ...at("block", 1, 2),
    ...at("loop", 2),
    ...at("br", 0),
    ...at("br_if", 0),
    { op: "br_table", labels: [0, 1] },
    ...at("i32.const", 0, 2),
  ],
};

const COMPUTING = [
  ...["clz", "ctz", "popcnt", "eqz", "add", "sub", "mul", "div_s", "div_u", "rem_s", "rem_u", "and", "or", "xor"],
  ...["shl", "shr_s", "shr_u", "rotl", "rotr", "eq", "ne", "lt_s", "lt_u", "gt_s", "gt_u", "le_s", "le_u", "ge_s", "ge_u"],
];

/** Arithmetic: an operand or two, and what is computed from them. */
export const numeric: Grammar = {
  shell: { ...empty, main: { type: 6, locals: [] } },
  alphabet: [...at("local.get", 0, 1), ...plain(...COMPUTING.map((op) => `i32.${op}`))],
};

/** Variables: a parameter, a local, a global that outlives the invocation. */
export const variables: Grammar = {
  shell: { ...empty, main: { type: 2, locals: ["i32"] }, globals: [-2] },
  alphabet: [
    ...plain("drop", "select", "i32.add"),
    ...at("local.get", 0, 1),
    ...at("local.set", 1),
    ...at("local.tee", 0),
    ...at("global.get", 0),
    ...at("global.set", 0),
  ],
};

const TWICE = [...at("local.get", 0, 0), ...plain("i32.add")];

/** Calls: of the host, of the program itself, of given functions; through a table in which all of them are. */
export const calling: Grammar = {
  shell: {
    ...empty,
    hosts: [2],
    funcs: [
      { type: 5, locals: ["i32"], body: TWICE },
      { type: 0, locals: [], body: at("call", 1) },
    ],
    tables: [{ elements: [0, -1, 2, 3], max: 4 }],
  },
  alphabet: [
    ...plain("drop", "nop", "unreachable"),
    ...at("call", 0, 1, 2, 3),
    { op: "call_indirect", a: 2, b: 0 },
    { op: "call_indirect", a: 0, b: 0 },
    ...at("i32.const", 0, 1, 2, 3, -1),
  ],
};

/** Memory: two pages with words in them. */
export const memory: Grammar = {
  shell: { ...empty, memory: { cells: [1, -2, 3, 0], max: 3 }, datas: [[3, 2]] },
  alphabet: [
    ...plain("drop", "memory.size", "memory.grow", "memory.fill", "memory.copy"),
    ...at("i32.load", 0, 2),
    ...at("i32.store", 0, 1),
    ...at("memory.init", 0),
    ...at("data.drop", 0),
    ...at("i32.const", 0, 1, 3),
  ],
};

/** Tables: one with functions in it, and one to copy from. A local is null. */
export const tables: Grammar = {
  shell: {
    ...empty,
    main: { type: 0, locals: ["funcref"] },
    tables: [
      { elements: [-1, 0, -1], max: 4 },
      { elements: [0], max: 1 },
    ],
    elems: [[0, -1]],
  },
  alphabet: [
    ...plain("drop", "ref.is_null"),
    ...at("ref.func", 0),
    ...at("local.get", 0),
    ...at("table.get", 0),
    ...at("table.set", 0),
    ...at("table.size", 0),
    ...at("table.grow", 0),
    ...at("table.fill", 0),
    ...at("elem.drop", 0),
    { op: "table.copy", a: 0, b: 0 },
    { op: "table.copy", a: 0, b: 1 },
    { op: "table.init", a: 0, b: 0 },
    { op: "select_t", t: "funcref" },
    ...at("i32.const", 0, 1, 2),
  ],
};

/**
 * Each instruction as the first of its block, for gas: what it takes comes from a function that gives operands, and whose call ends a
 * block.
 */
export const first: Grammar = {
  shell: {
    ...memory.shell,
    types: [
      ...types,
      { params: [], results: ["i32", "i32", "i32"] },
      { params: [], results: ["i32", "funcref"] },
      { params: [], results: ["i32", "i32"] },
    ],
    main: { type: 1, locals: ["i32"] },
    funcs: [
      { type: 7, locals: [], body: at("i32.const", 2, 1, 0) },
      { type: 8, locals: [], body: [...at("i32.const", -1), ...plain("ref.null")] },
      { type: 9, locals: [], body: [...plain("nop"), ...at("i32.const", 2, -1)] },
    ],
    globals: [-2],
    tables: tables.shell.tables,
    elems: tables.shell.elems,
  },
  alphabet: [
    ...plain("unreachable", "drop", "end", "i32.clz", "i32.eqz", "i32.ne", "i32.add", "select", "ref.is_null", "ref.null"),
    ...at("call", 1, 2, 3),
    ...at("ref.func", 0),
    ...at("local.set", 0),
    ...at("local.tee", 0),
    ...at("global.set", 0),
    ...at("table.get", 0),
    ...at("table.set", 0),
    ...at("elem.drop", 0),
    ...at("data.drop", 0),
    ...at("if", 0),
    ...at("br_if", 0),
    { op: "br_table", labels: [0, 0] },
  ],
};
