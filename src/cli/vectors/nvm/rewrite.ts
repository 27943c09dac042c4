/**
 * Rewriting a program so that the host's WebAssembly runs it and tells each charge, step and trap: calls of imported functions between its
 * instructions, and computed NaNs made canonical. The program's own instructions stay as they are.
 */

import type { ValType } from "../../../nvm/index.ts";
import { instr, instrs, sigOf } from "./notation.ts";
import type { Func, Instr, Plan } from "./plan.ts";
import { slotsOf, type Typed, typeBody } from "./typing.ts";
import { ENDS_BLOCK, LOCAL, MOST, pieceOf, STACK, unitPrice, weightOf } from "./weights.ts";

/** What the rewritten program imports, in the order of the functions' indices. */
export const HOOKS: readonly (readonly [name: string, sig: string])[] = [
  ["charge", "i32:"],
  ["units", "i32,i32:"],
  ["enter", "i32:"],
  ["leave", "i32:"],
  ["at", "i32:"],
  ["note", "i32:"],
  ["step", "i32:"],
  ["calls", "i32:"],
  ["pieces", "i32,i32,i32:"],
  ["got32", "i32,i32:"],
  ["got64", "i64,i32:"],
  ["got128", "i64,i64,i32:"],
  ["gotRef", "funcref,i32:"],
  ["gotExtern", "externref,i32:"],
];
const hook = (name: string): string => `call ${HOOKS.findIndex(([each]) => each === name)}`;

/** An instruction in a function, as hooks name it: its position in the list of sites. */
export interface Site {
  readonly func: number;
  readonly instr: number;
  readonly mnemonic: string;
  /** The table of a `call_indirect`. */
  readonly table: number;
}

export interface Rewritten {
  readonly plan: Plan;
  readonly sites: readonly Site[];
}

/** The name of the export that calls a function with its values as integers, and of those that read globals. */
export const callerOf = (func: string): string => `call ${func}`;
export const readerOf = (global: number): string => `global ${global}`;
/** The export that does what instantiating does: segments, then the start function. */
export const INIT = "init";

const COMPUTES =
  /^f(32|64)(x\d)?\.(add|sub|mul|div|min|max|sqrt|ceil|floor|trunc|nearest|demote_f64|promote_f32|demote_f64x2_zero|promote_low_f32x4)$/;

export function rewrite({ start, ...plan }: Plan): Rewritten {
  const sites: Site[] = [];
  const shifted = plan.funcs.length;
  const init = initOf(plan, start);
  const own = [...plan.funcs, init].map((func, i) =>
    new Rewriting({ ...plan, funcs: [...plan.funcs, init] }, func, i, sites).func(),
  );
  const callers = plan.funcs.flatMap((func, i) => (func.name === undefined ? [] : [callerFunc(func, i)]));
  const readers = plan.globals.map(({ type }, i) => readerFunc(type, i));
  return {
    sites,
    plan: {
      ...plan,
      imports: HOOKS.map(([name, sig]) => ({ name, sig: sigOf(sig) })),
      funcs: [...own.slice(0, shifted), { ...(own[shifted] as Func), name: INIT }, ...callers, ...readers],
      tables: plan.tables.map((table) => ({ ...table, max: Math.min(table.max ?? MOST.elements, MOST.elements) })),
      ...(plan.memory && { memory: { ...plan.memory, max: Math.min(plan.memory.max ?? MOST.pages, MOST.pages) } }),
      globals: plan.globals.map((each) => ({ ...each, init: each.init.map(withShiftedFunction) })),
      elems: plan.elems.map((elem) => ({
        ...elem,
        mode: elem.mode === "active" ? "passive" : elem.mode,
        items: elem.items.map((item) => (item === null ? null : item + HOOKS.length)),
      })),
      datas: plan.datas.map(({ bytes }) => ({ bytes })),
      exports: [
        ...plan.tables.map((_, index) => ({ name: `table ${index}`, kind: 1 as const, index })),
        ...(plan.memory === undefined ? [] : [{ name: "memory", kind: 2 as const, index: 0 }]),
      ],
    },
  };
}

const FUNCTION_INDEX = /^(call|ref\.func)$/;
const withShiftedFunction = (each: Instr): Instr =>
  FUNCTION_INDEX.test(each.row.mnemonic) ? { ...each, immediates: [(each.immediates[0] as number) + HOOKS.length] } : each;

