/** Random ceremonies for properties: in which order entries are logged, and what up to f members log instead of what they should. */

import { verifyShare } from "../../crypto/feldman.ts";
import { interpolate, randomPolynomial } from "../../crypto/shamir.ts";
import type { Suite } from "../../crypto/suite.ts";
import { seededBytes } from "../../crypto/testing-suites.ts";
import { sign } from "../../crypto/threshold-bls.ts";
import { canonicalJson } from "../../lib/canonical.ts";
import type { Data } from "../../lib/data.ts";
import { difference, has, isSubset, type SortedSet, union } from "../../lib/sorted-set.ts";
import type { Decoded } from "../codec.ts";
import { endorsement, exposed, faults, registered } from "./ceremony.ts";
import { decodeEntry, decodeState } from "./codec.ts";
import { type Entry, take } from "./log.ts";
import { complaint, confirmation, dealing, revelations } from "./member.ts";
import { init } from "./protocol.ts";
import { Ceremony, upTo, withBadBoxes } from "./testing-ceremony.ts";
import type { Constants, Kind, NodeId, ProvenDealing, State } from "./types.ts";

/** A number below the bound, as chance or a shrinking test case has it. */
export type Draw = (below: number) => number;

export interface Machine {
  readonly take: typeof take;
  /** What a node makes of the log before it reads it: nothing, unless it is broken. */
  readonly read: (log: readonly Entry[]) => readonly Entry[];
}

export const rightMachine: Machine = { take, read: (log) => log };

/** A property of the specification that a run has broken. */
export class Broken extends Error {}

function demand(name: string, holds: boolean): void {
  if (!holds) throw new Broken(name);
}

/** A first key and two more ceremonies: refresh, reshare or rotation. Throws `Broken` where a property fails; what has happened is in the tally. */
export function runCeremonies(suite: Suite, n: number, draw: Draw, machine: Machine = rightMachine): ReadonlySet<string> {
  return new Run(suite, n, draw, machine).all();
}

class Run {
  readonly #log: Ceremony;
  readonly #members: SortedSet<NodeId>;
  readonly #byzantine: SortedSet<NodeId>;
  /** What is under way. An entry is made when it is logged. */
  readonly #pool: (() => Entry)[] = [];
  readonly #tally = new Set<string>();
  #seen = 0;
  #exposed = "";

  readonly draw: Draw;
  readonly machine: Machine;

  constructor(suite: Suite, n: number, draw: Draw, machine: Machine) {
    this.draw = draw;
    this.machine = machine;
    this.#log = new Ceremony(suite, seededBytes(draw(2 ** 30)), "test", init(), machine.take);
    this.#members = upTo(n);
    const first = draw(n);
    const some = Array.from({ length: draw(faults(n) + 1) }, (_, at) => 1 + ((first + at) % n));
    this.#byzantine = some.sort((a, b) => a - b);
  }

