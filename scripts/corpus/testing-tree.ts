/** A small tree in the form of tlaplus/Examples, in a temporary directory. */

import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const COUNTER = `---- MODULE Counter ----
EXTENDS Naturals
CONSTANT Most
VARIABLE x
Init == x = 0
Up == x < Most /\\ x' = x + 1
Next == Up \\/ (x > 0 /\\ x' = 0)
Spec == Init /\\ [][Next]_x
Fair == Spec /\\ WF_x(Up)
Small == x < 3
Falls == [][x' # 0]_x
Rises == <>(x = 1)
Stays == <>[](x = Most)
Forever == TRUE
====
`;

const RANDOM = "---- MODULE Random ----\nEXTENDS Counter, TLC\nDrawn == x = RandomElement({1, 2})\n====\n";

/** Each cfg file's text by its name. */
export const configs = {
  Holds: "SPECIFICATION Spec\nCONSTANT Most = 2\nINVARIANT Small",
  Violated: "SPECIFICATION Spec\nCONSTANT Most = 5\nINVARIANT Small",
  Step: "SPECIFICATION Spec\nCONSTANT Most = 2\nPROPERTY Falls",
  Lasso: "SPECIFICATION Spec\nCONSTANT Most = 2\nPROPERTY Stays",
  Stuck: "INIT Init\nNEXT Up\nCONSTANT Most = 2",
  Endless: "SPECIFICATION Spec\nCONSTANT Most = 2000000000",
  Cut: "SPECIFICATION Fair\nCONSTANT Most = 9\nCONSTRAINT Small\nPROPERTY Rises",
  Drawn: "INIT Drawn\nNEXT Up\nCONSTANT Most = 2\nCHECK_DEADLOCK FALSE",
  Malformed: "SPECIFICATION Spec\nCONSTANT Most = 2\nINVARIANT Smal",
} as const;

const record = (cfg: string, result: string, counts: object = {}) => ({
  path: `specifications/Counter/${cfg}.cfg`,
  runtime: "00:00:01",
  mode: "exhaustive search",
  result,
  ...counts,
});

export interface TreeModel {
  readonly cfg: string;
  readonly result: string;
  readonly distinctStates?: number;
  readonly totalStates?: number;
  readonly runtime?: string;
  readonly mode?: unknown;
}

/** The path of the tree. */
export function makeTree(models: readonly TreeModel[], manifest?: string): string {
  const dir = mkdtempSync(join(tmpdir(), "nexus-corpus-"));
  const home = join(dir, "specifications", "Counter");
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, "Counter.tla"), COUNTER);
  writeFileSync(join(home, "Random.tla"), RANDOM);
  for (const [name, text] of Object.entries(configs)) writeFileSync(join(home, `${name}.cfg`), text);
  const recorded = models.map(({ cfg, result, ...rest }) => record(cfg, result, rest));
  const of = (module: string, isRandom: boolean) => ({
    path: `specifications/Counter/${module}.tla`,
    features: [],
    models: recorded.filter(({ path }) => path.endsWith("Drawn.cfg") === isRandom),
  });
  const modules = [of("Counter", false), of("Random", true)];
  writeFileSync(join(home, "manifest.json"), manifest ?? JSON.stringify({ sources: [], authors: [], tags: [], modules }));
  return dir;
}
