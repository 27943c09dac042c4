/** Programs about control: blocks, branches, calls, recursion. */

import type { Asked } from "../suite.ts";
import { call, calls } from "./calls.ts";

const FAC = `i32.const 1 local.set 1
  block : loop :
    local.get 0 i32.eqz br_if 1
    local.get 1 local.get 0 i32.mul local.set 1
    local.get 0 i32.const 1 i32.sub local.set 0
    br 0
  end end
  local.get 1`;

const FIB = `local.get 0 i32.const 2 i32.lt_u
  if :i32 local.get 0
  else local.get 0 i32.const 1 i32.sub call 0 local.get 0 i32.const 2 i32.sub call 0 i32.add end`;

/** Operands that are taken away at once make the frame large in the count of the stack limit: 16 + 8 * (1 + 128) bytes. */
const DEEP = `${"i32.const 7 ".repeat(128)}${"drop ".repeat(128)}
  local.get 0 i32.eqz if : return end
  local.get 0 i32.const 1 i32.sub call 0`;
const DEEP_FRAME = 16 + 8 * (1 + 128);
const DEEPEST = Math.floor(1_048_576 / DEEP_FRAME);

const SWITCH = `block : block : block :
    local.get 0 br_table 0,1,0 2
  end i32.const 10 return end i32.const 20 return end i32.const 30`;

