/** What is changed in the logs of good runs, so that they are the logs of no run. */

import type { Itf, ItfRecord } from "../../../lib/data.ts";
import { unreachable } from "../../../lib/errors.ts";
import { chainOf } from "../../../machines/simplex/abstraction.ts";

/** A line of a log; the first is the header. */
export type Line = { [key: string]: unknown };

/** The lines of each log, by the name of its file. */
export type Logs = Map<string, readonly Line[]>;

export interface Change {
  /** The run that is changed. */
  readonly of: string;
  readonly name: string;
  readonly about: string;
  readonly change: (logs: Logs) => void;
  /** Changes a log's text after all, so that it may be none. */
  readonly cut?: { readonly file: string; readonly characters: number };
}

const linesOf = (logs: Logs, file: string): readonly Line[] => logs.get(file) ?? unreachable(`no log ${file}`);

/** Sequence numbers without a gap. */
function numbered([header, ...events]: readonly Line[]): readonly Line[] {
  return [header as Line, ...events.map((event, seq) => ({ ...event, seq }))];
}

/** The place of an action's first event in a log. */
function placeOf(lines: readonly Line[], action: string): number {
  const at = lines.findIndex((line) => line.action === action);
  return at < 0 ? unreachable(`no ${action}`) : at;
}

function edit(file: string, action: string, by: (line: Line) => Line): (logs: Logs) => void {
  return (logs) => {
    const lines = linesOf(logs, file);
    const at = placeOf(lines, action);
    logs.set(file, lines.with(at, by(lines[at] as Line)));
  };
}

/** Without causal ids, so that the search looks at every order. */
function withoutOrder(logs: Logs): void {
  for (const [file, lines] of logs) {
    logs.set(
      file,
      lines.map(({ after: _, ...line }) => line),
    );
  }
}

const effectsIn = (line: Line): readonly Itf[] => (line.effects as { readonly "#tup": readonly Itf[] })["#tup"];

/** The line with another block in the place of one. */
function ofBlock(line: Line, block: string, by: string): Line {
  const [before, after] = [chainOf(block), chainOf(by)].map((chain) => JSON.stringify(chain)) as [string, string];
  return JSON.parse(JSON.stringify(line).replaceAll(before, after)) as Line;
}

const [ONE, TWO, THREE] = [1, 2, 3].map((node) => `node${node}.jsonl`) as [string, string, string];

