/**
 * EIP-2537's files against Ethereum's precompiles with two BLS libraries (noble, so that we see what a contract sees, and mcl, so that noble is not
 * its own judge), and against our encoders.
 */

import { Common, Hardfork, Mainnet } from "@ethereumjs/common";
import { createEVM, type EVM, MCLBLS, NobleBLS } from "@ethereumjs/evm";
import { createAddressFromString } from "@ethereumjs/util";
import { hash_to_field } from "@noble/curves/abstract/hash-to-curve.js";
import { bls12_381 } from "@noble/curves/bls12-381.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, concatBytes, hexToBytes } from "@noble/hashes/utils.js";
import * as mcl from "mcl-wasm";
import { beforeAll, describe, expect, test } from "vitest";
import {
  eip2537G1,
  eip2537G2,
  eip2537Pairs,
  eip2537Scalar,
  fromEip2537G1,
  fromEip2537G2,
  type NobleG1,
  type NobleG2,
} from "./bls12-381-encodings.ts";
import { bls12381Suite } from "./bls12-381-suite.ts";
import { bytesToInteger } from "./scalars.ts";
import { countedFiles, EXTERNAL_COUNTS, externalFiles, printCount, readExternal } from "./testing-external.ts";
import { strayG1 } from "./testing-stray.ts";
import { secretOf } from "./testing-suites.ts";
import { SIGNATURE_DST, sign } from "./threshold-bls.ts";

interface Case {
  readonly Name: string;
  readonly Input: string;
  readonly Expected?: string;
  readonly Gas?: number;
  readonly ExpectedError?: string;
}

/** The address of each operation; a multiplication is a sum of one product. */
const ADDRESSES: Readonly<Record<string, number>> = {
  add_G1: 0x0b,
  mul_G1: 0x0c,
  msm_G1: 0x0c,
  add_G2: 0x0d,
  mul_G2: 0x0e,
  msm_G2: 0x0e,
  pairing_check: 0x0f,
  map_fp_to_G1: 0x10,
  map_fp2_to_G2: 0x11,
};

const files = externalFiles("eip-2537");
const suite = bls12381Suite();
const { G1, G2 } = bls12_381;
const operationOf = (file: string) => file.replace(/^eip-2537\/(fail-)?/, "").replace(/_bls[.]json$/, "");
const casesOf = (file: string) => readExternal(file) as readonly Case[];

async function precompiles(name: "noble" | "mcl"): Promise<EVM> {
  const common = new Common({ chain: Mainnet, hardfork: Hardfork.Prague });
  if (name === "mcl") await mcl.init(mcl.BLS12_381);
  return createEVM({ common, bls: name === "noble" ? new NobleBLS() : new MCLBLS(mcl) });
}

/** What a contract gets back: bytes and gas, or null where the call fails. */
async function called(
  evm: EVM,
  address: number,
  data: Uint8Array,
): Promise<{ readonly output: string; readonly gas: number } | null> {
  const to = createAddressFromString(`0x${address.toString(16).padStart(40, "0")}`);
  const { execResult } = await evm.runCall({ to, data, gasLimit: 10_000_000n });
  if (execResult.exceptionError !== undefined) return null;
  return { output: bytesToHex(execResult.returnValue), gas: Number(execResult.executionGasUsed) };
}

