/** The suites of programs. */

import { emit } from "./emit.ts";
import { atBoundaries } from "./metering.ts";
import { planOf } from "./notation.ts";
import { control } from "./programs/control.ts";
import { floats } from "./programs/floats.ts";
import { accessing, scalars, vectors } from "./programs/instructions.ts";
import { invalid } from "./programs/invalid.ts";
import { limits } from "./programs/limits.ts";
import { base, malformed } from "./programs/malformed.ts";
import { memory } from "./programs/memory.ts";
import { starts } from "./programs/starts.ts";
import { tables } from "./programs/tables.ts";
import { type Asked, caseOf, ENOUGH, type ProgramCase, type ProgramSuite, type Refusal } from "./suite.ts";
import { webAssembly } from "./web-assembly.ts";

const FORM = "Input and output are those of the op run in docs/runner-protocol.md.";

const HOST = `Results, traps and states: the WebAssembly of the host (V8), which runs each program rewritten so that it tells what it does and makes computed NaNs
canonical. Gas, steps and the stack limit: a meter beside it that knows the published tables of spec/nvm.md alone. Of this repository's NVM only the table of opcodes has a part, with which the bytes are written.`;

const PROGRAMS: readonly Asked[] = [...control, ...memory, ...tables, ...floats, ...starts];

const FLAGS: { readonly [flag: string]: string } = {
  Area: "Filling, copying and initialising: in pieces, paid before, bounds checked before.",
  Branch: "Where a branch goes, what it keeps and what it cuts.",
  Call: "Calls, direct and through a table.",
  Growth: "Growing memory and tables: up to the smaller of the maximum and the limit, paid before.",
  Limit: "The limits of spec/nvm.md.",
  Memory: "Bytes and bounds of memory.",
  Metering: "What is charged, and when.",
  MultiValue: "Several results, and blocks with parameters.",
  NaN: "NaNs: canonical where they are computed, kept where they are moved.",
  OutOfGas: "Gas does not suffice.",
  Parametric: "Select.",
  Reference: "References: null is 0, a function one more than its index.",
  RolledBack: "What traps or runs out of gas leaves no trace.",
  Segment: "Data and element segments, also dropped ones.",
  StackLimit: "The limit on the stack, to the byte.",
  Start: "Instantiating: initial sizes, segments and start function are paid for.",
  Table: "Elements and bounds of tables.",
  Trap: "The kind of a trap.",
  Variable: "Locals and globals.",
  Later: "Of a proposal later than WebAssembly 2.0: a host may accept it, the NVM does not.",
};

/** All of them. Takes a few seconds. */
export function programSuites(): readonly ProgramSuite[] {
  return [
    suite("nvm-accesses", "Each load and each store: not aligned, at the end of memory, beyond it.", HOST, accessing.map(caseOf)),
    suite(
      "nvm-gas",
      "The programs of nvm-programs with exactly the gas that they need up to a charge, and one unit less.",
      HOST,
      PROGRAMS.flatMap((asked) => atBoundaries(asked) ?? []).map((asked) => caseOf({ ...asked, parts: [] })),
    ),
    suite(
      "nvm-invalid",
      "Modules that can be read and break one rule of validation, which the comment names in the words of the official test suite.",
      `The rules of WebAssembly 2.0. The host's WebAssembly.validate refuses each but those flagged Later, which it may know; tests let wabt, told to read WebAssembly 2.0,
say that each can be read and is not valid.`,
      [accepted(), ...invalid.map(({ id, rule, bytes, isLater }) => refused(id, rule, "invalid", bytes, isLater))],
    ),
    suite(
      "nvm-limits",
      "Modules at the limits of the NVM, which are run, and one beyond.",
      `The table of limits in spec/nvm.md. ${HOST}`,
      limitCases(),
    ),
    suite(
      "nvm-malformed",
      "Bytes that are no module: a module with every section and one thing wrong, in the words of the official test suite where it has some. place says where; it is not compared.",
      `The binary format of WebAssembly 2.0. The host's WebAssembly.validate refuses each but those flagged Later, which it may know; tests let wabt, told to read WebAssembly 2.0,
say that none can be read.`,
      [
        accepted(),
        ...malformed.map(({ id, rule, bytes, isLater, place }) => ({ ...refused(id, rule, "malformed", bytes, isLater), place })),
      ],
    ),
    suite("nvm-programs", "Programs about control, memory, tables, NaNs and instantiating, with results, gas and states.", HOST, [
      ...PROGRAMS.map(caseOf),
      unlinkable,
    ]),
    suite("nvm-scalars", "Each instruction that computes with numbers, at the edges of its operands.", HOST, scalars.map(caseOf)),
    suite(
      "nvm-traces",
      "Programs step by step: the place of each instruction, the gas that is left, and what it puts on the stack.",
      HOST,
      PROGRAMS.flatMap(traced).map(caseOf),
    ),
    suite("nvm-vectors", "Each instruction of SIMD that computes.", HOST, vectors.map(caseOf)),
  ];
}

