/** What scripted scenarios are written with: a cluster in which one says what arrives, and one node alone. */

import { initDriver, receive } from "./driver.ts";
import type { Cluster, Flight, Replica } from "./testing-cluster.ts";
import type { Block, NodeId, Vote } from "./types.ts";
import { genesis } from "./types.ts";
import type { Certified, Driver, DriverConstants, DriverEffect, Input } from "./votes-types.ts";

/** Four members, who lead in turn, the last of them in the hands of the adversary. */
export const faulty = { size: 4, horizon: 5, twins: [], puppets: [4] } as const;
export const allHonest = { ...faulty, puppets: [] };

/** An adversary that does nothing. */
export const quiet = (): void => {};

export function member({ replicas }: Cluster, self: NodeId): Replica {
  return replicas.find(({ constants }) => constants.self === self) as Replica;
}

/** Lets what matches arrive, and what it brings about as far as that matches too; the rest is lost. */
export function arrives(world: Cluster, matches: (flight: Flight) => boolean): void {
  for (let flight = world.flights.shift(); flight !== undefined; flight = world.flights.shift()) {
    if (matches(flight)) world.deliver(flight);
  }
}

export const loses = (world: Cluster): void => arrives(world, () => false);

/** A vote of the adversary's member, to some. */
export function votes(world: Cluster, vote: Vote, to: readonly NodeId[]): void {
  world.ledger.signs(4, vote);
  for (const self of to) world.give(member(world, self), { type: "Vote", from: 4, vote });
}

export const between =
  (...members: readonly NodeId[]) =>
  ({ from, to }: Flight): boolean =>
    members.includes(from?.constants.self ?? 0) && members.includes(to.constants.self);

export const notarize = ({ view, id }: Block): Vote => ({ type: "notarize", view, block: id });
export const finalize = ({ view, id }: Block): Vote => ({ type: "finalize", view, block: id });
export const nullify = (view: number): Vote => ({ type: "nullify", view });

/** One node alone: member 2 of four. */
export const alone: DriverConstants = { self: 2, committee: 4, leaders: [1, 2, 3, 4], horizon: 5 };

export const block = (view: number, parent: Block["parent"] = genesis, id = `b${view}`): Block => ({
  view,
  id,
  parent,
  payload: "",
});

/** The lone node after these inputs, some of which it may refuse, and all that it has done. */
export function run(
  inputs: readonly Input[],
  from: Driver = initDriver(),
): { readonly s: Driver; readonly effects: readonly DriverEffect[] } {
  let s = from;
  const effects: DriverEffect[] = [];
  for (const input of inputs) {
    const stepped = receive(alone, s, input);
    if (typeof stepped === "string") continue;
    s = stepped[0];
    effects.push(...stepped[1]);
  }
  return { s, effects };
}

export const start: Input = { type: "Restart", log: [] };

export const sent = (effects: readonly DriverEffect[]) =>
  effects.flatMap((effect) => (effect.type === "Broadcast" ? [effect.item] : []));

export function certificate(type: Certified["type"], { view, id }: Block, signers: readonly NodeId[]): Input {
  return { type: "Certificate", certificate: type === "nullification" ? { type, view } : { type, view, block: id }, signers };
}
