/** Values of scripts: arguments, and what results are expected to be. */

import { floatBits, integerBits } from "./literals.ts";
import type { Node } from "./nodes.ts";

export type Shape = "i8x16" | "i16x8" | "i32x4" | "i64x2" | "f32x4" | "f64x2";

/** Bits are unsigned. A reference is null or the number of a host's object. */
export type Value =
  | { readonly type: "i32" | "i64" | "f32" | "f64"; readonly bits: bigint }
  | { readonly type: "v128"; readonly shape: Shape; readonly lanes: readonly bigint[] }
  | { readonly type: "funcref"; readonly ref: null }
  | { readonly type: "externref"; readonly ref: number | null };

/** A set of NaNs. */
export type NanPattern = "nan:canonical" | "nan:arithmetic";

export type Expected =
  | Value
  | { readonly type: "f32" | "f64"; readonly bits: NanPattern }
  | { readonly type: "v128"; readonly shape: Shape; readonly lanes: readonly (bigint | NanPattern)[] }
  /** Any reference that is not null. */
  | { readonly type: "funcref" | "externref"; readonly ref: "any" };

const shapes: { readonly [shape in Shape]: readonly [lanes: number, width: 8 | 16 | 32 | 64, isFloat: boolean] } = {
  i8x16: [16, 8, false],
  i16x8: [8, 16, false],
  i32x4: [4, 32, false],
  i64x2: [2, 64, false],
  f32x4: [4, 32, true],
  f64x2: [2, 64, true],
};

/** The value that a node like `(i32.const 1)` stands for; undefined where it stands for none. */
export function readValue(node: Node): Value | undefined {
  const expected = readExpected(node);
  if (expected === undefined) return undefined;
  if ("bits" in expected) return typeof expected.bits === "bigint" ? (expected as Value) : undefined;
  if ("lanes" in expected) return expected.lanes.every((lane) => typeof lane === "bigint") ? (expected as Value) : undefined;
  return expected.ref === "any" ? undefined : (expected as Value);
}

/** The same for an expected result, which may be a set of values. */
export function readExpected(node: Node): Expected | undefined {
  if (node.kind !== "list") return undefined;
  const atoms = node.items.flatMap((item) => (item.kind === "atom" ? [item.text] : []));
  const [operator, ...literals] = atoms;
  if (operator === undefined || atoms.length !== node.items.length) return undefined;
  if (operator === "v128.const") return vector(literals);
  if (operator.startsWith("ref.")) return reference(operator, literals);
  return literals.length === 1 ? number(operator, literals[0] as string) : undefined;
}

function number(operator: string, literal: string): Expected | undefined {
  const type = operator.replace(/\.const$/, "");
  if (type === operator) return undefined;
  if (type === "i32" || type === "i64") {
    const bits = integerBits(literal, type === "i32" ? 32 : 64);
    return bits === undefined ? undefined : { type, bits };
  }
  if (type !== "f32" && type !== "f64") return undefined;
  if (isNanPattern(literal)) return { type, bits: literal };
  const bits = floatBits(literal, type === "f32" ? 32 : 64);
  return bits === undefined ? undefined : { type, bits };
}

const isNanPattern = (literal: string): literal is NanPattern => literal === "nan:canonical" || literal === "nan:arithmetic";

function vector([shape, ...literals]: readonly string[]): Expected | undefined {
  if (shape === undefined || !Object.hasOwn(shapes, shape)) return undefined;
  const [count, width, isFloat] = shapes[shape as Shape];
  const lanes = literals.flatMap((literal) => {
    if (!isFloat) return integerBits(literal, width) ?? [];
    return isNanPattern(literal) ? literal : (floatBits(literal, width as 32 | 64) ?? []);
  });
  return lanes.length === count && literals.length === count ? { type: "v128", shape: shape as Shape, lanes } : undefined;
}

function reference(operator: string, literals: readonly string[]): Expected | undefined {
  const [literal, ...more] = literals;
  if (more.length > 0) return undefined;
  switch (operator) {
    case "ref.null":
      if (literal === "func") return { type: "funcref", ref: null };
      return literal === "extern" ? { type: "externref", ref: null } : undefined;
    case "ref.func":
      return literal === undefined ? { type: "funcref", ref: "any" } : undefined;
    case "ref.extern":
      return { type: "externref", ref: literal === undefined ? "any" : Number(literal) };
    default:
      return undefined;
  }
}
