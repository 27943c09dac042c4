/** Step rules changed in one place each. Rules are data: whatever can be changed in them is found by going through them. */

import type { Statement, Word } from "../../nvm/rules/ir.ts";
import type { Rule } from "../../nvm/rules.ts";

export interface RuleMutant {
  /** What was changed, as a path and two values. */
  readonly name: string;
  readonly rule: Rule;
}

/** Each operation with others that might stand in its place. */
const OTHERS: { readonly [name: string]: readonly string[] } = {
  add: ["sub"],
  sub: ["add"],
  mul: ["add"],
  div_s: ["div_u", "rem_s"],
  div_u: ["div_s", "rem_u"],
  rem_s: ["rem_u", "div_s"],
  rem_u: ["rem_s", "div_u"],
  and: ["or", "xor"],
  or: ["xor", "and"],
  xor: ["or", "and"],
  shl: ["shr_u", "rotl"],
  shr_s: ["shr_u", "shl"],
  shr_u: ["shr_s", "shl"],
  rotl: ["rotr", "shl"],
  rotr: ["rotl", "shr_u"],
  clz: ["ctz", "popcnt"],
  ctz: ["clz", "popcnt"],
  popcnt: ["clz", "ctz"],
  eq: ["ne", "ge_s"],
  ne: ["eq", "lt_u"],
  lt_s: ["lt_u", "le_s"],
  lt_u: ["lt_s", "le_u"],
  gt_s: ["gt_u", "ge_s"],
  gt_u: ["gt_s", "ge_u"],
  le_s: ["le_u", "lt_s"],
  le_u: ["le_s", "lt_u"],
  ge_s: ["ge_u", "gt_s"],
  ge_u: ["ge_s", "gt_u"],
  "memory.fill": ["memory.copy", "memory.init"],
  "memory.copy": ["memory.fill", "memory.init"],
  "memory.init": ["memory.copy", "data.drop"],
  "table.fill": ["table.copy"],
  "table.copy": ["table.fill", "table.init"],
  "table.init": ["table.fill", "elem.drop"],
  "memory.grow": ["data.drop"],
  "table.grow": ["table.fill"],
  memory: ["table"],
  table: ["memory"],
};

/** Charges whose price differs in the models' schedule: the others cost the same by the schedule itself. */
const CHARGES: { readonly [name: string]: string } = { "memory.grow": "memory.fill", "table.grow": "table.fill" };

export function mutantsOf(rule: Rule): readonly RuleMutant[] {
  return bodies(rule.body).map(([name, body]) => ({ name: `${rule.mnemonic}: ${name}`, rule: { ...rule, body } }));
}

type Change<T> = readonly [name: string, changed: T];

function bodies(body: readonly Statement[]): readonly Change<readonly Statement[]>[] {
  const dropped = body.map((statement, i): Change<readonly Statement[]> => [`without ${text(statement)}`, body.toSpliced(i, 1)]);
  const swapped = body
    .slice(1)
    .map(
      (statement, i): Change<readonly Statement[]> => [
        `${text(statement)} first`,
        body.with(i, statement).with(i + 1, body[i] as Statement),
      ],
    );
  const changed = body.flatMap((statement, i) =>
    statements(statement).map(([name, other]): Change<readonly Statement[]> => [name, body.with(i, other)]),
  );
  return [...dropped, ...swapped, ...changed];
}

/** A statement or a word as `trap(ge_u(slot(0), size))`. */
function text({ k, ...rest }: Statement | Word): string {
  const fields = Object.entries(rest as { readonly [field: string]: unknown });
  const name = fields.find(([field]) => field === "op" || field === "charge")?.[1] ?? k;
  const inner = fields
    .filter(([field]) => !["op", "charge", "trap", "of"].includes(field))
    .flatMap(([, value]) => (Array.isArray(value) ? value : [value]))
    .map((value: unknown) => (typeof value === "object" ? text(value as Word) : String(value)));
  return `${name}(${inner.join(", ")})`;
}

function statements(statement: Statement): readonly Change<Statement>[] {
  if (statement.k === "charge") {
    const charge = CHARGES[statement.charge] ?? "memory.grow";
    const other: Change<Statement> = [`${statement.charge} paid as ${charge}`, { ...statement, charge } as Statement];
    return [other, ...parts(statement)];
  }
  if (statement.k === "area") {
    const { op } = statement;
    return (OTHERS[op] ?? []).map((other) => [`${op} as ${other}`, { ...statement, op: other } as Statement]);
  }
  if (statement.k === "trap") {
    const trap = statement.trap === "unreachable" ? "integer overflow" : "unreachable";
    return [[`${statement.trap} as ${trap}`, { ...statement, trap }], ...parts(statement)];
  }
  return parts(statement);
}

/** The changes of the words in a statement or a word. */
function parts<T extends Statement | Word>(whole: T): readonly Change<T>[] {
  return Object.entries(whole).flatMap(([field, part]: [string, unknown]): readonly Change<T>[] => {
    if (Array.isArray(part)) {
      return part.flatMap((item: Word, i) =>
        words(item).map(([name, other]): Change<T> => [name, { ...whole, [field]: part.with(i, other) }]),
      );
    }
    if (typeof part !== "object" || part === null) return [];
    return words(part as Word).map(([name, other]): Change<T> => [name, { ...whole, [field]: other }]);
  });
}

function words(word: Word): readonly Change<Word>[] {
  const to = (other: Word): Change<Word> => [`${text(word)} as ${text(other)}`, other];
  switch (word.k) {
    case "const":
      // 1 is what a condition that always holds is: any other number but 0 would do.
      return [to({ k: "const", value: word.value === 1 ? 0 : word.value + 1 }), to({ k: "const", value: word.value - 1 })];
    case "min":
      return [to({ k: "const", value: 0 })];
    case "imm":
      return [to({ k: "imm", cell: word.cell === "a" ? "b" : "a" })];
    case "slot":
      return [to({ k: "slot", at: word.at + 2 }), to({ k: "const", value: 0 })];
    case "local":
    case "global":
      return [to({ k: "slot", at: 0 })];
    case "size":
      return [to({ k: "const", value: 0 })];
    case "element":
      return [to(word.index), ...parts(word)];
    case "cond":
      return [to({ ...word, x: word.y, y: word.x }), ...parts(word)];
    case "unary":
    case "binary":
    case "compare":
      return [...(OTHERS[word.op] ?? []).map((op) => to({ ...word, op } as Word)), ...parts(word)];
    default:
      return parts(word);
  }
}
