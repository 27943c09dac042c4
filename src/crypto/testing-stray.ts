/** Points that are on the curves of BLS12-381 and outside the subgroups of prime order: what subgroup checks are there for. */

import { bls12_381 } from "@noble/curves/bls12-381.js";
import type { NobleG1, NobleG2 } from "./bls12-381-encodings.ts";

const { G1, G2, fields } = bls12_381;

/** The first of the candidates that is a point outside the subgroup. */
function firstStray<P extends { isTorsionFree(): boolean }>(candidate: (x: bigint) => P): P {
  for (let x = 1n; ; x++) {
    try {
      const point = candidate(x);
      if (!point.isTorsionFree()) return point;
    } catch {
      // No point of the curve has this x.
    }
  }
}

/** A point of the curve of G1 with a small x. */
export const strayG1 = (): NobleG1 =>
  firstStray((x) => G1.Point.fromAffine({ x, y: fields.Fp.sqrt(fields.Fp.add(fields.Fp.pow(x, 3n), G1.Point.CURVE().b)) }));

/** A point of the curve of G2 with a small x. */
export const strayG2 = (): NobleG2 =>
  firstStray((c0) => {
    const x = fields.Fp2.create({ c0, c1: 0n });
    return G2.Point.fromAffine({ x, y: fields.Fp2.sqrt(fields.Fp2.add(fields.Fp2.pow(x, 3n), G2.Point.CURVE().b)) });
  });
