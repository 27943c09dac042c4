/**
 * Finds what is wrong with a value that the generated code refused. It is written apart from that code, walks the schema in the
 * plainest way, and runs only after a failure.
 */

import { NexusError } from "../lib/errors.ts";
import type { SchemaNode } from "../lib/schema.ts";

/** Throws `NexusError` `bound-exceeded` naming the first part of `value` that is outside its shape; returns if none is. */
export function checkBounds(node: SchemaNode, value: unknown, path = ""): void {
  const refuse: (bound: string) => never = (bound) => outside(path, value, bound);
  switch (node.kind) {
    case "boolean":
      if (typeof value !== "boolean") refuse("a boolean");
      return;
    case "integer":
      if (typeof value !== "number" || !Number.isInteger(value) || value < node.min || value > node.max) {
        refuse(`an integer in ${node.min}..${node.max}`);
      }
      return;
    case "enum":
      if (!node.of.some((atom) => atom === value)) refuse(`one of ${printAll(node.of)}`);
      return;
    case "set": {
      if (!Array.isArray(value)) refuse(`a subset of {${printAll(node.of)}}`);
      let last = -1;
      for (let i = 0; i < value.length; i++) {
        const index = node.of.indexOf(value[i]);
        const at = `${path}[${i}]`;
        if (index < 0) outside(at, value[i], `an element of {${printAll(node.of)}}`);
        if (index <= last) outside(at, value[i], `after ${print(value[i - 1])}, in the order {${printAll(node.of)}}, once`);
        last = index;
      }
      return;
    }
    case "record": {
      const names = Object.keys(node.fields);
      const bound = `a record with exactly the fields ${names.join(", ")}`;
      if (typeof value !== "object" || value === null || Array.isArray(value)) refuse(bound);
      for (const name of names) {
        if (!Object.hasOwn(value, name)) refuse(`${bound}; ${name} is missing`);
      }
      for (const name of Object.keys(value)) {
        if (!Object.hasOwn(node.fields, name)) refuse(`${bound}; ${name} is not one of them`);
      }
      const fields = value as { readonly [name: string]: unknown };
      for (const [name, field] of Object.entries(node.fields)) {
        checkBounds(field, fields[name], path === "" ? name : `${path}.${name}`);
      }
      return;
    }
    case "array":
    case "sequence": {
      const bound = node.kind === "array" ? `exactly ${node.length} elements` : `at most ${node.max} elements`;
      if (!Array.isArray(value)) refuse(`an array of ${bound}`);
      if (node.kind === "array" ? value.length !== node.length : value.length > node.max) {
        refuse(`an array of ${bound}; it has ${value.length}`);
      }
      for (let i = 0; i < value.length; i++) checkBounds(node.of, value[i], `${path}[${i}]`);
      return;
    }
    case "option":
      if (value !== null) checkBounds(node.of, value, path);
  }
}

function outside(path: string, value: unknown, bound: string): never {
  throw new NexusError("bound-exceeded", `${path === "" ? "state" : path}: ${print(value)} is not ${bound}`, {
    hint: "widen the schema of the model's state, or mend the step that produced the value",
  });
}

const LONGEST_PRINT = 200;

function print(value: unknown): string {
  const text = typeof value === "number" || value === undefined ? String(value) : JSON.stringify(value);
  return text.length <= LONGEST_PRINT ? text : `${text.slice(0, LONGEST_PRINT)}...`;
}

const printAll = (values: readonly unknown[]): string => values.map(print).join(", ");