function suite(name: string, description: string, source: string, cases: readonly ProgramCase[]): ProgramSuite {
  const used = new Set(cases.flatMap(({ flags }) => flags));
  for (const flag of used) if (FLAGS[flag] === undefined) throw new Error(`no flag ${flag}`);
  if (new Set(cases.map(({ id }) => id)).size !== cases.length) throw new Error(`an id of ${name} is there twice`);
  const flags = Object.fromEntries(Object.entries(FLAGS).filter(([flag]) => used.has(flag)));
  return { suite: name, description: `${description} ${FORM}`, source: source.replaceAll("\n", " "), flags, cases };
}

function refused(id: string, rule: string, as: Refusal, bytes: Uint8Array, isLater: boolean): ProgramCase {
  if (!isLater && webAssembly.validate(bytes)) throw new Error(`the host accepts ${id}`);
  return {
    id,
    comment: rule,
    flags: isLater ? ["Later"] : [],
    input: { module: Buffer.from(bytes).toString("hex"), gas: ENOUGH, calls: [], parts: [] },
    output: { refused: as },
  };
}

/** A valid module that imports a function: run offers nothing to import. */
const unlinkable: ProgramCase = {
  id: "import",
  comment: "a function is imported, and nothing is there to be imported",
  flags: ["Start"],
  input: {
    module: Buffer.from(
      emit({ ...planOf({ funcs: [] }), imports: [{ name: "f", sig: { params: [], results: [] } }] }).bytes,
    ).toString("hex"),
    gas: ENOUGH,
    calls: [],
    parts: [],
  },
  output: { refused: "unlinkable" },
};

/** The module of which malformed ones are made, whole. Its memory, table, segments and empty start function are paid for. */
function accepted(): ProgramCase {
  if (!webAssembly.validate(base)) throw new Error("the host refuses the module with every section");
  const source = {
    memory: { min: 1 },
    tables: [{ type: "funcref", min: 1 }],
    globals: [["var i32", "i32.const 0"]],
    elems: [{ items: [0] }],
    datas: [{ at: 0, bytes: [0x61] }],
    funcs: [
      { name: "f", sig: "i32:i32", body: "local.get 0" },
      { sig: ":", body: "" },
    ],
    start: 1,
  } as const;
  const made = caseOf({ id: "accepted", comment: "nothing is wrong with this one", flags: [], source });
  if (made.input.module !== Buffer.from(base).toString("hex")) throw new Error("the module with every section is another one");
  return made;
}

/** Calls of more steps have no trace. */
const MOST_STEPS = 150;
/** Less than other programs have, so that figures are small, and endless ones end. */
const TRACED_GAS = 20_000;

/** A program's calls that are short. */
function traced(asked: Asked): readonly Asked[] {
  const calls = (asked.calls ?? []).map((call) => ({ ...call, gas: call.gas ?? TRACED_GAS }));
  const { output } = caseOf({ ...asked, calls, parts: ["trace"] });
  const [, ...runs] = "runs" in output ? output.runs : [];
  const short = calls.filter((_, i) => (runs[i]?.trace?.length ?? MOST_STEPS) < MOST_STEPS);
  return short.length === 0 ? [] : [{ ...asked, calls: short, parts: ["state", "trace"] }];
}

function limitCases(): readonly ProgramCase[] {
  const within = limits.map(({ id, figure, of, source }) =>
    caseOf({ id: `${id}-most`, comment: `${figure} ${of}`, flags: ["Limit"], source: source(figure), gas: 1_000_000 }),
  );
  const beyond = limits.map(
    ({ id, figure, of, source }): ProgramCase => ({
      id: `${id}-too-many`,
      comment: `${figure + 1} ${of}`,
      flags: ["Limit"],
      input: {
        module: Buffer.from(emit(planOf(source(figure + 1))).bytes).toString("hex"),
        gas: 1_000_000,
        calls: [],
        parts: [],
      },
      output: { refused: "limit" },
    }),
  );
  return [...within, ...beyond];
}
