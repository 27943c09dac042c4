/** Distributed key generation over an ordered log: the data. Normative prose: `spec/log-dkg.md`. */

import type { Commitment } from "../../crypto/feldman.ts";
import type { Suite } from "../../crypto/suite.ts";
import type { SortedSet } from "../../lib/sorted-set.ts";

/** A node's number, 1 or more: also the point at which polynomials give its shares, so that it must be below the order of the suite. */
export type NodeId = number;

/** What a ceremony is for: a first key, new shares of the key in the same or in another committee, or a new key that the old one endorses. */
export type Kind = "generate" | "refresh" | "reshare" | "rotate";

export type Phase = "idle" | "register" | "deal" | "confirm" | "done" | "abort";

export type Constants = {
  readonly suite: Suite;
  /** The name of the cloud, which stands in everything that is proved or signed. */
  readonly cloud: string;
  /** How many blocks a phase may last: 1 or more. */
  readonly limit: number;
};

/** A member's encryption key, for one ceremony. */
export type Registration = {
  readonly by: NodeId;
  /** Text of G1. */
  readonly E: string;
  /** Knowledge of the logarithm of E, bound to the ceremony and the member. */
  readonly proof: string;
};

/** What a dealer deals. */
export type Dealing = {
  readonly dealer: NodeId;
  /** The commitment to its polynomial. */
  readonly C: Commitment;
  /** The ephemeral key of all its boxes: text of G1. */
  readonly R: string;
  /** For each member of the committee its sealed share; null for those that have not registered a key. */
  readonly boxes: readonly (string | null)[];
};

export type ProvenDealing = Dealing & {
  /** Knowledge of the logarithm of C[0], bound to the ceremony, the dealer and C. */
  readonly proofC: string;
  /** Knowledge of the logarithm of R, bound to the same. */
  readonly proofR: string;
};

/** A member's statement that a dealer has not given it a good share. */
export type Complaint = {
  readonly dealer: NodeId;
  /** The point that opens the member's box: text of G1. */
  readonly K: string;
  /** That K is that point: equality of the logarithms of E and of K to the base R. */
  readonly proof: string;
};

/** A member has its shares, except those of the dealers it complains about, which ascend. */
export type Confirmation = { readonly by: NodeId; readonly complaints: readonly Complaint[] };

/** A share in the open: what the dealer has dealt to `by`, a scalar's text. */
export type Revelation = { readonly dealer: NodeId; readonly by: NodeId; readonly share: string };

/** A key in force. */
export type SharedKey = {
  /** 1 for the first key; each key that replaces another one counts one more, and new shares of a key do not. 0: there is no key. */
  readonly epoch: number;
  /** The ceremony that its shares are of; 0 for a key that came from elsewhere. */
  readonly ceremony: number;
  readonly members: SortedSet<NodeId>;
  /** The members that registered, and so have shares. */
  readonly holders: SortedSet<NodeId>;
  /** So many shares give the key. */
  readonly threshold: number;
  /** The commitment to the polynomial of the shares. Its first element is the public key. */
  readonly poly: Commitment;
};

/** What the log amounts to. */
export type State = {
  readonly phase: Phase;
  /** How many ceremonies have begun. */
  readonly ceremony: number;
  readonly kind: Kind;
  readonly members: SortedSet<NodeId>;
  readonly threshold: number;
  /** Blocks since the phase began. */
  readonly height: number;
  /** For each member its encryption key; null for none. */
  readonly keys: readonly (string | null)[];
  /** The valid deals, in the order of the log. */
  readonly deals: readonly Dealing[];
  readonly confirms: SortedSet<NodeId>;
  /** Dealers that have dealt a bad share. */
  readonly disq: SortedSet<NodeId>;
  /** Nodes that are proven faulty in this ceremony. */
  readonly slashed: SortedSet<NodeId>;
  /** The dealers whose deals make the key. */
  readonly qual: SortedSet<NodeId>;
  /** The commitment to the polynomial of the new shares; empty before the ceremony is done. */
  readonly pub: Commitment;
  /** In the order of dealers, then of members. */
  readonly reveals: readonly Revelation[];
  /** The key in force. */
  readonly key: SharedKey;
};

export type Effect =
  /** Draw secrets for this ceremony, keep them, and log an encryption key. */
  | { readonly type: "OpenRegister"; readonly ceremony: number }
  /** Dealers log their deals. */
  | { readonly type: "OpenDeal" }
  /** Members open their boxes and confirm, or complain. */
  | { readonly type: "OpenConfirm" }
  /** Slash these nodes: the log proves that they deviated. */
  | { readonly type: "Slash"; readonly nodes: SortedSet<NodeId> }
  /** The key of this epoch is in force: keep its share, erase the secrets of the ceremony and the old share. */
  | { readonly type: "Activate"; readonly epoch: number; readonly public: string }
  /** Have the old key sign the new one. */
  | { readonly type: "AskEndorsement"; readonly public: string }
  /** The ceremony has failed: erase its secrets; the old key stays in force. */
  | { readonly type: "Fail" }
  /** Enough is revealed for whoever lacks its share of this dealer's polynomial. */
  | { readonly type: "Recover"; readonly dealer: NodeId };
