/** Instructions as text, in the words of the text format. */

import { match, P } from "ts-pattern";
import {
  CELLS,
  type Func,
  type FuncType,
  funcTypeText,
  hex,
  type Immediate,
  type Instruction,
  instructionOf,
  type Module,
  type ModuleNames,
  type ValidModule,
  valtypeOf,
} from "../../nvm/index.ts";
import type { BlockCosts } from "./block-costs.ts";

export type Names = ModuleNames;

/** How much deeper a block's instructions stand. */
const INDENT = "  ";

/** The instructions of a function of the module: byte offset, height of the operand stack, the cost of a block where it begins, text. */
export function disassembly(valid: ValidModule, index: number, names: Names, costs: BlockCosts): readonly string[] {
  const { module, funcs, side } = valid;
  const func = module.funcs[index - (funcs.length - module.funcs.length)] as Func;
  const name = names.functions.get(index);
  const type = funcTypeText(funcs[index] as FuncType);
  const locals = func.locals.map(({ count, valtype }) => (count === 1 ? valtype : `${count} x ${valtype}`));
  const lines = [
    `function ${index}${name === undefined ? "" : ` ${name}`}: ${type}${locals.length === 0 ? "" : `, locals ${locals.join(", ")}`}`,
    "  byte      height   cost  instruction",
  ];
  let depth = 1;
  let cost = costs.get(func.offset);
  for (let pc = func.body.start; pc < func.body.end; pc++) {
    const row = rowOf(module, pc);
    const offset = module.code.cells[CELLS * pc + 3] as number;
    cost ??= costs.get(offset);
    if (row.mnemonic === "end" || row.mnemonic === "else") depth--;
    const height = String(side.heights[pc]);
    const text = `${INDENT.repeat(Math.max(depth, 0))}${instructionText(module, pc, names)}`;
    lines.push(`  ${hex(offset).padEnd(8)}${height.padStart(8)}${(cost === undefined ? "" : String(cost)).padStart(7)}  ${text}`);
    if (["block", "loop", "if", "else"].includes(row.mnemonic)) depth++;
    cost = undefined;
  }
  return lines;
}

const rowOf = (module: Module, pc: number): Instruction => instructionOf(module.code.cells[CELLS * pc] as number) as Instruction;

/** `i32.load offset=8`, `block (result i32)`, `call 3 (; main ;)`. */
export function instructionText(module: Module, pc: number, names: Names): string {
  const { mnemonic, immediates, width } = rowOf(module, pc);
  const a = module.code.cells[CELLS * pc + 1] as number;
  const b = module.code.cells[CELLS * pc + 2] as number;
  const text = match<readonly Immediate[], string>(immediates)
    .with([], () => "")
    .with(["i32"], () => String(a))
    .with(["i64"], () => String(wide(a, b)))
    .with(["f32"], () => floatText(a >>> 0, new Float32Array(Int32Array.of(a).buffer)[0] as number))
    .with(["f64"], () => floatText(wide(a, b), new Float64Array(Int32Array.of(a, b).buffer)[0] as number))
    .with(["v128"], () => `i8x16 ${bytesText(module, a)}`)
    .with(["laneidx^16"], () => bytesText(module, a))
    .with(["laneidx"], () => String(a))
    .with(["memarg"], () => memargText(a, b, width as number))
    .with(["memarg", "laneidx"], () =>
      [memargText(a, b & 0xff, width as number), String(b >>> 8)].filter((each) => each !== "").join(" "),
    )
    .with(["blocktype"], () => blocktypeText(a))
    .with(["labelidx*", "labelidx"], () => module.code.labels.subarray(a, a + b + 1).join(" "))
    .with(["funcidx"], () => named(a, names.functions.get(a)))
    .with(["typeidx", "tableidx"], () => `${b === 0 ? "" : `${b} `}(type ${a})`)
    .with(["reftype"], () => (valtypeOf(a + 0x80) === "funcref" ? "func" : "extern"))
    .with(["valtype*"], () => `(result ${valtypeOf(a + 0x80)})`)
    // The text format puts the table first, the binary format the segment.
    .with(["elemidx", "tableidx"], () => `${b} ${a}`)
    .with(["tableidx", "tableidx"], () => `${a} ${b}`)
    .with(["dataidx", "memidx"], () => String(a))
    .with(P.union(["memidx"], ["memidx", "memidx"]), () => "")
    .otherwise(() => String(a));
  return text === "" ? mnemonic : `${mnemonic} ${text}`;
}

const named = (index: number, name: string | undefined): string =>
  name === undefined ? String(index) : `${index} (; ${name} ;)`;

const wide = (low: number, high: number): bigint => (BigInt(high) << 32n) | BigInt(low >>> 0);

/** NaNs by their bits: their payload is part of the value. */
function floatText(bits: number | bigint, value: number): string {
  if (Number.isNaN(value)) return `nan (; bits 0x${BigInt.asUintN(64, BigInt(bits)).toString(16)} ;)`;
  return Object.is(value, -0) ? "-0" : String(value).replace("Infinity", "inf");
}

const bytesText = ({ code }: Module, index: number): string => [...code.vectors.subarray(16 * index, 16 * index + 16)].join(" ");

/** What differs from the natural alignment and from no offset. */
function memargText(offset: number, align: number, width: number): string {
  const parts = [offset === 0 ? "" : `offset=${offset >>> 0}`, 2 ** align === width ? "" : `align=${2 ** align}`];
  return parts.filter((part) => part !== "").join(" ");
}

function blocktypeText(cell: number): string {
  if (cell >= 0) return `(type ${cell})`;
  const result = valtypeOf(cell + 0x80);
  return result === undefined ? "" : `(result ${result})`;
}
