/** Random runs of the closed system, on networks that are too large to enumerate the samples of. */

import type { SortedSet } from "../../lib/sorted-set.ts";
import { size, top } from "../gsi/ladder.ts";
import { actOf, type AnyInput as InputOf } from "../testing-act.ts";
import { faults } from "./codec.ts";
import { setting } from "./models.ts";
import { gsiData, init } from "./protocol.ts";
import type { NodeId, State } from "./types.ts";
import { Carry, type Closed, honestClaimsAreIn, maySign, notes, type Setting, statement, undone, type World } from "./world.ts";

export type ActionName = keyof typeof gsiData.actions;

export type AnyInput = InputOf<ActionName>;

export const act = actOf(gsiData);

/** A source of choices: a whole number below the argument, which is above 0. */
type Choose = (below: number) => number;

/** How a run grows a set of nodes to a size, as `grown` of the ladder's schedules does. */
type Grow = (of: Setting, from: readonly NodeId[], members: number, choose: Choose) => SortedSet<NodeId>;

/** A network of 1 to 40 nodes with the last ones Byzantine, fewer than a third, any code that is allowed, and any encoder. */
export function chooseSetting(choose: Choose, largest = 40): Setting {
  const N = 1 + choose(largest);
  const n = 1 + choose(N);
  const f = faults(n);
  const sizes = {
    N,
    baseSize: n,
    assertThreshold: f + 1 + choose(n - f),
    codeThreshold: 1 + choose(N - 2 * faults(N)),
    byzantine: choose(faults(N) + 1),
  };
  return setting(sizes, choose(2) === 0);
}

function initialState(of: Setting, choose: Choose, grown: Grow): Closed {
  const { nodes, baseSize } = of.constants;
  const honest = nodes.slice(0, nodes.length - of.byzantine.length);
  return {
    machine: init(grown(of, [honest[choose(honest.length)] as NodeId], baseSize, choose)),
    world: { served: 0, irrevocable: [], finals: [], overturned: [], lied: [], work: baseSize, periods: 0 },
  };
}

/** Every input that the environment may give, one sample standing for all; most are refused. */
function inputs(of: Setting, closed: Closed, choose: Choose, grown: Grow): readonly AnyInput[] {
  const { constants } = of;
  const { machine: s, world: w } = closed;
  const verdicts = statement(of);
  const allowed = (node: NodeId) => verdicts.filter((o) => maySign(of, w, node, o));
  const levels = Array.from({ length: top(constants) + 1 }, (_, k) => k);
  return [
    ...constants.nodes.map((i): AnyInput => ({ type: "Attest", i })),
    { type: "Certify" },
    ...constants.nodes.flatMap((i) => allowed(i).map((o): AnyInput => ({ type: "Vote", i, o }))),
    ...verdicts.map((o): AnyInput => ({ type: "Assert", o })),
    ...constants.nodes.flatMap((x) => allowed(x).map((o): AnyInput => ({ type: "Claim", x, o }))),
    { type: "Sample", S: grown(of, s.cloud, size(constants, s.level + 1), choose) },
    ...verdicts.map((o): AnyInput => ({ type: "Decide", o })),
    ...levels.map((k): AnyInput => ({ type: "NoQuorum", k })),
    ...(honestClaimsAreIn(of, closed) ? levels.map((k): AnyInput => ({ type: "WindowExpire", k })) : []),
    { type: "Settle" },
    { type: "Rewind" },
    { type: "Release" },
  ];
}

/** A state of a run, with the input that leads there; the first state and what the world did have none. */
export interface Visited {
  readonly input: AnyInput | null;
  readonly next: Closed;
}

function steps(of: Setting, closed: Closed, choose: Choose, grown: Grow): readonly Visited[] {
  return inputs(of, closed, choose, grown).flatMap((input) => {
    const stepped = act(of.constants, closed.machine, input);
    return typeof stepped === "string" ? [] : [{ input, next: { machine: stepped[0], world: noted(of, closed, input) } }];
  });
}

function noted(of: Setting, { machine, world }: Closed, { type, ...args }: AnyInput): World {
  const note = (notes as { readonly [name: string]: unknown })[type] as
    | ((of: Setting, w: World, s: State, args: object) => World)
    | undefined;
  return note === undefined ? world : note(of, world, machine, args);
}

/** The states of a random run to its end: an irrevocable effect, or a rejected assertion that is undone. Throws when it is stuck. */
export function randomRun(of: Setting, choose: Choose, grown: Grow): readonly Visited[] {
  const run: Visited[] = [{ input: null, next: initialState(of, choose, grown) }];
  for (;;) {
    const closed = (run.at(-1) as Visited).next;
    if (undone(closed)) return run;
    const possible = steps(of, closed, choose, grown);
    if (possible.length === 0) {
      const carried = of.outputs.map((o) => Carry(closed, { o })).find((next) => typeof next !== "string");
      if (carried === undefined || typeof carried === "string") throw new Error(`stuck: ${JSON.stringify({ of, closed })}`);
      run.push({ input: null, next: carried });
      return run;
    }
    const types = [...new Set(possible.map(({ input }) => input?.type))];
    const type = types[choose(types.length)];
    const among = choose(2) === 0 ? possible : possible.filter(({ input }) => input?.type === type);
    run.push(among[choose(among.length)] as Visited);
  }
}
