/** Programs as bytes, with the offset of each instruction. */

import {
  type Bytes,
  code,
  concat,
  functype,
  moduleBytes,
  name,
  opcodeBytes,
  SECTION,
  section,
  sN,
  u32,
  vec,
} from "../../../nvm/encode.ts";
import { VALTYPES, type ValType } from "../../../nvm/index.ts";
import type { Elem, Func, Immediate, Instr, Plan, Sig } from "./plan.ts";
import { sigText } from "./plan.ts";

export interface Emitted {
  readonly bytes: Uint8Array;
  /** By function and instruction: where its opcode stands in the bytes. */
  readonly offsets: readonly (readonly number[])[];
}

const byteOfType: ReadonlyMap<ValType, number> = new Map(VALTYPES.map(([byte, type]) => [type, byte]));
const byteOf = (type: ValType): number => byteOfType.get(type) as number;

export function emit(plan: Plan): Emitted {
  const types = new Types(plan);
  const all = [...plan.imports.map(({ sig }) => sig), ...plan.funcs.map(({ sig }) => sig)];
  const bodies = plan.funcs.map((func) => encodeBody(func, types));
  const limits = (min: number, max: number | undefined): Bytes =>
    max === undefined ? [0, ...u32(min)] : [1, ...u32(min), ...u32(max)];
  const present = (id: number, items: readonly Bytes[]): Bytes => (items.length === 0 ? [] : section(id, vec(...items)));
  const before: readonly Bytes[] = [
    present(
      SECTION.type,
      types.sigs.map(({ params, results }) => functype(params.map(byteOf), results.map(byteOf))),
    ),
    present(
      SECTION.import,
      plan.imports.map((each) => concat(name("m"), name(each.name), [0], u32(types.index(each.sig)))),
    ),
    present(
      SECTION.function,
      plan.funcs.map(({ sig }) => u32(types.index(sig))),
    ),
    present(
      SECTION.table,
      plan.tables.map(({ type, min, max }) => concat([byteOf(type)], limits(min, max))),
    ),
    present(SECTION.memory, plan.memory === undefined ? [] : [limits(plan.memory.min, plan.memory.max)]),
    present(
      SECTION.global,
      plan.globals.map(({ type, isMutable, init }) =>
        concat([byteOf(type), isMutable ? 1 : 0], ...init.map((each) => encode(each, types)), [0x0b]),
      ),
    ),
    present(SECTION.export, exportsOf(plan, all.length - plan.funcs.length)),
    plan.start === undefined ? [] : section(SECTION.start, u32(plan.start)),
    present(SECTION.element, plan.elems.map(elemBytes)),
    plan.datas.length === 0 ? [] : section(SECTION.dataCount, u32(plan.datas.length)),
  ];
  const codes = plan.funcs.map(({ locals }, i) =>
    code(
      locals.map((type) => [1, byteOf(type)]),
      (bodies[i] as Body).bytes,
    ),
  );
  const after = present(
    SECTION.data,
    plan.datas.map(({ at, bytes }) => {
      const mode = at === undefined ? [1] : [0, 0x41, ...sN(at), 0x0b];
      return concat(mode, u32(bytes.length), bytes);
    }),
  );
  const head = moduleBytes(...before);
  const codeSection = present(SECTION.code, codes);
  const bytes = concat(head, codeSection, after);
  let at = head.length + codeSection.length - codes.reduce((sum, { length }) => sum + length, 0);
  const offsets = plan.funcs.map((_, i) => {
    const { bytes: body, starts } = bodies[i] as Body;
    at += (codes[i] as Bytes).length;
    // The code ends with the body and the `end`.
    return starts.map((start) => at - 1 - body.length + start);
  });
  return { bytes, offsets };
}

function exportsOf({ funcs, exports }: Plan, imported: number): readonly Bytes[] {
  return [
    ...funcs.flatMap((func, i) => (func.name === undefined ? [] : [concat(name(func.name), [0], u32(imported + i))])),
    ...exports.map((each) => concat(name(each.name), [each.kind], u32(each.index))),
  ];
}

