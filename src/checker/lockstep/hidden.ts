/** Fields in which states of the code with one abstraction may differ. */

export class HiddenFields {
  readonly #declared: ReadonlySet<string>;
  readonly #counts: Map<string, number>;

  /** `declared` gives the reason of each path; `*` stands for the index of an array. */
  constructor(declared: { readonly [path: string]: string }) {
    this.#declared = new Set(Object.keys(declared));
    this.#counts = new Map(Object.keys(declared).map((path) => [path, 0]));
  }

  /** By path: how many states differ there from the first one with the same abstraction. */
  get counts(): { readonly [path: string]: number } {
    return Object.fromEntries(this.#counts);
  }

  /** Counts the declared fields in which two states differ; gives the first other field that differs, or null. */
  compare(one: unknown, other: unknown): string | null {
    const paths = new Set(this.#differing(one, other, ""));
    for (const path of paths) if (!this.#declared.has(path)) return path === "" ? "the whole" : path;
    for (const path of paths) this.#counts.set(path, (this.#counts.get(path) ?? 0) + 1);
    return null;
  }

  /** The paths to what differs: down to a declared field, or as far as both have the same shape. */
  #differing(one: unknown, other: unknown, path: string): readonly string[] {
    if (one === other) return [];
    if (this.#declared.has(path) || !isObject(one) || !isObject(other)) return sameLeaf(one, other) ? [] : [path];
    const below = (step: string) => (path === "" ? step : `${path}.${step}`);
    if (Array.isArray(one) || Array.isArray(other)) {
      if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return [path];
      return one.flatMap((element, i) => this.#differing(element, other[i], below("*")));
    }
    const names = Object.keys(one);
    if (names.length !== Object.keys(other).length || names.some((name) => !(name in other))) return [path];
    return names.flatMap((name) => this.#differing(one[name], other[name], below(name)));
  }
}

function isObject(value: unknown): value is { readonly [field: string]: unknown } {
  return typeof value === "object" && value !== null;
}

/** Whether a declared field, or values of different shapes, are equal as JSON; states have one key order. */
function sameLeaf(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
