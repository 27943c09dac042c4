/**
 * The simulation suite: the exponent group modulo the order of BLS12-381, with the same proofs, cipher and lengths of texts. Ten thousand times
 * as fast as the curve, for simulations of many nodes, and without any security: every public key *is* its secret.
 */

import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { BLS12_381_ORDER, hashToHexScalar, hexScalars, SCALAR_BYTES } from "./bls12-381-suite.ts";
import { schnorrProofs } from "./chaum-pedersen.ts";
import { eciesSealing } from "./ecies.ts";
import { exponentGroup, exponentPairingCheck, g1PointOf } from "./exponent-group.ts";
import { hexToInteger, integerToHex, secretsOf } from "./scalars.ts";
import type { Algebra, G1Point, G2Point, Scalars, Suite } from "./suite.ts";

/** Logarithms as texts as long as the compressed points of BLS12-381. */
const padded = (bytes: number): Pick<Scalars, "encode" | "decode"> => ({
  encode: (scalar) => integerToHex(scalar, bytes),
  decode: (text) => hexToInteger(text, bytes, BLS12_381_ORDER),
});

/** The suite of simulations. A real node refuses it (`assertProduction`). */
export function simSuite(): Suite {
  const algebra: Algebra = {
    name: "sim",
    order: BLS12_381_ORDER,
    production: false,
    scalars: hexScalars,
    secrets: secretsOf(hexScalars),
    g1: exponentGroup<G1Point>("G1", hexScalars, padded(48)),
    g2: exponentGroup<G2Point>("G2", hexScalars, padded(96)),
    pairingCheck: (pairs) => exponentPairingCheck(hexScalars, pairs),
    hashToG1: (message, dst) => g1PointOf(hashToHexScalar(message, dst)),
    hashToScalar: hashToHexScalar,
    digest: (bytes) => bytesToHex(sha256(bytes)),
  };
  return { ...algebra, proofs: schnorrProofs(algebra), sealing: eciesSealing(algebra, SCALAR_BYTES) };
}
