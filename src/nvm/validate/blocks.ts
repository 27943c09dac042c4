/** Blocks, labels and branches: the part of the algorithm that writes the side table. */

import { ELSE, IF, LOOP } from "../instructions/ops.ts";
import { CELLS, type ValType } from "../types.ts";
import { codeOfImmediate, codesOf, I32 } from "./codes.ts";
import { type Context, unknown } from "./context.ts";
import { SideTableBuilder } from "./side-table.ts";
import { Stacks, type Types } from "./stacks.ts";

export const NO_TYPES: Types = new Uint8Array(0);
const EMPTY_BLOCKTYPE = -64;

/** The result types of block types that are one value type, by code. */
const SINGLE: readonly Types[] = Array.from({ length: 8 }, (_, code) => Uint8Array.of(code));

export class Blocks extends Stacks {
  readonly side: SideTableBuilder;
  /** By type index. */
  protected readonly params: readonly Types[];
  protected readonly results: readonly Types[];

  constructor(c: Context) {
    super(c);
    this.side = new SideTableBuilder(c.module.code.cells.length / CELLS);
    const lists = new Map<string, Types>();
    this.params = c.types.map(({ params }) => sharedList(lists, params));
    this.results = c.types.map(({ results }) => sharedList(lists, results));
  }

  protected block(op: number, blocktype: number): void {
    if (blocktype < 0) {
      const results = blocktype === EMPTY_BLOCKTYPE ? NO_TYPES : (SINGLE[codeOfImmediate(blocktype)] as Types);
      this.pushCtrl(op, NO_TYPES, results);
      return;
    }
    const params = this.params[blocktype] ?? unknown("type", blocktype, this.params.length, this.offset);
    this.popVals(params);
    this.pushCtrl(op, params, this.results[blocktype] as Types);
  }

  protected elseArm(): void {
    const { depth, side, pc } = this;
    const starts = this.starts[depth] as Types;
    const ends = this.ends[depth] as Types;
    const chain = this.chains[depth] as number;
    this.popCtrl();
    side.setTarget(this.falseBranches[depth] as number, pc + 1);
    this.pushCtrl(ELSE, starts, ends);
    this.chains[depth] = side.add(pc, chain, ends.length, this.base);
  }

  protected end(): void {
    const { depth, side, pc } = this;
    const ends = this.ends[depth] as Types;
    const chain = this.chains[depth] as number;
    if (this.opcodes[depth] === IF) {
      if (!sameTypes(this.starts[depth] as Types, ends)) {
        this.typeMismatch("an if without else leaves its parameters, and its results are of other types");
      }
      side.setTarget(this.falseBranches[depth] as number, pc + 1);
    }
    this.popCtrl();
    side.resolve(chain, depth === 0 ? pc : pc + 1);
    this.pushVals(ends);
  }

  /** The types of the label `l`. */
  protected label(l: number): Types {
    if (l > this.depth) unknown("label", l, this.depth + 1, this.offset);
    const frame = this.depth - l;
    return (this.opcodes[frame] === LOOP ? this.starts[frame] : this.ends[frame]) as Types;
  }

  /** Notes a branch to the label `l`. */
  protected branch(l: number): void {
    const frame = this.depth - l;
    const arity = this.label(l).length;
    const height = this.bases[frame] as number;
    if (this.opcodes[frame] === LOOP) this.side.add(this.pc, this.pcs[frame] as number, arity, height);
    else this.chains[frame] = this.side.add(this.pc, this.chains[frame] as number, arity, height);
  }

  protected brTable(first: number, count: number): void {
    this.popType(I32);
    const { labels } = this.code;
    const defaults = this.label(labels[first + count] as number);
    let checked: Types | undefined;
    for (let i = first; i <= first + count; i++) {
      const l = labels[i] as number;
      const types = this.label(l);
      if (types.length !== defaults.length) {
        this.typeMismatch(`labels of br_table take ${types.length} and ${defaults.length} operands`);
      }
      if (types !== checked) this.peekVals(types);
      checked = types;
      this.branch(l);
    }
    this.popVals(defaults);
    this.unreachable();
  }
}

/** Equal lists are one array: a `br_table` compares each of them once. */
function sharedList(lists: Map<string, Types>, valtypes: readonly ValType[]): Types {
  const key = valtypes.join(" ");
  const known = lists.get(key);
  if (known !== undefined) return known;
  const list = codesOf(valtypes);
  lists.set(key, list);
  return list;
}

function sameTypes(left: Types, right: Types): boolean {
  return left.length === right.length && left.every((t, i) => t === right[i]);
}
