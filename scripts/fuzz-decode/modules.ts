/** Modules drawn at random, most of them valid: every section, every kind of import, export and segment. */

import { randomIndex } from "nexus-reference/lib/random";
import { encode, VALTYPES, type ValType } from "nexus-reference/nvm";
import { BodyGenerator, byteOf, oneOf, type Random, type Signature, type Surroundings } from "./bodies.ts";

const { code, concat, functype, moduleBytes, name, SECTION, section, u32, vec } = encode;
type Bytes = Uint8Array | readonly number[];

const valtypes = VALTYPES.map(([, valtype]) => valtype);
const several = <T>(random: Random, most: number, element: () => T): T[] =>
  Array.from({ length: randomIndex(random, most + 1) }, element);

/** The constant expression of a type. */
function constant(random: Random, t: ValType, funcs: number): Bytes {
  const byte = () => randomIndex(random, 256);
  const bytes = (count: number) => Array.from({ length: count }, byte);
  switch (t) {
    case "i32":
      return [0x41, randomIndex(random, 64), 0x0b];
    case "i64":
      return [0x42, randomIndex(random, 64), 0x0b];
    case "f32":
      return [0x43, ...bytes(4), 0x0b];
    case "f64":
      return [0x44, ...bytes(8), 0x0b];
    case "v128":
      return [0xfd, 12, ...bytes(16), 0x0b];
    case "funcref":
      return random() < 0.5 && funcs > 0 ? [0xd2, ...u32(randomIndex(random, funcs)), 0x0b] : [0xd0, 0x70, 0x0b];
    case "externref":
      return [0xd0, 0x6f, 0x0b];
  }
}

interface Imports {
  readonly entries: Bytes[];
  readonly funcs: number[];
  readonly globals: { mutable: boolean; valtype: ValType }[];
  readonly tables: ("funcref" | "externref")[];
  hasMemory: boolean;
}

function imports(random: Random, types: readonly Signature[]): Imports {
  const all: Imports = { entries: [], funcs: [], globals: [], tables: [], hasMemory: false };
  several(random, 4, () => {
    const from = concat(name(oneOf(random, ["env", "m", ""])), name(oneOf(random, ["a", "b", "longer"])));
    const kind = randomIndex(random, 4);
    if (kind === 0) {
      const typeidx = randomIndex(random, types.length);
      all.funcs.push(typeidx);
      all.entries.push(concat(from, [0], u32(typeidx)));
    } else if (kind === 1) {
      const reftype = oneOf(random, ["funcref", "externref"] as const);
      all.tables.push(reftype);
      all.entries.push(concat(from, [1, byteOf(reftype)], limits(random)));
    } else if (kind === 2 && !all.hasMemory) {
      all.hasMemory = true;
      all.entries.push(concat(from, [2], limits(random)));
    } else {
      const valtype = oneOf(random, valtypes);
      const mutable = random() < 0.5;
      all.globals.push({ mutable, valtype });
      all.entries.push(concat(from, [3, byteOf(valtype), mutable ? 1 : 0]));
    }
  });
  return all;
}

function limits(random: Random): Bytes {
  const min = randomIndex(random, 5);
  return random() < 0.5 ? [0, min] : [1, min, min + randomIndex(random, 5)];
}

/** An element segment of functions or of expressions, in each of the eight forms. */
function element(random: Random, funcs: number, tables: readonly ("funcref" | "externref")[]): Bytes {
  const flags = randomIndex(random, 8);
  const isActive = (flags & 1) === 0;
  const hasIndex = (flags & 2) !== 0;
  const isExpressions = (flags & 4) !== 0;
  const tableidx = isActive ? tables.indexOf("funcref") : -1;
  // An active segment needs a table of functions; table 0 where it names none.
  if (isActive && (tableidx < 0 || (!hasIndex && tableidx !== 0))) return [1, 0, 0];
  const at = isActive ? concat(hasIndex ? u32(tableidx) : [], constant(random, "i32", funcs)) : [];
  const kind = (flags & 3) === 0 ? [] : [isExpressions ? 0x70 : 0];
  const elements = isExpressions
    ? several(random, 3, () => constant(random, "funcref", funcs))
    : several(random, 3, () => u32(randomIndex(random, Math.max(funcs, 1))));
  return concat([flags], at, kind, vec(...(funcs === 0 ? [] : elements)));
}

