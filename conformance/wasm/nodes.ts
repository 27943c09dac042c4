/** Parenthesised expressions of scripts. */

import type { Token, Tokens } from "./tokens.ts";

export interface List {
  readonly kind: "list";
  readonly items: readonly Node[];
  readonly start: number;
  readonly end: number;
}

export type Node = List | Exclude<Token, { kind: "(" | ")" | "end" }>;

/** The rest of a list whose opening parenthesis was taken at `start`. Its depth costs no recursion. */
export function restOfList(tokens: Tokens, start: number): List {
  const open: { items: Node[]; start: number }[] = [{ items: [], start }];
  for (;;) {
    const token = tokens.next();
    const top = open.at(-1) as { items: Node[]; start: number };
    if (token.kind === "end") tokens.fail("a parenthesis that is not closed", top.start);
    else if (token.kind === "(") open.push({ items: [], start: token.start });
    else if (token.kind === "atom" || token.kind === "string") top.items.push(token);
    else {
      open.pop();
      const list: List = { kind: "list", ...top, end: token.end };
      const outer = open.at(-1);
      if (outer === undefined) return list;
      outer.items.push(list);
    }
  }
}

/** Passes over the rest of a list and gives where it ends. */
export function skipList(tokens: Tokens, start: number): number {
  for (let depth = 1; ; ) {
    const token = tokens.next();
    if (token.kind === "end") tokens.fail("a parenthesis that is not closed", start);
    if (token.kind === "(") depth++;
    else if (token.kind === ")" && --depth === 0) return token.end;
  }
}