/** All distinct types that a module names, in the order of their first use. */
class Types {
  readonly sigs: Sig[] = [];
  private readonly numbers = new Map<string, number>();

  constructor({ imports, funcs }: Plan) {
    for (const { sig } of [...imports, ...funcs]) this.index(sig);
    for (const { body } of funcs) {
      for (const { row, immediates } of body) {
        row.immediates.forEach((kind, i) => {
          const sig = immediates[i] as Sig;
          if (kind === "typeidx" || (kind === "blocktype" && !isShort(sig))) this.index(sig);
        });
      }
    }
  }

  index(sig: Sig): number {
    const text = sigText(sig);
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    this.numbers.set(text, this.sigs.length);
    return this.sigs.push(sig) - 1;
  }
}

/** Whether a block type is written without a type index. */
const isShort = ({ params, results }: Sig): boolean => params.length === 0 && results.length <= 1;

interface Body {
  /** Without the last `end`. */
  readonly bytes: Uint8Array;
  /** Where each instruction starts, the last `end` included. */
  readonly starts: readonly number[];
}

function encodeBody({ body }: Func, types: Types): Body {
  const parts = body.map((each) => encode(each, types));
  let at = 0;
  const starts = parts.map((part) => {
    at += part.length;
    return at - part.length;
  });
  return { bytes: concat(...parts.slice(0, -1)), starts };
}

function encode({ row, immediates }: Instr, types: Types): Uint8Array {
  const encoded = row.immediates.map((kind, i) => encodeImmediate(kind, immediates[i] as Immediate, types));
  return concat(opcodeBytes(row.opcode), ...encoded);
}

function encodeImmediate(kind: string, value: Immediate, types: Types): Bytes {
  switch (kind) {
    case "i32":
      return sN((value as number) | 0);
    case "i64":
      return sleb(BigInt.asIntN(64, value as bigint));
    case "f32":
      return littleEndian(value as bigint, 4);
    case "f64":
      return littleEndian(value as bigint, 8);
    case "v128":
      return littleEndian(value as bigint, 16);
    case "laneidx":
      return [value as number];
    case "laneidx^16":
      return value as readonly number[];
    case "memarg":
      return (value as readonly number[]).flatMap(u32);
    case "blocktype": {
      const sig = value as Sig;
      if (!isShort(sig)) return sN(types.index(sig));
      return [sig.results.length === 0 ? 0x40 : byteOf(sig.results[0] as ValType)];
    }
    case "typeidx":
      return u32(types.index(value as Sig));
    case "labelidx*":
      return vec(...(value as readonly number[]).map(u32));
    case "reftype":
      return [byteOf(`${value as string}ref` as ValType)];
    case "valtype*":
      return [1, byteOf(value as ValType)];
    default:
      return u32(value as number);
  }
}

/** LEB128 of a signed number. */
function sleb(value: bigint): readonly number[] {
  const bytes: number[] = [];
  for (let left = value; ; ) {
    const low = Number(left & 0x7fn);
    left >>= 7n;
    const isLast = (left === 0n && low < 0x40) || (left === -1n && low >= 0x40);
    bytes.push(isLast ? low : low | 0x80);
    if (isLast) return bytes;
  }
}

const littleEndian = (bits: bigint, bytes: number): readonly number[] =>
  Array.from({ length: bytes }, (_, i) => Number((bits >> BigInt(8 * i)) & 0xffn));

/** By function indices where no item is null, by constant expressions otherwise. */
function elemBytes({ mode, table, at, items }: Elem): Bytes {
  const byIndex = items.every((item) => item !== null);
  const kind = mode === "active" ? (table === 0 ? 0 : 2) : mode === "passive" ? 1 : 3;
  const place = mode === "active" ? [...(table === 0 ? [] : u32(table)), 0x41, ...sN(at), 0x0b] : [];
  const typed = kind === 0 ? [] : [byIndex ? 0 : 0x70];
  const listed = items.map((item) =>
    byIndex ? u32(item as number) : item === null ? [0xd0, 0x70, 0x0b] : [0xd2, ...u32(item), 0x0b],
  );
  return concat([kind + (byIndex ? 0 : 4)], place, typed, vec(...listed));
}
