/** Random schedules: what reaches whom when, which timer expires, who crashes; and then a network that has become good. */

import { randomIndex, seededRandom } from "../../lib/random.ts";
import { act, type Choose } from "./testing-adversary.ts";
import { Cluster, type Committee, type Flight, type Replica } from "./testing-cluster.ts";
import { divide } from "./testing-division.ts";
import { Violation } from "./testing-ledger.ts";

export type Schedule = Committee & {
  readonly seed: number;
  /** How many steps the network is bad for. */
  readonly steps: number;
  /** Of a hundred messages, how many are lost, and how many come again. */
  readonly lost: number;
  readonly doubled: number;
  /** Of a thousand steps, how many cut the network, heal it, crash a replica, expire a timer. */
  readonly cuts: number;
  readonly crashes: number;
  readonly timers: number;
  /** The adversary stops when the network becomes good: what only it has will not be seen again. */
  readonly quiet: boolean;
  /** The nodes are divided by their first view when it begins. */
  readonly divided: boolean;
};

/** Runs a schedule to the end. Throws the first violation. */
export function simulate(schedule: Schedule): Cluster {
  const random = seededRandom(schedule.seed);
  const choose: Choose = (below) => randomIndex(random, below);
  const cluster = new Cluster(schedule);
  if (schedule.divided) divide(cluster, choose);
  for (let at = 0; at < schedule.steps; at++) {
    step(cluster, schedule, choose);
    if (at % 8 === 0) cluster.check();
  }
  stabilise(cluster, schedule.quiet ? () => {} : () => act(cluster, choose));
  return cluster;
}

const one = <T>(of: readonly T[], choose: Choose): T => of[choose(of.length)] as T;

function step(cluster: Cluster, schedule: Schedule, choose: Choose): void {
  const { replicas } = cluster;
  const replica = one(replicas, choose);
  const acts: readonly (readonly [weight: number, act: () => void])[] = [
    [schedule.crashes, () => (replica.up ? cluster.crash(replica) : cluster.restart(replica))],
    [schedule.cuts, () => cut(replicas, choose)],
    [schedule.timers, () => cluster.expire(replica, choose(2) === 0 ? "proposal" : "view")],
    [60, () => cluster.give(replica, { type: "Retransmit" })],
    [80, () => act(cluster, choose)],
    [60, () => cluster.build(replica)],
    [60, () => cluster.execute(replica)],
  ];
  let draw = choose(1000);
  for (const [weight, does] of acts) {
    if (draw < weight) {
      does();
      return;
    }
    draw -= weight;
  }
  carry(cluster, schedule, choose);
}

/** Heals the network, or cuts it: in two by chance, or one replica off. */
function cut(replicas: readonly Replica[], choose: Choose): void {
  const how = choose(3);
  const alone = one(replicas, choose);
  for (const replica of replicas) replica.group = how === 0 ? 0 : how === 1 ? choose(2) : Number(replica === alone);
}

/** More messages than that are not under way at once: it loses some, so that what arrives is not all old. */
const MOST_FLIGHTS = 60;

/** Any message that is under way arrives, is lost, or arrives and stays under way. In a crash it arrives, and some effects are not carried out. */
function carry(cluster: Cluster, { lost, doubled, crashes }: Schedule, choose: Choose): void {
  const { flights } = cluster;
  while (flights.length > MOST_FLIGHTS) {
    flights[choose(flights.length)] = flights.at(-1) as Flight;
    flights.pop();
  }
  const at = choose(flights.length);
  const [flight, last] = [flights[at], flights.pop()];
  if (flight === undefined || last === undefined) return;
  if (at < flights.length) flights[at] = last;
  const draw = choose(100);
  if (draw < lost) {
    cluster.counts("lost: network");
    return;
  }
  if (draw < lost + doubled) flights.push(flight);
  cluster.deliver(flight, choose(1000) < crashes ? choose(4) : undefined);
}

/** More rounds than a good network needs: a view of each leader, twice, and what it takes to come together. */
const ROUNDS_PER_MEMBER = 12;

/**
 * From now on messages arrive, at once; who is down comes back; timers expire only when nothing else happens. Every honest node must
 * deliver a block of a view that nobody had reached before.
 */
export function stabilise(cluster: Cluster, adversary: () => void): void {
  const { replicas, committee } = cluster;
  for (const replica of replicas) {
    replica.group = 0;
    cluster.restart(replica);
  }
  const reached = Math.max(...replicas.map(({ driver }) => driver.core.view));
  for (let round = 0; round < ROUNDS_PER_MEMBER * committee.size; round++) {
    const before = replicas.map(({ driver }) => driver);
    adversary();
    for (const replica of replicas) cluster.give(replica, { type: "Retransmit" });
    drain(cluster);
    cluster.check();
    if (cluster.honest().every(({ delivered }) => delivered.view > reached)) {
      catchUp(cluster);
      return;
    }
    if (replicas.every(({ driver }, at) => driver === before[at]))
      for (const replica of replicas) cluster.expire(replica, "view");
  }
  throw new Violation("Progress", {
    reached,
    nodes: replicas.map(({ constants, driver }) => ({ self: constants.self, ...driver.core })),
  });
}

/** Applications execute what they have got, and everything that is final at a node has been released by it. */
function catchUp(cluster: Cluster): void {
  for (const replica of cluster.honest()) {
    let before: Replica["driver"];
    do {
      before = replica.driver;
      cluster.execute(replica);
    } while (replica.driver !== before);
    const { released, core } = replica.driver;
    if (released.block.id !== core.tip.id) throw new Violation("Progress", { released, tip: core.tip });
  }
}

/** Lets applications build, and everything arrive that is under way or sent on the way. A view needs a block, so there is an end. */
function drain(cluster: Cluster): void {
  const { flights, replicas } = cluster;
  for (const replica of replicas) cluster.build(replica);
  for (let at = 0; at < flights.length; at++) cluster.deliver(flights[at] as Flight);
  flights.length = 0;
}
