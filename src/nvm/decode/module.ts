/** Modules in the binary format: sections in their order, and what they must agree on. */

import { hex } from "../errors.ts";
import { LIMITS, type ModuleLimits } from "../limits.ts";
import type { CustomSection, Data, Elem, Export, Func, FuncType, Global, Import, Mem, Module, Start, Table } from "../types.ts";
import { CodeBuilder } from "./code-builder.ts";
import { InstructionDecoder } from "./instructions.ts";
import { Reader } from "./reader.ts";
import * as sections from "./sections.ts";
import { data, ElemDecoder } from "./segments.ts";
import { functype } from "./types.ts";

/** Sections by id, with the place of each in the order: the data count comes before the code. */
const SECTIONS = new Map<number, { readonly name: string; readonly order: number }>(
  [
    [1, "type"],
    [2, "import"],
    [3, "function"],
    [4, "table"],
    [5, "memory"],
    [6, "global"],
    [7, "export"],
    [8, "start"],
    [9, "element"],
    [12, "data count"],
    [10, "code"],
    [11, "data"],
  ].map(([id, name], order) => [id as number, { name: name as string, order }]),
);

/**
 * Decodes a module. Its byte arrays are views of `bytes`, which must not change afterwards.
 *
 * Throws `ModuleError` `malformed-module` where the bytes are no module of WebAssembly 2.0, `limit-exceeded` where it is larger than
 * `limits`; whichever comes first in the bytes.
 */
export function decodeModule(bytes: Uint8Array, limits: ModuleLimits = LIMITS): Module {
  return new ModuleDecoder(new Reader(bytes, limits)).module();
}

class ModuleDecoder {
  private readonly r: Reader;
  private readonly builder: CodeBuilder;
  private readonly instructions: InstructionDecoder;
  private types: FuncType[] = [];
  private imports: Import[] = [];
  private typeidxs: number[] = [];
  private tables: Table[] = [];
  private mems: Mem[] = [];
  private globals: Global[] = [];
  private exports: Export[] = [];
  private start: Start | null = null;
  private elems: Elem[] = [];
  private dataCount: number | null = null;
  private codes: sections.FunctionCode[] = [];
  private datas: Data[] = [];
  private readonly customs: CustomSection[] = [];
  /** The section before, custom ones left out. */
  private last = { name: "", order: -1 };

  constructor(r: Reader) {
    this.r = r;
    this.builder = new CodeBuilder(sections.expectedInstructions(r.bytes.length));
    this.instructions = new InstructionDecoder(r, this.builder);
  }

  module(): Module {
    const { r } = this;
    r.within("moduleBytes", r.bytes.length, 0);
    this.preamble();
    while (r.pos < r.bytes.length) this.section();
    this.agree();
    const funcs = this.codes.map((code, i): Func => ({ typeidx: this.typeidxs[i] as number, ...code }));
    const { types, imports, tables, mems, globals, exports, start, elems, datas, customs } = this;
    const code = this.builder.code();
    return { types, imports, funcs, tables, mems, globals, exports, start, elems, datas, code, customs };
  }

  private preamble(): void {
    const { r } = this;
    if (r.bytes.length < 4) r.malformed("unexpected end", r.bytes.length);
    if (r.bits32() !== 0x6d736100) {
      r.malformed("magic header not detected", 0, { detail: "a module begins with the bytes 00 61 73 6d" });
    }
    if (r.bytes.length < 8) r.malformed("unexpected end", r.bytes.length);
    const version = r.bits32() >>> 0;
    if (version === 1) return;
    const hint = version === 0x1000d ? { hint: "this is a component, and not a core module" } : {};
    r.malformed("unknown binary version", 4, { detail: `${hex(version)}, expected 1`, ...hint });
  }

  private section(): void {
    const { r } = this;
    const at = r.pos;
    const id = r.byte();
    const section = SECTIONS.get(id);
    if (id !== 0) this.inOrder(id, section, at);
    const size = r.length();
    const start = r.pos;
    r.end = start + size;
    if (section === undefined) this.custom();
    else this.contents(id);
    if (r.pos !== r.end)
      sections.sizeMismatch(r, section === undefined ? "a custom section" : `the ${section.name} section`, start, size);
    r.end = r.bytes.length;
  }

  private inOrder(id: number, section: { name: string; order: number } | undefined, at: number): void {
    if (section === undefined) {
      const hint = id === 13 ? { hint: "tags belong to exception handling, which WebAssembly 2.0 does not have" } : {};
      this.r.malformed("malformed section id", at, { detail: `${id}, expected 0 to 12`, ...hint });
    }
    if (section.order <= this.last.order) {
      const again = section.order === this.last.order;
      this.r.malformed("unexpected content after last section", at, {
        detail: again
          ? `a second ${section.name} section`
          : `the ${section.name} section stands after the ${this.last.name} section`,
        hint: `the order is ${[...SECTIONS.values()].map(({ name }) => name).join(", ")}`,
      });
    }
    this.last = section;
  }

  private custom(): void {
    const { r } = this;
    r.within("customSections", this.customs.length + 1, r.pos);
    const name = r.name();
    this.customs.push({ name, bytes: r.bytes.subarray(r.pos, r.end), offset: r.pos });
    r.pos = r.end;
  }

  private contents(id: number): void {
    const { r, instructions } = this;
    switch (id) {
      case 1:
        this.types = sections.vec(r, "types", () => functype(r));
        return;
      case 2:
        this.imports = sections.vec(r, "imports", () => sections.importOf(r));
        return;
      case 3:
        this.typeidxs = sections.vec(r, "functions", () => r.u32());
        return;
      case 4:
        this.tables = sections.vec(r, "tables", () => sections.table(r));
        return;
      case 5:
        this.mems = sections.vec(r, "memories", () => sections.mem(r));
        return;
      case 6:
        this.globals = sections.vec(r, "globals", () => sections.global(r, instructions));
        return;
      case 7:
        this.exports = sections.vec(r, "exports", () => sections.exportOf(r));
        return;
      case 8:
        this.start = sections.start(r);
        return;
      case 9: {
        const elems = new ElemDecoder(r, instructions);
        this.elems = sections.vec(r, "elementSegments", () => elems.elem());
        return;
      }
      case 10:
        this.code();
        return;
      case 11:
        this.datas = sections.vec(r, "dataSegments", () => data(r, instructions));
        return;
      default:
        this.dataCount = r.u32();
    }
  }

  private code(): void {
    const { r, instructions } = this;
    const { immediates } = instructions;
    immediates.firstDataIndex = -1;
    const runs: sections.Runs = new Map();
    this.codes = sections.vec(r, "functions", () => sections.code(r, instructions, runs));
    if (immediates.firstDataIndex >= 0 && this.dataCount === null) {
      r.malformed("data count section required", immediates.firstDataIndex, {
        detail: "the code names a data segment, and there is no data count section",
      });
    }
  }

  private agree(): void {
    const { r, typeidxs, codes, dataCount, datas } = this;
    if (typeidxs.length !== codes.length) {
      r.malformed("function and code section have inconsistent lengths", r.pos, {
        detail: `${typeidxs.length} functions and ${codes.length} bodies`,
      });
    }
    if (dataCount !== null && dataCount !== datas.length) {
      r.malformed("data count and data section have inconsistent lengths", r.pos, {
        detail: `${dataCount} segments are announced, and there are ${datas.length}`,
      });
    }
  }
}
