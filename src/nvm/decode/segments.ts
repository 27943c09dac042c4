/** Element and data segments in the binary format. */

import { hex } from "../errors.ts";
import type { Data, DataMode, Elem, ElemInit, ElemMode, RefType } from "../types.ts";
import type { InstructionDecoder } from "./instructions.ts";
import type { Reader } from "./reader.ts";
import { reftype } from "./types.ts";

/** Bits of the integer in front of a segment. */
const PASSIVE_OR_DECLARATIVE = 1;
const EXPLICIT_INDEX = 2;
const EXPRESSIONS = 4;

/** Decodes element segments; their elements are counted over the whole module. */
export class ElemDecoder {
  private readonly r: Reader;
  private readonly instructions: InstructionDecoder;
  private elements = 0;

  constructor(r: Reader, instructions: InstructionDecoder) {
    this.r = r;
    this.instructions = instructions;
  }

  elem(): Elem {
    const { r } = this;
    const offset = r.pos;
    const flags = r.u32();
    if (flags > 7) {
      r.malformed("malformed elements segment kind", offset, { detail: `${flags}, expected 0 to 7` });
    }
    const mode = this.mode(flags);
    const typed = (flags & (PASSIVE_OR_DECLARATIVE | EXPLICIT_INDEX)) !== 0;
    if ((flags & EXPRESSIONS) !== 0) {
      const type = typed ? reftype(r) : "funcref";
      return { type, init: this.exprs(), mode, offset };
    }
    const type = typed ? this.elemkind() : "funcref";
    return { type, init: this.funcs(), mode, offset };
  }

  private mode(flags: number): ElemMode {
    if ((flags & PASSIVE_OR_DECLARATIVE) !== 0) {
      return (flags & EXPLICIT_INDEX) === 0 ? { kind: "passive" } : { kind: "declarative" };
    }
    const tableidx = (flags & EXPLICIT_INDEX) === 0 ? 0 : this.r.u32();
    return { kind: "active", tableidx, at: this.instructions.expr() };
  }

  private elemkind(): RefType {
    const { r } = this;
    const at = r.pos;
    const byte = r.byte();
    if (byte === 0) return "funcref";
    return r.malformed("malformed element kind", at, { detail: `${hex(byte)}, expected 0 (funcref)` });
  }

  private length(): number {
    const { r } = this;
    const at = r.pos;
    const count = r.length();
    this.elements = r.within("elements", this.elements + count, at);
    return count;
  }

  private funcs(): ElemInit {
    const indices = new Uint32Array(this.length());
    for (let i = 0; i < indices.length; i++) indices[i] = this.r.u32();
    return { kind: "funcs", indices };
  }

  private exprs(): ElemInit {
    const starts = new Uint32Array(this.length());
    for (let i = 0; i < starts.length; i++) starts[i] = this.instructions.expr().start;
    return { kind: "exprs", starts };
  }
}

export function data(r: Reader, instructions: InstructionDecoder): Data {
  const offset = r.pos;
  const flags = r.u32();
  if (flags > 2) r.malformed("malformed data segment kind", offset, { detail: `${flags}, expected 0, 1 or 2` });
  const mode = dataMode(r, flags, instructions);
  return { init: r.blob(), mode, offset };
}

function dataMode(r: Reader, flags: number, instructions: InstructionDecoder): DataMode {
  if (flags === 1) return { kind: "passive" };
  const memidx = flags === 2 ? r.u32() : 0;
  return { kind: "active", memidx, at: instructions.expr() };
}
