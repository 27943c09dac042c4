import { describe, expect, test } from "vitest";
import type { Args } from "../../lib/model.ts";
import { seededRandom } from "../../lib/random.ts";
import { beaconSystem } from "./model.ts";
import { setting } from "./models.ts";
import { proposal } from "./queries.ts";
import type { State } from "./types.ts";
import { type Closed, type Setting, signature } from "./world.ts";

/** Seven members, two of them Byzantine, and eight heights: too large to enumerate. */
const of: Setting = setting({
  members: 7,
  threshold: 3,
  byzantine: 2,
  offered: [0, 1, 2, 3, 4],
  maxHeight: 8,
  requesting: [1, 2, 5],
  goodHeight: 8,
});

const system = beaconSystem("seven members", of);

/** An input that may occur: half of the time a right signature or what an honest leader would open, else anything. */
function input(random: () => number, { machine }: Closed): readonly [name: string, args: Args] {
  const below = (limit: number) => Math.floor(random() * limit);
  const at = below(of.honest.length);
  const i = of.honest[at] as number;
  const member = machine[at] as State;
  const r = 1 + below(of.maxHeight);
  const anything = Array.from({ length: below(4) }, () => String(below(of.q)));
  const inputs: readonly (readonly [string, Args])[] = [
    ["Release", { i, r }],
    ["Learn", { i, r, s: random() < 0.5 ? signature(of, r) : String(below(of.q)) }],
    ["Accept", { i, b: random() < 0.5 ? proposal(member) : anything }],
  ];
  return inputs[below(inputs.length)] as readonly [string, Args];
}

/** The final block that a member lacks, if one is there. */
function missing({ machine, world }: Closed, at: number): Args | null {
  const b = world.chain[(machine[at] as State).height];
  return b === undefined ? null : { i: of.honest[at] as number, b };
}

function stepped(closed: Closed, name: string, args: Args): Closed {
  const action = system.actions[name] as NonNullable<(typeof system.actions)[string]>;
  if (action.admits !== undefined && action.admits(closed, args as never) !== null) return closed;
  const step = action.step(closed, args as never);
  return typeof step === "string" ? closed : step[0];
}

/** Where the seed is even, one member, which the seed names, gets its blocks late. */
function walk(seed: number, steps: number, visit: (closed: Closed) => void): Closed {
  const random = seededRandom(seed);
  let closed = system.initial[0] as Closed;
  for (let i = 0; i < steps; i++) {
    const at = Math.floor(random() * of.honest.length);
    const lags = seed % 2 === 0 && at === (seed / 2) % of.honest.length && random() < 0.99;
    const block = random() < 0.2 && !lags ? missing(closed, at) : null;
    const [name, args] = block === null ? input(random, closed) : (["Final", block] as const);
    const next = stepped(closed, name, args);
    if (next !== closed) visit(next);
    closed = next;
  }
  return closed;
}

describe("random walks of seven members", () => {
  test("keep every invariant, serve all, and leave some behind", () => {
    const reached = new Set<string>();
    let states = 0;
    for (let seed = 1; seed <= 24; seed++) {
      walk(seed, 1_000, (closed) => {
        states += 1;
        const broken = Object.entries(system.invariants).filter(([, holds]) => !holds(closed));
        if (broken.length > 0) throw new Error(`seed ${seed}: ${broken.map(([name]) => name)}: ${JSON.stringify(closed)}`);
        for (const [name, holds] of Object.entries(system.witnesses)) if (holds(closed)) reached.add(name);
      });
    }
    expect(states).toBeGreaterThan(2_000);
    // That no round is opened in eight heights is too rare, and impossible with a good height.
    expect(reached.add("OpenedLate")).toEqual(new Set(Object.keys(system.witnesses)));
  });
});
