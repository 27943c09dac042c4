/** Modules: the context of a module, and its components in the order of the specification's chapter. */

import { quoted } from "../errors.ts";
import { REF_FUNC } from "../instructions/ops.ts";
import { exceeded, LIMITS, type ModuleLimits } from "../limits.ts";
import {
  CELLS,
  type Data,
  type Elem,
  type Export,
  type ExternType,
  type FuncType,
  funcTypeText,
  type Global,
  type GlobalType,
  type Limits,
  type MemType,
  type Module,
  type Start,
  type TableType,
} from "../types.ts";
import { constantExpr } from "./constant.ts";
import { type Context, importTypes, invalid, unknown } from "./context.ts";
import { FunctionValidator } from "./function.ts";
import type { SideTable } from "./side-table.ts";

/** A module that is valid, with what validation found out: index spaces with imports first, and the side table of its code. */
export interface ValidModule {
  readonly module: Module;
  /** The types of all functions, imported ones first. The same holds for tables, memories and globals. */
  readonly funcs: readonly FuncType[];
  readonly tables: readonly TableType[];
  readonly mems: readonly MemType[];
  readonly globals: readonly GlobalType[];
  /** The types of imports and exports, in their order. */
  readonly importTypes: readonly ExternType[];
  readonly exportTypes: readonly ExternType[];
  readonly side: SideTable;
  /** Of each function that is not imported: the largest height of its operand stack. */
  readonly maxHeights: Uint16Array;
}

/** Range of the sizes of tables and memories; see the chapter on types. */
const TABLE_RANGE = 2 ** 32 - 1;
const MEMORY_RANGE = 2 ** 16;

/**
 * Validates a decoded module. Throws `ModuleError` `invalid-module` for the first rule that is broken, `limit-exceeded` where a valid
 * component is larger than `limits`.
 */
export function validateModule(module: Module, limits: ModuleLimits = LIMITS): ValidModule {
  const imports = importTypes(module);
  const c = contextOf(module, limits);
  for (const { type, offset } of c.tableDefs) tableType(c, type, offset);
  for (const { type, offset } of c.memDefs) memType(c, type, offset);
  for (const global of module.globals) globalInit(c, global);
  for (const elem of module.elems) elemSegment(c, elem);
  for (const data of module.datas) dataSegment(c, data);
  const functions = new FunctionValidator(c);
  const maxHeights = Uint16Array.from(module.funcs, (func) => functions.func(func));
  if (module.start !== null) startFunction(c, module.start);
  const names = new Set<string>();
  const exportTypes = module.exports.map((each) => exportType(c, each, names));
  const second = c.memDefs[1];
  if (second !== undefined) {
    invalid("multiple memories", second.offset, { hint: "several memories are not in WebAssembly 2.0" });
  }
  return {
    module,
    funcs: Array.from(c.funcs, (typeidx) => c.types[typeidx] as FuncType),
    tables: c.tables,
    mems: c.mems,
    globals: c.globals,
    importTypes: imports,
    exportTypes,
    side: functions.side.table(),
    maxHeights,
  };
}

interface ModuleContext extends Context {
  readonly tableDefs: readonly { readonly type: TableType; readonly offset: number }[];
  readonly memDefs: readonly { readonly type: MemType; readonly offset: number }[];
}

function contextOf(module: Module, limits: ModuleLimits): ModuleContext {
  const { types } = module;
  const importedFuncs: number[] = [];
  const tableDefs: { type: TableType; offset: number }[] = [];
  const memDefs: { type: MemType; offset: number }[] = [];
  const globals: GlobalType[] = [];
  for (const { desc, offset } of module.imports) {
    if (desc.kind === "func") importedFuncs.push(desc.typeidx);
    else if (desc.kind === "table") tableDefs.push({ type: desc.type, offset });
    else if (desc.kind === "mem") memDefs.push({ type: desc.type, offset });
    else globals.push(desc.type);
  }
  const importedGlobals = globals.length;
  tableDefs.push(...module.tables);
  memDefs.push(...module.mems);
  for (const { type } of module.globals) globals.push(type);
  const own = module.funcs.map(({ typeidx, offset }) =>
    typeidx < types.length ? typeidx : unknown("type", typeidx, types.length, offset),
  );
  const funcs = Uint32Array.from([...importedFuncs, ...own]);
  withinLimits(limits, { functions: funcs.length, tables: tableDefs.length, globals: globals.length });
  return {
    module,
    limits,
    types,
    funcs,
    tables: tableDefs.map(({ type }) => type),
    mems: memDefs.map(({ type }) => type),
    globals,
    importedGlobals,
    elems: module.elems.map(({ type }) => type),
    datas: module.datas.length,
    refs: declaredRefs(module, funcs.length),
    tableDefs,
    memDefs,
  };
}

