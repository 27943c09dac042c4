/**
 * TLA+ values. Integers and booleans are JavaScript's; every other value is hash-consed by a {@link Universe}: equal values are
 * one object, so `===` is TLA+ equality. Sets that need not be enumerated to be asked for membership are lazy and must be forced
 * before they are compared or stored.
 */

import { isFieldName } from "../../lib/field-name.ts";

/** A string constant. */
export class StringValue {
  readonly id: number;
  readonly text: string;
  constructor(id: number, text: string) {
    this.id = id;
    this.text = text;
  }
}

/** A model value of a cfg file: unequal to every other value. */
export class ModelValue {
  readonly id: number;
  readonly name: string;
  constructor(id: number, name: string) {
    this.id = id;
    this.name = name;
  }
}

/** A finite set, its elements in canonical order without repetition. */
export class SetValue {
  readonly id: number;
  readonly hash: number;
  readonly elements: readonly Value[];
  constructor(id: number, hash: number, elements: readonly Value[]) {
    this.id = id;
    this.hash = hash;
    this.elements = elements;
  }
}

/** A function; sequences and tuples have the domain 1..n, records have strings as domain. Values stand in the domain's order. */
export class FunctionValue {
  readonly id: number;
  readonly hash: number;
  readonly domain: SetValue;
  readonly values: readonly Value[];
  constructor(id: number, hash: number, domain: SetValue, values: readonly Value[]) {
    this.id = id;
    this.hash = hash;
    this.domain = domain;
    this.values = values;
  }
}

/** A set given by its membership, enumerated on demand. */
export abstract class LazySet {
  #forced: SetValue | null = null;
  /** Whether the set can be enumerated. */
  abstract readonly finite: boolean;
  /** As TLA+ would write it, for messages. */
  abstract readonly description: string;
  abstract contains(value: Value): boolean;
  protected abstract enumerate(): SetValue;

  force(): SetValue {
    this.#forced ??= this.enumerate();
    return this.#forced;
  }

  /** The id of the enumerated set. */
  get id(): number {
    return this.force().id;
  }
}

export type Value = boolean | number | StringValue | ModelValue | SetValue | FunctionValue | LazySet;

/** What went wrong while a TLA+ expression was evaluated; the caller adds the position. */
export class EvaluationError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "EvaluationError";
  }
}

/** The kind of a value, for messages. */
export function kindOf(value: Value): string {
  if (typeof value === "number") return "integer";
  if (typeof value === "boolean") return "boolean";
  if (value instanceof StringValue) return "string";
  if (value instanceof ModelValue) return "model value";
  if (value instanceof FunctionValue) return isSequence(value) ? "sequence" : isRecord(value) ? "record" : "function";
  return "set";
}

/** Whether a domain is 1..n. */
export function isSequenceDomain({ elements }: SetValue): boolean {
  return elements.length === 0 || (elements[0] === 1 && elements[elements.length - 1] === elements.length);
}

export function isSequence(value: FunctionValue): boolean {
  return isSequenceDomain(value.domain);
}

export function isRecord({ domain }: FunctionValue): boolean {
  return domain.elements.length > 0 && domain.elements.every((key) => key instanceof StringValue);
}

/**
 * The canonical order: integers by size, strings by their text, model values by name and before other kinds, sets by size and
 * then elements, functions by domain and then values. Values of different kinds cannot be compared, as in TLC.
 */
export function compare(a: Value, b: Value): number {
  if (a === b) return 0;
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (a instanceof FunctionValue && b instanceof FunctionValue) {
    return a.domain === b.domain ? compareAll(a.values, b.values) : compare(a.domain, b.domain);
  }
  if (a instanceof StringValue && b instanceof StringValue) return a.text < b.text ? -1 : 1;
  if (a instanceof ModelValue) return b instanceof ModelValue && a.name > b.name ? 1 : -1;
  if (b instanceof ModelValue) return 1;
  if (typeof a === "boolean" && typeof b === "boolean") return a ? 1 : -1;
  const [one, other] = [a instanceof LazySet ? a.force() : a, b instanceof LazySet ? b.force() : b];
  if (one instanceof SetValue && other instanceof SetValue) {
    return one.elements.length - other.elements.length || compareAll(one.elements, other.elements);
  }
  throw new EvaluationError(`attempted to compare the ${kindOf(a)} ${textOf(a)} with the ${kindOf(b)} ${textOf(b)}`);
}

function compareAll(a: readonly Value[], b: readonly Value[]): number {
  for (let i = 0; i < a.length; i++) {
    if (a[i] === b[i]) continue;
    const order = compare(a[i] as Value, b[i] as Value);
    if (order !== 0) return order;
  }
  return 0;
}

/** A value as TLC prints it, on one line. */
export function textOf(value: Value): string {
  if (typeof value === "number") return String(value);
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  if (value instanceof StringValue) return JSON.stringify(value.text);
  if (value instanceof ModelValue) return value.name;
  if (value instanceof LazySet) return value.description;
  if (value instanceof SetValue) return `{${value.elements.map(textOf).join(", ")}}`;
  const { domain, values } = value;
  if (isSequence(value)) return `<<${values.map(textOf).join(", ")}>>`;
  if (isRecord(value) && domain.elements.every((key) => isFieldName((key as StringValue).text))) {
    return `[${values.map((item, i) => `${(domain.elements[i] as StringValue).text} |-> ${textOf(item)}`).join(", ")}]`;
  }
  return `(${values.map((item, i) => `${textOf(domain.elements[i] as Value)} :> ${textOf(item)}`).join(" @@ ")})`;
}
