/** What the parts of `npm run corpus` tell each other: a model of the tree, what a child process found, and the judgement. */

/** How upstream runs a model. */
export type Mode = "exhaustive search" | "generate" | "symbolic" | { readonly simulate: { readonly traceCount: number } };

export const results = [
  "success",
  "assumption failure",
  "deadlock failure",
  "safety failure",
  "liveness failure",
  "unknown",
] as const;
export type Result = (typeof results)[number];

/** A model as a manifest records it. Paths are relative to the tree, with `/`. */
export interface Model {
  /** The path of the cfg file: it names the model. */
  readonly cfg: string;
  readonly module: string;
  /** Seconds of upstream's run; infinite where none is recorded. */
  readonly runtime: number;
  readonly mode: Mode;
  readonly result: Result;
  readonly distinct?: number;
  readonly generated?: number;
}

/** What a child process is asked. */
export interface Job {
  /** The tree. */
  readonly dir: string;
  readonly model: Model;
  /** Bytes that the store of states may take. */
  readonly maxBytes: number;
}

/** An error of ours, as data. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  /** `file:line:column` */
  readonly at?: string;
}

/** A counterexample that was taken again, step by step. */
export interface Counterexample {
  readonly property: string;
  readonly states: number;
  /** Why it is no behaviour of the model, or does not violate the property; absent where all is well. */
  readonly objection?: string;
}

/**
 * What our check of a model ends with. `verdict` is null where there is none: `why` says what kept us from it.
 */
export type Found =
  | {
      readonly verdict: Exclude<Result, "unknown">;
      readonly distinct: number;
      readonly generated: number;
      readonly counterexample?: Counterexample;
      /** Whether the model makes random choices: then its numbers of states are its own. */
      readonly random?: true;
      readonly tier: Tier;
      readonly seconds: number;
    }
  | { readonly verdict: null; readonly why: NoVerdict; readonly tier: Tier; readonly seconds: number };

export type NoVerdict =
  | { readonly kind: "failure"; readonly failure: Failure }
  | { readonly kind: "inconclusive"; readonly limit: string; readonly distinct: number; readonly generated: number }
  | { readonly kind: "time"; readonly seconds: number }
  | { readonly kind: "memory" }
  | { readonly kind: "crash"; readonly message: string };

/** How much of the language a model needs, from the basics to the rarest; `unread` where its modules cannot be read. */
export const tiers = ["1 basics", "2 modules and operators", "3 rarer cfg and libraries", "4 the rest", "unread"] as const;
export type Tier = (typeof tiers)[number];
