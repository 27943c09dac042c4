/** Number literals of the text format as exact bits. */

/** A literal of an integer of `width` bits as the bits, or undefined where it is none or does not fit. */
export function integerBits(text: string, width: number): bigint | undefined {
  const [, sign = "", digits] = /^([+-]?)(0x[0-9a-fA-F_]+|[0-9][0-9_]*)$/.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const magnitude = BigInt(digits.replaceAll("_", ""));
  const most = 1n << BigInt(width);
  if (sign === "-" ? magnitude > most / 2n : magnitude >= most) return undefined;
  return BigInt.asUintN(width, sign === "-" ? -magnitude : magnitude);
}

interface Format {
  readonly width: number;
  /** Bits of the significand that are stored. */
  readonly fraction: number;
}

const formats: { readonly [width: number]: Format } = { 32: { width: 32, fraction: 23 }, 64: { width: 64, fraction: 52 } };

/** A literal of a float of 32 or 64 bits as the bits: rounded once, to nearest, ties to even; undefined where it is none. */
export function floatBits(text: string, width: 32 | 64): bigint | undefined {
  const format = formats[width] as Format;
  const [, sign, rest] = /^([+-]?)(.+)$/.exec(text.replaceAll("_", "")) ?? [];
  const magnitude = rest === undefined ? undefined : magnitudeBits(rest, format);
  if (magnitude === undefined) return undefined;
  return sign === "-" ? magnitude | (1n << BigInt(width - 1)) : magnitude;
}

function magnitudeBits(text: string, format: Format): bigint | undefined {
  const { fraction } = format;
  const infinity = exponentMask(format) << BigInt(fraction);
  if (text === "inf") return infinity;
  if (text === "nan") return infinity | (1n << BigInt(fraction - 1));
  const payload = /^nan:(0x[0-9a-fA-F]+)$/.exec(text)?.[1];
  if (payload !== undefined) return infinity | BigInt(payload);
  const ratio = hexRatio(text) ?? decimalRatio(text);
  return ratio === undefined ? undefined : rounded(...ratio, format);
}

const exponentMask = ({ width, fraction }: Format): bigint => (1n << BigInt(width - fraction - 1)) - 1n;

type Ratio = readonly [numerator: bigint, denominator: bigint];

function hexRatio(text: string): Ratio | undefined {
  const [, whole, part = "", power = "0"] = /^0x([0-9a-fA-F]+)\.?([0-9a-fA-F]*)(?:[pP]([+-]?\d+))?$/.exec(text) ?? [];
  if (whole === undefined) return undefined;
  return scaled(BigInt(`0x${whole}${part}`), 2n, Number(power) - 4 * part.length);
}

function decimalRatio(text: string): Ratio | undefined {
  const [, whole, part = "", power = "0"] = /^(\d+)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  if (whole === undefined) return undefined;
  return scaled(BigInt(whole + part), 10n, Number(power) - part.length);
}

const scaled = (value: bigint, base: bigint, power: number): Ratio =>
  power < 0 ? [value, base ** BigInt(-power)] : [value * base ** BigInt(power), 1n];

const bitLength = (value: bigint): number => value.toString(2).length;

/** The bits of a ratio that is not negative. */
function rounded(numerator: bigint, denominator: bigint, format: Format): bigint {
  if (numerator === 0n) return 0n;
  const { width, fraction } = format;
  const bias = (1 << (width - fraction - 2)) - 1;
  // Such that the quotient has fraction + 1 bits, or is subnormal; one bit too many is found below.
  const estimate = bitLength(numerator) - bitLength(denominator) - 1;
  let exponent = Math.max(estimate, 1 - bias);
  let significand = quotient(numerator, denominator, fraction - exponent);
  if (bitLength(significand) > fraction + 1) {
    exponent++;
    significand = quotient(numerator, denominator, fraction - exponent);
  }
  // A significand that rounds up to the next power of two carries into the exponent by itself.
  const isNormal = significand >> BigInt(fraction) !== 0n;
  const bits = isNormal ? (BigInt(exponent + bias - 1) << BigInt(fraction)) + significand : significand;
  const infinity = exponentMask(format) << BigInt(fraction);
  return bits > infinity ? infinity : bits;
}

/** A ratio times 2^shift, to the nearest integer, ties to even. */
function quotient(numerator: bigint, denominator: bigint, shift: number): bigint {
  const n = shift > 0 ? numerator << BigInt(shift) : numerator;
  const d = shift < 0 ? denominator << BigInt(-shift) : denominator;
  const floor = n / d;
  const twice = 2n * (n - floor * d);
  return twice > d || (twice === d && (floor & 1n) === 1n) ? floor + 1n : floor;
}
