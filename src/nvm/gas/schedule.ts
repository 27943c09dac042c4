/**
 * What running costs. A schedule is part of what nodes agree on: it has a version and changes only with it. Costs are whole numbers; an
 * invocation's gas is at most 2^53 - 1, and a block's cost is below 2^31: a function has fewer bytes than 2^21 and no weight is above 2^10.
 */

import { DYNAMIC_CHARGES, type DynamicCharge } from "../rules/ir.ts";

/** The kinds of instructions that have one price. */
export type Weight =
  /** Entering blocks and passing their ends: no step. */
  "structure" | "simple" | "memory" | "branch" | "table" | "call" | "indirect" | "division" | "float" | "vector" | "area";

export interface Schedule {
  readonly version: number;
  /** The price of an instruction by its kind; it is part of its block's. */
  readonly weights: { readonly [weight in Weight]: number };
  /** For each local that a function declares: entering it sets them to 0. */
  readonly local: number;
  /** The price of a unit, paid before the operation: a page, a byte, a reference. */
  readonly units: { readonly [charge in DynamicCharge]: number };
  /** For instantiating: each page of the initial memory and each element of the initial tables. */
  readonly initial: { readonly page: number; readonly element: number };
  /** What a host call costs besides what the host charges for it. */
  readonly hostCall: number;
}

export const SCHEDULE: Schedule = {
  version: 1,
  weights: {
    structure: 0,
    simple: 1,
    memory: 2,
    branch: 2,
    table: 3,
    call: 5,
    indirect: 8,
    division: 4,
    float: 2,
    vector: 4,
    area: 10,
  },
  local: 1,
  units: {
    "memory.grow": 4_096,
    "memory.fill": 1,
    "memory.copy": 1,
    "memory.init": 1,
    "table.grow": 16,
    "table.fill": 1,
    "table.copy": 1,
    "table.init": 1,
  },
  initial: { page: 4_096, element: 16 },
  hostCall: 100,
};

/** The units' prices in the order of `DYNAMIC_CHARGES`. */
export const pricesOf = ({ units }: Schedule): Float64Array => Float64Array.from(DYNAMIC_CHARGES, (charge) => units[charge]);

/** The kind of an instruction, by its name and the name of the rule that types it. */
export function weightOf({ mnemonic, rule }: { readonly mnemonic: string; readonly rule: string }): Weight {
  if (["block", "loop", "else", "end"].includes(mnemonic)) return mnemonic === "else" ? "simple" : "structure";
  if (["if", "br", "br_if", "br_table", "return"].includes(mnemonic)) return "branch";
  if (mnemonic === "call") return "call";
  if (mnemonic === "call_indirect") return "indirect";
  if (/^table\.(get|set)$/.test(mnemonic)) return "table";
  if (/^(memory|table|data|elem)\./.test(mnemonic)) return mnemonic.endsWith(".size") ? "simple" : "area";
  if (/^([if]\d+x\d+|v128)\./.test(mnemonic)) return "vector";
  if (/\.(load|store)/.test(mnemonic)) return "memory";
  if (/^i\d\d\.(div|rem)_/.test(mnemonic)) return "division";
  if (rule === "const" || /^f\d\d\.reinterpret|\.reinterpret_f/.test(mnemonic)) return "simple";
  return /^f\d\d\.|_f\d\d/.test(mnemonic) ? "float" : "simple";
}
