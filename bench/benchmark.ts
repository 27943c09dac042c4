/** What a benchmark gives to the runner, and how a figure is printed. */

export interface Figure {
  readonly name: string;
  readonly value: number | string;
  /** The value that any machine must give: a count, a verdict. */
  readonly exactly?: number | string;
  /** A target; the table prints the ratio of value and target. */
  readonly atLeast?: number;
}

export interface Benchmark {
  /** Kebab-case; `--only` takes it. */
  readonly name: string;
  /** `quick` asks for a size that takes seconds. */
  /** Why the benchmark cannot run here, or is not run; null where it is. */
  readonly skip?: (quick: boolean) => string | null;
  readonly run: (quick: boolean) => readonly Figure[] | Promise<readonly Figure[]>;
}

/** Whether a figure differs from the value that it must have. */
export const isWrong = ({ value, exactly }: Figure): boolean => exactly !== undefined && value !== exactly;

/** One line of the table: name, value, and the target with the ratio to it. */
export function figureText(figure: Figure): string {
  const { name, value, exactly, atLeast } = figure;
  const line = `  ${name.padEnd(26)}${format(value).padStart(16)}`;
  if (exactly !== undefined) return `${line}  ${isWrong(figure) ? `WRONG, expected ${format(exactly)}` : "as expected"}\n`;
  if (atLeast === undefined || typeof value !== "number") return `${line}\n`;
  return `${line}  ${(value / atLeast).toFixed(2)} x the target of ${format(atLeast)}\n`;
}

function format(value: number | string): string {
  if (typeof value === "string") return value;
  return value.toLocaleString("en-US", { maximumFractionDigits: value < 1000 ? 1 : 0 });
}
