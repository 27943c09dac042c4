/** Modules and the units they consist of. */

import type { Identifier, Module, Unit } from "../ast.ts";
import { parameter } from "./bounds.ts";
import { definition, instance, isDefinition } from "./definitions.ts";
import { theorem, useOrHide } from "./proofs.ts";
import type { Parser } from "./state.ts";

const theoremWords = ["THEOREM", "LEMMA", "PROPOSITION", "COROLLARY"];
const assumeWords = ["ASSUME", "ASSUMPTION", "AXIOM"];

/** `---- MODULE Name ----` up to its `====`. */
export function module(parser: Parser, source: string): Module {
  const start = parser.start();
  parser.expect("----", "before MODULE");
  parser.expect("MODULE", "in the header of a module");
  const { name } = parser.identifier("the name of the module");
  if (!parser.is("----")) parser.fail("expected at least four dashes after the name of the module");
  parser.next();
  const extended: Identifier[] = parser.accept("EXTENDS") ? parser.list(() => parser.identifier("the name of a module")) : [];
  const units: Unit[] = [];
  while (parser.peek().kind !== "moduleEnd") {
    const found = unit(parser, source);
    if (found !== undefined) units.push(found);
  }
  parser.next();
  return { name, extends: extended, units, source, at: parser.since(start) };
}

/** One unit; USE and HIDE leave nothing behind. */
function unit(parser: Parser, source: string): Unit | undefined {
  const start = parser.start();
  const token = parser.peek();
  if (token.kind === "endOfFile")
    parser.fail(`expected \`====\` at the end of the module`, "a module ends with a line of at least four equal signs");
  if (token.kind === "separator") {
    if (parser.is("MODULE", 1))
      return parser.nested(() => ({ kind: "module", module: module(parser, source), at: parser.since(start) }));
    parser.next();
    return { kind: "separator", at: parser.since(start) };
  }
  if (parser.is("USE") || parser.is("HIDE")) {
    useOrHide(parser);
    return undefined;
  }
  if (parser.accept("LOCAL")) return parser.is("INSTANCE") ? instance(parser, start, true) : definition(parser, true, start);
  if (parser.is("INSTANCE")) return instance(parser, start, false);
  if (parser.accept("CONSTANT") || parser.accept("CONSTANTS")) {
    const params = parser.list(() => parameter(parser, "the name of a constant"));
    return { kind: "constants", params, at: parser.since(start) };
  }
  if (parser.accept("VARIABLE") || parser.accept("VARIABLES")) {
    const names = parser.list(() => parser.identifier("the name of a variable"));
    return { kind: "variables", names, at: parser.since(start) };
  }
  if (parser.accept("RECURSIVE")) {
    const params = parser.list(() => parameter(parser, "the name of a recursive operator"));
    return { kind: "recursive", params, at: parser.since(start) };
  }
  if (theoremWords.some((word) => parser.is(word))) return theorem(parser);
  if (assumeWords.some((word) => parser.accept(word))) return assume(parser, start);
  if (isDefinition(parser)) return definition(parser);
  return notAUnit(parser);
}

function assume(parser: Parser, start: ReturnType<Parser["start"]>): Unit {
  const named = parser.isIdentifier() && parser.is("==", 1);
  const name = named ? parser.next().text : undefined;
  if (named) parser.next();
  const body = parser.expression();
  return { kind: "assume", body, at: parser.since(start), ...(name === undefined ? {} : { name }) };
}

function notAUnit(parser: Parser): never {
  if (parser.is("EXTENDS")) parser.fail("expected a definition or declaration", "EXTENDS stands once, first in the module");
  if (parser.isIdentifier() && parser.is("=", 1))
    parser.fail("expected `==` in a definition", "a definition is written with `==`", parser.peek(1));
  if (parser.is("=>") || parser.is("/\\") || parser.is("\\/")) {
    parser.fail("expected a definition or declaration", "this continues no expression: check the columns of the list before it");
  }
  return parser.fail("expected a definition, a declaration or `====`");
}
