/** The suites of cryptography, as files of `vectors/data`. */

import { type SuiteFile, suiteFile } from "./suite.ts";
import { drand, openings, rounds } from "./suites/beacon.ts";
import { ceremonies } from "./suites/ceremonies.ts";
import { complaints } from "./suites/complaints.ts";
import { deals, registrations } from "./suites/deals.ts";
import { encodings } from "./suites/encodings.ts";
import { entries } from "./suites/entries.ts";
import { maps } from "./suites/maps.ts";
import { operations } from "./suites/operations.ts";
import { proofs } from "./suites/proofs.ts";
import { recoveries } from "./suites/recoveries.ts";
import { shares } from "./suites/shares.ts";
import { signatures } from "./suites/signatures.ts";
import { statements } from "./suites/statements.ts";
import { combinations, partials } from "./suites/threshold.ts";

export const cryptoSuites = (): readonly SuiteFile[] => [
  suiteFile(encodings),
  suiteFile(operations),
  suiteFile(statements),
  suiteFile(signatures),
  suiteFile(partials),
  suiteFile(combinations),
  suiteFile(rounds),
  suiteFile(openings),
  suiteFile(drand),
  suiteFile(proofs),
  suiteFile(maps),
  suiteFile(entries),
  suiteFile(registrations),
  suiteFile(deals),
  suiteFile(shares),
  suiteFile(complaints),
  suiteFile(recoveries),
  suiteFile(ceremonies),
];
