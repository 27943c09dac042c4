/** The NVM in lockstep with its module: equal as it is; what is wrong in the machine or in its lowering is found, and by which property. */

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { Spec } from "../../lib/spec.ts";
import { nvmSystem } from "../../machines/nvm/model.ts";
import { scopes, settingOf } from "../../machines/nvm/models.ts";
import { mutants } from "../../machines/nvm/testing-mutants.ts";
import type { Setting } from "../../machines/nvm/world.ts";
import { loadSpec } from "../../tla/index.ts";
import { type Exploration, explore } from "../explorer.ts";
import { graphOf } from "../system-graph.ts";
import { lockstep } from "./lockstep.ts";

function read(name: string): { readonly file: string; readonly source: string } {
  const file = fileURLToPath(new URL(`../../../spec/tla/${name}`, import.meta.url));
  return { file, source: readFileSync(file, "utf8") };
}

interface Model {
  readonly name: string;
  readonly setting: Setting;
  readonly spec: Spec;
  readonly alone: Exploration;
}

const loaded = new Map<string, Model>();

/** A model, of programs up to a length, with its spec explored, which the mutants share. */
function modelOf(name: string, maxLength: number): Model {
  const known = loaded.get(name);
  if (known !== undefined) return known;
  const setting = settingOf({ ...(scopes[name] ?? expect.unreachable(`no model ${name}`)), maxLength });
  const { file, source } = read(`${name}.cfg`);
  const spec = loadSpec({
    module: "Nvm",
    config: { file, source: source.replace(/MaxLength = \d+/, `MaxLength = ${maxLength}`) },
    resolve: (module) => (module.startsWith("Nvm") ? read(`${module}.tla`) : undefined),
    witnesses: Object.keys(nvmSystem(name, setting).witnesses),
  });
  const model = { name, setting, spec, alone: explore(spec.states, { digest: true }) };
  loaded.set(name, model);
  return model;
}

describe("the NVM", () => {
  test("equals its module", () => {
    const { name, setting, spec, alone } = modelOf("MCNvmCalls", 2);
    expect(lockstep(spec, nvmSystem(name, setting), { alone })).toMatchObject({ verdict: "equal", states: alone.distinct });
  });

  test.each(mutants.map((mutant) => [mutant.what, mutant] as const))(
    "with %s is found",
    (_, { model, maxLength, change, property }) => {
      const { name, setting, spec, alone } = modelOf(model, maxLength);
      const system = nvmSystem(name, change(setting));
      expect(lockstep(spec, system, { alone }).verdict).toBe("different");
      if (property !== null) expect(explore(graphOf(system))).toMatchObject({ verdict: "violated", property });
    },
  );
});
