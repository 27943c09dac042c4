/** What the suites of key generation say alike: the text on ceremonies, and the ceremonies of their cases. */

import type { CeremonyName, OldKey } from "../ceremony.ts";
import { number } from "../nodes.ts";
import { commitmentTo, valueAt } from "../signatures.ts";

/** Numbers that are no places: an implementation that takes the one for the other gives other shares. */
export const first: CeremonyName = { cloud: "cloud", ceremony: 1, kind: "generate", threshold: 2, members: [2, 3, 5, 8] };

/** A key that is in force, and the ceremony that reshares it. */
export const oldPolynomial = [number("old", 0), number("old", 1)];
export const old: OldKey = { holders: first.members, poly: commitmentTo(oldPolynomial) };
export const oldShare = (holder: number): bigint => valueAt(oldPolynomial, holder);
export const reshare: CeremonyName = {
  cloud: "cloud",
  ceremony: 2,
  kind: "reshare",
  threshold: 3,
  members: [1, 2, 3, 5, 8, 13, 21],
};

/** For the descriptions of all suites of key generation. */
export const CEREMONY_TEXT = `A ceremony has a cloud (a text), its number as ceremony, a kind (generate, refresh, reshare, rotate), a threshold t and members,
which are numbers: the points at which polynomials give their shares, not places in the list. Its id is SHA-256, in lower-case hexadecimal, of the transcript nexus/dkg/ceremony of cloud,
number, kind, t and each member. (Transcripts: suite signed-statements; proofs of knowledge and equality: suite bls12-381-proofs; texts: suite
bls12-381-encodings.)`;

export const REGISTRATION_TEXT = `A registration is a member (by), its encryption key E for this ceremony, an element of G1, and a proof of knowledge in G1 of its logarithm, in the context that
is the transcript nexus/dkg/key of the ceremony's id and the member.`;

export const DEAL_TEXT = `A deal has a dealer, C: the generator of G2 times each of the t coefficients of the dealer's polynomial, R: the ephemeral key, an element of
G1, and boxes: for each member, in the order of members, its sealed share, or null for those that have not registered. proofC is a proof of knowledge in G2 of the
logarithm of C[0], in the context of the transcript nexus/dkg/secret of the ceremony's id, the dealer and each element of C; proofR one in G1 of the logarithm of R in the context of
nexus/dkg/ephemeral of the same. In a refresh or reshare C[0] is the generator times the dealer's share of the key: the value of the old commitment at the dealer's number.`;

export const BOX_TEXT = `A box is 96 digits: ChaCha20-Poly1305 (RFC 8439, no associated data, a nonce of zeros) of the share's 32 bytes, with its authenticator, under the key of 32
bytes that HKDF-SHA-256 (RFC 5869) gives for the ASCII text of the point K as key material, the salt nexus/ecies/hkdf-sha256/v1 and, as info, the transcript nexus/ecies
of the ceremony's id, dealer, receiver, and the texts of R and K. K is the receiver's secret times R. A share is right if it is a scalar and the generator of G2 times it is the value of C at the
member's number.`;

export const COMPLAINT_TEXT = `A complaint about a dealer shows K, with a proof of equal logarithms (element: the member's key E, base: R, product: K) in the context of the
transcript nexus/dkg/complaint of the ceremony's id, the dealer and the member. If the proof fails, the complaint is void. Otherwise K opens the box: if the share is not right the dealer is guilty, and
else the member is.`;

export const SOURCE = `groups by mcl (https://github.com/herumi/mcl), ciphers and digests by Node's OpenSSL, shares by big integers, the rules of spec/log-dkg.md written again:
scripts/crypto-vectors`;
