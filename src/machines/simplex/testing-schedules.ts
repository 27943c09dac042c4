/** Which schedules are drawn. */

import type { Choose } from "./testing-adversary.ts";
import type { Schedule } from "./testing-simulation.ts";

/** Who is Byzantine, for a size: nobody, twins, puppets, or both kinds; at most f. */
const faults = {
  4: [
    { twins: [], puppets: [] },
    { twins: [1], puppets: [] },
    { twins: [], puppets: [3] },
  ],
  7: [
    { twins: [2, 5], puppets: [] },
    { twins: [3], puppets: [4] },
    { twins: [], puppets: [1, 2] },
  ],
} as const;

const MOST_FAULTY = { 4: 1, 7: 2 } as const;

const MOST_STEPS = { 4: 600, 7: 900 } as const;

const one = <T>(of: readonly T[], choose: Choose): T => of[choose(of.length)] as T;

/** A schedule of a committee with at most f Byzantine members; some have a good network, most do not. */
export function chooseSchedule(size: 4 | 7, choose: Choose): Schedule {
  const faulty = one<Pick<Schedule, "twins" | "puppets">>(faults[size], choose);
  return {
    size,
    ...faulty,
    horizon: one([1, 3, 10], choose),
    seed: choose(2 ** 31),
    steps: 50 + choose(MOST_STEPS[size] - 50),
    lost: one([0, 5, 30, 75], choose),
    doubled: one([0, 10], choose),
    cuts: one([0, 5, 30], choose),
    crashes: one([0, 10, 40], choose),
    timers: one([5, 40, 150], choose),
    quiet: choose(2) === 0,
    divided: faulty.puppets.length === MOST_FAULTY[size] && choose(3) === 0,
  };
}
