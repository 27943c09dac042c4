/** The parser of TLA+ modules. */

import { NexusError } from "../../lib/errors.ts";
import type { Definition, Expr, Module } from "../ast.ts";
import { definitionParts, parts } from "../walk.ts";
import { definition } from "./definitions.ts";
import { expression } from "./expressions.ts";
import { maximalNesting, Parser } from "./state.ts";
import { module } from "./units.ts";

const productions = { expression, definition: (parser: Parser): Definition => definition(parser) };

/**
 * Parses the first module of a file, with the modules inside it. Text before and after it is no part of it.
 *
 * @throws NexusError `tla-lex` or `tla-parse`, with the position of the first token that does not fit.
 */
export function parseModule(file: string, source: string): Module {
  const parsed = module(new Parser(file, source, productions), source);
  checkNesting(parsed);
  return parsed;
}

/** Chains of infix operators make deep trees without deep nesting of brackets, so depth is measured on the tree. */
function checkNesting(parsed: Module): void {
  let level: readonly Expr[] = expressionsOf(parsed);
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > maximalNesting) {
      throw new NexusError("tla-parse", `nested more than ${maximalNesting} levels deep`, {
        at: (level[0] as Expr).at,
        hint: "name some of the parts in definitions of their own",
      });
    }
    level = level.flatMap(parts);
  }
}

function expressionsOf(parsed: Module): Expr[] {
  return parsed.units.flatMap((unit): readonly Expr[] => {
    switch (unit.kind) {
      case "operator":
      case "functionDefinition":
      case "instance":
        return definitionParts(unit);
      case "assume":
        return [unit.body];
      case "theorem":
        return unit.body === undefined ? [] : [unit.body];
      case "module":
        return expressionsOf(unit.module);
      default:
        return [];
    }
  });
}
