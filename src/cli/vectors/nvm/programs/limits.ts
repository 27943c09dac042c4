/** Modules at the limits of the NVM, by the table of spec/nvm.md, and one beyond. */

import type { Source } from "../notation.ts";

export interface Limited {
  readonly id: string;
  readonly figure: number;
  readonly of: string;
  /** A module with so many. */
  readonly source: (count: number) => Source;
}

const types = (count: number): string => Array.from({ length: count }, () => "i32").join(",");

export const limits: readonly Limited[] = [
  { id: "params", figure: 128, of: "parameters", source: (n) => ({ funcs: [{ sig: `${types(n)}:`, body: "" }] }) },
  {
    id: "results",
    figure: 128,
    of: "results",
    source: (n) => ({ funcs: [{ sig: `:${types(n)}`, body: "i32.const 0 ".repeat(n) }] }),
  },
  {
    id: "nesting",
    figure: 4096,
    of: "blocks inside each other",
    source: (n) => ({ funcs: [{ sig: ":", body: "block : ".repeat(n) + "end ".repeat(n) }] }),
  },
  {
    id: "operands",
    figure: 10_000,
    of: "operands",
    source: (n) => ({ funcs: [{ sig: ":", body: "i32.const 0 ".repeat(n) + "drop ".repeat(n) }] }),
  },
  { id: "locals", figure: 10_000, of: "locals", source: (n) => ({ funcs: [{ sig: ":", locals: types(n), body: "" }] }) },
  { id: "memory-pages", figure: 16_384, of: "pages of memory", source: (n) => ({ memory: { min: n }, funcs: [] }) },
  {
    id: "table-elements",
    figure: 1_000_000,
    of: "elements of a table",
    source: (n) => ({ tables: [{ type: "funcref", min: n }], funcs: [] }),
  },
  {
    id: "tables",
    figure: 1_000,
    of: "tables",
    source: (n) => ({ tables: Array.from({ length: n }, () => ({ type: "funcref", min: 1 })), funcs: [] }),
  },
];
