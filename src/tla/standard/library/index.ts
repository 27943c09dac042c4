/** The operators of standard modules that are no part of every evaluation: made for a model when it first uses one. */

import type { Operations, Operator } from "../../values/operations.ts";
import type { Universe } from "../../values/universe.ts";
import type { Value } from "../../values/value.ts";
import { bagsExtLibrary, bagsLibrary } from "./bags.ts";
import type { Context, Host, Library } from "./context.ts";
import { csvLibrary, ioUtilsLibrary, jsonLibrary } from "./files.ts";
import { finiteSetsExtLibrary } from "./finite-sets-ext.ts";
import { foldsLibrary, functionsLibrary } from "./functions.ts";
import { graphsLibrary } from "./graphs.ts";
import { bitwiseLibrary, combinatoricsLibrary, dyadicRationalsLibrary } from "./numbers.ts";
import { Randomness } from "./random.ts";
import { relationLibrary } from "./relation.ts";
import { sequencesExtLibrary } from "./sequences-ext.ts";
import { svgLibrary } from "./svg.ts";
import { Registers, randomizationLibrary, tlcExtLibrary, tlcLibrary } from "./tlc.ts";
import { apalacheLibrary, tlapsLibrary } from "./tools.ts";
import { undirectedGraphsLibrary } from "./undirected-graphs.ts";
import { vectorClocksLibrary } from "./vector-clocks.ts";

export type { Host } from "./context.ts";

const makers: { readonly [module: string]: (context: Context, registers: Registers) => Library } = {
  TLC: tlcLibrary,
  TLCExt: tlcExtLibrary,
  Randomization: randomizationLibrary,
  Bags: bagsLibrary,
  BagsExt: bagsExtLibrary,
  SequencesExt: sequencesExtLibrary,
  FiniteSetsExt: finiteSetsExtLibrary,
  Functions: functionsLibrary,
  Folds: foldsLibrary,
  Relation: relationLibrary,
  Graphs: graphsLibrary,
  UndirectedGraphs: undirectedGraphsLibrary,
  Combinatorics: combinatoricsLibrary,
  Bitwise: bitwiseLibrary,
  DyadicRationals: dyadicRationalsLibrary,
  VectorClocks: vectorClocksLibrary,
  Json: jsonLibrary,
  CSV: csvLibrary,
  IOUtils: ioUtilsLibrary,
  SVG: svgLibrary,
  TLAPS: tlapsLibrary,
  Apalache: apalacheLibrary,
};

/** The libraries of one model. */
export class Libraries {
  readonly #context: Context;
  readonly #registers: Registers;
  readonly #made = new Map<string, Library>();
  readonly #kept = new Map<string, Value>();

  constructor(universe: Universe, core: Operations, host: Host = {}) {
    this.#context = { universe, core, host, random: new Randomness(host.random) };
    this.#registers = new Registers(this.#context);
  }

  /** The value of a constant that is chosen at random: the same wherever the model's code needs it. */
  readonly keep = (name: string, evaluate: () => Value): Value => {
    let value = this.#kept.get(name);
    if (value === undefined) {
      value = this.#context.universe.forced(this.#context.random.apart(name, evaluate));
      this.#kept.set(name, value);
    }
    return value;
  };

  /** An operator by the name that `libraryName` gives, if it can be evaluated. */
  operator(name: string): Operator | undefined {
    const mark = name.indexOf("!");
    const [module, operator] = [name.slice(0, mark), name.slice(mark + 1)];
    const make = Object.hasOwn(makers, module) ? makers[module] : undefined;
    if (mark < 0 || make === undefined) return undefined;
    let library = this.#made.get(module);
    if (library === undefined) {
      library = make(this.#context, this.#registers);
      this.#made.set(module, library);
    }
    return Object.hasOwn(library, operator) ? library[operator] : undefined;
  }
}
