import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import type { Atom, Data } from "../lib/data.ts";
import { NexusError } from "../lib/errors.ts";
import {
  arrayOf,
  boolean,
  integer,
  oneOf,
  option,
  record,
  type Schema,
  type SchemaNode,
  sequenceOf,
  setOf,
} from "../lib/schema.ts";
import { packingOf } from "./packing.ts";

/** Universes of each way of packing: consecutive integers, few atoms, many atoms. */
const universe: fc.Arbitrary<readonly Atom[]> = fc.oneof(
  fc
    .tuple(fc.integer({ min: -40, max: 40 }), fc.integer({ min: 1, max: 70 }))
    .map(([from, size]) => range(from, from + size - 1)),
  fc.uniqueArray(fc.oneof(fc.boolean(), fc.constant(null), fc.string(), fc.integer()), { minLength: 1, maxLength: 12 }),
  fc.integer({ min: 17, max: 40 }).map((size) => range(1, size).map((i) => `n${i}`)),
);

const bounds = fc.oneof(
  fc.tuple(fc.integer({ min: -9, max: 9 }), fc.nat(12)).map(([min, size]) => [min, min + size] as const),
  fc.constantFrom([-(2 ** 31), 2 ** 31 - 1] as const, [0, 2 ** 32 - 1] as const, [2 ** 40, 2 ** 40 + 9] as const),
);

const schemas = fc.letrec<{ node: SchemaNode }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constant<SchemaNode>({ kind: "boolean" }),
    bounds.map(([min, max]): SchemaNode => ({ kind: "integer", min, max })),
    universe.map((of): SchemaNode => ({ kind: "enum", of })),
    universe.map((of): SchemaNode => ({ kind: "set", of })),
    fc
      .dictionary(
        fc.string({ minLength: 1 }).filter((name) => name !== "__proto__"),
        tie("node"),
        { maxKeys: 4, noNullPrototype: true },
      )
      .map((fields): SchemaNode => ({ kind: "record", fields })),
    fc.tuple(tie("node"), lengths()).map(([of, length]): SchemaNode => ({ kind: "array", of, length })),
    fc.tuple(tie("node"), lengths()).map(([of, max]): SchemaNode => ({ kind: "sequence", of, max })),
    // A value of an option is not null itself, so that the two cannot be taken for each other.
    tie("node")
      .filter((of) => of.kind !== "option" && !(of.kind === "enum" && of.of.includes(null)))
      .map((of): SchemaNode => ({ kind: "option", of })),
  ),
})).node;

/** Mostly few elements, sometimes enough for a loop in the generated code. */
function lengths(): fc.Arbitrary<number> {
  return fc.oneof({ weight: 5, arbitrary: fc.nat(4) }, { weight: 1, arbitrary: fc.integer({ min: 65, max: 70 }) });
}

function inhabitants(node: SchemaNode): fc.Arbitrary<Data> {
  switch (node.kind) {
    case "boolean":
      return fc.boolean();
    case "integer":
      return fc
        .integer({ min: 0, max: Math.min(node.max - node.min, 2 ** 31 - 1) })
        .chain((n) => fc.constantFrom(node.min + n, node.max - n));
    case "enum":
      return fc.constantFrom(...node.of);
    case "set":
      return fc.subarray([...node.of]);
    case "record":
      return fc.record(Object.fromEntries(Object.entries(node.fields).map(([name, field]) => [name, inhabitants(field)])), {
        noNullPrototype: true,
      });
    case "array":
      return fc.array(inhabitants(node.of), { minLength: node.length, maxLength: node.length });
    case "sequence":
      return fc.array(inhabitants(node.of), { maxLength: node.max });
    case "option":
      return fc.option(inhabitants(node.of), { nil: null });
  }
}

const examples = schemas.chain((schema) => fc.tuple(fc.constant(schema), inhabitants(schema), inhabitants(schema)));

/** A value with one part put outside its shape, and the path of that part. */
type Spoilt = { readonly value: unknown; readonly path: string };

