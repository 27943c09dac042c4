/** Which schedules are drawn. */

import { fc } from "@fast-check/vitest";
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

/** Schedules of a committee with at most f Byzantine members; some have a good network, most do not. */
export function schedules(size: 4 | 7): fc.Arbitrary<Schedule> {
  return fc
    .record({
      faulty: fc.constantFrom(...faults[size]),
      horizon: fc.constantFrom(1, 3, 10),
      seed: fc.nat(),
      steps: fc.integer({ min: 50, max: size === 4 ? 600 : 900 }),
      lost: fc.constantFrom(0, 5, 30, 75),
      doubled: fc.constantFrom(0, 10),
      cuts: fc.constantFrom(0, 5, 30),
      crashes: fc.constantFrom(0, 10, 40),
      timers: fc.constantFrom(5, 40, 150),
      quiet: fc.boolean(),
    })
    .map(({ faulty, ...rest }) => ({ size, ...faulty, ...rest }));
}
