/** Programs about NaNs: what computes gives the canonical one, what only moves keeps the bits. */

import type { Asked } from "../suite.ts";
import { call, calls } from "./calls.ts";

const [SIGNALLING, NEGATIVE] = ["7fa00001", "ffc12345"];
const [SIGNALLING64, NEGATIVE64] = ["7ff4000000000001", "fff8123456789abc"];

const one = (name: string, sig: string, body: string) => ({ name, sig, body });

export const floats: readonly Asked[] = [
  {
    id: "nan-computed",
    comment: "NaNs with payloads and signs go in, 0x7fc00000 comes out",
    flags: ["NaN"],
    source: {
      funcs: [
        ...["add", "sub", "mul", "div", "min", "max"].map((op) => one(op, "f32,f32:f32", `local.get 0 local.get 1 f32.${op}`)),
        ...["sqrt", "ceil", "floor", "trunc", "nearest"].map((op) => one(op, "f32:f32", `local.get 0 f32.${op}`)),
        one("demote", "f64:f32", "local.get 0 f32.demote_f64"),
        one("promote", "f32:f64", "local.get 0 f64.promote_f32"),
      ],
    },
    calls: [
      ...["add", "sub", "mul", "div", "min", "max"].flatMap((op) =>
        calls(op, [SIGNALLING as string, "3f800000"], ["3f800000", NEGATIVE as string]),
      ),
      ...["sqrt", "ceil", "floor", "trunc", "nearest"].flatMap((op) => calls(op, [SIGNALLING as string], [NEGATIVE as string])),
      ...calls("demote", [SIGNALLING64 as string], [NEGATIVE64 as string]),
      ...calls("promote", [SIGNALLING as string], [NEGATIVE as string]),
    ],
  },
  {
    id: "nan-made",
    comment: "operations on numbers that have no result: 0/0, inf - inf, 0 * inf, the root of -1",
    flags: ["NaN"],
    source: {
      funcs: [
        one("div", "f64,f64:f64", "local.get 0 local.get 1 f64.div"),
        one("sub", "f64,f64:f64", "local.get 0 local.get 1 f64.sub"),
        one("mul", "f64,f64:f64", "local.get 0 local.get 1 f64.mul"),
        one("sqrt", "f64:f64", "local.get 0 f64.sqrt"),
      ],
    },
    calls: [
      call("div", "0", "0"),
      call("div", "8000000000000000", "0"),
      call("sub", "7ff0000000000000", "7ff0000000000000"),
      call("mul", "0", "fff0000000000000"),
      ...calls("sqrt", ["bff0000000000000"], ["8000000000000000"]),
    ],
  },
  {
    id: "nan-moved",
    comment: "loads, stores, locals, select, abs, neg, copysign and reinterpret keep the bits",
    flags: ["NaN", "Memory"],
    source: {
      memory: { min: 1 },
      funcs: [
        one("memory", "f64:f64", "i32.const 8 local.get 0 f64.store i32.const 8 f64.load"),
        one("single", "f32:f32", "i32.const 0 local.get 0 f32.store i32.const 0 f32.load"),
        one("neg", "f32:f32", "local.get 0 f32.neg"),
        one("abs", "f64:f64", "local.get 0 f64.abs"),
        one("copysign", "f32,f32:f32", "local.get 0 local.get 1 f32.copysign"),
        one("select", "f32,f32,i32:f32", "local.get 0 local.get 1 local.get 2 select"),
        one("bits", "f64:i64", "local.get 0 i64.reinterpret_f64"),
        one("constant", ":f32", "f32.const 0xffa5a5a5"),
      ],
    },
    calls: [
      ...calls("memory", [SIGNALLING64 as string], [NEGATIVE64 as string]),
      ...calls("single", [SIGNALLING as string], [NEGATIVE as string]),
      ...calls("neg", [SIGNALLING as string], [NEGATIVE as string]),
      ...calls("abs", [SIGNALLING64 as string], [NEGATIVE64 as string]),
      ...calls("copysign", [SIGNALLING as string, "80000000"], [NEGATIVE as string, "0"]),
      ...calls("select", [SIGNALLING as string, NEGATIVE as string, "0"], [SIGNALLING as string, NEGATIVE as string, "1"]),
      call("bits", SIGNALLING64 as string),
      call("constant"),
    ],
    parts: ["state"],
  },
  {
    id: "truncation",
    comment: "floats to integers: the last that fit, the first that do not, NaN; and the saturating ones, which never trap",
    flags: ["Trap"],
    source: {
      funcs: [
        one("i32", "f64:i32", "local.get 0 i32.trunc_f64_s"),
        one("u32", "f32:i32", "local.get 0 i32.trunc_f32_u"),
        one("i64", "f64:i64", "local.get 0 i64.trunc_f64_s"),
        one("sat", "f64:i32", "local.get 0 i32.trunc_sat_f64_s"),
      ],
    },
    calls: [
      ...calls(
        "i32",
        ["41dfffffffdfffff"],
        ["41e0000000000000"],
        ["c1e00000001fffff"],
        ["c1e0000000200000"],
        ["7ff8000000000000"],
      ),
      ...calls("u32", ["4f7fffff"], ["4f800000"], ["bf7fffff"], ["bf800000"], [NEGATIVE as string]),
      ...calls("i64", ["c3e0000000000000"], ["c3e0000000000001"], ["43e0000000000000"], ["fff0000000000000"]),
      ...calls("sat", ["41e0000000000000"], ["c1f0000000000000"], ["7ff8000000000000"]),
    ],
  },
];
