/** Bytes that are no module of WebAssembly 2.0: a module with every section, and one thing wrong in one place. */

import { type Bytes, code, concat, functype, moduleBytes, name, SECTION, section, vec } from "../../../../nvm/encode.ts";

/** What is wrong, in the words of the official test suite where it has some, and where. */
export interface Fault {
  readonly id: string;
  readonly rule: string;
  readonly bytes: Uint8Array;
  readonly place: { readonly section: string; readonly offset: number };
  /** The host may know the later proposal to which this belongs. */
  readonly isLater: boolean;
}

type SectionName = keyof typeof SECTION;
const ORDER = [
  "type",
  "import",
  "function",
  "table",
  "memory",
  "global",
  "export",
  "start",
  "element",
  "dataCount",
  "code",
  "data",
] as const;

const BODIES = [code([], [0x20, 0]), code([], [])];

/** The contents of each section of a module that is valid. */
const CONTENTS: { readonly [section in SectionName]?: Bytes } = {
  type: vec(functype([0x7f], [0x7f]), functype([], [])),
  function: vec([0], [1]),
  table: vec([0x70, 0, 1]),
  memory: vec([0, 1]),
  global: vec([0x7f, 1, 0x41, 0, 0x0b]),
  export: vec(concat(name("f"), [0, 0])),
  start: [1],
  element: vec([0, 0x41, 0, 0x0b, ...vec([0])]),
  dataCount: [1],
  code: vec(...BODIES),
  data: vec([0, 0x41, 0, 0x0b, ...vec([0x61])]),
};

const sectionOf = (of: SectionName, contents: Bytes): Bytes => section(SECTION[of], contents);

/** The module, with other contents of some sections; null leaves one out. */
export function moduleWith(changes: { readonly [section in SectionName]?: Bytes | null } = {}): Uint8Array {
  const sections = ORDER.flatMap((of) => {
    const contents = changes[of] === undefined ? CONTENTS[of] : changes[of];
    return contents === undefined || contents === null ? [] : [sectionOf(of, contents)];
  });
  return moduleBytes(...sections);
}

/** Contents of a section, with what is wrong in the middle. */
function within(
  of: SectionName,
  id: string,
  rule: string,
  before: Bytes,
  wrong: Bytes,
  after: Bytes = [],
  isLater = false,
): Fault {
  const contents = concat(before, wrong, after);
  const bytes = moduleWith({ [of]: contents });
  const start = Buffer.from(bytes).indexOf(Buffer.from(sectionOf(of, contents)), 8);
  const head = sectionOf(of, contents).length - contents.length;
  return { id: `${of.toLowerCase()}-${id}`, rule, bytes, place: { section: of, offset: start + head + before.length }, isLater };
}

/** The whole bytes, wrong at an offset. */
const whole = (id: string, rule: string, at: string, bytes: Uint8Array, offset: number, isLater = false): Fault => ({
  id,
  rule,
  bytes,
  place: { section: at, offset },
  isLater,
});

const BASE = moduleWith();
const MAGIC = [0x00, 0x61, 0x73, 0x6d];
const TOO_LONG = [0x80, 0x80, 0x80, 0x80, 0x80, 0x00];
const TOO_LARGE = [0x80, 0x80, 0x80, 0x80, 0x10];

/** A function's code with these instructions; the other function has its own. */
const body = (id: string, rule: string, before: Bytes, wrong: Bytes, after: Bytes = [], isLater = false): Fault => {
  const contents = code([], concat(before, wrong, after));
  const head = contents.length - before.length - wrong.length - after.length - 1;
  const fore = concat([2], contents.slice(0, head + before.length));
  return within("code", id, rule, fore, wrong, concat(after, [0x0b], BODIES[1] as Bytes), isLater);
};

/** The same without the section that says how many data segments there are. */
function withoutDataCount(before: Bytes, wrong: Bytes): Fault {
  const { place, ...fault } = body("data-drop-without-count", "data count section required", before, wrong);
  const bytes = moduleWith({ dataCount: null, code: vec(code([], concat(before, wrong)), BODIES[1] as Bytes) });
  const left = sectionOf("dataCount", CONTENTS.dataCount as Bytes).length;
  return { ...fault, bytes, place: { section: "code", offset: place.offset - left } };
}

const preamble: readonly Fault[] = [
  whole("empty", "unexpected end", "preamble", new Uint8Array(0), 0),
  whole("magic-cut", "unexpected end", "preamble", Uint8Array.from(MAGIC.slice(0, 3)), 3),
  whole("magic-wrong", "magic header not detected", "preamble", concat([0x00, 0x61, 0x73, 0x6e], BASE.slice(4)), 0),
  whole("version-cut", "unexpected end", "preamble", BASE.slice(0, 6), 6),
  whole("version-wrong", "unknown binary version", "preamble", concat(MAGIC, [2, 0, 0, 0], BASE.slice(8)), 4),
  whole("component", "unknown binary version", "preamble", concat(MAGIC, [0x0d, 0, 1, 0]), 4, true),
];

