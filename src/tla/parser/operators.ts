/**
 * The operators of TLA+: their canonical names, other spellings, fixity, precedence range and associativity (Specifying
 * Systems, tables 5 to 8, and the Unicode spellings of TLA+ tools 1.8).
 *
 * The syntax tree holds canonical names only. Where SANY and common usage differ the name is the one that people write most:
 * `#` and not `/=`, `\cup` and not `\union`, `~` and not `\lnot`. Unary minus is `-.`.
 */

export type Fixity = "prefix" | "infix" | "postfix";

export interface Operator {
  /** The canonical name. */
  readonly name: string;
  readonly fixity: Fixity;
  /** An operator binds tighter than another when its whole range lies above the other's. */
  readonly low: number;
  readonly high: number;
  readonly leftAssociative: boolean;
}

type Row = readonly [range: string, associativity: "left" | "none", names: string];

/** One row per operator class; in a row operators are separated by blanks and spellings of one operator by commas. */
const infixRows: readonly Row[] = [
  ["1-1", "none", "=>,\u21d2"],
  ["2-2", "none", "<=>,\\equiv,\u2261,\u21d4 ~>,\u219d -+->,\u21f8"],
  ["3-3", "left", "/\\,\\land,\u2227 \\/,\\lor,\u2228"],
  [
    "5-5",
    "none",
    "= #,/=,\u2260 <  > \\leq,<=,=<,\u2264 \\geq,>=,\u2265 \\in,\u2208 \\notin,\u2209 \\subseteq,\u2286 \\subset,\u2282 " +
      "\\supseteq,\u2287 \\supset,\u2283 \\sqsubseteq,\u2291 \\sqsubset,\u228f \\sqsupseteq,\u2292 \\sqsupset,\u2290 " +
      "\\prec,\u227a \\preceq,\u2aaf \\succ,\u227b \\succeq,\u2ab0 \\sim,\u223c \\simeq,\u2243 \\approx,\u2248 \\cong,\u2245 " +
      "\\doteq,\u2250 \\propto,\u221d \\asymp,\u224d \\ll,\u226a \\gg,\u226b |-,\u22a2 |=,\u22a8 -|,\u22a3 =|,\u2ae4 :=,\u2254 ::=,\u2a74",
  ],
  ["5-14", "left", "\\cdot,\u22c5"],
  ["6-6", "left", "@@"],
  ["7-7", "none", ":> <:"],
  ["8-8", "none", "\\"],
  ["8-8", "left", "\\cup,\\union,\u222a \\cap,\\intersect,\u2229"],
  ["9-9", "none", "..,\u2025 ...,\u2026"],
  ["9-13", "left", "$ $$ ??,\u2047 ## \\uplus,\u228e \\sqcap,\u2293 \\sqcup,\u2294"],
  ["9-13", "none", "!!,\u203c"],
  ["9-14", "none", "\\wr,\u2240"],
  ["10-10", "left", "+ ++ \\oplus,(+),\u2295"],
  ["10-11", "left", "| ||,\u2016 %%"],
  ["10-11", "none", "%"],
  ["10-13", "left", "\\X,\\times,\u00d7"],
  ["11-11", "left", "- -- \\ominus,(-),\u2296"],
  [
    "13-13",
    "left",
    "* ** & && \\odot,(.),\u2299 \\otimes,(\\X),\u2297 \\star,\u22c6 \\o,\\circ,\u2218 \\bigcirc,\u25ef \\bullet,\u25cf",
  ],
  ["13-13", "none", "/ // \\div,\u00f7 \\oslash,(/),\u2298"],
  ["14-14", "none", "^ ^^"],
];

const prefixRows: readonly Row[] = [
  ["4-4", "left", "~,\\lnot,\\neg,\u00ac"],
  ["4-15", "none", "[],\u25a1 <>,\u25c7 ENABLED UNCHANGED"],
  ["10-13", "none", "SUBSET UNION DOMAIN"],
  ["12-12", "none", "-."],
];

const postfixRows: readonly Row[] = [["15-15", "none", "' ^+,\u207a ^* ^#"]];

/** Function application `f[x]`, as an operator; record fields and names bind tighter and need no entry. */
export const applicationOperator: Operator = { name: "[", fixity: "postfix", low: 16, high: 16, leftAssociative: true };
export const fieldOperator: Operator = { name: ".", fixity: "postfix", low: 17, high: 17, leftAssociative: true };

const spellings = new Map<string, string>();

function table(fixity: Fixity, rows: readonly Row[]): ReadonlyMap<string, Operator> {
  const operators = new Map<string, Operator>();
  for (const [range, associativity, classes] of rows) {
    const [low, high] = range.split("-").map(Number) as [number, number];
    for (const names of classes.split(/ +/)) {
      const [name, ...others] = names.split(",") as [string, ...string[]];
      operators.set(name, { name, fixity, low, high, leftAssociative: associativity === "left" });
      for (const spelling of [name, ...others]) spellings.set(spelling, name);
    }
  }
  return operators;
}

/** By canonical name. */
export const infixOperators = table("infix", infixRows);
export const prefixOperators = table("prefix", prefixRows);
export const postfixOperators = table("postfix", postfixRows);

/** From every accepted spelling, the canonical one included, to the canonical name. */
export const canonicalOperatorNames: ReadonlyMap<string, string> = spellings;

/** The number of arguments of an operator symbol used as a name, as in `F(+)`; `-` is the infix one. */
export function operatorArity(name: string): 1 | 2 | undefined {
  if (infixOperators.has(name)) return 2;
  return prefixOperators.has(name) || postfixOperators.has(name) ? 1 : undefined;
}

/** The operator binds tighter than another: `a tight b loose c` is `(a tight b) loose c`. */
export function bindsTighter(one: Operator, other: Operator): boolean {
  return one.low > other.high;
}