/** What WebAssembly's specification says that instantiating runs. */
function initOf({ elems, datas }: Plan, start: number | undefined): Func {
  const text = [
    ...elems.map(({ mode, at, table, items }, i) => {
      const put = `i32.const ${at} i32.const 0 i32.const ${items.length} table.init ${i} ${table}`;
      return mode === "passive" ? "" : `${mode === "active" ? put : ""} elem.drop ${i}`;
    }),
    ...datas.map(({ at, bytes }, i) =>
      at === undefined ? "" : `i32.const ${at} i32.const 0 i32.const ${bytes.length} memory.init ${i} data.drop ${i}`,
    ),
    start === undefined ? "" : `call ${start}`,
    "end",
  ];
  return { sig: sigOf(":"), locals: [], body: instrs(text.join(" ")) };
}

/** Values as integers: the host's numbers do not keep the bits of NaNs. */
const TO_INTEGERS: { readonly [type in ValType]: readonly [types: string, taking: string, giving: string] } = {
  i32: ["i32", "local.get $", "local.get $"],
  i64: ["i64", "local.get $", "local.get $"],
  f32: ["i32", "local.get $ f32.reinterpret_i32", "local.get $ i32.reinterpret_f32"],
  f64: ["i64", "local.get $ f64.reinterpret_i64", "local.get $ i64.reinterpret_f64"],
  v128: [
    "i64,i64",
    "local.get $ i64x2.splat local.get $' i64x2.replace_lane 1",
    "local.get $ i64x2.extract_lane 0 local.get $ i64x2.extract_lane 1",
  ],
  funcref: ["funcref", "local.get $", "local.get $"],
  externref: ["externref", "local.get $", "local.get $"],
};

/** The hook that is told a result. */
const GOT: { readonly [type in ValType]: string } = {
  i32: "got32",
  i64: "got64",
  f32: "got32",
  f64: "got64",
  v128: "got128",
  funcref: "gotRef",
  externref: "gotExtern",
};

/** `$` stands for a local, `$'` for the next one. */
const withLocal = (text: string, local: number): string =>
  text.replaceAll("$'", String(local + 1)).replaceAll("$", String(local));

function callerFunc({ name, sig }: Func, index: number): Func {
  const params = sig.params.map((type) => TO_INTEGERS[type][0]).join(",");
  const results = sig.results.map((type) => TO_INTEGERS[type][0]).join(",");
  let at = 0;
  const args = sig.params.map((type) => {
    const taken = withLocal(TO_INTEGERS[type][1], at);
    at += type === "v128" ? 2 : 1;
    return taken;
  });
  const sets = sig.results.map((_, i) => `local.set ${at + i}`).reverse();
  const gives = sig.results.map((type, i) => withLocal(TO_INTEGERS[type][2], at + i));
  const text = [...args, `call ${index + HOOKS.length}`, ...sets, ...gives, "end"].join(" ");
  return { name: callerOf(name as string), sig: sigOf(`${params}:${results}`), locals: sig.results, body: instrs(text) };
}

function readerFunc(type: ValType, index: number): Func {
  const [types, , giving] = TO_INTEGERS[type];
  const body = instrs(`global.get ${index} local.set 0 ${withLocal(giving, 0)} end`);
  return { name: readerOf(index), sig: sigOf(`:${types}`), locals: [type], body };
}

/** Locals that are added to each function: one of each type, and one for a number of units. */
const SPARE: readonly ValType[] = ["i32", "i64", "f32", "f64", "v128", "funcref", "externref", "i32"];
const UNITS = 7;

const NAN: { readonly [type: string]: readonly [constant: string, choose: string] } = {
  f32: ["f32.const 0x7fc00000", "f32.eq select"],
  f64: ["f64.const 0x7ff8000000000000", "f64.eq select"],
  f32x4: ["v128.const 7fc000007fc000007fc000007fc00000", "f32x4.eq v128.bitselect"],
  f64x2: ["v128.const 7ff80000000000007ff8000000000000", "f64x2.eq v128.bitselect"],
};

class Rewriting {
  private readonly source: Func;
  private readonly index: number;
  private readonly sites: Site[];
  private readonly typed: readonly (Typed | null)[];
  private readonly frameBytes: number;
  private readonly charges: ReadonlyMap<number, number>;
  private readonly spare: number;

  constructor(plan: Plan, source: Func, index: number, sites: Site[]) {
    const { instrs: typed, maxSlots } = typeBody(plan, source);
    const locals = slotsOf([...source.sig.params, ...source.locals]);
    this.source = source;
    this.index = index;
    this.sites = sites;
    this.typed = typed;
    this.frameBytes = STACK.activation + STACK.slot * (locals + maxSlots);
    this.charges = chargesOf(source.body, typed);
    this.spare = source.sig.params.length + source.locals.length;
  }

