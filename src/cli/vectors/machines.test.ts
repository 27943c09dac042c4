/**
 * The machines against the committed step vectors, in this process: a test for each action that is taken and for each conjunct that
 * refuses or forbids. `npx vitest run src/cli/vectors/machines.test.ts -t "Gsi: Claim/4 refuses"` runs one.
 */

import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type StepLine, SystemVectors } from "../../checker/index.ts";
import { unreachable } from "../../lib/errors.ts";
import { models, protocols } from "../../machines/index.ts";
import { defaultVectorsDir, readText } from "../files.ts";
import { stepsPath } from "./files.ts";
import { type StepCase, stepCases, stepTestTitle } from "./step-cases.ts";

const loaded = new Map<string, SystemVectors>();

function vectorsOf(module: string, name: string): SystemVectors {
  const known = loaded.get(name);
  if (known !== undefined) return known;
  const system = models[name]?.() ?? unreachable(`no model ${name}`);
  const vectors = new SystemVectors(system, readText(join(defaultVectorsDir, stepsPath({ module, name }))));
  loaded.set(name, vectors);
  return vectors;
}

type Line = readonly [vectors: SystemVectors, line: StepLine];

const linesOf = ({ module, steps }: StepCase): readonly Line[] =>
  [...steps].flatMap(([model, ids]) => {
    const vectors = vectorsOf(module, model);
    return ids.map((id): Line => [vectors, vectors.steps.get(id) ?? unreachable(`no step ${id}`)]);
  });

const objections = (lines: readonly Line[]): readonly string[] =>
  lines.flatMap(([vectors, line]) => {
    const objection = vectors.objection(line);
    return objection === null ? [] : [`${line.id} ${objection}`];
  });

const cases = stepCases(defaultVectorsDir);
const titled = (of: readonly StepCase[]) => of.map((one) => [stepTestTitle(one.module, one.name), one] as const);
const isGuard = ({ name }: StepCase): boolean => name.includes("/");
const isDomain = ({ name }: StepCase): boolean => name.includes("/in:");
const isEnvironment = ({ name }: StepCase): boolean => name.includes("/env");

test("there are some of every machine", () => {
  const modules = new Set(cases.map(({ module }) => module));
  expect([...modules].sort()).toEqual(protocols.map(({ module }) => module).sort());
});

describe("a machine does what the vectors say", () => {
  test.each(titled(cases.filter((one) => !isGuard(one))))("%s", (_, one) => {
    expect(objections(linesOf(one))).toEqual([]);
  });

  // Where an argument is outside its domain and a guard is false as well, either may be named: in some line it is the guard.
  test.each(titled(cases.filter((one) => isGuard(one) && !isDomain(one) && !isEnvironment(one))))("%s", (_, one) => {
    const lines = linesOf(one);
    expect(objections(lines)).toEqual([]);
    expect(lines.map(([vectors, line]) => vectors.refusal(line))).toContain(one.name);
  });

  // Many such arguments are none that the system can ask its machine about: then it is the system that takes none of them.
  test.each(titled(cases.filter(isDomain)))("%s", (_, one) => {
    expect(objections(linesOf(one))).toEqual([]);
  });
});

/** Guards that look at what the world did by itself, which vectors do not say. */
const OF_THE_WORLD = ["Beacon!Accept/env1", "Beacon!Accept/env2", "Beacon!Accept/env3"];

describe("the environment does not produce what the vectors say that it does not", () => {
  const decided = cases.filter((one) => isEnvironment(one) && !OF_THE_WORLD.includes(`${one.module}!${one.name}`));
  test.each(titled(decided))("%s", (_, one) => {
    const lines = linesOf(one);
    expect(objections(lines)).toEqual([]);
    expect(new Set(lines.map(([vectors, line]) => vectors.forbidden(line)))).toEqual(new Set([one.name]));
  });
});
