/** The page of traceability: counterexamples can be stepped through, every link leads somewhere, and no text of a module becomes markup. */

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Script } from "node:vm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Entry } from "../../codec.ts";
import { defaultSpecDir, packageRoot } from "../../files.ts";
import { nexusIn } from "../../testing-command.ts";
import { html } from "./markup.ts";
import { SCRIPT } from "./script.ts";

const directory = mkdtempSync(join(tmpdir(), "nexus-page-"));
afterAll(() => rmSync(directory, { recursive: true }));
const specs = join(directory, "specs");
const manifest = join(specs, "manifest.json");
beforeAll(() => cpSync(defaultSpecDir, specs, { recursive: true }));

/** The page of a module of the copy, whose manifest is left with some of the wrong variants. */
async function made(
  module: string,
  variants: readonly string[],
): Promise<{ readonly code: number | null; readonly page: string }> {
  const whole = readFileSync(manifest, "utf8");
  const { models, ...rest } = JSON.parse(whole) as { readonly models: readonly Entry[] };
  const kept = models.filter(({ kind, name }) => kind !== "broken" || variants.includes(name));
  writeFileSync(manifest, JSON.stringify({ ...rest, models: kept }));
  const file = join(directory, `${module}.html`);
  const { code } = await nexusIn(packageRoot, "report", module, "--spec-dir", specs, "--html", file);
  writeFileSync(manifest, whole);
  return { code, page: readFileSync(file, "utf8") };
}

/** The part of a page that shows a variant. */
function variantIn(page: string, name: string): string {
  const start = page.indexOf(`id="variant:${name}"`);
  expect(start).toBeGreaterThan(0);
  const next = page.indexOf('<details class="variant"', start);
  return page.slice(start, next < 0 ? page.length : next);
}

describe("the page of ThresholdBls", () => {
  let page = "";
  beforeAll(async () => {
    ({ page } = await made("ThresholdBls", ["ThresholdBlsTriesAgain", "ThresholdBlsIdentityKey"]));
  });

  test("steps through a counterexample: each step with its arguments and what it changes, then the property that fails", () => {
    const shown = variantIn(page, "ThresholdBlsIdentityKey");
    expect(shown).toContain("breaks NotIdentity, 4 steps");
    expect(shown.match(/<li data-state="/g)).toHaveLength(5);
    expect(shown).toMatch(/<code>Collect\(1, \d+\)<\/code>/);
    expect(shown).toMatch(/<dt>partials<\/dt><dd><del>.*<\/del> <ins>.*<\/ins><\/dd>/);
    expect(shown).toContain("NotIdentity is false here.");
    expect(shown).toContain('<a href="#ThresholdBls!NotIdentity">NotIdentity</a>');
  });

  test("shows the loop of a behaviour that goes on for ever", () => {
    const shown = variantIn(page, "ThresholdBlsTriesAgain");
    expect(shown).toContain('data-loop="5"');
    expect(shown).toMatch(/<code>TryAgain<\/code>.* leads back to state 5\./);
    expect(shown).toContain("It goes on like this for ever: Signed fails.");
  });

  test("has no dead link and no id twice", () => {
    const ids = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    expect(ids.size).toBe([...page.matchAll(/ id="/g)].length);
    const links = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    expect(links.length).toBeGreaterThan(200);
    expect(links.filter((id) => !ids.has(id))).toEqual([]);
  });

  test("needs nothing from outside, and its policy allows its own script alone", () => {
    expect(/<(?:link|img|iframe|object)| src=|https?:|url\(|@import/.exec(page)).toBeNull();
    expect(page).toMatch(
      /Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; script-src &#39;sha256-[\w+/]{43}=&#39;"/,
    );
    expect(SCRIPT).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|fetch\(/);
    expect(() => new Script(SCRIPT)).not.toThrow();
  });
});

test("what stands in modules, cfg files and the manifest is text, whatever it is", async () => {
  const change = (file: string, from: string, to: string) => {
    const text = readFileSync(join(specs, file), "utf8");
    expect(text).toContain(from);
    writeFileSync(
      join(specs, file),
      text.replaceAll(from, () => to),
    );
  };
  const evil = "</pre><script>evil()</script>";
  change("Gsi.tla", "(* The machine's actions.", `(* ${evil} <!-- & 'x' "y"`);
  change("broken/GsiLiteral.cfg", '"bad"', '"</ins><script>evil()</script><b onmouseover=evil()>"');
  change("manifest.json", "the source's literal rule: a fresh cloud", `\\"><img src=x onerror=evil()>${evil} a fresh cloud`);
  const { code, page } = await made("Gsi", ["GsiLiteral"]);
  // The sources are not those that are pinned, and the page says so.
  expect(code).toBe(1);
  expect(variantIn(page, "GsiLiteral")).toContain("not as pinned");
  expect(page.match(/evil\(\)/g)?.length).toBeGreaterThan(8);
  expect(page.match(/<script/g)).toHaveLength(1);
  expect(page.match(/<\/script/g)).toHaveLength(1);
  expect(/<img|<!--|<b on/.exec(page)).toBeNull();
  expect(page).toContain("&lt;/pre&gt;&lt;script&gt;evil()&lt;/script&gt;");
});

test("a template escapes its parts, in texts and in attributes, and leaves markup as it is", () => {
  const text = `<a title="it's">&`;
  expect(html`<p title="${text}">${text}</p>`.text).toBe(
    '<p title="&lt;a title=&quot;it&#39;s&quot;&gt;&amp;">&lt;a title=&quot;it&#39;s&quot;&gt;&amp;</p>',
  );
  expect(html`${[html`<b>`, 1, null, "<"]}`.text).toBe("<b>1&lt;");
});
