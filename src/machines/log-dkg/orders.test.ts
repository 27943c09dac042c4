import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { bls12381Suite } from "../../crypto/bls12-381-suite.ts";
import { simSuite } from "../../crypto/sim-suite.ts";
import type { Suite } from "../../crypto/suite.ts";
import { toySuite } from "../../crypto/toy-suite.ts";
import { difference, sortedSet, union } from "../../lib/sorted-set.ts";
import { combined, needed, newKey, qualified } from "./ceremony.ts";
import { take } from "./log.ts";
import { Broken, type Draw, type Machine, rightMachine, runCeremonies } from "./testing-orders.ts";
import type { State } from "./types.ts";

/** A suite, and the sizes of committees: over Z_q there are q - 1 points for shares. */
type Over = readonly [suite: Suite, sizes: readonly number[]];
const toy: Over = [toySuite(7), [4, 5, 6]];

const cases = ([suite, sizes]: Over) =>
  fc.record({ suite: fc.constant(suite), n: fc.constantFrom(...sizes), numbers: fc.infiniteStream(fc.nat()) }).map((of) => {
    const draw: Draw = (below) => of.numbers.next().value % below;
    return (machine?: Machine) => runCeremonies(of.suite, of.n, draw, machine);
  });

const suites: readonly (readonly [name: string, over: Over, numRuns: number])[] = [
  ["Z_5", [toySuite(5), [4]], 80],
  ["Z_7", toy, 100],
  ["Z_11", [toySuite(11), [4, 7, 10]], 40],
  ["the simulation suite", [simSuite(), [4, 5, 6, 7]], 40],
  ["BLS12-381", [bls12381Suite(), [4]], 1],
];

describe("random ceremonies, faults, crashes and orders of the log keep D1, D2, D4, D6 and D8", () => {
  for (const [name, over, numRuns] of suites)
    test.prop([cases(over)], { numRuns, seed: 7 })(`over ${name}`, (run) => {
      run();
    });

  test("and are not vacuous", () => {
    const happened = new Set(fc.sample(cases(toy), { numRuns: 150, seed: 11 }).flatMap((run) => [...run()]));
    const ends = ["generate", "refresh", "reshare", "rotate"].flatMap((kind) => [`${kind}: done`, `${kind}: abort`]);
    const refusals = [
      "Register unproven-key",
      "Deal wrong-degree",
      "Deal other-share",
      "Deal unproven-ephemeral",
      "Deal not-dealing",
      "Confirm unproven",
      "Confirm slashed",
    ].map((refusal) => `refused: ${refusal}`);
    for (const what of [...ends, ...refusals, "Slash", "Recover", "Fail", "AskEndorsement"])
      expect([...happened]).toContain(what);
  });
});

/** The end of a ceremony, with the key of these dealers and no look at its degree. */
function ended(c: Parameters<typeof take>[0], s: State, disq = s.disq): State {
  const qual = qualified(s, disq);
  const done: State = { ...s, phase: "done", height: 0, qual, pub: combined(c, s, qual) };
  return { ...done, key: newKey(done, done.pub) };
}

const broken: readonly (readonly [what: string, property: string, machine: Partial<Machine>])[] = [
  ["reads the deals in another order", "D1", { read: (log) => [...log].reverse() }],
  [
    "takes a dealer out of the key that is caught late",
    "D2",
    {
      take: (c, s, entry) => {
        const stepped = take(c, s, entry);
        if (typeof stepped === "string" || s.phase !== "done" || s.kind === "rotate") return stepped;
        const late = difference(stepped[0].disq, s.disq).length > 0;
        return late ? [ended(c, stepped[0]), stepped[1]] : stepped;
      },
    },
  ],
  [
    "believes every complaint",
    "D4",
    {
      take: (c, s, entry) => {
        const stepped = take(c, s, entry);
        if (typeof stepped === "string" || entry.type !== "Confirm") return stepped;
        const accused = sortedSet(entry.e.complaints.map(({ dealer }) => dealer));
        const [next, effects] = stepped;
        return [{ ...next, disq: union(next.disq, accused), slashed: union(next.slashed, accused) }, effects];
      },
    },
  ],
  [
    "lets a dealer reshare any secret",
    "D6",
    {
      take: (c, s, entry) => {
        const stepped = take(c, s, entry);
        if (stepped !== "other-share" || entry.type !== "Deal") return stepped;
        const { proofC: _, proofR: __, ...deal } = entry.d;
        const deals = [...s.deals, deal];
        if (deals.length < needed(s)) return [{ ...s, deals }, []];
        return [{ ...s, deals, phase: "confirm", height: 0 }, [{ type: "OpenConfirm" }]];
      },
    },
  ],
  [
    "does not look at the degree of the sum",
    "D8",
    {
      take: (c, s, entry) => {
        const stepped = take(c, s, entry);
        if (typeof stepped === "string" || entry.type !== "Confirm" || stepped[0].phase !== "abort") return stepped;
        const done = ended(c, stepped[0]);
        return [done, [{ type: "Activate", epoch: done.key.epoch, public: done.key.poly[0] as string }]];
      },
    },
  ],
];

describe("a machine that", () => {
  test.each(broken)("%s breaks %s", (_, property, wrong) => {
    const check = fc.check(
      fc.property(cases(toy), (run) => {
        run({ ...rightMachine, ...wrong });
      }),
      { numRuns: 300, seed: 7, endOnFailure: true },
    );
    expect(check.failed).toBe(true);
    expect(check.errorInstance).toBeInstanceOf(Broken);
    expect((check.errorInstance as Broken).message).toBe(property);
  });
});
