/** `npm run vectors:crypto`: the suites of cryptography, made again by an implementation that shares nothing with `src/crypto`, and compared. */

import { ExitCode } from "nexus-reference/lib/errors";
import { command, type Values } from "./command.ts";
import { cryptoSuites } from "./crypto-vectors/all.ts";
import { DIRECTORY, driftsIn, writeSuites } from "./crypto-vectors/files.ts";

const help = `Compares the committed suites of cryptography with an independent implementation.

  npm run vectors:crypto                 compares all
  npm run vectors:crypto -- --accept     writes what differs

Exit codes: 0 the committed suites are right, 1 they are not, 2 usage.`;

const options = { accept: { type: "boolean", default: false } } as const;

function main({ accept }: Values<typeof options>): ExitCode {
  const files = cryptoSuites();
  if (accept) writeSuites(DIRECTORY, files);
  const drifts = driftsIn(DIRECTORY, files);
  for (const drift of drifts) console.log(drift);
  console.log(
    drifts.length === 0
      ? `${files.length} suites of cryptography in ${DIRECTORY} are those of the independent implementation`
      : "npm run vectors:crypto -- --accept writes those of the independent implementation",
  );
  return drifts.length === 0 ? ExitCode.ok : ExitCode.violated;
}

await command(help, options, main);
