/**
 * The manifest of models, decoded once. Extra keys are rejected. `spec/schema/manifest.schema.json` says the same for editors, and
 * a test holds the two together.
 */

import { isRight } from "fp-ts/lib/Either.js";
import * as t from "io-ts";
import { closest } from "../lib/edit-distance.ts";
import { NexusError } from "../lib/errors.ts";
import type { SourceRange } from "../lib/source.ts";
import { formatPath, type JsonPath, jsonErrorPosition, jsonPosition } from "./json-position.ts";

const count: t.Type<number, number, unknown> = new t.Type(
  "a whole number, 0 or more",
  (u): u is number => typeof u === "number" && Number.isSafeInteger(u) && u >= 0,
  (u, context) => (count.is(u) ? t.success(u) : t.failure(u, context)),
  t.identity,
);

const matching = (name: string, pattern: RegExp) => {
  const codec: t.Type<string, string, unknown> = new t.Type(
    name,
    (u): u is string => typeof u === "string" && pattern.test(u),
    (u, context) => (codec.is(u) ? t.success(u) : t.failure(u, context)),
    t.identity,
  );
  return codec;
};

const fileStem = matching("a name of letters, digits and _", /^\w+$/);
const sentence = matching("a text", /\S/);
const digest = matching('"sha256:" and 64 hexadecimal digits', /^sha256:[0-9a-f]{64}$/);

const common = { name: fileStem, module: fileStem, tier: t.keyof({ quick: null, full: null }), about: sentence };
const figures = { distinct: count, generated: count, witnesses: t.array(fileStem, "a list of names"), sources: digest };
const verdict = t.keyof({ ok: null, violated: null, deadlock: null });
const failure = { property: fileStem, actions: t.array(fileStem, "a list of names") };

/** The required and the optional fields of each kind of entry. */
export const entryFields = {
  /** Spec and code, compared. */
  lockstep: {
    required: { ...common, kind: t.literal("lockstep"), verdict },
    optional: { ...failure, ...figures, edges: count, orbits: count },
  },
  /** A spec without a machine. */
  spec: { required: { ...common, kind: t.literal("spec"), verdict }, optional: { ...failure, ...figures } },
  /**
   * Two specs: `module`, which extends the explicit model's and defines `mapping`, with the cfg of the model `explicit`; and the
   * model `counted`.
   */
  refinement: {
    required: {
      ...common,
      kind: t.literal("refinement"),
      verdict: t.literal("ok"),
      explicit: fileStem,
      counted: fileStem,
      mapping: fileStem,
    },
    optional: { distinct: count, edges: count, sources: digest },
  },
  /** A wrong variant under `broken/`, which must fail. */
  broken: {
    required: { ...common, kind: t.literal("broken"), verdict: t.keyof({ violated: null, deadlock: null }) },
    optional: { ...failure, sources: digest },
  },
} as const;

type KindFields = typeof entryFields;
export type Kind = keyof KindFields;
type Decoded<C> = C extends { readonly _A: infer A } ? A : never;
type EntryOf<K extends Kind> = { readonly [N in keyof KindFields[K]["required"]]: Decoded<KindFields[K]["required"][N]> } & {
  readonly [N in keyof KindFields[K]["optional"]]?: Decoded<KindFields[K]["optional"][N]>;
};

export type LockstepEntry = EntryOf<"lockstep">;
export type SpecEntry = EntryOf<"spec">;
export type RefinementEntry = EntryOf<"refinement">;
export type BrokenEntry = EntryOf<"broken">;
export type Entry = LockstepEntry | SpecEntry | RefinementEntry | BrokenEntry;

export interface Manifest {
  readonly models: readonly Entry[];
  /** Where each model is named, in the order of `models`. */
  readonly positions: readonly SourceRange[];
}

const top = { required: { format: t.literal(1), models: t.array(t.unknown, "an array") }, optional: { $schema: t.string } };

/** Decodes the text of a manifest. Throws {@link NexusError} `manifest` with position and JSON path of the first error. */
export function decodeManifest(file: string, text: string): Manifest {
  const decoder = new Decoder(file, text);
  const root = decoder.decode(top, decoder.parse(), []) as { readonly models: readonly unknown[] };
  const models = root.models.map((entry, i) => {
    const path = ["models", i];
    const { kind } = decoder.decode({ required: { kind: t.keyof(entryFields) }, optional: null }, entry, path) as { kind: Kind };
    return decoder.decode(entryFields[kind], entry, path) as Entry;
  });
  models.forEach((entry, i) => {
    const first = models.findIndex(({ name }) => name === entry.name);
    if (first < i) decoder.fail(["models", i, "name"], `${entry.name} is the name of ${formatPath(["models", first])} too`);
    const needsProperty = entry.kind !== "broken" && entry.verdict === "violated";
    if (needsProperty && entry.property === undefined) {
      decoder.fail(["models", i, "verdict"], "a violated model names the property that fails", 'add "property"');
    }
  });
  return { models, positions: models.map((_, i) => decoder.range(["models", i, "name"])) };
}

interface Fields {
  readonly required: t.Props;
  /** Null where other keys are looked at later. */
  readonly optional: t.Props | null;
}

class Decoder {
  readonly #file: string;
  readonly #text: string;

  constructor(file: string, text: string) {
    this.#file = file;
    this.#text = text;
  }

  /** The first character of the value at a path. */
  range(path: JsonPath): SourceRange {
    const start = jsonPosition(this.#text, path);
    return { file: this.#file, start, end: start };
  }

  fail(path: JsonPath, message: string, hint?: string): never {
    const at = this.range(path);
    throw new NexusError("manifest", `${formatPath(path)}: ${message}`, hint === undefined ? { at } : { at, hint });
  }

  parse(): unknown {
    try {
      return JSON.parse(this.#text);
    } catch (cause) {
      const start = jsonErrorPosition(this.#text);
      const at = { file: this.#file, start, end: start };
      throw new NexusError("manifest", `not JSON: ${(cause as Error).message}`, { at, cause });
    }
  }

  decode({ required, optional }: Fields, value: unknown, path: JsonPath): unknown {
    if (!t.UnknownRecord.is(value) || Array.isArray(value)) return this.fail(path, `expected an object, found ${brief(value)}`);
    for (const key of optional === null ? [] : Object.keys(value)) {
      if (key in required || key in (optional as t.Props)) continue;
      const near = closest(key, [...Object.keys(required), ...Object.keys(optional as t.Props)]);
      this.fail([...path, key], "unknown key", near === undefined ? undefined : `did you mean "${near}"?`);
    }
    for (const key of Object.keys(required)) if (!(key in value)) this.fail(path, `the key "${key}" is missing`);
    const decoded = t.intersection([t.type(required), t.partial(optional ?? {})]).decode(value);
    if (isRight(decoded)) return decoded.right;
    const context = decoded.left[0]?.context ?? [];
    const keys = context
      .slice(1)
      .flatMap(({ key }, i) => (isBranch(context[i]?.type) ? [] : [/^\d+$/.test(key) ? Number(key) : key]));
    const last = context.at(-1);
    return this.fail([...path, ...keys], `expected ${last?.type.name.replaceAll("|", "or")}, found ${brief(last?.actual)}`);
  }
}

/** Whether a type's children in a context are its alternatives or parts, not keys of the value. */
function isBranch(type: t.Decoder<unknown, unknown> | undefined): boolean {
  return type instanceof t.IntersectionType || type instanceof t.UnionType;
}

function brief(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 40 ? `${text.slice(0, 40)}...` : text;
}
