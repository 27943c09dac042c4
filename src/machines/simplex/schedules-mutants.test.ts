import { afterEach, describe, expect, test, vi } from "vitest";
import { randomIndex, seededRandom } from "../../lib/random.ts";
import type { Stepped } from "../protocol.ts";
import type * as Core from "./core.ts";
import type * as DriverModule from "./driver.ts";
import type * as Knowledge from "./knowledge.ts";
import type * as Releasing from "./release.ts";
import type { Property } from "./testing-ledger.ts";
import { chooseSchedule } from "./testing-schedules.ts";
import type { Schedule } from "./testing-simulation.ts";
import type { Effect, Item, Round, State, Vote } from "./types.ts";
import type * as Keeper from "./vote-keeper.ts";
import type { Driver, DriverConstants, DriverEffect, Input, Node, ViewVotes } from "./votes-types.ts";

/** A module of the driver with something replaced. */
type Mutation<M> = readonly [path: string, replaced: (original: M) => Partial<M>];

const mutation = <M>(path: string, replaced: (original: M) => Partial<M>): Mutation<never> => [path, replaced] as never;

const core = (replaced: (original: typeof Core) => Partial<typeof Core>) => mutation("./core.ts", replaced);
const knowledge = (replaced: (original: typeof Knowledge) => Partial<typeof Knowledge>) => mutation("./knowledge.ts", replaced);
const keeper = (replaced: (original: typeof Keeper) => Partial<typeof Keeper>) => mutation("./vote-keeper.ts", replaced);

/** The driver with its inputs rewritten. */
const inputs = (rewritten: (input: Input, c: DriverConstants) => Input) =>
  mutation<typeof DriverModule>("./driver.ts", ({ receive }) => ({
    receive: (c, s, input) => receive(c, s, rewritten(input, c)),
  }));

const forgetEnds = (rounds: readonly Round[]): readonly Round[] => rounds.map((round) => ({ ...round, ended: "none" as const }));

/** A step without what it logs of a type. */
function unlogged<R extends string>(type: Item["type"], stepped: Stepped<State, Effect, R>): Stepped<State, Effect, R> {
  if (typeof stepped === "string") return stepped;
  const logged = (items: readonly Item[]) => items.filter((item) => item.type !== type);
  const effects = stepped[1].map((effect) => (effect.type === "Persist" ? { ...effect, items: logged(effect.items) } : effect));
  return [stepped[0], effects];
}

const mutants: readonly (readonly [what: string, mutation: Mutation<never>, found: readonly Property[]])[] = [
  ["a quorum is one vote less", knowledge(({ quorum }) => ({ quorum: (n) => quorum(n) - 1 })), ["CertificatesAreTrue"]],
  [
    "the log is forgotten",
    inputs((input) => (input.type === "Restart" ? { ...input, log: [] } : input)),
    ["HonestNeverEquivocates", "PersistBeforeBroadcast"],
  ],
  [
    "a vote is sent before it is durable",
    core(({ Notarize }) => ({
      Notarize: (c, s, args) => {
        const stepped = Notarize(c, s, args);
        return typeof stepped === "string" ? stepped : [stepped[0], stepped[1].toReversed()];
      },
    })),
    ["PersistBeforeBroadcast"],
  ],
  [
    "who signs a certificate twice counts twice",
    mutation<{ sortedSet: (of: Iterable<number>) => readonly number[] }>("../../lib/sorted-set.ts", () => ({
      sortedSet: (of) => [...of],
    })),
    ["CertificatesAreTrue"],
  ],
  [
    "a node's own vote counts twice",
    keeper(({ signersOf }) => ({
      isCertified: (c, votes, vote) => {
        const signers = signersOf(votes, vote);
        const count = signers.length + (signers.includes(c.self) ? 1 : 0);
        return count >= c.committee - Math.floor((c.committee - 1) / 3);
      },
    })),
    ["CertificatesAreTrue"],
  ],
  [
    "a node's own vote does not count",
    keeper(({ keep }) => ({ keep: (votes, from, vote) => (vote.type === "nullify" ? keep(votes, from, vote) : votes) })),
    ["Progress"],
  ],
  [
    "votes of other views count",
    keeper(({ isCertified, signersOf }) => ({
      isCertified: (c, votes, vote) =>
        vote.type === "nullify"
          ? new Set(votes.flatMap(({ view }) => signersOf(votes, { ...vote, view }))).size * 3 > 2 * c.committee
          : isCertified(c, votes, vote),
    })),
    ["CertificatesAreTrue"],
  ],
  ["strangers sign certificates", keeper(() => ({ isMember: () => true })), ["BallotsAreAsHeard", "CertificatesAreTrue"]],
  [
    "a second vote takes the place of the first",
    keeper(({ OnVote, keep }) => ({
      OnVote: ((c: DriverConstants, s: Node, args: { readonly from: number; readonly vote: Vote }) => {
        const stepped = OnVote(c, s, args);
        if (typeof stepped === "string" || stepped[1].length === 0) return stepped;
        const { from, vote } = args;
        const votes = s.votes.map(({ view, ballots }): ViewVotes => {
          return { view, ballots: view === vote.view ? ballots.filter((ballot) => ballot.from !== from) : ballots };
        });
        return [{ ...s, votes: keep(votes, from, vote) }, []];
      }) as typeof OnVote,
    })),
    ["BallotsAreAsHeard"],
  ],
  [
    "a view that was nullified is finalized",
    core(({ OnNotarization }) => ({
      OnNotarization: (c, s, args) => OnNotarization(c, { ...s, rounds: forgetEnds(s.rounds) }, args),
    })),
    ["HonestNeverEquivocates"],
  ],
  [
    "how a view has ended is forgotten when it is left",
    core(({ OnNullification }) => ({
      OnNullification: (c, s, args) => {
        const stepped = OnNullification(c, s, args);
        if (typeof stepped === "string") return stepped;
        const [next, effects] = stepped;
        return [{ ...next, rounds: next.rounds.filter(({ view }) => view >= next.view) }, effects];
      },
    })),
    ["HonestNeverEquivocates"],
  ],
  ["any parent will do", knowledge(() => ({ validParent: () => true })), ["Agreement", "Validity"]],
  [
    "anybody proposes",
    inputs((input, c) =>
      input.type === "Proposal" ? { ...input, from: c.leaders[(input.block.view - 1) % c.leaders.length] as number } : input,
    ),
    ["Progress", "Validity"],
  ],
  [
    "the verdict of the application is ignored",
    inputs((input) => (input.type === "Proposal" ? { ...input, valid: true } : input)),
    ["Validity"],
  ],
  [
    "nothing is sent again",
    mutation<{ repeated: () => readonly [] }>("./retransmission.ts", () => ({ repeated: () => [] })),
    ["Progress"],
  ],
  [
    "there is no horizon",
    mutation<typeof DriverModule>("./driver.ts", ({ receive }) => ({
      receive: (c, s, input) => receive({ ...c, horizon: 1e6 }, s, input),
    })),
    ["BallotsAreAsHeard", "MemoryIsBounded"],
  ],
  [
    "notarizations are not logged",
    core(({ OnNotarization }) => ({ OnNotarization: (c, s, args) => unlogged("notarization", OnNotarization(c, s, args)) })),
    ["Progress"],
  ],
  [
    "nullifications are not logged",
    core(({ OnNullification }) => ({ OnNullification: (c, s, args) => unlogged("nullification", OnNullification(c, s, args)) })),
    ["Progress"],
  ],
  ["nobody asks for what it lacks", core(() => ({ Request: () => "nothing-missing" })), ["Progress"]],
  [
    "what goes out is signed when a block is notarized",
    mutation<typeof DriverModule>("./driver.ts", ({ receive }) => ({
      receive: (c, s, input) => {
        const stepped = receive(c, s, input);
        return typeof stepped === "string" ? stepped : [stepped[0], stepped[1].flatMap((effect) => early(s, effect))];
      },
    })),
    ["ReleasedIsFinal"],
  ],
  [
    "how far a node has released is forgotten",
    inputs((input) =>
      input.type === "Restart" ? { ...input, log: input.log.filter(({ type }) => type !== "released") } : input,
    ),
    ["ReleasedOnce"],
  ],
  [
    "what goes out is signed before that is written down",
    mutation<typeof Releasing>("./release.ts", ({ Release }) => ({
      Release: (c, s, args) => {
        const stepped = Release(c, s, args);
        return typeof stepped === "string" ? stepped : [stepped[0], stepped[1].toReversed()];
      },
    })),
    ["PersistBeforeBroadcast"],
  ],
];

