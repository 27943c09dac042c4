/** A protocol of this project in lockstep with its module: equal as it is, and not after a change of its machine. */

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { Spec } from "../../lib/spec.ts";
import { gsiModels } from "../../machines/gsi/models.ts";
import { loadSpec } from "../../tla/index.ts";
import { lockstep } from "./lockstep.ts";
import { found } from "./testing-models.ts";

const model = "MCGsiN7n4";

function read(name: string): { readonly file: string; readonly source: string } {
  const file = fileURLToPath(new URL(`../../../spec/tla/${name}`, import.meta.url));
  return { file, source: readFileSync(file, "utf8") };
}

function system() {
  return gsiModels[model]?.() ?? expect.unreachable(`no model ${model}`);
}

function spec(): Spec {
  return loadSpec({
    module: "Gsi",
    config: read(`${model}.cfg`),
    resolve: (name) => (name === "Gsi" ? read("Gsi.tla") : undefined),
    witnesses: Object.keys(system().witnesses),
  });
}

describe("GSI with 7 nodes and base clouds of 4", () => {
  test("is its module, step for step", () => {
    const result = lockstep(spec(), system());
    expect(found(result)).toEqual({ verdict: "equal", kind: undefined });
    expect(result.states).toBe(7991);
    expect(result.spec?.distinct).toBe(7991);
    expect(Object.values(result.edges).reduce((sum, count) => sum + count)).toBe(14713);
    expect(result.bindings).toBe(447496);
    expect(result.digest).toBe(result.spec?.digest);
    const neverTaken = Object.entries(result.edges).filter(([, count]) => count === 0);
    expect(neverTaken.map(([action]) => action)).toEqual(["NoQuorum"]);
  });

  test("is not when an assertion needs one signature more", () => {
    const original = system();
    const { Assert } = original.actions;
    const step = (state: never, args: never) => {
      const { machine } = state as { readonly machine: { readonly signers: readonly { readonly by: readonly number[] }[] } };
      const few = machine.signers.every(({ by }) => by.length < 3);
      const stepped = Assert?.step(state, args) ?? "not-executing";
      return few && typeof stepped !== "string" ? "too-few-signers" : stepped;
    };
    const actions = { ...original.actions, Assert: { ...Assert, step } as (typeof original.actions)[string] };
    const result = found(lockstep(spec(), { ...original, actions }));
    expect(result).toMatchObject({ verdict: "different", kind: "spec-extra", refusal: "too-few-signers" });
    expect(result.step).toMatch(/^Assert[(](good|bad)[)]$/);
    expect(result.trace).toHaveLength(2);
    expect(result.trace?.every((step) => step.startsWith("Vote("))).toBe(true);
  });
});
