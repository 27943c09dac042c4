/** Runs generated code, and runs it again with positions when an evaluation fails. */

import { NexusError, unreachable } from "../../lib/errors.ts";
import type { SourceRange } from "../../lib/source.ts";
import { EvaluationError } from "../values/value.ts";
import type { Parts } from "./executable.ts";
import type { Program } from "./program.ts";

/** The expressions that were being evaluated, innermost first. */
interface Frames {
  readonly at: SourceRange;
  readonly operators: readonly string[];
}

const frames = new WeakMap<EvaluationError, Frames>();

/** Notes where an error happened, and the operators on the way there. */
export function tracker(program: Program): Parts["track"] {
  return (index, name, evaluate) => {
    try {
      return evaluate();
    } catch (error) {
      if (!(error instanceof EvaluationError)) throw error;
      const at = program.positions[index] ?? unreachable(`position ${index}`);
      const known = frames.get(error) ?? { at, operators: [] };
      const called = name === null ? [] : [`${name} at ${at.start.line}:${at.start.column}`];
      frames.set(error, { at: known.at, operators: [...known.operators, ...called] });
      throw error;
    }
  };
}

/** Generated code in two forms: the fast one, and one that knows positions, made when it is first needed. */
export class Evaluation<Code> {
  readonly #generate: (tracked: boolean) => Code;
  readonly fast: Code;
  #tracked: Code | null = null;

  constructor(generate: (tracked: boolean) => Code) {
    this.#generate = generate;
    this.fast = generate(false);
  }

  /** The result of `evaluate` on the fast code; if it fails, the error that the tracked code gives. */
  run<T>(evaluate: (code: Code) => T): T {
    try {
      return evaluate(this.fast);
    } catch (error) {
      throw this.#explained(error, evaluate);
    }
  }

  #explained(error: unknown, evaluate: (code: Code) => unknown): unknown {
    if (error instanceof RangeError) {
      return new NexusError("tla-eval", "the evaluation is nested too deeply", {
        hint: "look for a recursion that does not end",
        cause: error,
      });
    }
    if (!(error instanceof EvaluationError)) return error;
    try {
      this.#tracked ??= this.#generate(true);
      evaluate(this.#tracked);
    } catch (again) {
      return again instanceof EvaluationError ? positioned(again) : again;
    }
    return positioned(error);
  }
}

function positioned(error: EvaluationError): NexusError {
  const known = frames.get(error);
  if (known === undefined) return new NexusError("tla-eval", error.message, { cause: error });
  const calls = known.operators.slice(0, 12).join(", in ");
  const hint = calls === "" ? {} : { hint: `evaluating ${calls}` };
  return new NexusError("tla-eval", error.message, { at: known.at, ...hint, cause: error });
}
