/** Shares that a member whose box was bad gets from what others show. */

import { isOn } from "../ceremony.ts";
import { modulo, ORDER, readScalar, writeScalar } from "../curve.ts";
import { polynomial } from "../nodes.ts";
import { areIndices, commitmentTo, lagrangeWeights, readCommitment, valueAt } from "../signatures.ts";
import { invalid, type SuiteDraft, valid } from "../suite.ts";
import { boxNotes } from "./box.ts";
import { reshare, SOURCE } from "./committee.ts";

interface RecoveryInput {
  readonly commitment: readonly string[];
  readonly member: number;
  readonly shares: readonly { readonly by: number; readonly share: string }[];
}

function judgeRecovery({ commitment, member, shares: shown }: RecoveryInput): string | undefined {
  const indices = shown.map(({ by }) => by);
  const numbers = shown.map(({ share }) => readScalar(share));
  if (readCommitment(commitment, commitment.length) === null || shown.length !== commitment.length) return undefined;
  if (!areIndices(indices, Number.MAX_SAFE_INTEGER) || !numbers.every((share) => share !== null)) return undefined;
  if (!shown.every(({ by }, at) => isOn(commitment, by, numbers[at] as bigint))) return undefined;
  const weights = lagrangeWeights(indices, member);
  return writeScalar(numbers.reduce((sum, share, at) => modulo(sum + share * (weights[at] as bigint), ORDER), 0n));
}

const lost = polynomial(reshare, 8);
const shownBy = (by: number, share = valueAt(lost, by)) => ({ by, share: writeScalar(share) });
const recovery = (list: RecoveryInput["shares"], member = 13): RecoveryInput => ({
  commitment: commitmentTo(lost),
  member,
  shares: list,
});

export const recoveries: SuiteDraft<RecoveryInput> = {
  suite: "dkg-recoveries",
  description: `A member whose box was bad gets its share of a dealer's polynomial from t others, who show theirs. The input has the dealer's commitment of t elements of G2 (the
generator times each coefficient, the first and the last not the identity), the member's number, and shares with the numbers of those that show them: each a scalar that must be the value of the
polynomial at that number (the generator times it is the value of the commitment), no number 0 or there twice, t of them. The output is the value at the member's number, by Lagrange's
interpolation modulo r.`,
  source: SOURCE,
  notes: {
    Duplicate: {
      bugType: "MISSING_CHECK",
      description: "one number twice",
      effect: "the interpolation divides by 0, or goes through fewer points",
    },
    Index: { bugType: "MISSING_CHECK", description: "the number 0, at which the secret stands" },
    Lagrange: { bugType: "EDGE_CASE", description: "numbers in another order, or another member" },
    Reduced: boxNotes.Reduced,
    TooFew: { bugType: "MISSING_CHECK", description: "fewer shares than coefficients" },
    WrongShare: boxNotes.Polynomial,
  },
  judge: judgeRecovery,
  cases: [
    valid("recovered", "from the first three members", [], recovery([1, 2, 3].map((by) => shownBy(by)))),
    valid("other-three", "from three others, in another order", ["Lagrange"], recovery([21, 1, 5].map((by) => shownBy(by)))),
    valid(
      "other-member",
      "for another member",
      ["Lagrange"],
      recovery(
        [1, 2, 3].map((by) => shownBy(by)),
        21,
      ),
    ),
    valid(
      "own",
      "for one of those that show theirs",
      ["Lagrange"],
      recovery(
        [1, 2, 3].map((by) => shownBy(by)),
        2,
      ),
    ),
    invalid("two", "from two", ["TooFew"], recovery([1, 2].map((by) => shownBy(by)))),
    invalid("none", "from none", ["TooFew"], recovery([])),
    invalid(
      "wrong",
      "one of them off by one",
      ["WrongShare"],
      recovery([shownBy(1), shownBy(2), shownBy(3, valueAt(lost, 3) + 1n)]),
    ),
    invalid(
      "swapped",
      "two for each other",
      ["WrongShare"],
      recovery([shownBy(1, valueAt(lost, 2)), shownBy(2, valueAt(lost, 1)), shownBy(3)]),
    ),
    invalid("duplicate", "one of them twice", ["Duplicate"], recovery([shownBy(1), shownBy(2), shownBy(2)])),
    invalid("zero", "the secret itself at 0", ["Index"], recovery([shownBy(0), shownBy(1), shownBy(2)])),
    invalid(
      "raised",
      "a share with the order added",
      ["Reduced"],
      recovery([shownBy(1), shownBy(2), { by: 3, share: (valueAt(lost, 3) + ORDER).toString(16).padStart(64, "0") }]),
    ),
  ],
};
