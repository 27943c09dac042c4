/** TLC, TLCExt, Randomization: what a module may ask of the tool that checks it. */

import { fromItf } from "../../values/itf.ts";
import { elementsOf, InfiniteSet } from "../../values/lazy-sets.ts";
import { equal, toBoolean, toInteger } from "../../values/operands.ts";
import { StringValue, textOf, type Value } from "../../values/value.ts";
import { type Binary, type Context, fail, type Library } from "./context.ts";

/** Names of registers that TLCSet may set, beside numbers. */
const NAMED_REGISTER = /^s:/;
/** JavaTime's bits: it stays a 32-bit integer. */
const TIME_MASK = 0x7fffffff;

/** The registers of TLCSet: one copy for the model, shared by TLC and TLCExt. */
export class Registers {
  readonly #values = new Map<string, Value>();
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /** A register, or what the host says of the search; undefined where there is neither. */
  find(key: Value): Value | undefined {
    const name = this.#name(key, "TLCGet");
    const known = this.#values.get(name);
    if (known !== undefined || !(key instanceof StringValue)) return known;
    const said = this.#context.host.search?.(key.text) ?? propertyOf(key.text);
    return said === undefined
      ? undefined
      : fromItf({ universe: this.#context.universe, modelValues: new Set(), frozen: new WeakMap() }, said);
  }

  get(key: Value): Value {
    const found = this.find(key);
    if (found !== undefined) return found;
    return fail(
      key instanceof StringValue && !NAMED_REGISTER.test(key.text)
        ? `TLCGet(${textOf(key)}) is not known here`
        : `TLCGet(${textOf(key)}): nothing was stored with TLCSet(${textOf(key)}, ...) before`,
    );
  }

  set(key: Value, value: Value): boolean {
    if (key instanceof StringValue && key.text === "exit") {
      if (toBoolean(value)) this.#context.host.exit?.();
      return true;
    }
    if (key instanceof StringValue && !NAMED_REGISTER.test(key.text)) {
      return fail(`TLCSet(${textOf(key)}, ...): expected a natural number, "exit", or a name that starts with "s:"`);
    }
    this.#values.set(this.#name(key, "TLCSet"), this.#context.universe.forced(value));
    return true;
  }

  #name(key: Value, operator: string): string {
    if (key instanceof StringValue) return key.text;
    const number = toInteger(key);
    return number >= 0 ? String(number) : fail(`${operator}(${number}): expected a natural number or a name`);
  }
}

/** Properties of TLC's own switches, of those that this tool has no need of: they are on. Others are, as in TLC, their own names. */
function propertyOf(name: string): string | undefined {
  if (!name.startsWith("-D")) return undefined;
  return name === "-Dtlc2.tool.impl.Tool.cdot" ? "true" : name;
}

export function tlcLibrary(context: Context, registers: Registers): Library {
  const { host, random, universe } = context;
  const print = (text: string): void => host.print?.(text);
  return {
    Print: (said: Value, value: Value) => {
      print(`${textOf(universe.forced(said))}  ${textOf(universe.forced(value))}`);
      return value;
    },
    PrintT: (said: Value) => {
      print(textOf(universe.forced(said)));
      return true;
    },
    JavaTime: () => Math.floor((host.clock ?? Date.now)() / 1000) & TIME_MASK,
    TLCGet: (key: Value) => registers.get(key),
    TLCSet: (key: Value, value: Value) => registers.set(key, value),
    RandomElement: (set: Value) => {
      const elements = elementsOf(set);
      return elements.length === 0 ? fail("RandomElement of an empty set") : random.pick(elements);
    },
    Any: () => new InfiniteSet("Any", () => true),
  };
}

export function tlcExtLibrary({ universe, host }: Context, registers: Registers): Library {
  return {
    AssertEq: (a: Value, b: Value) => {
      if (equal(a, b)) return true;
      host.print?.(`Assertion failed: ${textOf(universe.forced(a))} # ${textOf(universe.forced(b))}`);
      return false;
    },
    TLCGetOrDefault: (key: Value, otherwise: Value) => registers.find(key) ?? otherwise,
    TLCGetAndSet: (key: Value, op: Binary, value: Value, otherwise: Value) => {
      const old = registers.find(key) ?? otherwise;
      registers.set(key, op(old, value));
      return old;
    },
    TLCModelValue: (name: Value) =>
      name instanceof StringValue ? universe.modelValue(name.text) : fail(`TLCModelValue takes a string, not ${textOf(name)}`),
    TLCCache: (value: Value, _closure: Value) => value,
    TLCNoOp: (value: Value) => value,
    Trace: () => fail("Trace: the states before this one are not known to the evaluator"),
    CounterExample: () => fail("CounterExample is known once a check is over, and not to the evaluator"),
    /** The effect is not put off: the search has no later moment for it. */
    TLCDefer: (_value: Value) => true,
  };
}

export function randomizationLibrary({ universe, random }: Context): Library {
  const subsets = (count: Value, mean: Value, set: Value): Value => {
    const [elements, average] = [elementsOf(set), toInteger(mean)];
    if (average < 0 || average > elements.length)
      return fail(`RandomSetOfSubsets: ${average} is no mean size of subsets of ${textOf(set)}`);
    const one = () => elements.filter(() => random.chance(average / elements.length));
    return universe.setOf(Array.from({ length: toInteger(count) }, () => universe.setOfSorted(one())));
  };
  return {
    RandomSubset: (size: Value, set: Value) => {
      const count = toInteger(size);
      const elements = elementsOf(set);
      if (count < 0) return fail(`RandomSubset(${count}, ...): expected a natural number`);
      // Of fewer elements TLC takes all.
      return universe.setOf(random.sample(elements, Math.min(count, elements.length)));
    },
    RandomSetOfSubsets: subsets,
    TestRandomSetOfSubsets: (count: Value, mean: Value, set: Value) =>
      universe.sequence(Array.from({ length: 5 }, () => elementsOf(subsets(count, mean, set)).length)),
  };
}
