/** Runs of four nodes with the driver of Simplex, the fourth of which is Byzantine and logs nothing. */

import { unreachable } from "../../../lib/errors.ts";
import { simplexSettings } from "../../../machines/simplex/models.ts";
import { universeOf } from "../../../machines/simplex/universe.ts";
import { Network } from "./network.ts";

export interface LoggedRun {
  readonly name: string;
  readonly about: string;
  /** The model whose constants the run has. */
  readonly model: string;
  readonly logs: Network["logs"];
}

/** The Byzantine node. */
export const BYZANTINE = 4;
const HONEST = [1, 2, 3] as const;

/** Everybody gets everything in time, and both views end in a final block. */
function good(network: Network): void {
  network.build(1);
  network.deliver();
  network.build(2);
  network.deliver();
}

/** The leader proposes one block to the first node and another one to the others, and votes for the latter. */
function equivocation(network: Network): void {
  const [one, other] = [network.block("1.0"), network.block("1.1")];
  network.inject(BYZANTINE, { type: "Proposal", from: BYZANTINE, block: one, valid: true }, [1]);
  network.inject(BYZANTINE, { type: "Proposal", from: BYZANTINE, block: other, valid: true }, [2, 3]);
  network.inject(BYZANTINE, { type: "Vote", from: BYZANTINE, vote: { type: "notarize", view: 1, block: "1.1" } }, [2, 3]);
  network.deliver();
}

/** The first leader says nothing. A node crashes after it has voted to nullify, comes back with its log, and leads the next view. */
function crash(network: Network): void {
  for (const node of HONEST) network.expire(node);
  network.crash(2);
  network.deliver();
  network.build(2);
  network.deliver();
}

/** A node hears nobody, its timer expires, and the others go on with the votes of the Byzantine one. Then it hears all that it has missed. */
function partition(network: Network): void {
  const isApart = (from: number, to: number) => (from === 3) !== (to === 3);
  const votes = (view: number, block: string) => {
    for (const type of ["notarize", "finalize"] as const)
      network.inject(BYZANTINE, { type: "Vote", from: BYZANTINE, vote: { type, view, block } }, [1, 2]);
  };
  network.build(1);
  network.expire(3);
  network.deliver(isApart);
  votes(1, "1.0");
  network.deliver(isApart);
  network.build(2);
  network.deliver(isApart);
  network.deliver();
}

const runs: readonly (readonly [name: string, model: string, about: string, play: (network: Network) => void])[] = [
  ["good", "MCSimplexHHGood2", "two views in which everybody gets everything in time", good],
  ["byzantine-leader", "MCSimplexV1", "the leader is Byzantine and proposes two blocks; one of them becomes final", equivocation],
  ["crash", "MCSimplexGood2Crash", "the first leader is silent; a node crashes after its vote and recovers", crash],
  ["partition", "MCSimplexHHGood2", "a node is cut off in the first view and catches up in the second", partition],
];

/** All of them; the same each time. */
export const simplexRuns = (): readonly LoggedRun[] =>
  runs.map(([name, model, about, play]) => {
    const network = new Network(universeOf(simplexSettings[model] ?? unreachable(`no model ${model}`)));
    play(network);
    return { name, model, about, logs: network.logs };
  });
