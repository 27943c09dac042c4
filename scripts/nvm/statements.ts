/** JavaScript for the statements of rules: one `case` of the switch. Registers are locals of the function around it. */

import { DYNAMIC_CHARGES, type Rule, type Statement, TRAPS, type Trap, type Word } from "nexus-reference/nvm/rules/ir";
import { RuleWriter } from "./expressions.ts";

/** The names of functions of `alu/` that a switch calls, each bound to a constant of its module. */
export type Functions = Map<string, string>;

const trapNumber = (trap: Trap): number => TRAPS.indexOf(trap);
const stop = (trap: string | number): string => `{ m.trap = ${trap}; m.status = 2; break run; }`;
const NEXT = "pc += 4;";

/** The body of a case, without its label. */
export function caseOf(rule: Rule, functions: Functions): readonly string[] {
  const writer = new RuleWriter();
  writer.count(rule.body);
  const gone = rule.body.map((statement) => write(writer, statement, functions)).includes("gone");
  if (!gone) writer.lines.push(NEXT);
  writer.lines.push("continue;");
  return writer.lines;
}

/** Writes a statement; "gone" where it sets `pc` itself in all cases. */
function write(writer: RuleWriter, statement: Statement, functions: Functions): "gone" | "on" {
  const { lines } = writer;
  switch (statement.k) {
    case "trap":
      return writeTrap(writer, statement.when, statement.trap);
    case "access":
      writeAccess(writer, statement.bytes);
      return "on";
    case "push":
      assign(writer, "I", "t", statement.words, 0);
      return "on";
    case "push32":
      lines.push(
        `const f = ${writer.float(statement.x)};`,
        "if (f === f) F32[t] = f;",
        "else I[t] = 0x7fc00000;",
        "I[t + 1] = 0;",
      );
      return "on";
    case "push64":
      lines.push(`const f = ${writer.float(statement.x)};`, "if (f === f) F64[t >> 1] = f;");
      lines.push("else {", "  I[t] = 0;", "  I[t + 1] = 0x7ff80000;", "}");
      return "on";
    case "setLocal":
      assign(writer, "I", "base + C[pc + 2]!", statement.words);
      return "on";
    case "setGlobal":
      assign(writer, "G", "C[pc + 2]!", statement.words);
      return "on";
    case "store":
      lines.push(storeCode(statement.bytes, statement.skip, writer.word(statement.value)));
      return "on";
    case "setElement":
      lines.push(`m.tables[C[pc + 2]!]!.elements[${writer.word(statement.index)}] = ${writer.word(statement.value)};`);
      return "on";
    case "apply":
      writeApply(writer, statement.name, functions);
      return "on";
    default:
      return writeControl(writer, statement, functions);
  }
}

function writeControl(writer: RuleWriter, statement: Statement, functions: Functions): "gone" | "on" {
  const { lines } = writer;
  switch (statement.k) {
    case "jump":
      return conditionally(writer, statement.when, "pc = C[pc + 2]!;");
    case "branch":
      return conditionally(writer, statement.when, ...BRANCH);
    case "branchTable":
      lines.push(...branchTableCode(writer.word(statement.index)));
      return "gone";
    case "checkType":
      lines.push(
        `if (FN[8 * ${writer.word(statement.func)} + 6]! !== C[pc + 3]!) ${stop(trapNumber("indirect call type mismatch"))}`,
      );
      return "on";
    case "call":
      lines.push(`const callee = ${writer.word(statement.func)};`, ...CALL);
      return "gone";
    case "return":
      lines.push(...RETURN);
      return "gone";
    case "charge":
      lines.push(...chargeCode(DYNAMIC_CHARGES.indexOf(statement.charge), writer.word(statement.units)));
      return "on";
    case "area":
      lines.push(...areaCode(statement.op, functions));
      return "gone";
    default:
      throw new Error(`no code for ${statement.k}`);
  }
}

function writeTrap(writer: RuleWriter, when: Word, trap: Trap): "gone" | "on" {
  if (when.k === "const") {
    writer.lines.push(stop(trapNumber(trap)).slice(2, -2).replace(" break run;", ""));
    writer.lines.push("break run;");
    return "gone";
  }
  writer.lines.push(`if (${writer.condition(when)}) ${stop(trapNumber(trap))}`);
  return "on";
}

/** Memories are shorter than 2^31 bytes and lowering cuts offsets to 2^30, so a negative address is out of bounds and sums are exact. */
function writeAccess(writer: RuleWriter, bytes: number): void {
  const address = writer.word({ k: "slot", at: 0 });
  const name = /^v\d+$/.test(address) ? address : writer.define(address);
  writer.lines.push(
    `if (${name} < 0 || ${name} > end - ${bytes} - C[pc + 2]!) ${stop(trapNumber("out of bounds memory access"))}`,
  );
  writer.lines.push(`const p = (${name} + C[pc + 2]!) | 0;`);
}

/** All words are computed before the first one is written. One that stays where it is, is not written. */
function assign(writer: RuleWriter, array: string, at: string, words: readonly Word[], inPlace = -1): void {
  const place = (i: number): string => (i === 0 ? at : `${at} + ${i}`);
  const moved = words
    .map((word, i) => ({ word, i }))
    .filter(({ word, i }) => !(inPlace === 0 && word.k === "slot" && word.at === i));
  const named = moved.filter(({ word }) => word.k !== "const").length > 1;
  const code = moved.map(({ word, i }) => {
    const value = writer.word(word);
    const short = !named || word.k === "const" || /^v\d+$/.test(value);
    return { i, value: short ? value : writer.define(value) };
  });
  for (const { i, value } of code) writer.lines.push(`${array}[${place(i)}] = ${value};`);
}

