/** Colours and columns of terminals. */

export interface Style {
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly warn: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
}

const painted = (code: number) => (text: string) => (text === "" ? "" : `\u001b[${code}m${text}\u001b[0m`);
const plain = (text: string) => text;

/** Styles that colour, or that leave texts as they are. */
export function styleOf(colour: boolean): Style {
  return colour
    ? { good: painted(32), bad: painted(31), warn: painted(33), strong: painted(1), faint: painted(2) }
    : { good: plain, bad: plain, warn: plain, strong: plain, faint: plain };
}

/** Breaks a text at spaces into lines of at most `width` columns; a longer word has a line of its own. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** A whole number with commas between thousands. */
export const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ",");

/** `1 state`, `2 states`. */
export const counted = (count: number, what: string): string => `${grouped(count)} ${what}${count === 1 ? "" : "s"}`;
