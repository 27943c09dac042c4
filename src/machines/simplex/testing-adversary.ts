/** What the adversary does with the keys of its members: it says to each node what it likes, and knows everything that was ever said. */

import { certificateOf } from "./proofs.ts";
import type { Cluster, Replica } from "./testing-cluster.ts";
import { proposalOf } from "./testing-cluster.ts";
import { INVALID } from "./testing-ledger.ts";
import type { NodeId, Vote } from "./types.ts";
import { genesis } from "./types.ts";

/** A source of choices: a whole number below the argument, which is above 0. */
export type Choose = (below: number) => number;

const one = <T>(of: readonly T[], choose: Choose): T => of[choose(of.length)] as T;

/** A view near those in which the nodes are. */
function someView({ replicas }: Cluster, choose: Choose): number {
  const view = one(replicas, choose).driver.core.view;
  return Math.max(1, view + choose(5) - 2);
}

/** Some of the replicas, at least one. */
function someOf(replicas: readonly Replica[], choose: Choose): readonly Replica[] {
  const some = replicas.filter(() => choose(2) === 0);
  return some.length > 0 ? some : [one(replicas, choose)];
}

function votes(cluster: Cluster, self: NodeId, choose: Choose): void {
  const view = someView(cluster, choose);
  const blocks = cluster.ledger.allBlocks().filter((block) => block.view === view);
  const id = blocks.length > 0 && choose(8) > 0 ? one(blocks, choose).id : "nothing";
  const vote = one<Vote>(
    [
      { type: "notarize", view, block: id },
      { type: "nullify", view },
      { type: "finalize", view, block: id },
    ],
    choose,
  );
  cluster.ledger.signs(self, vote);
  cluster.send(null, { type: "Vote", from: self, vote }, someOf(cluster.replicas, choose));
}

/** A proposal: of its own view with a parent that may be good, or of any view with any parent. */
function proposes(cluster: Cluster, self: NodeId, choose: Choose): void {
  const { ledger, replicas } = cluster;
  const near = Array.from({ length: 7 }, (_, at) => one(replicas, choose).driver.core.view + at - 2);
  const own = near.filter((view) => view > 0 && ledger.leader(view) === self);
  const view = own.length > 0 && choose(8) > 0 ? one(own, choose) : someView(cluster, choose);
  const known = one(replicas, choose).driver.core;
  const likely = known.blocks.findLast((block) => block.view < view) ?? known.tip;
  const earlier = ledger.allBlocks().filter((block) => choose(20) === 0 || block.view < view);
  const parent = choose(3) > 0 ? likely : one([genesis, ...earlier.slice(-6)], choose);
  const block = ledger.block(self, view, parent, choose(6) === 0 ? INVALID : "");
  cluster.send(null, proposalOf(self, block), someOf(replicas, choose));
}

/** A certificate that the adversary can make, shown to some; now and then with too few signers, one twice, or a stranger. */
function certifies(cluster: Cluster, _self: NodeId, choose: Choose): void {
  const { ledger, committee } = cluster;
  const recent = ledger.signedVotes().slice(-12);
  if (recent.length === 0) return;
  const vote = one(recent, choose);
  for (const self of committee.puppets) ledger.signs(self, vote);
  const stranger = committee.size + 1;
  if (choose(8) === 0) ledger.signs(stranger, vote);
  const all = ledger.signersOf(vote);
  const signers = choose(4) === 0 ? [...all, one(all, choose)].slice(choose(2)).sort((a, b) => a - b) : all;
  const to = choose(2) === 0 ? [one(cluster.replicas, choose)] : someOf(cluster.replicas, choose);
  cluster.send(null, { type: "Certificate", certificate: certificateOf(vote), signers }, to);
}

function asks(cluster: Cluster, self: NodeId, choose: Choose): void {
  const kind = one(["any", "notarization", "nullification"] as const, choose);
  const input = {
    type: "Asked",
    from: self,
    want: { kind, view: choose(4) === 0 ? choose(1000) : someView(cluster, choose) },
  } as const;
  cluster.send(null, input, someOf(cluster.replicas, choose));
}

/** What the adversary does, some of it more often. */
const ACTS = [votes, votes, votes, proposes, proposes, certifies, certifies, asks];

/** One act of one of its members. */
export function act(cluster: Cluster, choose: Choose): void {
  const { puppets } = cluster.committee;
  if (puppets.length > 0) one(ACTS, choose)(cluster, one(puppets, choose), choose);
}