function data(random: Random, hasMemory: boolean): Bytes {
  const flags = hasMemory ? randomIndex(random, 3) : 1;
  const at = flags === 1 ? [] : concat(flags === 2 ? [0] : [], constant(random, "i32", 0));
  return concat([flags], at, vec(...several(random, 6, () => [randomIndex(random, 256)])));
}

function exportsOf(random: Random, counts: readonly number[]): Bytes[] {
  return several(random, 4, () => randomIndex(random, 4)).flatMap((kind, i) => {
    const count = counts[kind] as number;
    return count === 0 ? [] : [concat(name(`e${i}`), [kind], u32(randomIndex(random, count)))];
  });
}

/** `spoil` is how likely a step in a body breaks a rule. */
export function randomModule(random: Random, spoil = 0): Uint8Array {
  const types: Signature[] = [
    { params: [], results: [] },
    ...several(random, 4, () => ({
      params: several(random, 3, () => oneOf(random, valtypes)),
      results: several(random, 3, () => oneOf(random, valtypes)),
    })),
  ];
  const imported = imports(random, types);
  const own = several(random, 4, () => randomIndex(random, types.length));
  const ownTables = several(random, 2, () => oneOf(random, ["funcref", "externref"] as const));
  const hasOwnMemory = !imported.hasMemory && random() < 0.7;
  const ownGlobals = several(random, 3, () => ({ mutable: random() < 0.5, valtype: oneOf(random, valtypes) }));
  const funcs = [...imported.funcs, ...own];
  const tables = [...imported.tables, ...ownTables];
  const hasMemory = imported.hasMemory || hasOwnMemory;
  // The first segment declares all functions for ref.func.
  const declared = concat([3, 0], vec(...funcs.map((_, i) => u32(i))));
  const elems = [declared, ...several(random, 3, () => element(random, funcs.length, tables))];
  const datas = several(random, 3, () => data(random, hasMemory));
  const around: Surroundings = {
    types,
    funcs,
    globals: [...imported.globals, ...ownGlobals],
    tables,
    hasMemory,
    // Of the segments only the declared one has a type that is known here.
    elems: 1,
    datas: datas.length,
  };
  const start = funcs.indexOf(0);
  return moduleBytes(
    custom(random),
    section(SECTION.type, vec(...types.map(({ params, results }) => functype(params.map(byteOf), results.map(byteOf))))),
    section(SECTION.import, vec(...imported.entries)),
    section(SECTION.function, vec(...own.map((typeidx) => u32(typeidx)))),
    section(SECTION.table, vec(...ownTables.map((reftype) => concat([byteOf(reftype)], limits(random))))),
    section(SECTION.memory, vec(...(hasOwnMemory ? [limits(random)] : []))),
    section(
      SECTION.global,
      vec(
        ...ownGlobals.map(({ mutable, valtype }) =>
          concat([byteOf(valtype), mutable ? 1 : 0], constant(random, valtype, funcs.length)),
        ),
      ),
    ),
    section(SECTION.export, vec(...exportsOf(random, [funcs.length, tables.length, hasMemory ? 1 : 0, around.globals.length]))),
    start >= 0 && random() < 0.3 ? section(SECTION.start, u32(start)) : [],
    section(SECTION.element, vec(...elems)),
    section(SECTION.dataCount, u32(datas.length)),
    custom(random),
    section(SECTION.code, vec(...own.map((typeidx) => functionOf(random, around, typeidx, spoil)))),
    section(SECTION.data, vec(...datas)),
    custom(random),
  );
}

function custom(random: Random): Bytes {
  if (random() < 0.8) return [];
  return section(
    SECTION.custom,
    name(oneOf(random, ["name", "x"])),
    several(random, 5, () => randomIndex(random, 256)),
  );
}

function functionOf(random: Random, around: Surroundings, typeidx: number, spoil: number): Bytes {
  const { params, results } = around.types[typeidx] as Signature;
  const runs = several(random, 3, () => [randomIndex(random, 3), oneOf(random, valtypes)] as const);
  const locals = [...params, ...runs.flatMap(([count, valtype]) => Array.from({ length: count }, () => valtype))];
  const body = new BodyGenerator(random, around, locals, spoil).body(results, randomIndex(random, 25));
  return code(
    runs.map(([count, valtype]) => [count, byteOf(valtype)]),
    body,
  );
}
