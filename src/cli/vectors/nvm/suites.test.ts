/** The suites of programs: that they cover what they say, and that others than the generator agree with them. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import initWabt from "wabt";
import { type ExternType, INSTRUCTIONS, loadModule, opOf, type ValType } from "../../../nvm/index.ts";
import { TRAPS } from "../../../nvm/rules/ir.ts";
import { refusal } from "../../../nvm/testing-modules.ts";
import { defaultVectorsDir, packageRoot } from "../../files.ts";
import { schemaProblems } from "../../tla/testing-json-schema.ts";
import { programFiles } from "../program-files.ts";
import type { ProgramCase, ProgramSuite } from "./suite.ts";
import { webAssembly } from "./web-assembly.ts";

const files = programFiles();
const suites: ReadonlyMap<string, ProgramSuite> = new Map(
  files.map(({ model, text }) => [model, JSON.parse(text) as ProgramSuite]),
);
const casesOf = (suite: string): readonly ProgramCase[] => suites.get(`nvm-${suite}`)?.cases ?? [];
const all: readonly ProgramCase[] = [...suites.values()].flatMap(({ cases }) => cases);
const runsOf = ({ output }: ProgramCase) => ("runs" in output ? output.runs : []);
const bytesOf = ({ input }: ProgramCase): Uint8Array => new Uint8Array(Buffer.from(input.module, "hex"));

describe("the suites of programs", () => {
  test("are those that are committed, in a form that the schema describes", () => {
    for (const { path, text } of files) {
      expect(readFileSync(join(defaultVectorsDir, path), "utf8")).toBe(text);
      expect(schemaProblems("vectors-programs.schema.json", text)).toEqual([]);
    }
  });

  test("have every instruction, every trap, every refusal", () => {
    const used = new Set<number>();
    for (const one of all.filter(({ output }) => "runs" in output)) {
      const { cells } = loadModule(bytesOf(one)).module.code;
      for (let at = 0; at < cells.length; at += 4) used.add(cells[at] as number);
    }
    expect(INSTRUCTIONS.filter(({ opcode }) => !used.has(opOf(opcode))).map(({ mnemonic }) => mnemonic)).toEqual([]);
    const ends = new Set(all.flatMap(runsOf).map(({ end }) => end));
    expect([...ends].sort()).toEqual(["out of gas", "returned", ...TRAPS.slice(1)].sort());
    const refusals = new Set(all.flatMap(({ output }) => ("refused" in output ? [output.refused] : [])));
    expect([...refusals].sort()).toEqual(["invalid", "limit", "malformed", "unlinkable"]);
  });

  test("have a trace for each program that is short, and steps of out of gas and of each trap", () => {
    const traced = casesOf("traces").flatMap(runsOf);
    expect(traced.flatMap(({ trace = [] }) => trace).length).toBeGreaterThan(1_000);
    expect(new Set(traced.map(({ end }) => end)).size).toBe(1 + TRAPS.length - 1);
  });

  test("have both sides of each boundary: gas that suffices to the last unit, and one unit less", () => {
    for (const one of casesOf("gas")) {
      const [, ...runs] = runsOf(one);
      expect(
        runs.some(({ end }) => end === "out of gas"),
        one.id,
      ).toBe(true);
      const suffices = runs.filter(({ end }) => end !== "out of gas");
      expect(suffices.length, one.id).toBeGreaterThan(0);
      for (const { gas } of suffices) expect(one.input.calls.map((call) => call.gas)).toContain(gas);
    }
  });
});

describe("refused modules", () => {
  test("are malformed or invalid to wabt, too, which reads WebAssembly 2.0", async () => {
    const wabt = await initWabt();
    const classOf = (bytes: Uint8Array): string => {
      let module: ReturnType<typeof wabt.readWasm>;
      try {
        module = wabt.readWasm(bytes, {});
      } catch {
        return "malformed";
      }
      try {
        module.validate();
        return "valid";
      } catch {
        return "invalid";
      } finally {
        module.destroy();
      }
    };
    for (const suite of ["malformed", "invalid"]) {
      expect(casesOf(suite).length).toBeGreaterThan(80);
      for (const one of casesOf(suite)) {
        const wanted = "refused" in one.output ? one.output.refused : "valid";
        expect(classOf(bytesOf(one)), `${suite} ${one.id}`).toBe(wanted);
      }
    }
  });

  test("break each rule that our decoder and our validator name", () => {
    const broken = ["malformed", "invalid"].flatMap(casesOf).flatMap((one) => refusal(bytesOf(one))?.rule ?? []);
    const sources = ["decode", "validate"].flatMap((part) => {
      const room = join(packageRoot, "src", "nvm", part);
      return readdirSync(room).map((file) => readFileSync(join(room, file), "utf8"));
    });
    const named = sources.flatMap((text) =>
      [...text.matchAll(/(?:malformed|invalid)\(\s*"([^"]+)"/g)].map(([, rule]) => rule as string),
    );
    expect(new Set(named).size).toBeGreaterThanOrEqual(40);
    expect(named.filter((rule) => !broken.includes(rule))).toEqual([]);
  });

  test("are wrong in every section, at a place in their bytes", () => {
    const sections = new Set(casesOf("malformed").map(({ place }) => place?.section));
    for (const section of [
      "type",
      "import",
      "function",
      "table",
      "memory",
      "global",
      "export",
      "start",
      "element",
      "code",
      "data",
    ]) {
      expect(sections).toContain(section);
    }
    for (const { input, place } of casesOf("malformed")) expect(place?.offset ?? 0).toBeLessThanOrEqual(input.module.length / 2);
  });
});

describe("the host runs the bytes as they are", () => {
  const readers: { readonly [type in ValType]?: (bits: bigint) => number | bigint } = {
    i32: (bits) => Number(BigInt.asIntN(32, bits)),
    i64: (bits) => BigInt.asIntN(64, bits),
    f32: (bits) => viewOf(bits).getFloat32(0, true),
    f64: (bits) => viewOf(bits).getFloat64(0, true),
  };
  const viewOf = (bits: bigint): DataView => {
    const view = new DataView(new ArrayBuffer(8));
    view.setBigUint64(0, BigInt.asUintN(64, bits), true);
    return view;
  };
  /** Values as the host has them; null where some have no such form, or are NaNs, whose bits a host may lose. */
  const valuesOf = (types: readonly ValType[], texts: readonly string[]): readonly (number | bigint)[] | null => {
    const values = types.map((type, i) => readers[type]?.(BigInt(`0x${texts[i] as string}`)));
    return values.some((value) => value === undefined || Number.isNaN(value)) ? null : (values as readonly (number | bigint)[]);
  };

  interface Comparable {
    readonly name: string;
    readonly args: readonly (number | bigint)[];
    /** Null for a trap. */
    readonly results: readonly (number | bigint)[] | null;
  }

  /** Calls from the start to the first trap, which a host does not take back, or to what cannot be compared. */
  function comparable(one: ProgramCase): readonly Comparable[] {
    const { module, exportTypes } = loadModule(bytesOf(one));
    const [, ...runs] = runsOf(one);
    const calls: Comparable[] = [];
    for (const [i, { end, results = [] }] of runs.entries()) {
      const { function: name, args } = one.input.calls[i] as ProgramCase["input"]["calls"][number];
      const { type } = exportTypes[module.exports.findIndex((each) => each.name === name)] as ExternType & { kind: "func" };
      const [given, gives] = [valuesOf(type.params, args), valuesOf(type.results, results.concat(type.results.map(() => "0")))];
      if (given === null || gives === null || /out of gas|exhausted/.test(end)) return calls;
      calls.push({ name, args: given, results: end === "returned" ? gives : null });
      if (end !== "returned") return calls;
    }
    return calls;
  }

  test.each(["programs", "scalars", "accesses"])("with the same results and traps: nvm-%s", (suite) => {
    let compared = 0;
    // The limits are the NVM's own.
    for (const one of casesOf(suite).filter(({ flags }) => !flags.includes("Limit"))) {
      const [started] = runsOf(one);
      if (started === undefined || started.end === "out of gas") continue;
      const start = () => new webAssembly.Instance(new webAssembly.Module(bytesOf(one)), {});
      if (started.end !== "returned") {
        expect(start, one.id).toThrow(webAssembly.RuntimeError);
        continue;
      }
      const { exports } = start();
      for (const { name, args, results } of comparable(one)) {
        const call = () => [(exports[name] as (...args: unknown[]) => unknown)(...args)].flat();
        compared += 1;
        if (results === null) expect(call, `${one.id} ${name}(${args})`).toThrow(webAssembly.RuntimeError);
        else expect(call().filter((value) => value !== undefined)).toEqual(results);
      }
    }
    expect(compared).toBeGreaterThan(50);
  });
});
