/** C2SP/wycheproof's BLS files in full. They are min-pk: they test our encoders, the pairing and the library, and are counted apart. */

import { hexToBytes } from "@noble/hashes/utils.js";
import { describe, expect, test } from "vitest";
import { bls12381Suite } from "./bls12-381-suite.ts";
import { countedFiles, EXTERNAL_COUNTS, externalFiles, printCount, readExternal } from "./testing-external.ts";
import { hashToG2, verifyAggregateMinPk, verifyMinPk } from "./testing-min-pk.ts";

interface Group {
  readonly type: "BlsHashToG2" | "BlsSigVerify" | "BlsAggregateVerify";
  readonly dst?: string;
  readonly ciphersuite?: string;
  readonly publicKey?: { readonly pk: string };
  readonly tests: readonly Case[];
}

interface Case {
  readonly tcId: number;
  readonly comment: string;
  readonly msg?: string;
  readonly messages?: readonly string[];
  readonly pubkeys?: readonly string[];
  readonly sig?: string;
  readonly expected?: string;
  readonly result: "valid" | "invalid";
}

const suite = bls12381Suite();
const files = externalFiles("bls-wycheproof");

function isAccepted(group: Group, { msg, messages, pubkeys, sig, expected }: Case): boolean {
  switch (group.type) {
    case "BlsHashToG2":
      return suite.g2.encode(hashToG2(hexToBytes(msg!), group.dst!)) === expected;
    case "BlsSigVerify":
      return verifyMinPk(suite, group.publicKey!.pk, hexToBytes(msg!), sig!, group.ciphersuite!);
    case "BlsAggregateVerify":
      return verifyAggregateMinPk(suite, pubkeys!, messages!.map(hexToBytes), sig!, group.ciphersuite!);
  }
}

describe.runIf(files !== null)("Wycheproof, min-pk", () => {
  test("the files are the pinned ones", () => {
    expect(files).toEqual(countedFiles("bls-wycheproof"));
  });

  test.each(countedFiles("bls-wycheproof"))("%s", (file) => {
    const { numberOfTests, testGroups } = readExternal(file) as {
      readonly numberOfTests: number;
      readonly testGroups: readonly Group[];
    };
    const counts = { valid: 0, invalid: 0 };
    for (const group of testGroups)
      for (const each of group.tests) {
        expect(`${each.tcId} ${each.comment}: ${isAccepted(group, each) ? "valid" : "invalid"}`).toBe(
          `${each.tcId} ${each.comment}: ${each.result}`,
        );
        counts[each.result]++;
      }
    printCount(file, counts.valid + counts.invalid, `${counts.valid} valid, ${counts.invalid} invalid, min-pk`);
    expect(counts.valid + counts.invalid).toBe(numberOfTests);
    expect(numberOfTests).toBe(EXTERNAL_COUNTS[file]);
  });
});
