/** Runs a mutated machine: the changed file is compiled beside copies of the other compiled files, and imported from there. */

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import type { System } from "nexus-reference/lib/model";
import ts from "typescript";
import type { CodeMutant } from "./mutant.ts";

/** Models by name, as `src/machines/index.ts` has them. */
export type Models = { readonly [name: string]: () => System<unknown> };

/** No loop of a machine turns this often: one that does would not end. */
const MOST_TURNS = 10_000;

/**
 * Imports the models over a mutated machine.
 *
 * @param dist where the compiled project is
 */
export async function mutatedModels(dist: string, mutant: CodeMutant): Promise<Models> {
  const root = mkdtempSync(join(tmpdir(), "nexus-mutant-"));
  try {
    writeFileSync(join(root, "package.json"), '{ "type": "module" }');
    for (const room of readdirSync(dist)) {
      // Only the machines change; links keep the other rooms the modules that are loaded already.
      if (room !== "machines" && room !== "tools") symlinkSync(join(dist, room), join(root, room));
    }
    copyCompiled(join(dist, "machines"), join(root, "machines"));
    const target = relative("src", mutant.file).replace(/\.ts$/, ".js");
    writeFileSync(join(root, target), compile(mutant.source));
    const imported = (await import(pathToFileURL(join(root, "machines", "index.js")).href)) as { readonly models: Models };
    return imported.models;
  } finally {
    rmSync(root, { recursive: true });
  }
}

/**
 * Copies JavaScript without its source maps, whose sources are elsewhere. Its loops are bounded too: a mutant may be what ends the loop
 * of another file.
 */
function copyCompiled(from: string, to: string): void {
  for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith(".js")) continue;
    const path = join(entry.parentPath, entry.name);
    const target = join(to, relative(from, path));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, boundedCopy(path));
  }
}

/** The copies of this thread: files are compiled once for all mutants. */
const copies = new Map<string, string>();

function boundedCopy(path: string): string {
  const known = copies.get(path);
  if (known !== undefined) return known;
  const source = readFileSync(path, "utf8").replace(/^\/\/# sourceMappingURL=.*$/m, "");
  const copy = /\b(?:while|for|do)\b/.test(source) ? compile(source) : source;
  copies.set(path, copy);
  return copy;
}

/** Strips the types, and has every loop that turns too often throw. */
export function compile(source: string): string {
  return ts.transpileModule(source, {
    compilerOptions: {
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
      rewriteRelativeImportExtensions: true,
    },
    transformers: { before: [boundLoops] },
  }).outputText;
}

/** `while (c) s` becomes `{ let turns = 0; while (c) { if (++turns > MOST) throw ...; s } }`. */
const boundLoops: ts.TransformerFactory<ts.SourceFile> = (context) => (file) => {
  const { factory } = context;
  const bounded = (loop: ts.WhileStatement | ts.DoStatement | ts.ForStatement): ts.Statement => {
    const turns = factory.createUniqueName("turns");
    const message = factory.createStringLiteral(`a loop turned more than ${MOST_TURNS} times`);
    const guard = factory.createIfStatement(
      factory.createGreaterThan(factory.createPrefixIncrement(turns), factory.createNumericLiteral(MOST_TURNS)),
      factory.createThrowStatement(factory.createNewExpression(factory.createIdentifier("Error"), undefined, [message])),
    );
    const body = factory.createBlock([guard, loop.statement], true);
    const declaration = factory.createVariableDeclaration(turns, undefined, undefined, factory.createNumericLiteral(0));
    return factory.createBlock(
      [
        factory.createVariableStatement(undefined, factory.createVariableDeclarationList([declaration], ts.NodeFlags.Let)),
        ts.isWhileStatement(loop)
          ? factory.updateWhileStatement(loop, loop.expression, body)
          : ts.isDoStatement(loop)
            ? factory.updateDoStatement(loop, body, loop.expression)
            : factory.updateForStatement(loop, loop.initializer, loop.condition, loop.incrementor, body),
      ],
      true,
    );
  };
  const visit = (node: ts.Node): ts.Node => {
    const visited = ts.visitEachChild(node, visit, context);
    return ts.isWhileStatement(visited) || ts.isDoStatement(visited) || ts.isForStatement(visited) ? bounded(visited) : visited;
  };
  return ts.visitNode(file, visit) as ts.SourceFile;
};
