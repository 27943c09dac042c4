/** The random beacon of a cloud: the data of one member. Normative prose: `spec/beacon.md`. */

import type { CloudKey } from "../../crypto/statements.ts";
import type { Algebra } from "../../crypto/suite.ts";
import type { SortedSet } from "../../lib/sorted-set.ts";

export type { CloudKey };

/** A round is a finalized height: 1 is the first. */
export type Round = number;

/** The text of a signature, an element of G1. */
export type SignatureText = string;

/** A round's value: the digest of its signature, in hexadecimal. */
export type Value = string;

export type Constants = {
  readonly suite: Algebra;
  /** The text of the cloud's public key, an element of G2. */
  readonly publicKey: string;
  /** Whose beacon it is; the members sign it with the round. */
  readonly key: CloudKey;
};

/** What concerns the beacon in a block. */
export type Block = {
  /** The signatures of the next rounds, in order: the block opens them. */
  readonly opens: readonly SignatureText[];
  /** Whether its execution requests random values. */
  readonly requests: boolean;
};

export type KnownSignature = { readonly round: Round; readonly signature: SignatureText };

export type State = {
  /** The height of the last final block. */
  readonly height: number;
  /** The last round that the final blocks have opened. */
  readonly opened: Round;
  /** Signatures of rounds that are not opened, each verified, ascending by round. */
  readonly known: readonly KnownSignature[];
  /** The last round of which the member has released its partial signature. */
  readonly released: Round;
  /** The heights whose requests wait for their round. */
  readonly waiting: SortedSet<number>;
};

export type Effect =
  /** Sign the round's message with the member's share, and send that to all members. */
  | { readonly type: "SendPartial"; readonly round: Round }
  /** Send the signature to all members. */
  | { readonly type: "Spread"; readonly round: Round; readonly signature: SignatureText }
  /** Ask other members for the final blocks of the heights above one and up to another. */
  | { readonly type: "FetchBlocks"; readonly above: number; readonly upTo: number }
  /** Vote for the block that was looked at, as far as the beacon is concerned, at this height. */
  | { readonly type: "Vote"; readonly height: number }
  /** Give the requests of a height the value of their round. */
  | { readonly type: "Serve"; readonly height: number; readonly round: Round; readonly value: Value };
