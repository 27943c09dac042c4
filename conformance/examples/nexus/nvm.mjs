/** The NVM of this repository behind the op `run` of the runner protocol. */

import { createHash } from "node:crypto";
import { instructionOf, LIMITS, loadModule, ModuleError, opNamed } from "nexus-reference/nvm";
import { SCHEDULE } from "nexus-reference/nvm/gas/schedule";
import { ENTER, RULES } from "nexus-reference/nvm/rules";
import { CELL, createMachine, GLOBAL_WORDS, PAGE, Status } from "nexus-reference/nvm/step/machine";
import { merkleRoot } from "nexus-reference/nvm/step/root";
import { run } from "nexus-reference/nvm/step/run";
import { begin, beginInstance, settle, siteOf } from "nexus-reference/nvm/step/settle";

export const programSuites = [
  "accesses",
  "gas",
  "invalid",
  "limits",
  "malformed",
  "programs",
  "scalars",
  "traces",
  "vectors",
].map((suite) => `nvm-${suite}`);

const REFUSED = {
  "malformed-module": "malformed",
  "invalid-module": "invalid",
  "limit-exceeded": "limit",
  "unlinkable-module": "unlinkable",
};

/** A case of `run`: a module that is instantiated, and calls of its functions. */
export function ran({ module, gas, calls, parts }) {
  const m = createMachine(LIMITS, SCHEDULE);
  try {
    const valid = loadModule(Buffer.from(module, "hex"));
    const start = beginInstance(m, valid, () => undefined, gas);
    run(m, Number.MAX_SAFE_INTEGER);
    const runs = [ended(m, start, [], parts)];
    if (runs[0].end !== "returned") return { runs };
    for (const call of calls) runs.push(called(m, start.instance, call, parts));
    return { runs };
  } catch (error) {
    if (error instanceof ModuleError) return { refused: REFUSED[error.code] };
    throw error;
  }
}

function called(m, { exports }, { function: name, args, gas }, parts) {
  const { address } = exports.get(name);
  const { params, results } = m.funcTypes[address];
  const start = begin(
    m,
    address,
    params.flatMap((type, i) => wordsOf(type, args[i])),
    gas,
  );
  const trace = parts.includes("trace") ? traced(m) : untraced(m);
  return { ...ended(m, start, results, parts), ...trace };
}

function ended(m, start, types, parts) {
  const settled = settle(m, start);
  const state = parts.includes("state") && m.instanceCount > 0 ? { state: roots(m) } : {};
  if (settled.kind !== "committed") return { end: settled.report.kind, gas: settled.gasUsed, ...state };
  let at = 0;
  const results = types.map((type) => {
    at += type === "v128" ? 4 : 2;
    return textOf(settled.results.slice(at - (type === "v128" ? 4 : 2), at));
  });
  return { end: "returned", gas: settled.gasUsed, ...(start.instance === undefined ? { results } : {}), ...state };
}

function untraced(m) {
  run(m, Number.MAX_SAFE_INTEGER);
  return {};
}

/** Each step: the place of its instruction, the gas that is left, and what it puts on the stack. */
function traced(m) {
  const trace = [];
  while (m.status === Status.running) {
    let { pc } = m;
    while (m.cells[pc] === ENTER) pc += CELL;
    const { func, base } = m;
    if (run(m, 1) === 0) break;
    const at = base + m.cells[pc + 1];
    const words = pushedWords(RULES[m.cells[pc] - 1]);
    const value = words === 0 ? null : textOf([...m.values.i32.subarray(at, at + words)]);
    trace.push([siteOf(m, func, pc).offset, m.gas, value]);
  }
  return { trace };
}

const SPECIAL_RESULTS = /^(ref\.null|ref\.is_null|select|local\.get|local\.tee|global\.get|table\.get|table\.grow)$/;

/** Words that a rule puts on the stack. */
function pushedWords({ mnemonic, words = 2 }) {
  const { type } = instructionOf(opNamed(mnemonic));
  if (type === "special") return SPECIAL_RESULTS.test(mnemonic) ? words : 0;
  return type.results.length === 0 ? 0 : type.results[0] === "v128" ? 4 : 2;
}

const sha256 = (bytes) => createHash("sha256").update(bytes).digest();

/** The roots of the globals, the tables and the memory of a module that imports nothing. */
function roots(m) {
  const hex = (bytes) => Buffer.from(merkleRoot(bytes, sha256)).toString("hex");
  const words = (array, count) => hex(new Uint8Array(array.slice(0, count).buffer));
  return {
    globals: words(m.globals, GLOBAL_WORDS * m.globalCount),
    tables: m.tables.map(({ elements, size }) => words(elements, size)),
    ...(m.mems.length === 0 ? {} : { memory: hex(m.mems[0].bytes.subarray(0, PAGE * m.mems[0].pages)) }),
  };
}

/** A value's bits, as text in hexadecimal, and the words of the machine. */
const textOf = (words) => words.reduceRight((bits, word) => (bits << 32n) | BigInt(word >>> 0), 0n).toString(16);
const wordsOf = (type, text) =>
  Array.from({ length: type === "v128" ? 4 : 2 }, (_, i) => Number((BigInt(`0x${text}`) >> BigInt(32 * i)) & 0xffffffffn) | 0);
