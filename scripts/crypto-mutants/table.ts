/** Every wrong variant of the cryptography, with the test that must notice it. */

import { constructionMutants } from "./constructions.ts";
import { encodingMutants } from "./encodings.ts";
import type { CryptoMutant } from "./mutant.ts";
import { statementMutants } from "./statements.ts";

export const cryptoMutants: readonly CryptoMutant[] = [...encodingMutants, ...constructionMutants, ...statementMutants];
