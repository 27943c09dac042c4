/**
 * Validates documents against the schemas of `spec/schema` (JSON Schema 2020-12, the keywords that they use). A keyword that it does not
 * know is an error of the schema, so that nothing in a schema goes unchecked.
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../files.ts";

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Schema = { readonly [keyword: string]: Json };

interface Place {
  readonly file: string;
  readonly at: string;
}

type Check = (argument: Json, value: Json, schema: Schema, place: Place) => readonly string[];

const annotations = new Set(["$schema", "$defs", "title", "description", "then"]);

const isObject = (value: Json): value is { readonly [key: string]: Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const same = (one: Json, other: Json): boolean => JSON.stringify(one) === JSON.stringify(other);

function typeOf(value: Json): readonly string[] {
  if (value === null) return ["null"];
  if (Array.isArray(value)) return ["array"];
  return Number.isInteger(value) ? ["integer", "number"] : [typeof value];
}

const fail = ({ at }: Place, expected: string): readonly string[] => [`${at}: expected ${expected}`];
const below = ({ file, at }: Place, key: string | number): Place => ({ file, at: `${at}/${key}` });
const list = (value: Json): readonly Json[] => (Array.isArray(value) ? value : [value]);

const keywords: { readonly [keyword: string]: Check } = {
  type: (types, value, _, place) =>
    list(types).some((type) => typeOf(value).includes(type as string)) ? [] : fail(place, `type ${list(types).join(" or ")}`),
  const: (wanted, value, _, place) => (same(wanted, value) ? [] : fail(place, JSON.stringify(wanted))),
  enum: (wanted, value, _, place) => (list(wanted).some((one) => same(one, value)) ? [] : fail(place, `one of ${wanted}`)),
  minimum: (least, value, _, place) =>
    typeof value !== "number" || value >= (least as number) ? [] : fail(place, `at least ${least}`),
  pattern: (pattern, value, _, place) =>
    typeof value !== "string" || new RegExp(pattern as string, "u").test(value) ? [] : fail(place, `a text like ${pattern}`),
  minItems: (least, value, _, place) =>
    !Array.isArray(value) || value.length >= (least as number) ? [] : fail(place, `at least ${least} items`),
  maxItems: (most, value, _, place) =>
    !Array.isArray(value) || value.length <= (most as number) ? [] : fail(place, `at most ${most} items`),
  items: (items, value, _, place) =>
    Array.isArray(value) ? value.flatMap((item, i) => validate(items as Schema, item, below(place, i))) : [],
  required: (names, value, _, place) =>
    isObject(value)
      ? list(names).flatMap((name) => (Object.hasOwn(value, name as string) ? [] : fail(place, `the key ${name}`)))
      : [],
  properties: (properties, value, _, place) =>
    isObject(value)
      ? Object.entries(properties as { readonly [name: string]: Schema }).flatMap(([name, schema]) =>
          Object.hasOwn(value, name) ? validate(schema, value[name] as Json, below(place, name)) : [],
        )
      : [],
  propertyNames: (names, value, _, place) =>
    isObject(value) ? Object.keys(value).flatMap((name) => validate(names as Schema, name, below(place, name))) : [],
  additionalProperties: (others, value, { properties = {} }, place) =>
    isObject(value)
      ? Object.entries(value)
          .filter(([name]) => !Object.hasOwn(properties as object, name))
          .flatMap(([name, item]) =>
            others === false ? fail(below(place, name), "no such key") : validate(others as Schema, item, below(place, name)),
          )
      : [],
  anyOf: (schemas, value, _, place) => {
    const problems = list(schemas).map((schema) => validate(schema as Schema, value, place));
    return problems.some((found) => found.length === 0)
      ? []
      : fail(place, `one of ${problems.length} forms: ${problems.flat().join("; ")}`);
  },
  allOf: (schemas, value, _, place) => list(schemas).flatMap((schema) => validate(schema as Schema, value, place)),
  if: (condition, value, { then = {} }, place) =>
    validate(condition as Schema, value, place).length === 0 ? validate(then as Schema, value, place) : [],
  $ref: (reference, value, _, place) => {
    const [file = "", pointer = ""] = (reference as string).split("#");
    const target = file === "" ? place.file : file;
    const schema = pointer
      .split("/")
      .slice(1)
      .reduce<Json>((node, key) => (node as Schema)[key] as Json, schemaOf(target));
    return validate(schema as Schema, value, { ...place, file: target });
  },
};

function validate(schema: Schema, value: Json, place: Place): readonly string[] {
  return Object.entries(schema).flatMap(([keyword, argument]) => {
    if (annotations.has(keyword)) return [];
    const check = keywords[keyword];
    if (check === undefined) throw new Error(`${place.file} uses the keyword ${keyword}, which is not checked`);
    return check(argument, value, schema, place);
  });
}

/** A schema of `spec/schema`. */
export function schemaOf(file: string): Schema {
  return JSON.parse(readFileSync(join(packageRoot, "spec", "schema", file), "utf8")) as Schema;
}

/** What a document has wrong by a schema of `spec/schema`; nothing where it is valid. */
export function schemaProblems(file: string, document: string): readonly string[] {
  return validate(schemaOf(file), JSON.parse(document) as Json, { file, at: "" });
}
