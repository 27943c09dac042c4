/** What each kind of row must have, and what it need not have and why. */

import { COLUMNS, type Column, type Row, type RowKind } from "./row.ts";

/** Whether something stands in a row's column. A mutant that lives stands for nothing. */
export function stands({ code, tests, models, vectors, mutants, variants }: Row, column: Column): boolean {
  switch (column) {
    case "code":
      return code !== undefined;
    case "test":
      return tests.length + models.length > 0;
    case "vector":
      return vectors !== null;
    case "mutant":
      return (mutants !== null && mutants.dead > 0) || variants.length > 0;
  }
}

type Excuses = { readonly [C in Column]?: string };

/** A column that does not apply to a kind of row, with the reason in a few words; the page explains them. */
const EXCUSES: { readonly [K in RowKind]: Excuses } = {
  action: {},
  guard: {},
  environment: {},
  domain: { mutant: "in vectors" },
  definition: { test: "by use", vector: "by use", mutant: "by use" },
  invariant: { vector: "of states" },
  temporal: { code: "on the abstraction", vector: "of behaviours", mutant: "not mutated" },
  witness: { vector: "of states", mutant: "is reached" },
};

/** Why a row has nothing in a column; null where it must have something. */
export function excuse(row: Row, column: Column): string | null {
  const word = EXCUSES[row.kind][column];
  if (word === undefined) return null;
  if (word !== "by use") return word;
  if (row.usedBy === row.name) return "in lockstep";
  return row.usedBy === undefined ? null : `by use: ${row.usedBy}`;
}

/** The columns of a row in which something is missing. */
export const gapsOf = (row: Row): readonly Column[] =>
  COLUMNS.filter((column) => !stands(row, column) && excuse(row, column) === null);

/** What nothing stands for, as sentences. A module without rows of a kind that every module has is one, too. */
export function orphansOf(module: string, rows: readonly Row[]): readonly string[] {
  const missing = rows.flatMap((row) => gapsOf(row).map((column) => `${module}!${row.name} has no ${wanted(row, column)}`));
  const kinds = (["action", "guard", "invariant", "witness"] as const).filter((kind) => !rows.some((row) => row.kind === kind));
  return [...new Set(missing), ...kinds.map((kind) => `${module} has no row of the kind ${kind}`)];
}

const wanted = ({ mutants }: Row, column: Column): string =>
  column === "mutant" && mutants !== null ? `mutant that dies, of ${mutants.of}` : column;