const sections: readonly Fault[] = [
  whole("section-id", "malformed section id", "end", concat(BASE, [0x7f, 0]), BASE.length),
  whole("section-tag", "malformed section id", "end", moduleBytes([13, 1, 0]), 8, true),
  whole("section-twice", "unexpected content after last section", "data", concat(BASE, sectionOf("data", [0])), BASE.length),
  whole(
    "section-order",
    "unexpected content after last section",
    "table",
    concat(moduleBytes(sectionOf("memory", vec([0, 1])), sectionOf("table", [0]))),
    13,
  ),
  whole("section-too-long", "length out of bounds", "type", moduleBytes([1, 0x20, 0]), 9),
  whole("section-size-cut", "unexpected end", "type", moduleBytes([1]), 9),
  whole("section-size-leb-too-long", "integer representation too long", "type", moduleBytes([1, ...TOO_LONG]), 9),
  whole("section-size-leb-too-large", "integer too large", "type", moduleBytes([1, ...TOO_LARGE]), 9),
  whole("custom-without-name", "unexpected end", "custom", concat(BASE, [0, 0]), BASE.length + 2),
  whole("custom-name-too-long", "length out of bounds", "custom", concat(BASE, [0, 2, 2, 0x61]), BASE.length + 2),
  whole("custom-name-utf8", "malformed UTF-8 encoding", "custom", concat(BASE, [0, 2, 1, 0xff]), BASE.length + 3),
];

const declarations: readonly Fault[] = [
  within("type", "count-too-large", "unexpected end", [], [3], concat(functype([0x7f], [0x7f]), functype([], []))),
  within("type", "count-too-small", "section size mismatch", concat([1], functype([0x7f], [0x7f])), functype([], [])),
  within("type", "form", "malformed function type", [2], [0x00], [0, 0, ...functype([], [])]),
  within(
    "type",
    "form-struct",
    "malformed function type",
    concat([3], functype([0x7f], [0x7f]), functype([], [])),
    [0x5f, 0],
    [],
    true,
  ),
  within("type", "valtype", "malformed value type", [2, 0x60, 1], [0x7a], [0, ...functype([], [])]),
  within("type", "valtype-anyref", "malformed value type", [2, 0x60, 1], [0x6e], [0, ...functype([], [])], true),
  within("type", "leb-too-long", "integer representation too long", [2, 0x60], TOO_LONG, [0, ...functype([], [])]),
  within("import", "kind", "malformed import kind", concat([1], name("m"), name("f")), [0x7f], [0]),
  within("import", "kind-tag", "malformed import kind", concat([1], name("m"), name("f")), [4], [0, 1], true),
  within("import", "name-utf8", "malformed UTF-8 encoding", [1, 1], [0xff], [0, 0, 0]),
  within("import", "name-surrogate", "malformed UTF-8 encoding", [1, 3], [0xed, 0xa0, 0x80], [0, 0, 0]),
  within("import", "name-too-long", "length out of bounds", [1], [0x40], [0x61]),
  within("function", "more-than-code", "function and code section have inconsistent lengths", [3, 0, 1], [1]),
  within("function", "fewer-than-code", "function and code section have inconsistent lengths", [], [1], [0]),
  within("function", "leb-too-large", "integer too large", [2, 0], [0xff, 0xff, 0xff, 0xff, 0x1f]),
  within("table", "reftype", "malformed reference type", [1], [0x7f], [0, 1]),
  within("table", "limits", "malformed limits flags", [1, 0x70], [0x40], [1]),
  within("table", "limits-cut", "unexpected end", [1, 0x70, 1, 1], []),
  within("table", "initialised", "malformed reference type", [1], [0x40, 0], [0x70, 0, 1, 0xd0, 0x70, 0x0b], true),
  within("memory", "limits", "malformed limits flags", [1], [0x40], [1]),
  within("memory", "limits-cut", "unexpected end", [1, 0], []),
  within("memory", "shared", "malformed limits flags", [1], [3], [1, 2], true),
  within("memory", "64-bit", "malformed limits flags", [1], [4], [1], true),
  within("global", "mutability", "malformed mutability", [1, 0x7f], [2], [0x41, 0, 0x0b]),
  within("global", "init-without-end", "unexpected end", [1, 0x7f, 0, 0x41, 0], []),
  within("global", "init-opcode", "illegal opcode", [1, 0x7f, 0], [0xff], [0x0b]),
  within("export", "kind", "malformed export kind", concat([1], name("f")), [0x7f], [0]),
  within("export", "name-utf8", "malformed UTF-8 encoding", [1, 2], [0xc0, 0x80], [0, 0]),
  within("start", "cut", "unexpected end", [], []),
  within("start", "more", "section size mismatch", [1], [0]),
  within("element", "kind", "malformed elements segment kind", [1], [8], [0, 0]),
  within("element", "elemkind", "malformed element kind", [1, 1], [1], [1, 0]),
  within("element", "reftype", "malformed reference type", [1, 5], [0x40], [0]),
  within("dataCount", "differs", "data count and data section have inconsistent lengths", [], [2]),
];