/** Every way to spoil one part of a value. */
function spoil(node: SchemaNode, value: Data, path = ""): Spoilt[] {
  const here = (spoilt: unknown, at = path): Spoilt => ({ value: spoilt, path: at });
  const inside = (parts: readonly Spoilt[], put: (part: unknown) => unknown): Spoilt[] =>
    parts.map((part) => ({ value: put(part.value), path: part.path }));
  switch (node.kind) {
    case "boolean":
      return [here(1), here(null), here(undefined)];
    case "integer":
      return [
        here(node.min - 1),
        here(node.max + 1),
        here(node.min + 0.5),
        here(Number.NaN),
        here(`${node.min}`),
        here(undefined),
      ];
    case "enum":
      return [here("foreign atom"), here(undefined), here([])];
    case "set": {
      const elements = value as readonly Atom[];
      const spoilt = [here("not an array"), here([...elements, "foreign atom"], `${path}[${elements.length}]`)];
      if (elements.length > 0) spoilt.push(here([...elements, elements.at(-1)], `${path}[${elements.length}]`));
      if (elements.length > 1) spoilt.push(here([elements[1], elements[0], ...elements.slice(2)], `${path}[1]`));
      return spoilt;
    }
    case "record": {
      const fields = value as { readonly [name: string]: Data };
      const spoilt = [here({ ...fields, "extra field": 0 }), here(null), here([])];
      for (const [name, field] of Object.entries(node.fields)) {
        const { [name]: _, ...others } = fields;
        spoilt.push(here(others));
        spoilt.push(
          ...inside(spoil(field, fields[name] as Data, path === "" ? name : `${path}.${name}`), (part) => ({
            ...fields,
            [name]: part,
          })),
        );
      }
      return spoilt;
    }
    case "array":
    case "sequence": {
      const elements = value as readonly Data[];
      const spoilt = [here({ length: elements.length })];
      if (node.kind === "array") {
        spoilt.push(here([...elements, elements[0]]));
        if (node.length > 0) spoilt.push(here(elements.slice(1)));
      } else {
        spoilt.push(here(new Array(node.max + 1).fill(elements[0])));
      }
      for (const i of elements.length === 0 ? [] : [0, elements.length - 1]) {
        spoilt.push(...inside(spoil(node.of, elements[i] as Data, `${path}[${i}]`), (part) => elements.with(i, part as Data)));
      }
      return spoilt;
    }
    case "option":
      return value === null ? [here(undefined)] : spoil(node.of, value, path).filter((part) => part.value !== null);
  }
}

const keyOf = (schema: SchemaNode, value: unknown): Int32Array => {
  const packing = packingOf(schema as Schema<unknown>);
  const key = new Int32Array(packing.words + 2).fill(-1);
  packing.pack(value, key, 1);
  expect([key[0], key.at(-1)]).toEqual([-1, -1]);
  return key.slice(1, -1);
};

