/** What is in a module. */

import type { SourceRange } from "../../lib/source.ts";
import type { Analysis, Definition } from "../../tla/index.ts";
import type { ModelWarning } from "../outcome.ts";
import { wrap } from "../render/style.ts";

const levelNames = ["constant", "state", "action", "temporal"] as const;

export interface DefinitionSummary {
  readonly name: string;
  readonly params: readonly { readonly name: string; readonly arity: number }[];
  readonly level: (typeof levelNames)[number];
  readonly local: boolean;
  readonly at: SourceRange;
}

export interface InstanceSummary {
  /** Absent where the definitions come without a prefix. */
  readonly name?: string;
  readonly module: string;
  readonly at: SourceRange;
}

export interface ModuleSummary {
  readonly module: string;
  readonly file: string;
  readonly extends: readonly string[];
  readonly constants: readonly { readonly name: string; readonly arity: number; readonly at: SourceRange }[];
  readonly variables: readonly { readonly name: string; readonly at: SourceRange }[];
  /** The module's own, in their order. */
  readonly definitions: readonly DefinitionSummary[];
  readonly instances: readonly InstanceSummary[];
  readonly assumptions: number;
  readonly theorems: number;
  /** The modules that were read, needed ones first. */
  readonly modules: readonly string[];
  readonly warnings: readonly ModelWarning[];
}

export function summaryOf(analysis: Analysis): ModuleSummary {
  const { root } = analysis;
  const { units } = root;
  const count = (kind: "assume" | "theorem") => units.filter((unit) => unit.kind === kind).length;
  return {
    module: root.name,
    file: root.at.file,
    extends: root.extends.map(({ name }) => name),
    constants: analysis.constants.map(({ name, arity, at }) => ({ name, arity, at })),
    variables: analysis.variables.map(({ name, at }) => ({ name, at })),
    definitions: units.flatMap((unit) =>
      unit.kind === "operator" || unit.kind === "functionDefinition" ? [definitionOf(unit, analysis)] : [],
    ),
    instances: units.flatMap((unit) =>
      unit.kind === "instance"
        ? [{ ...(unit.name === undefined ? {} : { name: unit.name }), module: unit.module, at: unit.at }]
        : [],
    ),
    assumptions: count("assume"),
    theorems: count("theorem"),
    modules: [...analysis.modules.keys()],
    warnings: analysis.warnings,
  };
}

function definitionOf(definition: Exclude<Definition, { kind: "instance" }>, { levels }: Analysis): DefinitionSummary {
  const { name, local, at } = definition;
  const params =
    definition.kind === "operator"
      ? definition.params.map((param) => ({ name: param.name, arity: param.arity }))
      : definition.bounds.flatMap(({ names }) => names.map((bound) => ({ name: bound.name, arity: 0 })));
  return { name, params, level: levelNames[levels.get(name) ?? 0] ?? "constant", local, at };
}

const WIDTH = 100;

/** A few lines: what is declared, and the definitions by their levels. */
export function summaryText(summary: ModuleSummary): string {
  const { module, file, constants, variables, definitions, instances, assumptions, theorems, modules } = summary;
  const shown = (name: string, params: readonly string[]) => (params.length === 0 ? name : `${name}(${params.join(", ")})`);
  const byLevel = levelNames.map((level) => {
    const own = definitions.filter((one) => one.level === level);
    return row(
      `${level}-level definitions`,
      own.map(({ name, params }) =>
        shown(
          name,
          params.map(({ name: param, arity }) => shown(param, Array(arity).fill("_"))),
        ),
      ),
    );
  });
  return [
    `${module} (${file})`,
    row("extends", summary.extends),
    row(
      "constants",
      constants.map(({ name, arity }) => shown(name, Array(arity).fill("_"))),
    ),
    row(
      "variables",
      variables.map(({ name }) => name),
    ),
    ...byLevel,
    row(
      "instances",
      instances.map(({ name, module: of }) => (name === undefined ? of : `${name} of ${of}`)),
    ),
    row("assumptions", assumptions === 0 ? [] : [String(assumptions)]),
    row("theorems", theorems === 0 ? [] : [String(theorems)]),
    row("modules read", modules),
  ]
    .filter((line) => line !== "")
    .join("\n");
}

function row(title: string, items: readonly string[]): string {
  if (items.length === 0) return "";
  const [first = "", ...rest] = wrap(items.join(", "), WIDTH - 30);
  return [`  ${title.padEnd(28)}${first}`, ...rest.map((line) => `  ${"".padEnd(28)}${line}`)].join("\n");
}
