/**
 * Certificates of safety: all states of one world of a model, or one of each orbit, each with a predecessor and the step from it, so
 * that a program that shares nothing with the explorer can check that the set is closed, reachable and safe.
 *
 * A certificate is a text of lines, each ended by a line feed and holding one JSON document. The first is the
 * {@link CertificateHeader}; each of the others is a {@link CertificateState}. States are numbered from 0 in the order of their
 * lines; a predecessor stands before its successors, initial states stand first. `docs/guides/certificates.md` is the
 * normative description.
 */

import type { Data, ItfRecord } from "../lib/data.ts";
import type { Point } from "../lib/model.ts";

export const CERTIFICATE_FORMAT = "nexus-certificate";

/** Changes when a field changes its meaning, appears or goes. */
export const CERTIFICATE_VERSION = 2;

/** What a certificate is about. */
export interface CertificateSubject {
  /** The model's name, the stem of its cfg. */
  readonly model: string;
  readonly module: string;
  readonly world: "spec" | "code";
  /** The constants by name, in neutral notation. */
  readonly constants: { readonly [name: string]: Data };
  /** The constraints of the cfg by name: the states are closed within them. */
  readonly constraints: readonly string[];
  /** The classes of points that the permutations of a reduced certificate exchange; null where every state is listed. */
  readonly symmetry: CertifiedSymmetry | null;
  /** `sha256:` and the hexadecimal digest of each file that the model was read from, by the file's name. */
  readonly sources: { readonly [file: string]: string };
  /** Whether a state without successors is an error. */
  readonly deadlock: boolean;
}

export interface CertifiedSymmetry {
  /** What is exchanged, as a report names it. */
  readonly about: string;
  readonly classes: readonly (readonly Point[])[];
}

export interface CertificateHeader extends CertificateSubject {
  readonly format: typeof CERTIFICATE_FORMAT;
  readonly version: typeof CERTIFICATE_VERSION;
  readonly variables: readonly string[];
  readonly actions: readonly string[];
  /** The invariants that hold in every state. */
  readonly invariants: readonly string[];
  /** How many of the states, the first ones, are initial. */
  readonly initial: number;
  readonly states: number;
  /** Steps from all listed states: pairs of an enabled action with arguments and its successor. */
  readonly steps: number;
}

/** An initial state has no `from`, `action` and `args`. Where every state is listed, there is neither `initial` nor `steps`. */
export interface CertificateState {
  /** The variables in neutral notation. The canonical JSON of this object is the state's key: equal exactly when the states are. */
  readonly state: ItfRecord;
  /** The number of a predecessor, less than the state's own. */
  readonly from?: number;
  /** The step from the predecessor. */
  readonly action?: string;
  readonly args?: ItfRecord;
  /** Of an initial state: the initial states of its orbit. */
  readonly initial?: readonly { readonly state: ItfRecord; readonly by: PermutationPairs }[];
  /** Every step from it. */
  readonly steps?: readonly CertificateStep[];
}

/** A step of a reduced certificate: its successor, with its points renamed, is the state with the number `to`. */
export interface CertificateStep {
  readonly action: string;
  readonly args: ItfRecord;
  readonly to: number;
  readonly by: PermutationPairs;
}

/** Each point that is moved, with the one that it becomes. */
export type PermutationPairs = readonly (readonly [from: Point, to: Point])[];
