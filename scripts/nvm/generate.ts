/** The switches over typed arrays, written from the rules. `npm run nvm:generate` writes the files; a test fails where they differ. */

import { RULES, ruleName } from "nexus-reference/nvm/rules";
import type { Rule } from "nexus-reference/nvm/rules/ir";
import { NUMBER_FUNCTIONS } from "./expressions.ts";
import { caseOf, type Functions } from "./statements.ts";

/** A switch is optimised only below a size, so what is rarely run has one of its own: vectors, and areas of memory and tables. */
export const isRare = ({ mnemonic, body }: Rule): boolean =>
  /^[if]\d+x\d+\.|^v128\.|^(memory|table)\.(?!size)|^(data|elem)\./.test(mnemonic) || body.some(({ k }) => k === "area");

interface Switch {
  readonly name: "runHot" | "runRare";
  readonly file: string;
  readonly about: string;
  readonly takes: (rule: Rule) => boolean;
}

const SWITCHES: readonly Switch[] = [
  { name: "runHot", file: "hot.ts", about: "numbers, variables, accesses to memory and control", takes: (rule) => !isRare(rule) },
  { name: "runRare", file: "rare.ts", about: "vectors, and areas of memory and tables", takes: isRare },
];

/** The files by name. */
export const generated = (): ReadonlyMap<string, string> => new Map(SWITCHES.map((each) => [each.file, fileOf(each)]));

function fileOf({ name, about, takes }: Switch): string {
  const functions: Functions = new Map();
  const cases = RULES.flatMap((rule, i) =>
    takes(rule) ? [label(rule, i + 1), ...caseOf(rule, functions).map(indent(10)), `        }`] : [],
  );
  const body = cases.join("\n");
  const numbers = NUMBER_FUNCTIONS.filter((each) => body.includes(`${each}(`));
  return [
    `// Generated from src/nvm/rules by \`npm run nvm:generate\`. Do not edit.`,
    `/** The step machine over typed arrays: ${about}. */`,
    "",
    ...importsOf(functions, numbers, body),
    "",
    ...[...functions].map(
      ([op, id]) => `const ${id} = ${id.startsWith("area") ? "areaOperation" : "applied"}(${JSON.stringify(op)});`,
    ),
    "const NO_BYTES = new Uint8Array(0);",
    "const NO_VIEW = new DataView(new ArrayBuffer(0));",
    "",
    "/** Takes at most `steps` steps, and fewer where an instruction is the other switch's or the machine stops. Gives how many are left. */",
    `export function ${name}(m: Machine, steps: number): number {`,
    ...PROLOGUE.filter((line) => isUsed(line, body)).map(indent(2)),
    "  run: for (; left > 0; left--) {",
    "    const t = base + C[pc + 1]!;",
    "    switch (C[pc]!) {",
    ...ENTER.map(indent(6)),
    body.replaceAll(/^ {2}/gm, ""),
    "      default:",
    "        break run;",
    "    }",
    "  }",
    ...EPILOGUE.map(indent(2)),
    "}",
    "",
  ].join("\n");
}

/** Whether what a line of the prologue defines is used. */
function isUsed(line: string, body: string): boolean {
  const name = /^const \{? ?(\w+)/.exec(line)?.[1];
  return (
    name === undefined ||
    new RegExp(`\\b${name}\\b`).test(body) ||
    PROLOGUE.some((other) => other !== line && new RegExp(`\\b${name}\\b`).test(other))
  );
}

const indent = (spaces: number) => (line: string) => `${" ".repeat(spaces)}${line}`;
const label = (rule: Rule, number: number): string => `        case ${number}: { // ${ruleName(rule)}`;

function importsOf(functions: Functions, numbers: readonly string[], body: string): readonly string[] {
  const ids = [...functions.values()];
  const lines = [`import type { Machine } from "../machine.ts";`];
  if (body.includes("constantWord(")) lines.push(`import { constantWord } from "../constants.ts";`);
  if (numbers.length > 0) lines.push(`import { ${numbers.join(", ")} } from "../../alu/numbers.ts";`);
  if (ids.some((id) => id.startsWith("alu"))) lines.push(`import { applied } from "../../alu/applied.ts";`);
  if (ids.some((id) => id.startsWith("area"))) lines.push(`import { areaOperation } from "../areas.ts";`);
  return lines;
}

/** The machine's registers and arrays as locals. */
const PROLOGUE = [
  "const C = m.cells;",
  "const V = m.values;",
  "const I = V.i32;",
  "const F32 = V.f32;",
  "const F64 = V.f64;",
  "const G = m.globals;",
  "const K = m.constants;",
  "const B = m.branches;",
  "const FN = m.funcs;",
  "const FR = m.frames;",
  "const limit = m.limits.stackBytes;",
  "const { hostCall } = m.schedule;",
  "let { pc, base, func, gas, stackBytes, frameTop: top } = m;",
  "let memoryAddress = FN[8 * func + 5]!;",
  "let memory = m.mems[memoryAddress];",
  "let U8 = memory === undefined ? NO_BYTES : memory.bytes;",
  "let M = memory === undefined ? NO_VIEW : memory.view;",
  "let end = memory === undefined ? 0 : memory.pages * 65536;",
  "let left = steps;",
];

/** The charge of a block belongs to the step of its first instruction: it is no step of its own. */
const ENTER = [
  "case 0: { // the entry of a block",
  "  const cost = C[pc + 2]!;",
  "  if (gas < cost) {",
  "    m.status = 3;",
  "    break run;",
  "  }",
  "  gas -= cost;",
  "  pc += 4;",
  "  left++;",
  "  continue;",
  "}",
];

const EPILOGUE = [
  "m.pc = pc;",
  "m.base = base;",
  "m.func = func;",
  "m.gas = gas;",
  "m.stackBytes = stackBytes;",
  "m.frameTop = top;",
  "return left;",
];
