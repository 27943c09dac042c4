/**
 * `npm run vectors`: all vectors are what they should be. Those of steps come from the specs (`nexus vectors`), those of cryptography from an
 * implementation that shares nothing with `src/crypto`.
 */

import { spawnSync } from "node:child_process";
import { ExitCode } from "nexus-reference/lib/errors";
import { command, type Values } from "./command.ts";
import { cryptoSuites } from "./crypto-vectors/all.ts";
import { DIRECTORY, driftsIn, writeSuites } from "./crypto-vectors/files.ts";

const help = `Compares the committed vectors with the specs and with an independent implementation of the cryptography.

  npm run vectors                 compares all
  npm run vectors -- --accept     writes what differs

nexus vectors compares or writes those of single modules.
Exit codes: 0 the committed vectors are right, 1 they are not, 2 usage.`;

const options = { accept: { type: "boolean", default: false } } as const;

function main({ accept }: Values<typeof options>): ExitCode {
  const files = cryptoSuites();
  if (accept) writeSuites(DIRECTORY, files);
  const drifts = driftsIn(DIRECTORY, files);
  for (const drift of drifts) console.log(drift);
  if (drifts.length === 0)
    console.log(`${files.length} suites of cryptography in ${DIRECTORY} are those of the independent implementation`);
  const { status } = spawnSync(process.execPath, ["dist/cli/main.js", "vectors", ...(accept ? ["--accept"] : [])], {
    stdio: "inherit",
  });
  const ofSpecs = (status ?? ExitCode.bug) as ExitCode;
  return ofSpecs === ExitCode.ok && drifts.length > 0 ? ExitCode.violated : ofSpecs;
}

await command(help, options, main);
