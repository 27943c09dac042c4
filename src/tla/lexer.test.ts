import { describe, expect, it } from "vitest";
import { errorOf } from "./compiler/testing-specs.ts";
import { type Token, tokenize, tokenizeText } from "./lexer.ts";

const lex = (text: string): readonly Token[] => tokenizeText("T.tla", text, "tla-lex").slice(0, -1);
const texts = (text: string) => lex(text).map((token) => token.text);

describe("tokens", () => {
  it.each([
    ["\\cup \\union \u222a", ["\\cup", "\\cup", "\\cup"]],
    ["<= =< \\leq \u2264", ["\\leq", "\\leq", "\\leq", "\\leq"]],
    ["# /= \u2260", ["#", "#", "#"]],
    ["/\\ \\land \u2227 ~ \\lnot \\neg \u00ac", ["/\\", "/\\", "/\\", "~", "~", "~", "~"]],
    ["\u2200 \\forall \\A \u2203 \\E \u2208 \u225c", ["\\A", "\\A", "\\A", "\\E", "\\E", "\\in", "=="]],
    ["\u27e8x\u27e9_v", ["<<", "x", ">>_", "v"]],
    ["\u2115 \u2124", ["Nat", "Int"]],
    ["(+) (-) (.) (/) (\\X)", ["\\oplus", "\\ominus", "\\odot", "\\oslash", "\\otimes"]],
    ["\\b101 \\o17 \\hFf \\H10", ["5", "15", "255", "16"]],
    ["s \\o t", ["s", "\\o", "t"]],
    ["1..N 2PC x_1", ["1", "..", "N", "2PC", "x_1"]],
    ["WF_vars(A) SF_<<x>>(A)", ["WF_", "vars", "(", "A", ")", "SF_", "<<", "x", ">>", "(", "A", ")"]],
    ["[][A]_vars", ["[]", "[", "A", "]_", "vars"]],
    ["a |-> b |- c", ["a", "|->", "b", "|-", "c"]],
    ["S \\{x} \\notin", ["S", "\\", "{", "x", "}", "\\notin"]],
    ["<1>2. <*>a <+> x<y", ["<1>2.", "<*>a", "<+>", "x", "<", "y"]],
    ["a-+->b <=>", ["a", "-+->", "b", "<=>"]],
    ["x (* a (* b *) c *) y \\* z\nw", ["x", "y", "w"]],
  ])("reads %s", (text, expected) => {
    expect(texts(text)).toEqual(expected);
  });

  it("replaces escapes in strings", () => {
    expect(lex('"a\\"b\\\\c\\n\\t"')).toMatchObject([{ kind: "string", text: 'a"b\\c\n\t', column: 1, endColumn: 13 }]);
  });

  it("counts characters for columns, not bytes, and expands tabs to stops of eight", () => {
    expect(lex("\u2227 x")).toMatchObject([{ column: 1 }, { column: 3 }]);
    expect(lex("(* \u{1d54a} *) x")).toMatchObject([{ column: 9 }]);
    expect(lex('"\u{1d54a}" x')).toMatchObject([{ column: 1, endColumn: 3 }, { column: 5 }]);
    expect(lex("\tx\n  \ty")).toMatchObject([
      { line: 1, column: 9 },
      { line: 2, column: 9 },
    ]);
  });

  it("takes every kind of line end", () => {
    expect(lex("a\r\nb\rc\nd").map(({ line, column }) => [line, column])).toEqual([
      [1, 1],
      [2, 1],
      [3, 1],
      [4, 1],
    ]);
  });
});

describe("modules", () => {
  it("drops the text before and after a module and keeps nested modules", () => {
    const text = "intro ' \"\n---- MODULE A ----\n---- MODULE B ----\n====\nx == 1\n====\nafter \u0001";
    const tokens = tokenize("A.tla", text);
    expect(tokens[0]).toMatchObject({ kind: "separator", line: 2, column: 1 });
    expect(tokens.filter(({ kind }) => kind === "moduleEnd")).toHaveLength(2);
    expect(tokens.at(-1)?.kind).toBe("endOfFile");
  });
});

describe("errors", () => {
  it.each([
    ["a string without an end", 'x == "abc', 1, 6, "a string is not closed"],
    ["an unknown escape", '"a\\q"', 1, 1, "unknown escape `\\q`"],
    ["a comment without an end", "x (* (* *)\n", 1, 3, "a comment is not closed"],
    ["a character of no meaning", "x == 3 \u00a7", 1, 8, "unexpected character `\u00a7`"],
    ["a number beyond the exact ones", "99999999999999999999", 1, 1, "the number is too large"],
  ])("refuses %s", (_, text, line, column, message) => {
    const error = errorOf(() => lex(text));
    expect(error.code).toBe("tla-lex");
    expect(error.message).toContain(message);
    expect(error.at?.start).toEqual({ line, column });
  });

  it("refuses a file without a module", () => {
    const error = errorOf(() => tokenize("A.tla", "x == 1"));
    expect(error.message).toContain("no module in A.tla");
    expect(error.hint).toContain("MODULE");
  });
});
