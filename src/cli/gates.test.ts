import { describe, expect, test } from "vitest";
import { lockstep } from "../checker/index.ts";
import { unreachable } from "../lib/errors.ts";
import type { System } from "../lib/model.ts";
import { protocols } from "../machines/index.ts";
import { type Definition, parseModule } from "../tla/index.ts";
import { defaultSpecDir } from "./files.ts";
import { type GatedSpec, type GateInput, gatesOf } from "./gates.ts";
import { loadModel } from "./load.ts";
import { readManifest } from "./manifest.ts";
import { gateInput, moduleGates } from "./module-gates.ts";
import { gatesText } from "./render/gates.ts";
import { styleOf } from "./render/style.ts";

const model = { module: "Gsi", name: "MCGsiN4n4" };
const sound = gateInput(defaultSpecDir, model);

/** What is wrong, gate by gate. */
const problems = (input: GateInput): readonly string[] =>
  gatesOf(input).flatMap(({ name, problems: of }) => of.map(({ message }) => `${name}: ${message}`));

function reordered<T>(of: { readonly [name: string]: T }, first: string): { readonly [name: string]: T } {
  return { [first]: of[first] as T, ...of };
}

function without<T>(of: { readonly [name: string]: T }, name: string): { readonly [name: string]: T } {
  return Object.fromEntries(Object.entries(of).filter(([other]) => other !== name));
}

function renamed<T>(of: { readonly [name: string]: T }, from: string, to: string): { readonly [name: string]: T } {
  return Object.fromEntries(Object.entries(of).map(([name, value]) => [name === from ? to : name, value]));
}

/** The definitions of the module with some of them written otherwise, or taken away. */
function redefined(changes: { readonly [name: string]: string | null }): GateInput["definitions"] {
  const definitions = new Map(sound.definitions);
  for (const [name, text] of Object.entries(changes)) {
    definitions.delete(name);
    if (text === null) continue;
    const source = `---- MODULE Changed ----\n${text}\n====`;
    const [unit] = parseModule("Changed.tla", source).units;
    definitions.set(name, unit as Definition);
  }
  return definitions;
}

function withSource(find: string, replace: string): GateInput {
  const hits = sound.sources.filter(({ text }) => text.includes(find));
  expect(hits, find).toHaveLength(1);
  return { ...sound, sources: sound.sources.map(({ file, text }) => ({ file, text: text.replace(find, replace) })) };
}

const { protocol, system } = sound;
const { module, variables: names, actions: all, conjuncts } = sound.spec;
const gated: GatedSpec = {
  module,
  variables: names,
  actions: all,
  conjuncts,
  definition: (operator) => sound.spec.definition(operator),
};
const state = system.initial[0] as { readonly machine: { readonly [field: string]: unknown }; readonly world: object };
const withInitial = (initial: object): GateInput => ({ ...sound, system: { ...system, initial: [initial] } });
const variables = system.variables ?? unreachable("no partition");

