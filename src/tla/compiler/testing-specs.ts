/** Small models from texts, for tests. */

import { NexusError } from "../../lib/errors.ts";
import type { SpecState } from "../../lib/spec.ts";
import { loadSpec } from "../load.ts";
import type { CompiledSpec } from "./spec.ts";

/** Compiles modules, the last of which is the root. The file of module M is `M.tla`. */
export function specOf(modules: readonly string[], cfg = "", witnesses: readonly string[] = []): CompiledSpec {
  const named = new Map(modules.map((source) => [/MODULE (\w+)/.exec(source)?.[1] ?? "", source] as const));
  return loadSpec({
    module: [...named.keys()].at(-1) as string,
    config: { file: "model.cfg", source: cfg },
    resolve: (name) => {
      const source = named.get(name);
      return source === undefined ? undefined : { file: `${name}.tla`, source };
    },
    witnesses,
  });
}

const EXTENDED = "Integers, Sequences, FiniteSets, TLC";

/** The model whose only state has x = 1, with definitions and an operator `Value`. */
export function valueSpec(expression: string, definitions = "", cfg = ""): CompiledSpec {
  const lines = [
    `---- MODULE Values ----`,
    `EXTENDS ${EXTENDED}`,
    "VARIABLE x",
    definitions,
    `Value == ${expression}`,
    "Init == x = 1",
    "Next == x' = x",
    "====",
  ];
  return specOf([lines.join("\n")], `INIT Init\nNEXT Next\n${cfg}`);
}

/** An expression's value as TLC prints it. */
export function valueText(expression: string, definitions = "", cfg = ""): string {
  const spec = valueSpec(expression, definitions, cfg);
  return spec.text(spec.evaluate(spec.state({ x: 1 }), "Value"));
}

/** The error that a function throws. */
export function errorOf(run: () => unknown): NexusError {
  try {
    run();
  } catch (error) {
    if (error instanceof NexusError) return error;
    throw error;
  }
  throw new Error("expected an error, there was none");
}

/** Distinct and generated states, counted as TLC does. */
export function counts({ graph }: CompiledSpec): { readonly distinct: number; readonly generated: number } {
  const seen = new Set<string>();
  const queue: Int32Array[] = [];
  let generated = 0;
  const add = (state: SpecState): boolean => {
    generated += 1;
    if (graph.excludes?.(state) === true) return false;
    const key = new Int32Array(graph.words);
    graph.pack(state, key, 0);
    if (!seen.has(key.join())) queue.push(key);
    seen.add(key.join());
    return false;
  };
  graph.initial().forEach(add);
  for (let key = queue.pop(); key !== undefined; key = queue.pop())
    graph.successors(graph.unpack(key, 0), (_, next) => add(next));
  return { distinct: seen.size, generated };
}
