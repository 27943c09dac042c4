import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { explore, graphOf } from "nexus-reference/checker";
import { describe, expect, test } from "vitest";
import { compile, mutatedModels } from "./code-world.ts";
import type { CodeMutant } from "./mutant.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Runs the compiled text of one function `f`. */
async function run(source: string): Promise<unknown> {
  const imported = (await import(`data:text/javascript,${encodeURIComponent(compile(source))}`)) as { f: () => unknown };
  return imported.f();
}

describe("compiled mutants", () => {
  test("types and .ts extensions are gone", () => {
    const text = compile(
      'import { has } from "../../lib/sorted-set.ts";\nimport type { T } from "./types.ts";\nexport const f = (t: T) => has(t, 1);',
    );
    expect(text).toContain('"../../lib/sorted-set.js"');
    expect(text).not.toContain("types");
    expect(text).not.toContain(": T");
  });

  test("loops that end do what they did", async () => {
    const source = `export function f(): number {
      let n = 0;
      for (let i = 0; i < 3; i++) { if (i === 1) continue; n += i; }
      while (n < 10) n += 4;
      do { n++; if (n > 12) break; } while (true);
      return n;
    }`;
    expect(await run(source)).toBe(13);
  });

  test("loops that do not end throw", async () => {
    const loops = ["while (true) n += 0;", "for (;;) n++;", "do n++; while (n > 0);"];
    for (const loop of loops) {
      await expect(run(`export function f() { let n = 0; ${loop} }`)).rejects.toThrow("a loop turned more than 10000 times");
    }
  });
});

describe("a mutated machine", () => {
  const file = "src/machines/gsi/actions.ts";
  const source = readFileSync(`${root}${file}`, "utf8");
  const mutant = (find: string, replace: string): CodeMutant => {
    expect(source).toContain(find);
    return { world: "code", id: "code:test", file, line: 1, change: "", source: source.replace(find, replace) };
  };

  test("differs from the machine as it is, which stays as it is", async () => {
    const guard = 'if (!has(s.cloud, i)) return "no-member";';
    const mutated = await mutatedModels(`${root}dist`, mutant(guard, ""));
    const same = await mutatedModels(`${root}dist`, mutant(guard, guard));
    const name = "MCGsiN7n3";
    const found = [mutated, same].map((models) => explore(graphOf((models[name] as (typeof models)[string])())));
    expect(found.map(({ verdict, property }) => property ?? verdict)).toEqual(["Nested", "ok"]);
  });

  test("that has another file turn for ever ends with an error", async () => {
    const member = "src/machines/simplex/member.ts";
    const text = readFileSync(`${root}${member}`, "utf8");
    const changed = text.replace("let next: N = { ...s, core };", "let next: N = { ...s };");
    expect(changed).not.toBe(text);
    const models = await mutatedModels(`${root}dist`, { ...mutant("", ""), file: member, source: changed });
    const found = explore(graphOf((models.MCSimplexVotesN1 as (typeof models)[string])()));
    expect(String(found.error)).toContain("a loop turned more than 10000 times");
  });
});
