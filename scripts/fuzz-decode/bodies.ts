/** Function bodies drawn at random so that most of them are valid: each instruction is chosen by what is on the operand stack. */

import { randomIndex } from "nexus-reference/lib/random";
import { encode, type Immediate, INSTRUCTIONS, type Instruction, VALTYPES, type ValType } from "nexus-reference/nvm";

const { opcodeBytes, u32 } = encode;

export type Random = () => number;

export const oneOf = <T>(random: Random, elements: readonly T[]): T => elements[randomIndex(random, elements.length)] as T;

export const byteOf = (valtype: ValType): number => VALTYPES.find(([, each]) => each === valtype)?.[0] as number;

export interface Signature {
  readonly params: readonly ValType[];
  readonly results: readonly ValType[];
}

/** What bodies may refer to. */
export interface Surroundings {
  readonly types: readonly Signature[];
  /** Type indices. */
  readonly funcs: readonly number[];
  readonly globals: readonly { readonly mutable: boolean; readonly valtype: ValType }[];
  readonly tables: readonly ("funcref" | "externref")[];
  readonly hasMemory: boolean;
  readonly elems: number;
  readonly datas: number;
}

interface Block {
  readonly opcode: number;
  /** What a branch to it takes. */
  readonly label: readonly ValType[];
  readonly results: readonly ValType[];
  readonly height: number;
}

const [BLOCK, LOOP, IF, ELSE, END] = [0x02, 0x03, 0x04, 0x05, 0x0b] as const;
const EMPTY = 0x40;
const DEEPEST = 6;

const plain = INSTRUCTIONS.filter(({ type }) => type !== "special");
const operandsOf = ({ type }: Instruction): readonly ValType[] => (type === "special" ? [] : type.operands);
const resultsOf = ({ type }: Instruction): readonly ValType[] => (type === "special" ? [] : type.results);

export class BodyGenerator {
  private readonly random: Random;
  private readonly around: Surroundings;
  private readonly locals: readonly ValType[];
  private readonly spoil: number;
  private readonly bytes: number[] = [];
  private readonly stack: ValType[] = [];
  private readonly blocks: Block[] = [];

  /** `spoil` is how likely a step breaks a rule: operands that are not there, an index that is out of range. */
  constructor(random: Random, around: Surroundings, locals: readonly ValType[], spoil: number) {
    this.random = random;
    this.around = around;
    this.locals = locals;
    this.spoil = spoil;
  }

  /** About `length` instructions that leave `results`, without the last `end`. */
  body(results: readonly ValType[], length: number): readonly number[] {
    this.blocks.push({ opcode: BLOCK, label: results, results, height: 0 });
    for (let i = 0; i < length; i++) this.step();
    while (this.blocks.length > 1) this.close();
    this.arrange(results, 0);
    return this.bytes;
  }

  private emit(...bytes: readonly number[]): void {
    this.bytes.push(...bytes);
  }

  private get top(): Block {
    return this.blocks.at(-1) as Block;
  }

  /** Whether the operands of the block end with these types. */
  private has(types: readonly ValType[]): boolean {
    const from = this.stack.length - types.length;
    return from >= this.top.height && types.every((t, i) => this.stack[from + i] === t);
  }

  private step(): void {
    if (this.random() < this.spoil) this.spoiled();
    const choice = this.random();
    if (choice < 0.45) this.plain();
    else if (choice < 0.6) this.push(oneOf(this.random, VALTYPES)[1]);
    else if (choice < 0.75) this.variable();
    else if (choice < 0.85) this.open();
    else if (choice < 0.9) this.close();
    else if (choice < 0.96) this.branch();
    else this.call();
  }

  private push(t: ValType): void {
    const { random } = this;
    const byte = () => randomIndex(random, 256);
    const bytes = (count: number) => Array.from({ length: count }, byte);
    if (t === "i32") this.emit(0x41, ...leb(random, 4));
    else if (t === "i64") this.emit(0x42, ...leb(random, 8));
    else if (t === "f32") this.emit(0x43, ...bytes(4));
    else if (t === "f64") this.emit(0x44, ...bytes(8));
    else if (t === "v128") this.emit(0xfd, 12, ...bytes(16));
    else this.emit(0xd0, byteOf(t));
    this.stack.push(t);
  }

  /** Any instruction, whatever is on the stack, with small numbers for indices. */
  private spoiled(): void {
    const row = oneOf(this.random, INSTRUCTIONS);
    const small = () => [randomIndex(this.random, 20)];
    const immediates = row.immediates.map((each) => this.immediate(each, row) ?? small());
    this.emit(...opcodeBytes(row.opcode), ...immediates.flat());
  }

  /** An instruction with a fixed type whose operands are there; one of a few that are drawn. */
  private plain(): void {
    for (let tries = 0; tries < 12; tries++) {
      const row = oneOf(this.random, plain);
      if (!this.has(operandsOf(row))) continue;
      const immediates = row.immediates.map((each) => this.immediate(each, row));
      if (immediates.includes(undefined)) continue;
      this.emit(...opcodeBytes(row.opcode), ...immediates.flatMap((bytes) => bytes as readonly number[]));
      this.stack.length -= operandsOf(row).length;
      this.stack.push(...resultsOf(row));
      return;
    }
  }

