/**
 * Nodes with the driver of Simplex, and the network between them, that write logs: each step of the driver that is one of the module
 * becomes an event, with what it leads to, its effects, and the events of others that it rests on.
 */

import { neutralText, normal } from "../../../checker/index.ts";
import type { Itf, ItfRecord } from "../../../lib/data.ts";
import { unreachable } from "../../../lib/errors.ts";
import { itfSet } from "../../../machines/closed-system.ts";
import { abstractEffect, chainOf, wantRecord } from "../../../machines/simplex/abstraction.ts";
import { initDriver, receive, taken } from "../../../machines/simplex/driver.ts";
import { steps } from "../../../machines/simplex/member.ts";
import { record } from "../../../machines/simplex/release.ts";
import type { Taken } from "../../../machines/simplex/run.ts";
import type { Block, Effect, NodeId, Want } from "../../../machines/simplex/types.ts";
import type { Universe } from "../../../machines/simplex/universe.ts";
import type {
  Driver,
  DriverConstants,
  DriverEffect,
  Entry,
  Input,
  Message,
  NodeEffect,
} from "../../../machines/simplex/votes-types.ts";

/** An event of a log, by its node and its number. */
export interface EventId {
  readonly node: NodeId;
  readonly seq: number;
}

export interface Event {
  readonly seq: number;
  readonly action: string;
  readonly args: ItfRecord;
  readonly after?: readonly EventId[];
  readonly state: ItfRecord;
  readonly effects?: Itf;
}

interface Member {
  readonly constants: DriverConstants;
  driver: Driver;
  disk: readonly Entry[];
  /** The view for which a block is to be built, and on what. */
  building: Extract<DriverEffect, { readonly type: "Build" }> | null;
  readonly events: Event[];
  /** What the next event rests on. */
  rests: EventId[];
}

interface Flight {
  readonly from: NodeId;
  readonly to: NodeId;
  readonly input: Input;
  /** The event that it was sent with; null for what a Byzantine node sends. */
  readonly sent: EventId | null;
}

/** How many views ahead a node keeps votes of. */
const HORIZON = 2;

export class Network {
  readonly #universe: Universe;
  readonly #members = new Map<NodeId, Member>();
  #flights: Flight[] = [];

  constructor(universe: Universe) {
    this.#universe = universe;
    const { leaders, setting, honest } = universe;
    for (const self of honest) {
      const constants = { self, committee: setting.nodes.length, leaders, horizon: HORIZON };
      this.#members.set(self, { constants, driver: initDriver(), disk: [], building: null, events: [], rests: [] });
    }
    // To begin with an empty disk is no recovery.
    for (const member of this.#members.values()) this.#give(member, { type: "Restart", log: [] }, null, false);
  }

  /** The events of each node. */
  get logs(): ReadonlyMap<NodeId, readonly Event[]> {
    return new Map([...this.#members].map(([node, { events }]) => [node, events]));
  }

  /** The block of a view on a parent, with a label: `1.0-2.0`. */
  block(id: string): Block {
    return this.#universe.blocks.get(id) ?? unreachable(`no block ${id}`);
  }

  /** The application of a leader has built the block that it was asked for. */
  build(node: NodeId): void {
    const member = this.#member(node);
    const { view, parent } = member.building ?? unreachable(`node ${node} builds nothing`);
    member.building = null;
    this.#give(member, { type: "Built", block: this.block(parent.id === "" ? `${view}.0` : `${parent.id}-${view}.0`) }, null);
  }

  expire(node: NodeId): void {
    const member = this.#member(node);
    this.#give(member, { type: "Timer", view: member.driver.core.view, timer: "view" }, null);
  }

  /** A Byzantine node sends something to some nodes. */
  inject(from: NodeId, input: Input, to: readonly NodeId[]): void {
    for (const one of to) this.#flights.push({ from, to: one, input, sent: null });
  }

  /** The node loses what it has in memory, and what is on the way to it; it comes back with its disk. */
  crash(node: NodeId): void {
    const member = this.#member(node);
    this.#flights = this.#flights.filter(({ to }) => to !== node);
    Object.assign(member, { driver: initDriver(), building: null, rests: [] });
    this.#give(member, { type: "Restart", log: member.disk }, null);
  }

  /** Messages arrive in the order in which they were sent, until there are none but those that are held back. */
  deliver(isHeld: (from: NodeId, to: NodeId) => boolean = () => false): void {
    for (;;) {
      const at = this.#flights.findIndex(({ from, to }) => !isHeld(from, to));
      const [flight] = at < 0 ? [] : this.#flights.splice(at, 1);
      if (flight === undefined) return;
      this.#give(this.#member(flight.to), flight.input, flight.sent);
    }
  }

  #member(node: NodeId): Member {
    return this.#members.get(node) ?? unreachable(`no node ${node}`);
  }

  #give(member: Member, input: Input, sent: EventId | null, isLogged = true): void {
    const stepped = receive(member.constants, member.driver, input);
    if (typeof stepped === "string") return;
    if (sent !== null) member.rests.push(sent);
    if (isLogged) this.#log(member, taken(member.constants, member.driver, input));
    member.driver = stepped[0];
    for (const effect of stepped[1]) this.#carryOut(member, effect);
  }

  #log(member: Member, all: readonly Taken[]): void {
    let before = member.driver;
    for (const one of all) {
      const label = labelOf(member.constants.self, one);
      if (label !== null) {
        const effects = effectsOf(member.constants, before, one);
        const after = distinct(member.rests);
        member.rests = [];
        member.events.push({
          seq: member.events.length,
          ...label,
          ...(after.length === 0 ? {} : { after }),
          state: stateOf(one.after),
          ...(effects === null ? {} : { effects }),
        });
      }
      before = one.after;
    }
  }