describe.runIf(files !== null)("EIP-2537", () => {
  test("the files are the pinned ones", () => {
    expect(files).toEqual(countedFiles("eip-2537"));
  });

  describe.each(["noble", "mcl"] as const)("the precompiles on %s", (library) => {
    let evm: EVM;
    beforeAll(async () => {
      evm = await precompiles(library);
    });

    test.each(countedFiles("eip-2537"))("%s", async (file) => {
      let run = 0;
      for (const each of casesOf(file)) {
        const result = await called(evm, ADDRESSES[operationOf(file)]!, hexToBytes(each.Input));
        const expected = each.ExpectedError === undefined ? { output: each.Expected, gas: each.Gas } : null;
        expect([each.Name, result]).toEqual([each.Name, expected]);
        run++;
      }
      printCount(file, run, file.includes("fail-") ? `refused by ${library}` : `equal with ${library}`);
      expect(run).toBe(EXTERNAL_COUNTS[file]);
    });
  });

  describe("our encoders", () => {
    test.each(countedFiles("eip-2537").filter((file) => !file.includes("map_")))("%s", (file) => {
      let run = 0;
      for (const each of casesOf(file)) {
        expect([each.Name, computed(operationOf(file), hexToBytes(each.Input))]).toEqual([each.Name, each.Expected ?? null]);
        run++;
      }
      printCount(file, run, file.includes("fail-") ? "refused by our encoders" : "equal with our encoders");
      expect(run).toBe(EXTERNAL_COUNTS[file]);
    });

    test.each(["eip-2537/map_fp_to_G1_bls.json", "eip-2537/map_fp2_to_G2_bls.json"])(
      "%s: the outputs are points of the subgroup in our encoding",
      (file) => {
        for (const { Expected } of casesOf(file)) {
          const bytes = hexToBytes(Expected!);
          const again = file.includes("G1") ? eip2537G1(fromEip2537G1(bytes, true)!) : eip2537G2(fromEip2537G2(bytes, true)!);
          expect(bytesToHex(again)).toBe(Expected);
        }
        printCount(file, casesOf(file).length, "outputs equal with our encoders");
      },
    );
  });
});

/** The bytes cut into parts of a length; null unless they are one part or more exactly. */
function parts(bytes: Uint8Array, length: number): readonly Uint8Array[] | null {
  if (bytes.length === 0 || bytes.length % length !== 0) return null;
  return Array.from({ length: bytes.length / length }, (_, i) => bytes.subarray(i * length, (i + 1) * length));
}

/** An operation computed from our reading of its input, written by our encoder; null where we read no input. */
function computed(operation: string, input: Uint8Array): string | null {
  const isG1 = operation.endsWith("G1");
  if (operation === "pairing_check") return pairing(input);
  return isG1
    ? folded(operation, input, 128, fromEip2537G1, eip2537G1, G1.Point.ZERO)
    : folded(operation, input, 256, fromEip2537G2, eip2537G2, G2.Point.ZERO);
}

function folded<P extends { add(other: P): P; multiplyUnsafe(scalar: bigint): P }>(
  operation: string,
  input: Uint8Array,
  length: number,
  read: (bytes: Uint8Array, subgroup: boolean) => P | null,
  write: (point: P) => Uint8Array,
  zero: P,
): string | null {
  const isSum = operation.startsWith("add");
  const terms = parts(input, isSum ? length : length + 32);
  if (terms === null || (isSum && terms.length !== 2) || (operation.startsWith("mul") && terms.length !== 1)) return null;
  const points = terms.map((term) => read(term.subarray(0, length), !isSum));
  if (!points.every((point) => point !== null)) return null;
  const products = points.map((point, i) =>
    isSum ? point : point.multiplyUnsafe(suite.scalars.from(bytesToInteger(terms[i]!.subarray(length)))),
  );
  return bytesToHex(write(products.reduce((sum, product) => sum.add(product), zero)));
}

function pairing(input: Uint8Array): string | null {
  const pairs = parts(input, 384)?.map(
    (part) => [fromEip2537G1(part.subarray(0, 128), true), fromEip2537G2(part.subarray(128), true)] as const,
  );
  if (pairs === undefined || pairs.some(([a, b]) => a === null || b === null)) return null;
  const holds = suite.pairingCheck(pairs as unknown as Parameters<typeof suite.pairingCheck>[0]);
  return bytesToHex(eip2537Scalar(holds ? 1n : 0n));
}

