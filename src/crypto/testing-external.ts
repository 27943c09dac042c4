/**
 * The published data that the tests of cryptography read. The counts are frozen: a file that is missing, new or shorter fails, and so does a
 * reader that drops a case.
 */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { externalFolder, missingData } from "../../conformance/external.ts";

/** Cases of each file that the tests of cryptography read. */
export const EXTERNAL_COUNTS: Readonly<Record<string, number>> = {
  "bls-wycheproof/bls_hash_to_g2_test.json": 34,
  "bls-wycheproof/bls_sig_g2_aggregate_verify_test.json": 19,
  "bls-wycheproof/bls_sig_g2_basic_verify_test.json": 88,
  "bls-wycheproof/bls_sig_g2_pop_verify_test.json": 26,
  "drand/beacons.json": 6,
  "eip-2537/add_G1_bls.json": 9,
  "eip-2537/add_G2_bls.json": 9,
  "eip-2537/fail-add_G1_bls.json": 7,
  "eip-2537/fail-add_G2_bls.json": 7,
  "eip-2537/fail-map_fp2_to_G2_bls.json": 5,
  "eip-2537/fail-map_fp_to_G1_bls.json": 5,
  "eip-2537/fail-msm_G1_bls.json": 8,
  "eip-2537/fail-msm_G2_bls.json": 8,
  "eip-2537/fail-mul_G1_bls.json": 8,
  "eip-2537/fail-mul_G2_bls.json": 8,
  "eip-2537/fail-pairing_check_bls.json": 25,
  "eip-2537/map_fp2_to_G2_bls.json": 5,
  "eip-2537/map_fp_to_G1_bls.json": 5,
  "eip-2537/msm_G1_bls.json": 163,
  "eip-2537/mul_G1_bls.json": 11,
  "eip-2537/mul_G2_bls.json": 11,
  "eip-2537/pairing_check_bls.json": 15,
};

/** The names of the data files of a folder; schemas describe data and hold none. Null, with one line on stderr, where there is no such folder. */
export function externalFiles(name: string): readonly string[] | null {
  const folder = externalFolder(name);
  if (folder === null) {
    process.stderr.write(`${missingData(name)}\n`);
    return null;
  }
  return readdirSync(folder)
    .filter((file) => file.endsWith(".json") && !file.endsWith("_schema.json"))
    .sort()
    .map((file) => `${name}/${file}`);
}

/** The files of a folder that the counts name. */
export const countedFiles = (name: string): readonly string[] =>
  Object.keys(EXTERNAL_COUNTS).filter((file) => file.startsWith(`${name}/`));

/** A file of data, of a folder that is there. */
export function readExternal(file: string): unknown {
  const [name, base] = file.split("/") as [string, string];
  return JSON.parse(readFileSync(join(externalFolder(name) as string, base), "utf8"));
}

/** Prints how many cases of a file were run, so that a report shows what was not skipped. */
export const printCount = (file: string, cases: number, how: string): void => {
  process.stdout.write(`${file}: ${cases} cases, ${how}\n`);
};
