/** What a benchmark gives to the runner. */

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
  readonly run: (quick: boolean) => readonly Figure[];
}