describe("packing", () => {
  test.prop([examples])("unpacks what it packed, in the schema's order of keys", ([schema, value]) => {
    const unpacked = packingOf(schema as Schema<Data>).unpack(keyOf(schema, value), 0);
    expect(unpacked).toEqual(value);
    expect(JSON.stringify(unpacked)).toBe(JSON.stringify(inOrder(schema, value)));
  });

  test.prop([examples])("keys are equal exactly when values are", ([schema, one, other]) => {
    const equal = JSON.stringify(inOrder(schema, one)) === JSON.stringify(inOrder(schema, other));
    expect(keyOf(schema, one).join() === keyOf(schema, other).join()).toBe(equal);
  });

  test.prop([examples, fc.nat()])("refuses whatever is outside the schema, and says where", ([schema, value], pick) => {
    const ways = spoil(schema, value);
    const spoilt = ways[pick % ways.length] as Spoilt;
    let error: unknown;
    try {
      keyOf(schema, spoilt.value);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(NexusError);
    expect((error as NexusError).code).toBe("bound-exceeded");
    expect((error as NexusError).message.startsWith(`${spoilt.path === "" ? "state" : spoilt.path}: `)).toBe(true);
  });

  test("names the path, the value and the bound", () => {
    const packing = packingOf(record({ machine: record({ members: sequenceOf(integer(0, 5), 4) }) }));
    expect(() => packing.pack({ machine: { members: [1, 2, 3, 7] } }, new Int32Array(1), 0)).toThrow(
      "machine.members[3]: 7 is not an integer in 0..5",
    );
  });

  test.each([
    [record({ a: boolean }), { a: true, b: 1 }, "state: "],
    [record({ a: boolean }), {}, "state: "],
    [record({ r: record({ a: boolean }) }), { r: { a: true, b: undefined } }, "r: "],
    [setOf([3, 4, 5]), [4, 6], "[1]: 6"],
    [setOf([3, 4, 5]), [2], "[0]: 2"],
    [setOf([3, 4, 5]), [4, 4], "[1]: 4"],
    [setOf(range(0, 40)), [1, 41], "[1]: 41"],
    [setOf(["a", "b"]), ["b", "a"], "[1]: "],
    [setOf(range(1, 20).map(String)), ["2", "1"], "[1]: "],
    [arrayOf(boolean, 2), [true], "state: "],
    [sequenceOf(boolean, 2), [true, true, true], "state: "],
    [option(integer(0, 1)), undefined, "state: undefined"],
    [integer(0, 1), -1, "state: -1"],
    [oneOf("a"), "b", "state: "],
  ] as readonly (readonly [Schema<unknown>, unknown, string])[])("refuses a value outside %j", (schema, value, start) => {
    const { pack, words } = packingOf(schema);
    expect(() => pack(value, new Int32Array(words), 0)).toThrow(expect.objectContaining({ code: "bound-exceeded" }));
    expect(() => pack(value, new Int32Array(words), 0)).toThrow(start);
  });

  test("is dense", () => {
    const twoPhase = record({
      rmState: arrayOf(oneOf("working", "prepared", "committed", "aborted"), 10),
      tmState: oneOf("init", "done"),
      tmPrepared: setOf(range(0, 9)),
      sent: setOf(range(0, 11)),
    });
    expect(packingOf(twoPhase)).toMatchObject({ bits: 20 + 1 + 10 + 12, words: 2 });
    expect(packingOf(option(boolean))).toMatchObject({ bits: 2, words: 1 });
    expect(packingOf(sequenceOf(integer(1, 3), 4))).toMatchObject({ bits: 3 + 8, words: 1 });
    expect(packingOf(oneOf("only"))).toMatchObject({ bits: 0, words: 1 });
  });

  test("a value that was packed is not shared with what is unpacked", () => {
    const packing = packingOf(setOf(["a", "b"]));
    const key = keyOf({ kind: "set", of: ["a", "b"] }, ["a"]);
    (packing.unpack(key, 0) as string[]).push("b");
    expect(packing.unpack(key, 0)).toEqual(["a"]);
  });

  test("refuses schemas without a finite layout", () => {
    expect(() => packingOf(integer(3, 2))).toThrow("schema: min 3 exceeds max 2");
    expect(() => packingOf(integer(0, 2 ** 32))).toThrow("more than 32 bits");
    expect(() => packingOf(integer(0.5, 2))).toThrow("bounds must be integers");
    expect(() => packingOf(record({ a: arrayOf(setOf([1, 1]), 2) }))).toThrow("schema.a[]: an atom is listed twice");
    expect(() => packingOf(oneOf(Number.NaN))).toThrow("numbers must be finite");
    expect(() => packingOf(sequenceOf(boolean, -1))).toThrow("-1 is no number of elements");
  });
});

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

/** The value with its records' keys in the schema's order. */
function inOrder(node: SchemaNode, value: Data): Data {
  switch (node.kind) {
    case "record": {
      const fields = value as { readonly [name: string]: Data };
      return Object.fromEntries(Object.entries(node.fields).map(([name, field]) => [name, inOrder(field, fields[name] as Data)]));
    }
    case "array":
    case "sequence":
      return (value as readonly Data[]).map((element) => inOrder(node.of, element));
    case "option":
      return value === null ? null : inOrder(node.of, value);
    default:
      return value;
  }
}
