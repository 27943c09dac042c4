/** JavaScript for the expressions of rules. Machine words are the host's integers of 32 bits. */

import type { BinaryOp, CompareOp, Float, FloatCompareOp, FloatFunction, FloatOp, Word } from "nexus-reference/nvm/rules/ir";

const BINARY: { readonly [op in BinaryOp]: (x: string, y: string) => string } = {
  add: (x, y) => `((${x} + ${y}) | 0)`,
  sub: (x, y) => `((${x} - ${y}) | 0)`,
  mul: (x, y) => `Math.imul(${x}, ${y})`,
  div_s: (x, y) => `((${x} / ${y}) | 0)`,
  div_u: (x, y) => `(((${x} >>> 0) / (${y} >>> 0)) | 0)`,
  rem_s: (x, y) => `(${x} % ${y} | 0)`,
  rem_u: (x, y) => `(((${x} >>> 0) % (${y} >>> 0)) | 0)`,
  and: (x, y) => `(${x} & ${y})`,
  or: (x, y) => `(${x} | ${y})`,
  xor: (x, y) => `(${x} ^ ${y})`,
  shl: (x, y) => `(${x} << ${y})`,
  shr_s: (x, y) => `(${x} >> ${y})`,
  shr_u: (x, y) => `((${x} >>> ${y}) | 0)`,
  rotl: (x, y) => `((${x} << ${y}) | (${x} >>> -${y}))`,
  rotr: (x, y) => `((${x} >>> ${y}) | (${x} << -${y}))`,
};

const SIGNED: { readonly [op in CompareOp]: string } = {
  eq: "===",
  ne: "!==",
  lt_s: "<",
  lt_u: "<",
  gt_s: ">",
  gt_u: ">",
  le_s: "<=",
  le_u: "<=",
  ge_s: ">=",
  ge_u: ">=",
};
const FLOAT: { readonly [op in FloatCompareOp]: string } = { eq: "===", ne: "!==", lt: "<", gt: ">", le: "<=", ge: ">=" };
const FLOAT_BINARY: { readonly [op in FloatOp]: (x: string, y: string) => string } = {
  add: (x, y) => `${x} + ${y}`,
  sub: (x, y) => `${x} - ${y}`,
  mul: (x, y) => `${x} * ${y}`,
  div: (x, y) => `${x} / ${y}`,
  min: (x, y) => `Math.min(${x}, ${y})`,
  max: (x, y) => `Math.max(${x}, ${y})`,
};
const FLOAT_FUNCTION: { readonly [op in FloatFunction]: string } = {
  ceil: "Math.ceil",
  floor: "Math.floor",
  trunc: "Math.trunc",
  nearest: "nearest",
  sqrt: "Math.sqrt",
};
const UNARY = {
  clz: (x: string) => `Math.clz32(${x})`,
  ctz: (x: string) => `ctz32(${x})`,
  popcnt: (x: string) => `popcnt32(${x})`,
  extend8_s: (x: string) => `((${x} << 24) >> 24)`,
  extend16_s: (x: string) => `((${x} << 16) >> 16)`,
} as const;

const place = (name: string, at: number): string => (at === 0 ? name : `${name} + ${at}`);

/** The functions that expressions call. */
export const NUMBER_FUNCTIONS = ["ctz32", "nearest", "popcnt32"] as const;

/** Whether the code of a word is as short as a name for it would be. */
const isSimple = (word: Word): boolean => ["const", "min", "imm"].includes(word.k);

/**
 * Writes the code of one rule. A word that occurs more than once gets a name, at its first use; no rule writes what it reads later, so
 * computing it once is the same.
 */
export class RuleWriter {
  readonly lines: string[] = [];
  private readonly uses = new Map<string, number>();
  private readonly names = new Map<string, string>();
  private next = 0;

  /** Counts the occurrences of words below `node`. */
  count(node: unknown): void {
    if (Array.isArray(node)) {
      for (const each of node) this.count(each);
      return;
    }
    if (node === null || typeof node !== "object") return;
    const key = JSON.stringify(node);
    const uses = (this.uses.get(key) ?? 0) + 1;
    this.uses.set(key, uses);
    // What is inside a shared word is computed with it, once.
    if (uses === 1) for (const each of Object.values(node)) this.count(each);
  }