export const control: readonly Asked[] = [
  {
    id: "loop",
    comment: "a factorial with a block around a loop: branches forward and backward",
    flags: ["Branch"],
    source: { funcs: [{ name: "f", sig: "i32:i32", locals: "i32", body: FAC }] },
    calls: calls("f", ["0"], ["1"], ["5"], ["d"]),
  },
  {
    id: "recursion",
    comment: "Fibonacci numbers, by two calls of itself",
    flags: ["Call"],
    source: { funcs: [{ name: "f", sig: "i32:i32", body: FIB }] },
    calls: calls("f", ["0"], ["1"], ["2"], ["7"]),
  },
  {
    id: "mutual-recursion",
    comment: "even and odd, each a call of the other",
    flags: ["Call"],
    source: {
      funcs: [
        {
          name: "even",
          sig: "i64:i32",
          body: "local.get 0 i64.eqz if :i32 i32.const 1 else local.get 0 i64.const 1 i64.sub call 1 end",
        },
        {
          name: "odd",
          sig: "i64:i32",
          body: "local.get 0 i64.eqz if :i32 i32.const 0 else local.get 0 i64.const 1 i64.sub call 0 end",
        },
      ],
    },
    calls: [call("even", "6"), call("even", "7"), call("odd", "3")],
  },
  {
    id: "br-table",
    comment: "each entry of a br_table, the default, and indices beyond it, which are unsigned",
    flags: ["Branch"],
    source: { funcs: [{ name: "f", sig: "i32:i32", body: SWITCH }] },
    calls: calls("f", ["0"], ["1"], ["2"], ["3"], ["4"], ["ffffffff"], ["80000000"]),
  },
  {
    id: "br-table-values",
    comment: "a br_table that keeps a value and cuts what is below it",
    flags: ["Branch"],
    source: {
      funcs: [
        {
          name: "f",
          sig: "i32:i32",
          body: `block :i32 block :i32
              i32.const 1 i32.const 2 i32.const 3 local.get 0 br_table 0,1 1
            end i32.const 100 i32.add end`,
        },
      ],
    },
    calls: calls("f", ["0"], ["1"], ["2"]),
  },
  {
    id: "br-if-keeps",
    comment: "a br_if that is not taken leaves its value where it is; one that is taken cuts what is below",
    flags: ["Branch"],
    source: {
      funcs: [
        {
          name: "f",
          sig: "i32:i32",
          body: "i32.const 1000 block :i32 i32.const 5 i32.const 6 local.get 0 br_if 0 i32.add end i32.add",
        },
      ],
    },
    calls: calls("f", ["0"], ["1"], ["80000000"]),
  },
  {
    id: "if-without-else",
    comment: "an if that is skipped goes on after its end; any bit of the condition counts",
    flags: ["Branch"],
    source: { funcs: [{ name: "f", sig: "i32:i32", body: "local.get 0 if : i32.const 3 local.set 0 end local.get 0" }] },
    calls: calls("f", ["0"], ["1"], ["80000000"], ["100"]),
  },
  {
    id: "if-with-parameters",
    comment: "both arms take two operands and give two results",
    flags: ["Branch", "MultiValue"],
    source: {
      funcs: [
        {
          name: "f",
          sig: "i32,i64:i64,i32",
          locals: "i32,i64",
          body: `local.get 0 local.get 1 local.get 0
            if i32,i64:i64,i32 local.set 3 local.set 2 local.get 3 local.get 2
            else i64.const 1 i64.add local.set 3 i32.const 1 i32.add local.set 2 local.get 3 local.get 2 end`,
        },
      ],
    },
    calls: calls("f", ["0", "ffffffffffffffff"], ["5", "9"]),
  },
  {
    id: "loop-with-parameters",
    comment: "a loop's label takes its parameters: a sum that is carried on the operand stack",
    flags: ["Branch", "MultiValue"],
    source: {
      funcs: [
        {
          name: "f",
          sig: "i32:i32",
          body: `i32.const 0
            loop i32:i32
              local.get 0 i32.add
              local.get 0 i32.const 1 i32.sub local.tee 0 br_if 0
            end`,
        },
      ],
    },
    calls: calls("f", ["1"], ["4"], ["a"]),
  },
  {
    id: "many-results",
    comment: "results of four types, in their order, through a call",
    flags: ["Call", "MultiValue"],
    source: {
      funcs: [
        { sig: "i32:i32,i64,f32,f64", body: "local.get 0 i64.const -2 f32.const 1.5 f64.const -0.25" },
        { name: "f", sig: "i32:i32,i64,f32,f64", body: "local.get 0 i32.const 1 i32.add call 0" },
      ],
    },
    calls: calls("f", ["0"], ["ffffffff"]),
  },
  {
    id: "return-within",
    comment: "a return out of blocks leaves what is below; a branch to the function's own label is one",
    flags: ["Branch"],
    source: {
      funcs: [
        {
          name: "return",
          sig: "i32:i32",
          body: "i32.const 8 i32.const 9 block : local.get 0 i32.eqz br_if 0 i32.const 7 return end i32.add",
        },
        {
          name: "br",
          sig: "i32:i32",
          body: "i32.const 8 i32.const 9 block : local.get 0 i32.eqz br_if 0 i32.const 7 br 1 end i32.add",
        },
        { name: "table", sig: "i32:i32", body: "block : i32.const 4 local.get 0 br_table 1 1 end i32.const 5" },
      ],
    },
    calls: [...calls("return", ["0"], ["1"]), ...calls("br", ["0"], ["1"]), call("table", "0")],
  },
  {
    id: "dead-code",
    comment: "what cannot be reached is neither run nor paid for",
    flags: ["Branch", "Metering"],
    source: {
      funcs: [
        { name: "f", sig: ":i32", body: "block :i32 i32.const 1 br 0 i32.const 2 i32.add i32.div_s call 0 drop end" },
        { name: "g", sig: "i32:i32", body: "local.get 0 if :i32 i32.const 5 return else i32.const 6 end i32.const 1 i32.add" },
        { name: "h", sig: ":", body: "block : return end unreachable" },
      ],
    },
    calls: [call("f"), ...calls("g", ["0"], ["1"]), call("h")],
  },
  {
    id: "nested-loops",
    comment: "a loop that begins with a loop: a branch to either enters the inner one's block",
    flags: ["Branch", "Metering"],
    source: {
      funcs: [
        {
          name: "f",
          sig: "i32,i32:i32",
          locals: "i32,i32",
          body: `loop : loop :
              local.get 2 i32.const 1 i32.add local.set 2
              local.get 3 i32.const 1 i32.add local.tee 3 local.get 1 i32.lt_u br_if 0
            end
              i32.const 0 local.set 3
              local.get 0 i32.const 1 i32.sub local.tee 0 br_if 0
            end
            local.get 2`,
        },
      ],
    },
    calls: calls("f", ["1", "1"], ["3", "2"], ["2", "0"]),
  },
  {
    id: "select",
    comment: "select with and without types, of each width; both operands are computed",
    flags: ["Parametric"],
    source: {
      funcs: [
        { name: "i32", sig: "i32:i32", body: "i32.const 1 i32.const 2 local.get 0 select" },
        { name: "i64", sig: "i32:i64", body: "i64.const -1 i64.const 4294967296 local.get 0 select_t i64" },
        { name: "v128", sig: "v128,v128,i32:v128", body: "local.get 0 local.get 1 local.get 2 select" },
        { name: "ref", sig: "i32:i32", body: "ref.null func ref.func 0 local.get 0 select_t funcref ref.is_null" },
      ],
    },
    calls: [
      ...calls("i32", ["0"], ["1"], ["80000000"]),
      ...calls("i64", ["0"], ["2"]),
      ...calls("v128", ["1", "ffffffffffffffffffffffffffffffff", "0"], ["10000000000000000", "2", "1"]),
      ...calls("ref", ["0"], ["1"]),
    ],
  },
  {
    id: "locals",
    comment: "declared locals are zero at each entry, and tee keeps its operand",
    flags: ["Variable", "Metering"],
    source: {
      funcs: [
        {
          name: "f",
          sig: "i32:i32,i64,v128",
          locals: "i32,i64,v128",
          body: `local.get 1 local.get 2 local.get 3
            local.get 0 local.tee 1 drop i64.const 7 local.set 2 v128.const ffffffffffffffffffffffffffffffff local.set 3`,
        },
        { name: "g", sig: "i32:i32,i32", body: "local.get 0 i32.const 1 i32.add local.tee 0 local.get 0" },
      ],
    },
    calls: [...calls("f", ["9"], ["8"]), call("g", "ffffffff")],
  },
  {
    id: "unreachable",
    comment: "a guest's own trap, after a block that was paid whole",
    flags: ["Trap", "Metering"],
    source: { funcs: [{ name: "f", sig: "i32:", body: "local.get 0 br_if 0 nop unreachable" }] },
    calls: calls("f", ["1"], ["0"]),
  },
  {
    id: "endless",
    comment: "loops without an end run out of gas, also the empty one",
    flags: ["OutOfGas"],
    source: {
      funcs: [
        { name: "f", sig: ":", body: "loop : br 0 end" },
        { name: "g", sig: ":", body: "loop : i32.const 1 br_if 0 end" },
        { name: "h", sig: ":", body: "call 2" },
      ],
    },
    calls: ["f", "g", "h"].map((name) => ({ ...call(name), gas: 200 })),
  },
  {
    id: "stack-limit",
    comment: `activations of ${DEEP_FRAME} bytes: ${DEEPEST} of them fit the stack, one more does not`,
    flags: ["StackLimit", "Trap"],
    source: { funcs: [{ name: "f", sig: "i32:", body: DEEP }] },
    calls: calls("f", [(DEEPEST - 1).toString(16)], [DEEPEST.toString(16)], ["ffffffff"]),
  },
];
