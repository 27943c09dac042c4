/** Values that an implementation has sent, read when they are looked at: most are ones that were seen before. */

import { readNeutral } from "../../checker/index.ts";
import { canonicalJson } from "../../lib/canonical.ts";
import type { Data, Itf, ItfRecord } from "../../lib/data.ts";
import { fieldsOf } from "./strict.ts";

export interface SeenValue {
  /** In its one form: equal exactly when the values are. */
  readonly text: string;
  readonly value: () => Itf;
}

export interface SeenState {
  /** The text of each variable. */
  readonly texts: readonly string[];
  readonly record: () => ItfRecord;
}

/** Forms that are remembered at most. */
const MOST = 1 << 16;

export class Seen {
  /** The text of a value by the JSON in which it was sent. */
  readonly #texts = new Map<string, string>();

  /** Throws `BadValue` with the path of what is no value. */
  value(json: unknown, path: string): SeenValue {
    return { text: this.#text(json, path), value: () => readNeutral(json, path) };
  }

  /** Some of the variables; the others are as before. */
  changed(json: unknown, path: string, variables: readonly string[], before: SeenState): SeenState {
    const fields = fieldsOf(json, path, [], variables);
    return {
      texts: variables.map((name, i) =>
        Object.hasOwn(fields, name) ? this.#text(fields[name], `${path}.${name}`) : (before.texts[i] as string),
      ),
      record: () => {
        const all = before.record();
        return Object.fromEntries(
          variables.map((name) => [name, Object.hasOwn(fields, name) ? readNeutral(fields[name], path) : (all[name] as Itf)]),
        );
      },
    };
  }

  /** Exactly the variables. */
  state(json: unknown, path: string, variables: readonly string[]): SeenState {
    const fields = fieldsOf(json, path, variables);
    return {
      texts: variables.map((name) => this.#text(fields[name], `${path}.${name}`)),
      record: () => Object.fromEntries(variables.map((name) => [name, readNeutral(fields[name], path)])),
    };
  }

  #text(json: unknown, path: string): string {
    // What nests too deeply to be written is told by the reader.
    const sent = writable(json) ?? textOf(readNeutral(json, path));
    let text = this.#texts.get(sent);
    if (text === undefined) {
      text = textOf(readNeutral(json, path));
      if (this.#texts.size >= MOST) this.#texts.clear();
      this.#texts.set(sent, text);
    }
    return text;
  }
}

/** The text of a value that is in its one form. */
const textOf = (value: Itf): string => canonicalJson(value as unknown as Data);

function writable(json: unknown): string | undefined {
  try {
    return JSON.stringify(json);
  } catch {
    return undefined;
  }
}
