import { describe, expect, it } from "vitest";
import { excerpt } from "./excerpt.ts";

const range = (line: number, column: number, endLine: number, endColumn: number) => ({
  file: "T.tla",
  start: { line, column },
  end: { line: endLine, column: endColumn },
});

describe("excerpt", () => {
  const source = "one\n\tx == \u2227 y'\r\nlast";

  it("puts carets under the range", () => {
    expect(excerpt(source, range(1, 2, 1, 3))).toBe("T.tla:1:2\n    1 | one\n      |  ^^");
  });

  it("expands tabs, as columns do, and stops at the end of the first line", () => {
    expect(excerpt(source, range(2, 14, 3, 2))).toBe("T.tla:2:14\n    2 |         x == \u2227 y'\n      |              ^^^^");
  });

  it("shows a place behind the last character", () => {
    expect(excerpt(source, range(3, 5, 3, 5))).toBe("T.tla:3:5\n    3 | last\n      |     ^");
    expect(excerpt(source, range(9, 1, 9, 1))).toBe("T.tla:9:1\n    9 | \n      | ^");
  });

  it("cuts a long line around the range", () => {
    const long = `${"a".repeat(300)}x${"b".repeat(300)}`;
    const [, line = "", carets = ""] = excerpt(long, range(1, 301, 1, 600)).split("\n");
    expect(line).toBe(`    1 | \u2026${"a".repeat(39)}x${"b".repeat(78)}\u2026`);
    expect(carets).toBe(`      | ${" ".repeat(40)}${"^".repeat(80)}`);
    expect(excerpt(long, range(1, 1, 1, 1)).split("\n")[1]).toBe(`    1 | ${"a".repeat(119)}\u2026`);
    expect(excerpt(long, range(1, 601, 1, 601)).split("\n")[2]).toBe(`      | ${" ".repeat(119)}^`);
  });

  it("shows no character that a terminal would obey", () => {
    expect(excerpt("a\u001b[31mb\u202ec\u0007", range(1, 1, 1, 1)).split("\n")[1]).toBe("    1 | a\ufffd[31mb\ufffdc\ufffd");
  });
});
