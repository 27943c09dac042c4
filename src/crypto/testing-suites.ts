/** What tests of generic constructions run over: every suite, and sources of randomness that repeat. */

import { seededRandom } from "../lib/random.ts";
import { bls12381Suite } from "./bls12-381-suite.ts";
import { simSuite } from "./sim-suite.ts";
import type { Random, Secret, Suite } from "./suite.ts";
import { TOY_ORDERS, toySuite } from "./toy-suite.ts";

export { subsets } from "../lib/subsets.ts";

export interface SuiteUnderTest {
  readonly suite: Suite;
  /** Random cases of a property: points of BLS12-381 take milliseconds. */
  readonly runs: number;
  /** The most members that a committee can have here, at most 7. */
  readonly members: number;
}

/** All suites, by name. */
export const SUITES: readonly (readonly [name: string, SuiteUnderTest])[] = [
  ...TOY_ORDERS.map((q) => ({ suite: toySuite(q), runs: 200, members: Math.min(q - 1, 7) })),
  { suite: simSuite(), runs: 100, members: 7 },
  { suite: bls12381Suite(), runs: 3, members: 7 },
].map((tested) => [tested.suite.name, tested] as const);

/** The suites with challenges too large to guess: proofs and boxes are the real ones. */
export const LARGE_SUITES = SUITES.filter(([, { suite }]) => suite.order > 1n << 128n);

/** Random bytes that a seed repeats. */
export function seededBytes(seed: number): Random {
  const next = seededRandom(seed);
  return (length) => Uint8Array.from({ length }, () => Math.floor(next() * 256));
}

/** The secret that is an integer modulo the order. */
export const secretOf = (suite: Suite, integer: number | bigint): Secret =>
  suite.secrets.decode(suite.scalars.encode(suite.scalars.from(integer)))!;

/** 1 to `last`. */
export const upTo = (last: number): readonly number[] => Array.from({ length: last }, (_, i) => i + 1);
