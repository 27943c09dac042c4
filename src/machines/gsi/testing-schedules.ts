/** Random runs of the closed system, on networks that are too large to enumerate the samples of. */

import { insert, sortedSet } from "../../lib/sorted-set.ts";
import { actOf, type AnyInput as InputOf } from "../testing-act.ts";
import { size, top } from "./ladder.ts";
import { setting } from "./models.ts";
import { gsi, init } from "./protocol.ts";
import type { Effect, NodeId, State } from "./types.ts";
import { Carry, type Closed, honestClaimsAreIn, maySign, notes, type Setting, type World } from "./world.ts";

export type ActionName = keyof typeof gsi.actions;

export type AnyInput = InputOf<ActionName>;

export const act = actOf(gsi);

/** Freezes a value and all its parts, so that writing to it throws. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}

/** A source of choices: a whole number below the argument, which is above 0. */
export type Choose = (below: number) => number;

/** A network of 1 to 40 nodes with the last ones Byzantine, fewer than a third, and an assertion of f+1 members or more. */
export function chooseSetting(choose: Choose, largest = 40): Setting {
  const N = 1 + choose(largest);
  const n = 1 + choose(N);
  const f = Math.floor((n - 1) / 3);
  return setting(N, n, f + 1 + choose(n - f), choose(Math.ceil(N / 3)));
}

function initialState(of: Setting, choose: Choose): Closed {
  const { nodes, baseSize } = of.constants;
  const honest = nodes.filter((node) => !of.byzantine.includes(node));
  return {
    machine: init(grown(of, [honest[choose(honest.length)] as NodeId], baseSize, choose)),
    world: { irrevocable: [], finals: [], overturned: [], lied: [], work: baseSize, periods: 0 },
  };
}

/** A set grown to a size by chosen nodes, half of the choices being among the Byzantine ones: bad luck is what a run should meet. */
export function grown(
  of: Pick<Setting, "constants" | "byzantine">,
  from: readonly NodeId[],
  members: number,
  choose: Choose,
): readonly NodeId[] {
  let set = sortedSet(from);
  while (set.length < members) {
    const rest = of.constants.nodes.filter((node) => !set.includes(node));
    const byzantine = rest.filter((node) => of.byzantine.includes(node));
    const among = byzantine.length > 0 && choose(2) === 0 ? byzantine : rest;
    set = insert(set, among[choose(among.length)] as NodeId);
  }
  return set;
}

/** Every input that the environment may give, one sample standing for all; most are refused. */
function inputs(of: Setting, { machine: s }: Closed, choose: Choose): readonly AnyInput[] {
  const { constants, outputs } = of;
  const allowed = (i: NodeId) => outputs.filter((o) => maySign(of, i, o));
  const levels = Array.from({ length: top(constants) + 1 }, (_, k) => k);
  return [
    ...constants.nodes.flatMap((i) => allowed(i).map((o): AnyInput => ({ type: "Vote", i, o }))),
    ...outputs.map((o): AnyInput => ({ type: "Assert", o })),
    ...constants.nodes.flatMap((x) => allowed(x).map((o): AnyInput => ({ type: "Claim", x, o }))),
    { type: "Sample", S: grown(of, s.cloud, size(constants, s.level + 1), choose) },
    ...outputs.map((o): AnyInput => ({ type: "Decide", o })),
    ...levels.map((k): AnyInput => ({ type: "NoQuorum", k })),
    ...(honestClaimsAreIn(of, s) ? levels.map((k): AnyInput => ({ type: "WindowExpire", k })) : []),
    { type: "Settle" },
    { type: "Rewind" },
    { type: "Release" },
  ];
}

/** A step of the closed system. */
export interface Taken {
  readonly input: AnyInput;
  readonly next: Closed;
  readonly effects: readonly Effect[];
}

/** All steps of the machine from a state, one sample standing for all. */
export function steps(of: Setting, closed: Closed, choose: Choose): readonly Taken[] {
  return inputs(of, closed, choose).flatMap((input) => {
    const stepped = act(of.constants, closed.machine, input);
    if (typeof stepped === "string") return [];
    return [{ input, next: { machine: stepped[0], world: noted(of, closed, input) }, effects: stepped[1] }];
  });
}

function noted(of: Setting, { machine, world }: Closed, { type, ...args }: AnyInput): World {
  const note = (notes as { readonly [name: string]: unknown })[type] as
    | ((of: Setting, w: World, s: State, args: object) => World)
    | undefined;
  return note === undefined ? world : note(of, world, machine, args);
}

/** A state of a run, with the step that leads there; the first state and what the world did have none. */
export type Visited = Taken | { readonly input: null; readonly next: Closed };

/**
 * The states of a random run to its end, the last one with an irrevocable effect carried out. Half of the choices are among actions and
 * half among inputs, so that votings end in each of their ways. Throws when the ladder is stuck.
 */
export function randomRun(of: Setting, choose: Choose): readonly Visited[] {
  const run: Visited[] = [{ input: null, next: initialState(of, choose) }];
  for (;;) {
    const closed = (run.at(-1) as Visited).next;
    const possible = steps(of, closed, choose);
    if (possible.length === 0) {
      const carried = of.outputs.map((o) => Carry(closed, { o })).find((next) => typeof next !== "string");
      if (carried === undefined || typeof carried === "string") throw new Error(`stuck: ${JSON.stringify({ of, closed })}`);
      run.push({ input: null, next: carried });
      return run;
    }
    const types = [...new Set(possible.map(({ input }) => input.type))];
    const type = types[choose(types.length)];
    const among = choose(2) === 0 ? possible : possible.filter(({ input }) => input.type === type);
    run.push(among[choose(among.length)] as Taken);
  }
}

/** Choices from a stream of natural numbers. */
export function chooser(numbers: { next(): { readonly value: number } }): Choose {
  return (below) => numbers.next().value % below;
}
