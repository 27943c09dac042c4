/** What a node should have counted, from all that it has heard: the vote keeper said again, by lists and without haste. */

import { excludes, Violation } from "./testing-ledger.ts";
import type { NodeId, Vote } from "./types.ts";
import { keyOf } from "./universe.ts";
import type { Driver, DriverConstants, Input } from "./votes-types.ts";

type Heard = { readonly from: NodeId; readonly vote: Vote };

/** The votes that an input brings. */
export function votesOf(input: Input): readonly Heard[] {
  if (input.type === "Vote") return [input];
  if (input.type !== "Certificate") return [];
  const { certificate, signers } = input;
  const { view } = certificate;
  const vote = ((): Vote => {
    if (certificate.type === "nullification") return { type: "nullify", view };
    return { type: certificate.type === "notarization" ? "notarize" : "finalize", view, block: certificate.block };
  })();
  return [...new Set(signers)].sort((a, b) => a - b).map((from) => ({ from, vote }));
}

/** The votes that a node has heard since it started, of views that mattered when they came. */
export class Hearing {
  private readonly constants: DriverConstants;
  private readonly quorum: number;
  private heard: Heard[] = [];

  constructor(constants: DriverConstants) {
    this.constants = constants;
    this.quorum = constants.committee - Math.floor((constants.committee - 1) / 3);
  }

  /** The node in this state has taken an input. */
  hears({ core }: Driver, input: Input): void {
    const { self, committee, horizon } = this.constants;
    const heard = votesOf(input);
    if (heard.some(({ from }) => from < 1 || from > committee)) return;
    if (input.type === "Certificate" && heard.length < this.quorum) return;
    for (const { from, vote } of heard) {
      if (from !== self && vote.view > core.tip.view && vote.view <= core.view + horizon) this.heard.push({ from, vote });
    }
  }

  restarts(): void {
    this.heard = [];
  }

  /** The node's ballots are what it has heard and signed, its accusations what it has heard; no certificate waits in them. */
  check(s: Driver): void {
    const { tip } = s.core;
    this.heard = this.heard.filter(({ vote }) => vote.view > tip.view);
    const kept: Heard[] = [];
    const accused = new Set<string>();
    for (const { from, vote } of this.heard) {
      const other = kept.find((one) => one.from === from && excludes(one.vote, vote));
      if (other !== undefined) accused.add(`${vote.view} ${from} ${kindOf(other.vote, vote)}`);
      else if (!kept.some((one) => one.from === from && keyOf(one.vote) === keyOf(vote))) kept.push({ from, vote });
    }
    const of = kept.map(({ from, vote }) => `${from} ${keyOf(vote)}`);
    const all = ballotsOf(s);
    const counted = all.filter((ballot) => !ballot.startsWith(`${this.constants.self} `));
    same(of, counted);
    same(
      [...accused],
      s.accused.map(({ view, from, kind }) => `${view} ${from} ${kind}`),
    );
    this.nothingIsPending(s, [...of, ...all.filter((ballot) => !counted.includes(ballot))]);
  }

  private nothingIsPending({ core }: Driver, ballots: readonly string[]): void {
    const counts = new Map<string, number>();
    for (const ballot of ballots) {
      const vote = ballot.slice(ballot.indexOf(" ") + 1);
      counts.set(vote, (counts.get(vote) ?? 0) + 1);
    }
    for (const [vote, count] of counts) {
      if (count < this.quorum) continue;
      const [type, view, id] = vote.split(":");
      const known =
        type === "notarize"
          ? core.blocks.some((block) => block.id === id)
          : type === "nullify" && core.skips.includes(Number(view));
      if (!known) throw new Violation("NothingIsPending", { vote, count });
    }
  }
}

function kindOf(first: Vote, second: Vote): string {
  return first.type === second.type ? first.type : "end";
}

/** Every kept vote as text. */
function ballotsOf({ votes }: Driver): readonly string[] {
  return votes.flatMap(({ view, ballots }) =>
    ballots.flatMap(({ from, notarize, nullify, finalize }) => [
      ...(notarize === null ? [] : [`${from} notarize:${view}:${notarize}`]),
      ...(nullify ? [`${from} nullify:${view}:`] : []),
      ...(finalize === null ? [] : [`${from} finalize:${view}:${finalize}`]),
    ]),
  );
}

function same(heard: readonly string[], counted: readonly string[]): void {
  const [a, b] = [[...heard].sort(), [...counted].sort()];
  if (a.length !== b.length || a.some((one, at) => one !== b[at]))
    throw new Violation("BallotsAreAsHeard", { heard: a, counted: b });
}
