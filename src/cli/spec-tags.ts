/** Reads the `@spec Module!Name` tags of machines: which declaration mirrors which definition. The package ships its sources for this. */

import type { SourceRange } from "../lib/source.ts";

export interface SourceText {
  readonly file: string;
  readonly text: string;
}

/** A declaration at the top level of a file. */
export interface Declaration {
  readonly name: string;
  readonly exported: boolean;
  /** A type or an interface mirrors no definition. */
  readonly isType: boolean;
  readonly at: SourceRange;
  /** The text behind each `@spec` of its docstring. */
  readonly tags: readonly string[];
}

export interface Declarations {
  readonly declarations: readonly Declaration[];
  /** Tags that stand in no docstring of a top-level declaration. */
  readonly strayTags: readonly SourceRange[];
}

const declaration = /^(export )?(?:async )?(function\*?|const|let|class|type|interface) (\w+)/;
const tag = /@spec\b[ \t]*([^\s*]*)/g;

/** The declarations that start in the first column, each with the tags of the docstring that ends on the line before. */
export function declarationsOf({ file, text }: SourceText): Declarations {
  const lines = text.split("\n");
  const declarations: Declaration[] = [];
  const strayTags: SourceRange[] = [];
  let pending: { readonly tags: string[]; readonly at: SourceRange[] } = { tags: [], at: [] };
  let inDocstring = false;
  const abandon = () => {
    strayTags.push(...pending.at);
    pending = { tags: [], at: [] };
  };
  for (const [index, line] of lines.entries()) {
    const starts = line.startsWith("/**");
    if (starts) abandon();
    const [, exported, kind, name] = inDocstring || starts ? [] : (declaration.exec(line) ?? []);
    for (const match of line.matchAll(tag)) {
      const at = rangeAt(file, index, match.index, match[0].length);
      if (!inDocstring && !starts) strayTags.push(at);
      else {
        pending.tags.push(match[1] as string);
        pending.at.push(at);
      }
    }
    if (kind !== undefined && name !== undefined) {
      const isType = kind === "type" || kind === "interface";
      const at = rangeAt(file, index, line.indexOf(name), name.length);
      declarations.push({ name, exported: exported !== undefined, isType, at, tags: pending.tags });
      pending = { tags: [], at: [] };
    } else if (!inDocstring && !starts) abandon();
    if (starts) inDocstring = true;
    if (line.includes("*/")) inDocstring = false;
  }
  abandon();
  return { declarations, strayTags };
}

function rangeAt(file: string, line: number, column: number, length: number): SourceRange {
  return { file, start: { line: line + 1, column: column + 1 }, end: { line: line + 1, column: column + length } };
}
