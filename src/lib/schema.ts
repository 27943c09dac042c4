/**
 * Shapes of finite data. A model declares the shape of its states; the checker generates packing and unpacking functions from
 * it. A value outside its shape is an error, never a wrap: see `src/checker/packing.ts`.
 */

import type { Atom } from "./data.ts";

/** A shape whose values have the type `T`. */
export type Schema<T = unknown> = SchemaNode & { readonly __type?: T };

export type SchemaNode =
  | { readonly kind: "boolean" }
  | { readonly kind: "integer"; readonly min: number; readonly max: number }
  | { readonly kind: "enum"; readonly of: readonly Atom[] }
  | { readonly kind: "set"; readonly of: readonly Atom[] }
  | { readonly kind: "record"; readonly fields: { readonly [name: string]: SchemaNode } }
  | { readonly kind: "array"; readonly of: SchemaNode; readonly length: number }
  | { readonly kind: "sequence"; readonly of: SchemaNode; readonly max: number }
  | { readonly kind: "option"; readonly of: SchemaNode };

/** The type of a schema's values. */
export type Infer<S> = S extends Schema<infer T> ? T : never;

export const boolean: Schema<boolean> = { kind: "boolean" };

/** Integers from `min` to `max`, both included. */
export const integer = (min: number, max: number): Schema<number> => ({ kind: "integer", min, max });

/** One of the listed atoms. */
export const oneOf = <const A extends Atom>(...of: readonly A[]): Schema<A> => ({ kind: "enum", of });

/** Subsets of a finite universe, as arrays in the order of the universe, without repetition. */
export const setOf = <const A extends Atom>(of: readonly A[]): Schema<readonly A[]> => ({ kind: "set", of });

/** Plain objects with exactly these fields, in this order. */
export const record = <F extends { readonly [name: string]: Schema }>(
  fields: F,
): Schema<{ readonly [K in keyof F]: Infer<F[K]> }> => ({ kind: "record", fields });

/** Arrays of exactly `length` elements. */
export const arrayOf = <T>(of: Schema<T>, length: number): Schema<readonly T[]> => ({ kind: "array", of, length });

/** Arrays of at most `max` elements. */
export const sequenceOf = <T>(of: Schema<T>, max: number): Schema<readonly T[]> => ({ kind: "sequence", of, max });

/** `null` or a value. */
export const option = <T>(of: Schema<T>): Schema<T | null> => ({ kind: "option", of });
