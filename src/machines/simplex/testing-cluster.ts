/**
 * Nodes with the real driver, their disks, and the network between them. A replica carries its effects out one by one; it can stop
 * after any of them, and then has nothing but its disk. Two replicas with one key are twins: each is honest, their member is Byzantine.
 */

import { initDriver, receive } from "./driver.ts";
import { voteOf } from "./proofs.ts";
import { isReleased, record } from "./release.ts";
import { Hearing, votesOf } from "./testing-keeper.ts";
import { INVALID, Ledger, Violation } from "./testing-ledger.ts";
import type { Block, BlockRef, NodeId } from "./types.ts";
import { genesis } from "./types.ts";
import { keyOf } from "./universe.ts";
import { isVote } from "./vote-keeper.ts";
import type { Driver, DriverConstants, DriverEffect, Entry, Input, Message } from "./votes-types.ts";

export type Replica = {
  readonly place: number;
  readonly constants: DriverConstants;
  /** Of a member that no adversary controls. */
  readonly honest: boolean;
  readonly hearing: Hearing;
  driver: Driver;
  disk: readonly Entry[];
  up: boolean;
  /** Replicas of different groups do not hear each other. */
  group: number;
  /** The timers that run, or none. */
  timers: { readonly view: number; proposal: boolean; end: boolean };
  /** What the application is building a block on. */
  building: { readonly view: number; readonly parent: BlockRef } | null;
  /** The last block that the application got. */
  delivered: BlockRef;
  /** The last heights of which it has signed the outward statement, and released the beacon's share. */
  readonly out: { statement: number; share: number };
};

export type Flight = { readonly from: Replica | null; readonly to: Replica; readonly input: Input };

/** How often things have happened, so that a schedule in which nothing happens is seen. */
export type Tally = { [what: string]: number };

export type Committee = {
  readonly size: number;
  readonly horizon: number;
  /** Byzantine members whose key two honest replicas have. */
  readonly twins: readonly NodeId[];
  /** Byzantine members without a replica: the adversary speaks for them. */
  readonly puppets: readonly NodeId[];
};

export class Cluster {
  readonly committee: Committee;
  readonly ledger: Ledger;
  readonly replicas: readonly Replica[];
  readonly flights: Flight[] = [];
  readonly tally: Tally = {};

  constructor(committee: Committee) {
    this.committee = committee;
    const { size, horizon, twins, puppets } = committee;
    const members = Array.from({ length: size }, (_, at) => at + 1);
    const constants = (self: NodeId): DriverConstants => ({ self, committee: size, leaders: members, horizon });
    const byzantine = [...twins, ...puppets];
    this.ledger = new Ledger(
      constants(1),
      members.filter((member) => !byzantine.includes(member)),
    );
    const owners = [...members.filter((member) => !puppets.includes(member)), ...twins];
    this.replicas = owners.map((self, place) => ({
      place,
      constants: constants(self),
      honest: !byzantine.includes(self),
      hearing: new Hearing(constants(self)),
      driver: initDriver(),
      disk: [],
      up: false,
      group: 0,
      timers: { view: 0, proposal: false, end: false },
      building: null,
      delivered: genesis,
      out: { statement: 0, share: 0 },
    }));
    for (const replica of this.replicas) this.restart(replica);
  }

  honest(): readonly Replica[] {
    return this.replicas.filter(({ honest }) => honest);
  }

  counts(what: string): void {
    this.tally[what] = (this.tally[what] ?? 0) + 1;
  }

  /** The replica takes an input and carries out its effects; after `effects` of them it crashes. */
  give(replica: Replica, input: Input, effects = Number.POSITIVE_INFINITY): void {
    if (!replica.up) return;
    const stepped = receive(replica.constants, replica.driver, input);
    if (input.type === "Restart") replica.hearing.restarts();
    else replica.hearing.hears(replica.driver, input);
    if (typeof stepped === "string") {
      this.counts(`refused: ${stepped}`);
      return;
    }
    this.counts(input.type);
    replica.driver = stepped[0];
    for (const [at, effect] of stepped[1].entries()) {
      if (at >= effects) {
        this.crash(replica);
        return;
      }
      this.carryOut(replica, effect, input.type === "Restart");
    }
  }

  crash(replica: Replica): void {
    if (!replica.up) return;
    this.counts("crash");
    Object.assign(replica, { up: false, building: null, timers: { view: 0, proposal: false, end: false } });
  }

  restart(replica: Replica): void {
    if (replica.up) return;
    replica.up = true;
    replica.driver = initDriver();
    this.give(replica, { type: "Restart", log: replica.disk });
  }

  /** The application has built what it was asked for. */
  build(replica: Replica): void {
    if (replica.building === null) return;
    const { view, parent } = replica.building;
    replica.building = null;
    this.give(replica, { type: "Built", block: this.ledger.block(replica.constants.self, view, parent, "") });
  }

  /** The application has executed the next block that it got. */
  execute(replica: Replica): void {
    const chain = this.ledger.chain(replica.driver.released.block, replica.delivered);
    if (chain.length > 0) this.give(replica, { type: "Executed", chain });
  }

