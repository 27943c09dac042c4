/**
 * What the codecs of all machines are made of. A datum from outside is decoded once, at the border, and has one form only: no extra
 * keys, keys in the order of the type, sets strictly ascending. What is wrong is a value, as refusals are, and not an exception.
 */

import { isLeft, isRight } from "fp-ts/lib/Either.js";
import * as t from "io-ts";
import { isHex } from "../lib/hex.ts";
import { isSortedSet, type SetElement, type SortedSet } from "../lib/sorted-set.ts";

/** Where a JSON value is malformed. */
export interface DecodeError {
  /** `$.signers[0].by` */
  readonly path: string;
  readonly expected: string;
  /** The value there as JSON, shortened; `nothing` where a key is missing. */
  readonly found: string;
}

export type Decoded<A> = { readonly value: A } | { readonly error: DecodeError };

/** A codec whose encoding is the value itself: protocol data are JSON-shaped. */
export type Codec<A> = t.Type<A, A, unknown>;

/** Decodes a parsed JSON value; the error is the first one in the order of the keys. */
export function decode<A>(codec: Codec<A>, json: unknown): Decoded<A> {
  const decoded = codec.decode(json);
  if (isRight(decoded)) return { value: decoded.right };
  const context = decoded.left[0]?.context ?? [];
  const last = context.at(-1);
  const path = context.slice(1).map(({ key }) => pathStep(key));
  return { error: { path: `$${path.join("")}`, expected: last?.type.name ?? codec.name, found: brief(last?.actual) } };
}

