/** What the test suite's host module `spectest` offers: its types and values are those of the suite's reference interpreter. */

import type { NumType } from "nexus-reference/nvm";
import { addGlobal, addHostFunc, addMemory, addTable, type ExportAddress } from "nexus-reference/nvm/step/instantiate";
import type { Machine } from "nexus-reference/nvm/step/machine";

const PRINTS: readonly (readonly [name: string, ...params: NumType[]])[] = [
  ["print"],
  ["print_i32", "i32"],
  ["print_i64", "i64"],
  ["print_f32", "f32"],
  ["print_f64", "f64"],
  ["print_i32_f32", "i32", "f32"],
  ["print_f64_f64", "f64", "f64"],
];

/** 666, and 666.6 as floats, by type in words. */
const GLOBALS: readonly (readonly [type: NumType, ...words: number[]])[] = [
  ["i32", 666],
  ["i64", 666, 0],
  ["f32", 0x4426a666],
  ["f64", 0xcccccccd | 0, 0x4084d4cc],
];

/** Adds the host module to a machine. */
export function addSpectest(m: Machine): ReadonlyMap<string, ExportAddress> {
  return new Map<string, ExportAddress>([
    ...PRINTS.map(([name, ...params]) => {
      return [name, addHostFunc(m, { params, results: [] }, { module: "spectest", name })] as const;
    }),
    ...GLOBALS.map(([valtype, ...words]) => {
      return [`global_${valtype}`, { kind: "global", address: addGlobal(m, { mut: "const", valtype }, words) }] as const;
    }),
    ["table", { kind: "table", address: addTable(m, { min: 10, max: 20 }, "funcref") }],
    ["memory", { kind: "mem", address: addMemory(m, { min: 1, max: 2 }) }],
  ]);
}
