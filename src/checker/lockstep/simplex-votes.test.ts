/** Simplex with its votes in lockstep with its module: equal as it is; each mutant dies by the property that it is aimed at, and by lockstep. */

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { Stepped, System } from "../../lib/model.ts";
import type { Spec } from "../../lib/spec.ts";
import * as core from "../../machines/simplex/core.ts";
import { quorum } from "../../machines/simplex/knowledge.ts";
import type { Certificate, NodeId, Vote } from "../../machines/simplex/types.ts";
import { keep } from "../../machines/simplex/vote-keeper.ts";
import type { DriverConstants, Node, NodeEffect } from "../../machines/simplex/votes-types.ts";
import { simplexVotesSystem } from "../../machines/simplex-votes/model.ts";
import { settings } from "../../machines/simplex-votes/models.ts";
import { simplexVotes } from "../../machines/simplex-votes/protocol.ts";
import type { Steps } from "../../machines/simplex-votes/steps.ts";
import type { Setting } from "../../machines/simplex-votes/universe.ts";
import type { Closed } from "../../machines/simplex-votes/world.ts";
import { loadSpec } from "../../tla/index.ts";
import { type Exploration, explore } from "../explorer.ts";
import { checkCodeLiveness } from "../liveness/code.ts";
import { graphOf } from "../system-graph.ts";
import { lockstep } from "./lockstep.ts";
import { found } from "./testing-models.ts";

const settingOf = (name: string): Setting => settings[name] ?? expect.unreachable(`no model ${name}`);

function read(name: string): { readonly file: string; readonly source: string } {
  const file = fileURLToPath(new URL(`../../../spec/tla/${name}`, import.meta.url));
  return { file, source: readFileSync(file, "utf8") };
}

const setText = (of: readonly number[]): string => `{${of.join(", ")}}`;

/** The cfg of a setting, with the properties of a system. */
function cfgOf(s: Setting, { invariants }: System<Closed>, properties: readonly string[]): string {
  const constants = {
    Node: setText(s.nodes),
    Byzantine: setText(s.byzantine),
    MaxView: s.maxView,
    ByzantineView: setText(s.byzantineViews),
    Label: setText(s.labels),
    MaxCrashes: s.maxCrashes,
    GoodView: s.goodView,
    Detailed: setText(s.detailed),
    Horizon: s.horizon,
    Stranger: setText(s.strangers),
    Signers: `{${s.signers.map(setText).join(", ")}}`,
  };
  return [
    "CONSTANTS",
    ...Object.entries(constants).map(([name, value]) => `${name} = ${value}`),
    `SPECIFICATION ${properties.length > 0 ? "FairSpec" : "Spec"}`,
    `INVARIANTS ${Object.keys(invariants).join(" ")}`,
    ...(properties.length > 0 ? [`PROPERTIES ${properties.join(" ")}`] : []),
    "CHECK_DEADLOCK FALSE",
  ].join("\n");
}

function specOf(setting: Setting, properties: readonly string[] = []) {
  const system = simplexVotesSystem("M", setting);
  return loadSpec({
    module: "SimplexVotes",
    config: { file: "M.cfg", source: cfgOf(setting, system, properties) },
    resolve: (name) => (name.startsWith("Simplex") ? read(`${name}.tla`) : undefined),
    witnesses: Object.keys(system.witnesses),
  });
}

/** Two honest nodes and two views; a stranger sends votes. */
const pair = settingOf("MCSimplexVotesN2V2");

/** Four members, one Byzantine, and two blocks; no keepers. */
const equivocated: Setting = { ...settingOf("MCSimplexVotesN4Good"), labels: [0, 1], detailed: [] };

const explored = new Map<Setting, { readonly spec: Spec; readonly alone: Exploration }>();

/** The spec of a setting and its exploration, which the mutants of one setting share. */
function aloneOf(setting: Setting): { readonly spec: Spec; readonly alone: Exploration } {
  const known = explored.get(setting);
  if (known !== undefined) return known;
  const spec = specOf(setting);
  const one = { spec, alone: explore(spec.states, { digest: true, checkDeadlock: false }) };
  explored.set(setting, one);
  return one;
}

type Of<N extends keyof Steps> = Parameters<(typeof simplexVotes.actions)[N]>[2];
type Result = Stepped<Node, NodeEffect, string>;
const real = simplexVotes.actions;

const beside = (s: Node, stepped: ReturnType<typeof core.OnNullification>): Result =>
  typeof stepped === "string" ? stepped : [{ ...s, core: stepped[0] }, stepped[1]];

/** The core's step on a certificate that nobody has counted. */
function believed(c: DriverConstants, s: Node, { view, ...certificate }: Certificate): Result {
  if (!("block" in certificate)) return beside(s, core.OnNullification(c, s.core, { view }));
  const block = { view, id: certificate.block };
  if (certificate.type === "notarization") return beside(s, core.OnNotarization(c, s.core, { block }));
  return beside(s, core.OnFinalization(c, s.core, { block }));
}

