/** A {@link System} as the graph that the explorer walks. */

import type { Data, Itf, ItfRecord } from "../lib/data.ts";
import { NexusError } from "../lib/errors.ts";
import type { AnySystemAction, Args, StateGraph, Stepped, System } from "../lib/model.ts";
import { OrbitAudit } from "./orbit-audit.ts";
import { packingOf } from "./packing.ts";
import { Code } from "./packing-code.ts";

export interface GraphOptions {
  /** Explore one state of each orbit of the system's symmetry; false unless told. Only for safety. */
  readonly symmetry?: boolean;
}

/**
 * The graph of a closed system: each action with each candidate of its arguments, where the environment admits it and the step
 * does not refuse. Successors come in the order of `actions`, then of the candidates, the last parameter fastest.
 *
 * With symmetry, the key of a state is that of its orbit's representative, so that one state of each orbit is expanded. Throws
 * {@link NexusError} `no-symmetry` for a system that declares none; a declared symmetry that is none is noticed by
 * {@link OrbitAudit} while the graph is walked.
 */
export function graphOf<S>(system: System<S>, { symmetry = false }: GraphOptions = {}): StateGraph<S> {
  const packing = packingOf(system.schema);
  const actions = Object.entries(system.actions);
  const visited: Visited = { args: {} };
  const graph: StateGraph<S> = {
    name: system.name,
    words: packing.words,
    portableKeys: true,
    actions: actions.map(([name]) => name),
    initial: () => system.initial,
    pack: packing.pack,
    unpack: packing.unpack,
    successors: generateSuccessors(
      actions.map(([, action]) => action),
      visited,
    ),
    visitedArgs: () => abstractArgs(system, visited.args),
    invariants: namedPredicates(system.invariants),
    witnesses: namedPredicates(system.witnesses),
    show: (state) => system.abstract(state),
  };
  return symmetry ? orbitsOf(system, graph, visited) : graph;
}

function orbitsOf<S>(system: System<S>, graph: StateGraph<S>, visited: Visited): StateGraph<S> {
  const { symmetry } = system;
  if (symmetry === undefined) {
    throw new NexusError("no-symmetry", `${system.name} declares no symmetry`, { hint: "explore it without symmetry" });
  }
  const audit = new OrbitAudit(graph, symmetry);
  const pack = (state: S, into: Int32Array, offset: number): void => {
    const canonical = symmetry.canonical(state);
    graph.pack(canonical, into, offset);
    const { args } = visited;
    audit.audit(canonical, into, offset);
    visited.args = args;
  };
  return { ...graph, orbits: symmetry.about, pack };
}

const namedPredicates = <P>(predicates: { readonly [name: string]: P }): { readonly name: string; readonly holds: P }[] =>
  Object.entries(predicates).map(([name, holds]) => ({ name, holds }));

/** The arguments of the step being visited; the generated code writes it. */
interface Visited {
  args: Args;
}

type Successors<S> = (state: S, visit: (action: number, next: S) => boolean) => void;

/**
 * Generates the loops over actions and candidates. Each action's step has its own call, so that the engine can specialise and
 * inline it; arguments with constant domains are built once and frozen, so that the loop allocates nothing for them.
 */
function generateSuccessors<S>(actions: readonly AnySystemAction<S>[], visited: Visited): Successors<S> {
  const code = new Code();
  const current = code.constant("visited", visited);
  actions.forEach((action, index) => {
    const step = code.constant("step", (state: S, args: Args): Stepped<S, Data, string> => action.step(state, args as never));
    const loops = candidateLoops(code, action);
    const admitted =
      action.admits === undefined ? "" : `if (${code.constant("admits", action.admits)}(state, args) !== null) continue;`;
    code.emit(`{ ${loops.open}
      ${admitted}
      const stepped = ${step}(state, args);
      if (typeof stepped === "string") continue;
      ${current}.args = args;
      if (visit(${index}, stepped[0])) return;
    ${loops.close} }`);
  });
  return code.compile("successors", "state, visit") as Successors<S>;
}

/** Generated loops that bind `args` to each candidate in turn. */
function candidateLoops<S>(code: Code, action: AnySystemAction<S>): { readonly open: string; readonly close: string } {
  const params = Object.entries(action.params);
  if (params.every(([, domain]) => typeof domain !== "function")) {
    const list = code.constant("candidates", product(params as [string, readonly Data[]][]));
    return { open: `for (let i = 0; i < ${list}.length; i++) { const args = ${list}[i];`, close: "}" };
  }
  let domains = "";
  let loops = "";
  params.forEach(([, domain], p) => {
    const name = code.constant("domain", domain);
    domains += `const d${p} = ${name}${typeof domain === "function" ? "(state)" : ""};\n`;
    loops += `for (let i${p} = 0; i${p} < d${p}.length; i${p}++)\n`;
  });
  const args = params.map(([name], p) => `${JSON.stringify(name)}: d${p}[i${p}]`).join(", ");
  return { open: `${domains}${loops} { const args = { ${args} };`, close: "}" };
}

/** All combinations of the candidates, the last parameter fastest, frozen. */
function product(params: readonly (readonly [string, readonly Data[]])[]): readonly Args[] {
  return params
    .reduce<Args[]>((all, [name, domain]) => all.flatMap((args) => domain.map((value) => ({ ...args, [name]: value }))), [{}])
    .map((args) => Object.freeze(args));
}

/** Arguments as the spec writes them. */
export function abstractArgs<S>(system: System<S>, args: Args): ItfRecord {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => {
      const abstract = system.abstractArg?.[name];
      return [name, abstract === undefined ? itfOf(value, name) : abstract(value)];
    }),
  );
}

/** The JSON form of an argument as TLA+: arrays are sequences, objects are records. */
function itfOf(value: Data, param: string): Itf {
  if (value === null) {
    throw new NexusError("no-tla-form", `the argument ${param} is null, which TLA+ has no value for`, {
      hint: `declare how ${param} is written in the system's abstractArg`,
    });
  }
  if (typeof value !== "object") return value;
  if (Array.isArray(value)) return { "#tup": value.map((element: Data) => itfOf(element, param)) };
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, itfOf(part as Data, `${param}.${name}`)]));
}