  func(): Func {
    const { sig, locals, body } = this.source;
    const last = body.length - 1;
    const within = body.slice(0, last).flatMap((each, i) => this.rewritten(each, i));
    const local = LOCAL * locals.length;
    return {
      // What is exported may be referred to, as in the program itself.
      ...(this.source.name === undefined ? {} : { name: `own ${this.source.name}` }),
      sig,
      locals: [...locals, ...SPARE],
      // A block in the place of the function: what branches to its end passes the last step.
      body: [
        ...instrs(`i32.const ${this.frameBytes} ${hook("enter")} i32.const ${local} ${hook("charge")}`),
        instr("block", { params: [], results: sig.results }),
        ...within,
        instr("end"),
        ...instrs(`i32.const ${this.site("end", last)} ${hook("step")} i32.const ${this.frameBytes} ${hook("leave")} end`),
      ],
    };
  }

  private site(mnemonic: string, at: number, table = 0): number {
    return this.sites.push({ func: this.index, instr: at, mnemonic, table }) - 1;
  }

  private rewritten(each: Instr, at: number): readonly Instr[] {
    const { mnemonic } = each.row;
    const typed = this.typed[at] ?? null;
    if (typed === null || /^(block|loop|end)$/.test(mnemonic)) return [withShiftedFunction(each)];
    const site = this.site(mnemonic, at, mnemonic === "call_indirect" ? (each.immediates[1] as number) : 0);
    const cost = this.charges.get(at);
    const price = unitPrice(mnemonic);
    const units = this.spare + UNITS;
    const before = [
      cost === undefined ? "" : `i32.const ${cost} ${hook("charge")}`,
      `i32.const ${site} ${hook("at")}`,
      this.probe(mnemonic, typed),
      price === null ? "" : `local.tee ${units} local.get ${units} i32.const ${price} ${hook("units")}`,
      CONTROL.test(mnemonic) ? `i32.const ${site} ${hook(mnemonic.startsWith("call") ? "calls" : "step")}` : "",
      mnemonic === "return" ? `i32.const ${this.frameBytes} ${hook("leave")}` : "",
    ];
    return [...instrs(before.join(" ")), withShiftedFunction(each), ...instrs(this.after(mnemonic, typed, site, price))];
  }

  /** What tells traps apart that one instruction has. */
  private probe(mnemonic: string, { top: [type] }: Typed): string {
    const local = this.temporary(type as ValType);
    const copy = `local.tee ${local} local.get ${local}`;
    if (mnemonic === "call_indirect") return `${copy} ${hook("note")}`;
    if (/^i\d\d\.(div|rem)_/.test(mnemonic)) return `${copy} ${type}.eqz ${hook("note")}`;
    if (/^i\d\d\.trunc_f/.test(mnemonic)) return `${copy} local.get ${local} ${type}.ne ${hook("note")}`;
    return "";
  }

  private after(mnemonic: string, { pushed }: Typed, site: number, price: number | null): string {
    if (CONTROL.test(mnemonic) || mnemonic === "unreachable") return "";
    if (price !== null && !mnemonic.endsWith(".grow")) {
      return `local.get ${this.spare + UNITS} i32.const ${pieceOf(mnemonic)} i32.const ${site} ${hook("pieces")}`;
    }
    if (pushed === null) return `i32.const ${site} ${hook("step")}`;
    const local = this.temporary(pushed);
    const [, , giving] = TO_INTEGERS[pushed];
    const got = `${withLocal(giving, local)} i32.const ${site} ${hook(GOT[pushed])}`;
    return `${this.canonical(mnemonic, local)} local.tee ${local} ${got}`;
  }

  private canonical(mnemonic: string, local: number): string {
    if (!COMPUTES.test(mnemonic)) return "";
    const [constant, choose] = NAN[mnemonic.split(".")[0] as string] as readonly [string, string];
    const copies = `local.get ${local} local.get ${local}`;
    return `local.tee ${local} ${constant} ${copies} ${choose}`;
  }

  private temporary(type: ValType): number {
    return this.spare + SPARE.indexOf(type);
  }
}

const CONTROL = /^(if|else|br|br_if|br_table|return|call|call_indirect)$/;

/** What each block costs, by the instruction with which it starts. */
function chargesOf(body: readonly Instr[], typed: readonly (Typed | null)[]): ReadonlyMap<number, number> {
  const charges = new Map<number, number>();
  let start: number | null = null;
  body.forEach(({ row: { mnemonic } }, i) => {
    if (mnemonic === "loop" || mnemonic === "end") start = null;
    if (typed[i] !== null && !/^(block|loop|end)$/.test(mnemonic)) {
      start ??= i;
      charges.set(start, (charges.get(start) ?? 0) + weightOf(mnemonic));
    }
    if (ENDS_BLOCK.test(mnemonic)) start = null;
  });
  return charges;
}
