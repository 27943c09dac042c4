/**
 * Instances in a machine: what a module defines gets addresses in the store, and what it does at its start becomes a function that is run
 * like any other, with gas: its active segments, in the order and with the instructions of the specification, then its start function.
 */

import * as ops from "../instructions/ops.ts";
import { linkImports } from "../link.ts";
import {
  CELLS,
  type Elem,
  type ExternType,
  type FuncType,
  funcTypeText,
  type Limits,
  type Module,
  type ValType,
} from "../types.ts";
import type { ValidModule } from "../validate/module.ts";
import { costsOf, Emitter } from "./emit.ts";
import { SLOT_WORDS, slotsOfAll } from "./heights.ts";
import { FunctionLowering } from "./lower.ts";
import type { Addresses } from "./lowering.ts";
import { ACTIVATION_BYTES, allocated, Field, FUNC, GLOBAL_WORDS, grown, type HostName, type Machine, PAGE } from "./machine.ts";

/** Something of a type, with its address in the store. */
export type Extern = ExternType & { readonly address: number };

export interface Instance {
  readonly number: number;
  /** By name. */
  readonly exports: ReadonlyMap<string, ExportAddress>;
  /** The function that runs the segments and the start function, or -1 where there is nothing to run. */
  readonly init: number;
  /** What creating the memories and tables costs; it is paid before. */
  readonly initialGas: number;
}

export interface ExportAddress {
  readonly kind: ExternType["kind"];
  readonly address: number;
}

/** Finds what a module imports. */
export type ResolveExtern = (module: string, name: string) => Extern | undefined;

/** What is at an address, with its present size where it has one. */
export function externAt(m: Machine, { kind, address }: ExportAddress): Extern {
  switch (kind) {
    case "func":
      return { kind, type: m.funcTypes[address] as FuncType, address };
    case "global":
      return { kind, type: m.globalTypes[address] as never, address };
    case "mem": {
      const memory = m.mems[address] as Machine["mems"][number];
      return { kind, type: { limits: { min: memory.pages, max: memory.declaredMax } }, address };
    }
    case "table": {
      const { size, declaredMax, reftype } = m.tables[address] as Machine["tables"][number];
      return { kind, type: { limits: { min: size, max: declaredMax }, reftype }, address };
    }
  }
}

/** What creating the module's own memories and tables costs. */
export function initialGasOf(m: Machine, { module }: ValidModule): number {
  const { page, element } = m.schedule.initial;
  const pages = module.mems.reduce((sum, { type }) => sum + type.limits.min, 0);
  const elements = module.tables.reduce((sum, { type }) => sum + type.limits.min, 0);
  return pages * page + elements * element;
}

/**
 * Adds an instance of a module. Throws `ModuleError` `unlinkable-module` before anything is added. What it defines is in the store then;
 * its function `init` is still to be run.
 */
export function addInstance(m: Machine, valid: ValidModule, resolve: ResolveExtern): Instance {
  const imports = linkImports(valid, resolve);
  const { module } = valid;
  const initialGas = initialGasOf(m, valid);
  const number = m.instanceCount++;
  const imported = (kind: Extern["kind"]): number[] => imports.filter((each) => each.kind === kind).map(({ address }) => address);
  const types = Int32Array.from(module.types, (type) => typeNumber(m, type));
  const funcs = [...imported("func"), ...module.funcs.map((_, i) => m.funcCount + i)];
  const mems = [...imported("mem"), ...module.mems.map(({ type }) => addMemory(m, type.limits))];
  const tables = [...imported("table"), ...module.tables.map(({ type }) => addTable(m, type.limits, type.reftype))];
  const importedFuncs = imported("func").length;
  module.funcs.forEach(({ typeidx }, i) => {
    addFunc(m, module.types[typeidx] as FuncType, { memory: mems[0] ?? -1, instance: number, origin: importedFuncs + i });
  });
  const globals = imported("global");
  for (const { type, init } of module.globals) {
    const words = constantWords(m, module, init.start, { funcs, globals });
    globals.push(addGlobal(m, type, words));
  }
  const addresses: Addresses = {
    types,
    funcs: Int32Array.from(funcs),
    tables: Int32Array.from(tables),
    mems: Int32Array.from(mems),
    globals: Int32Array.from(globals),
    elems: m.elems.length,
    datas: m.datas.length,
    constants: addConstants(m, module.code.vectors),
  };
  for (const elem of module.elems) m.elems.push(references(m, module, elem, { funcs, globals }));
  for (const { init } of module.datas) m.datas.push(init);
  m.dropped.elems = grown(m.dropped.elems, m.elems.length);
  m.dropped.datas = grown(m.dropped.datas, m.datas.length);
  const costs = costsOf(m);
  module.funcs.forEach((func, i) => {
    setLowered(
      m,
      funcs[funcs.length - module.funcs.length + i] as number,
      new FunctionLowering(m, valid, addresses, costs, func).lower(),
    );
  });
  const init = addInit(m, valid, addresses, number);
  const space = { func: funcs, table: tables, mem: mems, global: globals };
  const exports = new Map(
    module.exports.map(({ name, kind, index }) => [name, { kind, address: space[kind][index] as number }] as const),
  );
  return { number, exports, init, initialGas };
}

