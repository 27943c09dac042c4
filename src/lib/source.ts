/** Positions in source texts. Lines and columns count from 1, as TLC and editors print them. */

export interface Position {
  readonly line: number;
  readonly column: number;
}

/** From the first character to the last one, both included, as SANY counts. */
export interface SourceRange {
  readonly file: string;
  readonly start: Position;
  readonly end: Position;
}

/** `file:line:column`, the form that editors and terminals turn into a link. */
export function formatPosition(at: SourceRange): string {
  return `${at.file}:${at.start.line}:${at.start.column}`;
}
