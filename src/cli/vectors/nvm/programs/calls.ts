/** Calls in short. Arguments are bits in hexadecimal. */

export interface ShortCall {
  readonly function: string;
  readonly args: readonly string[];
  readonly gas?: number;
}

export const call = (name: string, ...args: readonly string[]): ShortCall => ({ function: name, args });

/** Several calls of one function. */
export const calls = (name: string, ...all: readonly (readonly string[])[]): readonly ShortCall[] =>
  all.map((args) => call(name, ...args));
