/** Whole ceremonies over any suite, for tests and benchmarks: every node with its keyring, one log, and nodes that deviate. */

import type { Random, Suite } from "../../crypto/suite.ts";
import { combine, partialSign, thresholdKey } from "../../crypto/threshold-bls.ts";
import { difference, has, type SortedSet } from "../../lib/sorted-set.ts";
import { endorsement } from "./ceremony.ts";
import { began, emptyKeyring, heard, type Keyring, summedShare } from "./keyring.ts";
import { type Entry, take } from "./log.ts";
import { confirmation, dealing, registration, revelations } from "./member.ts";
import { init } from "./protocol.ts";
import type { Confirmation, Constants, Effect, Kind, NodeId, ProvenDealing, State } from "./types.ts";

/** What a node does instead of what it should. */
export interface Deviation {
  /** The deals that it logs, in this order; none is silence. */
  readonly deals?: (honest: ProvenDealing, log: Ceremony) => readonly ProvenDealing[];
  readonly confirms?: (honest: Confirmation, log: Ceremony) => readonly Confirmation[];
}

/** One cloud's log, and all its nodes. */
export class Ceremony {
  state: State;
  readonly log: Entry[] = [];
  readonly effects: Effect[] = [];
  /** The refusals of entries, by their author where there is one. */
  readonly refused: string[] = [];
  readonly rings = new Map<NodeId, Keyring>();
  readonly c: Constants;
  readonly random: Random;
  readonly #take: typeof take;
  /** What each node has stored when a ceremony began, and how much of the log it had read then. */
  readonly #stored = new Map<NodeId, { readonly read: number; readonly state: State; readonly ring: Keyring }>();

  /** `machine` is the fold's step: another one than `take` is a broken machine that a test has to catch. */
  constructor(suite: Suite, random: Random, cloud = "test", state: State = init(), machine: typeof take = take) {
    this.#take = machine;
    this.c = { suite, cloud, limit: 10 };
    this.random = random;
    this.state = state;
  }

  ring(node: NodeId): Keyring {
    return this.rings.get(node) ?? emptyKeyring;
  }

  secrets(node: NodeId) {
    const { secrets } = this.ring(node);
    if (secrets === null) throw new Error(`node ${node} has no secrets of a ceremony`);
    return secrets;
  }

  add(entry: Entry): void {
    this.log.push(entry);
    const stepped = this.#take(this.c, this.state, entry);
    if (typeof stepped === "string") {
      this.refused.push(`${entry.type} ${stepped}`);
      return;
    }
    this.state = stepped[0];
    this.effects.push(...stepped[1]);
    for (const effect of stepped[1]) this.#carryOut(effect);
  }