  /** A fresh name for the value of an expression. */
  define(code: string): string {
    const name = `v${this.next++}`;
    this.lines.push(`const ${name} = ${code};`);
    return name;
  }

  word(word: Word): string {
    const key = JSON.stringify(word);
    const known = this.names.get(key);
    if (known !== undefined) return known;
    if (isSimple(word) || (this.uses.get(key) ?? 0) < 2) return this.code(word);
    const name = this.define(this.code(word));
    this.names.set(key, name);
    return name;
  }

  /** As a condition: true where the word is not 0. */
  condition(word: Word): string {
    if (word.k === "compare" && !this.names.has(JSON.stringify(word))) return this.compare(word.op, word.x, word.y);
    if (word.k === "fcompare") return `${this.float(word.x)} ${FLOAT[word.op]} ${this.float(word.y)}`;
    if (word.k === "binary" && word.op === "and" && word.x.k === "compare" && word.y.k === "compare") {
      return `${this.condition(word.x)} && ${this.condition(word.y)}`;
    }
    return `${this.word(word)} !== 0`;
  }

  float(float: Float): string {
    switch (float.k) {
      case "f32":
        return `F32[${place("t", float.at)}]!`;
      case "f64":
        return `F64[(${place("t", float.at)}) >> 1]!`;
      case "float":
        return float.signed ? this.word(float.of) : `(${this.word(float.of)} >>> 0)`;
      case "fbinary":
        return FLOAT_BINARY[float.op](this.float(float.x), this.float(float.y));
      case "ffunction":
        return `${FLOAT_FUNCTION[float.op]}(${this.float(float.x)})`;
    }
  }

  private code(word: Word): string {
    switch (word.k) {
      case "const":
        return `${word.value}`;
      case "min":
        return "-0x80000000";
      case "imm":
        return word.cell === "a" ? "C[pc + 2]!" : "C[pc + 3]!";
      case "slot":
        return `I[${place("t", word.at)}]!`;
      case "local":
        return `I[${place("base + C[pc + 2]!", word.at)}]!`;
      case "global":
        return `G[${place("C[pc + 2]!", word.at)}]!`;
      case "vector":
        return `constantWord(m.constants, C[pc + 2]! + ${word.at})`;
      case "unary":
        return UNARY[word.op](this.word(word.x));
      case "binary":
        return this.binary(word);
      case "compare":
      case "fcompare":
        return `(${this.condition(word)} ? 1 : 0)`;
      case "cond":
        return this.choice(word.when, word.x, word.y);
      case "load":
        return this.load(word.bytes, word.signed, word.skip);
      case "element":
        return `m.tables[C[pc + 2]!]!.elements[${this.word(word.index)}]!`;
      case "size":
        return word.of === "memory" ? "(memory === undefined ? 0 : memory.pages)" : "m.tables[C[pc + 2]!]!.size";
    }
  }

  private binary({ op, x, y }: Extract<Word, { k: "binary" }>): string {
    // Operands that the operator repeats are named.
    if (op !== "rotl" && op !== "rotr") return BINARY[op](this.word(x), this.word(y));
    return BINARY[op](this.define(this.word(x)), this.define(this.word(y)));
  }

  /** Both sides are computed before the choice where they have a name: none of them has an effect. */
  private choice(when: Word, x: Word, y: Word): string {
    const [yes, no] = [this.word(x), this.word(y)];
    return `(${this.condition(when)} ? ${yes} : ${no})`;
  }

  private compare(op: CompareOp, x: Word, y: Word): string {
    const [left, right] = [this.word(x), this.word(y)];
    return op.endsWith("_u") ? `${left} >>> 0 ${SIGNED[op]} ${right} >>> 0` : `${left} ${SIGNED[op]} ${right}`;
  }

  private load(bytes: 1 | 2 | 4, signed: boolean, skip: number): string {
    const at = place("p", skip);
    if (bytes === 1 && !signed) return `U8[${at}]!`;
    const type = bytes === 4 ? "Int32" : `${signed ? "Int" : "Uint"}${8 * bytes}`;
    return bytes === 1 ? `M.getInt8(${at})` : `M.get${type}(${at}, true)`;
  }
}
