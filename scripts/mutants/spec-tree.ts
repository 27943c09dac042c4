/** Changing and reading syntax trees. */

import type { SourceRange } from "nexus-reference/lib/source";
import type { Expr, Module } from "nexus-reference/tla";

/** The tree with one node in another's place; what does not contain it is shared. */
export function replaceNode<T>(tree: T, old: object, by: object): T {
  if (tree === old) return by as T;
  if (typeof tree !== "object" || tree === null || "file" in tree) return tree;
  if (Array.isArray(tree)) {
    const items = tree.map((item) => replaceNode(item, old, by));
    return items.some((item, i) => item !== tree[i]) ? (items as T) : tree;
  }
  const entries = Object.entries(tree);
  const changed = entries.map(([name, part]) => [name, replaceNode(part, old, by)] as const);
  return changed.some(([, part], i) => part !== entries[i]?.[1]) ? (Object.fromEntries(changed) as T) : tree;
}

/** Makes new nodes at the place of old ones. */
export const make = {
  truth: (value: boolean, { at }: Expr): Expr => ({ kind: "apply", name: value ? "TRUE" : "FALSE", args: [], at }),
  not: (expr: Expr): Expr =>
    expr.kind === "apply" && expr.name === "~" ? (expr.args[0] as Expr) : { kind: "apply", name: "~", args: [expr], at: expr.at },
  number: (value: number, { at }: Expr): Expr =>
    value >= 0 ? { kind: "number", value, at } : { kind: "apply", name: "-.", args: [{ kind: "number", value: -value, at }], at },
  plus: (expr: Expr, by: 1 | -1): Expr => ({
    kind: "apply",
    name: by === 1 ? "+" : "-",
    args: [expr, { kind: "number", value: 1, at: expr.at }],
    at: expr.at,
  }),
  unchanged: (operand: Expr, { at }: Expr): Expr => ({ kind: "unchanged", operand, at }),
};

/** The text of a range of a module. */
export function textAt({ source }: Module, { start, end }: SourceRange): string {
  const lines = source.split("\n").slice(start.line - 1, end.line);
  const last = lines.length - 1;
  lines[last] = (lines[last] ?? "").slice(0, end.column);
  lines[0] = (lines[0] ?? "").slice(start.column - 1);
  return lines.join("\n");
}