  /** What each node does to its keyring when an effect comes. Nodes keep their encryption key until the ceremony is settled. */
  #carryOut(effect: Effect): void {
    const { c, state } = this;
    if (effect.type === "OpenRegister") {
      for (const node of [...new Set([...state.members, ...state.key.holders])])
        this.#stores(node, began(c, state, node, this.ring(node), this.random));
    }
    for (const [node, ring] of this.rings) this.rings.set(node, heard(c, state, node, ring, effect));
  }

  #stores(node: NodeId, ring: Keyring): void {
    this.rings.set(node, ring);
    this.#stored.set(node, { read: this.log.length, state: this.state, ring });
  }

  /** The keyring of a node that has crashed: what it had stored when the ceremony began, and the log since then, read again. */
  rebuilt(node: NodeId): Keyring {
    let { read, state, ring } = this.#stored.get(node) ?? { read: 0, state: this.state, ring: emptyKeyring };
    for (const entry of this.log.slice(read)) {
      const stepped = this.#take(this.c, state, entry);
      if (typeof stepped === "string") continue;
      state = stepped[0];
      for (const effect of stepped[1]) ring = heard(this.c, state, node, ring, effect);
    }
    return ring;
  }

  /** A keyring as text, secrets included: two that read the same are the same. */
  show({ ceremony, share, secrets }: Keyring): string {
    const { disclose } = this.c.suite.secrets;
    const shown = secrets && [disclose(secrets.key), disclose(secrets.ephemeral), secrets.polynomial?.map(disclose)];
    return JSON.stringify([ceremony, share && disclose(share), shown]);
  }

  begin(k: Kind, M: SortedSet<NodeId>, t: number): void {
    this.add({ type: "Start", k, M, t });
  }

  register(nodes: readonly NodeId[] = this.state.members): void {
    for (const node of nodes) this.add({ type: "Register", r: this.registration(node) });
  }

  registration(node: NodeId) {
    return registration(this.c, this.state, node, this.secrets(node), this.random);
  }

  deal(nodes: readonly NodeId[], deviations: ReadonlyMap<NodeId, Deviation> = new Map()): void {
    for (const node of nodes) {
      const honest = dealing(this.c, this.state, node, this.secrets(node), this.random);
      if (honest === null) continue;
      const deals = deviations.get(node)?.deals?.(honest, this) ?? [honest];
      for (const d of deals) this.add({ type: "Deal", d });
    }
  }

  confirm(nodes: readonly NodeId[], deviations: ReadonlyMap<NodeId, Deviation> = new Map()): void {
    for (const node of nodes) {
      const honest = confirmation(this.c, this.state, node, this.secrets(node), this.random);
      const entries = deviations.get(node)?.confirms?.(honest, this) ?? [honest];
      for (const e of entries) this.add({ type: "Confirm", e });
    }
  }

  reveal(nodes: readonly NodeId[]): void {
    for (const node of nodes) {
      for (const { dealer, by, share } of revelations(this.c, this.state, node, this.secrets(node)))
        this.add({ type: "Reveal", k: by, j: dealer, share });
    }
  }

  /** The old key's signature on the new one, by a threshold of its holders. */
  endorse(holders: readonly NodeId[]): void {
    const message = endorsement(this.c, this.state);
    const { key } = this.state;
    const partials = holders.map((index) => {
      const { share } = this.ring(index);
      const signature = share === null ? null : partialSign(this.c.suite, share, message);
      if (signature === null) throw new Error(`node ${index} cannot sign`);
      return { index, signature };
    });
    const highest = key.members.at(-1) ?? 0;
    const combined = combine(this.c.suite, thresholdKey(this.c.suite, key.poly, highest), message, partials);
    if ("refusal" in combined) throw new Error(combined.refusal);
    this.add({ type: "Endorse", signature: combined.signature });
  }

  /** A ceremony from start to end, to which all members come; dealers that deviate deal first. */
  run(k: Kind, M: SortedSet<NodeId>, t: number, deviations: ReadonlyMap<NodeId, Deviation> = new Map()): void {
    this.begin(k, M, t);
    this.register();
    const dealers = k === "refresh" || k === "reshare" ? this.state.key.holders : M;
    const first = dealers.filter((node) => deviations.has(node));
    this.deal([...first, ...difference(dealers, first)], deviations);
    this.confirm(M, deviations);
  }

  /** The share of a node in the ceremony that is done, from the log and its secrets. */
  share(node: NodeId) {
    return summedShare(this.c, this.state, node, this.secrets(node));
  }
}

/** 1 to n. */
export const upTo = (n: number): SortedSet<NodeId> => Array.from({ length: n }, (_, i) => i + 1);

/** A deal in which some members' boxes are other members' boxes: they authenticate under no key that these have. */
export function withBadBoxes(deal: ProvenDealing, members: SortedSet<NodeId>, victims: SortedSet<NodeId>): ProvenDealing {
  const other = members.findIndex((node) => !has(victims, node));
  return {
    ...deal,
    boxes: deal.boxes.map((box, at) => (has(victims, members[at] as NodeId) ? (deal.boxes[other] ?? null) : box)),
  };
}