/** Adds a function of the host, which modules can import. Calling it suspends the machine. */
export function addHostFunc(m: Machine, type: FuncType, name: HostName): Extern {
  const address = addFunc(m, type, { memory: -1, instance: -1, origin: null });
  m.hosts.push(name);
  m.funcs[FUNC * address + Field.entry] = -m.hosts.length;
  return { kind: "func", type, address };
}

export function addMemory(m: Machine, { min, max }: Limits): number {
  const maxPages = Math.min(max ?? m.limits.memoryPages, m.limits.memoryPages);
  const bytes = allocated(min * PAGE);
  return m.mems.push({ bytes, view: new DataView(bytes.buffer), pages: min, maxPages, declaredMax: max }) - 1;
}

export function addTable(m: Machine, { min, max }: Limits, reftype: "funcref" | "externref"): number {
  const maxSize = Math.min(max ?? m.limits.tableElements, m.limits.tableElements);
  return m.tables.push({ elements: new Int32Array(min), size: min, maxSize, declaredMax: max, reftype }) - 1;
}

export function addGlobal(m: Machine, type: { mut: "const" | "var"; valtype: ValType }, words: readonly number[]): number {
  const address = m.globalCount++;
  m.globals = grown(m.globals, GLOBAL_WORDS * m.globalCount);
  m.globals.fill(0, GLOBAL_WORDS * address, GLOBAL_WORDS * (address + 1));
  m.globals.set(words, GLOBAL_WORDS * address);
  m.globalTypes[address] = type;
  return address;
}

function typeNumber(m: Machine, type: FuncType): number {
  const text = funcTypeText(type);
  const known = m.typeNumbers.get(text);
  if (known !== undefined) return known;
  m.typeNumbers.set(text, m.typeNumbers.size);
  return m.typeNumbers.size - 1;
}

interface FuncOrigin {
  readonly memory: number;
  readonly instance: number;
  readonly origin: number | null;
}

function addFunc(m: Machine, type: FuncType, { memory, instance, origin }: FuncOrigin): number {
  const address = m.funcCount++;
  m.funcs = grown(m.funcs, FUNC * m.funcCount);
  m.funcTypes[address] = type;
  m.origins[address] = origin;
  const params = SLOT_WORDS * slotsOfAll(type.params);
  const results = SLOT_WORDS * slotsOfAll(type.results);
  m.funcs.set([0, params, results, params, ACTIVATION_BYTES, memory, typeNumber(m, type), instance], FUNC * address);
  return address;
}

function setLowered(
  m: Machine,
  address: number,
  { entry, localWords, slots }: { entry: number; localWords: number; slots: number },
): void {
  const at = FUNC * address;
  m.funcs[at + Field.entry] = entry;
  m.funcs[at + Field.localWords] = localWords;
  m.funcs[at + Field.stackBytes] = ACTIVATION_BYTES + 8 * slots;
}

/** Words of constants before those that are added. */
function addConstants(m: Machine, vectors: Uint8Array): number {
  const start = m.constantCount;
  m.constants = grown(m.constants, start + vectors.length);
  m.constants.set(vectors, start);
  m.constantCount = start + vectors.length;
  return start / 4;
}

