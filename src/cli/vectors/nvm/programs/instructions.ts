/** A program for each instruction that computes or accesses memory: it is applied to operands at which it has edges. */

import { INSTRUCTIONS, type Instruction, type InstructionType, type ValType } from "../../../../nvm/index.ts";
import type { Asked } from "../suite.ts";
import { calls } from "./calls.ts";

/** Operands of each type, as bits. */
const EDGES: { readonly [type in ValType]: readonly string[] } = {
  i32: ["0", "1", "ffffffff", "80000000", "7fffffff", "1f", "20", "89abcdef"],
  i64: ["0", "1", "ffffffffffffffff", "8000000000000000", "7fffffffffffffff", "3f", "ffffffff", "89abcdef01234567"],
  f32: ["0", "80000000", "3fc00000", "c0200000", "7f800000", "ffc00001", "1", "4f000000", "7f7fffff"],
  f64: [
    "0",
    "8000000000000000",
    "3ff8000000000000",
    "c004000000000000",
    "fff0000000000000",
    "7ff4000000000001",
    "1",
    "43e0000000000000",
    "7fefffffffffffff",
  ],
  v128: [
    "ffeeddccbbaa99887766554433221100",
    "80007fff8000000000ff01ff807f0001",
    "7fc000013f800000c0200000ff800000",
    "3ff80000000000007ff4000000000001",
    "c1e00000002000004f000000bf800000",
  ],
  funcref: ["0"],
  externref: ["0"],
};

/** Each edge with itself, its neighbours, and the second and third: enough to see each operand at each edge. */
function operandsOf(types: readonly ValType[]): readonly (readonly string[])[] {
  const [first] = types;
  if (first === undefined) return [[]];
  const edges = EDGES[first];
  const others = types.length === 1 ? [0] : first === "v128" ? [0, 1] : [0, 1, 2];
  return edges.flatMap((edge, i) =>
    others.map((step) => [
      edge,
      ...types.slice(1).map((type, j) => EDGES[type][(i + step * (j + 1)) % EDGES[type].length] as string),
    ]),
  );
}

const isTyped = (row: Instruction): row is Instruction & { readonly type: InstructionType } => row.type !== "special";

const idOf = (mnemonic: string): string => mnemonic.replaceAll(/[._]/g, "-");

/** The rows that take numbers and give one, without immediates or with a lane. */
function computing(isVector: boolean): readonly (Instruction & { readonly type: InstructionType })[] {
  return INSTRUCTIONS.filter(isTyped).filter(({ mnemonic, type, immediates }) => {
    const isAbout = /^([if]\d+x\d+|v128)\./.test(mnemonic);
    return (
      isAbout === isVector &&
      type.operands.length > 0 &&
      immediates.every((kind) => /^laneidx/.test(kind)) &&
      type.results.length === 1
    );
  });
}

/** The first and the last lane; for a shuffle, lanes of both operands. */
function immediatesOf({ immediates, lanes = 0 }: Instruction): readonly string[] {
  if (immediates.includes("laneidx^16")) return ["31,0,30,1,29,2,28,3,15,16,8,24,7,7,23,23"];
  return immediates.length === 0 ? [""] : ["0", String(lanes - 1)];
}

function computes(row: Instruction & { readonly type: InstructionType }): Asked {
  const { operands, results } = row.type;
  const sig = `${operands.join(",")}:${results.join(",")}`;
  const gets = operands.map((_, i) => `local.get ${i}`).join(" ");
  const variants = immediatesOf(row);
  return {
    id: idOf(row.mnemonic),
    comment: `${row.mnemonic} of ${operands.join(" and ")}`,
    flags: [],
    source: { funcs: variants.map((immediate, i) => ({ name: `f${i}`, sig, body: `${gets} ${row.mnemonic} ${immediate}` })) },
    calls: variants.flatMap((_, i) => calls(`f${i}`, ...operandsOf(operands))),
  };
}

export const scalars: readonly Asked[] = computing(false).map(computes);

/** Constants have no operands. */
export const vectors: readonly Asked[] = [
  {
    id: "v128-const",
    comment: "bytes of a constant vector, lowest first",
    flags: [],
    source: { funcs: [{ name: "f", sig: ":v128", body: "v128.const 0f0e0d0c0b0a09080706050403020100" }] },
    calls: calls("f", []),
  },
  ...computing(true).map(computes),
];

const PATTERN = [0x80, 0x7f, 0xff, 0x01, 0xfe, 0x80, 0x00, 0x10, 0x20, 0x30, 0x40, 0x50, 0x60, 0x70, 0x8f, 0x9f, 0xaf];

/** Loads and stores: at an address that is not aligned, with an offset, at the end of memory and one byte beyond it. */
function accesses(row: Instruction & { readonly type: InstructionType }): Asked {
  const { width = 1, lanes = 0, type, mnemonic } = row;
  const isStore = type.results.length === 0;
  const value = type.operands[1];
  const sig = `${type.operands.join(",")}:${type.results.join(",")}`;
  const gets = type.operands.map((_, i) => `local.get ${i}`).join(" ");
  const last = 65_536 - width - 3;
  const rest = value === undefined ? [] : [EDGES[value].at(value === "v128" ? 0 : -1) as string];
  const addresses = [0, 1, last, last + 1].map((address) => [address.toString(16), ...rest]);
  const lanesOf = lanes === 0 ? [""] : ["0", String(lanes - 1)];
  return {
    id: idOf(mnemonic),
    comment: `${mnemonic}: not aligned, at the end of memory, beyond it`,
    flags: [],
    source: {
      memory: { min: 1 },
      datas: [0, 65_536 - PATTERN.length].map((at) => ({ at, bytes: PATTERN })),
      funcs: lanesOf.map((lane, i) => ({ name: `f${i}`, sig, body: `${gets} ${mnemonic} +3@0 ${lane}` })),
    },
    calls: lanesOf.flatMap((_, i) => calls(`f${i}`, ...addresses)),
    ...(isStore ? { parts: ["state"] } : {}),
  };
}

export const accessing: readonly Asked[] = INSTRUCTIONS.filter(isTyped)
  .filter(({ immediates }) => immediates.includes("memarg"))
  .map(accesses);