const codes: readonly Fault[] = [
  within(
    "code",
    "too-many-locals",
    "too many locals",
    concat([2, 16, 2, 0xff, 0xff, 0xff, 0xff, 0x0f, 0x7f]),
    [0xff, 0xff, 0xff, 0xff, 0x0f],
    concat([0x7f, 0x20, 0, 0x0b], BODIES[1] as Bytes),
  ),
  within(
    "code",
    "size-too-small",
    "section size mismatch",
    [2],
    [3],
    concat((BODIES[0] as Uint8Array).slice(1), BODIES[1] as Bytes),
  ),
  within(
    "code",
    "size-too-large",
    "length out of bounds",
    [2, ...(BODIES[0] as Uint8Array)],
    [0x20],
    (BODIES[1] as Uint8Array).slice(1),
  ),
  within("code", "no-end", "END opcode expected", [2, 3, 0, 0x20, 0], [], BODIES[1] as Bytes),
  within("code", "local-type", "malformed value type", [2, 6, 1, 1], [0x7a], concat([0x20, 0, 0x0b], BODIES[1] as Bytes)),
  body("opcode", "illegal opcode", [0x20, 0], [0x27]),
  body("opcode-ff", "illegal opcode", [0x20, 0], [0xff]),
  body("opcode-fc", "illegal opcode", [0x20, 0], [0xfc, 0x7f]),
  body("opcode-fd", "illegal opcode", [0x20, 0], [0xfd, 0x9a, 0x01]),
  body("block-not-closed", "unexpected end of section or function", [0x20, 0], [0x02, 0x40]),
  body("end-too-many", "section size mismatch", [0x20, 0, 0x0b], [0x01]),
  body("else-without-if", "END opcode expected", [0x20, 0], [0x05]),
  body("block-type", "malformed block type", [0x20, 0], [0x02, 0x7a], [0x0b]),
  body("const-leb-too-long", "integer representation too long", [], [0x41, ...TOO_LONG]),
  body("const-leb-too-large", "integer too large", [], [0x41, 0x80, 0x80, 0x80, 0x80, 0x70]),
  body("const-64-leb-too-large", "integer too large", [], [0x42, ...Array.from({ length: 9 }, () => 0x80), 0x7e]),
  body("memarg", "malformed memop flags", [0x20, 0, 0x28], [0x80, 0x80, 0x80, 0x80, 0x01], [0]),
  body("br-table-too-long", "unexpected end", [0x20, 0], [0x0e, 0xff, 0x0f, 0]),
  body("memory-size-byte", "zero byte expected", [0x3f], [0x01], [], true),
  body("memory-grow-leb", "zero byte expected", [0x20, 0, 0x40], [0x80, 0x00], [], true),
  body("tail-call", "illegal opcode", [0x20, 0], [0x12, 0x00], [], true),
  body("tail-call-indirect", "illegal opcode", [0x20, 0, 0x20, 0], [0x13, 0, 0], [], true),
  body("call-ref", "illegal opcode", [0x20, 0, 0xd2, 0], [0x14, 0], [], true),
  body("try", "illegal opcode", [], [0x06, 0x40], [0x0b, 0x20, 0], true),
  body("throw", "illegal opcode", [], [0x08, 0], [], true),
  body("atomic", "illegal opcode", [0x20, 0], [0xfe, 0x10, 2, 0], [], true),
  body(
    "relaxed-simd",
    "illegal opcode",
    [...Array.from({ length: 2 }, () => [0xfd, 0x0c, ...Array.from({ length: 16 }, () => 0)]).flat()],
    [0xfd, 0x80, 0x02],
    [0x1a, 0x20, 0],
    true,
  ),
  withoutDataCount([0x20, 0], [0xfc, 0x09, 0]),
];

const datas: readonly Fault[] = [
  within("data", "kind", "malformed data segment kind", [1], [3], [0x41, 0, 0x0b, 1, 0x61]),
  within("data", "too-long", "length out of bounds", [1, 0, 0x41, 0, 0x0b], [0x10], [0x61]),
  within("data", "count-too-small", "data count and data section have inconsistent lengths", [], [0]),
  within("data", "more", "section size mismatch", concat(CONTENTS.data as Bytes), [0]),
];

export const base = BASE;
export const malformed: readonly Fault[] = [...preamble, ...sections, ...declarations, ...codes, ...datas];
