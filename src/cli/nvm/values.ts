/** Values on the command line, and the words of the machine's stack that hold them. */

import { match } from "ts-pattern";
import { NexusError } from "../../lib/errors.ts";
import type { ValType } from "../../nvm/index.ts";

const words = (bytes: DataView): readonly number[] =>
  Array.from({ length: bytes.byteLength / 4 }, (_, i) => bytes.getInt32(4 * i, true));

/** The words that an argument of a type is. Throws `NexusError` `bad-argument`. */
export function wordsOfArgument(type: ValType, text: string, place: number): readonly number[] {
  return match(type)
    .with("i32", () => integer(32, type, text, place))
    .with("i64", () => integer(64, type, text, place))
    .with("f32", "f64", (float) => floatWords(float, text, place))
    .with("v128", () => vectorWords(text, place))
    .with("funcref", "externref", () => (text === "null" ? [0, 0] : bad(type, text, place, "null")))
    .exhaustive();
}

function bad(type: ValType, text: string, place: number, expected: string): never {
  throw new NexusError("bad-argument", `argument ${place} is ${JSON.stringify(text)}, and the parameter is ${type}`, {
    hint: `expected ${expected}`,
  });
}

/** With sign or without, decimal or with 0x. */
function integer(bits: 32 | 64, type: ValType, text: string, place: number): readonly number[] {
  if (!/^-?(\d+|0x[\da-f]+)$/i.test(text)) return bad(type, text, place, "a whole number, like 42, -1 (after --) or 0xff");
  const value = text.startsWith("-") ? -BigInt(text.slice(1)) : BigInt(text);
  if (value < -(2n ** BigInt(bits - 1)) || value >= 2n ** BigInt(bits)) {
    return bad(type, text, place, `at least -2^${bits - 1} and below 2^${bits}`);
  }
  const view = new DataView(new ArrayBuffer(8));
  view.setBigInt64(0, BigInt.asIntN(64, bits === 32 ? BigInt.asUintN(32, value) : value), true);
  return words(view);
}

function floatWords(type: "f32" | "f64", text: string, place: number): readonly number[] {
  const value = match(text)
    .with("nan", () => Number.NaN)
    .with("inf", () => Number.POSITIVE_INFINITY)
    .with("-inf", () => Number.NEGATIVE_INFINITY)
    .otherwise(() =>
      /^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : bad(type, text, place, "a number, nan, inf or -inf"),
    );
  if (text === "nan") return type === "f32" ? [0x7fc00000, 0] : [0, 0x7ff80000];
  const view = new DataView(new ArrayBuffer(8));
  if (type === "f32") view.setFloat32(0, value, true);
  else view.setFloat64(0, value, true);
  return words(view);
}

/** 32 hexadecimal digits, the highest byte first. */
function vectorWords(text: string, place: number): readonly number[] {
  if (!/^0x[\da-f]{32}$/i.test(text)) return bad("v128", text, place, "0x and 32 hexadecimal digits, the highest byte first");
  return [26, 18, 10, 2].map((at) => Number.parseInt(text.slice(at, at + 8), 16) | 0);
}

/** A result as it is printed: integers with sign, floats as short as they can be told apart. */
export function valueText(type: ValType, of: readonly number[]): string {
  const view = new DataView(new ArrayBuffer(16));
  of.forEach((word, i) => {
    view.setInt32(4 * i, word, true);
  });
  return match(type)
    .with("i32", () => String(of[0]))
    .with("i64", () => String(view.getBigInt64(0, true)))
    .with("f32", () => floatText(shortest(view.getFloat32(0, true))))
    .with("f64", () => floatText(String(view.getFloat64(0, true)), view.getFloat64(0, true)))
    .with("v128", () => `0x${[3, 2, 1, 0].map((i) => ((of[i] as number) >>> 0).toString(16).padStart(8, "0")).join("")}`)
    .with("funcref", "externref", () =>
      of[0] === 0 ? "null" : `${type === "funcref" ? "function" : "extern"} ${(of[0] as number) - 1}`,
    )
    .exhaustive();
}

/** The shortest decimal that gives the same single. */
function shortest(single: number): string {
  if (Object.is(single, -0)) return "-0";
  for (let digits = 1; digits < 9; digits++) {
    const text = String(Number(single.toPrecision(digits)));
    if (Math.fround(Number(text)) === single) return text;
  }
  return String(single);
}

const floatText = (text: string, value?: number): string =>
  Object.is(value, -0) ? "-0" : text.replace("Infinity", "inf").replace("NaN", "nan");
