/** The places of the page that links lead to. */

import { basename } from "node:path";
import type { SourceRange } from "../../../lib/source.ts";
import type { Row } from "../row.ts";

/** `gsi/actions.ts` and `Gsi.tla`: a file as the page calls it. */
export const shortFile = (file: string): string => /src\/machines\/(.+)$/.exec(file)?.[1] ?? basename(file);

/** A line of a file, which stands once under each module that has rows in it. */
export const lineId = (module: string, file: string, line: number): string => `${module}:${shortFile(file)}:${line}`;

export const lineOf = (module: string, { file, start }: SourceRange): string => lineId(module, file, start.line);

/** Rows by their names; a conjunct that several refusals stand for has several. */
export function rowIds(module: string, rows: readonly Row[]): ReadonlyMap<Row, string> {
  const counts = new Map<string, number>();
  return new Map(
    rows.map((row) => {
      const before = counts.get(row.name) ?? 0;
      counts.set(row.name, before + 1);
      return [row, `${module}!${row.name}${before === 0 ? "" : `~${before + 1}`}`];
    }),
  );
}

export const variantId = (name: string): string => `variant:${name}`;