  /** A timer of the replica's view expires. */
  expire(replica: Replica, timer: "proposal" | "view"): void {
    const { view } = replica.timers;
    if (timer === "proposal" ? !replica.timers.proposal : !replica.timers.end) return;
    if (timer === "proposal") replica.timers.proposal = false;
    else replica.timers.end = false;
    this.give(replica, { type: "Timer", view, timer });
  }

  /** A message arrives, if there is a way and its signatures are good. */
  deliver({ from, to, input }: Flight, effects?: number): void {
    const authentic = votesOf(input).every(({ from: signer, vote }) => this.ledger.isAuthentic(vote, [signer]));
    if (from !== null && from.group !== to.group) this.counts("lost: partition");
    else if (!authentic) this.counts("lost: forged");
    else this.give(to, input, effects);
  }

  /** Sends something of which the signatures are good to some replicas. */
  send(from: Replica | null, input: Input, to: readonly Replica[]): void {
    for (const one of to) if (one !== from) this.flights.push({ from, to: one, input });
  }

  private carryOut(replica: Replica, effect: DriverEffect, isAgain: boolean): void {
    switch (effect.type) {
      case "Persist":
        replica.disk = record(replica.disk, effect.items);
        return;
      case "Broadcast":
        this.publish(replica, effect.item);
        return;
      case "Resend":
        for (const item of effect.items) this.publish(replica, item);
        return;
      case "StartTimers":
        replica.timers = { view: effect.view, proposal: true, end: true };
        return;
      case "Build":
        replica.building = effect;
        return;
      case "Deliver":
        this.counts("Deliver");
        if (replica.honest) this.ledger.delivers(effect.block, replica.delivered);
        replica.delivered = effect.block;
        return;
      case "SignOutward":
        this.counts("SignOutward");
        this.goesOut(replica, "statement", effect.height, isAgain);
        if (replica.honest) this.ledger.signsOutward(effect.height, effect.block);
        return;
      case "ReleaseBeacon":
        this.goesOut(replica, "share", effect.round, isAgain);
        return;
      case "Report":
        this.counts(`evidence: ${effect.evidence.kind}`);
        if (replica.honest) this.ledger.reports(effect.evidence);
        return;
      case "Request":
        this.counts(effect.of.length === 1 ? "Request" : "Gather");
        for (const want of effect.wants) {
          this.send(replica, { type: "Asked", from: replica.constants.self, want }, this.ownedBy(effect.of));
        }
        return;
      case "Answer":
        for (const item of effect.certificates) this.send(replica, toInput(replica, item), this.ownedBy([effect.to]));
    }
  }

  /** A signature of a height leaves an honest replica: the next of its kind, or the last one once more when it has restarted. */
  private goesOut(replica: Replica, kind: "statement" | "share", height: number, isAgain: boolean): void {
    if (!replica.honest) return;
    if (!replica.disk.some((entry) => entry.type === "released" && entry.height >= height)) {
      throw new Violation("PersistBeforeBroadcast", { self: replica.constants.self, kind, height });
    }
    const last = replica.out[kind];
    if (height !== last + 1 && !(isAgain && height === last)) throw new Violation("ReleasedOnce", { kind, height, last });
    replica.out[kind] = height;
  }

  private ownedBy(members: readonly NodeId[]): readonly Replica[] {
    return this.replicas.filter(({ constants }) => members.includes(constants.self));
  }

  /** A message leaves the replica. What it has signed must be on its disk, or made superfluous there by finalization. */
  private publish(replica: Replica, item: Message): void {
    const { self } = replica.constants;
    if ("signers" in item) {
      if (replica.honest) this.ledger.shows(item, voteOf(item));
    } else {
      if (isVote(item)) this.ledger.signs(self, item);
      else this.ledger.proposes(self, item);
      const durable = replica.disk.some(
        (logged) =>
          (!isReleased(logged) && keyOf(logged) === keyOf(item)) || (logged.type === "finalization" && logged.view >= item.view),
      );
      if (!durable) throw new Violation("PersistBeforeBroadcast", { self, item });
    }
    this.send(replica, toInput(replica, item), this.replicas);
  }

  /** What must hold in every state of every honest replica that is up. */
  check(): void {
    for (const { honest, up, driver, hearing, constants } of this.replicas) {
      if (!honest || !up) continue;
      hearing.check(driver);
      const { core, votes, proposals } = driver;
      const inRange = (view: number) => view > core.tip.view && view <= core.view + constants.horizon;
      // What it has signed itself may be of any view: it may have crashed, and be back in an earlier one.
      const ofOthers = votes.filter(({ ballots }) => ballots.some(({ from }) => from !== constants.self));
      const bounded = ofOthers.every(({ view }) => inRange(view)) && proposals.length <= constants.horizon + 1;
      if (!bounded) throw new Violation("MemoryIsBounded", { votes, proposals });
    }
  }
}

/** A message as its receivers get it, the application's verdict included. */
function toInput({ constants: { self } }: Pick<Replica, "constants">, item: Message): Input {
  if ("signers" in item) {
    const { signers, ...certificate } = item;
    return { type: "Certificate", certificate, signers };
  }
  if (item.type === "propose") return proposalOf(self, item.block);
  return { type: "Vote", from: self, vote: item };
}

/** A proposal as it arrives. */
export function proposalOf(from: NodeId, block: Block): Input {
  return { type: "Proposal", from, block, valid: block.payload !== INVALID };
}
