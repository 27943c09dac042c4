/** Theorems and their proofs. Proofs are read, so that what follows them is found, and dropped: nobody checks them here. */

import type { Unit } from "../ast.ts";
import { bounds, isBoundBy, parameter } from "./bounds.ts";
import { definition, instance, isDefinition } from "./definitions.ts";
import { nameOrLabel } from "./names.ts";
import type { Parser } from "./state.ts";

const leafProofs = ["BY", "OBVIOUS", "OMITTED"];
const implicitLevel = Number.NaN;

/** `THEOREM name == body` with an optional proof; a body of the form ASSUME/PROVE is dropped too. */
export function theorem(parser: Parser): Unit {
  const start = parser.start();
  parser.next();
  const named = parser.isIdentifier() && parser.is("==", 1);
  const name = named ? parser.next().text : undefined;
  if (named) parser.next();
  const body = isAssumeProve(parser) ? assumeProve(parser) : parser.expression();
  const at = parser.since(start);
  optionalProof(parser);
  return { kind: "theorem", at, ...(name === undefined ? {} : { name }), ...(body === undefined ? {} : { body }) };
}

/** `USE` and `HIDE` with their facts. */
export function useOrHide(parser: Parser): void {
  inProof(parser, () => {
    parser.next();
    facts(parser);
  });
}

function inProof(parser: Parser, production: () => void): void {
  const outer = parser.inProof;
  parser.inProof = true;
  production();
  parser.inProof = outer;
}

function isAssumeProve(parser: Parser): boolean {
  if (parser.isIdentifier() && parser.is("::", 1)) return parser.is("ASSUME", 2);
  return parser.is("ASSUME") || (parser.is("[]") && parser.is("ASSUME", 1));
}

function assumeProve(parser: Parser): undefined {
  if (parser.is("::", 1)) {
    parser.next();
    parser.next();
  }
  parser.accept("[]");
  parser.expect("ASSUME", "before assumptions");
  parser.nested(() => parser.list(() => assumption(parser)));
  parser.accept("[]");
  parser.expect("PROVE", "after the assumptions of ASSUME");
  parser.expression();
}

const declarations = ["NEW", "CONSTANT", "VARIABLE", "STATE", "ACTION", "TEMPORAL"];

function assumption(parser: Parser): void {
  if (isAssumeProve(parser)) {
    assumeProve(parser);
    return;
  }
  if (!declarations.some((word) => parser.is(word))) {
    parser.expression();
    return;
  }
  while (declarations.some((word) => parser.is(word))) parser.next();
  parameter(parser, "the name that NEW declares");
  if (parser.accept("\\in")) parser.expression();
}

function optionalProof(parser: Parser): void {
  inProof(parser, () => proof(parser, -1));
}

/** A proof inside a step of the given level, if there is one. */
function proof(parser: Parser, outer: number): void {
  const announced = parser.accept("PROOF");
  const leaf = leafProofs.find((word) => parser.is(word));
  if (leaf !== undefined) {
    parser.next();
    if (leaf === "BY") facts(parser);
    return;
  }
  const level = stepLevel(parser);
  const deeper = level !== undefined && !(level <= outer) && (announced || !Number.isNaN(level));
  if (!deeper && announced) parser.fail("expected a proof after PROOF");
  if (deeper) parser.nested(() => parser.withoutJunctions(() => steps(parser, Number.isNaN(level) ? outer + 1 : level)));
}

/** The level of the step ahead; that of `<*>` and `<+>` depends on what is around it, `<+>` always opening a deeper proof. */
function stepLevel(parser: Parser): number | undefined {
  const token = parser.peek();
  if (token.kind !== "step") return undefined;
  const level = /^<([0-9]+)>/.exec(token.text)?.[1];
  if (level !== undefined) return Number(level);
  return token.text.startsWith("<+>") ? Number.POSITIVE_INFINITY : implicitLevel;
}

function steps(parser: Parser, level: number): void {
  let first = true;
  for (;;) {
    const found = stepLevel(parser);
    if (found === undefined) parser.fail("expected another step of the proof, which ends with QED");
    const belongs = first || Number.isNaN(found) || found === level;
    if (!belongs) parser.fail(`expected a step of level ${level}`, "a proof ends with QED at its own level");
    first = false;
    parser.next();
    const own = Number.isFinite(level) ? level : 0;
    if (parser.accept("QED")) {
      proof(parser, own);
      return;
    }
    step(parser, own);
  }
}

function step(parser: Parser, level: number): void {
  if (parser.is("USE") || parser.is("HIDE")) useOrHide(parser);
  else if (parser.accept("DEFINE") || (isDefinition(parser) && definesHere(parser))) localDefinitions(parser);
  else if (parser.is("INSTANCE")) instance(parser, parser.start(), false);
  else if (parser.accept("HAVE")) parser.expression();
  else if (parser.accept("WITNESS")) parser.list(() => parser.expression());
  else if (parser.accept("TAKE")) taken(parser);
  else {
    goal(parser);
    proof(parser, level);
  }
}

/** A step that has a proof of its own. */
function goal(parser: Parser): void {
  if (parser.accept("PICK")) {
    taken(parser);
    parser.expect(":", "after the names of PICK");
    parser.expression();
  } else if (parser.accept("CASE")) {
    parser.expression();
  } else {
    parser.accept("SUFFICES");
    if (isAssumeProve(parser)) assumeProve(parser);
    else parser.expression();
  }
}

/** `Name(...)` begins a definition only if `==` follows the closing parenthesis. */
function definesHere(parser: Parser): boolean {
  if (!parser.is("(", 1) && !parser.is("[", 1)) return true;
  let depth = 0;
  for (let ahead = 1; parser.peek(ahead).kind !== "endOfFile"; ahead++) {
    if (["(", "[", "{", "<<"].some((opener) => parser.is(opener, ahead))) depth++;
    else if ([")", "]", "}", ">>", "]_", ">>_"].some((closer) => parser.is(closer, ahead)) && --depth === 0)
      return parser.is("==", ahead + 1);
  }
  return false;
}

function localDefinitions(parser: Parser): void {
  do definition(parser);
  while (isDefinition(parser));
}

function taken(parser: Parser): void {
  if (isBoundBy(parser, "\\in")) bounds(parser);
  else parser.list(() => parser.identifier("a name"));
}

/** `fact, fact DEF name, name`, each part optional. */
function facts(parser: Parser): void {
  parser.accept("ONLY");
  if (!parser.is("DEF") && !parser.is("DEFS") && !parser.outsideJunction(parser.peek())) parser.list(() => fact(parser));
  if (parser.accept("DEF") || parser.accept("DEFS")) parser.list(() => definedName(parser));
}

function fact(parser: Parser): void {
  if (parser.accept("MODULE")) parser.identifier("the name of a module");
  else parser.expression();
}

function definedName(parser: Parser): void {
  if (parser.accept("MODULE")) parser.identifier("the name of a module");
  else if (parser.peek().kind === "operator") parser.next();
  else if (parser.isIdentifier() || parser.peek().kind === "step") nameOrLabel(parser, true);
  else parser.fail("expected the name of a definition after DEF");
}