function storeCode(bytes: 1 | 2 | 4, skip: number, value: string): string {
  const at = skip === 0 ? "p" : `p + ${skip}`;
  if (bytes === 1) return `U8[${at}] = ${value};`;
  return `M.setInt${8 * bytes}(${at}, ${value}, true);`;
}

function writeApply(writer: RuleWriter, name: string, functions: Functions): void {
  const id = functions.get(name) ?? `alu${functions.size}`;
  functions.set(name, id);
  if (!mayTrap(name)) writer.lines.push(`${id}(V, t, C[pc + 2]!, K);`);
  else writer.lines.push(`const trap = ${id}(V, t, C[pc + 2]!, K);`, `if (trap !== 0) ${stop("trap")}`);
}

const mayTrap = (name: string): boolean => /^i64\.(div|rem)_|^i\d\d\.trunc_f/.test(name);

function conditionally(writer: RuleWriter, when: Word, ...go: readonly string[]): "gone" | "on" {
  if (when.k === "const") {
    writer.lines.push(...go);
    return "gone";
  }
  writer.lines.push(`if (${writer.condition(when)}) {`, ...go.map((line) => `  ${line}`), "  continue;", "}");
  return "on";
}

/** The cell `b` holds 1024 times the height to cut to, in words from the frame's base, plus the words to keep; 0 where nothing moves. */
const BRANCH = [
  "const keep = C[pc + 3]!;",
  "if (keep !== 0) I.copyWithin(base + (keep >>> 10), t - (keep & 1023), t);",
  "pc = C[pc + 2]!;",
];

const branchTableCode = (index: string): readonly string[] => [
  `const chosen = ${index} >>> 0;`,
  "const entry = C[pc + 2]! + 2 * (chosen < C[pc + 3]! ? chosen : C[pc + 3]!);",
  "const keep = B[entry + 1]!;",
  "if (keep !== 0) I.copyWithin(base + (keep >>> 10), t - (keep & 1023), t);",
  "pc = B[entry]!;",
];

const CALL = [
  "const f = 8 * callee;",
  "const entry = FN[f]!;",
  "if (entry < 0) {",
  "  m.callee = callee;",
  "  m.status = gas < hostCall ? 3 : 4;",
  "  if (gas >= hostCall) gas -= hostCall;",
  "  break run;",
  "}",
  "const taken = stackBytes + FN[f + 4]!;",
  `if (taken > limit) ${stop(trapNumber("call stack exhausted"))}`,
  "stackBytes = taken;",
  "FR[top] = pc + 4;",
  "FR[top + 1] = base;",
  "FR[top + 2] = func;",
  "top += 3;",
  "const locals = t - FN[f + 1]!;",
  "for (let i = t; i < locals + FN[f + 3]!; i++) I[i] = 0;",
  "base = locals;",
  "func = callee;",
  "pc = entry;",
  "if (FN[f + 5]! !== memoryAddress) {",
  "  memoryAddress = FN[f + 5]!;",
  "  memory = m.mems[memoryAddress];",
  "  U8 = memory === undefined ? NO_BYTES : memory.bytes;",
  "  M = memory === undefined ? NO_VIEW : memory.view;",
  "  end = memory === undefined ? 0 : memory.pages * 65536;",
  "}",
];

const RETURN = [
  "const words = C[pc + 2]!;",
  "if (words === 2) {",
  "  I[base] = I[t - 2]!;",
  "  I[base + 1] = I[t - 1]!;",
  "} else if (words !== 0) I.copyWithin(base, t - words, t);",
  "stackBytes -= FN[8 * func + 4]!;",
  "if (top === 0) {",
  "  m.status = 1;",
  "  left--;",
  "  break run;",
  "}",
  "top -= 3;",
  "pc = FR[top]!;",
  "base = FR[top + 1]!;",
  "func = FR[top + 2]!;",
  "if (FN[8 * func + 5]! !== memoryAddress) {",
  "  memoryAddress = FN[8 * func + 5]!;",
  "  memory = m.mems[memoryAddress];",
  "  U8 = memory === undefined ? NO_BYTES : memory.bytes;",
  "  M = memory === undefined ? NO_VIEW : memory.view;",
  "  end = memory === undefined ? 0 : memory.pages * 65536;",
  "}",
];

const chargeCode = (price: number, units: string): readonly string[] => [
  "if (m.pending === 0) {",
  `  const cost = m.prices[${price}]! * (${units} >>> 0);`,
  "  if (gas < cost) {",
  "    m.status = 3;",
  "    break run;",
  "  }",
  "  gas -= cost;",
  "}",
];

/** Growing the memory moves its bytes. */
function areaCode(op: string, functions: Functions): readonly string[] {
  const id = functions.get(op) ?? `area${functions.size}`;
  functions.set(op, id);
  return [
    `const trap = ${id}(m, t, C[pc + 2]!, C[pc + 3]!, memory);`,
    `if (trap !== 0) ${stop("trap")}`,
    ...(op === "memory.grow" ? ["U8 = memory!.bytes;", "M = memory!.view;", "end = memory!.pages * 65536;"] : []),
    "if (m.pending === 0) pc += 4;",
  ];
}
