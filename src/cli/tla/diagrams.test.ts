/** The diagrams in `spec/*.md` are drawn from the steps that the checker takes, and fail here when they no longer are. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { graphMermaid } from "./graph-mermaid.ts";
import { runGraph } from "./state-graph.ts";
import { jobOf, Scratch } from "./testing-files.ts";

const specs = fileURLToPath(new URL("../../../spec", import.meta.url));

/** A diagram stands under the command that draws it. */
const drawn = /<!-- nexus tla graph (?<file>\S+) --by-alias --format mermaid -->\n```mermaid\n(?<text>[^`]*)```/g;

const diagrams = readdirSync(specs)
  .filter((name) => name.endsWith(".md"))
  .flatMap((name) => [...readFileSync(join(specs, name), "utf8").matchAll(drawn)].map(({ groups }) => ({ name, ...groups })))
  .map(({ name, file = "", text = "" }: { name: string; file?: string; text?: string }) => ({ name, file, text }));

function draw(file: string): string {
  const { graph, problem } = runGraph({ ...jobOf(file), byAlias: true }, {});
  expect(problem).toBeUndefined();
  return graph === undefined ? expect.unreachable(`no graph of ${file}`) : graphMermaid(graph);
}

test.each(diagrams)("the diagram of $file in $name is what the checker finds", ({ file, text }) => {
  expect(text).toBe(draw(join(specs, "..", file)));
});

test("every diagram of Mermaid stands under its command", () => {
  const blocks = readdirSync(specs)
    .filter((name) => name.endsWith(".md"))
    .flatMap((name) => [...readFileSync(join(specs, name), "utf8").matchAll(/```mermaid/g)]);
  expect(diagrams.length).toBeGreaterThan(0);
  expect(blocks).toHaveLength(diagrams.length);
});

describe("a diagram", () => {
  let scratch: Scratch;
  beforeAll(() => {
    scratch = new Scratch();
  });
  afterAll(() => scratch.remove());

  test("changes with the protocol: a vote to finalize after one to nullify is a new arrow", () => {
    const tla = join(specs, "tla");
    for (const file of ["SimplexRound.tla", "SimplexRound.cfg"]) scratch.write(file, readFileSync(join(tla, file), "utf8"));
    const guard = '/\\ IF rounds[i][ViewOf(b)].ended = "none"';
    const original = readFileSync(join(tla, "Simplex.tla"), "utf8");
    expect(original.split(guard)).toHaveLength(2);
    scratch.write("Simplex.tla", original.replace(guard, guard.replace('= "none"', '# "fin"')));
    const changed = draw(join(scratch.path, "SimplexRound.tla"));
    expect(changed).not.toBe(diagrams.find(({ file }) => file === "spec/tla/SimplexRound.tla")?.text);
    expect(changed).not.toMatch(/s\d+\["ended: &quot;nul&quot;<br\/>knows: {&quot;notarization&quot;}"\]/);
  });
});
