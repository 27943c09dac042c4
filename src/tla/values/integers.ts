/**
 * Integers: exact up to JavaScript's safe integers, beyond an error and never a rounded number. TLC's have 32 bits: where one leaves
 * them, that is noted.
 */

import { toInteger } from "./operands.ts";
import { EvaluationError, type Value } from "./value.ts";

const LARGEST = 2 ** 31 - 1;
const SMALLEST = -(2 ** 31);

/** In place of a place that is not known: it comes after all others. */
const NOWHERE = LARGEST;

/** Where integers left 32 bits: the first place of all threads that share `memory`, one word that is 0 before. */
export class WideIntegers {
  readonly #memory: Int32Array;

  constructor(memory: Int32Array = new Int32Array(1)) {
    this.#memory = memory;
  }

  /** Takes note of a place. The smallest is kept, so that what is found does not depend on which thread comes first. */
  note(place: number = NOWHERE - 1): void {
    const mark = place + 1;
    let known = Atomics.load(this.#memory, 0);
    while (known === 0 || mark < known) {
      const found = Atomics.compareExchange(this.#memory, 0, known, mark);
      if (found === known) return;
      known = found;
    }
  }

  /** Whether some integer left 32 bits. */
  get any(): boolean {
    return Atomics.load(this.#memory, 0) !== 0;
  }

  /** The first place, if one is known. */
  get place(): number | undefined {
    const mark = Atomics.load(this.#memory, 0);
    return mark === 0 || mark === NOWHERE ? undefined : mark - 1;
  }
}

/** Whether an integer needs more than TLC's 32 bits. */
export const isWide = (value: number): boolean => value > LARGEST || value < SMALLEST;

/** The arithmetic operators. After its operands each takes the place where it stands, if that is known. */
export function arithmetic(wide: WideIntegers) {
  /** A result as an integer. Rounding keeps order, so that a result that was rounded is not safe either. */
  const exact = (value: number, place: number | undefined): number => {
    if (value > LARGEST || value < SMALLEST) {
      if (!Number.isSafeInteger(value)) {
        throw new EvaluationError("overflow: the result is beyond 2^53 - 1, up to which integers are exact");
      }
      wide.note(place);
    }
    // No negative zero.
    return value + 0;
  };
  return {
    "+": (a: Value, b: Value, place?: number) => exact(toInteger(a) + toInteger(b), place),
    "-": (a: Value, b: Value, place?: number) => exact(toInteger(a) - toInteger(b), place),
    "*": (a: Value, b: Value, place?: number) => exact(toInteger(a) * toInteger(b), place),
    "-.": (a: Value, place?: number) => exact(-toInteger(a), place),
    "\\div": (a: Value, b: Value, place?: number) => {
      if (toInteger(b) === 0) throw new EvaluationError("division by zero");
      return exact(quotient(toInteger(a), toInteger(b)), place);
    },
    "%": (a: Value, b: Value) => {
      if (toInteger(b) <= 0) throw new EvaluationError("the right side of % must be positive");
      const rest = toInteger(a) % toInteger(b);
      return rest < 0 ? rest + toInteger(b) : rest + 0;
    },
    "^": (a: Value, b: Value, place?: number) => {
      const [base, exponent] = [toInteger(a), toInteger(b)];
      if (exponent < 0) throw new EvaluationError("the exponent must not be negative");
      // Powers of two are what specifications have most, and raising is slow.
      return base === 2 && exponent < 31 ? 1 << exponent : exact(power(base, exponent), place);
    },
  };
}

/** Rounded down. A quotient of integers may be rounded up to an integer, one without remainder is exact. */
function quotient(a: number, b: number): number {
  const rest = a % b;
  const whole = (a - rest) / b;
  return rest !== 0 && rest < 0 !== b < 0 ? whole - 1 : whole;
}

/** By squaring: JavaScript's own power may be off by one in the last place. What is not safe stays so. */
function power(base: number, exponent: number): number {
  let result = 1;
  let square = base;
  for (let left = exponent; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result *= square;
    if (left > 1) square *= square;
  }
  return result;
}
