// @ts-check
/**
 * Resolves two tags of our docstrings, and fails the documentation when one names something that does not exist:
 *
 * - `@spec Module!Name`: the definition in `spec/tla/Module.tla` that the symbol mirrors. At most one for a symbol. It becomes a link
 *   to the definition's line in a page of the module, which is written beside the API pages.
 * - `@paper key Lnn` (or `Lnn-Lmm`): lines of a source listed in `docs/papers.md`.
 */

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { Application, Converter, ParameterType, ReflectionKind, Renderer } from "typedoc";

/** A scheme of our own marks the links until the page that holds them, and so their relative address, is known. */
const LINK = "tla-module:";

/** @typedef {{ readonly lines: readonly string[], readonly definitions: ReadonlyMap<string, number> }} SpecModule */

/** @param {Application} app */
export function load(app) {
  app.options.addDeclaration({
    name: "specDirectory",
    help: "Where the TLA+ modules are that @spec refers to.",
    type: ParameterType.Path,
    defaultValue: "spec/tla",
  });
  app.options.addDeclaration({
    name: "papersFile",
    help: "The table of sources that @paper refers to.",
    type: ParameterType.Path,
    defaultValue: "docs/papers.md",
  });

  /** @type {ReadonlyMap<string, SpecModule>} */
  let modules = new Map();

  app.on(Application.EVENT_BOOTSTRAP_END, () => {
    app.options.setValue("blockTags", [...app.options.getValue("blockTags"), "@spec", "@paper"]);
  });

  app.converter.on(Converter.EVENT_RESOLVE_END, (context) => {
    modules = readModules(String(app.options.getValue("specDirectory")));
    const papers = readPapers(String(app.options.getValue("papersFile")));
    for (const reflection of context.project.getReflectionsByKind(ReflectionKind.All)) {
      const owner = reflection.isSignature() ? reflection.parent : reflection;
      const tags = reflection.comment?.blockTags ?? [];
      /** @param {string} message */
      const fail = (message) => app.logger.error(/** @type {never} */ (`${owner.getFriendlyFullName()}: ${message}`));
      const specs = tags.filter((tag) => tag.tag === "@spec");
      if (specs.length > 1) fail(`${specs.length} @spec tags; a symbol mirrors one definition`);
      for (const tag of specs) {
        const resolved = resolveSpec(textOf(tag), modules);
        if ("problem" in resolved) fail(resolved.problem);
        else
          tag.content = [
            { kind: "text", text: `[\`${resolved.module}!${resolved.name}\`](${LINK}${resolved.module}#L${resolved.line})` },
          ];
      }
      for (const tag of tags.filter((each) => each.tag === "@paper")) {
        const problem = paperProblem(textOf(tag), papers);
        if (problem !== null) fail(problem);
      }
    }
  });

  app.renderer.on(Renderer.EVENT_END_PAGE, (page) => {
    const up = posix.relative(posix.dirname(page.url), "spec");
    page.contents = (page.contents ?? "").replace(/href="tla-module:(\w+)#/g, (_, module) => `href="${up}/${module}.html#`);
  });

  app.renderer.on(Renderer.EVENT_END, (event) => {
    for (const [name, { lines }] of modules) {
      const path = join(event.outputDirectory, "spec", `${name}.html`);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, modulePage(name, lines));
    }
  });
}

/** @param {import("typedoc").CommentTag} tag */
function textOf(tag) {
  return tag.content
    .map((part) => part.text)
    .join("")
    .trim();
}

/**
 * @param {string} text
 * @param {ReadonlyMap<string, SpecModule>} modules
 * @returns {{ module: string, name: string, line: number } | { problem: string }}
 */
function resolveSpec(text, modules) {
  const [, module, name] = /^(\w+)!(\w+)$/.exec(text) ?? [];
  if (module === undefined || name === undefined) return { problem: `"@spec ${text}" is not of the form Module!Name` };
  const found = modules.get(module);
  if (found === undefined)
    return { problem: `@spec ${text}: there is no module ${module}; there are ${[...modules.keys()].join(", ") || "none"}` };
  const line = found.definitions.get(name);
  return line === undefined ? { problem: `@spec ${text}: ${module}.tla does not define ${name}` } : { module, name, line };
}

/**
 * @param {string} text
 * @param {ReadonlySet<string>} papers
 * @returns {string | null} What is wrong.
 */
function paperProblem(text, papers) {
  const [, key] = /^([a-z0-9-]+) L\d+(?:-L\d+)?$/.exec(text) ?? [];
  if (key === undefined) return `"@paper ${text}" is not of the form key Lnn`;
  return papers.has(key) ? null : `@paper ${text}: docs/papers.md does not list ${key}`;
}

/**
 * @param {string} directory
 * @returns {ReadonlyMap<string, SpecModule>}
 */
function readModules(directory) {
  if (!existsSync(directory)) return new Map();
  const files = readdirSync(directory).filter((file) => file.endsWith(".tla"));
  return new Map(
    files.sort().map((file) => {
      const lines = readFileSync(join(directory, file), "utf8").replace(/\n$/, "").split("\n");
      return [file.slice(0, -".tla".length), { lines, definitions: definitionLines(lines) }];
    }),
  );
}

/**
 * The line of each definition that starts in the first column, counted from 1.
 * @param {readonly string[]} lines
 * @returns {ReadonlyMap<string, number>}
 */
export function definitionLines(lines) {
  /** @type {Map<string, number>} */
  const found = new Map();
  for (const [index, line] of lines.entries()) {
    const name = /^(?:LOCAL |ASSUME |THEOREM )?(\w+)(?:\([^=]*\)|\[[^=]*\])? *==/.exec(line)?.[1];
    if (name !== undefined && !found.has(name)) found.set(name, index + 1);
  }
  return found;
}

/**
 * The keys of the table of sources: the first cells, in code style.
 * @param {string} file
 * @returns {ReadonlySet<string>}
 */
function readPapers(file) {
  if (!existsSync(file)) return new Set();
  return new Set([...readFileSync(file, "utf8").matchAll(/^\| `([a-z0-9-]+)` \|/gm)].map(([, key]) => key ?? ""));
}

/**
 * @param {string} name
 * @param {readonly string[]} lines
 */
function modulePage(name, lines) {
  const escaped = (/** @type {string} */ text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  const body = lines
    .map((line, i) => `<span id="L${i + 1}"><a href="#L${i + 1}">${String(i + 1).padStart(4)}</a>  ${escaped(line)}</span>`)
    .join("\n");
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${name}.tla</title>
<style>body { font: 14px/1.5 monospace; margin: 2em; } a { color: #888; text-decoration: none; } :target { background: #ffd; color: #000; }</style>
</head>
<body><p><a href="../index.html">nexus-reference</a> / ${name}.tla</p><pre>
${body}
</pre></body>
</html>
`;
}
