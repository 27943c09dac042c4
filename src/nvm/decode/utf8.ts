/** UTF-8 as the specification defines it: shortest forms, no surrogates, nothing above U+10FFFF. */

/** How many characters are turned into text at once: a call's arguments stand on the host's stack. */
const CHUNK = 4096;

/** The text of the bytes from `start` up to `end`, or the offset of the byte at which they are no UTF-8. */
export function decodeUtf8(bytes: Uint8Array, start: number, end: number): string | number {
  let text = "";
  let chunk: number[] = [];
  for (let at = start; at < end; ) {
    const length = sequenceLength(bytes[at] as number);
    if (length === 0 || at + length > end) return at;
    const character = length === 1 ? (bytes[at] as number) : decodeSequence(bytes, at, length);
    if (character < 0) return at;
    chunk.push(character);
    at += length;
    if (chunk.length < CHUNK) continue;
    text += String.fromCodePoint(...chunk);
    chunk = [];
  }
  return text + String.fromCodePoint(...chunk);
}

/** By the first byte; 0 where none begins with it. */
function sequenceLength(first: number): number {
  if (first < 0x80) return 1;
  if (first < 0xc0) return 0;
  if (first < 0xe0) return 2;
  if (first < 0xf0) return 3;
  return first < 0xf8 ? 4 : 0;
}

/** The smallest character of a sequence of that many bytes. */
const SMALLEST = [0, 0, 0x80, 0x800, 0x10000];

/** The character, or -1. */
function decodeSequence(bytes: Uint8Array, at: number, length: number): number {
  let character = (bytes[at] as number) & (0xff >> (length + 1));
  for (let i = 1; i < length; i++) {
    const next = bytes[at + i] as number;
    if ((next & 0xc0) !== 0x80) return -1;
    character = (character << 6) | (next & 0x3f);
  }
  const isSurrogate = character >= 0xd800 && character < 0xe000;
  return character < (SMALLEST[length] as number) || isSurrogate || character > 0x10ffff ? -1 : character;
}