/** The effect, and if it shows a notarization, what goes out of its block as if that were final. */
function early({ released }: Driver, effect: DriverEffect): readonly DriverEffect[] {
  if (effect.type !== "Broadcast" || effect.item.type !== "notarization") return [effect];
  const { view, block } = effect.item;
  const height = released.height + 1;
  return [
    effect,
    { type: "Persist", items: [{ type: "released", view, block, height }] },
    { type: "SignOutward", height, block: { view, id: block } },
  ];
}

afterEach(() => {
  vi.resetModules();
  vi.restoreAllMocks();
});

/** The schedules that look for mutants. */
const searched = [5, 6, 7].flatMap((seed) => {
  const random = seededRandom(seed);
  return Array.from({ length: 1000 }, (_, at) => chooseSchedule(at % 2 === 0 ? 4 : 7, (below) => randomIndex(random, below)));
});

/** The property that the first schedule to fail has violated; the search starts at one of them and tries all. */
async function firstViolation([path, replaced]: Mutation<never>, start: number): Promise<string> {
  vi.doMock(path, async (importOriginal) => {
    const original = (await importOriginal()) as never;
    return { ...(original as object), ...(replaced(original) as object) };
  });
  vi.resetModules();
  const { simulate } = await import("./testing-simulation.ts");
  vi.doUnmock(path);
  for (const schedule of [...searched.slice(start), ...searched.slice(0, start)]) {
    try {
      simulate(schedule);
    } catch (error) {
      return (error as { readonly property?: Property }).property ?? String(error);
    }
  }
  return "none";
}

/** Where one is that finds a mutant, to save time; 0 unless told. */
const pinned: { readonly [what: string]: number } = {
  "who signs a certificate twice counts twice": 12,
  "strangers sign certificates": 9,
  "a second vote takes the place of the first": 1,
  "any parent will do": 253,
  "anybody proposes": 63,
  "the verdict of the application is ignored": 233,
  "nothing is sent again": 5,
  "there is no horizon": 11,
  "notarizations are not logged": 2335,
  "nullifications are not logged": 336,
  "nobody asks for what it lacks": 40,
  "how far a node has released is forgotten": 26,
};

describe("schedules find a driver that is broken:", () => {
  test.each(mutants)("%s", async (what, mutant, found) => {
    expect(found).toContain(await firstViolation(mutant, pinned[what] ?? 0));
  });

  test("and not the one that is not", async () => {
    const { simulate } = await import("./testing-simulation.ts");
    for (const at of [0, ...Object.values(pinned)]) simulate(searched[at] as Schedule);
  });
});