  all(): ReadonlySet<string> {
    for (let round = 0; round < 3; round++) this.#ceremony();
    this.#oneOutcome();
    for (const refusal of this.#log.refused) this.#tally.add(`refused: ${refusal}`);
    return this.#tally;
  }

  #ceremony(): void {
    const log = this.#log;
    const { key } = log.state;
    const f = faults(this.#members.length);
    const t = f + 1 + this.draw(this.#members.length - 3 * f);
    if (key.epoch === 0) log.begin("generate", this.#members, t);
    else {
      const kind = (["refresh", "reshare", "rotate"] as const)[this.draw(3)] as Kind;
      log.begin(kind, this.#members, kind === "refresh" ? key.threshold : t);
    }
    this.#refill();
    while (this.#step()) {
      this.#honestKeepStake();
      if (this.draw(12) === 0) this.#survivesCrash();
    }
    this.#tally.add(`${log.state.kind}: ${log.state.phase}`);
    if (log.state.phase === "done") this.#atTheEnd(key);
  }

  /** Logs an entry that is under way, or lets a block pass; false when nothing is under way and the ceremony has ended. */
  #step(): boolean {
    const { phase, height } = this.#log.state;
    const runs = phase !== "done" && phase !== "abort";
    if (this.#pool.length === 0 && !runs) return false;
    if (runs && (this.#pool.length === 0 || this.draw(12) === 0)) this.#log.add({ type: "Tick", h: height + 1 });
    else this.#log.add((this.#pool.splice(this.draw(this.#pool.length), 1)[0] as () => Entry)());
    this.#refill();
    return true;
  }

  /** What nodes send when an effect tells them to. */
  #refill(): void {
    const { effects, state } = this.#log;
    for (; this.#seen < effects.length; this.#seen++) {
      const { type } = effects[this.#seen] as (typeof effects)[number];
      this.#tally.add(type);
      if (type === "OpenRegister") this.#sends(state.members.flatMap((node) => this.#registers(node)));
      if (type === "OpenDeal") this.#sends(this.#deals());
      if (type === "OpenConfirm") this.#sends(registered(state).flatMap((node) => this.#confirms(node)));
      if (type === "AskEndorsement") this.#pool.push(() => this.#endorses());
    }
    // No effect says that a dealer is exposed: one that is slashed already is not slashed again. Holders look at the state.
    const shown = `${state.ceremony}: ${state.phase === "done" ? exposed(state) : ""}`;
    if (shown !== this.#exposed) this.#sends(this.#reveals());
    this.#exposed = shown;
  }

  #sends(entries: readonly Entry[]): void {
    this.#pool.push(...entries.map((entry) => () => entry));
  }

  /** The old key's signature, by holders that sign with what they keep when it is asked for. */
  #endorses(): Entry {
    const { c, state } = this.#log;
    const { holders, threshold } = state.key;
    const kept = difference(holders, this.#byzantine).flatMap((node) => {
      const { share } = this.#log.ring(node);
      return share === null ? [] : [[node, share] as const];
    });
    const secret = interpolate(c.suite, kept.slice(-threshold));
    return { type: "Endorse", signature: sign(c.suite, secret, endorsement(c, state)) ?? "" };
  }

  #registers(by: NodeId): readonly Entry[] {
    const r = this.#log.registration(by);
    const honest: Entry = { type: "Register", r };
    if (!has(this.#byzantine, by)) return [honest];
    return [[], [honest], [{ type: "Register", r: { ...r, proof: "0" } } as const, honest]][this.draw(3)] as readonly Entry[];
  }

  #deals(): readonly Entry[] {
    const { c, state, random } = this.#log;
    const { members } = state;
    const honest = members.flatMap((node) => dealing(c, state, node, this.#log.secrets(node), random) ?? []);
    const deals = honest.flatMap((own) => (has(this.#byzantine, own.dealer) ? this.#badDeals(own, honest) : [own]));
    return deals.map((d) => ({ type: "Deal", d }));
  }

  #badDeals(own: ProvenDealing, all: readonly ProvenDealing[]): readonly ProvenDealing[] {
    const { c, state, random } = this.#log;
    const other = (length: number) => {
      const polynomial = randomPolynomial(c.suite, length, random);
      return dealing(c, state, own.dealer, { ...this.#log.secrets(own.dealer), polynomial }, random) as ProvenDealing;
    };
    const victims = state.members.filter((node, at) => at !== 0 && !has(this.#byzantine, node) && this.draw(3) === 0);
    const kinds = [
      () => own,
      () => withBadBoxes(own, state.members, victims),
      () => withBadBoxes(own, state.members, victims),
      () => withBadBoxes(own, state.members, victims),
      () => other(state.threshold),
      () => other(state.threshold + 1),
      () => ({ ...own, R: (all[this.draw(all.length)] as ProvenDealing).R }),
    ];
    return Array.from({ length: this.draw(4) }, () => (kinds[this.draw(kinds.length)] as () => ProvenDealing)());
  }

  #confirms(by: NodeId): readonly Entry[] {
    const { c, state, random } = this.#log;
    const secrets = this.#log.secrets(by);
    const right = confirmation(c, state, by, secrets, random);
    if (!has(this.#byzantine, by)) return [{ type: "Confirm", e: right }];
    const about = state.deals.filter(() => this.draw(3) === 0).sort((a, b) => a.dealer - b.dealer);
    const complaints = about.map((deal) => complaint(c, state, by, secrets, deal, random));
    const forged = complaints.map((each) => ({ ...each, proof: "0" }));
    const kinds = [right.complaints, [], complaints, complaints, forged];
    return Array.from({ length: this.draw(3) }, () => ({
      type: "Confirm",
      e: { by, complaints: kinds[this.draw(kinds.length)] as typeof complaints },
    }));
  }

  #reveals(): readonly Entry[] {
    const { c, state } = this.#log;
    if (state.phase !== "done") return [];
    const holders = difference(registered(state), this.#byzantine);
    const shown = holders.flatMap((node) => revelations(c, state, node, this.#log.secrets(node)));
    return shown.map(({ dealer, by, share }) => ({ type: "Reveal", k: by, j: dealer, share }));
  }

  /** A node that has crashed keeps what it kept, and sends what it would have sent: that is a function of its keyring and of the state. */
  #survivesCrash(): void {
    const log = this.#log;
    const node = 1 + this.draw(this.#members.length);
    demand("crash", log.show(log.rebuilt(node)) === log.show(log.ring(node)));
  }

  /** D4. */
  #honestKeepStake(): void {
    const { disq, slashed } = this.#log.state;
    demand("D4", isSubset(union(disq, slashed), this.#byzantine));
  }

  /** D2 with D3', D6 and D8, once everything is logged. */
  #atTheEnd(before: State["key"]): void {
    const { c, state } = this.#log;
    const { g2 } = c.suite;
    const { poly, threshold, holders } = state.key;
    if (state.kind === "rotate")
      demand("rotation", state.key.ceremony === state.ceremony && state.key.epoch === before.epoch + 1);
    else if (state.kind !== "generate") demand("D6", poly[0] === before.poly[0]);
    const shares = difference(holders, this.#byzantine).map((node) => [node, this.#log.ring(node).share] as const);
    demand(
      "D2",
      shares.every(([node, share]) => share !== null && verifyShare(c.suite, poly, node, share)),
    );
    const quorum = shares.slice(-threshold).map(([node, share]) => [node, share as NonNullable<typeof share>] as const);
    const secret = interpolate(c.suite, quorum);
    demand("D2", g2.encode(g2.mulSecret(g2.generator, secret)) === poly[0]);
    const last = g2.decode(poly.at(-1) ?? "");
    demand("D8", poly.length === threshold && last !== null && !g2.isIdentity(last));
  }

  /** D1: a node that reads the log as it came over the wire, first a part of it and the rest from a checkpoint, comes to the same state. */
  #oneOutcome(): void {
    const { c, log, state } = this.#log;
    const read = this.machine.read(log.map((entry) => reread<Entry>(c, entry, decodeEntry)));
    const at = this.draw(read.length);
    const checkpoint = this.#fold(init(), read.slice(0, at));
    const end = this.#fold(reread<State>(c, checkpoint, decodeState), read.slice(at));
    demand("D1", canonicalJson(end as Data) === canonicalJson(state as Data));
  }

  #fold(from: State, entries: readonly Entry[]): State {
    return entries.reduce((state, entry) => {
      const stepped = this.machine.take(this.#log.c, state, entry);
      return typeof stepped === "string" ? state : stepped[0];
    }, from);
  }
}

function reread<A>(c: Constants, value: unknown, decoder: (c: Constants, json: unknown) => Decoded<A>): A {
  const decoded = decoder(c, JSON.parse(canonicalJson(value as Data)));
  if ("error" in decoded) throw new Error(`${decoded.error.path}: ${decoded.error.expected}`);
  return decoded.value;
}
