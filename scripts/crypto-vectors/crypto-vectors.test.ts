/** The independent implementation against published values, and the suites against what is committed. */

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { externalFolder, missingData } from "../../conformance/external.ts";
import { cryptoSuites } from "./all.ts";
import { fromHex, toHex, transcript } from "./bytes.ts";
import { g1, g2, hashToG1, minus, ORDER, plus, times } from "./curve.ts";
import { pointFrom, readAffine, readG1, readG2, writeAffine, writeG1, writeG2 } from "./encodings.ts";
import { DIRECTORY, driftsIn, writeSuites } from "./files.ts";
import { open, seal, sharedPoint, verifyEquality, verifyKnowledge } from "./proofs.ts";
import { combine, lagrangeWeights, sign, valueAt, verify } from "./signatures.ts";
import { invalid, suiteFile, valid } from "./suite.ts";

const json = (path: string) => JSON.parse(readFileSync(path, "utf8"));
const files = cryptoSuites();

describe("the suites of cryptography", () => {
  test("are those that are committed", () => {
    expect(driftsIn(DIRECTORY, files)).toEqual([]);
  });

  test("are missed, and told by the line that differs, and mended", () => {
    const directory = mkdtempSync(join(tmpdir(), "nexus-suites-"));
    cpSync(DIRECTORY, directory, { recursive: true });
    const [spoilt, missing] = ["bls-signatures.json", "dkg-deals.json"].map((name) => join(directory, name)) as [string, string];
    const text = readFileSync(spoilt, "utf8");
    writeFileSync(spoilt, text.replace('"valid": false', '"valid": true'));
    rmSync(missing);
    expect(driftsIn(directory, files)).toEqual([
      expect.stringMatching(/^.*bls-signatures\.json: line \d+ differs: committed "valid": true, made "valid": false$/),
      `${missing} is missing`,
    ]);
    writeSuites(directory, files);
    expect(driftsIn(directory, files)).toEqual([]);
    rmSync(directory, { recursive: true });
  });

  test("are smaller than what is not committed", () => {
    for (const { text } of files) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(2 ** 19);
  });

  test("cannot say what their judge does not", () => {
    const about = { suite: "s", description: "", source: "", judge: (input: number) => (input > 0 ? input : undefined) };
    const notes = { F: { bugType: "BASIC", description: "" } } as const;
    expect(() => suiteFile({ ...about, notes: {}, cases: [valid("a", "", [], 0)] })).toThrow("s/a is meant to be valid");
    expect(() => suiteFile({ ...about, notes: {}, cases: [invalid("a", "", [], 1)] })).toThrow("s/a is meant to be invalid");
    expect(() => suiteFile({ ...about, notes, cases: [valid("a", "", [], 1)] })).toThrow("s has notes on F, and no case");
    expect(() => suiteFile({ ...about, notes, cases: [valid("a", "", ["F", "G"], 1)] })).toThrow("s has no note on G");
    expect(JSON.parse(suiteFile({ ...about, notes, cases: [valid("a", "", ["F"], 1)] }).text).cases[0].output).toBe(1);
  });
});

describe("the published values that are kept here", () => {
  const [eip, drand] = ["eip-2537", "drand"].map((name) => externalFolder(name));
  if (eip === null || drand === null) process.stderr.write(`${missingData("eip-2537 or drand")}\n`);

  test.runIf(eip !== null)("of EIP-2537 are as published", () => {
    const files = ["add_G1", "add_G2", "mul_G1", "mul_G2", "pairing_check"].flatMap((name) => [name, `fail-${name}`]);
    const published = files.flatMap((name) => json(join(eip as string, `${name}_bls.json`)));
    const kept = json("vectors/external/eip2537-bls12381.json").cases;
    expect(kept).toHaveLength(published.length);
    for (const { name, input, expected, error } of kept)
      expect(published).toContainEqual(
        expect.objectContaining(
          error === undefined
            ? { Name: name, Input: input, Expected: expected }
            : { Name: name, Input: input, ExpectedError: error },
        ),
      );
  });

  test.runIf(drand !== null)("of drand are as published", () => {
    const { beacons } = json(join(drand as string, "beacons.json"));
    const kept = json("vectors/external/drand-g1.json").beacons;
    expect(kept).toHaveLength(beacons.filter(({ signatureGroup }: { signatureGroup: string }) => signatureGroup === "G1").length);
    for (const { randomness: _, ...beacon } of kept) expect(beacons).toContainEqual(expect.objectContaining(beacon));
  });
});