/** A step on certificates that believes some which the real one refuses. */
const believing =
  (refusal: string, unless: (c: DriverConstants, signers: readonly NodeId[]) => boolean) =>
  (c: DriverConstants, s: Node, args: Of<"OnCertificate">): Result => {
    const stepped = real.OnCertificate(c, s, args);
    return stepped === refusal && !unless(c, args.signers) ? believed(c, s, args.certificate) : stepped;
  };

/** The keeper's step with something else in the place of a refusal, or of a report. */
const keeping =
  (instead: (s: Node, from: NodeId, vote: Vote, refusal: string | null) => Result | null) =>
  (c: DriverConstants, s: Node, { from, vote }: Of<"OnVote">): Result => {
    const stepped = real.OnVote(c, s, { from, vote });
    const isPlain = typeof stepped !== "string" && stepped[1].length === 0;
    return (isPlain ? null : instead(s, from, vote, typeof stepped === "string" ? stepped : null)) ?? stepped;
  };

/** The votes with the ballots of a view replaced. */
const counting = (s: Node, view: number, change: (ballots: Node["votes"][number]["ballots"]) => typeof ballots): Node => ({
  ...s,
  votes: s.votes.map((of) => (of.view === view ? { view, ballots: change(of.ballots) } : of)),
});

const countsTwice = keeping((s, from, { view }, refusal) =>
  refusal === "already-known"
    ? [counting(s, view, (ballots) => ballots.flatMap((one) => (one.from === from ? [one, one] : [one])).slice(0, 3)), []]
    : null,
);

function mixesViews(c: DriverConstants, s: Node, args: Of<"OnNullification">): Result {
  const members = s.votes.flatMap(({ ballots }) => ballots.filter(({ nullify }) => nullify).map(({ from }) => from));
  if (new Set(members).size < quorum(c.committee)) return real.OnNullification(c, s, args);
  return believed(c, s, { type: "nullification", view: args.view });
}

const accusesHonest = (c: DriverConstants, s: Node, { from, vote }: Of<"OnVote">): Result => {
  const stepped = real.OnVote(c, s, { from, vote });
  const kept = s.votes.find(({ view }) => view === vote.view)?.ballots.find((ballot) => ballot.from === from);
  if (typeof stepped === "string" || vote.type !== "nullify" || !kept || kept.notarize === null) return stepped;
  return [{ ...stepped[0], accused: [{ from, view: vote.view, kind: "end" }] }, stepped[1]];
};

const sendsFirst = (c: DriverConstants, s: Node, args: Of<"Notarize">): Result => {
  const stepped = real.Notarize(c, s, args);
  return typeof stepped === "string" ? stepped : [stepped[0], stepped[1].toReversed()];
};

const neverDurable = (c: DriverConstants, s: Node, args: Of<"Notarize">): Result => {
  const stepped = real.Notarize(c, s, args);
  return typeof stepped === "string" ? stepped : [stepped[0], stepped[1].filter(({ type }) => type !== "Persist")];
};

const forgetsOwn = (c: DriverConstants, s: Node, args: Of<"Nullify">): Result => {
  const stepped = real.Nullify(c, s, args);
  return typeof stepped === "string" ? stepped : [{ ...stepped[0], votes: s.votes }, stepped[1]];
};

/** Releases what is notarized, as if that were final. */
const early = (c: DriverConstants, s: Node, args: Of<"Release">): Result => {
  const [tip] = args.chain;
  const notarized = s.core.blocks.some(({ id }) => id === tip?.id);
  if (tip === undefined || !notarized) return real.Release(c, s, args);
  const stepped = real.Release(c, { ...s, core: { ...s.core, tip } }, args);
  return typeof stepped === "string" ? stepped : [{ ...stepped[0], core: s.core }, stepped[1]];
};

const unrecorded = (c: DriverConstants, s: Node, args: Of<"Release">): Result => {
  const stepped = real.Release(c, s, args);
  return typeof stepped === "string" ? stepped : [stepped[0], stepped[1].filter(({ type }) => type !== "Persist")];
};

interface Mutant {
  readonly steps: Partial<Steps>;
  readonly setting: Setting;
  /** The property that must refuse it. */
  readonly property: string;
  /** What lockstep finds first. */
  readonly kind: "code-extra" | "effect";
}

const fewer = believing("too-few-signers", (c, signers) => signers.length < quorum(c.committee) - 1);

