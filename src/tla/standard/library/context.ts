/** What the operators of standard modules are made of, and what they may ask of the world. */

import type { Itf } from "../../../lib/data.ts";
import type { Operations, Operator } from "../../values/operations.ts";
import type { Universe } from "../../values/universe.ts";
import { EvaluationError, type Value } from "../../values/value.ts";
import type { Randomness } from "./random.ts";

/** The operators of one module by name. An operator parameter is a JavaScript function. */
export interface Library {
  readonly [operator: string]: Operator;
}

/**
 * The world as modules may see it. Without it nothing is printed, read or known, and random choices are those of a fixed seed.
 * Effects are the caller's to allow: no operator writes a file or starts a program.
 */
export interface Host {
  /** Takes what Print and PrintT say. */
  readonly print?: (text: string) => void;
  /** Gives numbers from 0 up to 1. */
  readonly random?: () => number;
  /** The text of a file that a module names, or undefined where there is none that it may read. */
  readonly read?: (file: string) => string | undefined;
  /** `IOEnv`. */
  readonly environment?: { readonly [name: string]: string };
  /** What TLCGet says of the search: `level`, `config`, ... Undefined where it is not known. */
  readonly search?: (what: string) => Itf | undefined;
  /** Called by `TLCSet("exit", TRUE)`: the module asks to end the search. */
  readonly exit?: () => void;
  /** Milliseconds since 1970; the system's clock unless told. */
  readonly clock?: () => number;
}

/** What a library is made from. */
export interface Context {
  readonly universe: Universe;
  readonly core: Operations;
  readonly host: Host;
  readonly random: Randomness;
}

/** A unary, binary, ... operator as an argument. */
export type Unary = (argument: Value) => Value;
export type Binary = (left: Value, right: Value) => Value;

export function fail(message: string): never {
  throw new EvaluationError(message);
}