describe("gates", () => {
  const entries = readManifest(defaultSpecDir).models.filter(({ kind, tier }) => kind === "lockstep" && tier === "quick");

  test("are asked of every module that has a machine", () => {
    expect(new Set(entries.map(({ module }) => module))).toEqual(new Set(protocols.map(({ module }) => module)));
  });

  // What they compare is the module's, whichever model it is read with.
  test.each(protocols.map(({ module }) => module))("hold for %s, and each compares something", (module) => {
    const input = gateInput(defaultSpecDir, entries.find((entry) => entry.module === module) ?? expect.unreachable("no model"));
    expect(problems(input)).toEqual([]);
    for (const { name, rows } of gatesOf(input)) expect(rows, name).toBeGreaterThan(0);
  });

  test.each<[string, GateInput, string]>([
    [
      "actions in another order",
      { ...sound, protocol: { ...protocol, actions: reordered(protocol.actions, "Assert") } },
      "actions in the order of MachineNext: the machine's actions differ at place 1: the spec has Vote, the code has Assert",
    ],
    [
      "a dropped action",
      { ...sound, protocol: { ...protocol, actions: without(protocol.actions, "Release") } },
      "actions in the order of MachineNext: the machine's actions differ at place 10: the spec has Release, the code has no more",
    ],
    [
      "an action too many",
      { ...sound, protocol: { ...protocol, actions: { ...protocol.actions, Carry: null } } },
      "actions in the order of MachineNext: the machine's actions differ at place 11: the spec has no more, the code has Carry",
    ],
    [
      "another protocol's module",
      { ...sound, protocol: { ...protocol, module: "Simplex" } },
      "actions in the order of MachineNext: the protocol says that its module is Simplex, not Gsi",
    ],
    [
      "a missing effects operator",
      { ...sound, definitions: redefined({ ClaimEffects: null }) },
      "an Effects operator of each action: Claim has no operator ClaimEffects",
    ],
    [
      "an effects operator with its parameters swapped",
      { ...sound, definitions: redefined({ ClaimEffects: "ClaimEffects(o, x) == <<>>" }) },
      "an Effects operator of each action: the parameters of Claim and ClaimEffects differ at place 1: the spec has x, the code has o",
    ],
    [
      "a variable that moves to the world",
      { ...sound, definitions: redefined({ machine: "machine == <<phase, level, cloud, signers, standing, rests, slashed>>" }) },
      "variables of machine and world: the variables of machine differ at place 8: the spec has no more, the code has released",
    ],
    [
      "no tuple",
      { ...sound, definitions: redefined({ world: null }) },
      "variables of machine and world: Gsi does not define the tuple world",
    ],
    [
      "a renamed variable",
      {
        ...sound,
        system: { ...system, variables: { ...variables, world: variables.world.with(4, "executions") } },
      },
      "variables of machine and world: the variables of world differ at place 5: the spec has work, the code has executions",
    ],
    [
      "no declared partition",
      { ...sound, system: (({ variables: _, ...rest }) => rest)(system) as System<unknown> },
      "variables of machine and world: the system MCGsiN4n4 declares no partition of the variables",
    ],
    [
      "a renamed field",
      withInitial({ ...state, machine: renamed(state.machine, "rests", "soft") }),
      "fields of machine and world: the fields of machine differ at place 6: the spec has rests, the code has soft",
    ],
    [
      "fields in another order",
      withInitial({ ...state, machine: reordered(state.machine, "level") }),
      "fields of machine and world: the fields of machine differ at place 1: the spec has phase, the code has level",
    ],
    [
      "a field of the world that no variable has",
      withInitial({ ...state, world: { ...state.world, rounds: 0 } }),
      "fields of machine and world: the fields of world differ at place 7: the spec has no more, the code has rounds",
    ],
    ["no state", { ...sound, system: { ...system, initial: [] } }, "fields of machine and world: nothing was compared"],
    [
      "TypeOK alone",
      { ...sound, system: { ...system, invariants: { TypeOK: () => true } } },
      "properties beyond types: MCGsiN4n4 has no invariant but TypeOK",
    ],
    [
      "no witnesses",
      { ...sound, system: { ...system, witnesses: {} } },
      "properties beyond types: MCGsiN4n4 has no witness, so its invariants may be vacuous",
    ],
    [
      "a missing tag of an action",
      withSource(" * @spec Gsi!Rewind\n", ""),
      "@spec tags: nothing in the code has the tag @spec Gsi!Rewind",
    ],
    [
      "a missing tag of an invariant",
      withSource(" * @spec Gsi!OneFinal\n", ""),
      "@spec tags: nothing in the code has the tag @spec Gsi!OneFinal",
    ],
    [
      "a missing tag of an environment guard",
      withSource(" * @spec Gsi!MaySign\n", ""),
      "@spec tags: nothing in the code has the tag @spec Gsi!MaySign",
    ],
    [
      "a missing tag of a helper that has a definition's name",
      withSource(" * @spec Gsi!Quorum\n", ""),
      "@spec tags: quorum has the name of a definition and no tag @spec Gsi!Quorum",
    ],
    [
      "a tag that names nothing",
      withSource("@spec Gsi!Top\n", "@spec Gsi!Topp\n"),
      "@spec tags: @spec Gsi!Topp of top names no definition of Gsi",
    ],
    [
      "a tag of another module",
      withSource("@spec Gsi!Top\n", "@spec GsiCounts!Top\n"),
      "@spec tags: @spec GsiCounts!Top of top names no definition of Gsi",
    ],
    [
      "a tag on another symbol",
      withSource("@spec Gsi!Settle\n", "@spec Gsi!Nested\n"),
      "@spec tags: Settle mirrors Gsi!Nested, which has another name",
    ],
    [
      "a definition that two symbols mirror",
      withSource("export const invariants =", "/** @spec Gsi!Nested */\nexport const nested = 0;\n\nexport const invariants ="),
      "@spec tags: nested and Nested both mirror Gsi!Nested",
    ],
    [
      "two tags on one symbol",
      withSource(" * @spec Gsi!Settle\n", " * @spec Gsi!Settle\n * @spec Gsi!SettleEffects\n"),
      "@spec tags: Settle has 2 @spec tags; a symbol mirrors one definition",
    ],
    [
      "a tag in a comment that is no docstring",
      withSource("export const invariants =", "// @spec Gsi!Nested\nexport const invariants ="),
      "@spec tags: @spec stands in no docstring of a top-level declaration",
    ],
    [
      "a tag on a member",
      withSource("  Assert: (_: Setting", "  /** @spec Gsi!Assert */\n  Assert: (_: Setting"),
      "@spec tags: @spec stands in no docstring of a top-level declaration",
    ],
    ["no sources", { ...sound, sources: [] }, "@spec tags: nothing was compared"],
    [
      "an environment guard that has no name",
      {
        ...sound,
        spec: {
          ...gated,
          conjuncts: gated.conjuncts.map((one) => (one.id === "Claim/env1" ? { ...one, text: "~ x \\in Honest" } : one)),
        },
      },
      "@spec tags: the environment's guard ~ x \\in Honest is no definition of its own",
    ],
  ])("refuse %s", (_, input, expected) => {
    expect(problems(input)).toContain(expected);
  });

  test("refuse a machine whose module has no actions", () => {
    expect(problems({ ...sound, spec: { ...gated, actions: [] }, protocol: { ...protocol, actions: {} } })).toEqual(
      expect.arrayContaining([
        "actions in the order of MachineNext: nothing was compared",
        "an Effects operator of each action: nothing was compared",
      ]),
    );
  });

  test("give the position of what is wrong", () => {
    const { sources } = withSource("@spec Gsi!Top\n", "@spec Gsi!Topp\n");
    const found = gatesOf({ ...sound, sources }).flatMap((gate) => gate.problems);
    expect(found[0]?.at?.file).toBe("src/machines/gsi/ladder.ts");
    const text = gatesText([{ module: "Gsi", gates: gatesOf({ ...sound, sources }) }], styleOf(false));
    expect(text).toMatch(
      /^Gsi: module and machine do not fit:\n {2}@spec tags: @spec Gsi!Topp .* {2}src\/machines\/gsi\/ladder\.ts:\d+:17$/m,
    );
  });
});