  #carryOut(member: Member, effect: DriverEffect): void {
    switch (effect.type) {
      case "Persist":
        member.disk = record(member.disk, effect.items);
        return;
      case "Broadcast":
        this.#send(member, inputOf(member.constants.self, effect.item), [...this.#members.keys()]);
        return;
      case "Resend":
        for (const item of effect.items) this.#send(member, inputOf(member.constants.self, item), [...this.#members.keys()]);
        return;
      case "Build":
        member.building = effect;
        return;
      case "Request":
        for (const want of effect.wants) this.#send(member, { type: "Asked", from: member.constants.self, want }, effect.of);
        return;
      case "Answer":
        for (const item of effect.certificates) this.#send(member, inputOf(member.constants.self, item), [effect.to]);
    }
  }

  #send({ constants: { self }, events }: Member, input: Input, to: readonly NodeId[]): void {
    const seq = events.length - 1;
    const sent = seq < 0 ? null : { node: self, seq };
    const receivers = to.filter((one) => one !== self && this.#members.has(one));
    for (const one of receivers) this.#flights.push({ from: self, to: one, input, sent });
  }
}

/** A message as its receivers get it. */
function inputOf(from: NodeId, item: Message): Input {
  if ("signers" in item) {
    const { signers, ...certificate } = item;
    return { type: "Certificate", certificate, signers };
  }
  return item.type === "propose"
    ? { type: "Proposal", from, block: item.block, valid: true }
    : { type: "Vote", from, vote: item };
}

/** A step of the driver as the module has it; null for one that the module does not have. */
function labelOf(i: NodeId, { action, args }: Taken): { readonly action: string; readonly args: ItfRecord } | null {
  const of = args as { readonly block: { readonly id: string }; readonly view: number; readonly want: Want };
  switch (action) {
    case "OnVote":
    case "Release":
      return null;
    case "OnCertificate":
      return certificateLabel(i, args as { readonly certificate: Certificate });
    case "Recover":
      return { action, args: { i } };
    case "Answer":
      return { action, args: { j: i, w: normal(wantRecord(of.want)) } };
    case "Nullify":
    case "Gather":
    case "OnNullification":
      return { action, args: { i, v: of.view } };
    default:
      return { action, args: { i, b: chainOf(of.block.id) } };
  }
}

type Certificate = { readonly type: string; readonly view: number; readonly block?: string };

function certificateLabel(i: NodeId, { certificate: { type, view, block } }: { readonly certificate: Certificate }) {
  if (block === undefined) return { action: "OnNullification", args: { i, v: view } };
  return { action: type === "notarization" ? "OnNotarization" : "OnFinalization", args: { i, b: chainOf(block) } };
}

/** What a node shows of itself. */
function stateOf({ core: { view, tip, blocks, skips } }: Driver): ItfRecord {
  return {
    view,
    tip: chainOf(tip.id),
    blocks: normal(itfSet(blocks.map(({ id }) => chainOf(id)))),
    skips: normal(itfSet(skips)),
  };
}

type AnyStep = (c: DriverConstants, s: Driver, args: unknown) => readonly [Driver, readonly NodeEffect[]] | string;

/** The effects of one of the driver's steps that the module has too. After a crash the driver does more than the module says. */
function effectsOf(c: DriverConstants, before: Driver, { action, args }: Taken): Itf | null {
  if (action === "Recover") return null;
  const stepped = (steps[action] as AnyStep)(c, before, args);
  if (typeof stepped === "string") return unreachable(`${action} is refused: ${stepped}`);
  const ofCore = stepped[1].filter(({ type }) => type !== "Report") as readonly Effect[];
  return normal({ "#tup": ofCore.map(abstractEffect) });
}

/** Each once, in order. */
function distinct(events: readonly EventId[]): readonly EventId[] {
  const last = new Map<NodeId, number>();
  // Who has seen an event of a node has seen those before it.
  for (const { node, seq } of events) last.set(node, Math.max(seq, last.get(node) ?? seq));
  return [...last].map(([node, seq]) => ({ node, seq })).sort((a, b) => (neutralText(a.node) < neutralText(b.node) ? -1 : 1));
}
