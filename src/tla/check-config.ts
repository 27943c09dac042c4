/** Checks a cfg file against the module that it configures. */

import { closest } from "../lib/edit-distance.ts";
import { NexusError } from "../lib/errors.ts";
import { formatPosition, type SourceRange } from "../lib/source.ts";
import { type Config, type ConstantAssignment, type Identifier, Level, type Parameter } from "./ast.ts";
import { countOf } from "./diagnostics.ts";
import type { Analysis, OperatorSummary } from "./semantics/index.ts";

const levelNames = { 0: "constant", 1: "state", 2: "action", 3: "temporal" } as const;

/**
 * Every constant has a value, every name is known, and what a statement names has the arity and level that the statement needs.
 *
 * @throws NexusError `cfg-constant`, `cfg-name`, `cfg-arity`, `cfg-level` or `cfg-statement`; for a constant without a value the
 *   position is its declaration in the module.
 */
export function checkConfig(config: Config, analysis: Analysis): void {
  checkBehaviour(config);
  const assigned = new Map<string, ConstantAssignment>();
  for (const assignment of config.constants) {
    checkAssignment(assignment, analysis);
    if (assignment.module !== undefined) continue;
    const before = assigned.get(assignment.name);
    if (before !== undefined) {
      fail(
        "cfg-constant",
        `\`${assignment.name}\` already has a value`,
        assignment.at,
        `the first is at ${formatPosition(before.at)}`,
      );
    }
    assigned.set(assignment.name, assignment);
  }
  for (const constant of analysis.constants) if (!assigned.has(constant.name)) missing(constant, config.file);
  checkReferences(config, analysis);
}

function fail(code: string, message: string, at: SourceRange, hint?: string): never {
  throw new NexusError(code, message, hint === undefined ? { at } : { at, hint });
}

function checkBehaviour({ specification, init, next }: Config): void {
  const other = init ?? next;
  if (specification !== undefined && other !== undefined) {
    fail(
      "cfg-statement",
      "found SPECIFICATION and INIT or NEXT, expected one way to describe the behaviours",
      other.at,
      "leave out INIT and NEXT, or SPECIFICATION",
    );
  }
  if (init === undefined && next !== undefined) fail("cfg-statement", "found NEXT without INIT", next.at, "add INIT");
  if (init !== undefined && next === undefined) fail("cfg-statement", "found INIT without NEXT", init.at, "add NEXT");
}

function missing(constant: Parameter, file: string): never {
  const line = constant.arity === 0 ? `CONSTANT ${constant.name} = ...` : `CONSTANT ${constant.name} <- ...`;
  fail("cfg-constant", `the constant \`${constant.name}\` has no value in ${file}`, constant.at, `add \`${line}\` to ${file}`);
}

function checkAssignment(assignment: ConstantAssignment, analysis: Analysis): void {
  const { name, at } = assignment;
  const inModule = assignment.module;
  const scope = inModule === undefined ? analysis : analysis.closures.get(inModule);
  if (scope === undefined) {
    if (analysis.standardModules.has(inModule as string)) return;
    const near = closest(inModule as string, analysis.closures.keys());
    fail(
      "cfg-name",
      `module \`${inModule}\` is no part of the model`,
      at,
      near === undefined ? undefined : `did you mean \`${near}\`?`,
    );
  }
  const target = scope.operators.get(name);
  const constant = scope.constants.find((one) => one.name === name);
  if (target === undefined || scope.variables.some((variable) => variable.name === name)) {
    if (target === undefined && declaresModelValue(assignment)) return;
    const near = closest(name, [...scope.constants.map((one) => one.name), ...scope.definitions.keys()]);
    fail(
      "cfg-constant",
      `\`${name}\` is no constant of the model`,
      at,
      near === undefined ? undefined : `did you mean \`${near}\`?`,
    );
  }
  if (assignment.kind === "value") {
    if (target.arity > 0)
      fail(
        "cfg-arity",
        `\`${name}\` is an operator of ${countOf(target.arity, "argument")}, expected a constant value`,
        at,
        "replace it with `<-`",
      );
    return;
  }
  const by = analysis.operators.get(assignment.by);
  if (by === undefined) unknown(assignment.by, at, analysis);
  if (by.arity !== target.arity) {
    fail(
      "cfg-arity",
      `\`${name}\` takes ${countOf(target.arity, "argument")} but \`${assignment.by}\`, which replaces it, takes ${by.arity}`,
      at,
    );
  }
  // Like TLC, which evaluates a replaced operator wherever it is applied, also where its arguments are next values.
  const highest = target.arity > 0 ? Level.action : Level.constant;
  if (constant !== undefined) mustBe("CONSTANT", { name: assignment.by, at }, by, highest);
}

/** `a = a` for a name that the module does not know only makes a model value, as TLC has it. */
function declaresModelValue(assignment: ConstantAssignment): boolean {
  return assignment.kind === "value" && assignment.value.kind === "modelValue" && assignment.value.name === assignment.name;
}

function unknown(name: string, at: SourceRange, analysis: Analysis): never {
  const near = closest(name, analysis.operators.keys());
  fail(
    "cfg-name",
    `\`${name}\` is not defined in module ${analysis.root.name}`,
    at,
    near === undefined ? undefined : `did you mean \`${near}\`?`,
  );
}

function mustBe(statement: string, { name, at }: Identifier, operator: OperatorSummary, highest: Level): void {
  if (operator.level <= highest) return;
  const hint = statement === "INVARIANT" ? "a formula about steps or behaviours is a PROPERTY" : undefined;
  fail(
    "cfg-level",
    `${statement} \`${name}\` has ${levelNames[operator.level]} level, expected ${levelNames[highest]} level at most`,
    at,
    hint,
  );
}

function checkReferences(config: Config, analysis: Analysis): void {
  const check = (statement: string, names: readonly (Identifier | undefined)[], highest: Level) => {
    for (const identifier of names) {
      if (identifier === undefined) continue;
      const { name, at } = identifier;
      const operator = analysis.operators.get(name);
      if (operator === undefined) unknown(name, at, analysis);
      if (operator.arity > 0)
        fail(
          "cfg-arity",
          `${statement} \`${name}\` takes ${countOf(operator.arity, "argument")}, expected a definition without parameters`,
          at,
        );
      mustBe(statement, identifier, operator, highest);
    }
  };
  check("SPECIFICATION", [config.specification], Level.temporal);
  check("INIT", [config.init], Level.state);
  check("NEXT", [config.next], Level.action);
  check("INVARIANT", config.invariants, Level.state);
  check("PROPERTY", config.properties, Level.temporal);
  check("CONSTRAINT", config.constraints, Level.state);
  check("ACTION_CONSTRAINT", config.actionConstraints, Level.action);
  check("SYMMETRY", [config.symmetry], Level.constant);
  check("VIEW", [config.view], Level.state);
  check("ALIAS", [config.alias], Level.action);
  check("POSTCONDITION", [config.postcondition], Level.state);
}
