/**
 * What stands around a random module, as modules themselves, so that floats, vectors and references are compared inside WebAssembly: a
 * recorder, which takes whatever is given to it into its memory, and callers, one for each export, which pass constants and record results.
 */

import { seededRandom } from "nexus-reference/lib/random";
import type { ExternType, FuncType, ValidModule, ValType } from "nexus-reference/nvm";

/** Of the recorder's memory, which wraps around; each record has 16 bytes. */
const MASK = 0xfff0;

/** The memory of records, and where the next one goes. */
const RECORDS = `(memory (export "memory") 1) (global $at (mut i32) (i32.const 0))
    (func $next (result i32)
      (global.set $at (i32.and (i32.add (global.get $at) (i32.const 16)) (i32.const ${MASK})))
      (global.get $at))`;

/** How a vector is made from a value of the type, bit by bit. */
const AS_VECTOR: { readonly [type in ValType]: (value: string) => string } = {
  i32: (value) => `(i32x4.splat ${value})`,
  i64: (value) => `(i64x2.splat ${value})`,
  f32: (value) => `(f32x4.splat ${value})`,
  f64: (value) => `(f64x2.splat ${value})`,
  v128: (value) => value,
  funcref: (value) => `(i32x4.splat (i32.add (i32.const 70) (ref.is_null ${value})))`,
  externref: (value) => `(i32x4.splat (i32.add (i32.const 80) (ref.is_null ${value})))`,
};

const ZERO: { readonly [type in ValType]: string } = {
  i32: "(i32.const 0)",
  i64: "(i64.const 0)",
  f32: "(f32.const 0)",
  f64: "(f64.const 0)",
  v128: "(v128.const i64x2 0 0)",
  funcref: "(ref.null func)",
  externref: "(ref.null extern)",
};

const record = (type: ValType, value: string): string => `(v128.store (call $next) ${AS_VECTOR[type](value)})`;
const list = (keyword: string, types: readonly ValType[]): string =>
  types.length === 0 ? "" : `(${keyword} ${types.join(" ")})`;
const quoted = (name: string): string =>
  `"${[...new TextEncoder().encode(name)].map((byte) => `\\${byte.toString(16).padStart(2, "0")}`).join("")}"`;

/** The recorder: it exports its memory, what the module imports, and a recording function for each type. */
export function recorderText({ module, importTypes }: ValidModule): string {
  const imports = new Map(module.imports.map(({ name }, i) => [name, importTypes[i] as ExternType]));
  return `(module ${RECORDS}
    ${[...imports].map(([name, type]) => importText(name, type)).join("\n")})`;
}

/** Functions record what they get and give zeros. */
function importText(name: string, extern: ExternType): string {
  const start = `(export ${quoted(name)})`;
  switch (extern.kind) {
    case "func": {
      const { params, results } = extern.type;
      const records = params.map((type, i) => record(type, `(local.get ${i})`));
      return `(func ${start} ${list("param", params)} ${list("result", results)} ${records.join(" ")} ${results.map((type) => ZERO[type]).join(" ")})`;
    }
    case "global": {
      const { mut, valtype } = extern.type;
      return `(global ${start} ${mut === "var" ? `(mut ${valtype})` : valtype} ${ZERO[valtype]})`;
    }
    case "mem":
      return `(memory ${start} ${extern.type.limits.min} ${extern.type.limits.max ?? ""})`;
    case "table":
      return `(table ${start} ${extern.type.limits.min} ${extern.type.limits.max ?? ""} ${extern.type.reftype})`;
  }
}

/** Integers at which arithmetic has edges. */
const EDGES = [0, 1, -1, 2, 7, 31, 32, 63, 127, 128, 255, 32_767, 65_535, 65_536, 2 ** 31 - 1, -(2 ** 31), 0x01234567];
const FLOAT_EDGES = [
  "0",
  "-0",
  "1",
  "-1",
  "0.5",
  "1.5",
  "-2.5",
  "inf",
  "-inf",
  "4294967296",
  "-9223372036854775808",
  "1e-40",
  "3.4e38",
];

/** A caller of each exported function, called `0`, `1` and so on: two calls with other arguments, whose results are recorded. */
export function callersText({ module, exportTypes }: ValidModule, seed: number): string {
  const random = seededRandom(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const integer = (): number => (random() < 0.5 ? pick(EDGES) : Math.floor(random() * 2 ** 32) - 2 ** 31);
  const constants: { readonly [type in ValType]: () => string } = {
    i32: () => `(i32.const ${integer()})`,
    i64: () => `(i64.const ${BigInt.asIntN(64, (BigInt(integer()) << BigInt(pick([0, 0, 16, 31, 32]))) + BigInt(integer()))})`,
    f32: () => `(f32.const ${random() < 0.5 ? pick(FLOAT_EDGES) : random() * 1e6})`,
    f64: () => `(f64.const ${random() < 0.5 ? pick(FLOAT_EDGES) : random() * 1e12})`,
    v128: () => `(v128.const i32x4 ${integer()} ${integer()} ${integer()} ${integer()})`,
    funcref: () => ZERO.funcref,
    externref: () => ZERO.externref,
  };
  const functions = module.exports.flatMap(({ name }, i) => {
    const type = exportTypes[i] as ExternType;
    return type.kind === "func" ? [{ name, type: type.type }] : [];
  });
  const used = [...new Set(functions.flatMap(({ type }) => type.results))];
  const imports = functions.map(({ name, type }, i) => `(import "module" ${quoted(name)} (func $f${i} ${typeText(type)}))`);
  const calls = functions.flatMap(({ type }, i) =>
    [0, 1].map((turn) => {
      const args = type.params.map((param) => constants[param]()).join(" ");
      const locals = type.results.map((result) => `(local ${result})`).join(" ");
      const sets = type.results.map((_, r) => `(local.set ${r})`).reverse();
      const records = type.results.map((result, r) => `(call $r_${result} (local.get ${r}))`);
      return `(func (export "${2 * i + turn}") ${locals} (call $f${i} ${args}) ${sets.join(" ")} ${records.join(" ")})`;
    }),
  );
  const recorders = used.map((type) => `(func $r_${type} (param ${type}) ${record(type, "(local.get 0)")})`);
  return `(module ${imports.join("\n")} ${RECORDS}
    ${recorders.join("\n")} ${calls.join("\n")})`;
}

const typeText = ({ params, results }: FuncType): string => `${list("param", params)} ${list("result", results)}`;
