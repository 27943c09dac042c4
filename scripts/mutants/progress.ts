/** Progress on standard error: a line that is rewritten on a terminal, else one line per ten seconds. */

import { type Judgement, verdictOf } from "./judgement.ts";
import type { Mutant } from "./mutant.ts";

const EVERY_MS = 10_000;

export class Progress {
  readonly #total: number;
  readonly #start = performance.now();
  #done = 0;
  #last = performance.now();

  constructor(total: number) {
    this.#total = total;
  }

  judged({ id }: Mutant, judgement: Judgement): void {
    this.#done++;
    const seconds = Math.round((performance.now() - this.#start) / 1000);
    const line = `${this.#done}/${this.#total} mutants, ${seconds} s: ${id}: ${verdictOf(judgement)}`;
    if (process.stderr.isTTY) {
      const columns = process.stderr.columns ?? 80;
      process.stderr.write(`\r\u001b[K${line.slice(0, columns - 1)}${this.#done === this.#total ? "\n" : ""}`);
    } else if (performance.now() - this.#last >= EVERY_MS || this.#done === this.#total) {
      this.#last = performance.now();
      process.stderr.write(`${line}\n`);
    }
  }
}