export const simplexChanges: readonly Change[] = [
  {
    of: "good",
    name: "effect-dropped",
    about: "a node does not send the vote that it has made durable",
    change: edit(TWO, "Notarize", (line) => ({ ...line, effects: { "#tup": effectsIn(line).slice(0, -1) } })),
  },
  {
    of: "good",
    name: "effects-exchanged",
    about: "a node sends a vote before it is durable",
    change: edit(THREE, "Notarize", (line) => ({ ...line, effects: { "#tup": effectsIn(line).toReversed() } })),
  },
  {
    of: "good",
    name: "state-altered",
    about: "a node says that it is still in the view that it has left",
    change: edit(ONE, "OnNotarization", (line) => ({ ...line, state: { ...(line.state as ItfRecord), view: 1 } })),
  },
  {
    of: "good",
    name: "steps-exchanged",
    about: "a node learns that a block is notarized after it has learnt that it is final",
    change: (logs) => {
      const lines = linesOf(logs, THREE);
      const at = placeOf(lines, "OnNotarization");
      const [notarization, finalization] = [lines[at] as Line, lines[at + 1] as Line];
      logs.set(THREE, numbered(lines.with(at, finalization).with(at + 1, notarization)));
    },
  },
  {
    of: "good",
    name: "log-cut-off",
    about:
      "the log of the second leader ends before its proposal, on which the other logs rest: they are not consumed to their ends",
    change: (logs) => {
      withoutOrder(logs);
      const lines = linesOf(logs, TWO);
      logs.set(TWO, lines.slice(0, placeOf(lines, "Propose")));
    },
  },
  {
    of: "good",
    name: "events-missing",
    about: "the same with causal ids, which name events that there are not",
    change: (logs) => {
      const lines = linesOf(logs, TWO);
      logs.set(TWO, lines.slice(0, placeOf(lines, "Propose")));
    },
  },
  {
    of: "good",
    name: "gap",
    about: "an event is missing in the midst of a log",
    change: (logs) => logs.set(ONE, linesOf(logs, ONE).toSpliced(3, 1)),
  },
  {
    of: "good",
    name: "line-cut-off",
    about: "the last line of a log ends in its midst",
    change: () => undefined,
    cut: { file: THREE, characters: 40 },
  },
  {
    of: "byzantine-leader",
    name: "vote-altered",
    about: "an honest vote for the second block is one for the first: too few are left for its notarization",
    change: edit(TWO, "Notarize", (line) => ofBlock(line, "1.1", "1.0")),
  },
  {
    of: "byzantine-leader",
    name: "certificates-differ",
    about: "two nodes have notarizations of different blocks of one view",
    change: edit(ONE, "OnNotarization", (line) => ofBlock(line, "1.1", "1.0")),
  },
  {
    of: "byzantine-leader",
    name: "voted-twice",
    about: "an honest node votes for both blocks",
    change: (logs) => {
      const lines = linesOf(logs, THREE);
      const at = placeOf(lines, "Notarize");
      logs.set(THREE, numbered(lines.toSpliced(at + 1, 0, ofBlock(lines[at] as Line, "1.1", "1.0"))));
    },
  },
  {
    of: "crash",
    name: "vote-forgotten",
    about: "a node that has recovered votes again to nullify the view, as if its log had lost the vote",
    change: (logs) => {
      const lines = linesOf(logs, TWO);
      const { after: _, ...vote } = lines[placeOf(lines, "Nullify")] as Line;
      logs.set(TWO, numbered(lines.toSpliced(placeOf(lines, "Recover") + 1, 0, vote)));
    },
  },
  {
    of: "crash",
    name: "certificate-made-up",
    about: "a node that has voted to nullify a view learns that its block is final, for which nobody has voted",
    change: edit(THREE, "OnNullification", (line) => ({
      seq: line.seq,
      after: line.after,
      action: "OnFinalization",
      args: { i: 3, b: chainOf("1.0") },
    })),
  },
  {
    of: "partition",
    name: "finalized-too-early",
    about: "the logs of the others end before their votes to finalize: what the node that was cut off says to be final is not",
    change: (logs) => {
      withoutOrder(logs);
      for (const file of [ONE, TWO]) {
        const lines = linesOf(logs, file);
        logs.set(file, lines.slice(0, placeOf(lines, "OnNotarization")));
      }
    },
  },
];

/** The log of a ladder without the steps of some nodes. */
function unlogged(nodes: readonly number[]): (logs: Logs) => void {
  return (logs) => {
    const [header, ...events] = linesOf(logs, LADDER);
    const isOf = (line: Line) => ["Vote", "Claim"].includes(line.action as string) && nodes.includes(firstArg(line));
    logs.set(LADDER, numbered([{ ...header, unlogged: nodes }, ...events.filter((event) => !isOf(event))]));
  };
}

const firstArg = ({ args }: Line): number => Object.values(args as ItfRecord)[0] as number;

const LADDER = "ladder.jsonl";

/** What is changed in the log of a ladder. */
export const gsiChanges: readonly Change[] = [
  {
    of: "ladder",
    name: "byzantine-unlogged",
    about: "the Byzantine nodes log nothing: their steps are found",
    change: unlogged([6, 7]),
  },
  {
    of: "ladder",
    name: "honest-missing",
    about: "nor does an honest node whose votes are needed, and nobody says that it logs nothing",
    change: (logs) => {
      unlogged([1, 6, 7])(logs);
      const [header, ...events] = linesOf(logs, LADDER);
      logs.set(LADDER, [{ ...header, unlogged: [6, 7] }, ...events]);
    },
  },
  {
    of: "ladder",
    name: "window-open",
    about: "all is settled although no window has expired",
    change: (logs) => {
      const lines = linesOf(logs, LADDER);
      logs.set(LADDER, numbered(lines.toSpliced(placeOf(lines, "WindowExpire"), 1)));
    },
  },
  {
    of: "ladder",
    name: "effects-altered",
    about: "the window is opened for another level",
    change: edit(LADDER, "Assert", (line) => {
      const [first, ...others] = effectsIn(line);
      return { ...line, effects: { "#tup": [{ ...(first as ItfRecord), level: 1 }, ...others] } };
    }),
  },
];
