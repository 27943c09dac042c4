/** Kernels for the step machine, as text modules. Each exports `run` with the number of its rounds, and gives a number to be checked. */

/** The primes below 100,000, counted `rounds` times. */
const SIEVE = `(module (memory 2)
  (func (export "run") (param $rounds i32) (result i32)
    (local $i i32) (local $j i32) (local $count i32)
    (loop $round
      (local.set $count (i32.const 0))
      (memory.fill (i32.const 0) (i32.const 1) (i32.const 100000))
      (local.set $i (i32.const 2))
      (block $done
        (loop $outer
          (br_if $done (i32.ge_u (local.get $i) (i32.const 100000)))
          (if (i32.load8_u (local.get $i))
            (then
              (local.set $count (i32.add (local.get $count) (i32.const 1)))
              (local.set $j (i32.mul (local.get $i) (i32.const 2)))
              (block $end
                (loop $inner
                  (br_if $end (i32.ge_u (local.get $j) (i32.const 100000)))
                  (i32.store8 (local.get $j) (i32.const 0))
                  (local.set $j (i32.add (local.get $j) (local.get $i)))
                  (br $inner)))))
          (local.set $i (i32.add (local.get $i) (i32.const 1)))
          (br $outer)))
      (br_if $round (local.tee $rounds (i32.sub (local.get $rounds) (i32.const 1)))))
    (local.get $count)))`;

/** The first 32 bits of the fractional part of the cube roots of the first 64 primes (FIPS 180-4, 4.2.2). */
const CONSTANTS = (() => {
  const primes: number[] = [];
  for (let n = 2; primes.length < 64; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  return primes.map((prime) => Math.floor((Math.cbrt(prime) % 1) * 2 ** 32));
})();

const bytesText = (words: readonly number[]): string =>
  words
    .map((word) => [0, 8, 16, 24].map((shift) => `\\${((word >>> shift) & 0xff).toString(16).padStart(2, "0")}`).join(""))
    .join("");

const rotated = (value: string, ...bits: readonly number[]): string =>
  bits.map((n) => `(i32.rotr ${value} (i32.const ${n}))`).reduce((left, right) => `(i32.xor ${left} ${right})`);
const word = (back: number): string => `(i32.load (i32.sub (local.get $at) (i32.const ${4 * back})))`;
const shifted = (value: string, by: number): string => `(i32.shr_u ${value} (i32.const ${by}))`;

/** The compression function of SHA-256 (FIPS 180-4, 6.2.2) on a message that starts with zeros and is then fed its own digest. */
const SHA = `(module (memory 1)
  (data (i32.const 0) "${bytesText(CONSTANTS)}")
  (data (i32.const 256) "${bytesText([0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19])}")
  (func $compress
    (local $at i32) (local $a i32) (local $b i32) (local $c i32) (local $d i32) (local $e i32) (local $f i32) (local $g i32)
    (local $h i32) (local $t i32) (local $u i32)
    (local.set $at (i32.const 576))
    (loop $schedule
      (i32.store (local.get $at)
        (i32.add (i32.add ${word(16)} (i32.xor ${rotated(word(15), 7, 18)} ${shifted(word(15), 3)}))
          (i32.add ${word(7)} (i32.xor ${rotated(word(2), 17, 19)} ${shifted(word(2), 10)}))))
      (br_if $schedule (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 4))) (i32.const 768))))
    ${["a", "b", "c", "d", "e", "f", "g", "h"].map((name, i) => `(local.set $${name} (i32.load (i32.const ${256 + 4 * i})))`).join("\n    ")}
    (local.set $at (i32.const 0))
    (loop $round
      (local.set $t
        (i32.add (i32.add (local.get $h) ${rotated("(local.get $e)", 6, 11, 25)})
          (i32.add
            (i32.xor (i32.and (local.get $e) (local.get $f)) (i32.and (i32.xor (local.get $e) (i32.const -1)) (local.get $g)))
            (i32.add (i32.load (local.get $at)) (i32.load offset=512 (local.get $at))))))
      (local.set $u
        (i32.add ${rotated("(local.get $a)", 2, 13, 22)}
          (i32.xor (i32.xor (i32.and (local.get $a) (local.get $b)) (i32.and (local.get $a) (local.get $c)))
            (i32.and (local.get $b) (local.get $c)))))
      (local.set $h (local.get $g)) (local.set $g (local.get $f)) (local.set $f (local.get $e))
      (local.set $e (i32.add (local.get $d) (local.get $t)))
      (local.set $d (local.get $c)) (local.set $c (local.get $b)) (local.set $b (local.get $a))
      (local.set $a (i32.add (local.get $t) (local.get $u)))
      (br_if $round (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 4))) (i32.const 256))))
    ${["a", "b", "c", "d", "e", "f", "g", "h"]
      .map(
        (name, i) =>
          `(i32.store (i32.const ${256 + 4 * i}) (i32.add (i32.load (i32.const ${256 + 4 * i})) (local.get $${name})))`,
      )
      .join("\n    ")})
  (func (export "run") (param $rounds i32) (result i32)
    (loop $block
      (call $compress)
      (memory.copy (i32.const 512) (i32.const 256) (i32.const 32))
      (br_if $block (local.tee $rounds (i32.sub (local.get $rounds) (i32.const 1)))))
    (i32.load (i32.const 256))))`;

export interface Kernel {
  readonly text: string;
  /** Rounds in full and with `--quick`. */
  readonly rounds: number;
  readonly quick: number;
}

export const KERNELS: { readonly [name: string]: Kernel } = {
  sieve: { text: SIEVE, rounds: 100, quick: 10 },
  sha: { text: SHA, rounds: 20_000, quick: 2_000 },
};
