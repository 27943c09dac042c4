/** What the test suite's host module `spectest` offers, by the types that the suite's reference interpreter gives it. */

import type { ExternType, NumType } from "nexus-reference/nvm";

const print = (...params: NumType[]): ExternType => ({ kind: "func", type: { params, results: [] } });
const constant = (valtype: NumType): ExternType => ({ kind: "global", type: { mut: "const", valtype } });

export const spectest: ReadonlyMap<string, ExternType> = new Map([
  ["print", print()],
  ["print_i32", print("i32")],
  ["print_i64", print("i64")],
  ["print_f32", print("f32")],
  ["print_f64", print("f64")],
  ["print_i32_f32", print("i32", "f32")],
  ["print_f64_f64", print("f64", "f64")],
  ["global_i32", constant("i32")],
  ["global_i64", constant("i64")],
  ["global_f32", constant("f32")],
  ["global_f64", constant("f64")],
  ["table", { kind: "table", type: { limits: { min: 10, max: 20 }, reftype: "funcref" } }],
  ["memory", { kind: "mem", type: { limits: { min: 1, max: 2 } } }],
]);
