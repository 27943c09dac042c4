/** Bytes as lower-case hexadecimal text, the form that states and messages hold them in. */

const TEXT = /^(?:[0-9a-f]{2})*$/;

/** Whether a text is whole bytes in lower-case hexadecimal. */
export function isHex(text: string): boolean {
  return TEXT.test(text);
}

/** The bytes of a text that {@link isHex}; any other text is a bug of the caller: TypeError. */
export function bytesOfHex(text: string): Uint8Array {
  if (!isHex(text)) throw new TypeError("no lower-case hexadecimal text of whole bytes");
  return Uint8Array.from({ length: text.length / 2 }, (_, at) => Number.parseInt(text.slice(2 * at, 2 * at + 2), 16));
}

/** The text of bytes. */
export function hexOfBytes(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