const mutants: { readonly [name: string]: Mutant } = {
  "a quorum less one": { steps: { OnCertificate: fewer }, setting: equivocated, property: "Agreement", kind: "code-extra" },
  "a sender counted twice": { steps: { OnVote: countsTwice }, setting: pair, property: "KnowledgeIsTrue", kind: "code-extra" },
  "votes of two views mixed": {
    steps: { OnNullification: mixesViews },
    setting: pair,
    property: "KnowledgeIsTrue",
    kind: "code-extra",
  },
  "the signature of a stranger counted": {
    steps: { OnCertificate: believing("not-member", () => false) },
    setting: pair,
    property: "KnowledgeIsTrue",
    kind: "code-extra",
  },
  "a vote of a stranger kept": {
    steps: {
      OnVote: keeping((s, from, vote, refusal) =>
        refusal === "not-member" ? [{ ...s, votes: keep(s.votes, from, vote) }, []] : null,
      ),
    },
    setting: pair,
    property: "TypeOK",
    kind: "code-extra",
  },
  "a vote that is sent and not durable": {
    steps: { Notarize: neverDurable },
    setting: pair,
    property: "SentIsDurable",
    kind: "effect",
  },
  "an honest member accused": {
    steps: { OnVote: accusesHonest },
    setting: pair,
    property: "HonestNeverAccused",
    kind: "code-extra",
  },
  "what goes out signed before it is final": {
    steps: { Release: early },
    setting: pair,
    property: "ReleasedIsFinal",
    kind: "code-extra",
  },
  "what has gone out not written down": {
    steps: { Release: unrecorded },
    setting: settingOf("MCSimplexVotesN1"),
    property: "ReleasedOnce",
    kind: "effect",
  },
  "its own vote not counted": {
    steps: { Nullify: forgetsOwn },
    setting: pair,
    property: "OwnVotesAreKept",
    kind: "code-extra",
  },
};

function mutated({ steps, setting }: Pick<Mutant, "steps" | "setting">): System<Closed> {
  return simplexVotesSystem("M", { ...setting, isDriven: false }, { ...real, ...steps });
}

describe("Simplex with votes", () => {
  test("is its module, and so is the driver, step for step", () => {
    const { spec, alone } = aloneOf(pair);
    const result = lockstep(spec, simplexVotesSystem("M", pair), { alone });
    expect(found(result)).toEqual({ verdict: "equal", kind: undefined });
    expect(result.states).toBe(643);
    expect(Object.entries(result.codeOnly).filter(([, taken]) => taken === 0)).toEqual([["Restarted", 0]]);
  });

  test("a driver that does not act on a quorum is found", () => {
    const system = simplexVotesSystem("M", pair);
    const { VoteReceived, OnVote } = system.actions;
    const lazy = { ...VoteReceived, step: OnVote?.step } as NonNullable<typeof VoteReceived>;
    const { spec, alone } = aloneOf(pair);
    const result = lockstep(spec, { ...system, actions: { ...system.actions, VoteReceived: lazy } }, { alone });
    expect(found(result)).toMatchObject({ verdict: "different", kind: "effect" });
    expect(result.difference?.step?.action).toBe("VoteReceived");
  });
});

describe("a mutant of a node's steps", () => {
  test.each(Object.entries(mutants))("%s", (_name, mutant) => {
    const { setting, property, kind } = mutant;
    const system = mutated(mutant);
    const aimedAt = { [property]: system.invariants[property] ?? expect.unreachable(property) };
    const unlocked = explore(graphOf({ ...system, invariants: aimedAt }), { checkDeadlock: false });
    expect(unlocked).toMatchObject({ verdict: "violated", property });
    const { spec, alone } = aloneOf(setting);
    expect(found(lockstep(spec, system, { alone }))).toMatchObject({ verdict: "different", kind });
  });

  test("a vote that is sent before it is durable differs in its effects", () => {
    const { spec, alone } = aloneOf(pair);
    const result = found(lockstep(spec, mutated({ steps: { Notarize: sendsFirst }, setting: pair }), { alone }));
    expect(result).toMatchObject({ verdict: "different", kind: "effect" });
  });
});

describe("a keeper that says nothing of an equivocator", () => {
  const setting = settingOf("MCSimplexVotesN4Fair");
  const property = "EquivocatorsAreAccused";
  const spec = specOf(setting, [property]);
  const check = (steps: Partial<Steps>) => {
    const system = mutated({ steps, setting });
    const { store } = explore(graphOf({ ...system, invariants: {} }), { checkDeadlock: false });
    return checkCodeLiveness(spec, system, store, spec.liveness());
  };

  const comparedWith = (steps: Partial<Steps>) => {
    const { spec: unfair, alone } = aloneOf(setting);
    return found(lockstep(unfair, mutated({ steps, setting }), { alone }));
  };

  test("is not the real one", () => {
    expect(check({}).verdict).toBe("ok");
  });

  test("drops the second vote", () => {
    const drops = keeping((_s, _from, _vote, refusal) => (refusal === null ? "already-known" : null));
    expect(check({ OnVote: drops })).toMatchObject({ verdict: "violated", property });
    expect(comparedWith({ OnVote: drops })).toMatchObject({ verdict: "different", kind: "spec-extra" });
  });

  test("puts the second vote in the place of the first", () => {
    const replaces = keeping((s, from, vote, refusal) => {
      if (refusal !== null) return null;
      const emptied = counting(s, vote.view, (ballots) =>
        ballots.map((one) => (one.from === from ? { ...one, nullify: false, finalize: null } : one)),
      );
      return [{ ...s, votes: keep(emptied.votes, from, vote) }, []];
    });
    expect(check({ OnVote: replaces })).toMatchObject({ verdict: "violated", property });
    expect(comparedWith({ OnVote: replaces })).toMatchObject({ verdict: "different", kind: "effect" });
  });
});
