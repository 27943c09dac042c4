/**
 * Gates between a module and its machine that need no exploration: names, order, the partition of the variables, effects, tags. What
 * lockstep compares before its first step (actions of the model, invariants, witnesses, refusals) is not repeated here.
 */

import { firstDifference } from "../lib/first-difference.ts";
import type { System } from "../lib/model.ts";
import type { SourceRange } from "../lib/source.ts";
import type { Spec } from "../lib/spec.ts";
import type { NamedProtocol } from "../machines/index.ts";
import type { Analysis, Definition } from "../tla/index.ts";
import { type Declaration, declarationsOf, type SourceText } from "./spec-tags.ts";

export interface GateProblem {
  readonly message: string;
  readonly at?: SourceRange;
}

/** One gate's result. A gate that has compared nothing has a problem. */
export interface Gate {
  readonly name: string;
  /** How many names were compared. */
  readonly rows: number;
  readonly problems: readonly GateProblem[];
}

/** What the gates read of a compiled module. */
export type GatedSpec = Pick<Spec, "module" | "variables" | "actions" | "conjuncts" | "definition">;

export interface GateInput {
  readonly spec: GatedSpec;
  readonly definitions: Analysis["definitions"];
  readonly protocol: NamedProtocol;
  readonly system: System<unknown>;
  /** The files of the machine's folder, without tests. */
  readonly sources: readonly SourceText[];
}

/** All gates of a module and its machine. */
export function gatesOf(input: GateInput): readonly Gate[] {
  return [
    gate("actions in the order of MachineNext", machineActions(input).length, actionProblems(input)),
    gate("an Effects operator of each action", machineActions(input).length, effectProblems(input)),
    gate("variables of machine and world", input.spec.variables.length, variableProblems(input)),
    gate("fields of machine and world", fieldCount(input), fieldProblems(input)),
    gate("properties beyond types", Object.keys(input.system.invariants).length, propertyProblems(input)),
    tagGate(input),
  ];
}

function gate(name: string, rows: number, problems: readonly GateProblem[]): Gate {
  const nothing = rows === 0 ? [{ message: "nothing was compared" }] : [];
  return { name, rows, problems: [...nothing, ...problems] };
}

const problem = (message: string | null, at?: SourceRange): readonly GateProblem[] =>
  message === null ? [] : [at === undefined ? { message } : { message, at }];

const machineActions = ({ spec }: GateInput) => spec.actions.filter(({ kind }) => kind === "machine");

function actionProblems(input: GateInput): readonly GateProblem[] {
  const { spec, definitions, protocol } = input;
  const wanted = machineActions(input).map(({ name }) => name);
  return [
    ...problem(
      protocol.module === spec.module ? null : `the protocol says that its module is ${protocol.module}, not ${spec.module}`,
    ),
    ...problem(
      firstDifference("the machine's actions", wanted, Object.keys(protocol.actions)),
      definitions.get("MachineNext")?.at,
    ),
  ];
}

function effectProblems(input: GateInput): readonly GateProblem[] {
  return machineActions(input).flatMap(({ name, params, at }) => {
    const effects = input.definitions.get(`${name}Effects`);
    if (effects?.kind !== "operator") return problem(`${name} has no operator ${name}Effects`, at);
    const own = effects.params.map((param) => param.name);
    return problem(firstDifference(`the parameters of ${name} and ${name}Effects`, params, own), effects.at);
  });
}

/** The variables that a tuple of the module lists. */
function tupleOf(definition: Definition | undefined): readonly string[] | null {
  if (definition?.kind !== "operator" || definition.body.kind !== "tuple") return null;
  return definition.body.items.map((item) => (item.kind === "apply" && item.args.length === 0 ? item.name : "an expression"));
}

function variableProblems({ spec, definitions, system }: GateInput): readonly GateProblem[] {
  const { variables } = system;
  if (variables === undefined) return problem(`the system ${system.name} declares no partition of the variables`);
  return (["machine", "world"] as const).flatMap((part) => {
    const tuple = tupleOf(definitions.get(part));
    if (tuple === null) return problem(`${spec.module} does not define the tuple ${part}`);
    return problem(firstDifference(`the variables of ${part}`, tuple, variables[part]), definitions.get(part)?.at);
  });
}

/** The fields of a part of an initial state, for several machines those of the first; null where there is no such part. */
function fieldsOf({ system }: GateInput, part: "machine" | "world"): readonly string[] | null {
  const state = system.initial[0] as { readonly [part: string]: unknown } | undefined;
  const all = state?.[part];
  const value = part === "machine" && Array.isArray(all) ? all[0] : all;
  return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.keys(value) : null;
}

