/** The places of a machine's source that can be mutated: functions and tables under stable names. */

import ts from "typescript";

/** A top-level function, a function in a top-level record (`notes.Vote`), or a top-level table. */
export interface CodePlace {
  readonly name: string;
  readonly node: ts.Node;
  /** The function's body; a table has none. */
  readonly body: ts.ConciseBody | null;
}

/** The type checker's view of source files: what operators ask to tell numbers from strings. */
export interface CodeView {
  readonly checker: ts.TypeChecker;
  readonly file: (path: string) => ts.SourceFile;
}

/** Reads source files with their types; `paths` are absolute. */
export function viewCode(paths: readonly string[]): CodeView {
  const program = ts.createProgram(paths, {
    target: ts.ScriptTarget.ES2023,
    lib: ["lib.es2023.d.ts"],
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    allowImportingTsExtensions: true,
    noEmit: true,
    strict: true,
    skipLibCheck: true,
    types: [],
  });
  return {
    checker: program.getTypeChecker(),
    file: (path) => {
      const file = program.getSourceFile(path);
      if (file === undefined) throw new Error(`${path} does not exist`);
      return file;
    },
  };
}

/** The places of a file, in source order. */
export function placesOf(file: ts.SourceFile): readonly CodePlace[] {
  return file.statements.flatMap((statement): readonly CodePlace[] => {
    if (ts.isFunctionDeclaration(statement) && statement.name !== undefined && statement.body !== undefined) {
      return [{ name: statement.name.text, node: statement, body: statement.body }];
    }
    if (!ts.isVariableStatement(statement)) return [];
    return statement.declarationList.declarations.flatMap((declaration) =>
      ts.isIdentifier(declaration.name) && declaration.initializer !== undefined
        ? ofInitializer(declaration.name.text, declaration.initializer)
        : [],
    );
  });
}

function ofInitializer(name: string, initializer: ts.Expression): readonly CodePlace[] {
  if (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer)) {
    return [{ name, node: initializer, body: initializer.body }];
  }
  if (!ts.isObjectLiteralExpression(initializer)) return [{ name, node: initializer, body: null }];
  const functions = initializer.properties.flatMap((property) =>
    ts.isPropertyAssignment(property) && ts.isArrowFunction(property.initializer)
      ? [{ name: `${name}.${property.name.getText()}`, node: property.initializer, body: property.initializer.body }]
      : [],
  );
  return functions.length > 0 ? functions : [{ name, node: initializer, body: null }];
}
