/** Progress on standard error: one line that is redrawn on a terminal, else one line in ten seconds. */

import type { Progress } from "../checker/index.ts";
import { counted, grouped } from "./render/style.ts";
import { SIMULATION } from "./way.ts";

const MILLISECONDS_BETWEEN_LINES = 10_000;

export interface ProgressOutput {
  readonly write: (text: string) => void;
  readonly isTerminal: boolean;
  readonly columns: number;
  /** Milliseconds on any clock that does not go back. */
  readonly now: () => number;
}

export class ProgressLine {
  readonly #output: ProgressOutput;
  readonly #models: number;
  #done = 0;
  #last: number;
  #drawn = false;

  constructor(output: ProgressOutput, models: number) {
    this.#output = output;
    this.#models = models;
    this.#last = output.now();
  }

  update(model: string, world: string, progress: Progress): void {
    const which = this.#models === 1 ? model : `[${this.#done} of ${this.#models} done] ${model}`;
    this.show(progressText(which, world, progress));
  }

  /** Shows a line where one is due. */
  show(line: string): void {
    const { write, isTerminal, columns, now } = this.#output;
    if (isTerminal) {
      write(`\r\u001b[2K${line.slice(0, columns - 1)}`);
      this.#drawn = true;
    } else if (now() - this.#last >= MILLISECONDS_BETWEEN_LINES) {
      this.#last = now();
      write(`${line}\n`);
    }
  }

  /** One more model has ended. */
  ended(): void {
    this.#done += 1;
  }

  /** Takes the line away, so that other output starts on an empty one. */
  clear(): void {
    if (this.#drawn) this.#output.write("\r\u001b[2K");
    this.#drawn = false;
  }
}

function progressText(model: string, world: string, { generated, distinct, depth, rate, queue }: Progress): string {
  const perSecond = `${grouped(Math.round(rate))}/s`;
  if (world === SIMULATION) {
    return `${model}: ${counted(distinct, "behaviour")}, ${counted(generated, "step")}, ${perSecond}, ${grouped(queue)} to go`;
  }
  const parts = [
    `${grouped(generated)} ${world === "lockstep" ? "bindings" : "states"}`,
    `${grouped(distinct)} unique`,
    ...(depth > 0 ? [`depth ${depth}`] : []),
    perSecond,
    `queue ${grouped(queue)}`,
  ];
  return `${model} ${world}: ${parts.join(", ")}`;
}
