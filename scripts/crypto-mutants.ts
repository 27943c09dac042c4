/** `npm run mutants:crypto`: every check of the cryptography is broken once, and a test must notice. */

import { fileURLToPath } from "node:url";
import { ExitCode, NexusError } from "nexus-reference/lib/errors";
import { command, type Values } from "./command.ts";
import { judgeCrypto } from "./crypto-mutants/judge.ts";
import { cryptoMutants } from "./crypto-mutants/table.ts";
import { objectionsTo } from "./crypto-mutants/verdict.ts";

const help = `Wrong variants of src/crypto, one check left out or changed in each; the named test must fail.

  npm run mutants:crypto                       all of them
  npm run mutants:crypto -- --filter ecies/    those whose id contains the text

Exit codes: 0 each dies by its test, 1 one does not, 2 usage.`;

const options = { filter: { type: "string", default: "" } } as const;

function main({ filter }: Values<typeof options>): ExitCode {
  const chosen = cryptoMutants.filter(({ id }) => id.includes(filter));
  if (chosen.length === 0) throw new NexusError("no-mutants", `no mutant's id contains ${filter}, so nothing would be tested`);
  const wrong = objectionsTo(chosen, judgeCrypto(fileURLToPath(new URL("../../../", import.meta.url)), chosen));
  for (const line of wrong) console.error(`wrong: ${line}`);
  if (wrong.length === 0) console.log(`${chosen.length} wrong variants of the cryptography: each dies by the test that is named`);
  return wrong.length === 0 ? ExitCode.ok : ExitCode.violated;
}

await command(help, options, main);