/** RFC 9380's two field elements of a message under our tag, as a contract computes them with SHA-256, each in 64 bytes. */
function fieldElements(message: Uint8Array): readonly Uint8Array[] {
  const options = { DST: SIGNATURE_DST, p: bls12_381.fields.Fp.ORDER, m: 1, k: 128, expand: "xmd", hash: sha256 } as const;
  return hash_to_field(message, 2, options).map(([element]) => hexToBytes(element!.toString(16).padStart(128, "0")));
}

describe.each(["noble", "mcl"] as const)("a contract on the precompiles of %s", (library) => {
  const [key, message] = [secretOf(suite, 12345n), new TextEncoder().encode("outward statement")];
  const publicKey = suite.g2.mulSecret(suite.g2.generator, key) as unknown as NobleG2;
  const signature = suite.g1.decode(sign(suite, key, message)!) as unknown as NobleG1;
  const hashed = suite.hashToG1(message, SIGNATURE_DST) as unknown as NobleG1;

  test("verifies our signature from our uncompressed encodings, for 102,900 gas, and no other", async () => {
    const evm = await precompiles(library);
    const check = (sigma: NobleG1) =>
      called(
        evm,
        0x0f,
        eip2537Pairs([
          [sigma, G2.Point.BASE],
          [hashed.negate(), publicKey],
        ]),
      );
    expect(await check(signature)).toEqual({ output: "1".padStart(64, "0"), gas: 102_900 });
    expect(await check(signature.add(G1.Point.BASE))).toEqual({ output: "0".repeat(64), gas: 102_900 });
  });

  test("hashes a message to the point that we sign: two maps and a sum", async () => {
    const evm = await precompiles(library);
    const elements = fieldElements(message);
    const mapped = await Promise.all(elements.map((element) => called(evm, 0x10, element)));
    const sum = await called(evm, 0x0b, concatBytes(...mapped.map((each) => hexToBytes(each!.output))));
    expect(sum!.output).toBe(bytesToHex(eip2537G1(hashed)));
  });

  test("a digest that is padded and mapped once, as some contracts have it, is another point", async () => {
    const evm = await precompiles(library);
    const padded = concatBytes(new Uint8Array(32), sha256(message));
    const mapped = await called(evm, 0x10, padded);
    expect(mapped!.output).toHaveLength(256);
    expect(mapped!.output).not.toBe(bytesToHex(eip2537G1(hashed)));
  });

  // Drafts of EIP-2537 had operations from 0x0a to 0x12, with multiplications of their own between; some contracts still call them.
  test("a contract that calls the addresses of the drafts learns nothing, and least of all that a signature is good", async () => {
    const evm = await precompiles(library);
    const element = fieldElements(message)[0]!;
    const pairs = eip2537Pairs([
      [signature, G2.Point.BASE],
      [hashed.negate(), publicKey],
    ]);
    expect(await called(evm, 0x0b, concatBytes(eip2537G1(signature), eip2537Scalar(2n)))).toBeNull();
    expect(await called(evm, 0x10, pairs)).toBeNull();
    expect(await called(evm, 0x11, element)).toBeNull();
    expect(await called(evm, 0x12, concatBytes(element, element))).toEqual({ output: "", gas: 0 });
  });

  // polkadot-evm/frontier #1900, besu-native #166: sums of products took points outside the subgroup; only addition may.
  test("a point outside the subgroup is added, and refused in products and pairings, by the precompile and by us", async () => {
    const evm = await precompiles(library);
    const stray = strayG1();
    const bytes = eip2537G1(stray);
    expect(await called(evm, 0x0b, concatBytes(bytes, bytes))).not.toBeNull();
    expect(await called(evm, 0x0c, concatBytes(bytes, eip2537Scalar(2n)))).toBeNull();
    expect(await called(evm, 0x0f, concatBytes(bytes, eip2537G2(G2.Point.BASE)))).toBeNull();
    expect(fromEip2537G1(bytes, false)?.equals(stray)).toBe(true);
    expect(fromEip2537G1(bytes, true)).toBeNull();
  });
});
