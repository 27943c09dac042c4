import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { generate } from "./generate.ts";
import { Judge } from "./judge.ts";
import { verdictOf } from "./judgement.ts";
import type { NamedMutant } from "./ledger.ts";
import { type MutatedModule, mutatedModules } from "./modules.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** The smallest model alone, so that a judgement takes no time; its verdicts are not those of the table. */
const gsi: MutatedModule = { module: "Gsi", folder: "gsi", files: ["actions.ts", "world.ts"], models: ["MCGsiN4n4"] };

test("mutants of both worlds die alone and in lockstep, for the reason that fits the change", async () => {
  const judge = new Judge(root, gsi);
  const mutants = new Map(generate(root, gsi, []).map((mutant) => [mutant.id, mutant]));
  const verdict = async (id: string): Promise<string> => {
    const mutant = mutants.get(id);
    if (mutant === undefined) throw new Error(`no mutant ${id}`);
    return verdictOf(await judge.judge(mutant));
  };
  expect(await verdict("spec:Gsi/Settle/3/unchanged")).toBe("invariant LiarsAreSlashed / code-extra");
  expect(await verdict("code:gsi/actions/Settle/field:slashed/drop")).toBe("invariant LiarsAreSlashed / code-extra");
  expect(await verdict("spec:Gsi/Vote/3/drop")).toBe("counts / spec-extra");
  expect(await verdict("spec:Gsi/Assert/1/negate")).toBe("deadlock / refusal");
  expect(await verdict("spec:Gsi/ReleaseEffects/effect1/drop")).toBe("survives / effect");
  expect(await verdict("code:gsi/actions/Release/effect1/drop")).toBe("survives / effect");
  expect(await verdict("code:gsi/actions/Assert/1/refusal")).toBe("survives / refusal");
  expect(await verdict("spec:Gsi/Carry/3/unchanged")).toBe("witness HardEffectCarried / code-extra");
});

test("a mutant by hand is judged by its invariant alone", async () => {
  const named: NamedMutant = {
    id: "spec:Gsi/named/SlashAll",
    file: "spec/tla/Gsi.tla",
    find: "slashed' = UNION {signers[o] : o \\in Output \\ {standing}}",
    replace: "slashed' = Node",
    kills: "HonestKeepStake",
    about: "all nodes are slashed",
  };
  const mutant = generate(root, gsi, [named]).at(-1);
  expect(mutant).toMatchObject({ id: named.id, target: "HonestKeepStake", change: "all nodes are slashed" });
  if (mutant === undefined) throw new Error("no mutant");
  expect(verdictOf(await new Judge(root, gsi).judge(mutant))).toBe("invariant HonestKeepStake / code-extra");
  const missing = { ...named, find: "slashed' = Nodes" };
  expect(() => generate(root, gsi, [missing])).toThrow("does not occur exactly once");
});

test("a module of which only mutants by hand are judged must have some in both worlds", () => {
  const ofCode: NamedMutant = {
    id: "code:gsi/named/NoWindow",
    file: "src/machines/gsi/actions.ts",
    find: "export function Release(",
    replace: "export function Released(",
    kills: "TypeOK",
    about: "a name is changed",
  };
  const ofSpec: NamedMutant = {
    ...ofCode,
    id: "spec:Gsi/named/NoWindow",
    file: "spec/tla/Gsi.tla",
    find: "MODULE Gsi",
    replace: "MODULE  Gsi",
  };
  const only = { ...gsi, only: "named" } as const;
  expect(generate(root, only, [ofSpec, ofCode]).map(({ id }) => id)).toEqual([ofSpec.id, ofCode.id]);
  expect(() => generate(root, only, [ofSpec])).toThrow("the code of Gsi has no mutant");
});

test("a module of which only guards are left out has one mutant for each, in both worlds", () => {
  const ids = generate(root, { ...gsi, only: "guards" }, []).map(({ id }) => id);
  expect(ids).toContain("spec:Gsi/Claim/4/drop");
  expect(ids).toContain("spec:Gsi/WindowExpire/env1/drop");
  expect(ids).toContain("code:gsi/actions/Claim/4/drop");
  expect(ids.filter((id) => !id.endsWith("/drop"))).toEqual([]);
  // The fifth conjunct of Claim and all behind it say what the next state is.
  expect(ids.filter((id) => /^spec:Gsi\/Claim\/\d/.test(id))).toHaveLength(4);

  const nvm = mutatedModules.find(({ module }) => module === "Nvm") as MutatedModule;
  const ofNvm = generate(root, nvm, []).map(({ id }) => id);
  expect(ofNvm.filter((id) => id.startsWith("spec:Nvm/Const/"))).toEqual([1, 2, 3].map((n) => `spec:Nvm/Const/${n}/drop`));
  // The guards of every rule stand in the function that `rule` returns.
  expect(ofNvm.filter((id) => id.startsWith("code:nvm/rule/"))).toEqual([1, 2, 3].map((n) => `code:nvm/rule/rule/${n}/drop`));
});

test("invariants are compared on the states of mutants", async () => {
  const judge = new Judge(root, gsi);
  const mutant = generate(root, gsi, []).find(({ id }) => id === "code:gsi/actions/Vote/1/drop");
  if (mutant === undefined) throw new Error("no mutant");
  const { agreed, disagreement } = await judge.judge(mutant);
  expect(agreed).toBeGreaterThan(100);
  expect(disagreement).toBeUndefined();
});