function pathStep(key: string): string {
  if (/^\d+$/.test(key)) return `[${key}]`;
  return /^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

const LONGEST_EXCERPT = 60;

function brief(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > LONGEST_EXCERPT ? `${text.slice(0, LONGEST_EXCERPT)}...` : text;
}

/** A codec by a predicate. */
export function matching<A>(expected: string, is: (u: unknown) => u is A): Codec<A> {
  return new t.Type(expected, is, (u, context) => (is(u) ? t.success(u) : t.failure(u, context)), t.identity);
}

/** A whole number, 0 or more, that a double holds exactly. -0 would be a second form of 0. */
export function natural(expected: string): Codec<number> {
  return matching(expected, (u): u is number => typeof u === "number" && Number.isSafeInteger(u) && u >= 0 && !Object.is(u, -0));
}

/** A whole number, 1 or more, that a double holds exactly. */
export function positive(expected: string): Codec<number> {
  return matching(expected, (u): u is number => typeof u === "number" && Number.isSafeInteger(u) && u >= 1);
}

export const flag: Codec<boolean> = matching("true or false", (u): u is boolean => typeof u === "boolean");

/** Bytes as text, at least one. */
export function hex(expected: string): Codec<string> {
  return matching(expected, (u): u is string => typeof u === "string" && u !== "" && isHex(u));
}

/** A text that is not empty and has bytes: a lone surrogate has none. Of at most `longest` UTF-16 units, if told. */
export function text(expected: string, longest?: number): Codec<string> {
  const name = longest === undefined ? expected : `${expected}, of at most ${longest} characters`;
  const fits = (u: string) => u !== "" && (longest === undefined || u.length <= longest);
  return matching(name, (u): u is string => typeof u === "string" && fits(u) && !/\p{Surrogate}/u.test(u));
}

/** One of some strings. */
export function oneOf<L extends string>(...values: readonly L[]): Codec<L> {
  const expected = values.map((value) => JSON.stringify(value)).join(" or ");
  return matching(expected, (u): u is L => (values as readonly unknown[]).includes(u));
}

/** A value or null. */
export function nullable<A>(codec: Codec<A>): Codec<A | null> {
  return new t.Type<A | null, A | null, unknown>(
    `${codec.name} or null`,
    (u): u is A | null => u === null || codec.is(u),
    (u, context) => (u === null ? t.success(null) : codec.validate(u, context)),
    t.identity,
  );
}

export function arrayOf<A>(element: Codec<A>, expected: string): Codec<readonly A[]> {
  return t.readonlyArray(element, expected);
}

/** A set as a strictly ascending array. */
export function sortedSetOf<T extends SetElement>(element: Codec<T>, expected: string): Codec<SortedSet<T>> {
  return consistent(arrayOf(element, expected), [{ expected, holds: (elements) => isSortedSet(elements) }]);
}

/** What must hold between the parts of a value, and where to say so when it does not. */
export interface Rule<A> {
  /** The field to blame; the value itself unless told. */
  readonly at?: keyof A & string;
  readonly expected: string;
  readonly holds: (value: A) => boolean;
}

/** A codec with rules on top, applied in order. */
export function consistent<A>(codec: Codec<A>, rules: readonly Rule<A>[]): Codec<A> {
  const broken = (value: A) => rules.find(({ holds }) => !holds(value));
  return new t.Type<A, A, unknown>(
    codec.name,
    (u): u is A => codec.is(u) && broken(u) === undefined,
    (u, context) => {
      const decoded = codec.validate(u, context);
      if (isLeft(decoded)) return decoded;
      const rule = broken(decoded.right);
      return rule === undefined ? decoded : breach(rule, decoded.right, context);
    },
    t.identity,
  );
}

function breach<A>({ at, expected }: Rule<A>, value: A, context: t.Context): t.Validation<A> {
  const type = t.never.pipe(t.never, expected);
  const above = context.slice(0, -1);
  const own = { ...(context.at(-1) as t.ContextEntry), type };
  if (at === undefined) return t.failure(value, [...above, own]);
  return t.failure(value[at], t.appendContext(context, at, type, value[at]));
}

/** An object with exactly these keys. */
export function exact<P extends { readonly [key: string]: t.Mixed }>(
  expected: string,
  fields: P,
): Codec<{ readonly [K in keyof P]: t.TypeOf<P[K]> }> {
  type A = { readonly [K in keyof P]: t.TypeOf<P[K]> };
  const keys = Object.keys(fields);
  const noKey = t.never.pipe(t.never, `no key but ${keys.join(", ")}`);
  const validate = (u: unknown, context: t.Context): t.Validation<A> => {
    if (typeof u !== "object" || u === null || Array.isArray(u)) return t.failure(u, context);
    const from = u as { readonly [key: string]: unknown };
    const extra = Object.keys(from).find((key) => !keys.includes(key));
    if (extra !== undefined) return t.failure(from[extra], t.appendContext(context, extra, noKey, from[extra]));
    const entries: [string, unknown][] = [];
    for (const key of keys) {
      const field = fields[key] as t.Mixed;
      const actual = Object.hasOwn(from, key) ? from[key] : undefined;
      const decoded = field.validate(actual, t.appendContext(context, key, field, actual));
      if (isLeft(decoded)) return decoded;
      entries.push([key, decoded.right]);
    }
    return t.success(Object.fromEntries(entries) as A);
  };
  const codec: Codec<A> = new t.Type(
    expected,
    (u): u is A => isRight(validate(u, [{ key: "", type: codec }])),
    validate,
    t.identity,
  );
  return codec;
}

/** Objects told apart by their `type`, each with its own fields beside it. */
export function tagged<F extends { readonly [type: string]: { readonly [key: string]: t.Mixed } }>(
  expected: string,
  variants: F,
): Codec<Tagged<F>> {
  const tag = oneOf(...Object.keys(variants));
  const codecs = new Map(
    Object.entries(variants).map(([type, fields]) => [type, exact(expected, { type: oneOf(type), ...fields })] as const),
  );
  const validate = (u: unknown, context: t.Context): t.Validation<Tagged<F>> => {
    if (typeof u !== "object" || u === null || Array.isArray(u)) return t.failure(u, context);
    const type = Object.hasOwn(u, "type") ? (u as { readonly type?: unknown }).type : undefined;
    const codec = typeof type === "string" ? codecs.get(type) : undefined;
    if (codec === undefined) return t.failure(type, t.appendContext(context, "type", tag, type));
    return codec.validate(u, context) as t.Validation<Tagged<F>>;
  };
  const codec: Codec<Tagged<F>> = new t.Type(
    expected,
    (u): u is Tagged<F> => isRight(validate(u, [{ key: "", type: codec }])),
    validate,
    t.identity,
  );
  return codec;
}

export type Tagged<F extends { readonly [type: string]: { readonly [key: string]: t.Mixed } }> = {
  readonly [T in keyof F]: { readonly type: T } & { readonly [K in keyof F[T]]: t.TypeOf<F[T][K]> };
}[keyof F];
