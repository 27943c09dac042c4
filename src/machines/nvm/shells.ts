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
];

const empty: Shell = {
  types,
  hosts: [],
  main: { type: 0, locals: [] },
  funcs: [],
  globals: [],
  memory: { pages: 0, max: 0 },
  datas: [],
  tables: [],
  elems: [],
};

/** Structured control: a local makes the entry of the function cost. */
export const controlShell: Shell = { ...empty, main: { type: 0, locals: ["i32"] } };
export const controlInstructions: readonly Instruction[] = [
  ...plain("nop", "unreachable", "drop", "else", "end", "return"),
  ...at("block", 0, 1),
  ...at("loop", 0),
  ...at("if", 0, 1),
  ...at("br", 0, 1),
  ...at("br_if", 0),
  { op: "br_table", labels: [1, 0] },
  ...at("i32.const", 1),
];
