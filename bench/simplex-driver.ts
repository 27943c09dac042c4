/**
 * The Simplex driver of one node, without cryptography: inputs a second while views go by in which everybody votes. Each view has a
 * proposal (or a built block), everybody's vote to notarize and everybody's vote to finalize; those that come after a quorum count too.
 */

import { initDriver, receive } from "nexus-reference/machines/simplex/driver";
import type { DriverConstants, Input } from "nexus-reference/machines/simplex/votes-types";
import type { Benchmark, Figure } from "./benchmark.ts";

const TARGET = 300e3;

/** The targets are for the smaller committees. */
const COMMITTEES = [{ size: 4, atLeast: TARGET }, { size: 7, atLeast: TARGET }, { size: 16 }] as const;

const SELF = 2;

/** What a node gets in so many views, in order. */
function inputsOf(size: number, views: number): readonly Input[] {
  const others = Array.from({ length: size }, (_, at) => at + 1).filter((member) => member !== SELF);
  const inputs: Input[] = [{ type: "Restart", log: [] }];
  let parent = { view: 0, id: "" };
  for (let view = 1; view <= views; view++) {
    const block = { view, id: `b${view}`, parent, payload: "" };
    const leader = ((view - 1) % size) + 1;
    inputs.push(leader === SELF ? { type: "Built", block } : { type: "Proposal", from: leader, block, valid: true });
    for (const type of ["notarize", "finalize"] as const) {
      for (const from of others) inputs.push({ type: "Vote", from, vote: { type, view, block: block.id } });
    }
    parent = { view, id: block.id };
  }
  return inputs;
}

/** Runs them all; how many blocks were delivered. */
function run(constants: DriverConstants, inputs: readonly Input[]): number {
  let s = initDriver();
  let delivered = 0;
  for (const input of inputs) {
    const stepped = receive(constants, s, input);
    // A vote that comes after the finalization of its view is refused.
    if (typeof stepped === "string") continue;
    s = stepped[0];
    for (const { type } of stepped[1]) if (type === "Deliver") delivered++;
  }
  return delivered;
}

function figures(size: number, views: number, atLeast?: number): readonly Figure[] {
  const leaders = Array.from({ length: size }, (_, at) => at + 1);
  const constants: DriverConstants = { self: SELF, committee: size, leaders, horizon: 10 };
  const inputs = inputsOf(size, views);
  let best = 0;
  let delivered = 0;
  for (let round = 0; round < 3; round++) {
    const before = process.cpuUsage();
    delivered = run(constants, inputs);
    const { user, system } = process.cpuUsage(before);
    best = Math.max(best, inputs.length / ((user + system) / 1e6));
  }
  const rate: Figure = { name: `inputs a second, n=${size}`, value: best };
  return [
    { name: `blocks delivered, n=${size}`, value: delivered, exactly: views },
    atLeast === undefined ? rate : { ...rate, atLeast },
  ];
}

export const simplexDriverBenchmark: Benchmark = {
  name: "simplex-driver",
  run: (quick) => {
    const votes = quick ? 200e3 : 2e6;
    return COMMITTEES.flatMap(({ size, ...target }) =>
      figures(size, Math.floor(votes / (2 * size)), "atLeast" in target ? target.atLeast : undefined),
    );
  },
};