interface Known {
  readonly funcs: readonly number[];
  readonly globals: readonly number[];
}

/** The value of a constant expression, which is one instruction. */
function constantWords(m: Machine, { code }: Module, pc: number, { funcs, globals }: Known): readonly number[] {
  const [op, a, b] = [0, 1, 2].map((i) => code.cells[CELLS * pc + i] as number) as [number, number, number];
  switch (op) {
    case ops.I32_CONST:
    case ops.F32_CONST:
      return [a];
    case ops.I64_CONST:
    case ops.F64_CONST:
      return [a, b];
    case ops.REF_NULL:
      return [0];
    case ops.REF_FUNC:
      return [1 + (funcs[a] as number)];
    case ops.GLOBAL_GET: {
      const at = GLOBAL_WORDS * (globals[a] as number);
      return [...m.globals.subarray(at, at + GLOBAL_WORDS)];
    }
    case ops.V128_CONST: {
      const view = new DataView(code.vectors.buffer, code.vectors.byteOffset + 16 * a, 16);
      return [0, 4, 8, 12].map((i) => view.getInt32(i, true));
    }
    default:
      throw new Error(`${op} is not constant`);
  }
}

function references(m: Machine, module: Module, { init }: Elem, known: Known): Int32Array {
  if (init.kind === "funcs") return Int32Array.from(init.indices, (index) => 1 + (known.funcs[index] as number));
  return Int32Array.from(init.starts, (start) => constantWords(m, module, start, known)[0] as number);
}

/** The function of the active segments and the start function: what the chapter on instantiation lists, instruction by instruction. */
function addInit(m: Machine, valid: ValidModule, addresses: Addresses, instance: number): number {
  const { elems, datas, start } = valid.module;
  const runs = elems.some(({ mode }) => mode.kind !== "passive") || datas.some(({ mode }) => mode.kind !== "passive");
  if (!runs && start === null) return -1;
  const address = addFunc(m, { params: [], results: [] }, { memory: addresses.mems[0] ?? -1, instance, origin: null });
  const emitter = new Emitter(m);
  const costs = costsOf(m);
  const entry = emitter.here;
  const put = (op: number, rule: string, offset: number, d: number, a = 0, b = 0) => {
    emitter.charge(costs(op), offset);
    emitter.emit(rule, offset, SLOT_WORDS * d, a, b);
  };
  /** The operands of an `init`: where to, from where, how many. */
  const operands = (words: readonly number[], count: number, offset: number) => {
    [words[0] as number, 0, count].forEach((value, d) => {
      emitter.top = SLOT_WORDS * d;
      put(ops.I32_CONST, "i32.const", offset, d, value);
    });
    emitter.top = 3 * SLOT_WORDS;
  };
  const known = { funcs: [...addresses.funcs], globals: [...addresses.globals] };
  elems.forEach(({ mode, offset }, i) => {
    const elem = addresses.elems + i;
    if (mode.kind === "passive") return;
    if (mode.kind === "active") {
      operands(constantWords(m, valid.module, mode.at.start, known), (m.elems[elem] as Int32Array).length, offset);
      put(ops.TABLE_INIT, "table.init", offset, 0, elem, addresses.tables[mode.tableidx]);
      emitter.openBlock();
    }
    emitter.top = 0;
    put(ops.ELEM_DROP, "elem.drop", offset, 0, elem);
    emitter.openBlock();
  });
  datas.forEach(({ mode, init, offset }, i) => {
    const data = addresses.datas + i;
    if (mode.kind === "passive") return;
    operands(constantWords(m, valid.module, mode.at.start, known), init.length, offset);
    put(ops.MEMORY_INIT, "memory.init", offset, 0, data);
    emitter.openBlock();
    emitter.top = 0;
    put(ops.DATA_DROP, "data.drop", offset, 0, data);
    emitter.openBlock();
  });
  if (start !== null) {
    put(ops.CALL, "call", start.offset, 0, addresses.funcs[start.funcidx]);
    emitter.openBlock();
  }
  emitter.emitLast(start?.offset ?? 0, 0, 0);
  setLowered(m, address, { entry, localWords: 0, slots: 3 });
  return address;
}
