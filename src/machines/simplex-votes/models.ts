/** The finite models of `SimplexVotes.tla`; each has a cfg of the same name in `spec/tla/`. */

import type { System } from "../../lib/model.ts";
import type { NodeId } from "../simplex/types.ts";
import { simplexVotesSystem } from "./model.ts";
import type { Setting } from "./universe.ts";
import type { Closed } from "./world.ts";

const of = (...signers: readonly string[]): readonly (readonly NodeId[])[] => signers.map((one) => [...one].map(Number));

const quorums = ["123", "124", "134", "234"];

/** Four members, the last of them Byzantine, one view and one block; the first has a vote keeper. */
const four: Setting = {
  nodes: [1, 2, 3, 4],
  byzantine: [4],
  maxView: 1,
  byzantineViews: [1],
  labels: [0],
  maxCrashes: 0,
  goodView: 0,
  begins: "new",
  detailed: [1],
  horizon: 0,
  strangers: [],
  signers: of("14", "24", "34", ...quorums),
  isDriven: true,
};

/** Two of four Byzantine: one more than consensus bears. */
const two: Setting = { ...four, byzantine: [3, 4], signers: of("34", ...quorums) };

/** One node. */
const one: Setting = { ...four, nodes: [1], byzantine: [], byzantineViews: [], signers: of("", "1") };

/** Two honest nodes, the second of them with a vote keeper, and a stranger. */
const pair: Setting = {
  ...one,
  nodes: [1, 2],
  maxView: 2,
  detailed: [2],
  strangers: [3],
  signers: of("1", "2", "3", "12", "13", "23"),
};

/** The settings of the models by their names. */
export const settings: { readonly [name: string]: Setting } = {
  MCSimplexVotesN4Good: { ...four, goodView: 1 },
  MCSimplexVotesN4Fair: { ...four, goodView: 1, isDriven: false },
  MCSimplexVotesN2V2: { ...pair, goodView: 2 },
  MCSimplexVotesN1: { ...one, labels: [0, 1], maxCrashes: 1 },
  MCSimplexVotesBehind: {
    ...four,
    maxView: 3,
    byzantineViews: [1, 2],
    goodView: 3,
    begins: "behind",
    detailed: [],
    signers: of("124"),
  },
  MCSimplexVotesB2: { ...two, labels: [0, 1], detailed: [] },
  MCSimplexVotesB2Keeper: two,
  MCSimplexVotesB2V2: { ...two, maxView: 2, detailed: [] },
  MCSimplexVotesN4: four,
  MCSimplexVotesN4Crash: { ...four, goodView: 1, maxCrashes: 1 },
  MCSimplexVotesN4Labels: { ...four, byzantineViews: [], labels: [0, 1], goodView: 1 },
  MCSimplexVotesKinds: { ...four, byzantineViews: [], labels: [0, 1], goodView: 1, signers: [], isDriven: false },
  MCSimplexVotesSigned: { ...four, byzantineViews: [], goodView: 1, signers: of("124"), isDriven: false },
  MCSimplexVotesN2V2Crash: { ...pair, maxCrashes: 1 },
};

/** Models by name, built on demand. */
export const simplexVotesModels: { readonly [name: string]: () => System<Closed> } = Object.fromEntries(
  Object.entries(settings).map(([name, setting]) => [name, () => simplexVotesSystem(name, setting)]),
);
