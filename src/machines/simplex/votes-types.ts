/** Simplex consensus: the data of the vote keeper and of the driver, the layers around one node's core. */

import type {
  Block,
  BlockId,
  BlockRef,
  Certificate,
  Constants,
  Effect,
  Item,
  NodeId,
  Proposal,
  State,
  Vote,
  Want,
} from "./types.ts";

export type DriverConstants = Constants & {
  /** How many views above the node's own the votes and proposals are kept of. */
  readonly horizon: number;
};

/** The first vote of each type that was accepted from a member in one view; at least one. Nullify and finalize exclude each other. */
export type Ballot = {
  readonly from: NodeId;
  readonly notarize: BlockId | null;
  readonly nullify: boolean;
  readonly finalize: BlockId | null;
};

/** The ballots of one view, ascending by member; at least one. */
export type ViewVotes = { readonly view: number; readonly ballots: readonly Ballot[] };

/** Two blocks to notarize, two blocks to finalize, or two ways to end the view. */
export type ConflictKind = "end" | "finalize" | "notarize";

/** What has been reported. */
export type Accusation = { readonly from: NodeId; readonly view: number; readonly kind: ConflictKind };

/** Two votes of one member that an honest one never signs both. With their signatures anybody can check it. */
export type Evidence = Accusation & { readonly first: Vote; readonly second: Vote };

export type Report = { readonly type: "Report"; readonly evidence: Evidence };

/** The log's note that what goes out of the cloud of this block, the one of this height, has been signed. */
export type Released = { readonly type: "released"; readonly view: number; readonly block: BlockId; readonly height: number };

/** What a node logs. */
export type LogItem = Item | Released;

/** What a node signs of a final block that it has executed. The key is the cloud's, and never that of its votes. */
export type Outward =
  /** Sign the outward statement of this height with the node's share, and send that to all members. */
  | { readonly type: "SignOutward"; readonly height: number; readonly block: BlockRef }
  /** The height is final: the beacon may release the node's share of its round. */
  | { readonly type: "ReleaseBeacon"; readonly round: number };

/** The last block of which the node has signed what goes out, and its height; genesis has height 0. */
export type Release = { readonly height: number; readonly block: BlockRef };

/** A core and the votes that it counts. */
export type Node = {
  readonly core: State;
  /** Of views above the tip's and up to the horizon, ascending. */
  readonly votes: readonly ViewVotes[];
  /** Of the same views, ascending by view, member and kind. */
  readonly accused: readonly Accusation[];
  readonly released: Release;
};

export type NodeEffect =
  | Exclude<Effect, { readonly type: "Persist" }>
  | { readonly type: "Persist"; readonly items: readonly LogItem[] }
  | Outward
  | Report;

/** A certificate and whose votes it contains, ascending. The signatures stay outside, by vote and signer. */
export type Certified = Certificate & { readonly signers: readonly NodeId[] };

/** What the driver sends. */
export type Message = Proposal | Vote | Certified;

/** What the driver logs. */
export type Entry = Message | Released;

/** The proposal of a view that came first, and whether the application finds it valid. */
export type KeptProposal = { readonly block: Block; readonly valid: boolean };

export type Driver = Node & {
  /** Of the node's view and up to the horizon, ascending; one a view. */
  readonly proposals: readonly KeptProposal[];
  /** The certificates that the core knows, ascending by view and type. */
  readonly proofs: readonly Certified[];
  /** The last view for which the application was asked to build a block, or 0. */
  readonly built: number;
};

export type Input =
  /** A leader's proposal, its block's identity checked, and the application's verdict on it. */
  | { readonly type: "Proposal"; readonly from: NodeId; readonly block: Block; readonly valid: boolean }
  | { readonly type: "Vote"; readonly from: NodeId; readonly vote: Vote }
  /** A certificate whose signatures are valid. */
  | { readonly type: "Certificate"; readonly certificate: Certificate; readonly signers: readonly NodeId[] }
  /** A member asks for a certificate. */
  | { readonly type: "Asked"; readonly from: NodeId; readonly want: Want }
  /** A timer of the view has expired: that for the arrival of the proposal, or that for the end of the view. */
  | { readonly type: "Timer"; readonly view: number; readonly timer: "proposal" | "view" }
  /** The block that the application has built. */
  | { readonly type: "Built"; readonly block: Block }
  /**
   * The application has executed the first of these blocks. They lead, each the parent of the next, from the block after the last that was
   * released to the last that is final.
   */
  | { readonly type: "Executed"; readonly chain: readonly Block[] }
  /** It is time to send again what may have been lost. */
  | { readonly type: "Retransmit" }
  /** The node starts, with what it finds in its log. */
  | { readonly type: "Restart"; readonly log: readonly Entry[] };

export type DriverEffect =
  | Exclude<Effect, { readonly type: "Persist" | "Broadcast" | "Answer" | "Resend" }>
  | Outward
  | Report
  /** Make all of it durable, or nothing, before the next effect is carried out. */
  | { readonly type: "Persist"; readonly items: readonly Entry[] }
  | { readonly type: "Broadcast"; readonly item: Message }
  | { readonly type: "Answer"; readonly to: NodeId; readonly certificates: readonly Certified[] }
  | { readonly type: "Resend"; readonly items: readonly Message[] }
  /** The node leads the view: the application builds a block on this parent and comes back with `Built`. */
  | { readonly type: "Build"; readonly view: number; readonly parent: BlockRef };