/** The limits on index spaces count imports too, which the sections by themselves do not show. */
function withinLimits(limits: ModuleLimits, counts: { functions: number; tables: number; globals: number }): void {
  for (const name of ["functions", "tables", "globals"] as const) {
    if (counts[name] > limits[name]) exceeded(limits, name, counts[name], 0);
  }
}

/** Functions that occur outside of bodies and of the start function: in constant expressions, element segments and exports. */
function declaredRefs({ exports, elems, funcs, code }: Module, count: number): Uint8Array {
  const refs = new Uint8Array(count);
  const declare = (x: number): void => {
    if (x < count) refs[x] = 1;
  };
  for (const { kind, index } of exports) if (kind === "func") declare(index);
  for (const { init } of elems) if (init.kind === "funcs") init.indices.forEach(declare);
  // Bodies follow each other in the code; all other instructions belong to constant expressions.
  const bodies = { start: funcs[0]?.body.start ?? code.cells.length, end: funcs.at(-1)?.body.end ?? code.cells.length };
  for (let pc = 0; CELLS * pc < code.cells.length; pc++) {
    if (pc === bodies.start) pc = bodies.end;
    if (code.cells[CELLS * pc] === REF_FUNC) declare(code.cells[CELLS * pc + 1] as number);
  }
  return refs;
}

function limitsWithin({ min, max }: Limits, range: number, rule: string, offset: number): void {
  if (min > range) invalid(rule, offset, { detail: `the minimum is ${min}` });
  if (max !== null && max > range) invalid(rule, offset, { detail: `the maximum is ${max}` });
  if (max !== null && min > max) {
    invalid("size minimum must not be greater than maximum", offset, { detail: `${min} and ${max}` });
  }
}

function tableType(c: Context, { limits }: TableType, offset: number): void {
  limitsWithin(limits, TABLE_RANGE, "table size must be at most 2^32-1", offset);
  if (limits.min > c.limits.tableElements) exceeded(c.limits, "tableElements", limits.min, offset);
}

function memType(c: Context, { limits }: MemType, offset: number): void {
  limitsWithin(limits, MEMORY_RANGE, "memory size must be at most 65536 pages (4GiB)", offset);
  if (limits.min > c.limits.memoryPages) exceeded(c.limits, "memoryPages", limits.min, offset);
}

function globalInit(c: Context, { type, init }: Global): void {
  constantExpr(c, init.start, type.valtype);
}

function elemSegment(c: Context, { type, init, mode, offset }: Elem): void {
  if (init.kind === "exprs") for (const start of init.starts) constantExpr(c, start, type);
  else for (const x of init.indices) if (x >= c.funcs.length) unknown("function", x, c.funcs.length, offset);
  if (mode.kind !== "active") return;
  const table = c.tables[mode.tableidx] ?? unknown("table", mode.tableidx, c.tables.length, offset);
  if (table.reftype !== type) {
    invalid("type mismatch", offset, { detail: `elements of type ${type} for a table of ${table.reftype}` });
  }
  constantExpr(c, mode.at.start, "i32");
}

function dataSegment(c: Context, { mode, offset }: Data): void {
  if (mode.kind !== "active") return;
  if (mode.memidx >= c.mems.length) unknown("memory", mode.memidx, c.mems.length, offset);
  constantExpr(c, mode.at.start, "i32");
}

function startFunction(c: Context, { funcidx, offset }: Start): void {
  const type = c.types[c.funcs[funcidx] ?? unknown("function", funcidx, c.funcs.length, offset)] as FuncType;
  if (type.params.length === 0 && type.results.length === 0) return;
  invalid("start function", offset, { detail: `it has the type ${funcTypeText(type)}, expected [] -> []` });
}

function exportType(c: ModuleContext, { name, kind, index, offset }: Export, names: Set<string>): ExternType {
  if (names.has(name)) invalid("duplicate export name", offset, { detail: quoted(name) });
  names.add(name);
  switch (kind) {
    case "func": {
      const typeidx = c.funcs[index] ?? unknown("function", index, c.funcs.length, offset);
      return { kind, type: c.types[typeidx] as FuncType };
    }
    case "table":
      return { kind, type: c.tables[index] ?? unknown("table", index, c.tables.length, offset) };
    case "mem":
      return { kind, type: c.mems[index] ?? unknown("memory", index, c.mems.length, offset) };
    case "global":
      return { kind, type: c.globals[index] ?? unknown("global", index, c.globals.length, offset) };
  }
}