  /** The bytes of an immediate that is in range; undefined where there is nothing to name. */
  private immediate(kind: Immediate, row: Instruction): readonly number[] | undefined {
    const { random, around } = this;
    const index = (count: number) => (count === 0 ? undefined : u32(randomIndex(random, count)));
    const bytes = (count: number) => Array.from({ length: count }, () => randomIndex(random, 256));
    const lane = () => randomIndex(random, row.lanes ?? 1);
    switch (kind) {
      case "i32":
        return leb(random, 4);
      case "i64":
        return leb(random, 8);
      case "f32":
        return bytes(4);
      case "f64":
        return bytes(8);
      case "v128":
        return bytes(16);
      case "laneidx":
        return [lane()];
      case "laneidx^16":
        return Array.from({ length: 16 }, lane);
      case "memarg":
        return around.hasMemory
          ? [randomIndex(random, Math.log2(row.width ?? 1) + 1), ...u32(randomIndex(random, 1000))]
          : undefined;
      case "memidx":
        return around.hasMemory ? [0] : undefined;
      case "funcidx":
        return index(around.funcs.length);
      case "tableidx":
        return index(around.tables.length);
      case "elemidx":
        return index(around.elems);
      case "dataidx":
        return index(around.datas);
      default:
        return undefined;
    }
  }

  private variable(): void {
    const { random, locals, stack } = this;
    const { globals } = this.around;
    const isLocal = random() < 0.7;
    const x = randomIndex(random, isLocal ? locals.length : globals.length);
    const t = isLocal ? locals[x] : globals[x]?.valtype;
    if (t === undefined) return;
    if (!this.has([t])) {
      this.emit(isLocal ? 0x20 : 0x23, ...u32(x));
      stack.push(t);
    } else if (isLocal && random() < 0.5) {
      this.emit(0x22, ...u32(x));
    } else if (isLocal || globals[x]?.mutable === true) {
      this.emit(isLocal ? 0x21 : 0x24, ...u32(x));
      stack.pop();
    }
  }

  private open(): void {
    const { random, blocks, stack } = this;
    if (blocks.length > DEEPEST) return;
    const opcode = oneOf(random, [BLOCK, LOOP, IF] as const);
    const typeidx = randomIndex(random, this.around.types.length);
    const { params, results } = random() < 0.4 ? (this.around.types[typeidx] as Signature) : { params: [], results: [] };
    const typed = params.length + results.length > 0;
    if (typed && !this.has(params)) for (const t of params) this.push(t);
    if (opcode === IF) this.emit(0x41, 1);
    this.emit(opcode, ...(typed ? u32(typeidx) : [EMPTY]));
    blocks.push({ opcode, label: opcode === LOOP ? params : results, results, height: stack.length - params.length });
  }

  private close(): void {
    const { blocks, stack, top } = this;
    if (blocks.length === 1) return;
    this.arrange(top.results, top.height);
    // The other arm begins with the parameters again, and ends at once.
    if (top.opcode === IF) this.emit(ELSE, 0x00);
    this.emit(END);
    blocks.pop();
    stack.length = top.height;
    stack.push(...top.results);
  }

  /** Leaves exactly these operands above a height. */
  private arrange(types: readonly ValType[], height: number): void {
    if (this.stack.length - height === types.length && this.has(types)) return;
    while (this.stack.length > height) {
      this.emit(0x1a);
      this.stack.pop();
    }
    for (const t of types) this.push(t);
  }

  private branch(): void {
    const { random, blocks, stack } = this;
    const l = randomIndex(random, blocks.length);
    const { label } = blocks[blocks.length - 1 - l] as Block;
    const kind = randomIndex(random, 4);
    if (kind === 3) {
      this.emit(0x00);
      stack.length = this.top.height;
      return;
    }
    for (const t of this.has(label) ? [] : label) this.push(t);
    if (kind === 0) {
      this.emit(0x41, 0, 0x0d, ...u32(l));
      return;
    }
    if (kind === 1) this.emit(0x0c, ...u32(l));
    else this.emit(0x41, 0, 0x0e, 2, ...u32(l), ...u32(l), ...u32(l));
    stack.length = this.top.height;
  }

  private call(): void {
    const { random, stack } = this;
    const { funcs, types, tables } = this.around;
    const table = tables.indexOf("funcref");
    const indirect = table >= 0 && random() < 0.5;
    const x = randomIndex(random, funcs.length);
    const typeidx = indirect ? randomIndex(random, types.length) : funcs[x];
    const type = typeidx === undefined ? undefined : types[typeidx];
    if (type === undefined) return;
    for (const t of this.has(type.params) ? [] : type.params) this.push(t);
    if (indirect) this.emit(0x41, 0, 0x11, ...u32(typeidx as number), ...u32(table));
    else this.emit(0x10, ...u32(x));
    stack.length -= type.params.length;
    stack.push(...type.results);
  }
}

/** A signed LEB128 of at most `most` bytes. */
function leb(random: Random, most: number): readonly number[] {
  const length = 1 + randomIndex(random, most);
  return Array.from({ length }, (_, i) => randomIndex(random, 128) | (i < length - 1 ? 0x80 : 0));
}
