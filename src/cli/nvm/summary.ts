/** What is in a valid module, as data and as text. */

import {
  type ExternType,
  externTypeText,
  type Func,
  type FuncType,
  funcTypeText,
  hex,
  type ValidModule,
} from "../../nvm/index.ts";
import { counted, grouped, type Style } from "../render/style.ts";
import type { BlockCosts } from "./block-costs.ts";
import type { Names } from "./disassemble.ts";

export interface FunctionSummary {
  readonly index: number;
  readonly name?: string;
  readonly type: string;
  /** Locals that it declares, its parameters not counted. */
  readonly locals: number;
  readonly instructions: number;
  /** The largest height of its operand stack. */
  readonly operands: number;
  readonly offset: number;
  readonly blocks: number;
  /** The cost of its dearest block. */
  readonly dearest: number;
}

export interface ModuleSummary {
  readonly name?: string;
  readonly imports: readonly { readonly module: string; readonly name: string; readonly type: string }[];
  readonly exports: readonly { readonly name: string; readonly index: number; readonly type: string }[];
  readonly functions: readonly FunctionSummary[];
  readonly tables: readonly string[];
  readonly memories: readonly string[];
  readonly globals: number;
  readonly start?: number;
  readonly elementSegments: number;
  readonly dataSegments: number;
  readonly dataBytes: number;
  readonly customSections: readonly { readonly name: string; readonly bytes: number }[];
}

export function summaryOf(valid: ValidModule, names: Names, costs: BlockCosts): ModuleSummary {
  const { module, funcs, importTypes, exportTypes, tables, mems, globals } = valid;
  const imported = funcs.length - module.funcs.length;
  return {
    ...(names.module === null ? {} : { name: names.module }),
    imports: module.imports.map((each, i) => ({
      module: each.module,
      name: each.name,
      type: externTypeText(importTypes[i] as ExternType),
    })),
    exports: module.exports.map(({ name, index }, i) => ({ name, index, type: externTypeText(exportTypes[i] as ExternType) })),
    functions: module.funcs.map((func, i) => functionSummary(valid, func, imported + i, names, costs)),
    tables: tables.map((type) => externTypeText({ kind: "table", type })),
    memories: mems.map((type) => externTypeText({ kind: "mem", type })),
    globals: globals.length,
    ...(module.start === null ? {} : { start: module.start.funcidx }),
    elementSegments: module.elems.length,
    dataSegments: module.datas.length,
    dataBytes: module.datas.reduce((sum, { init }) => sum + init.length, 0),
    customSections: module.customs.map(({ name, bytes }) => ({ name, bytes: bytes.length })),
  };
}

function functionSummary(valid: ValidModule, func: Func, index: number, names: Names, costs: BlockCosts): FunctionSummary {
  const { module, funcs, maxHeights } = valid;
  const name = names.functions.get(index) ?? module.exports.find((each) => each.kind === "func" && each.index === index)?.name;
  const own = costsOf(valid, func, costs);
  return {
    index,
    ...(name === undefined ? {} : { name }),
    type: funcTypeText(funcs[index] as FuncType),
    locals: func.locals.reduce((sum, { count }) => sum + count, 0),
    instructions: func.body.end - func.body.start,
    operands: maxHeights[index - (funcs.length - module.funcs.length)] as number,
    offset: func.offset,
    blocks: own.length,
    dearest: own.reduce((most, cost) => Math.max(most, cost), 0),
  };
}

function costsOf({ module }: ValidModule, { body, offset }: Func, costs: BlockCosts): readonly number[] {
  const offsets = Array.from({ length: body.end - body.start }, (_, i) => module.code.cells[4 * (body.start + i) + 3] as number);
  return [offset, ...offsets].flatMap((at) => costs.get(at) ?? []);
}

export function summaryText({ file, bytes }: { file: string; bytes: number }, summary: ModuleSummary, style: Style): string {
  const { imports, exports, functions, tables, memories, globals, start } = summary;
  const name = summary.name === undefined ? "" : ` (${shown(summary.name)})`;
  const rest = [
    ...tables,
    ...memories,
    counted(globals, "global"),
    counted(summary.elementSegments, "element segment"),
    `${counted(summary.dataSegments, "data segment")} of ${counted(summary.dataBytes, "byte")}`,
    ...(start === undefined ? [] : [`starts with function ${start}`]),
    ...summary.customSections.map((each) => `custom section ${shown(each.name)} of ${counted(each.bytes, "byte")}`),
  ];
  return [
    `${file}${name}: a valid module of ${counted(bytes, "byte")}`,
    ...part(
      style,
      "imports",
      imports.map((each) => [shown(each.module), shown(each.name), each.type]),
    ),
    ...part(
      style,
      "exports",
      exports.map((each) => [shown(each.name), each.type, `index ${each.index}`]),
    ),
    ...part(style, "functions", functions.length === 0 ? [] : [heads, ...functions.map(functionCells)]),
    ...part(
      style,
      "and",
      rest.map((each) => [each]),
    ),
  ].join("\n");
}

const heads = ["index", "name", "type", "locals", "instructions", "operands", "blocks", "dearest", "at byte"];

const functionCells = (each: FunctionSummary): readonly string[] => [
  String(each.index),
  shown(each.name ?? "-"),
  each.type,
  grouped(each.locals),
  grouped(each.instructions),
  grouped(each.operands),
  grouped(each.blocks),
  grouped(each.dearest),
  hex(each.offset),
];

/** Names come from outside: what a terminal would obey is escaped. */
const shown = (name: string): string =>
  /^[\x21-\x7e]+$/.test(name) ? name : JSON.stringify(name).replace(/[^\x20-\x7e]/g, escaped);

const escaped = (character: string): string => `\\u{${(character.codePointAt(0) as number).toString(16)}}`;

function part(style: Style, title: string, rows: readonly (readonly string[])[]): readonly string[] {
  if (rows.length === 0) return [];
  const widths = (rows[0] as readonly string[]).map((_, i) =>
    rows.reduce((most, row) => Math.max(most, (row[i] as string).length), 0),
  );
  return [
    "",
    style.strong(title),
    ...rows.map((row) => `  ${row.map((cell, i) => cell.padEnd(widths[i] as number)).join("  ")}`.trimEnd()),
  ];
}
