/**
 * Json, CSV, IOUtils: values as texts. Files are read where the host allows it. Nothing is written: what a module serializes is
 * no part of what is checked, so these operators only say that they did not.
 */

import { elementsOf } from "../../values/lazy-sets.ts";
import { toFunction, toInteger, toSequence } from "../../values/operands.ts";
import { FunctionValue, isSequence, LazySet, ModelValue, SetValue, StringValue, textOf, type Value } from "../../values/value.ts";
import { type Binary, type Context, fail, type Library } from "./context.ts";

const text = (value: Value): string =>
  value instanceof StringValue ? value.text : fail(`expected a string, found ${textOf(value)}`);

/** What takes the place of an operator that writes a file. */
function unwritten({ host }: Context, operator: string, file: Value): boolean {
  host.print?.(`${operator}: nothing is written to ${text(file)}, as checks have no effects`);
  return true;
}

function readFile({ host }: Context, operator: string, file: Value): string {
  return host.read?.(text(file)) ?? fail(`${operator}: the file ${text(file)} is not there, or may not be read`);
}

/** Refuses what would start a program. */
const noProgram = (operator: string) => (): never => fail(`${operator} starts a program, which no module may do here`);

export function jsonLibrary(context: Context): Library {
  const { universe } = context;
  const string = (json: string) => universe.string(json);
  return {
    ToJson: (value: Value) => string(jsonOf(value)),
    ToJsonArray: (value: Value) => string(`[${itemsOf(value).map(jsonOf).join(",")}]`),
    ToJsonObject: (value: Value) => string(jsonObject(toFunction(value))),
    JsonSerialize: (file: Value, _value: Value) => unwritten(context, "JsonSerialize", file),
    ndJsonSerialize: (file: Value, _value: Value) => unwritten(context, "ndJsonSerialize", file),
    JsonDeserialize: (file: Value) => parsed(context, file, readFile(context, "JsonDeserialize", file)),
    ndJsonDeserialize: (file: Value) => {
      const lines = readFile(context, "ndJsonDeserialize", file).split("\n");
      return universe.sequence(lines.filter((line) => line.trim() !== "").map((line) => parsed(context, file, line)));
    },
  };
}

function itemsOf(value: Value): readonly Value[] {
  return value instanceof FunctionValue ? value.values : elementsOf(value);
}

function jsonOf(value: Value): string {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (value instanceof StringValue) return JSON.stringify(value.text);
  if (value instanceof ModelValue) return JSON.stringify(value.name);
  if (value instanceof SetValue || value instanceof LazySet) return `[${elementsOf(value).map(jsonOf).join(",")}]`;
  return isSequence(value) ? `[${value.values.map(jsonOf).join(",")}]` : jsonObject(value);
}

function jsonObject({ domain, values }: FunctionValue): string {
  const keys = domain.elements.map((key) => (key instanceof StringValue ? key.text : textOf(key)));
  return `{${keys.map((key, i) => `${JSON.stringify(key)}:${jsonOf(values[i] as Value)}`).join(",")}}`;
}

function parsed({ universe, core }: Context, file: Value, json: string): Value {
  const toValue = (data: unknown): Value => {
    if (typeof data === "boolean") return data;
    // The sum takes note of numbers that leave 32 bits.
    if (typeof data === "number" && Number.isSafeInteger(data)) return (core.standard["+"] as Binary)(data, 0);
    if (typeof data === "string") return universe.string(data);
    if (Array.isArray(data)) return universe.sequence(data.map(toValue));
    if (typeof data !== "object" || data === null) return fail(`${text(file)}: ${JSON.stringify(data)} has no value in TLA+`);
    const fields = new Map(Object.entries(data).map(([key, item]) => [universe.string(key) as Value, toValue(item)]));
    const domain = universe.setOf([...fields.keys()]);
    return universe.functionOf(
      domain,
      domain.elements.map((key) => fields.get(key) as Value),
    );
  };
  let data: unknown;
  try {
    data = JSON.parse(json);
  } catch (error) {
    return fail(`${text(file)} is no JSON: ${(error as Error).message}`);
  }
  return toValue(data);
}

export function csvLibrary(context: Context): Library {
  const { universe } = context;
  const lines = (operator: string, file: Value): readonly string[] =>
    readFile(context, operator, file)
      .split("\n")
      .filter((line) => line !== "");
  return {
    CSVWrite: (_template: Value, _value: Value, file: Value) => unwritten(context, "CSVWrite", file),
    CSVWriteRecord: (_record: Value, _delimiter: Value, _headers: Value, file: Value) =>
      unwritten(context, "CSVWriteRecord", file),
    CSVRead: (columns: Value, delimiter: Value, file: Value) => {
      const names = toSequence(columns).values;
      const domain = universe.setOf(names);
      const record = (line: string): Value => {
        const cells = line.split(text(delimiter));
        const value = (name: Value) => universe.string(cells[names.indexOf(name)] ?? "");
        return universe.functionOf(domain, domain.elements.map(value));
      };
      return universe.sequence(lines("CSVRead", file).map(record));
    },
    CSVRecords: (file: Value) => (context.host.read?.(text(file)) === undefined ? 0 : lines("CSVRecords", file).length),
  };
}

export function ioUtilsLibrary(context: Context): Library {
  const { universe, host } = context;
  const noFile = (operator: string) => (): never => fail(`${operator} needs files of a format that is not read or written here`);
  return {
    IOEnv: () => {
      const environment = host.environment ?? {};
      const domain = universe.setOf(Object.keys(environment).map((name) => universe.string(name)));
      return universe.functionOf(
        domain,
        domain.elements.map((name) => universe.string(environment[text(name)] ?? "")),
      );
    },
    atoi: (digits: Value) =>
      /^-?\d+$/.test(text(digits)) ? toInteger(Number(text(digits))) : fail(`atoi(${textOf(digits)}): no number`),
    zeroPadN: (number: Value, width: Value) => universe.string(String(toInteger(number)).padStart(toInteger(width), "0")),
    IOExec: noProgram("IOExec"),
    IOEnvExec: noProgram("IOEnvExec"),
    IOExecTemplate: noProgram("IOExecTemplate"),
    IOEnvExecTemplate: noProgram("IOEnvExecTemplate"),
    IOSerialize: (_value: Value, file: Value, _compress: Value) => unwritten(context, "IOSerialize", file),
    IODeserialize: noFile("IODeserialize"),
    Serialize: (_value: Value, file: Value, _options: Value) => unwritten(context, "Serialize", file),
    Deserialize: noFile("Deserialize"),
  };
}
