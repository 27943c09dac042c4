/** What the generators of packing and unpacking code share: fresh names, constants, and places of bits. */

/** A place in a key: a bit known when the code is generated, plus a variable of the generated code inside loops. */
export interface Place {
  readonly bit: number;
  /** Name of a variable of the generated code that holds a number of bits, or null. */
  readonly base: string | null;
}

export const advance = (place: Place, bits: number): Place => ({ bit: place.bit + bits, base: place.base });

/** The generated expression of a place inside a loop. */
export const placeText = (place: Place): string => (place.base === null ? `${place.bit}` : `${place.base} + ${place.bit}`);

/** Lines of generated code with fresh names and the constants that they close over. */
export class Code {
  readonly lines: string[] = [];
  readonly #constants = new Map<unknown, string>();
  #names = 0;

  emit(line: string): void {
    this.lines.push(line);
  }

  /** A name that no other variable of this code has. */
  fresh(prefix: string): string {
    return `${prefix}${this.#names++}`;
  }

  /** Binds a value to a name that the generated code may use. */
  constant(prefix: string, value: unknown): string {
    const known = this.#constants.get(value);
    if (known !== undefined) return known;
    const name = this.fresh(prefix);
    this.#constants.set(value, name);
    return name;
  }

  /** Compiles a function whose body is the lines so far; its name is what profiles show. */
  compile(name: string, parameters: string): unknown {
    const body = `"use strict";\nreturn function ${name}(${parameters}) {\n${this.lines.join("\n")}\n};`;
    return new Function(...this.#constants.values(), body)(...this.#constants.keys());
  }
}

/** Unrolled code handles at most this many leaves per array; longer arrays become loops. */
export const UNROLLED_LEAVES = 64;

/** The mask of the lowest bits, 0 to 32 of them, as a 32-bit literal. */
export const maskText = (bits: number): string => (bits === 32 ? "-1" : `${2 ** bits - 1}`);

/** Property access by a constant name. */
export const field = (object: string, name: string): string => `${object}[${JSON.stringify(name)}]`;
