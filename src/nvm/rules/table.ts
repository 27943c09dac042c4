/** Table instructions. The cell `a` holds the address of the table, or of the segment and `b` the table's. */

import { area, charge, element, geU, push, rule, setElement, size, slot, trap } from "./build.ts";
import type { Rule } from "./ir.ts";

const index = slot(0);
const inBounds = trap("out of bounds table access", geU(index, size("table")));

export const table: readonly Rule[] = [
  rule("table.get", inBounds, push(element(index))),
  rule("table.set", inBounds, setElement(index, slot(2))),
  rule("table.size", push(size("table"))),
  rule("table.grow", charge("table.grow", slot(2)), area("table.grow")),
  rule("table.fill", charge("table.fill", slot(4)), area("table.fill")),
  rule("table.copy", charge("table.copy", slot(4)), area("table.copy")),
  rule("table.init", charge("table.init", slot(4)), area("table.init")),
  rule("elem.drop", area("elem.drop")),
];
