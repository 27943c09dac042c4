/**
 * A beginning that no bad network reaches by chance: the first view has divided the nodes. Some know its notarization, have voted to finalize
 * it and will not nullify it; the others know its nullification. Each certificate has votes of Byzantine members that do not come again. All
 * have left the second view, and with it what they say again and again about the first.
 */

import type { Choose } from "./testing-adversary.ts";
import type { Cluster, Replica } from "./testing-cluster.ts";
import { proposalOf } from "./testing-cluster.ts";
import type { Block, NodeId, Vote } from "./types.ts";
import { genesis } from "./types.ts";

/** Divides a new cluster by the votes of its puppets; there must be f of them, and no twins. */
export function divide(cluster: Cluster, choose: Choose): void {
  const { replicas, ledger, committee } = cluster;
  const { size, puppets } = committee;
  const quorum = size - Math.floor((size - 1) / 3);
  const shuffled = [...replicas].sort(() => choose(3) - 1);
  const [proposer] = replicas.filter(({ constants }) => constants.self === ledger.leader(1));
  const knowing = shuffled.slice(0, 1 + choose(size - quorum));
  const others = shuffled.slice(knowing.length).sort((a, b) => Number(b === proposer) - Number(a === proposer));
  const voters = [...knowing, ...others.slice(0, quorum - puppets.length - knowing.length)];
  const block = proposed(cluster, proposer);
  for (const replica of voters) if (replica !== proposer) cluster.give(replica, proposalOf(ledger.leader(1), block));
  hear(cluster, knowing, { type: "notarize", view: 1, block: block.id }, [...selves(voters), ...puppets]);
  nullify(cluster, others, 1, puppets);
  nullify(cluster, replicas, 2, []);
  cluster.flights.length = 0;
  if (replicas.every(({ driver }) => driver.core.view === 3)) cluster.counts("divided");
}

const selves = (replicas: readonly Replica[]): readonly NodeId[] => replicas.map(({ constants }) => constants.self);

/** The block of the first view: its leader's, or one that the adversary makes. */
function proposed(cluster: Cluster, proposer: Replica | undefined): Block {
  if (proposer === undefined) return cluster.ledger.block(cluster.ledger.leader(1), 1, genesis, "");
  cluster.build(proposer);
  return cluster.ledger.allBlocks()[0] as Block;
}

/** Their timers of the view expire, and they hear of each other and of the puppets that they nullify it. */
function nullify(cluster: Cluster, replicas: readonly Replica[], view: number, puppets: readonly NodeId[]): void {
  for (const replica of replicas) cluster.expire(replica, "view");
  hear(cluster, replicas, { type: "nullify", view }, [...selves(replicas), ...puppets]);
}

/** The replicas hear this vote of these members; puppets sign it. */
function hear(cluster: Cluster, replicas: readonly Replica[], vote: Vote, members: readonly NodeId[]): void {
  for (const from of members) {
    if (cluster.committee.puppets.includes(from)) cluster.ledger.signs(from, vote);
    for (const replica of replicas) cluster.give(replica, { type: "Vote", from, vote });
  }
}
