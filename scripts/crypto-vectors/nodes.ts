/** The nodes of the ceremonies in vectors: what honest ones log, from numbers that everybody may know, and what cheats log instead. */

import { sha256, transcript } from "./bytes.ts";
import {
  type CeremonyName,
  type Complaint,
  ceremonyId,
  contexts,
  type Dealing,
  type ProvenDealing,
  type Registration,
} from "./ceremony.ts";
import { modulo, ORDER } from "./curve.ts";
import { proveEquality, proveKnowledge, seal, sharedPoint } from "./proofs.ts";
import { commitmentTo, inG1, valueAt } from "./signatures.ts";

/** A number that stands for a random one: the digest of what it is for. */
export const number = (...of: readonly (string | number)[]): bigint =>
  modulo(BigInt(`0x${sha256(transcript("nexus/vectors/number", of)).toString("hex")}`), ORDER);

export const encryptionSecret = ({ ceremony }: CeremonyName, member: number): bigint => number("key", ceremony, member);
export const ephemeralSecret = ({ ceremony }: CeremonyName, dealer: number): bigint => number("ephemeral", ceremony, dealer);

/** A dealer's polynomial. In a refresh or a reshare its constant term is the dealer's share. */
export const polynomial = ({ ceremony, threshold }: CeremonyName, dealer: number, share?: bigint): readonly bigint[] =>
  Array.from({ length: threshold }, (_, k) =>
    k === 0 && share !== undefined ? share : number("coefficient", ceremony, dealer, k),
  );

export function registration(of: CeremonyName, by: number): Registration {
  const secret = encryptionSecret(of, by);
  const E = inG1(secret);
  return { by, E, proof: proveKnowledge(contexts.key(of, by), "G1", E, secret) };
}

/** The keys of all members; null for those that have not registered. */
export const keysOf = (of: CeremonyName, without: readonly number[] = []): readonly (string | null)[] =>
  of.members.map((member) => (without.includes(member) ? null : inG1(encryptionSecret(of, member))));

/** What a dealer does otherwise than it should. */
export interface Cheat {
  readonly coefficients?: readonly bigint[];
  readonly ephemeral?: bigint;
  /** What stands in the boxes of some members instead of their shares. */
  readonly contents?: { readonly [member: number]: bigint };
}

/** A dealer's deal with its proofs. */
export function deal(of: CeremonyName, keys: readonly (string | null)[], dealer: number, cheat: Cheat = {}): ProvenDealing {
  const coefficients = cheat.coefficients ?? polynomial(of, dealer);
  const ephemeral = cheat.ephemeral ?? ephemeralSecret(of, dealer);
  const [C, R] = [commitmentTo(coefficients), inG1(ephemeral)];
  const boxes = keys.map((key, at) => {
    const member = of.members[at] as number;
    const content = cheat.contents?.[member] ?? valueAt(coefficients, member);
    return key === null ? null : sealed(of, dealer, member, ephemeral, content);
  });
  return { dealer, C, R, boxes, ...proofsOf(of, { dealer, C, R }, coefficients[0] as bigint, ephemeral) };
}

/** The proofs of a deal. */
export function proofsOf(of: CeremonyName, { dealer, C, R }: Omit<Dealing, "boxes">, secret: bigint, ephemeral: bigint) {
  return {
    proofC: proveKnowledge(contexts.secret(of, dealer, C), "G2", C[0] as string, secret),
    proofR: proveKnowledge(contexts.ephemeral(of, dealer, C), "G1", R, ephemeral),
  };
}

/** A box for a member with any content of 32 bytes. */
export function sealed(of: CeremonyName, dealer: number, receiver: number, ephemeral: bigint, content: bigint): string {
  const shared = sharedPoint(ephemeral, inG1(encryptionSecret(of, receiver))) as string;
  return seal({ ceremony: ceremonyId(of), dealer, receiver }, inG1(ephemeral), shared, content);
}

/** A member's complaint about a deal, founded or not. */
export function complaint(of: CeremonyName, by: number, { dealer, R }: Dealing): Complaint {
  const secret = encryptionSecret(of, by);
  const K = sharedPoint(secret, R) as string;
  const statement = { element: inG1(secret), base: R, product: K };
  return { dealer, K, proof: proveEquality(contexts.complaint(of, dealer, by), statement, secret) };
}
