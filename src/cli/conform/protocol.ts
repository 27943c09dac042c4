/** The terms of the runner protocol, as `docs/runner-protocol.md` describes it. */

import type { Data, ItfRecord } from "../../lib/data.ts";
import type { SeenState, SeenValue } from "./seen.ts";
import { arrayAt, type Fields, oneAt, textAt, textsAt } from "./strict.ts";

export const PROTOCOL_VERSION = 1;

export const LEVELS = [1, 2, 3] as const;
export type Level = (typeof LEVELS)[number];

export const FEATURES = ["stateless", "save", "refusals"] as const;

/** What an implementation says of itself. */
export interface Hello {
  readonly name: string;
  readonly version: string;
  readonly levels: readonly Level[];
  readonly features: ReadonlySet<(typeof FEATURES)[number]>;
  readonly modules: readonly string[];
  readonly suites: readonly string[];
}

/** The keys of a reply to hello. */
export const HELLO_KEYS = ["protocol", "name", "version", "levels", "features", "modules", "suites"] as const;

/** Throws `BadValue` with the path of what is wrong. */
export function helloOf(reply: Fields): Hello {
  oneAt(reply.protocol, "$.protocol", [PROTOCOL_VERSION]);
  const features = arrayAt(reply.features, "$.features").map((feature, i) => oneAt(feature, `$.features[${i}]`, FEATURES));
  return {
    name: textAt(reply.name, "$.name"),
    version: textAt(reply.version, "$.version"),
    levels: arrayAt(reply.levels, "$.levels").map((level, i) => oneAt(level, `$.levels[${i}]`, LEVELS)),
    features: new Set(features),
    modules: textsAt(reply.modules, "$.modules"),
    suites: textsAt(reply.suites, "$.suites"),
  };
}

/** A model, as an implementation is told of it. */
export interface ModelSubject {
  readonly module: string;
  readonly model: string;
  readonly constants: { readonly [name: string]: Data };
  readonly variables: readonly string[];
}

export interface Label {
  readonly action: string;
  readonly args: ItfRecord;
}

/** What an implementation says to one input. */
export type Answered =
  | { readonly taken: true; readonly next: SeenState; readonly effects: SeenValue }
  | { readonly taken: false; readonly refusal: string | null };

export interface Stepped {
  readonly results: readonly Answered[];
  /** The state after the inputs. */
  readonly state: SeenState;
}

/** Where inputs start from: each from a given state or from a saved one, or one after another from the present state. */
export type Start = { readonly state: ItfRecord } | { readonly token: string } | Record<string, never>;

/** The implementation does not do what it is asked for, and says why. */
export class Skipped extends Error {
  readonly link: string;
  constructor(reason: string, link: string) {
    super(reason);
    this.link = link;
  }
}
