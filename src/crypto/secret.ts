/**
 * Scalars that must not be seen: keys, shares, coefficients, nonces. A secret prints as a fixed text wherever JavaScript prints by
 * itself (template strings, `JSON.stringify`, errors, the inspector of Node) and has no property to enumerate, copy or compare.
 * Only src/crypto imports this file (a dependency rule); everybody else has the type from suite.ts and passes secrets on. JavaScript
 * cannot erase memory: a secret is gone when nobody refers to it and the collector has run.
 */

/** What a secret prints as. */
export const SECRET_TEXT = "[secret]";

/** The key under which Node's inspector looks for a custom form; it is in the registry of symbols, so no import is needed. */
const INSPECT = Symbol.for("nodejs.util.inspect.custom");

/** A secret scalar. */
export class Secret {
  readonly #scalar: bigint;

  private constructor(scalar: bigint) {
    this.#scalar = scalar;
    Object.freeze(this);
  }

  /** Hides a scalar. */
  static hide(scalar: bigint): Secret {
    return new Secret(scalar);
  }

  /** The scalar inside. */
  static open(secret: Secret): bigint {
    return secret.#scalar;
  }

  toString(): string {
    return SECRET_TEXT;
  }

  toJSON(): string {
    return SECRET_TEXT;
  }

  [Symbol.toPrimitive](): string {
    return SECRET_TEXT;
  }

  [INSPECT](): string {
    return SECRET_TEXT;
  }
}

export const hide = Secret.hide;
export const open = Secret.open;