describe("the independent implementation", () => {
  test("hashes to G1 as RFC 9380, appendix J.9.1, says", () => {
    const { suites } = json("vectors/external/rfc9380-bls12381.json");
    const { dst, vectors } = suites.find(({ suite }: { suite: string }) => suite === "BLS12381G1_XMD:SHA-256_SSWU_RO_");
    expect(vectors).toHaveLength(5);
    for (const { message, x, y } of vectors) {
      const affine = g1.affine(hashToG1(Buffer.from(message, "ascii"), dst));
      expect([affine?.x, affine?.y]).toEqual([[BigInt(`0x${x[0]}`)], [BigInt(`0x${y[0]}`)]]);
    }
  });

  test("reads what it writes, and tells points outside the subgroup", () => {
    for (const integer of [1n, 2n, ORDER - 1n, 0n]) {
      expect(g1.affine(readG1(writeG1(times(g1.generator, integer))) ?? g1.generator)).toEqual(
        g1.affine(times(g1.generator, integer)),
      );
      expect(g2.affine(readG2(writeG2(times(g2.generator, integer))) ?? g2.generator)).toEqual(
        g2.affine(times(g2.generator, integer)),
      );
    }
    expect(plus(g1.generator, minus(g1.generator)).isZero()).toBe(true);
    for (const parts of [1, 2] as const) {
      const stray = writeAffine(pointFrom(3n, parts), parts);
      expect(readAffine(stray, parts)).toEqual(pointFrom(3n, parts));
      expect((parts === 1 ? readG1 : readG2)(stray)).toBeNull();
    }
  });

  test("interpolates through any points", () => {
    const polynomial = [3n, 5n, 7n];
    for (const [indices, at] of [
      [[1, 2, 3], 0],
      [[9, 4, 2], 5],
    ] as const) {
      const weights = lagrangeWeights(indices, at);
      const sum = indices.reduce((all, index, i) => all + valueAt(polynomial, index) * (weights[i] as bigint), 0n);
      expect(sum % ORDER).toBe(valueAt(polynomial, at));
    }
  });

  /** The bytes that our own code has frozen are not only ours. */
  test("makes the frozen bytes of the wire, and verifies the frozen proofs", () => {
    const wire = json("vectors/crypto/bls12-381.json");
    const { transcript: of, sealed, proved, shared } = wire;
    expect(toHex(transcript(of.tag, of.fields))).toBe(of.bytes);
    const context = { ceremony: sealed.ceremony, dealer: sealed.dealer, receiver: sealed.receiver };
    expect(sharedPoint(BigInt(`0x${sealed.receiverSecret}`), sealed.ephemeral)).toBe(sealed.shared);
    expect(seal(context, sealed.ephemeral, sealed.shared, BigInt(`0x${sealed.share}`))).toBe(sealed.box);
    expect(open(context, sealed.ephemeral, sealed.shared, sealed.box)).toBe(BigInt(`0x${sealed.share}`));
    const bytes = fromHex(proved.context) as Buffer;
    expect(verifyEquality(bytes, proved.equality, proved.equality.proof)).toBe(true);
    for (const { group, element, proof } of proved.knowledge) expect(verifyKnowledge(bytes, group, element, proof)).toBe(true);
    const message = fromHex(shared.message) as Buffer;
    expect(sign(BigInt(`0x${shared.coefficients[0]}`), message)).toBe(shared.signature);
    expect(verify(shared.commitment[0], message, shared.signature)).toBe(true);
    const partials = [4, 2].map((index) => ({ index, signature: shared.partials[index - 1] as string }));
    expect(combine(shared.commitment, 4, message, partials)).toBe(shared.signature);
  });
});