const fieldCount = (input: GateInput): number =>
  (fieldsOf(input, "machine")?.length ?? 0) + (fieldsOf(input, "world")?.length ?? 0);

function fieldProblems(input: GateInput): readonly GateProblem[] {
  return (["machine", "world"] as const).flatMap((part) => {
    const tuple = tupleOf(input.definitions.get(part)) ?? [];
    const fields = fieldsOf(input, part);
    if (fields === null) return problem(`an initial state of ${input.system.name} has no part ${part}`);
    return problem(firstDifference(`the fields of ${part}`, tuple, fields), input.definitions.get(part)?.at);
  });
}

function propertyProblems({ system }: GateInput): readonly GateProblem[] {
  const beyond = Object.keys(system.invariants).filter((name) => name !== "TypeOK");
  return [
    ...problem(beyond.length > 0 ? null : `${system.name} has no invariant but TypeOK`),
    ...problem(
      Object.keys(system.witnesses).length > 0 ? null : `${system.name} has no witness, so its invariants may be vacuous`,
    ),
  ];
}

/** Each definition that the code must mirror has one tag, and each tag names a definition. */
function tagGate({ spec, definitions, system, sources }: GateInput): Gate {
  const files = sources.map(declarationsOf);
  const declarations = files.flatMap((file) => file.declarations);
  const tagged = declarations.filter(({ tags }) => tags.length > 0);
  const mirrors = new Map<string, Declaration>();
  const problems: GateProblem[] = files.flatMap(({ strayTags }) =>
    strayTags.map((at) => ({ message: "@spec stands in no docstring of a top-level declaration", at })),
  );
  for (const one of tagged) {
    const { name, tags, at } = one;
    if (tags.length > 1) problems.push({ message: `${name} has ${tags.length} @spec tags; a symbol mirrors one definition`, at });
    for (const text of tags) {
      const [, module, mirrored] = /^(\w+)!(\w+)$/.exec(text) ?? [];
      if (module !== spec.module || mirrored === undefined || !definitions.has(mirrored)) {
        problems.push({ message: `@spec ${text} of ${name} names no definition of ${spec.module}`, at });
        continue;
      }
      const other = mirrors.get(mirrored);
      if (other !== undefined) problems.push({ message: `${name} and ${other.name} both mirror ${text}`, at });
      else if (!sameName(name, mirrored)) problems.push({ message: `${name} mirrors ${text}, which has another name`, at });
      mirrors.set(mirrored, one);
    }
  }
  const { required, unnamed } = definitionsToMirror(spec, definitions, system);
  problems.push(...unnamed);
  for (const name of required) {
    if (!mirrors.has(name))
      problems.push(...problem(`nothing in the code has the tag @spec ${spec.module}!${name}`, spec.definition(name)));
  }
  for (const { name, exported, isType, tags, at } of declarations) {
    const twin = [...definitions.keys()].find((definition) => sameName(name, definition));
    if (exported && !isType && tags.length === 0 && twin !== undefined)
      problems.push({ message: `${name} has the name of a definition and no tag @spec ${spec.module}!${twin}`, at });
  }
  return gate("@spec tags", tagged.length, problems);
}

/** Functions that are no actions begin with a small letter. */
const sameName = (symbol: string, definition: string): boolean =>
  symbol === definition || symbol === definition.charAt(0).toLowerCase() + definition.slice(1);

/** Actions, invariants, witnesses, and the environment's guards, which must be definitions. */
function definitionsToMirror(spec: GatedSpec, definitions: Analysis["definitions"], system: System<unknown>) {
  const guards = spec.conjuncts.filter(({ id }) => id.includes("/env"));
  const named = guards.map((conjunct) => ({ conjunct, name: /^\w+/.exec(conjunct.text)?.[0] ?? "" }));
  const unnamed: readonly GateProblem[] = named
    .filter(({ name }) => !definitions.has(name))
    .map(({ conjunct }) => ({
      message: `the environment's guard ${conjunct.text} is no definition of its own`,
      at: conjunct.at,
    }));
  const required = new Set([
    ...spec.actions.map(({ name }) => name),
    ...Object.keys(system.invariants),
    ...Object.keys(system.witnesses),
    ...named.map(({ name }) => name).filter((name) => definitions.has(name)),
  ]);
  return { required, unnamed };
}