describe("what lockstep compares before its first step", () => {
  const { actions, invariants, witnesses, refusals } = system;
  const files = { module: "Gsi", cfg: "MCGsiN4n4", broken: false, witnesses: Object.keys(witnesses) };
  const { spec } = loadModel(defaultSpecDir, files);
  test.each<[string, Partial<System<unknown>>, string]>([
    [
      "actions in another order",
      { actions: reordered(actions, "Assert") },
      "the actions, in the order of Next differ at place 1",
    ],
    ["a dropped action", { actions: without(actions, "Done") }, "the actions, in the order of Next differ at place 12"],
    ["a dropped invariant", { invariants: without(invariants, "Nested") }, "the invariants differ at place 2"],
    ["a renamed invariant", { invariants: renamed(invariants, "OneFinal", "Agreement") }, "the invariants differ at place 7"],
    ["a renamed witness", { witnesses: renamed(witnesses, "Rewound", "Restored") }, "the witnesses differ at place"],
    ["a renamed refusal's action", { refusals: renamed(refusals ?? {}, "Vote", "Sign") }, "the table of refusals"],
    [
      "a refusal of no conjunct",
      { refusals: { ...refusals, Settle: { "not-final": 99 } } },
      'the refusal "not-final" of Settle stands for Settle/99, which is no conjunct of Gsi',
    ],
    [
      "variables in another order",
      { variables: { machine: [...variables.world], world: [...variables.machine] } },
      "the variables differ at place 1",
    ],
  ])("refuses %s", (_, change, message) => {
    const { verdict, difference } = lockstep(spec, { ...system, ...change });
    expect([verdict, difference?.kind]).toEqual(["different", "shape"]);
    expect(difference?.message).toContain(message);
  });
});

describe("moduleGates", () => {
  test("skips what has no machine or could not be loaded, and takes each module once", () => {
    const { models } = readManifest(defaultSpecDir);
    const outcome = (name: string, found: "ok" | "error") => {
      const entry = models.find((one) => one.name === name) ?? unreachable(name);
      const finding = { found, mode: "kind" as const, unchecked: [], seconds: 0 };
      return { entry, finding, verdict: "equal" as const, exit: 0 as const, failures: [], unpinned: [] };
    };
    const outcomes = [outcome("MCGsiN7n3", "error"), outcome("MCGsiCountsN10n2", "ok")];
    expect(moduleGates(defaultSpecDir, outcomes)).toEqual([]);
    const compared = moduleGates(defaultSpecDir, [...outcomes, outcome("MCGsiN4n4", "ok"), outcome("MCGsiN7n4", "ok")]);
    expect(compared.map(({ module }) => module)).toEqual(["Gsi"]);
    expect(gatesText(compared, styleOf(false))).toMatch(/^Gsi: 6 gates between module and machine hold, over \d+ names\.$/);
  });

  test("says what the code lacks", () => {
    expect(() => gateInput(defaultSpecDir, { module: "Gsi", name: "MCGsiN5n5" })).toThrow("an executable model MCGsiN5n5");
    expect(() => gateInput(defaultSpecDir, { module: "GsiCounts", name: "MCGsiN4n4" })).toThrow(
      "a protocol of the module GsiCounts",
    );
  });
});
